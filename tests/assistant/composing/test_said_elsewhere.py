"""What two documents say alike is cited from both; what the other one says otherwise is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.assistant import Assistant
from assistant.build import build_assistant
from ingest.build import build_pipeline
from settings import Settings

RULES = """明州市渔业局关于印发渔船保险补助办法的通知

明渔发〔2021〕3号

第一条 渔船保险补助标准为每艘每年1800元。（市渔业局、市财政局负责）

第二条 渔民培训补助标准为每人600元。（市渔业局负责）
"""
PLAN = """明州市人民政府办公室关于促进渔业发展的意见

明政办〔2021〕40号

一、落实渔船保险补助，补助标准为每艘每年1800元。（市渔业局、市财政局负责）

促进渔业发展的措施共12项。

二、渔民培训补助按每人700元安排。（市人力资源社会保障局负责）
"""
BOTH = {"明渔发〔2021〕3号", "明政办〔2021〕40号"}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("alike")
    (folder / "rules.txt").write_text(RULES, encoding="utf-8")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    settings = Settings(data_dir=folder / "data")
    build_pipeline(settings).ingest([folder])
    built = build_assistant(settings)
    yield built
    built.close()


@pytest.mark.parametrize(
    "question",
    ["渔船保险补助每艘每年多少元？", "渔船保险补助由谁负责？", "渔船保险补助每艘每年1800元，对吗？"],
)
def test_both_documents_that_say_the_same_are_cited(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert {citation.document_number for citation in answer.citations} == BOTH


def test_a_clause_that_gives_another_figure_is_not_cited_as_the_same(assistant: Assistant) -> None:
    answer = assistant.ask("明渔发〔2021〕3号规定渔民培训补助每人多少元？")
    assert "600元" in answer.text
    assert all("700元" not in citation.quote for citation in answer.citations)


def test_a_total_is_corrected_as_it_is_printed(assistant: Assistant) -> None:
    """共12项 as one phrase: an answer's own counts (共3项：) are told from those of the documents by it."""
    assert "原文是共12项" in assistant.ask("核对：促进渔业发展的措施共15项").text
