"""Whole clauses inside the token budget, counted without a network."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.generating.budget import count_tokens, fit_whole

clauses = st.lists(st.text(alphabet="就业保障110万人。", min_size=1, max_size=60), max_size=12)


def test_chinese_text_is_counted():
    assert 8 <= count_tokens("城镇新增就业110万人以上。") <= 30


def test_marks_that_look_special_are_counted_as_text():
    assert count_tokens("<|endoftext|>") > 1


def test_a_long_clause_is_left_out_whole_and_a_short_one_behind_it_comes_in():
    taken, used = fit_whole(["甲" * 5, "乙" * 4000, "丙" * 5], str, 100, 10)
    assert taken == ("甲" * 5, "丙" * 5)
    assert used == count_tokens("甲" * 5) + count_tokens("丙" * 5)


@given(clauses, st.integers(0, 200), st.integers(1, 5))
def test_the_budget_and_the_count_are_kept_and_no_clause_is_cut(texts: list[str], budget: int, most: int):
    taken, used = fit_whole(texts, str, budget, most)
    assert used <= budget and len(taken) <= most
    assert used == sum(map(count_tokens, taken))
    left = iter(texts)
    assert all(any(text == other for other in left) for text in taken)
