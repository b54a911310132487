"""One figure beside the others of its sentence: the word, the year, the measure and the class that tell which is meant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.build import build_assistant
from ingest.build import build_pipeline
from settings import Settings

TEXT = """国务院办公厅关于加强海岛供冷节能和渔村康养工作的通知

国办发〔2031〕71号

各省、自治区、直辖市人民政府：

一、供冷目标。2026年至2029年，沿海地区累计完成供冷节能改造12.6亿平方米，其中2026年2.1亿平方米、2027年2.8亿平方米、2028年3.6亿平方米、2029年4.1亿平方米。2029年，供冷系统平均冷损失率较2025年降低4.2个百分点，单位面积供冷能耗较2025年下降13.5%。到2032年，供冷管网冷损失率降至12%以下，其中一级管网降至5%以下，二级管网降至15%以下；供冷系统综合利用系数提高到0.72以上；港口昼间达标率达到93%以上，夜间达标率达到78%以上。

二、供冷价格。居民供冷价格按面积计收的，每平方米不超过24元。非居民供冷价格每平方米不超过38元。停冷用户基本冷费不超过全额冷费的20%。

三、报修。接到用户报修后30分钟内响应，一般故障4小时内到达现场。温度不达标且超过24小时未恢复的，按日退还冷费的50%；超过48小时未恢复的，按日全额退还冷费。

四、试点。试点海岛供冷改造面积计划完成1.8亿平方米，截至9月底实际完成1.35亿平方米。2031年安排供冷补助资金120亿元，比上年多安排20亿元。

五、康养训练。0至3岁渔村儿童每天训练不少于1小时，4至6岁渔村儿童每天训练不少于2小时。线上训练时间小学不超过20分钟，初中不超过30分钟，高中不超过40分钟。

六、渔村救助。视力残疾渔民每人每年1.2万元，听力残疾渔民每人每年1.6万元，肢体残疾渔民每人每年1.8万元。

七、渔民津贴。渔民高龄津贴标准，80至89周岁每人每月不低于100元，90至99周岁每人每月不低于200元。

八、缴费。灵活就业渔民缴费基数下限为全省平均工资的60%，上限为300%。

国务院办公厅
2031年3月1日
"""


def first_lines(answer: Answer) -> str:
    return "\n".join(line for line in answer.text.splitlines() if not line.startswith("出处"))


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("contrast")
    (folder / "通知.txt").write_text(TEXT, encoding="utf-8")
    settings = Settings(data_dir=Path(folder) / "data")
    pipeline = build_pipeline(settings)
    pipeline.ingest([folder / "通知.txt"])
    yield build_assistant(settings)


@pytest.mark.parametrize(
    ("question", "given", "others"),
    [
        ("到2032年港口夜间达标率要达到多少", ["78%"], ["93%"]),
        ("2028年供冷节能改造了多少平方米", ["3.6亿"], ["12.6亿", "2.8亿"]),
        ("沿海地区累计完成供冷节能改造多少", ["12.6亿"], ["4.1亿"]),
        ("2029年供冷系统平均冷损失率比2025年降了多少", ["4.2个百分点"], ["13.5%"]),
        ("2029年单位面积供冷能耗较2025年下降了多少", ["13.5%"], ["平方米"]),
        ("2032年一级管网冷损失率要降到多少以下", ["5%"], ["12%", "15%"]),
        ("到2032年供冷系统综合利用系数提高到多少", ["0.72"], ["93%", "12%"]),
        ("居民供冷价格按面积每平方米最高多少元", ["24元"], ["38元"]),
        ("非居民供冷价格每平方米多少元", ["38元"], ["24元"]),
        ("停冷用户基本冷费最多交多少", ["20%"], ["元"]),
        ("报修后多少分钟内要响应", ["30分钟"], ["4小时"]),
        ("试点海岛供冷改造实际完成多少面积", ["1.35亿"], ["1.8亿"]),
        ("2031年供冷补助资金比上年多多少", ["20亿元"], ["120亿元"]),
        ("0至3岁渔村儿童每天训练不少于几小时", ["1小时"], ["2小时"]),
        ("初中生线上训练不得超过几分钟", ["30分钟"], ["20分钟", "40分钟"]),
    ],
)
def test_the_figure_that_the_words_of_the_question_tell_is_given_alone(assistant, question, given, others):
    said = first_lines(assistant.ask(question))
    assert all(figure in said for figure in given)
    assert not any(figure in said for figure in others)


def test_both_limits_are_given_each_with_what_it_limits(assistant):
    said = first_lines(assistant.ask("灵活就业渔民缴费基数的上限和下限是平均工资的多少"))
    assert "上限为300%" in said and "60%" in said
    assert "上限为300%（灵活就业渔民缴费基数下限为全省平均工资）" not in said


@pytest.mark.parametrize(
    "question",
    ["语言残疾渔民每人每年救助多少", "70岁渔民高龄津贴每月多少元", "今年对外贸易总额目标是多少万亿元"],
)
def test_a_case_that_the_document_does_not_set_out_gets_no_figure_of_another_case(assistant, question):
    assert assistant.ask(question).status == "not_found"


def test_a_refund_after_a_longer_time_is_not_answered_with_the_share_of_a_shorter_one(assistant):
    assert "全额退还" in first_lines(assistant.ask("温度不达标超过48小时退多少冷费"))
