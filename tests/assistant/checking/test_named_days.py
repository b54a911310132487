"""Days: which day something is, days that have a name, and the forms of one date, against an invented document."""

from __future__ import annotations

import pytest

from assistant.checking import Checker
from assistant.library import Library
from ingest.record import build_record
from ingest.source import SourceText

RULES = """明州市渔业局关于做好休渔期宣传工作的通知

明渔发〔2021〕19号

利用世界海洋日（6月8日）、放鱼日、全国渔港安全日（每年4月20日）等节点，组织开展宣传。

每年9月16日为明州开渔节。

渔船检验制度自2022年1月1日起施行。渔港改造方案于2021年底前报市渔业局。渔具清理于5月1日前完成。
"""


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Library([build_record(SourceText(RULES), ("rules.txt",))]))


@pytest.mark.parametrize(
    ("statement", "printed"),
    [
        ("世界海洋日是7月8日", "6月8日"),
        ("渔港安全日是每年5月20日", "4月20日"),
        ("每年4月2日是全国渔港安全日", "4月20日"),
        ("明州开渔节在9月6日", "9月16日"),
        ("渔船检验制度从2022年国庆节开始施行", "2022年1月1日"),
    ],
)
def test_another_day_for_the_same_thing_is_corrected(checker: Checker, statement: str, printed: str) -> None:
    (claim,) = checker.check(statement)
    assert (claim.verdict, claim.expected) == ("contradicted", printed)
    assert claim.citation and printed in claim.citation.quote


@pytest.mark.parametrize(
    "statement",
    [
        "海洋日是6月8日",
        "4月20日是全国渔港安全日",
        "9月16日是开渔节",
        "渔船检验制度从2022年元旦开始施行",
        "渔港改造方案于2021年12月底前上报",
        "渔港改造方案于2021年12月31日前上报",
        "渔具清理于五一前完成",
    ],
)
def test_the_same_day_is_confirmed_in_other_words(checker: Checker, statement: str) -> None:
    assert [claim.verdict for claim in checker.check(statement)] == ["supported"]


@pytest.mark.parametrize("statement", ["放鱼日是6月8日", "放鱼日是4月20日", "4月20日是世界海洋日"])
def test_the_day_of_a_neighbour_in_the_list_supports_nothing(checker: Checker, statement: str) -> None:
    assert [claim.verdict for claim in checker.check(statement)] != ["supported"]
