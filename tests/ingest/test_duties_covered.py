"""What the duties of running text cover."""

from __future__ import annotations

from tests.ingest.reading_examples import read


def covered(text: str) -> list[tuple[str, str]]:
    """The first department of each duty and the words that it answers for."""
    record = read(text)
    words = record.document.text
    return [(d.departments[0].name, words[d.covers_start : d.covers_end]) for d in record.duties]


def test_a_sentence_that_only_says_who_answers_covers_its_paragraph() -> None:
    text = "一、任务\n（一）改进结算。按时付款。预付三成。由医保局会同财政部负责。\n（二）其他。\n甲项工作。\n乙项工作。由民政部牵头，残联配合。\n"
    assert covered(text) == [("医保局", "（一）改进结算。按时付款。预付三成。"), ("民政部", "乙项工作。")]


def test_a_sentence_that_begins_with_who_acts_speaks_of_what_stands_before_it() -> None:
    text = "一、整治\n开展打击非法捕捞行动。由公安部牵头，会同水利部等部门实施，为期三年。坚决查处。\n"
    assert covered(text) == [
        ("公安部", "开展打击非法捕捞行动。由公安部牵头，会同水利部等部门实施，为期三年。")
    ]


def test_statements_inside_a_clause_leave_the_duty_of_the_clause_whole() -> None:
    text = (
        "一、任务\n（一）推进教育。\n1.新建学校。各市人民政府要安排用地。\n2.扩大学位。\n责任单位：市教育局\n"
        "（二）推进医疗。建医院。（市卫健委负责）\n"
    )
    first = next(words for name, words in covered(text) if name == "市教育局")
    assert first.startswith("（一）推进教育") and "扩大学位" in first
    assert ("各市人民政府", "各市人民政府要安排用地。") in covered(text)


def test_a_sentence_in_brackets_without_its_matter_speaks_of_what_stands_before_it() -> None:
    text = "一、任务\n（一）统一目录。建立产业目录。（发展改革委会同工业和信息化部制定，年底前发布）\n"
    ((name, words),) = covered(text)
    assert name == "发展改革委" and "建立产业目录" in words
