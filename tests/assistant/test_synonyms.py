"""Everyday words of askers are held by the official ones of documents."""

from __future__ import annotations

import pytest

from assistant.terms import SYNONYM, held, synonym_groups
from assistant.wording import word_list

EVERYDAY = [
    ("小两口", "夫妻双方均缴存的，额度为90万元。"),
    ("房东", "由出租人向窗口备案。"),
    ("打工仔", "外来务工人员凭合同领取。"),
    ("工钱", "用人单位应当按月支付劳动报酬。"),
    ("车牌", "逾期的收回号牌。"),
    ("起火", "发现火灾立即报告。"),
    ("剖腹产", "剖宫产的增加15天。"),
    ("开票", "应当开具发票。"),
    ("地摊", "流动商贩在划定区域经营。"),
    ("岁数", "年满65周岁的居民免费乘坐。"),
]


@pytest.mark.parametrize(("said", "sentence"), EVERYDAY)
def test_an_everyday_word_is_held_by_the_official_one(said: str, sentence: str) -> None:
    assert said not in sentence
    assert held(said, sentence) == SYNONYM


@pytest.mark.parametrize("said", ["房东", "剖腹产", "车牌"])
def test_an_everyday_word_is_not_held_by_any_other_text(said: str) -> None:
    assert held(said, "各乡镇每季度检查一次水库堤防。") < SYNONYM


def test_every_word_has_something_that_documents_say_for_it() -> None:
    assert [word for word, others in synonym_groups().items() if word and not others] == []


def test_no_word_of_story_telling_has_synonyms() -> None:
    story = {"听说", "同事", "隔壁", "起码", "家里"}
    assert not story & synonym_groups().keys()


@pytest.mark.parametrize("word", ["房东", "父母", "子女", "配偶", "门票", "户口", "期限"])
def test_a_word_that_can_name_what_is_asked_always_counts(word: str) -> None:
    assert word not in word_list("generic")


@pytest.mark.parametrize("word", ["同事", "前两天", "据说", "打听", "怎么回事", "不好意思"])
def test_a_turn_of_story_telling_is_no_word_of_the_question(word: str) -> None:
    assert word in word_list("generic")
