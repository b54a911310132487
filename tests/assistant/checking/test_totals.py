"""Statements on how many there are in all, over an invented document."""

from __future__ import annotations

import pytest

from assistant.checking import Checker
from assistant.library import Library
from ingest.record import build_record
from ingest.source import SourceText

MEASURES = """明州市人民政府关于推广港口便利化改革举措的通知

明政发〔2021〕8号

一、主要内容

本次推广的改革举措共18项，其中：

（一）通关领域。推广提前申报等5项。

（二）航运领域。将申报数据项由1113项精简至338项，推广单证电子化等4项。

附件

港口便利化改革举措清单

一、通关领域（共5项）

二、航运领域（共4项）
"""


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Library([build_record(SourceText(MEASURES), ("measures.txt",))]))


@pytest.mark.parametrize("stated", ["23", "22", "9", "20"])
def test_a_total_is_held_against_the_printed_total(checker: Checker, stated: str) -> None:
    (claim,) = checker.check(f"港口便利化改革举措一共有{stated}项")
    assert (claim.verdict, claim.expected) == ("contradicted", "18项")


def test_the_printed_total_is_right(checker: Checker) -> None:
    (claim,) = checker.check("推广的改革举措共18项")
    assert claim.verdict == "supported"
