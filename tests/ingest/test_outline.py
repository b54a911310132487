"""Outlines of all styles, and nothing lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_examples import NOTICE, clause, extra_corpus, outline, own, read, record_of

from ingest.source import Heading, SourceText, Table
from vectorstore.records import Record


def assert_complete(record: Record) -> None:
    """Every character belongs to exactly one clause, and children lie inside of what they stand below."""
    text, clauses = record.document.text, record.clauses
    assert "".join(text[c.start : c.body_end] for c in clauses) == text
    assert [c.ordinal for c in clauses] == list(range(len(clauses)))
    for c in clauses:
        assert c.start <= c.body_end <= c.end
        assert len(c.heading) <= 80
        if c.parent is not None:
            above = clauses[c.parent]
            assert above.level == c.level - 1 and above.start <= c.start and c.end <= above.end
            assert c.address[: len(above.address)] == above.address


def test_the_notice_has_two_parts_ten_areas_twice_and_thirty_four_tasks() -> None:
    record = record_of(NOTICE)
    parts = [c for c in record.clauses if c.level == 0 and c.marker]
    assert [p.address for p in parts] == [("一、2017年工作总结",), ("二、2018年重点工作任务",)]
    done = clause(record, "重点工作任务完成情况")
    assert len([c for c in record.clauses if c.parent == done.ordinal]) == 10
    areas = [c for c in record.clauses if c.parent == parts[1].ordinal]
    assert [a.marker for a in areas][-1] == "（十一）" and len(areas) == 11
    tasks = [c for c in record.clauses if c.parent in {a.ordinal for a in areas} and c.marker[0].isdigit()]
    assert [c.marker for c in tasks] == [f"{n}." for n in range(1, 35)]
    assert clause(record, "加强最低生活保障").address == (
        "二、2018年重点工作任务",
        "（六）生活保障均等化",
        "17. 加强最低生活保障",
    )
    assert (
        clause(record, "推进12348").heading
        == "推进12348广东法网三大平台建设，基本实现公共法律服务网络覆盖全省城乡"
    )
    assert_complete(record)


def test_enumerations_inside_a_paragraph_are_clauses_of_their_own() -> None:
    record = record_of(NOTICE)
    difficulties, measures = clause(record, "存在的困难和问题"), clause(record, "工作措施")
    below = [
        [c.marker + c.heading for c in record.clauses if c.parent == x.ordinal]
        for x in (difficulties, measures)
    ]
    assert [b[0] for b in below] == ["一是基本公共服务支出压力较大", "一是完善财政保障机制"]
    assert [len(b) for b in below] == [3, 5]
    assert "公开方式" not in own(record, clause(record, "加强基本公共服务均等化监督评估"))


def test_chapters_articles_and_their_items_without_the_table_of_contents() -> None:
    record = read(
        "某市城市绿化条例\n目录\n第一章 总则\n第二章 规划\n第一章 总则\n第一条 "
        "为了规范绿化，制定本条例。\n第二章 规划\n"
        "第二条 绿地率应当符合下列规定：\n（一）居住区不低于30%；\n（二）道路不低于20%。\n前款所称道路"
        "，是指城市道路。\n"
    )
    assert outline(record)[1:] == [
        "目录",
        "第一章总则",
        "  第一条为了规范绿化，制定本条例",
        "第二章规划",
        "  第二条绿地率应当符合下列规定",
        "    （一）居住区不低于30%",
        "    （二）道路不低于20%",
        "    -",
    ]
    assert record.clauses[-1].address == record.clauses[-4].address
    assert_complete(record)


def test_a_text_on_one_line_has_an_outline_as_well() -> None:
    record = read(
        "关于做好供暖工作的通知 各县人民政府： 一、总体要求。以人为本。（一）指导思想。深入贯彻。（二）"
        "基本原则。保障重点。 "
        "二、主要任务。（一）检修设施。11月15日前完成。（二）储备煤炭。储煤100万吨。"
    )
    assert outline(record)[1:] == [
        "一、总体要求",
        "  （一）指导思想",
        "  （二）基本原则",
        "二、主要任务",
        "  （一）检修设施",
        "  （二）储备煤炭",
    ]
    assert record.document.title == "关于做好供暖工作的通知"
    assert_complete(record)


def test_numbers_below_numbers_that_go_on() -> None:
    record = read(
        "一、任务\n1.建设学校。\n（一）新建。\n（二）改建。\n2.培训教师。\n二、保障\n（一）资金。\n1.中"
        "央。\n2.地方。\n（二）人员。\n"
    )
    assert outline(record) == [
        "一、任务",
        "  1.建设学校",
        "    （一）新建",
        "    （二）改建",
        "  2.培训教师",
        "二、保障",
        "  （一）资金",
        "    1.中央",
        "    2.地方",
        "  （二）人员",
    ]


def test_unnumbered_headings_of_a_text_without_numbers() -> None:
    long = "打造一批夜间消费集聚区，鼓励有条件的地方延长营业时间，完善夜间交通和安全保障等配套服务。"
    record = read(f"某省促进消费方案\n为促进消费，制定本方案。\n工作目标\n{long}\n重点任务\n{long}\n")
    assert outline(record)[2:] == ["工作目标", "重点任务"]


def test_headings_marked_in_the_file() -> None:
    text = "促进消费方案\n总体目标\n到2025年增长7%。\n近期目标\n增长5%。\n重点任务\n发展夜间经济。"
    marked = [("总体目标", 1), ("近期目标", 2), ("重点任务", 1)]
    hints = tuple(Heading(text.index(w), text.index(w) + len(w), level) for w, level in marked)
    record = read(text, headings=hints)
    assert outline(record)[1:] == ["总体目标", "  近期目标", "重点任务"]


def test_an_enclosure_stands_above_its_clauses() -> None:
    record = read(
        "关于建立联席会议制度的批复\n教育部：\n同意建立。\n附件：联席会议制度\n某省人民政府\n2018年11月"
        "20日\n附件\n联席会议\n制度\n"
        "为加强协调，建立联席会议制度。\n一、职能\n协调工作。\n"
    )
    found = clause(record, "职能")
    assert found.address == ("附件 联席会议制度", "一、职能")


def test_rows_of_a_table_are_clauses_below_their_group() -> None:
    rows = [
        ["序号", "领域", "任务", "牵头单位"],
        ["1", "教育", "新建学校10所", "市教育局"],
        ["2", "教育", "扩大学位", "市教育局"],
    ]
    text, spans = "附件\n任务分工表\n", []
    group = (0, 0)
    for number, row in enumerate(rows):
        line: list[tuple[int, int]] = []
        for column, words in enumerate(row):
            if column == 1 and number == 2:
                line.append(group)
                continue
            line.append((len(text), len(text) + len(words)))
            text += words + "\t"
        group = line[1]
        text = text[:-1] + "\n"
        spans.append(tuple(line))
    table = Table(spans[0][0][0], len(text), tuple(spans))
    record = read(text, tables=(table,))
    assert [c.address for c in record.clauses if c.marker.isdigit()] == [
        ("附件 任务分工表", "教育", "1 新建学校10所"),
        ("附件 任务分工表", "教育", "2 扩大学位"),
    ]
    assert [(d.departments[0].name, d.departments[0].role) for d in record.duties] == [
        ("市教育局", "lead")
    ] * 2
    assert_complete(record)


def test_a_paragraph_to_all_above_the_signature_closes_the_document() -> None:
    item = (
        "要加强组织领导，建立工作机制，明确责任分工，细化政策措施，强化督促检查，确保各项任务落到实处，"
        "取得明显成效。"
    )
    record = read(
        f"某省关于促进就业的意见\n一、措施\n（一）稳岗。{item}\n（二）培训。{item}\n（三）帮扶。{item}\n"
        f"各市要在30日内出台实施办法。{item}\n某省人民政府\n2018年11月16日\n"
    )
    assert "30日内" not in own(record, clause(record, "帮扶"))
    assert_complete(record)


@pytest.mark.skipif(not extra_corpus(), reason="set POLICY_EXTRA_CORPUS to a folder of crawled pages")
@pytest.mark.parametrize("path", extra_corpus(), ids=lambda p: p.stem)
def test_real_pages_are_covered_completely(path: Path) -> None:
    record = record_of(path)
    assert_complete(record)
    assert len(record.clauses) > 2
    assert record.document.number and record.document.date and record.document.title


_MARKS = st.sampled_from(
    [
        "一、",
        "二、",
        "十、",
        "（一）",
        "（二）",
        "(3) ",
        "1.",
        "2.",
        "17. ",
        "（1）",
        "①",
        "第一章 ",
        "第一条　",
        "第二条 ",
        "1.1 ",
        "一是",
        "二是",
        "附件1",
        "附件",
        "",
        "",
        "",
        "目录",
        "抄送：",
        "（负责部门：省教育厅）",
        "2018年3月26日",
    ]
)
_WORDS = st.sampled_from(
    [
        "加强领导",
        "推进改革。",
        "增长5%；",
        "某省教育厅",
        "，并且",
        "《条例》",
        "：",
        "",
        " ",
        "序号\t任务",
        "**重点**",
    ]
)
_LINES = st.lists(st.tuples(_MARKS, st.lists(_WORDS, max_size=5)), max_size=25)


@settings(max_examples=150, deadline=None)
@given(_LINES, st.sampled_from(["\n", "\n\n", "", " "]))
def test_no_text_whatever_its_numbers_loses_a_character(
    lines: list[tuple[str, list[str]]], between: str
) -> None:
    text = between.join(mark + "".join(words) for mark, words in lines)
    record = read(text)
    assert_complete(record)
    assert re.sub(r"[\s*]", "", record.document.text) == re.sub(r"[\s*]", "", text)
    for passage in record.passages:
        found = record.clauses[passage.clause]
        assert found.start <= passage.start < passage.end <= found.body_end
        assert record.document.text[passage.start : passage.end] == passage.text


def test_an_empty_text_has_one_empty_clause() -> None:
    record = read("")
    assert len(record.clauses) == 1 and not record.passages


def test_the_same_text_gives_the_same_record() -> None:
    source = SourceText(text=NOTICE.read_text(encoding="utf-8"), page_breaks_inside=True)
    from ingest.record import build_record

    assert build_record(source, ("a",)) == build_record(source, ("a",))


def test_marked_headings_above_and_below_numbered_ones() -> None:
    text = (
        "方案\n第一部分内容\n一、目标\n增长5%。\n（一）近期\n增长1%。\n第二部分内容\n一、任务\n发展经济。\n"
    )
    marked = [("第一部分内容", 1), ("（一）近期", 3), ("第二部分内容", 1)]
    hints = tuple(Heading(text.index(w), text.index(w) + len(w), level) for w, level in marked)
    record = read(text, headings=hints)
    assert outline(record)[1:] == [
        "第一部分内容",
        "  一、目标",
        "    （一）近期",
        "第二部分内容",
        "  一、任务",
    ]


def test_headings_right_above_others_are_those_of_parts_of_a_text_without_numbers() -> None:
    long = (
        "支持各地加强建设，完善各项制度，提升服务水平，扩大供给规模，优化办事流程，保障各类人员的合法权益。\n"
    )
    record = read(
        f"关于发展阅读的意见\n{long}总体目标\n{long}主要任务\n建设书店\n{long}丰富读物\n{long}保障\n安排资金\n{long}"
    )
    assert [line for line in outline(record) if line != "-"] == [
        "总体目标",
        "主要任务",
        "  建设书店",
        "  丰富读物",
        "保障",
        "  安排资金",
    ]
    assert_complete(record)


def test_two_short_lines_above_the_only_text_are_no_part_and_heading() -> None:
    long = "记者从市商务局获悉，全市将发放消费券，市民可以通过手机申领，每人限领一次，先到先得，发完为止，不得转让。\n"
    record = read(f"消费券来了\n市民可以申领\n晚报讯\n{long}")
    assert not any(c.level for c in record.clauses)
