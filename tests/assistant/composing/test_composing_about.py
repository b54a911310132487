from __future__ import annotations


def test_a_document_named_by_its_number_gives_its_date(ask):
    answer = ask("海农发〔2021〕15号是哪天印发的？")
    assert "2021年2月8日" in answer.text
    assert all(citation.document_number == "海农发〔2021〕15号" for citation in answer.citations)
