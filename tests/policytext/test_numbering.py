"""Markers of clauses, and numbers that are none."""

from __future__ import annotations

import pytest

from policytext.numbering import parse_marker


@pytest.mark.parametrize(
    ("line", "kind", "ordinal", "words"),
    [
        ("一、总体要求", "chinese", 1, "总体要求"),
        ("二十三、加强领导", "chinese", 23, "加强领导"),
        ("（十一）工作措施。", "chinese_paren", 11, "工作措施。"),
        ("(三) 检修管网", "chinese_paren", 3, "检修管网"),
        ("34. 绿化行动", "arabic", 34, "绿化行动"),
        ("8.着力提升", "arabic", 8, "着力提升"),
        ("12、储备煤炭", "arabic", 12, "储备煤炭"),
        ("（1）推进教育", "arabic_paren", 1, "推进教育"),
        ("(2) 推进教育", "arabic_paren", 2, "推进教育"),
        ("③加强检查", "circled", 3, "加强检查"),
        ("第三章　法律责任", "chapter", 3, "法律责任"),
        ("第一百零二条　本法自公布之日起施行。", "article", 102, "本法自公布之日起施行。"),
        ("第二节 监督", "section", 2, "监督"),
        ("1　总则", "spaced", 1, "总则"),
        ("6.4.2　有下列行为之一的", "decimal", 2, "有下列行为之一的"),
        ("五是加强监督", "first_is", 5, "加强监督"),
        ("第二，加强监督", "first_comma", 2, "加强监督"),
        ("附件2", "annex", 2, ""),
        ("附 件", "annex", 0, ""),
    ],
)
def test_markers_of_all_styles(line: str, kind: str, ordinal: int, words: str) -> None:
    marker = parse_marker(line)
    assert marker is not None
    assert (marker.kind, marker.ordinal, line[marker.body :]) == (kind, ordinal, words)


@pytest.mark.parametrize(
    "line",
    [
        "2018年全省教育支出",
        "12 月底前完成",
        "1.5亿元资金",
        "110万人实现就业",
        "第七条的规定适用于",
        "十九大报告指出",
        "一般公共预算支出",
        "三是否达标由县里检查",
        "12348 公共法律服务热线",
    ],
)
def test_numbers_that_count_something_are_no_markers(line: str) -> None:
    assert parse_marker(line) is None
