"""What must be done, costs nothing, or falls under a document: short statements against an invented one."""

from __future__ import annotations

import pytest

from assistant.checking import Checker
from assistant.library import Library
from ingest.record import build_record
from ingest.source import SourceText

RULES = """明州市渔业局关于印发《渔港看护管理规定》的通知

明渔发〔2021〕11号

第一条　本规定所称的渔港，是指沿海渔船停泊的港口，不包括观光码头。

第二条　渔需物资供应站、冷库经营单位应当建立消防队伍；其中，小型冷库或者微型冷库等规模较小的经营单位，可以不建立消防队伍。

第三条　规范渔获经营企业管理，水产流动摊点实行备案管理，向所在镇备案，无需办理经营许可证。

第四条　小微渔户岸电接入时间压缩，接入费用为零。
"""


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Library([build_record(SourceText(RULES), ("rules.txt",))]))


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("水产流动摊点必须办经营许可证", "无需办理经营许可证"),
        ("微型冷库也必须自己建消防队伍", "可以不建立消防队伍"),
        ("观光码头也要执行渔港看护规定", "不包括观光码头"),
        ("小微渔户岸电接入要收费", "接入费用为零"),
    ],
)
def test_the_words_that_free_from_it_contradict_what_is_said_to_be_a_duty(
    checker: Checker, statement: str, words: str
) -> None:
    (claim,) = checker.check(statement)
    assert (claim.verdict, claim.expected) == ("contradicted", words)
    assert claim.citation and words in claim.citation.quote


def test_what_costs_nothing_is_confirmed_in_other_words(checker: Checker) -> None:
    (claim,) = checker.check("小微渔户岸电接入不用花钱")
    assert (claim.verdict, claim.expected) == ("supported", "接入费用为零")


@pytest.mark.parametrize(
    "statement",
    [
        "渔获经营企业必须办经营许可证",
        "供应站必须自己建消防队伍",
        "游船也要执行渔港看护规定",
        "大型渔户岸电接入不用花钱",
        "水产流动摊点必须备案",
    ],
)
def test_another_subject_gets_no_verdict(checker: Checker, statement: str) -> None:
    assert not checker.check(statement)
