"""The running conversation as HTML, or what to type when it has not begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.names import full_name
from ui.page.conversation import Conversation
from ui.page.examples import example_questions
from ui.page.markup import Markup, tag
from ui.page.render_answer import exchange, suggestions
from ui.texts import Texts

if TYPE_CHECKING:
    from ui.services import Services


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
        loaded = texts.labelled("welcome_document", full_name(documents[0]))
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
