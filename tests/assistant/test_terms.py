"""The content words of a question, cut with the documents as the better dictionary."""

from __future__ import annotations

import pytest
import rjieba

from assistant.library import Library
from assistant.terms import content_words, held, join_characters, weigh
from ingest.record import build_record
from ingest.source import SourceText

FOREST = (
    "关于推行林长制的通知\n\n海林发〔2021〕1号\n\n一、全面推行林长制。各级设林长，渔担公司为养殖户担保。\n"
)
FLOOD = "关于防汛的通知\n\n海水发〔2021〕2号\n\n一、检查水库堤防。他的都是和在，要每日巡查。\n"


def library_of(text: str) -> Library:
    return Library([build_record(SourceText(text), ("一份.txt",))])


@pytest.fixture(scope="module")
def forest() -> Library:
    return library_of(FOREST)


@pytest.fixture(scope="module")
def flood() -> Library:
    return library_of(FLOOD)


@pytest.mark.parametrize("word", ["林长制", "渔担"])
def test_characters_are_joined_to_a_word_that_the_documents_have(forest: Library, word: str) -> None:
    assert len(rjieba.cut(word, False)) > 1  # the segmenter does not know it
    assert content_words(f"{word}由谁落实", forest) == [word]


def test_characters_are_not_joined_to_a_word_that_no_document_has(flood: Library) -> None:
    assert "林长制" not in content_words("林长制由谁落实", flood)
    tagged = rjieba.tag("林长制", False)
    assert join_characters(tagged, flood) == tagged


def test_a_joined_word_is_not_run_on_into_the_next_word(forest: Library) -> None:
    assert content_words("渔担贷款", forest) == ["渔担", "贷款"]


def test_a_joined_word_counts_as_a_noun(forest: Library) -> None:
    assert join_characters(rjieba.tag("渔担", False), forest) == [("渔担", "n")]


def test_function_characters_are_not_joined_though_the_document_has_them_side_by_side(flood: Library) -> None:
    tagged = rjieba.tag("他的都是和在", False)
    assert flood.frequency("的都")
    assert flood.frequency("和在")
    assert join_characters(tagged, flood) == tagged
    assert content_words("他的都是和在", flood) == []


def test_a_word_of_the_documents_weighs_less_than_a_thing_that_none_has(forest: Library) -> None:
    known, unknown = weigh(["担保", "火箭"], forest)
    assert known.weight < unknown.weight


@pytest.mark.parametrize(
    ("word", "text", "least"),
    [
        ("担保", "为养殖户担保", 1.0),
        ("低保", "最低生活保障标准", 0.6),
        ("公交卡", "办理公交年卡", 0.3),
    ],
)
def test_a_word_is_held_by_the_text_in_weaker_and_weaker_ways(word: str, text: str, least: float) -> None:
    assert held(word, text) >= least


def test_a_word_that_shares_nothing_is_not_held() -> None:
    assert held("火箭", "为养殖户担保") == 0
