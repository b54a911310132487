"""Document numbers and titles."""

from __future__ import annotations

from policytext.references import find_document_numbers, find_titles


def test_numbers_of_all_brackets_without_the_words_before_them() -> None:
    text = "根据国发〔2018〕39号和《粤财办[2018]6号》，原某政发（2008）3号同时废止"
    assert [r.text for r in find_document_numbers(text)] == [
        "国发〔2018〕39号",
        "粤财办[2018]6号",
        "某政发（2008）3号",
    ]


def test_titles_inside_titles_belong_to_the_outer_one() -> None:
    text = "出台《广东省贯彻国务院〈“十三五”促进就业规划〉实施意见》和《条例》"
    assert [r.text for r in find_titles(text)] == ["广东省贯彻国务院〈“十三五”促进就业规划〉实施意见", "条例"]


def test_orders_and_announcements() -> None:
    text = "根据建〔2018〕5号和国发〔2018〕39号，以及中华人民共和国国务院令第707号、财政部公告2021年第12号"
    assert [r.text for r in find_document_numbers(text)] == [
        "建〔2018〕5号",
        "国发〔2018〕39号",
        "中华人民共和国国务院令第707号",
        "财政部公告2021年第12号",
    ]
