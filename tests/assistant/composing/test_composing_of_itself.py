"""What documents say of themselves, items that a sentence leads to, grades and batches, the country and a province,
questions of two parts: over invented documents of four kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.build import build_assistant
from ingest.build import build_pipeline
from settings import Settings

DOCUMENTS = Path(__file__).parent / "of_itself"
Tell = Callable[[str], Answer]


@pytest.fixture(scope="module")
def tell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tell]:
    folder = tmp_path_factory.mktemp("of_itself")
    settings = Settings(data_dir=folder / "data")
    assert not build_pipeline(settings).ingest([DOCUMENTS]).failed
    built: Assistant = build_assistant(settings)
    yield built.ask
    built.close()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("老年助餐服务机构运营补助管理办法什么时候施行", ["自2021年8月1日起施行"]),
        ("老年助餐补助办法有效期到哪天", ["有效期5年"]),
        ("老年助餐补助办法废止了哪些文件", ["社区老年食堂补助资金管理暂行办法", "民办函〔2012〕15号"]),
        ("民发〔2021〕58号由谁解释", ["由民政部会同财政部"]),
        ("民发〔2021〕58号的附件有哪些", ["补助申请表", "年度评估指标", "资金使用情况报告"]),
        ("老年助餐补助办法是根据什么制定的", ["《中华人民共和国预算法》"]),
        ("老年助餐补助办法适用于哪些机构", ["适用于中央财政补助资金支持的"]),
        ("老年助餐补助办法不适用于哪些场所", ["军队、监狱"]),
        ("助餐补助办法是哪几个部门联合发的", ["民政部 财政部 人力资源社会保障部"]),
        ("森林火灾应急预案的编制依据有哪些", ["《森林防火条例》"]),
        ("森林火灾应急预案的工作原则是什么", ["统一领导、分级负责"]),
        ("国家森林火灾应急预案是谁批准的", ["经国务院同意"]),
        ("国办发〔2023〕19号是依据什么出台的", ["关于优化生育政策"]),
    ],
)
def test_a_document_tells_of_itself_in_its_own_words(tell, question, said):
    answer = tell(question)
    assert answer.status == "answered"
    assert all(words in answer.text for words in said)


@pytest.mark.parametrize(
    "question",
    [
        "国家森林火灾应急预案的附件有哪些",
        "社区嵌入式托育服务的实施意见由谁解释",
        "国办发〔2023〕19号的适用范围是什么",
    ],
)
def test_what_a_document_does_not_say_of_itself_is_refused(tell, question):
    assert tell(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("入托家庭能享受哪些便民服务", ["弹性接送", "临时托管", "育儿指导"]),
        (
            "闲置场地哪些可以改建成社区托育设施",
            ["闲置的中小学校舍", "社区综合服务设施", "国有企事业单位闲置用房"],
        ),
        ("发布橙色预警时预警地区要做什么", ["加密巡查频次", "停止野外用火审批", "进入待命状态"]),
        ("助餐机构要公开哪些信息", ["收费标准", "每周菜谱", "投诉电话"]),
        ("前线指挥部由哪些人员组成", ["专家组", "通信保障组"]),
    ],
)
def test_whoever_leads_to_items_says_them(tell, question, items):
    text = tell(question).text
    assert all(item in text for item in items)


@pytest.mark.parametrize(
    "question", ["森林火灾五级响应怎么启动", "社区托育第二批试点城市有多少个", "社区托育第三批试点城市名单"]
)
def test_a_grade_or_batch_that_is_not_there_is_not_taken_for_another(tell, question):
    assert tell(question).status == "not_found"


def test_of_two_grades_the_one_that_is_asked_for_answers(tell):
    text = tell("森林火灾一级响应采取什么措施").text
    assert "航空消防飞机" in text
    assert "派出工作组" not in text


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("国家规定的助餐运营补助每人次多少元", "2元", "3元"),
        ("湖南的助餐运营补助每人次多少元", "3元", "2元"),
    ],
)
def test_the_rule_of_the_country_and_a_provinces_are_told_apart_by_what_the_question_names(
    tell, question, said, not_said
):
    text = tell(question).text
    assert said in text
    assert not_said not in text


def test_the_papers_of_another_procedure_are_not_those_of_the_one_applied_for(tell):
    text = tell("申请老年助餐建设补助要交什么材料").text
    assert "竣工验收报告" in text
    assert "服务台账" not in text


def test_both_parts_of_a_question_are_answered(tell):
    text = tell("按国家规定，助餐机构评估不合格要在多长时间内整改，整改期间停什么").text
    assert "60日内" in text
    assert "停止拨付补助资金" in text


def test_a_figure_that_answers_both_parts_is_not_said_again(tell):
    answer = tell("普惠托位每个补助多少，每年安排多少亿元")
    assert answer.text.count("中央财政每年安排") == 1


@pytest.mark.parametrize(
    "question", ["森林火灾指挥部成员有哪些单位", "国家森林草原防灭火指挥部由哪些部门组成"]
)
def test_the_members_of_a_body_stand_below_its_name(tell, question):
    text = tell(question).text
    assert "外交部" in text
    assert "武警部队" in text


def test_what_each_province_does_by_when_is_not_what_a_ministry_does(tell):
    text = tell("各省社区托育实施方案什么时候前制定").text
    assert "2023年12月底前" in text


def test_a_name_for_several_is_spelt_out_by_the_sentence_behind_the_heading(tell):
    assert "一律吊销备案" in tell("三个一律指的是什么").text


def test_a_reply_tells_who_asked_for_what(tell):
    text = tell("8815号建议是谁提的，建议什么").text
    assert "方文山代表" in text
    assert "乡村教师配备周转房" in text
