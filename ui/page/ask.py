"""The view to ask: the conversation, with the source panel of the page beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from ui.page import choices
from ui.page.conversation import (
    Conversation,
    from_archive,
    from_browser,
    keep,
    new_conversation,
    new_exchange_id,
)
from ui.page.gradio_parts import PRIVATE, browser_state, html, tell
from ui.page.render_answer import GOOD
from ui.page.render_conversation import conversation_html
from ui.page.turn import Frame, UnderWay, frames, stop
from ui.page.visit import Place
from ui.texts import Texts
from vectorstore.feedback import Feedback

MAX_QUESTION_CHARS = 2000

# page.js calls this to reach the server: window.policySend("submit", {question: "…"})
BRIDGE = "window.policySend = (name, data) => trigger(name, data);"
ANSWERED = "() => window.policyAnswered()"


@dataclass(frozen=True)
class Parts:
    """What the view consists of."""

    bridge: gr.HTML
    live: gr.HTML  # the turn that is being answered
    question: gr.Textbox
    send: gr.Button
    stop: gr.Button
    fresh: gr.Button
    within: gr.Accordion
    model: gr.Dropdown
    under_way: gr.State


def view(place: Place) -> None:
    """Lay out the view and connect it."""
    models = choices.model_choices(place.services.settings, place.texts)
    parts = _laid_out(place, models)
    _connect_asking(place, parts)
    _connect_choices(place, parts, models)


def _laid_out(place: Place, models: Sequence[tuple[str, str]]) -> Parts:
    texts = place.texts
    bridge = gr.HTML("", elem_id="bridge", visible="hidden", js_on_load=BRIDGE)
    with gr.Column(elem_id="conversation"):
        place.thread.render()  # type: ignore[no-untyped-call]
        live = html("", "live")
        with gr.Column(elem_id="asking"):
            with gr.Row(elem_id="asking-line"):
                question = gr.Textbox(
                    label=texts("question"),
                    placeholder=texts("question_hint"),
                    show_label=False,
                    elem_id="question",
                    lines=1,
                    max_lines=5,
                    scale=8,
                    autofocus=True,
                )
                with gr.Column(elem_id="send-or-stop", scale=0, min_width=88):
                    send = gr.Button(texts("send"), variant="primary", elem_id="send", min_width=88)
                    stop = gr.Button(texts("stop"), elem_id="stop", min_width=88)
                fresh = gr.Button(texts("new_conversation"), elem_id="fresh", scale=0, min_width=88)
            with gr.Row(elem_id="asking-choices"):
                with gr.Accordion(texts("within"), open=False, visible=False, elem_id="within") as within:
                    place.documents.render()  # type: ignore[no-untyped-call]
                model = choices.model_part(models, texts)
    return Parts(bridge, live, question, send, stop, fresh, within, model, gr.State(None))


def _connect_asking(place: Place, parts: Parts) -> None:
    services, texts, kept = place.services, place.texts, place.kept

    def begin(asked: str, value: Any, documents: list[str], model: str | None) -> UnderWay | None:
        complaint = _complaint(asked.strip(), texts)
        if complaint:
            tell(complaint, texts)
            return None
        conversation = replace(from_browser(value), documents=tuple(documents))
        return UnderWay(new_exchange_id(), asked.strip(), conversation, model)

    def answer(
        asked: str, value: Any, documents: list[str], model: str | None, request: gr.Request
    ) -> Iterator[Frame]:
        begun = begin(asked, value, documents, model)
        yield from frames(begun, place, request) if begun else ((gr.skip(),) * 5,)

    def answer_suggested(
        value: Any, documents: list[str], model: str | None, request: gr.Request, event: gr.EventData
    ) -> Iterator[Frame]:
        begun = begin(str(event.question), value, documents, model)
        yield from frames(begun, place, request) if begun else ((gr.skip(),) * 5,)

    def stopped(under_way: UnderWay | None, value: Any, request: gr.Request) -> Frame:
        with place.seen(request):
            return stop(under_way, from_browser(value), place)

    def start(value: Any, archive: object, request: gr.Request) -> Frame:
        rest = [from_browser(value), *from_archive(archive)]
        with place.seen(request):
            return None, keep(rest), conversation_html(new_conversation(), services, texts), "", []

    def note(value: Any, request: gr.Request, event: gr.EventData) -> None:
        feedback = feedback_on(
            from_browser(value), str(event.exchange), str(event.opinion), str(event.comment)
        )
        if feedback is not None:
            with place.seen(request):
                services.add_feedback(feedback)
            tell(texts("feedback_thanks"), texts)

    given = [kept, place.documents, parts.model]
    drawn = [place.thread, parts.live, parts.question, kept, parts.under_way]
    asking = [
        gr.on(
            [parts.question.submit, parts.send.click],
            answer,
            [parts.question, *given],
            drawn,
            concurrency_limit=None,
            **PRIVATE,
        ),
        parts.bridge.submit(answer_suggested, given, drawn, concurrency_limit=None, **PRIVATE),
    ]
    parts.stop.click(None, cancels=asking)
    shown = [place.thread, parts.live, kept]
    for event in asking:
        event.success(None, js=ANSWERED)
        # Only when the event has ended: a frame that was on its way would be drawn over what is kept.
        event.failure(stopped, [parts.under_way, kept], shown, **PRIVATE).then(None, js=ANSWERED)
    parts.bridge.select(note, [kept], None, **PRIVATE)
    emptied = [kept, place.archive, place.thread, parts.live, place.documents]
    parts.fresh.click(start, [kept, place.archive], emptied, cancels=asking, **PRIVATE)


def _connect_choices(place: Place, parts: Parts, models: Sequence[tuple[str, str]]) -> None:
    services, texts = place.services, place.texts
    model_kept = browser_state("model", None)

    def show(value: Any, model: object, request: gr.Request) -> Frame:
        conversation = from_browser(value)
        with place.seen(request):
            return (
                conversation_html(conversation, services, texts),
                choices.documents_offered(services, conversation.documents),
                choices.within_offered(services),
                choices.model_kept(models, model),
            )

    def offer(chosen: list[str], request: gr.Request) -> tuple[Any, Any]:
        with place.seen(request):
            return choices.documents_offered(services, chosen, chosen), choices.within_offered(services)

    def name_chosen(chosen: list[str], request: gr.Request) -> Any:
        with place.seen(request):
            return choices.within_named(services, chosen, texts)

    listed = [place.documents, parts.within]
    loaded = [place.thread, *listed, parts.model]
    place.page.load(show, [place.kept, model_kept], loaded, **PRIVATE)
    place.tab.select(offer, place.documents, listed, **PRIVATE)
    place.documents.change(name_chosen, place.documents, parts.within, **PRIVATE)
    parts.model.input(lambda name: name, parts.model, model_kept, **PRIVATE)


def feedback_on(conversation: Conversation, name: str, opinion: str, comment: str) -> Feedback | None:
    """The opinion on one answer of the conversation; None when there is no such answer."""
    at = next((n for n, e in enumerate(conversation.exchanges) if e.id == name and e.answer), None)
    if at is None or opinion not in ("right", "wrong"):
        return None
    exchange = conversation.exchanges[at]
    answer = exchange.answer
    assert answer is not None
    return Feedback(
        question=exchange.question,
        answer=answer.text,
        status=answer.status,
        opinion="right" if opinion == "right" else "wrong",
        comment=comment[:MAX_QUESTION_CHARS],
        before=tuple(e.question for e in conversation.exchanges[:at] if e.answer),
        shown=tuple(c.text for c in answer.checks if c.verdict in GOOD),
        quotes=tuple(c.quote for c in answer.citations),
        number=answer.citations[0].document_number if answer.citations else None,
    )


def _complaint(question: str, texts: Texts) -> str:
    if not question:
        return texts("question_empty")
    if len(question) > MAX_QUESTION_CHARS:
        return texts("question_long", limit=MAX_QUESTION_CHARS, count=len(question))
    return ""
