"""Which of several figures is meant: by its class, by the change it stands in, by the kind that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.build import build_assistant
from ingest.build import build_pipeline
from settings import Settings

TEXT = """云岭省人民政府办公室关于印发云岭省渔船更新和渔民养老扶持办法的通知

云政办发〔2023〕9号

各市人民政府：

一、渔船检验。一类渔船检验时间不超过4个工作日，二类渔船检验时间不超过9个工作日，三类渔船检验时间不超过18个工作日。

二、合作社奖励。合作社入股渔户为10户的，奖励资金按渔船造价的12%安排；20户的为15%；30户的为18%。

三、渔民养老津贴。具有云岭省户籍的老年渔民，按月领取养老津贴。70至79周岁每人每月60元，80至89周岁每人每月110元，90周岁以上每人每月300元。2023年省财政安排养老津贴资金1.4亿元。

四、船长补助。高级船长首次在云岭登船给予9万元补助，中级船长4万元，初级船长2万元。

五、造船贷款。签订2年以上用工合同的造船企业，可以申请造船贷款，每家企业不超过800万元。贷款期限由不超过6年调整为不超过10年。

六、监测录像。渔港监测录像资料保存期不少于120日。

七、跟船见习。学员跟船见习满2个月的，按照每月1800元发放见习津贴，最长8个月。

八、岗位。“四渔两会”计划招募520名。

九、缴费。渔业公司缴费比例为14%，目前低于14%的限期过渡；渔民缴费比例为6%。

十、罚款。往渔港倒垃圾的，处700元以上6000元以下的罚款。

云岭省人民政府办公室
2023年3月1日
"""


def first_line(answer: Answer) -> str:
    return answer.text.splitlines()[0]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("classes")
    source = Path(folder / "渔船.txt")
    source.write_text(TEXT, encoding="utf-8")
    settings = Settings(data_dir=folder / "data")
    assert not build_pipeline(settings).ingest([source]).failed
    built = build_assistant(settings)
    yield built
    built.close()


@pytest.mark.parametrize(
    ("question", "given", "others"),
    [
        ("一类渔船和三类渔船检验各要几天？", ["4个工作日", "18个工作日"], ["9个工作日"]),
        ("合作社有30户渔户入股，奖励资金比例是多少？", ["18%"], ["12%", "15%"]),
        ("云岭的渔民七十多岁，养老津贴一个月多少？", ["60元"], ["110元", "1.4亿元"]),
        ("85岁的渔民养老津贴每月多少钱？", ["110元"], ["300元", "1.4亿元"]),
        ("中级船长登船补助多少钱？", ["4万元"], ["9万元", "2万元"]),
    ],
)
def test_the_class_that_the_question_names_chooses_the_figure(assistant, question, given, others):
    said = assistant.ask(question).text.split("出处")[0]
    assert all(figure in said for figure in given)
    assert not any(figure in said for figure in others)


def test_a_figure_whose_part_names_but_its_class_is_described_by_it(assistant):
    assert "80至89周岁" in assistant.ask("85岁的渔民养老津贴每月多少钱？").text


def test_after_a_change_the_new_value_is_not_left_out(assistant):
    said = first_line(assistant.ask("造船贷款最长能贷几年？"))
    assert "10年" in said
    assert not said.startswith("不超过6年")


def test_both_ends_of_a_fine_are_given(assistant):
    said = assistant.ask("往渔港倒垃圾罚多少？").text
    assert "700元" in said
    assert "6000元" in said


def test_before_and_after_a_change_both_values_are_given(assistant):
    said = assistant.ask("造船贷款期限调整前后分别是几年？").text
    assert "6年" in said
    assert "10年" in said


def test_a_question_for_a_sum_is_not_answered_with_a_length_of_time(assistant):
    assert assistant.ask("造船企业最多能贷多少？").text.startswith("不超过800万元")


def test_a_length_of_keeping_answers_how_long(assistant):
    assert "120日" in assistant.ask("渔港监测录像要保存多久？").text


def test_the_condition_of_a_payment_is_not_its_limit(assistant):
    said = assistant.ask("学员跟船见习最多给几个月津贴？").text.splitlines()[0]
    assert said.startswith("8个月")


def test_a_name_that_is_cut_into_no_words_is_found_beside_its_figure(assistant):
    assert assistant.ask("四渔两会招多少人？").text.startswith("520名")


def test_two_parties_asked_at_once_each_get_their_own_figure(assistant):
    said = assistant.ask("渔业公司和渔民各缴百分之几？").text
    assert "14%（" in said
    assert "6%（" in said
