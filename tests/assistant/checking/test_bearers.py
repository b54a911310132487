"""Who pays and who decides: short statements against an invented document."""

from __future__ import annotations

import pytest

from assistant.checking import Checker
from assistant.library import Library
from ingest.record import build_record
from ingest.source import SourceText

RULES = """明州市渔业局关于印发《渔港防台应急预案》的通知

明渔发〔2021〕15号

第一条　码头加固费用由地方财政承担，成果有效期五年。

第二条　指挥部办公室提出启动Ⅱ级防台的建议；防台指挥部副总指挥（渔业局局长）决定启动Ⅱ级防台。

第三条　防台指挥部秘书长决定启动Ⅲ级防台。

第六条　同一时间两个渔港进水，或小型闸门损坏的，由秘书长主持会商，决定启动Ⅲ级响应。

第七条　中型闸门损坏的，决定启动Ⅱ级响应；重点中型堤坝决口的，决定启动Ⅰ级响应。

第四条　超出部分的打捞费用由船东个人承担。

第五条　在各船队进行全面深入的缆绳检查的基础上，全市开展抽查。检查应于2021年9月底前完成，抽查应于2021年底前完成。
"""


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Library([build_record(SourceText(RULES), ("rules.txt",))]))


@pytest.mark.parametrize(
    ("statement", "verdict", "words"),
    [
        ("码头加固的费用由地方财政出", "supported", "码头加固费用由地方财政承担"),
        ("码头加固的费用由中央财政出", "contradicted", "码头加固费用由地方财政承担"),
        ("码头加固的费用由船东个人承担", "contradicted", "码头加固费用由地方财政承担"),
        ("Ⅲ级防台由防台指挥部总指挥决定启动", "contradicted", "防台指挥部秘书长决定启动Ⅲ级防台"),
        ("Ⅲ级防台由防台指挥部秘书长决定启动", "supported", "防台指挥部秘书长决定启动Ⅲ级防台"),
        (
            "二级防台由防台指挥部总指挥决定启动",
            "contradicted",
            "防台指挥部副总指挥（渔业局局长）决定启动Ⅱ级防台",
        ),
    ],
)
def test_who_pays_or_decides_is_held_against_the_words_of_the_same_act(
    checker: Checker, statement: str, verdict: str, words: str
) -> None:
    (claim,) = checker.check(statement)
    assert (claim.verdict, claim.expected) == (verdict, words)


@pytest.mark.parametrize(
    "statement",
    [
        "打捞费用由地方财政出",  # what is printed is a part of it
        "Ⅳ级防台由防台指挥部秘书长决定启动",  # no sentence of this level
        "Ⅲ级防台由防台指挥部决定启动",  # a body and its head are not told apart
    ],
)
def test_another_thing_or_a_body_for_its_head_gets_no_verdict(checker: Checker, statement: str) -> None:
    assert all(claim.verdict == "not_found" for claim in checker.check(statement))


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [("船队缆绳检查2021年10月底前完成", "contradicted"), ("船队缆绳检查2021年9月底前完成", "supported")],
)
def test_a_date_is_read_from_the_sentence_that_takes_the_thing_up(
    checker: Checker, statement: str, verdict: str
) -> None:
    (claim,) = [c for c in checker.check(statement) if c.kind == "date"]
    assert (claim.verdict, claim.expected) == (verdict, "2021年9月底前")


@pytest.mark.parametrize(
    ("statement", "verdict", "words"),
    [
        ("小型闸门损坏启动防台二级响应", "contradicted", "决定启动Ⅲ级响应"),
        ("小型闸门损坏启动三级响应", "supported", "决定启动Ⅲ级响应"),
        ("中型闸门损坏就要启动Ⅲ级响应", "contradicted", "决定启动Ⅱ级响应"),
    ],
)
def test_the_grade_that_a_case_starts_is_the_one_printed_with_it(
    checker: Checker, statement: str, verdict: str, words: str
) -> None:
    (claim,) = checker.check(statement)
    assert (claim.verdict, claim.expected) == (verdict, words)


@pytest.mark.parametrize("statement", ["闸门损坏启动二级响应", "中型堤坝决口启动二级响应"])
def test_a_wider_case_than_the_printed_one_starts_no_grade(checker: Checker, statement: str) -> None:
    assert not checker.check(statement)
