"""One turn of the conversation: drawn while the question is answered, kept when it is, or when it is stopped."""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any

import gradio as gr

from assistant.answer import Answer
from policytext.errors import PolicyError
from ui.page.choices import documents_named
from ui.page.conversation import Conversation, to_browser
from ui.page.draft import Draft, drafts
from ui.page.examples import follow_ups
from ui.page.render_answer import Exchange, pending
from ui.page.render_conversation import conversation_html
from ui.page.visit import Place

FRAME_S = 0.08  # a language model writes faster than a page should be drawn

log = logging.getLogger(__name__)

Frame = tuple[Any, ...]


@dataclass(frozen=True)
class UnderWay:
    """What the session knows of the turn that is being answered: a stop keeps what is there."""

    id: str
    question: str
    conversation: Conversation
    model: str | None = None
    step: Draft | Answer = field(default_factory=Draft)


def frames(begun: UnderWay, place: Place, request: gr.Request) -> Iterator[Frame]:
    """Draw the turn while it is answered, then the whole conversation: (thread, live, question, kept, under
    way). Whoever closes this ends the answering."""
    texts = place.texts
    shown = gr.skip() if begun.conversation.exchanges else ""  # the welcome goes when an answer is under way
    yield shown, pending(begun.question, Draft(), texts), "", to_browser(begun.conversation), begun
    now, error = begun, ""
    try:
        with closing(_steps(begun, place, request)) as steps:
            drawn = time.monotonic()
            for step in steps:
                now = replace(begun, step=step)
                if isinstance(step, Draft) and time.monotonic() - drawn >= FRAME_S:
                    drawn = time.monotonic()
                    yield gr.skip(), pending(begun.question, step, texts), gr.skip(), gr.skip(), now
    except PolicyError as failure:
        error = str(failure)
    except Exception:
        log.exception("The question could not be answered")
        error = texts("failed", reason=texts("see_log"))
    with place.seen(request):
        conversation = begun.conversation.with_exchange(_answered(now, error, place))
        shown = conversation_html(conversation, place.services, texts)
    yield shown, "", gr.skip(), to_browser(conversation), now


def stop(under_way: UnderWay | None, current: Conversation, place: Place) -> Frame:
    """Keep what had been checked of the turn that was stopped: (thread, live, kept). The answer may have come
    at the same moment, or the visitor may be in another conversation by now."""
    if under_way is None or under_way.conversation.id != current.id or current.holds(under_way.id):
        return conversation_html(current, place.services, place.texts), "", gr.skip()
    conversation = under_way.conversation.with_exchange(stopped_exchange(under_way, place))
    return conversation_html(conversation, place.services, place.texts), "", to_browser(conversation)


def stopped_exchange(under_way: UnderWay, place: Place) -> Exchange:
    """The sentences that stand, and that they are not all; the model's unchecked words go."""
    draft, texts, asked = under_way.step, place.texts, under_way.question
    if isinstance(draft, Answer):
        return _answered(under_way, "", place)
    if not draft.kept:
        return Exchange(under_way.id, asked, None, texts("stopped_nothing"), stopped=True)
    model = under_way.model or next(iter(place.services.settings.chat_models), None)
    notes = (texts("stopped_note"), *_narrowed(under_way, place))
    answer = Answer("answered", draft.text, draft.citations, mode="generated", model=model, notes=notes)
    return Exchange(under_way.id, asked, answer, stopped=True)


def _steps(begun: UnderWay, place: Place, request: gr.Request) -> Generator[Draft | Answer, None, None]:
    chosen = begun.conversation.documents or None
    with place.seen(request):
        events = place.services.ask_stream(begun.question, begun.conversation.turns(), chosen, begun.model)
    return drafts(events)


def _answered(now: UnderWay, error: str, place: Place) -> Exchange:
    answer, texts = now.step, place.texts
    if not isinstance(answer, Answer):
        return Exchange(now.id, now.question, None, error or texts("failed", reason=texts("see_log")))
    if answer.status == "answered" and not answer.suggestions:
        more = follow_ups(now.question, answer, place.services.records(), texts)
        answer = replace(answer, suggestions=more)
    return Exchange(now.id, now.question, replace(answer, notes=(*answer.notes, *_narrowed(now, place))))


def _narrowed(now: UnderWay, place: Place) -> tuple[str, ...]:
    """A reader must know when not all documents were searched."""
    names = documents_named(place.services, now.conversation.documents, place.texts)
    return (place.texts("within_note", names=names),) if names else ()
