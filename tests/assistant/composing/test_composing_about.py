from __future__ import annotations

import pytest

from assistant.answer import Answer
from assistant.composing.about import compose_about
from assistant.library import Library
from assistant.understanding import understand
from ingest.record import build_record
from ingest.source import SourceText


def test_a_document_named_by_its_number_gives_its_date(ask):
    answer = ask("海农发〔2021〕15号是哪天印发的？")
    assert "2021年2月8日" in answer.text
    assert all(citation.document_number == "海农发〔2021〕15号" for citation in answer.citations)


def test_a_right_statement_about_the_issuer_is_confirmed(ask):
    said = ask("银龄服务提升方案是江西省民政厅发的吧？").text
    assert said.startswith("相符。")
    assert "江西省民政厅" in said


@pytest.mark.parametrize(
    "question",
    ["江西省银龄服务提升方案是省财政厅印发的吗？", "银龄服务提升方案是省卫生健康委发的吧？"],
)
def test_a_wrong_statement_about_the_issuer_is_corrected(ask, question):
    said = ask(question).text
    assert said.startswith("不符。")
    assert "江西省民政厅" in said


def test_a_wrong_date_of_issue_is_corrected(ask):
    said = ask("核对：银龄服务提升方案是2022年3月8日印发的，对吗？").text
    assert said.startswith("不符。")
    assert "2022年3月21日" in said


def test_the_line_of_the_date_is_quoted_whole(ask):
    (citation,) = ask("银龄服务提升方案哪天印发的？").citations
    assert citation.quote == "2022年3月21日印发"


def test_the_day_of_printing_is_given_and_not_that_of_the_signature(ask):
    assert "2022年3月21日" in ask("银龄服务提升方案哪天印发的？").text


def test_who_gets_a_copy_is_not_who_is_addressed(ask):
    said = ask("银龄服务提升方案除了主送的，还要抄给谁？").text
    assert said.startswith("抄送：省财政厅、省卫生健康委")
    assert "各设区市民政局" not in said


def test_who_is_addressed_is_not_who_gets_a_copy(ask):
    said = ask("银龄服务提升方案除了抄送的，主送给谁？").text
    assert said.startswith("主送：各设区市民政局")


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("银龄服务提升方案主送给谁？", "主送：各设区市民政局"),
        ("银龄服务提升方案能不能公开？", "公开方式：主动公开"),
        ("银龄服务提升方案的文号是什么？", "文号：赣民规〔2022〕7号"),
    ],
)
def test_each_of_the_documents_own_data_is_told_from_the_others(ask, question, line):
    assert ask(question).text.startswith(line)


def test_what_the_document_does_not_print_is_not_made_up(ask, document_id):
    answer = ask("这份通知的公开方式是什么？", documents={document_id("海金发〔2021〕3号")})
    assert answer.status == "not_found"


def test_an_answer_from_a_document_that_has_expired_says_so(ask):
    answer = ask("休渔补贴每艘渔船每月多少元？")
    assert answer.text.startswith("1800元")
    assert answer.notes == ("海渔规〔2015〕2号已失效",)


def test_an_answer_from_a_document_in_force_has_no_such_note(ask):
    assert ask("渔家贷风险补偿资金多少亿元？").notes == ()


def test_a_refusal_warns_of_no_document(ask):
    assert ask("休渔补贴的贷款利率是多少？", "2035年呢？").notes == ()


def test_two_of_a_documents_own_data_are_given_together(ask):
    lines = ask("银龄服务提升方案是哪一天印发的，主送给谁？").text.split("\n")
    assert [line.split("：")[0] for line in lines] == ["主送", "印发日期"]


def test_copies_that_are_not_printed_are_not_replaced_by_the_addressees(ask):
    answer = ask("海农发〔2021〕15号抄送给谁？")
    assert answer.status == "not_found"
    assert "没有写明抄送" in answer.text


def test_until_when_a_document_holds_is_its_own_sentence(ask):
    assert "有效期3年" in ask("海渔规〔2015〕2号的有效期到什么时候？").text


def test_a_document_named_by_its_number_is_not_called_right_for_that(ask):
    answer = ask("海农发〔2021〕15号还有效吗？")
    assert answer.status == "not_found"
    assert "没有写明有效期" in answer.text


def test_a_validity_that_is_printed_answers_whether_it_still_holds(ask):
    answer = ask("海渔规〔2015〕2号还有效吗？")
    assert "有效期3年" in answer.text
    assert answer.notes == ("海渔规〔2015〕2号已失效",)


@pytest.fixture(scope="module")
def two_rules() -> Library:
    """A rule, and a later one that repeals it."""
    texts = (
        "海岛巡护办法\n\n海林规〔2015〕1号\n\n第一条 海岛每月巡护一次。\n第二条 本办法自2015年3月1日起施行。\n",
        "海岛管理办法\n\n海林规〔2021〕6号\n\n第一条 海岛每月巡护两次。\n第二条 本办法自2021年5月1日起施行，"
        "《海岛巡护办法》（海林规〔2015〕1号）同时废止。\n",
    )
    return Library(build_record(SourceText(text=text), (f"{n}.txt",)) for n, text in enumerate(texts))


def asked_of(library: Library, question: str, visible: set[str] | None) -> Answer | None:
    understood = understand(question, library)
    return compose_about(understood, library, set(understood.documents or ()), visible)


def test_a_repealed_rule_is_told_by_the_one_that_repeals_it(two_rules):
    answer = asked_of(two_rules, "海林规〔2015〕1号还有效吗？", None)
    assert answer is not None
    assert [citation.document_number for citation in answer.citations] == ["海林规〔2021〕6号"]
    assert "同时废止" in answer.text


def test_a_document_that_the_asker_may_not_see_tells_nothing(two_rules):
    old = next(d.id for d in two_rules.documents() if d.number == "海林规〔2015〕1号")
    assert asked_of(two_rules, "海林规〔2015〕1号还有效吗？", {old}) is None
