from __future__ import annotations

import re

import pytest


def items(answer) -> list[str]:
    """The lines of a list without the marks of its citations."""
    return [re.sub(r"\[\d+\]$", "", line) for line in answer.text.splitlines()]


@pytest.mark.parametrize(
    "question",
    [
        "银龄服务提升方案的框架是什么？",
        "银龄服务方案有哪些大标题？",
        "江西省银龄服务提升方案的目录",
    ],
)
def test_the_outline_of_a_document_has_its_parts_and_what_stands_below_them(ask, question):
    assert items(ask(question)) == [
        "一、工作目标",
        "二、服务项目",
        "- （一）助餐服务标准化",
        "- （二）助浴服务标准化",
        "- （三）助行服务标准化",
        "三、补贴和资金",
        "- （一）护理补贴",
        "- （二）食堂建设",
        "四、护理员考核",
        "五、咨询",
    ]


def test_each_line_of_an_outline_has_the_heading_as_its_quote(ask):
    answer = ask("银龄服务提升方案的框架是什么？")
    assert [c.quote.rstrip("。") for c in answer.citations] == [
        line.removeprefix("- ") for line in items(answer)
    ]
    assert {c.document_number for c in answer.citations} == {"赣民规〔2022〕7号"}


def test_the_outline_of_no_document_in_particular_is_refused(ask):
    assert ask("火箭发射手册的框架是什么？").status == "not_found"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("助餐服务有哪些内容？", "银龄食堂每周公布菜谱"),
        ("助浴服务做了哪些工作？", "助浴车进村入户"),
        ("助行服务有哪些要求？", "免费乘坐公交车"),
    ],
)
def test_a_heading_is_known_without_the_ending_that_all_its_neighbours_have(ask, question, words):
    answer = ask(question)
    assert words in answer.text.splitlines()[0]
    assert "标准化" in answer.text.splitlines()[-1]


@pytest.mark.parametrize("question", ["服务项目逐项列出", "服务项目有哪几项？逐项列一下", "逐条列出服务项目"])
def test_a_part_is_listed_item_by_item(ask, question):
    answer = ask(question)
    assert items(answer)[:4] == [
        "二、服务项目，共3项：",
        "- （一）助餐服务标准化",
        "- （二）助浴服务标准化",
        "- （三）助行服务标准化",
    ]
    assert len(answer.citations) == 3


def test_an_item_of_a_list_is_quoted_with_what_it_says(ask):
    first, second = ask("补贴和资金有哪些内容？").citations
    assert "315元" in first.quote
    assert "300个" in second.quote
