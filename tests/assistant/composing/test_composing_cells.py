"""Cells of tables, labelled values, and departments in a column, on an invented notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from assistant.answer import Answer, Turn
from assistant.assistant import Assistant
from assistant.build import build_assistant
from assistant.library import Library
from ingest.build import build_pipeline
from settings import Settings

NOTICE = """云岭省人民政府办公室文件

云府办〔2022〕31号

关于推广数字乡村创新做法的通知

各州市人民政府：

现将数字乡村创新做法推广清单印发给你们。

一、支持措施

（一）允许合作社凭电子凭证办理农机补贴。（负责部门：省农业农村厅，适用范围：青禾试验区）

（二）对乡村直播基地给予场租减免。（负责部门：省商务厅、省外交学会，适用范围：青禾试验区、白露试验区）

（三）下放乡村民宿的卫生许可。（负责部门：省卫生健康委，适用范围：白露试验区）

附件

数字乡村创新做法推广清单

序号\t创新做法\t主要内容\t指导部门\t推广范围\t完成时限
一、治理方面（共2项）
1\t以积分兑换为核心的村务公开机制\t村民参加公益劳动得到积分，凭积分兑换日用品。\t省民政厅、省审计厅\t全省\t2022年底
2\t村级小微权力清单制度\t把村干部的权力列成清单，上墙公开。\t省司法厅\t6个试点县\t2023年6月底
二、服务方面（共1项）
3\t乡村医生远程会诊模式\t乡村医生可以请县医院的医生远程会诊。\t省卫生健康委\t6个试点县\t2022年9月底

附件

数字乡村监测指标

一级指标\t二级指标\t指标说明
基础设施\t行政村光纤通达率\t计算方法：通光纤的行政村数/行政村总数×100%（不含整村搬迁的村）。 数据来源：省通信管理局。
\t快递进村覆盖率\t计算方法：有快递服务的行政村数/行政村总数×100%。 数据来源：企业填报。
"""


def as_page(notice: str) -> str:
    """The notice as a page: lines with tabs are rows of a table, a line between two of them one over its width,
    an empty first cell is merged with the one above."""
    lines = [line for line in notice.split("\n") if line]
    body, open_table = [], False
    for place, line in enumerate(lines):
        inside = "\t" in line or (open_table and "\t" in "".join(lines[place + 1 : place + 2]))
        if inside != open_table:
            body.append("<table>" if inside else "</table>")
        open_table = inside
        if not inside:
            body.append(f"<p>{line}</p>")
        elif "\t" not in line:
            body.append(f"<tr><td colspan='6'>{line}</td></tr>")
        else:
            merged = " rowspan='2'" if lines[place + 1 : place + 2] and lines[place + 1][:1] == "\t" else ""
            first, *others = line.split("\t")
            cells = ([f"<td{merged}>{first}</td>"] if first else []) + [f"<td>{cell}</td>" for cell in others]
            body.append(f"<tr>{''.join(cells)}</tr>")
    return f"<html><body>{''.join(body)}{'</table>' if open_table else ''}</body></html>"


AskInTurn = Callable[..., Answer]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("cells")
    page = folder / "云府办〔2022〕31号.html"
    page.write_text(as_page(NOTICE), "utf-8")
    settings = Settings(data_dir=folder / "data")
    assert not build_pipeline(settings).ingest([page]).failed
    assistant = build_assistant(settings)
    yield assistant
    assistant.close()


@pytest.fixture
def ask(built: Assistant) -> AskInTurn:
    def ask_in_turn(*questions: str) -> Answer:
        history: list[Turn] = []
        for question in questions:
            answer = built.ask(question, history)
            history += [Turn("user", question), Turn("assistant", answer.text)]
        return answer

    return ask_in_turn


@pytest.fixture
def library(built: Assistant) -> Library:
    return built.snapshot().library


def first(answer: Answer) -> str:
    return answer.text.split("\n")[0]


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("村务公开积分兑换机制的推广范围是什么", "推广范围：全省"),
        ("小微权力清单制度的完成时限", "完成时限：2023年6月底"),
        ("乡村医生远程会诊模式的推广范围是哪里？", "推广范围：6个试点县"),
        ("行政村光纤通达率的数据来源是哪个部门", "数据来源：省通信管理局"),
        ("快递进村覆盖率的计算方法是什么", "计算方法：有快递服务的行政村数/行政村总数×100%"),
        ("快递进村覆盖率的一级指标是什么", "一级指标：基础设施"),
        ("乡村民宿卫生许可的适用范围", "适用范围：白露试验区"),
    ],
)
def test_a_named_column_or_label_is_answered_with_the_value(ask, question, line):
    answer = ask(question)
    assert answer.status == "answered"
    assert first(answer).startswith(f"{line}[1]")


def test_a_quote_holds_the_name_of_the_row_and_the_value(ask, library):
    answer = ask("村务公开积分兑换机制的推广范围是什么")
    quote = answer.citations[0].quote
    assert "村务公开机制" in quote and quote.count("全省") == 1
    for citation in answer.citations:
        assert citation.quote == library.slice(citation.document_id, citation.start, citation.end)


def test_a_label_does_not_take_the_next_label_with_it(ask):
    assert "数据来源" not in first(ask("行政村光纤通达率的计算方法是什么"))
    assert "不含整村搬迁的村" in first(ask("行政村光纤通达率的计算方法是什么"))


def test_a_follow_up_names_another_column_of_the_row(ask):
    answer = ask("村级小微权力清单制度由哪个部门指导", "推广范围呢")
    assert first(answer).startswith("推广范围：6个试点县")
    answer = ask("快递进村覆盖率的计算方法是什么", "数据来源呢")
    assert first(answer).startswith("数据来源：企业填报")


def test_a_follow_up_asks_by_when_the_row_is_to_be_done(ask):
    answer = ask("村级小微权力清单制度由哪个部门指导", "那什么时候做完")
    assert first(answer).startswith("完成时限：2023年6月底")
    other = ask("村级小微权力清单制度由哪个部门指导", "什么时候评选先进")
    assert not first(other).startswith("完成时限")


def test_a_column_of_no_row_in_particular_gives_no_cell(ask):
    assert not first(ask("推广范围是什么")).startswith("推广范围：")
    assert not first(ask("行政村的数据来源是什么")).startswith("数据来源：")
    assert not first(ask("森林防火的推广范围是什么")).startswith("推广范围：")


def test_a_stated_value_is_judged(ask):
    assert first(ask("核对：快递进村覆盖率的数据来源是企业填报")).startswith("相符。")
    wrong = first(ask("核对：行政村光纤通达率的数据来源是企业填报"))
    assert wrong.startswith("不符。") and "省通信管理局" in wrong
    assert first(ask("乡村民宿卫生许可适用于青禾试验区，对吗")).startswith("不符。")


def rows(answer: Answer) -> list[str]:
    return [line for line in answer.text.split("\n") if line.startswith("- ")]


def test_clauses_are_listed_by_their_scope(ask):
    found = rows(ask("适用于青禾试验区的措施有哪些"))
    assert len(found) == 2 and "农机补贴" in found[0] and "直播基地" in found[1]


def test_only_means_no_other_member(ask):
    found = rows(ask("只适用于青禾试验区的措施有哪些"))
    assert len(found) == 1 and "农机补贴" in found[0]
    found = rows(ask("哪些措施仅适用于白露试验区"))
    assert len(found) == 1 and "民宿" in found[0]


def test_rows_are_listed_by_a_cell(ask):
    answer = ask("推广范围为6个试点县的创新做法有哪些")
    assert [row.split("[")[0] for row in rows(answer)] == [
        "- 2 村级小微权力清单制度",
        "- 3 乡村医生远程会诊模式",
    ]
    assert all("6个试点县" in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    "question",
    ["省审计厅在数字乡村创新做法推广中指导哪一项", "省审计厅指导推广哪项创新做法", "审计厅指导的工作有哪些"],
)
def test_guiding_is_a_task_too(ask, question):
    assert [row.split("（")[0] for row in rows(ask(question))] == ["- 1 以积分兑换为核心的村务公开机制"]


def test_the_part_that_is_asked_for_limits_the_tasks(ask):
    assert len(rows(ask("省卫生健康委指导什么工作"))) == 1
    assert len(rows(ask("省卫生健康委有哪些任务"))) == 2


def test_a_department_of_other_tasks_only_is_refused_by_name(ask):
    answer = ask("省司法厅在乡村医生远程会诊里指导哪项工作")
    assert answer.status == "not_found"
    assert "省司法厅" in answer.text
