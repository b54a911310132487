"""A figure that holds for the neighbour only: paragraphs side by side that set a figure of one unit for each thing."""

from __future__ import annotations

import pytest

from assistant.checking import Checker
from assistant.library import Library
from ingest.record import build_record
from ingest.source import SourceText

RULES = """明州市地下管网更新实施方案

一、更新对象

供水管道。石棉管道、铸铁管道；运行年限满30年，存在隐患的其他管道。

供热管道。运行年限满20年的管道，存在泄漏隐患的其他管道。
"""


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Library([build_record(SourceText(RULES), ("rules.txt",))]))


def test_the_neighbours_figure_supports_nothing(checker):
    assert [claim.verdict for claim in checker.check("供水管道运行满20年才算老化")] != ["supported"]


@pytest.mark.parametrize("statement", ["供热管道运行满20年就要更新", "供水管道运行年限满30年"])
def test_each_things_own_figure_is_supported(checker, statement):
    assert [claim.verdict for claim in checker.check(statement)] == ["supported"]
