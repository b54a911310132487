"""A figure that holds for the neighbour only: paragraphs side by side that set a figure of one unit for each thing."""

from __future__ import annotations

import pytest

from assistant.checking import Checker
from assistant.library import Library
from ingest.record import build_record
from ingest.source import SourceText

RULES = """明州市城市地下管网老化更新改造实施方案

城市燃气、供水、排水、供热管道是城市重要基础设施。为加快老化管道更新改造，制定本方案。

总体要求

坚持聚焦重点、安全第一，组织对燃气、供水、排水、供热管道进行普查，供水企业建立台账，供水水质每月公布一次，供水漏损率降到9%以内。

更新改造对象

供水管道和设施。水泥管道、石棉管道；运行年限满30年，存在安全隐患的其他管道；存在安全隐患的二次供水设施。

供热管道。运行年限满20年的管道，存在泄漏隐患、热损失大等问题的其他管道。

工作任务

合理确定供水价格。供水企业按规定收取供水费用，供水管道每周巡检一次。供热企业每日巡检供热管道。
"""


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Library([build_record(SourceText(RULES), ("rules.txt",))]))


@pytest.mark.parametrize(
    ("statement", "printed"), [("供水管道运行满20年才算老化", "30年"), ("供热管道运行满30年才算老化", "20年")]
)
def test_the_neighbours_figure_is_contradicted_by_that_of_the_thing_that_opens_the_line(
    checker, statement, printed
):
    (claim,) = checker.check(statement)
    assert (claim.verdict, claim.expected) == ("contradicted", printed)


@pytest.mark.parametrize("statement", ["供热管道运行满20年才算老化", "供水管道运行年限满30年"])
def test_each_things_own_figure_is_supported(checker, statement):
    assert [claim.verdict for claim in checker.check(statement)] == ["supported"]
