"""What of a question is the statement that is to be checked."""

from __future__ import annotations

import pytest

from assistant.statements import statement_of


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("核对：村级电商服务站2400个，对吗？", "村级电商服务站2400个"),
        ("帮忙核对一下：补助资金3.6亿元。", "补助资金3.6亿元"),
        ("我印象里茶叶博览会举办3场，对不对？", "茶叶博览会举办3场"),
        ("有人说省商务厅负责农村电商，真的假的？", "省商务厅负责农村电商"),
        ("海农发〔2021〕15号是2021年2月8日印发的吧？", "海农发〔2021〕15号是2021年2月8日印发的"),
    ],
)
def test_the_words_that_only_ask_for_the_check_are_left_out(question: str, statement: str) -> None:
    assert statement_of(question) == statement


def test_a_label_before_a_colon_is_no_part_of_what_is_said() -> None:
    assert statement_of("简报草稿：渔民人均收入增长6.8%，属实吗") == "渔民人均收入增长6.8%"


def test_a_label_with_a_figure_is_part_of_what_is_said() -> None:
    assert statement_of("2020年共12座：标准化渔港，对吗") == "2020年共12座：标准化渔港"


@pytest.mark.parametrize("ending", ["没记错吧？", "我没记错吧", "没弄错吧？", "是吧？", "对不对"])
def test_what_a_colleague_told_is_checked_without_the_colleague(ending: str) -> None:
    assert statement_of(f"听同事讲新建渔港15座，{ending}") == "新建渔港15座"


def test_of_a_quoted_sentence_the_quoted_words_are_checked() -> None:
    draft = "稿子里有一句“全年改造老旧渔船约1000艘，补助4.5亿元”，写没写错？"
    assert statement_of(draft) == "全年改造老旧渔船约1000艘，补助4.5亿元"


def test_a_short_name_in_quotation_marks_is_no_sentence() -> None:
    assert statement_of("“银龄”服务站建40个，对吗？") == "“银龄”服务站建40个"


@pytest.mark.parametrize(
    "asking", ["这么写行不行，帮忙核一核", "麻烦核对一下，看看准不准", "这个口径对不对，请帮忙确认"]
)
def test_two_parts_that_ask_are_both_left_out(asking: str) -> None:
    assert statement_of(f"茶叶冷链仓库建20座，{asking}") == "茶叶冷链仓库建20座"


@pytest.mark.parametrize(
    "statement",
    [
        "茶叶加工企业达到315家，这个数是2020年核对的15家",
        "茶农培训8600人次，麻烦查一下是不是渔港12座",
        "茶叶由省林业厅管，这么写的还有省商务厅",
    ],
)
def test_a_last_part_that_states_something_is_kept_whatever_it_asks(statement: str) -> None:
    assert statement_of(statement) == statement


def test_a_statement_without_a_frame_stays_as_it_is() -> None:
    assert statement_of("休渔补贴按每艘渔船每月1800元发放") == "休渔补贴按每艘渔船每月1800元发放"


def test_a_ratio_is_not_taken_apart_at_its_colon() -> None:
    assert statement_of("核对：竞赛班师生比例不低于1:5") == "竞赛班师生比例不低于1:5"


def test_is_it_so_behind_a_comma_is_no_part_of_what_is_said() -> None:
    assert statement_of("码头因台风停工，市里至少补40%，是不是") == "码头因台风停工，市里至少补40%"
