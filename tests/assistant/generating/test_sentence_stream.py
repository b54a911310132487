"""Sentences are cut the same way however the reply is cut into pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.generating.sentences import LONGEST_SENTENCE, SentenceStream, Thinking

REPLY = (
    "目标为110万人以上。[1][2] 失业率3.5%以内！[^1]\n- 第一项[3]\n- 第二项【4】\n“是吗？”他问。见a?b=1。末尾"
)
alphabet = st.text(alphabet="甲乙1。！？?.\n[]【】”^ ,", max_size=60)


def split(pieces: list[str]) -> list[str]:
    stream = SentenceStream()
    return [s for piece in pieces for s in stream.feed(piece)] + list(stream.flush())


def test_marks_and_quotes_behind_the_end_belong_to_the_sentence():
    assert [s.strip() for s in split([REPLY])] == [
        "目标为110万人以上。[1][2]",
        "失业率3.5%以内！[^1]",
        "- 第一项[3]",
        "- 第二项【4】",
        "“是吗？”",
        "他问。",
        "见a?b=1。",
        "末尾",
    ]


def test_one_character_at_a_time_gives_the_same_sentences():
    assert [s.strip() for s in split(list(REPLY))] == [s.strip() for s in split([REPLY])]


@given(alphabet, st.integers(1, 7))
def test_no_character_is_lost_however_the_reply_is_cut(text: str, size: int):
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    joined = "".join("".join(split(pieces)).split())
    assert joined == "".join(text.split())


def test_a_sentence_without_an_end_is_cut():
    assert {len(s) for s in split(["啊" * (3 * LONGEST_SENTENCE)])} == {LONGEST_SENTENCE}


def think(pieces: list[str]) -> str:
    thinking = Thinking()
    return "".join([thinking.feed(piece) for piece in pieces]) + thinking.flush()


def test_thoughts_are_dropped_in_any_pieces():
    text = "<think>先想<b>想</think>答案是<1>。<think>再想"
    assert think([text]) == think(list(text)) == "答案是<1>。"


@given(
    st.lists(st.sampled_from(["<think>", "</think>", "<", "th", "a", ">", "甲"]), max_size=12),
    st.integers(1, 4),
)
def test_thoughts_are_dropped_the_same_way_however_the_reply_is_cut(parts: list[str], size: int):
    text = "".join(parts)
    assert think([text]) == think([text[i : i + size] for i in range(0, len(text), size)])
