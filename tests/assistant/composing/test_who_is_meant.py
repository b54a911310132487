"""Who answers for the very thing that is asked about, over an action plan and an emergency plan that are invented."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.build import build_assistant
from ingest.build import build_pipeline
from settings import Settings

DOCUMENTS = Path(__file__).parent / "who_documents"


@pytest.fixture(scope="module")
def told(notice_settings, tmp_path_factory):
    """The text of the answer to a question; "" for a refusal."""
    folder = tmp_path_factory.mktemp("who") / "data"
    shutil.copytree(notice_settings.data_dir, folder)
    settings = Settings(data_dir=folder)
    build_pipeline(settings).ingest([DOCUMENTS])
    assistant = build_assistant(settings)
    yield lambda question: answer.text if (answer := assistant.ask(question)).status == "answered" else ""
    assistant.close()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("野生菌采集许可谁来发", "由县级林业和草原主管部门核发"),
        ("橙色预警由谁发布", "橙色预警由国家气象中心发布"),
        ("特别重大冰冻灾害信息由哪个部门发布", "国务院新闻办会同指挥部办公室"),
        ("野生菌交易市场每月抽查由谁负责", "各地市场监管部门"),
    ],
)
def test_the_statement_on_the_thing_itself_stands_before_others_on_its_field(told, question, said):
    assert said in told(question).splitlines()[0]


def test_the_heading_that_names_the_field_leads_to_who_answers_for_all_of_it(told):
    assert told("野生菌市场监管谁牵头").startswith("由市场监管总局牵头，农业农村部、商务部参与")


def test_who_leads_a_mechanism_is_not_who_is_to_set_up_another_one(told):
    said = told("野生菌协调机制由谁牵头")
    assert "国家林草局" in said.splitlines()[0]
    assert "各省" not in said
    assert "卫生健康委等部门参加" in told("野生菌协调机制有哪些部门参加")


@pytest.mark.parametrize(
    ("question", "said"),
    [("冰冻灾害四级响应谁说了算", "办公室副主任"), ("冰冻灾害二级响应由谁决定启动", "副总指挥")],
)
def test_the_grade_that_is_asked_for_tells_who_starts_the_response(told, question, said):
    assert said in told(question).splitlines()[0]


@pytest.mark.parametrize(
    "question",
    [
        "冰冻灾害五级响应由谁启动",
        "野生菌基因库由哪个部门管理",
        "野生菌保护区巡护员的工资由谁发",
        "高温中暑一级响应由谁启动",
        "国家抗震救灾指挥部由谁任指挥长",
    ],
)
def test_a_thing_that_no_document_has_gets_no_duty_of_something_like_it(told, question):
    assert told(question) == ""


def test_a_line_that_only_names_who_answers_is_the_duty_of_the_paragraph_above_it(told):
    assert told("野生菌出口便利归谁管").startswith("由海关总署、商务部负责，税务总局配合")


def test_local_governments_are_asked_for_what_they_have_to_do_by_their_level(told):
    said = told("野生菌方案中省级人民政府负责什么")
    assert "共3项任务" in said.splitlines()[0]
    assert "督促有关企业落实主体责任" in said


def test_the_seat_of_an_office_is_checked_by_the_sentence_that_gives_it(told):
    assert told("冰冻灾害指挥部办公室设在应急管理部，对吗").startswith("相符。")


def test_an_english_question_on_who_leads_gets_the_leading_department(told):
    assert told("Which department leads the market supervision of wild fungi?").startswith(
        "由市场监管总局牵头"
    )
