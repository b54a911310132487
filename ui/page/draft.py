"""An answer while a language model writes it: sentences with their verdicts, then words not yet checked."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace

from assistant.answer import Answer, Citation
from assistant.events import Done, Event, SentenceChecked, Token
from ui.page.ticking import ticking

SENTENCE_ENDS = tuple("。！？；…”")


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
        numbered = replace(event, citations=self._numbered(event.citations))
        return Draft((*self.sentences, numbered), rest)

    @property
    def kept(self) -> tuple[SentenceChecked, ...]:
        """The sentences that stand."""
        return tuple(sentence for sentence in self.sentences if sentence.kept)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What the sentences cite, each once, numbered from 1 in the order in which it came."""
        return tuple(dict.fromkeys(c for sentence in self.sentences for c in sentence.citations))

    @property
    def text(self) -> str:
        """The sentences that stand, with their marks; one without an end, like the member of a list, is a line."""
        lines = [s.text + marks(s) + ("" if s.text.endswith(SENTENCE_ENDS) else "\n") for s in self.kept]
        return "".join(lines).strip()

    def _numbered(self, citations: Iterable[Citation]) -> tuple[Citation, ...]:
        """The numbers count in the draft: those of the event count in what the model was given."""
        known = {(c.document_id, c.start, c.end): c for c in self.citations}
        return tuple(
            known.setdefault((c.document_id, c.start, c.end), replace(c, n=len(known) + 1)) for c in citations
        )


def marks(sentence: SentenceChecked) -> str:
    """The citation marks that belong behind a sentence."""
    return "".join(f"[{c.n}]" for c in sentence.citations)


def drafts(events: Iterator[Event]) -> Generator[Draft | Answer, None, None]:
    """The draft after each event, and again when none comes for a while; the answer last. Whoever closes this
    closes `events`, and so ends the work of the model."""
    draft = Draft()
    with closing(ticking(events)) as coming:
        for event in coming:
            if isinstance(event, Done):
                yield event.answer
                return
            if event is not None:
                draft = draft.after(event)
            yield draft
