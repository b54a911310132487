"""Questions for a telephone number."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("question", ["银龄卡办理的咨询电话是多少？", "办银龄卡打什么电话？"])
def test_a_telephone_number_is_given_where_a_document_prints_one(ask, question):
    answer = ask(question)
    assert "0791-86612340" in answer.text
    assert "0791-86612340" in answer.citations[0].quote


@pytest.mark.parametrize(
    "question", ["渔家贷的咨询电话是多少？", "渔家贷怎么联系？", "护理员的联系方式是什么？"]
)
def test_where_none_is_printed_that_is_what_is_missing(ask, question):
    answer = ask(question)
    assert answer.status == "not_found"
    assert "没有写明人员姓名或联系方式" in answer.text
    assert "0791" not in answer.text


def test_the_number_of_one_document_is_not_given_for_another(ask, document_id):
    answer = ask("咨询电话是多少？", documents={document_id("海金发〔2021〕3号")})
    assert answer.status == "not_found"


def test_a_person_is_not_named(ask):
    answer = ask("江西省民政厅厅长是谁？")
    assert answer.status == "not_found"
    assert "没有写明人员姓名" in answer.text
