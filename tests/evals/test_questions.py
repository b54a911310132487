"""The questions are only worth what their right answers are: held against the documents themselves."""

from __future__ import annotations

import collections
import html
import json
import os
import pathlib
import re
import unicodedata
from typing import Any

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
EVALS = ROOT / "evals"
NOTICE = "粤财办〔2018〕6号"
SHARED = ROOT.parent / "shared" / "questions"
EXTRA = pathlib.Path(os.environ.get("POLICY_EXTRA_CORPUS", str(ROOT.parent / "shared" / "corpus")))
NOTICE_FILES = ("notice.jsonl", "heldout.jsonl", "voices.jsonl", "staff.jsonl")
# documents that do not come with the project
LIBRARY_FILES = (
    "policies.jsonl",
    "retrieval.jsonl",
    "voices_policies.jsonl",
    "staff_policies.jsonl",
    "english.jsonl",
)
# on the invented documents of the folder of the same name
OFFICE_FILES = ("offices.jsonl", "offices_2.jsonl", "offices_3.jsonl", "offices_4.jsonl")
# on the invented texts of evals/plain
PLAIN_FILES = (
    "plain_a.jsonl",
    "plain_b.jsonl",
    "plain_c.jsonl",
    "plain_d.jsonl",
    "plain_heldout.jsonl",
    "plain_heldout_2.jsonl",
)
KINDS = ("dept", "tasks", "fig17", "fig18", "cmp", "check", "list", "gen", "none", "en", "robust", "multi")
RIGHT = ("一致", "相符", "正确", "属实", "支持", "吻合")
WRONG = ("不符", "不一致", "不对", "不正确", "有误", "错误", "矛盾")

Item = dict[str, Any]


def fold(text: str) -> str:
    """The text as the scorer compares it: no white space, no emphasis marks, one width."""
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s*_`]+", "", text).replace("〔", "[").replace("〕", "]").lower()


def load(name: str) -> list[Item]:
    """The items of one file of `evals/`, in order; none when the file is not there."""
    path = EVALS / name
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [json.loads(line) for line in lines if line.strip()]


def turns(item: Item) -> list[Item]:
    return item.get("turns") or [item]


def document_text(number: str) -> str | None:
    """The folded text of a document by its number, or None when it is not on this machine."""
    if number == NOTICE:
        return fold((ROOT / "corpus" / f"{number}.txt").read_text(encoding="utf-8"))
    path = EXTRA / f"{number}.html"
    if not path.exists():
        return None
    return fold(html.unescape(re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8"))))


def answerable(names: tuple[str, ...]) -> list[tuple[Item, Item]]:
    """(item, turn) for every turn that the documents answer."""
    pairs = [(item, turn) for name in names for item in load(name) for turn in turns(item)]
    return [(item, turn) for item, turn in pairs if not turn.get("refuse")]


def missing_from(text: str, turn: Item) -> list[str]:
    """What the turn expects and `text` does not have: quotes, and groups without an alternative that does."""
    quotes = [quote for quote in turn["ev"] if fold(quote) not in text]
    groups = [group for group in turn["all"] if tuple(group) not in (RIGHT, WRONG)]
    return quotes + [str(g) for g in groups if not any(fold(words) in text for words in g)]


def test_every_question_has_its_own_id() -> None:
    ids = [
        item["id"]
        for name in NOTICE_FILES + LIBRARY_FILES + OFFICE_FILES + PLAIN_FILES
        for item in load(name)
    ]
    assert [name for name, times in collections.Counter(ids).items() if times > 1] == []


def test_every_kind_is_asked_at_least_fifteen_times() -> None:
    asked = collections.Counter(item["type"] for item in load("notice.jsonl"))
    assert {kind: asked[kind] for kind in KINDS if asked[kind] < 15} == {}


def test_the_held_out_questions_cover_every_kind() -> None:
    held_out = load("heldout.jsonl")
    assert len(held_out) >= 80
    assert {item["type"] for item in held_out} == set(KINDS)


def test_finding_is_asked_with_documents_present_and_absent() -> None:
    absent = [bool(item.get("refuse")) for item in load("retrieval.jsonl")]
    assert absent.count(False) >= 80
    assert absent.count(True) >= 30


def test_the_readme_tells_how_many_there_are() -> None:
    table = (EVALS / "README.md").read_text(encoding="utf-8")
    counts = " | ".join(str(len(load(name))) for name in NOTICE_FILES + LIBRARY_FILES + OFFICE_FILES)
    assert f"| **items** | | {counts} |" in table


def test_the_readme_tells_how_many_there_are_of_every_kind() -> None:
    sets = [load(name) for name in NOTICE_FILES + LIBRARY_FILES + OFFICE_FILES]
    lines = (EVALS / "README.md").read_text(encoding="utf-8").splitlines()
    told = {
        cells[1]: cells[3:-1] for line in lines if len(cells := re.split(r" *\| *", line)) == len(sets) + 4
    }
    right = {
        kind: [str(sum(item["type"] == kind for item in items) or "") for items in sets]
        for kind in sorted({item["type"] for items in sets for item in items})
    }
    asked = [[(item, turn) for item in items for turn in turns(item)] for items in sets]
    right["questions"] = [str(len(pairs)) for pairs in asked]
    right["refusals"] = [str(sum(bool(turn.get("refuse")) for _, turn in pairs)) for pairs in asked]
    assert {name: told.get(name) for name in right} == right


def test_the_readme_tells_how_many_of_the_plain_questions_are_answered() -> None:
    words = (EVALS / "README.md").read_text(encoding="utf-8")
    for name in PLAIN_FILES:
        absent = [bool(item.get("refuse")) for item in load(name)]
        assert f"| `{name}` | {absent.count(False)} | {absent.count(True)} |" in words, name


def test_every_plain_text_is_asked_about_and_every_question_without_an_answer_is_of_its_kind() -> None:
    items = [item for name in PLAIN_FILES for item in load(name)]
    texts = {path.stem for path in (EVALS / "plain").glob("*.txt")}
    assert texts == {item["doc"] for item in items if not item.get("refuse")}
    assert [i["id"] for i in items if bool(i.get("refuse")) != (i["type"] == "none")] == []


def test_right_answers_about_the_notice_stand_in_the_notice() -> None:
    text = document_text(NOTICE)
    assert text is not None
    wrong = {item["id"]: missing_from(text, turn) for item, turn in answerable(NOTICE_FILES)}
    assert {name: gaps for name, gaps in wrong.items() if gaps} == {}


def test_right_answers_about_other_documents_stand_in_the_document_named() -> None:
    checked = 0
    for item, turn in answerable(LIBRARY_FILES):
        text = document_text(item["doc"])
        if text is not None:
            assert missing_from(text, turn) == [], item["id"]
            checked += item["doc"] != NOTICE
    if not checked:
        pytest.skip("the other documents are not on this machine")


def test_right_answers_about_the_plain_texts_stand_in_the_text_named() -> None:
    for item, turn in answerable(PLAIN_FILES):
        text = fold((EVALS / "plain" / f"{item['doc']}.txt").read_text(encoding="utf-8"))
        assert missing_from(text, turn) == [], item["id"]


def test_right_answers_about_the_invented_policies_stand_in_the_document_named() -> None:
    for name in OFFICE_FILES:
        for item, turn in answerable((name,)):
            number = turn.get("doc", item.get("doc"))
            own = EVALS / name.removesuffix(".jsonl") / f"{number}.txt"
            text = fold(own.read_text(encoding="utf-8")) if own.exists() else document_text(number)
            if item["type"] != "en" and text:  # an answer in English has a figure of another form
                assert missing_from(text, turn) == [], item["id"]


def test_no_expected_answer_contains_a_forbidden_one() -> None:
    for item, turn in answerable(NOTICE_FILES + LIBRARY_FILES):
        for group in turn["all"]:
            if tuple(group) not in (RIGHT, WRONG):
                assert not any(fold(no) in fold(words) for no in turn["no"] for words in group), item["id"]


def test_questions_that_the_documents_do_not_answer_expect_nothing_else() -> None:
    for name in NOTICE_FILES + LIBRARY_FILES:
        for item in load(name):
            for turn in turns(item):
                assert bool(turn.get("refuse")) != bool(turn["all"] or turn["ev"]), item["id"]


def test_no_question_is_asked_twice() -> None:
    asked = [fold(turns(item)[0]["q"]) for name in NOTICE_FILES + LIBRARY_FILES for item in load(name)]
    assert [question for question, times in collections.Counter(asked).items() if times > 1] == []


def test_no_question_is_copied_from_the_shared_ones() -> None:
    if not SHARED.exists():
        pytest.skip("the shared questions are not on this machine")
    texts = [path.read_text(encoding="utf-8") for path in SHARED.glob("*.jsonl")]
    lines = [line for text in texts for line in text.splitlines() if line.strip()]
    shared = {fold(turn["q"]) for line in lines for turn in turns(json.loads(line))}
    ours = {fold(turns(item)[0]["q"]) for name in NOTICE_FILES + LIBRARY_FILES for item in load(name)}
    assert ours & shared == set()
