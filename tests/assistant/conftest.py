"""One assistant over the notice and two invented documents of another province, read by the real pipeline.

The invented ones have other departments, years, figures and brackets, so that a mechanism is tested and not
what is known of the notice.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer, Turn
from assistant.assistant import Assistant
from assistant.build import build_assistant
from assistant.library import Library
from ingest.build import build_pipeline
from settings import Settings

INVENTED = Path(__file__).parent / "documents"
Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def assistant(notice_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """For reading only."""
    folder = tmp_path_factory.mktemp("policies") / "data"
    shutil.copytree(notice_settings.data_dir, folder)  # the notice need not be embedded again
    settings = Settings(data_dir=folder)
    report = build_pipeline(settings).ingest([INVENTED])
    assert not report.failed
    built = build_assistant(settings)
    yield built
    built.close()


@pytest.fixture(scope="session")
def library(assistant: Assistant) -> Library:
    return assistant.snapshot().library


@pytest.fixture(scope="session")
def document_id(library: Library) -> Callable[[str], str]:
    """The id of the document with a number."""
    by_number = {document.number: document.id for document in library.documents()}
    return lambda number: by_number[number]


@pytest.fixture(scope="session")
def ask(assistant: Assistant) -> Ask:
    """Ask the questions one after another, each with the turns before it; the last answer comes back."""

    def ask_in_turn(*questions: str, documents: set[str] | None = None) -> Answer:
        history: list[Turn] = []
        for question in questions:
            answer = assistant.ask(question, history, documents)
            history += [Turn("user", question), Turn("assistant", answer.text)]
        return answer

    return ask_in_turn
