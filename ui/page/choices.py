"""What a visitor may choose for a question: the documents that are searched, the language model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.generating import COMPOSED
from ui.names import full_name
from ui.page.gradio_parts import document_choices
from ui.texts import Texts

if TYPE_CHECKING:
    from settings import Settings
    from ui.services import Services


def documents_part(texts: Texts) -> gr.Dropdown:
    """The list of documents; nothing chosen means all of them."""
    return gr.Dropdown(
        [],
        value=[],
        multiselect=True,
        label=texts("within_hint"),
        elem_id="within-documents",
        render=False,
    )


def documents_offered(
    services: Services, chosen: Sequence[str], shown: Sequence[str] | None = None
) -> dict[str, Any]:
    """The list as it is now; what was chosen stays as long as it is there. What is `shown` already is not set
    again: the visitor may have changed it meanwhile."""
    choices = [(full_name(d), d.id) for d in services.documents()]
    known = {document_id for _, document_id in choices}
    value = [document_id for document_id in chosen if document_id in known]
    return gr.update(choices=choices) if value == shown else gr.update(choices=choices, value=value)


def within_offered(services: Services) -> dict[str, Any]:
    """With one document there is nothing to choose."""
    return gr.update(visible=len(services.documents()) > 1)


def within_named(services: Services, chosen: Sequence[str], texts: Texts) -> dict[str, Any]:
    """The closed list says what is chosen."""
    names = documents_named(services, chosen, texts)
    return gr.update(label=texts.labelled("within", names) if names else texts("within"))


def documents_named(services: Services, chosen: Sequence[str], texts: Texts) -> str:
    """The chosen documents in a few words; "" when all are searched."""
    names = {document_id: name for name, document_id in document_choices(services.documents())}
    known = [names[d] for d in chosen if d in names]
    if len(known) < 2:
        return "".join(known)
    return texts("within_several", name=known[0], count=len(known))


def model_choices(settings: Settings, texts: Texts) -> list[tuple[str, str]]:
    """The configured language models, the default first, and none of them; empty when nothing can be chosen."""
    models = settings.chat_models
    if len(models) < 2:
        return []
    short = [name.partition(":")[2] or name for name in models]
    shown = [
        name if short.count(s) == 1 else full for name, s, full in zip(short, short, models, strict=True)
    ]
    return [*zip(shown, models, strict=True), (texts("no_model"), COMPOSED)]


def model_part(choices: Sequence[tuple[str, str]], texts: Texts) -> gr.Dropdown:
    """The list of language models, which is not there when nothing can be chosen."""
    return gr.Dropdown(
        choices,
        value=choices[0][1] if choices else None,
        label=texts("model"),
        show_label=False,
        container=False,
        filterable=False,
        visible=bool(choices),
        elem_id="model",
        scale=0,
        min_width=180,
    )


def model_kept(choices: Sequence[tuple[str, str]], kept: object) -> dict[str, Any]:
    """What this browser chose last, as long as it is configured."""
    return gr.update(value=kept) if any(value == kept for _, value in choices) else gr.skip()
