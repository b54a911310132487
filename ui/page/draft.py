"""An answer while a language model writes it: sentences with their verdicts, then words not yet checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from assistant.answer import Answer
from assistant.events import Done, Event, SentenceChecked, Token


@dataclass(frozen=True)
class Draft:
    """What is there so far. `tail` is the model's own words: text that nobody has checked."""

    sentences: tuple[SentenceChecked, ...] = ()
    tail: str = ""

    def after(self, event: SentenceChecked | Token) -> Draft:
        """The draft with one more event."""
        if isinstance(event, Token):
            return replace(self, tail=self.tail + event.text)
        _, _, rest = self.tail.partition(event.text.strip())
        return Draft((*self.sentences, event), rest)


def drafts(events: Iterable[Event]) -> Iterator[Draft | Answer]:
    """The draft after each event, and the answer last."""
    draft = Draft()
    for event in events:
        if isinstance(event, Done):
            yield event.answer
            return
        draft = draft.after(event)
        yield draft
