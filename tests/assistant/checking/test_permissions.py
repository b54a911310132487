"""What may be done against what is forbidden or asks a condition: short statements against an invented document."""

from __future__ import annotations

import pytest

from assistant.checking import Checker
from assistant.library import Library
from ingest.record import build_record
from ingest.source import SourceText

RULES = """明州市渔业局关于印发《渔港泊位证管理办法》的通知

明渔发〔2021〕14号

第一条　渔港泊位证（以下简称泊位证）由船东申请。船东应当保管好泊位证，船东凭泊位证进港。

第二条　市渔业部门不得向船东收取泊位证工本费。

第三条　已纳入旧港改建计划的码头和以养殖筏架为主的水域，不得列入泊位划定范围。

第四条　进港船只无法提供泊位证的，应当接受抽查检测，检测合格后方可进入渔港停泊。

第五条　冷库经营者不得擅自转让冷库摊位。

第六条　未取得许可证的渔船不得运输活鱼。

第七条　饲料店不得向未成年人销售鱼药。

第八条　渔港维护费不得用于办公楼建设、公务接待或者体育健身等与渔港无关的支出。
"""


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Library([build_record(SourceText(RULES), ("rules.txt",))]))


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("发泊位证可以收工本费", "不得向船东收取泊位证工本费"),
        ("市渔业部门可以收取泊位证工本费", "不得向船东收取泊位证工本费"),
        ("养殖筏架为主的区域也可以列入泊位划定", "不得列入泊位划定范围"),
        ("养殖筏架为主的区域也可以列入渔港泊位划定", "不得列入泊位划定范围"),
        ("不检测合格也能进渔港停泊", "检测合格后方可进入渔港停泊"),
    ],
)
def test_what_is_forbidden_or_asks_a_condition_contradicts_a_permission(
    checker: Checker, statement: str, words: str
) -> None:
    (claim,) = checker.check(statement)
    assert (claim.verdict, claim.expected) == ("contradicted", words)
    assert claim.citation and words in claim.citation.quote


def test_a_permission_with_its_condition_is_confirmed(checker: Checker) -> None:
    (claim,) = checker.check("没泊位证但抽检合格的船也能进渔港停泊")
    assert (claim.verdict, claim.expected) == ("supported", "检测合格后方可进入渔港停泊")


@pytest.mark.parametrize(
    "statement",
    [
        "冷库经营者可以转让冷库摊位",  # it is forbidden to do it 擅自
        "渔船可以运输活鱼",  # those without a permit must not
        "饲料店可以销售鱼药",  # minors are no general customers
        "码头可以列入泊位划定",  # some are
        "抽检不合格的船也能进渔港停泊",
        "进港船只可以进入渔港停泊",
    ],
)
def test_a_narrower_prohibition_or_another_case_gives_no_verdict(checker: Checker, statement: str) -> None:
    assert not checker.check(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "渔港维护费不能用来健身",
        "渔港维护费不能花在公务接待上",
        "渔港维护费不得用于办公楼建设",
    ],
)
def test_what_is_forbidden_in_other_words_is_confirmed(checker: Checker, statement: str) -> None:
    (claim,) = checker.check(statement)
    assert claim.verdict == "supported"
    assert claim.expected and claim.expected.startswith("不得")


def test_a_member_of_a_list_that_is_forbidden_contradicts_a_permission(checker: Checker) -> None:
    (claim,) = checker.check("渔港维护费可以用来健身")
    assert claim.verdict == "contradicted"
    assert claim.expected and "体育健身" in claim.expected


@pytest.mark.parametrize(
    "statement",
    [
        "渔港维护费不能用来接待",  # others than 公务接待 may be received
        "渔港维护费不能用来修渔港",
        "泊位证工本费不能用来健身",
        "渔船不能运输活鱼",
        "饲料店不能销售鱼药",
        "冷库经营者不能转让冷库摊位",
    ],
)
def test_a_narrower_prohibition_confirms_none_that_is_wider(checker: Checker, statement: str) -> None:
    assert not checker.check(statement)
