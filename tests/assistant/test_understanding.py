"""What kind of question it is, and how its characters are read."""

from __future__ import annotations

import pytest

from assistant.question import Kind
from assistant.understanding import understand


@pytest.mark.parametrize(
    "question",
    [
        "今天天气怎么样",
        "广州天气",
        "明天广州的天气好不好",
        "中午吃什么好",
        "晚饭吃啥",
    ],
)
def test_small_talk_is_no_question_about_the_documents(library, question):
    assert understand(question, library).kind is Kind.CHAT


@pytest.mark.parametrize(
    "question",
    ["人工影响天气作业由谁组织", "重污染天气怎么应对", "高温天气能不能停工", "老年食堂吃什么有规定吗"],
)
def test_a_policy_on_weather_or_food_is_no_small_talk(library, question):
    assert understand(question, library).kind is not Kind.CHAT


def test_whether_there_is_a_standard_asks_for_no_figure(library):
    assert understand("全国有没有统一的补贴标准", library).kind is Kind.DESCRIBE
    assert understand("补贴标准是多少", library).kind is Kind.FIGURE


def test_a_chinese_character_is_not_read_as_a_japanese_one(library):
    assert "拖欠" in understand("拖欠工资不予受理怎么办", library).text
    assert "不予" in understand("拖欠工资不予受理怎么办", library).text
    assert "经济" in understand("経済政策有哪些", library).text


def test_measures_that_a_department_carries_out_are_its_tasks(library):
    assert understand("农业农村部组织实施哪些激励措施", library).kind is Kind.TASKS


@pytest.mark.parametrize("question", ["民政厅对助餐建议的答复是哪天", "这份批复是什么时候的"])
def test_the_date_of_a_reply_is_its_own(library, question):
    assert understand(question, library).kind is Kind.ABOUT
