from __future__ import annotations

import re

import pytest

from assistant.composing.lists import own_heading, printed_part
from assistant.library import Library
from assistant.understanding import understand
from ingest.record import build_record
from ingest.source import SourceText

PARTS = """关于印发云岭省公共服务要点的通知

云府〔2022〕8号

一、重点任务

（一）托育照护便利化

1. 新建托育园。每个街道建一所托育园。

2. 培训保育员。每所托育园有持证保育员。

（二）文化活动便利化

1. 开放图书馆。图书馆夜间开放。

2. 建设书房。每个社区有一间书房。

（三）交通出行便利化

1. 增开夜班公交。地铁末班车后有公交接驳。

2. 整治步道。步道平整连续。

（四）社区就餐便利化

1. 开办食堂。每个社区有一间食堂。

2. 送餐上门。对行动不便的人送餐上门。

（五）督促落实

1. 定期通报。每季度通报一次。

2. 年终评估。评估结果公开。
"""


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


def test_a_part_named_without_the_common_ending_is_found():
    library = Library([build_record(SourceText(PARTS), ("要点.txt",))])
    headings = {own_heading(library, clause) for clause in library.clauses()}
    assert {"托育照护", "文化活动", "交通出行", "社区就餐", "督促落实"} <= headings
    part = printed_part(understand("托育照护分到了哪些活", library), library, None)
    assert part is not None
    assert part.heading == "托育照护便利化"


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
