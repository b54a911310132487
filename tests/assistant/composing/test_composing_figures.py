from __future__ import annotations

from types import SimpleNamespace

import pytest

from assistant.composing.figure_choice import share_out


def first_line(answer) -> str:
    return answer.text.splitlines()[0]


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("2020年新建标准化渔港多少座？", "12座"),
        ("2020年改造老旧渔船多少艘？", "860艘"),
        ("2020年渔民人均收入是多少？", "21500元"),
        ("2020年渔民人均收入增长多少？", "6.8%"),
        ("茶叶加工企业有多少家？", "315家"),
        ("茶叶博览会举办几场？", "3场"),
        ("村级电商服务站的覆盖率是多少？", "85%"),
        ("茶树良种繁育基地建几个？", "8个"),
    ],
)
def test_the_right_one_of_several_figures(ask, question, figure):
    assert first_line(ask(question)).startswith(figure)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("2021年新建标准化渔港多少座？", "不少于15座"),
        ("渔港年底前开工率要达到多少？", "超过90%"),
        ("2021年改造老旧渔船多少艘？", "约1000艘"),
        ("新增优质茶园多少亩？", "5万亩以上"),
    ],
)
def test_the_qualifier_stays_with_the_figure(ask, question, figure):
    assert first_line(ask(question)).startswith(figure)


def test_the_year_chooses_between_result_and_target(ask):
    assert first_line(ask("2020年培训茶农多少人次？")).startswith("8600人次")
    assert first_line(ask("2021年培训茶农多少人次？")).startswith("不少于9000人次")


def test_the_unit_asked_for_chooses_between_figures_of_one_sentence(ask):
    assert first_line(ask("2020年渔船改造补助资金多少亿元？")).startswith("3.6亿元")


def test_a_rate_that_is_to_be_reached_asks_for_a_share(ask):
    assert first_line(ask("村级电商服务站覆盖率要达到多少？")).startswith("85%")


def test_a_noun_of_money_asks_for_money(ask):
    assert first_line(ask("2021年改造老旧渔船补助资金多少？")).startswith("4.5亿元")


def test_paired_lists_give_each_thing_its_own_figure(ask):
    assert first_line(ask("海水养殖产量多少？")).startswith("94万吨")
    assert first_line(ask("淡水养殖产量是多少？")).startswith("37万吨")


def test_several_figures_asked_at_once_are_all_given(ask):
    said = ask("2020年新增茶园多少亩，茶叶加工企业多少家？").text
    assert "4.2万亩" in said
    assert "315家" in said


def test_two_years_stand_side_by_side_each_with_its_citation(ask):
    answer = ask("2020年和2021年改造老旧渔船各多少艘？")
    assert "860艘" in answer.text
    assert "约1000艘" in answer.text
    assert len(answer.citations) == 2


def test_two_years_compared_by_the_word(ask):
    assert "860艘" in ask("比较2020年和2021年改造老旧渔船的数量").text


@pytest.mark.parametrize(
    "question",
    [
        "茶叶出口奖励标准是多少？",  # only to be set
        "2019年改造老旧渔船多少艘？",
        "渔港的注册资本是多少？",
        "茶叶冷链仓库的贷款利率是多少？",
    ],
)
def test_a_figure_that_is_not_set_is_refused(ask, question):
    answer = ask(question)
    assert answer.status == "not_found"
    assert not answer.citations


def test_a_statement_with_the_right_figure_is_confirmed(ask):
    assert ask("核对：村级电商服务站2400个，对吗？").text.startswith("相符")


def test_a_statement_with_a_wrong_figure_is_corrected(ask):
    answer = ask("核对：2021年新增优质茶园为6万亩，对吗？")
    assert answer.text.startswith("不符")
    assert "5万亩以上" in answer.text


def test_the_figure_of_the_other_year_does_not_pass_for_right(ask):
    answer = ask("核对：2021年改造老旧渔船860艘，对吗？")
    assert answer.text.startswith("不符")
    assert "1000艘" in answer.text


def test_a_multiple_is_no_amount(ask):
    assert ask("2018年广东省低保标准是多少？").status == "not_found"
    assert first_line(ask("特困人员基本生活标准不低于低保的几倍？")).startswith("1.6倍")


def test_a_bracket_before_a_figure_is_nothing_of_it(ask):
    said = first_line(ask("茶叶冷链仓库建多少座？"))
    assert said.startswith("20座")
    assert "林业" not in said


def test_half_of_a_comparison_says_which_half_is_missing(ask):
    notes = ask("比较2015年和2021年改造老旧渔船的数量").notes
    assert any("没有找到2015年的数" in note for note in notes)


def weighed(start: int, score: float) -> SimpleNamespace:
    return SimpleNamespace(figure=SimpleNamespace(document_id="一份", start=start), score=score)


def test_the_first_ask_leaves_a_figure_to_the_second_that_has_no_other():
    persons = [weighed(260, 2.0), weighed(18, 1.9)]
    firms = [weighed(260, 2.0), weighed(18, 0.5)]
    assert [one.figure.start for one in share_out([persons, firms])] == [18, 260]


def test_no_figure_is_given_to_two_asks():
    first, second = share_out([[weighed(18, 2.0)], [weighed(18, 2.0)]])
    assert (first is None) != (second is None)


@pytest.mark.parametrize(
    "question",
    [
        "渔家贷个人和小微企业最高各能贷多少？",
        "渔家贷个人、小微企业的贷款额度分别是多少万元？",
    ],
)
def test_two_asks_that_fit_the_same_figure_share_the_figures_out(ask, question):
    first, second = ask(question).text.splitlines()[:2]
    assert first.startswith("18万元")
    assert "个人" in first
    assert second.startswith("260万元")
    assert "小微企业" in second


def test_a_level_and_its_growth_are_both_given_in_the_order_asked(ask):
    first, second = ask("银龄护理补贴月人均水平是多少，比上年增长多少？").text.splitlines()[:2]
    assert first.startswith("315元")
    assert second.startswith("8.5%")


@pytest.mark.parametrize(
    "question",
    ["失智老年人和独居老年人的护理补贴两者各多少元？", "失智和独居两类老人的护理补贴各是多少"],
)
def test_both_of_a_pair_are_given(ask, question):
    first, second = ask(question).text.splitlines()[:2]
    assert first.startswith("480元")
    assert second.startswith("260元")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("社区助浴车入户服务一共多少次", "助浴车进村入户，每名失能老年人每月助浴不少于2次。"),
        ("脱贫户网店覆盖多少", "覆盖率达到85%；对脱贫户开设的网店，每户一次性补贴2000元。"),
    ],
)
def test_where_it_is_not_clear_which_figure_is_meant_the_sentence_is_shown(ask, question, sentence):
    assert sentence in first_line(ask(question))


def test_a_number_printed_in_characters_is_shown_with_its_sentence(ask):
    assert "七十周岁以上" in first_line(ask("公交车免费要多少周岁？"))


def test_a_figure_put_into_the_plan_of_a_year_is_of_that_year(ask):
    assert first_line(ask("列入2023年计划的银龄食堂有多少个？")).startswith("300个")
    said = ask("2021年和2022年银龄食堂各建成多少个？").text
    assert "640个" in said
    assert "不少于820个" in said
    assert "300个" not in said


def test_the_difference_of_two_years_is_marked_as_computed(ask):
    (note,) = ask("银龄食堂2021年和2022年各多少个？").notes
    assert "180" in note
    assert "不是原文" in note
