"""A checker over two invented documents: what it says of drafts and of the sentences of answers."""

from __future__ import annotations

import pytest

from assistant.answer import Check, Claim
from assistant.checking import Checker
from assistant.library import Library
from ingest.record import build_record
from ingest.source import SourceText

PLAN = """明州省人民政府办公厅关于印发2021年养老服务工作要点的通知

明政办〔2021〕15号

一、2020年工作总结

（一）服务体系建设。2020年，全省新建社区养老服务站320个，改造农村敬老院85所。截至2020年底，全省养老床位达到26.4万张，护理型床位占52.3%，比上年提高4.1个百分点。

（二）资金保障。省级财政安排养老服务补助资金7.2亿元，惠及老年人超过130万人。高龄津贴、护理补贴月人均水平分别达到180元和260元，分别比2019年增长5.9%和4%。

二、2021年重点任务

（一）扩大服务供给。计划新建社区养老服务站400个，确保每个街道至少1个。护理型床位占比达到55%以上。6月底前出台养老机构等级评定办法。（省民政厅牵头，省卫生健康委配合）

（二）提高补贴标准。高龄津贴提高到200元/月，所需资金由省级财政承担。（省财政厅负责）

（三）培训护理人员。全年培训养老护理员不少于1.5万人次。（省人力资源社会保障厅负责）
"""

OTHER = """明州省医疗保障局关于完善门诊慢性病待遇的通知

明医保发〔2020〕7号

一、提高报销比例。门诊慢性病报销比例不低于60%，年度支付限额为3000元。

二、简化手续。经办机构应当在受理之日起10个工作日内办结。
"""


@pytest.fixture(scope="module")
def library() -> Library:
    records = [
        build_record(SourceText(text), (name,)) for name, text in (("plan.txt", PLAN), ("other.txt", OTHER))
    ]
    return Library(records)


@pytest.fixture(scope="module")
def checker(library: Library) -> Checker:
    return Checker(library)


def only(claims: tuple[Claim, ...], text: str) -> Claim:
    (claim,) = [c for c in claims if text in c.text]
    return claim


def test_a_true_figure_is_supported_by_its_clause(checker: Checker) -> None:
    claim = only(checker.check("2021年计划新建社区养老服务站400个。"), "400个")
    assert claim.verdict == "supported"
    assert claim.citation and "计划新建社区养老服务站400个" in claim.citation.quote


def test_a_wrong_figure_leads_to_the_clause_that_has_the_right_one(checker: Checker) -> None:
    claim = only(checker.check("2021年计划新建社区养老服务站450个。"), "450个")
    assert (claim.verdict, claim.expected) == ("contradicted", "400个")
    assert claim.citation and "400个" in claim.citation.quote


def test_quotes_are_slices_of_the_document(checker: Checker, library: Library) -> None:
    for claim in checker.check("2020年改造农村敬老院80所，护理型床位占52.3%。"):
        assert claim.citation
        text = library.document(claim.citation.document_id).text
        assert text[claim.citation.start : claim.citation.end] == claim.citation.quote


@pytest.mark.parametrize(
    "statement",
    [
        "400个社区养老服务站将在2021年新建。",
        "新建社区养老服务站是2021年的一项任务。计划数为四百个。",
        "全年培训养老护理员不少于15000人次。",
        "护理型床位比重在2020年底是百分之五十二点三。",
        "高龄津贴提高到每月200元。",
    ],
)
def test_a_true_figure_is_supported_in_other_words(checker: Checker, statement: str) -> None:
    assert {c.verdict for c in checker.check(statement) if c.kind == "figure"} == {"supported"}


def test_another_year_is_told(checker: Checker) -> None:
    claim = only(checker.check("2022年计划新建社区养老服务站400个。"), "400个")
    assert claim.verdict == "different" and "2021" in claim.reason


def test_the_figure_of_the_year_before_is_no_target(checker: Checker) -> None:
    claim = only(checker.check("2021年计划新建社区养老服务站320个。"), "320个")
    assert (claim.verdict, claim.expected) == ("contradicted", "400个")


def test_another_qualifier_is_told(checker: Checker) -> None:
    claim = only(checker.check("全年培训养老护理员不超过1.5万人次。"), "1.5万")
    assert claim.verdict == "different" and claim.expected == "不少于1.5万人次"


def test_another_unit_and_another_order_of_magnitude_are_contradicted(checker: Checker) -> None:
    assert only(checker.check("省级财政安排养老服务补助资金7.2万元。"), "7.2万").verdict == "contradicted"
    assert only(checker.check("截至2020年底，全省养老床位达到26.4万人。"), "26.4万").verdict == "contradicted"


def test_two_figures_of_a_list_may_not_change_places(checker: Checker) -> None:
    claims = checker.check("高龄津贴、护理补贴月人均水平分别达到260元和180元。")
    assert [(c.verdict, c.expected) for c in claims] == [("contradicted", "180元"), ("contradicted", "260元")]


def test_a_difference_is_computed_from_printed_figures(checker: Checker) -> None:
    claim = only(
        checker.check("2021年高龄津贴提高到200元/月。2021年计划新建社区养老服务站比2020年增加80个。"), "80个"
    )
    assert claim.verdict == "computed" and "400" in claim.reason and "320" in claim.reason


def test_what_the_documents_do_not_speak_of_is_not_found(checker: Checker) -> None:
    assert only(checker.check("全省高速公路通车里程达到9800公里。"), "9800").verdict == "not_found"


def test_a_department_is_held_against_the_duty_of_the_clause(checker: Checker) -> None:
    wrong = only(checker.check("培训养老护理员由省教育厅负责。"), "省教育厅")
    assert (wrong.verdict, wrong.expected) == ("contradicted", "省人力资源社会保障厅")
    assert only(checker.check("培训养老护理员由省人社厅负责。"), "省人社厅").verdict == "supported"


def test_a_role_that_is_another_is_contradicted(checker: Checker) -> None:
    claims = checker.check("出台养老机构等级评定办法由省卫生健康委牵头，省民政厅配合。")
    assert [c.verdict for c in claims if c.kind == "department"] == ["contradicted", "contradicted"]


def test_a_deadline_is_checked(checker: Checker) -> None:
    assert only(checker.check("6月底前出台养老机构等级评定办法。"), "6月").verdict == "supported"
    wrong = only(checker.check("9月底前出台养老机构等级评定办法。"), "9月")
    assert (wrong.verdict, wrong.expected) == ("contradicted", "6月底前")


def test_a_document_number_belongs_to_what_is_said_with_it(checker: Checker) -> None:
    assert (
        only(checker.check("明政办〔2021〕15号提出，计划新建社区养老服务站400个。"), "明政办").verdict
        == "supported"
    )
    wrong = only(checker.check("明政办〔2021〕16号提出，计划新建社区养老服务站400个。"), "明政办")
    assert (wrong.verdict, wrong.expected) == ("contradicted", "明政办〔2021〕15号")


def test_only_the_chosen_documents_count(checker: Checker, library: Library) -> None:
    other = next(d.id for d in library.documents() if d.number == "明医保发〔2020〕7号")
    assert only(checker.check("2021年计划新建社区养老服务站400个。", [other]), "400个").verdict == "not_found"


def test_words_such_as_two_subsidies_raise_no_alarm(checker: Checker) -> None:
    assert checker.check("落实两项补贴，做好一批项目。") == ()


def verify(checker: Checker, library: Library, sentence: str, words: str) -> tuple[Check, ...]:
    for record in library.records.values():
        place = record.document.text.find(words)
        if place >= 0:
            clause = library.clause_at(record.document.id, place)
            return checker.verify(
                sentence, [library.cite(record.document.id, clause.start, clause.body_end, 1)]
            )
    raise AssertionError(words)


@pytest.mark.parametrize(
    ("sentence", "passes"),
    [
        ("年度支付限额为3000元。", True),
        ("年度支付限额为5000元。", False),
        ("门诊慢性病报销比例不低于60%。", True),
        ("门诊慢性病报销比例为60%。", False),
        ("门诊慢性病报销比例不低于3000元。", False),
    ],
)
def test_a_sentence_of_an_answer_is_held_against_its_quote(
    checker: Checker, library: Library, sentence: str, passes: bool
) -> None:
    checks = verify(checker, library, sentence, "年度支付限额")
    assert checks and all(c.verdict == "supported" for c in checks) == passes


def test_a_lost_not_is_noticed(checker: Checker, library: Library) -> None:
    checks = verify(checker, library, "经办机构不应当在受理之日起10个工作日内办结。", "10个工作日")
    assert any(c.verdict == "contradicted" for c in checks)


def test_two_documents_that_disagree_are_both_shown(library: Library) -> None:
    text = "明州省统计局关于2020年养老服务情况的通报\n\n一、2020年，全省新建社区养老服务站318个。\n"
    records = [*library.records.values(), build_record(SourceText(text), ("report.txt",))]
    claim = only(Checker(Library(records)).check("2020年，全省新建社区养老服务站320个。"), "320个")
    assert claim.verdict == "supported"
    assert [other.quote for other in claim.others if "318个" in other.quote]


def test_two_duties_in_one_sentence_are_held_apart(checker: Checker) -> None:
    claims = checker.check("培训养老护理员由省人力资源社会保障厅负责，提高高龄津贴由省财政厅负责。")
    assert {c.verdict for c in claims if c.kind == "department"} == {"supported"}


def test_a_number_of_a_document_that_is_not_here_is_not_called_wrong(checker: Checker) -> None:
    claim = only(checker.check("按照明政办〔2021〕14号执行。"), "明政办")
    assert claim.verdict == "not_found" and claim.expected == "明政办〔2021〕15号"


def test_a_round_figure_is_told(checker: Checker) -> None:
    claim = only(checker.check("截至2020年底，全省养老床位超过26万张。"), "26万")
    assert claim.verdict == "different" and claim.expected == "26.4万张"
