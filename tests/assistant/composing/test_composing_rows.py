"""Rows of tables whose cells stand on lines of their own, on an invented letter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.build import build_assistant
from ingest.build import build_pipeline
from settings import Settings

TASKS = [
    ("内港废弃码头拆除", "省交通运输厅", "省水利厅", "2024年6月底前"),
    ("港区岸线复绿", "省林草局", "省自然资源厅", "2024年12月底前"),
    ("船舶污水接管", "省生态环境厅", "省住房城乡建设厅、省林草局", "2025年12月底前"),
    ("岸电设施巡检", "省能源局", "省交通运输厅", "每季度一次"),
]
PLACES = [
    ("东礁市", "1210", "3460"),
    ("西屿市", "880", "2105"),
    ("南汀市", "95", "240"),
    ("北澳市", "60", "130"),
]
LETTER = "\n".join(
    [
        "澜州省人民政府办公厅关于整治沿海渔港的通知",
        "澜政办发〔2023〕17号",
        "各市人民政府：",
        "渔港是渔业生产的重要设施。现将任务分工印发给你们，请按照时限要求抓好落实，定期报送进展。",
        "澜州省人民政府办公厅",
        "2023年4月6日",
        "附件1",
        "渔港整治任务分工表",
        *("序号", "重点任务", "牵头单位", "参加单位", "完成时限"),
        *(cell for number, row in enumerate(TASKS, 1) for cell in (str(number), *row)),
        "附件2",
        "各市老旧渔船淘汰表",
        *("地区", "淘汰渔船（艘）", "转产渔民（人）"),
        *(cell for row in PLACES for cell in row),
    ]
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("rows")
    letter = folder / "letter.txt"
    letter.write_text(LETTER, "utf-8")
    settings = Settings(data_dir=folder / "data")
    assert not build_pipeline(settings).ingest([letter]).failed
    built = build_assistant(settings)
    yield built
    built.close()


def test_the_figure_of_a_row_in_the_column_that_is_asked_for(assistant: Assistant) -> None:
    answer = assistant.ask("东礁市有多少转产渔民？")
    assert "3460" in answer.text and "1210" not in answer.text
    assert any(c.quote.split() == ["东礁市", "1210", "3460"] for c in answer.citations)
    assert "880" in assistant.ask("西屿市要淘汰多少艘渔船").text


def test_two_rows_side_by_side(assistant: Assistant) -> None:
    answer = assistant.ask("南汀市和西屿市淘汰渔船各多少艘")
    assert answer.text.index("95") < answer.text.index("880")


@pytest.mark.parametrize(
    "question",
    [
        "东礁市有多少转产渔民领了养老金",
        "中岬市有多少转产渔民",
        "2019年东礁市有多少转产渔民",
        "东礁市的渔港有多少泊位",
    ],
)
def test_what_no_cell_says_is_refused(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "not_found" or not any(x in answer.text for x in ("3460", "1210"))


def test_who_leads_takes_part_and_by_when(assistant: Assistant) -> None:
    answer = assistant.ask("岸线复绿谁牵头、什么时候完成")
    assert all(x in answer.text for x in ("省林草局", "省自然资源厅", "2024年12月底前"))
    assert "省住房城乡建设厅" not in answer.text
    assert "省能源局" in assistant.ask("岸电设施巡检由哪个部门牵头").text


def headings(answer: Answer) -> set[str]:
    return {row[0] for row in TASKS if row[0] in answer.text}


def test_tasks_that_a_department_leads_leave_out_those_of_others(assistant: Assistant) -> None:
    assert headings(assistant.ask("省林草局有哪些任务")) == {TASKS[1][0], TASKS[2][0]}
    assert headings(assistant.ask("渔港整治分工表里省林草局牵头哪些任务")) == {TASKS[1][0]}


def test_tasks_by_a_deadline_are_those_of_its_year_and_month(assistant: Assistant) -> None:
    answer = assistant.ask("2024年12月底前要完成哪些任务")
    assert headings(answer) == {TASKS[1][0]}
