"""Short statements in everyday words, placed by their telling words: invented documents."""

from __future__ import annotations

import pytest

from assistant.answer import Claim
from assistant.checking import Checker
from assistant.library import Library
from ingest.record import build_record
from ingest.source import SourceText

RULES = """明州市渔业局关于印发《渔港作业安全管理规定》的通知

明渔发〔2021〕9号

第一条　吊装作业区单班作业人数不得超过12人，其中大型机械化吊装作业区检修班不得超过20人；冷库作业区单班作业人数不得超过8人。

第二条　船东会长、渔业站长访船拓岗，每人走访渔船不得少于60家。

第三条　符合条件的渔民参加潜水培训后取得证书的，按规定给予技能补贴，原则上每人每年可享受不超过2次。

第四条　畅通“12388”渔业热线，举报自受理之日起45日内核查完毕，单个案件奖励不超过3万元。

第五条　看护人员与学员的比例，启蒙班不低于1∶4，提高班不低于1∶6，竞赛班不低于1∶9。

第六条　关闭渔村码头必须履行论证、公示程序，公示期不少于25日。
"""

OTHER = """明州市文化局关于群众演出的通知

各县市文化局：每人每年可参加公益演出不超过9次，演出前公示7日，志愿者不少于15人。
"""


@pytest.fixture(scope="module")
def checker() -> Checker:
    records = [build_record(SourceText(text), (f"{i}.txt",)) for i, text in enumerate((RULES, OTHER))]
    return Checker(Library(records))


def only(claims: tuple[Claim, ...]) -> Claim:
    (claim,) = [c for c in claims if c.kind == "figure"]
    return claim


@pytest.mark.parametrize(
    ("statement", "right"),
    [
        ("船东会长渔业站长访船拓岗每人不少于30家", "不得少于60家"),
        ("每人每年最多能领4次潜水培训的技能补贴", "不超过2次"),
        ("打12388举报30天内就要核查完毕", "45日内"),
        ("吊装作业区一个班不能超过20人", "不得超过12人"),
        ("冷库作业区一个班不能超过12人", "不得超过8人"),
        ("竞赛班看护人员和学员的比例不低于1:6", "1∶9"),
        ("关闭渔村小码头公示10天就够了", "不少于25日"),
    ],
)
def test_a_wrong_figure_in_everyday_words_is_contradicted_by_the_right_one(
    checker: Checker, statement: str, right: str
) -> None:
    claim = only(checker.check(statement))
    assert (claim.verdict, claim.expected) == ("contradicted", right)


@pytest.mark.parametrize(
    "statement",
    [
        "船东会长渔业站长访船拓岗每人不少于60家",
        "每人每年最多能领2次潜水培训的技能补贴",
        "打12388举报45天内就要核查完毕",
        "吊装作业区一个班不能超过12人",
        "竞赛班看护人员和学员的比例不低于1:9",
        "关闭渔村小码头公示25天就够了",
    ],
)
def test_a_right_figure_in_everyday_words_is_supported(checker: Checker, statement: str) -> None:
    assert only(checker.check(statement)).verdict == "supported"


@pytest.mark.parametrize(
    "statement",
    [
        "志愿者每人每年最多能领4次潜水补贴",
        "文化局长访船拓岗每人不少于15家",
    ],
)
def test_a_statement_about_something_else_is_not_decided_by_a_figure_of_the_same_unit(
    checker: Checker, statement: str
) -> None:
    assert only(checker.check(statement)).verdict == "not_found"


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [("吊装作业区单班作业人数超过12人", "different"), ("吊装作业区单班作业人数不能超过12人", "supported")],
)
def test_what_must_not_be_more_is_no_figure_that_is_more(
    checker: Checker, statement: str, verdict: str
) -> None:
    assert only(checker.check(statement)).verdict == verdict


AREAS = """明州省渔业厅关于渔港建设的通知

到2022年，全省标准化渔港占比达到65%以上。
"""
NATION = """国家渔业办公室关于渔港建设的通知

到2022年，标准化渔港占全部渔港的比例不低于60%。

第二章　补助资金的清算

年度考核达标的，于次年5月20日前清算剩余部分。
"""


@pytest.fixture(scope="module")
def areas() -> Checker:
    records = [build_record(SourceText(text), (f"{i}.txt",)) for i, text in enumerate((AREAS, NATION))]
    return Checker(Library(records))


def test_the_figure_of_a_province_does_not_support_one_of_the_whole_country(areas: Checker) -> None:
    assert only(areas.check("全国到2022年标准化渔港占比不低于65%")).verdict != "supported"
    assert only(areas.check("全省到2022年标准化渔港占比不低于65%")).verdict == "supported"


def test_a_date_is_placed_by_the_words_of_the_heading_above_it(areas: Checker) -> None:
    (wrong,) = areas.check("补助资金清算是次年6月30日前")
    (right,) = areas.check("补助资金清算是次年5月20日前")
    assert (wrong.verdict, wrong.expected) == ("contradicted", "5月20日前")
    assert right.verdict == "supported"
