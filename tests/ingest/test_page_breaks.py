"""Sentences that a page end broke are mended, nothing else changes."""

from __future__ import annotations

import re

import pytest
from reading_examples import NOTICE

from ingest.page_breaks import mend
from ingest.source import Heading, SourceText, Table
from vectorstore.records import Page


def mended(text: str) -> str:
    return mend(SourceText(text=text, page_breaks_inside=True)).text


LEAD = "关于教育的通知\n\n为推进教育改革，现通知如下。\n\n"


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("一、工作。要推进教育改革和发展，落实《绩效考\n\n评办法》的要求。", "《绩效考评办法》"),
        ("（6）补助。要提高企业退休人员的基本养老金，2017\n\n年调整以后达到2700元。", "2017年调整"),
        ("共处理隐患，其中一般隐患1934514项，重大事故隐患128\n\n项，整改率100%。", "128项"),
        ("积极探索供给的多种方式，引入社会力量参与建设，探索实\n\n现供给主体多元化。", "探索实现供给"),
        ("建成试点学校十所，\n\n并于年底前验收。", "十所，并于"),
    ],
)
def test_broken_sentences_are_joined(broken: str, whole: str) -> None:
    assert whole in mended(LEAD + broken)


@pytest.mark.parametrize(
    "text",
    [
        "一、2017 年工作总结\n\n2017 年，全省各地推进改革，取得成效。",
        "（一）公共教育均等化\n\n1. 推动改革。",
        "现予印发，请抓好落实。\n\n某省教育厅\n\n2018年3月26日",
        "要加强组织领导，确保各项任务落到实处，取得成效\n\n二、保障措施",
        "及时回应社会关切。\n\n公开方式：依申请公开\n\n抄送：各市人民政府。",
        "序号\t任务\n1\t新建学校，\n2\t扩大学位",
    ],
)
def test_lines_that_belong_apart_stay_apart(text: str) -> None:
    assert mended(LEAD + text) == LEAD + text


def test_lines_wrapped_at_a_column_become_paragraphs() -> None:
    paragraph = (
        "要加强组织领导建立工作机制明确责任分工细化政策措施强化督促检查确保各项任务落到实处取得明显成效" * 6
    )
    wrapped = "\n".join(paragraph[i : i + 30] for i in range(0, len(paragraph), 30))
    assert paragraph in mended(f"{LEAD}一、总则。{wrapped}。\n二、附则\n")


def test_emphasis_goes_and_every_span_moves_along() -> None:
    text = (
        "**标题**\n\n一、**供暖**。做好检修和储备，落实储煤任务，加强应急值守，切实保障供\n\n应。\n序号\t任务"
    )
    table = text.index("序号")
    source = mend(
        SourceText(
            text=text,
            page_breaks_inside=True,
            pages=(Page(1, 0, text.index("\n\n应")), Page(2, text.index("应。"), len(text))),
            headings=(Heading(0, 6, 1),),
            tables=(Table(table, len(text), (((table, table + 2), (table + 3, table + 5)),)),),
        )
    )
    assert (
        source.text
        == "标题\n\n一、供暖。做好检修和储备，落实储煤任务，加强应急值守，切实保障供应。\n序号\t任务"
    )
    assert [source.text[p.start : p.end] for p in source.pages][1] == "应。\n序号\t任务"
    assert source.text[slice(*source.tables[0].rows[0][1])] == "任务"
    assert source.text[source.headings[0].start : source.headings[0].end] == "标题"


def test_the_notice_keeps_every_character() -> None:
    text = NOTICE.read_text(encoding="utf-8")
    strip = re.compile(r"[\s*]")
    assert strip.sub("", mended(text)) == strip.sub("", text)
    assert "推进基本公共服务均等化工作总结评估的依据" in mended(text)


def test_text_of_whole_paragraphs_is_left_as_it_is() -> None:
    text = "要推进改革，落实\n\n各项任务。"
    assert mend(SourceText(text=text)).text == text
