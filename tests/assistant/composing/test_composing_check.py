from __future__ import annotations

import pytest


def test_a_date_with_the_words_of_the_document_around_it_is_confirmed(ask):
    answer = ask("核对：护理员技能考核于每年5月和11月举行，对吗？")
    assert answer.text.startswith("相符。")
    assert "护理员技能考核于每年5月和11月举行" in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "核对：老年大学技能比赛于每年5月和11月举行，对吗？",
        "核对：航空博物馆5月和11月举行，对吗？",
        "核对：渔民运动会9月底前公布，对吗？",
        "核对：渔港验收6月底前完成，对吗？",
        "核对：护理员运动会每年5月举行，对吗？",
        "核对：茶叶价格目录9月底前公布，对吗？",
        "核对：茶叶品牌目录9月底前不公布，对吗？",
    ],
)
def test_a_date_alone_confirms_no_statement_about_something_else(ask, question):
    answer = ask(question)
    assert answer.status == "not_found"
    assert "相符" not in answer.text


def test_a_wrong_date_is_corrected_in_the_documents_words(ask):
    said = ask("核对：茶叶品牌目录8月底前公布，对吗？").text
    assert said.startswith("不符。")
    assert "9月底前公布" in said


@pytest.mark.parametrize(
    "question",
    [
        "茶叶品牌目录9月底前公布，没错吧？",
        "听同事讲村级电商服务站2400个，没记错吧？",
        "稿子里写的是村级电商服务站2400个，这么写行不行，帮忙核一核",
        "简报草稿：村级电商服务站2400个，属实吗",
        "核对：村级电商服务站２４００个，对吗？",
    ],
)
def test_a_statement_is_judged_whatever_frame_it_comes_in(ask, question):
    assert ask(question).text.startswith("相符。")


def test_a_verdict_carries_its_check(ask):
    wrong = ask("核对：渔家贷年利率不高于5.2%，对吗？").checks[0]
    assert (wrong.kind, wrong.verdict) == ("figure", "contradicted")
    assert wrong.expected is not None
    assert "4.2%" in wrong.expected


def test_a_statement_without_figures_is_judged_by_the_sentence_that_holds_it(ask):
    said = ask("核对：制定茶叶品牌目录，对吗？")
    assert said.text.startswith("相符。")
    assert "制定茶叶品牌目录" in said.citations[0].quote
    assert ask("核对：不制定茶叶品牌目录，对吗？").text.startswith("不符。")
    assert "相符" not in ask("核对：制定渔港品牌目录，对吗？").text
