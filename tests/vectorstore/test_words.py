from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.terms import terms
from vectorstore.words import Wording, Words


class Catalogue:
    """Knows every passage but those that begin with `new`."""

    at = 0

    def revision(self) -> int:
        return self.at

    def existing_passages(self, ids: Collection[str]) -> set[str]:
        return {key for key in ids if not key.startswith("new")}

    def passage_count(self, document_ids: Collection[str]) -> int:
        return 100 * len(document_ids)


@pytest.fixture
def words(tmp_path: Path) -> Words:
    words = Words(tmp_path / "words", Catalogue())
    words.write(
        [
            Wording(
                "a:0", "a", "城镇新增就业110万人，失业率控制在3.5%以内。", "二、（一）促进就业", "就业通知"
            ),
            Wording("a:9", "a", "资助AI企业和5G建设，安排1.1亿元。", "二、（二）科技", "就业通知"),
            Wording("b:0", "b", "新开工棚户区改造2.26万套。", "住房保障", "住房通知"),
        ]
    )
    return words


def first(words: Words, question: str) -> str | None:
    hits = words.search(question, 3)
    return hits[0].passage_id if hits else None


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("失业率", "a:0"),
        ("失 业 率？", "a:0"),
        ("110万人", "a:0"),
        ("３．５％", "a:0"),
        ("ai企业", "a:9"),
        ("5g", "a:9"),
        ("1.1亿元", "a:9"),
        ("棚改", "b:0"),
        ("住房", "b:0"),
    ],
)
def test_the_right_passage_comes_first(words: Words, question: str, passage: str) -> None:
    assert first(words, question) == passage


@pytest.mark.parametrize("question", ["", " ", "？！", '()"-:+^~*[]{}', "AND OR NOT", "\x00", "\ud800"])
def test_no_question_is_an_error(words: Words, question: str) -> None:
    assert isinstance(words.search(question, 3), list)


def test_a_question_of_100000_characters_is_answered(words: Words) -> None:
    assert first(words, "失业率" + "问题" * 50_000) == "a:0"


@given(st.text())
def test_terms_hold_no_white_space_and_are_never_empty(text: str) -> None:
    assert all(term and not any(c.isspace() for c in term) for term in terms(text))


def test_terms_are_pairs_single_characters_and_whole_numbers() -> None:
    assert list(terms("就业110万，AI")) == ["就", "业", "就业", "110", "110万", "万", "ai"]


def test_a_filter_of_no_documents_finds_nothing(words: Words) -> None:
    assert words.search("就业通知", 3, []) == []
    assert {hit.passage_id for hit in words.search("通知", 3, ["b"])} == {"b:0"}


def test_boosts_choose_the_fields(words: Words) -> None:
    assert words.search("住房保障", 3, boosts={"body": 1.0}) == []
    assert words.search("住房保障", 3, boosts={"context": 1.0})[0].passage_id == "b:0"


def test_entries_that_the_catalogue_does_not_know_are_never_found(tmp_path: Path) -> None:
    words = Words(tmp_path / "words", Catalogue())
    words.write(
        [
            *(Wording(f"new:{n}", "new", "城镇新增就业。", "", "") for n in range(50)),
            Wording("old:0", "old", "城镇新增就业人数比上年增加，保持稳定。", "", ""),
        ]
    )
    assert [hit.passage_id for hit in words.search("城镇新增就业", 3)] == ["old:0"]


def test_writing_an_id_again_replaces_it(words: Words) -> None:
    words.write([Wording("b:0", "b", "基本建成公租房1.5万套。", "", "")], without=["a:9"])
    assert words.search("棚户", 3, boosts={"body": 1.0}) == []
    assert words.ids() == {"a:0", "b:0"}


def test_another_reader_sees_a_commit_when_the_catalogue_has_changed(words: Words, tmp_path: Path) -> None:
    catalogue = Catalogue()
    reader = Words(tmp_path / "words", catalogue)
    assert first(reader, "养老机构") is None
    words.write([Wording("c:0", "c", "建设养老机构。", "", "")])
    catalogue.at += 1
    assert first(reader, "养老机构") == "c:0"
