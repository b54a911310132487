"""The view to ask: the conversation, with the source panel of the page beside it."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.answer import Answer
from policytext.errors import PolicyError
from ui.page.conversation import Conversation, from_archive, from_browser, keep, to_browser
from ui.page.draft import Draft, drafts
from ui.page.examples import example_questions, follow_ups
from ui.page.gradio_parts import PRIVATE, html, tell
from ui.page.markup import Markup, tag
from ui.page.render_answer import GOOD, exchange, pending, suggestions
from ui.page.visit import Place
from ui.texts import Texts
from vectorstore.feedback import Feedback

if TYPE_CHECKING:
    from ui.services import Services

MAX_QUESTION_CHARS = 2000
FRAME_S = 0.08  # a language model writes faster than a page should be drawn

log = logging.getLogger(__name__)

Frame = tuple[Any, ...]


def view(place: Place) -> None:
    """Lay out the view and connect it."""
    services, texts, kept = place.services, place.texts, place.kept
    bridge = gr.HTML("", elem_id="bridge", visible="hidden", js_on_load=BRIDGE)
    with gr.Column(elem_id="conversation"):
        thread = place.thread
        thread.render()  # type: ignore[no-untyped-call]
        live = html("", "live")
        with gr.Row(elem_id="asking"):
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
            send = gr.Button(texts("send"), variant="primary", elem_id="send", scale=0, min_width=88)
            fresh = gr.Button(texts("new_conversation"), elem_id="fresh", scale=0, min_width=88)

    def show(value: dict[str, Any] | None, request: gr.Request) -> Markup:
        with place.seen(request):
            return conversation_html(from_browser(value), services, texts)

    def start(value: dict[str, Any] | None, archive: object, request: gr.Request) -> tuple[Any, Any, Markup]:
        rest = [from_browser(value), *from_archive(archive)]
        with place.seen(request):
            return None, keep(rest), welcome(services, texts)

    def answer(asked: str, value: dict[str, Any] | None, request: gr.Request) -> Iterator[Frame]:
        yield from frames(asked, from_browser(value), place, request)

    def answer_suggested(
        value: dict[str, Any] | None, request: gr.Request, event: gr.EventData
    ) -> Iterator[Frame]:
        yield from frames(str(event.question), from_browser(value), place, request)

    def note(value: dict[str, Any] | None, request: gr.Request, event: gr.EventData) -> None:
        feedback = feedback_on(
            from_browser(value), str(event.exchange), str(event.opinion), str(event.comment)
        )
        if feedback is not None:
            with place.seen(request):
                services.add_feedback(feedback)
            tell(texts("feedback_thanks"), texts)

    drawn = [thread, live, question, kept]
    place.page.load(show, kept, thread, **PRIVATE)
    for asking in (question.submit, send.click):
        asking(answer, [question, kept], drawn, concurrency_limit=None, **PRIVATE).then(None, js=ANSWERED)
    bridge.submit(answer_suggested, [kept], drawn, concurrency_limit=None, **PRIVATE).then(None, js=ANSWERED)
    bridge.select(note, [kept], None, **PRIVATE)
    fresh.click(start, [kept, place.archive], [kept, place.archive, thread], **PRIVATE)


# page.js calls this to reach the server: window.policySend("submit", {question: "…"})
BRIDGE = "window.policySend = (name, data) => trigger(name, data);"
ANSWERED = "() => window.policyAnswered()"


def frames(asked: str, conversation: Conversation, place: Place, request: gr.Request) -> Iterator[Frame]:
    """Draw the turn while it is answered, then the whole conversation: (thread, live, question, kept)."""
    services, texts = place.services, place.texts
    question = asked.strip()
    complaint = _complaint(question, texts)
    if complaint:
        tell(complaint, texts)
        yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
        return
    shown = gr.skip() if conversation.exchanges else ""  # the welcome goes when the first answer is under way
    yield shown, pending(question, Draft(), texts), "", gr.skip()
    answer: Answer | None = None
    error = ""
    try:
        drawn = time.monotonic()
        with place.seen(request):
            events = services.ask_stream(question, conversation.turns())
        for step in drafts(events):
            if isinstance(step, Answer):
                answer = step
            elif time.monotonic() - drawn >= FRAME_S:
                drawn = time.monotonic()
                yield gr.skip(), pending(question, step, texts), gr.skip(), gr.skip()
    except PolicyError as failure:
        error = str(failure)
    except Exception:
        log.exception("The question could not be answered")
        error = texts("failed", reason=texts("see_log"))
    with place.seen(request):
        if answer is not None and answer.status == "answered" and not answer.suggestions:
            answer = replace(answer, suggestions=follow_ups(question, answer, services.records(), texts))
        conversation = conversation.with_exchange(question, answer, error)
        shown = conversation_html(conversation, services, texts)
    yield shown, "", gr.skip(), to_browser(conversation)


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


def conversation_html(conversation: Conversation, services: Services, texts: Texts) -> Markup:
    """The conversation, or what to type when it has not begun."""
    if not conversation.exchanges:
        return welcome(services, texts)
    return tag("div", *(exchange(e, texts) for e in conversation.exchanges), class_="exchanges")


def welcome(services: Services, texts: Texts) -> Markup:
    """What the page is for, what is loaded, and what can be asked."""
    documents = services.documents()
    if not documents:
        loaded = texts("welcome_empty")
    elif len(documents) == 1:
        loaded = f"{texts('welcome_document')}：{documents[0].number or ''} {documents[0].title}"
    else:
        loaded = texts("welcome_documents", count=len(documents))
    examples = example_questions(services.clauses(), services.duties(), services.figures(), texts)
    return tag(
        "section",
        tag("h2", texts("welcome")),
        tag("p", texts("tagline"), class_="tagline"),
        tag("p", loaded, class_="loaded"),
        suggestions(examples, texts, "examples"),
        class_="welcome",
    )
