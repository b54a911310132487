"""Notes and reasons in the reader's language."""

from __future__ import annotations

import re

import pytest

from assistant.answering import VALIDITY, note_slip
from ui.remarks import remark
from ui.texts import Texts

ZH, EN = Texts("zh"), Texts("en")


def test_a_slip_that_was_put_right_is_told_in_one_language():
    note = note_slip(("医升", "医生"))
    assert remark(note, ZH) == "“医升”按“医生”理解"
    assert remark(note, EN) == "Read as 医生"


@pytest.mark.parametrize(
    ("reason", "english"),
    [
        ("文件中没有找到对应的指标", "the documents hold no such indicator"),
        ("由原文计算：3+4=7", "computed from the source: 3+4=7"),
        ("年度不同：原文是2017年", "another year: the source says 2017"),
        ("文件中没有2019年的数字；2018年为110 万人", "no figure for 2019; in 2018 it is 110 万人"),
        ("文件库中没有这个文号，相近的是粤财办〔2018〕6号", "no document has this number; the nearest is 粤财办〔2018〕6号"),
    ],
)  # fmt: skip
def test_a_reason_is_english_on_the_english_page_and_its_values_stay_as_printed(reason, english):
    assert remark(reason, EN) == english
    assert remark(reason, ZH) == reason


def test_a_document_that_is_not_in_force_is_told_in_english():
    for words in VALIDITY.values():
        assert not re.search("[一-鿿]", remark(f"No. 1{words}", EN))


def test_words_that_are_not_known_stay():
    assert remark("原文另有说明", EN) == "原文另有说明"
    assert remark("", EN) == ""
