"""Several dates in one sentence: each belongs to what is done by then, against an invented document."""

from __future__ import annotations

import pytest

from assistant.checking import Checker
from assistant.library import Library
from ingest.record import build_record
from ingest.source import SourceText

PLAN = """关于印发渔港安全专项整治方案的通知

明渔发〔2022〕5号

《明州市渔港条例》已经2021年11月3日市政府第20次常务会议通过，自2022年3月1日起施行。

一、排查阶段。8月15日前完成小型渔港排查，8月底前各区向市渔业局报告小型渔港排查情况。
"""


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Library([build_record(SourceText(PLAN), ("plan.txt",))]))


@pytest.mark.parametrize(
    ("statement", "verdict", "printed"),
    [
        ("小型渔港排查要在8月31日前完成", "contradicted", "8月15日前"),
        ("小型渔港排查8月15日前完成", "supported", "8月15日前"),
        ("8月15日前各区报告小型渔港排查情况", "contradicted", "8月底前"),
        ("8月底前各区报告小型渔港排查情况", "supported", "8月底前"),
        ("渔港条例自2022年1月1日起施行", "contradicted", "2022年3月1日"),
        ("渔港条例自2021年11月3日起施行", "contradicted", "2022年3月1日"),
    ],
)
def test_a_date_is_held_against_the_one_by_which_the_same_is_done(
    checker: Checker, statement: str, verdict: str, printed: str
) -> None:
    (claim,) = checker.check(statement)
    assert (claim.verdict, claim.expected) == (verdict, printed)
