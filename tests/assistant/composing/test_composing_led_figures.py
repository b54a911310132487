"""Fines in the lead of an article for its items, terms of a pilot, what comes every year, and another compound's sum."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Turn
from assistant.assistant import Assistant
from assistant.build import build_assistant
from ingest.build import build_pipeline
from settings import Settings

TEXT = """云岭省人民政府关于印发云岭省渔港管理办法的通知

云政发〔2023〕12号

各市人民政府：

第一条 开展渔港综合改革试点，试点期限为自批复之日起3年。渔港改革于2019年5月启动，2021年6月总结。

第二条 渔港经营企业自2024年起于每年4月30日前向社会公布上一年度渔港污水处理情况。

第三条 各市自本办法印发之日起半年内编制渔港岸线目录，并向社会公布。被列入失信名单的渔船，两年内不得申请泊位。

第四条 渔港示范区建设期限自批复之日起至2027年10月31日止。

第五条 渔港维护补助资金由省财政安排，实行因素法分配。

第六条 2022年，省财政安排渔船更新补助资金7亿元，支持更新渔船900艘。

第七条 有下列情形之一的，由渔业主管部门责令限期改正；逾期不改正的，对单位处3万元以上6万元以下的罚款，对主要负责人处1万元以上2万元以下的罚款：

（一）未建立泊位台账的；

（二）扣留渔民船员证书的。

第八条 有下列情形之一的，由渔业主管部门处7万元以上9万元以下的罚款：

（一）未设置消防栓的；

（二）向渔港倾倒建筑垃圾的。

云岭省人民政府
2023年5月8日
"""


@pytest.fixture(scope="module")
def assistant(notice_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Beside the notice, so that words have the weight that they have in a library."""
    folder = tmp_path_factory.mktemp("led")
    shutil.copytree(notice_settings.data_dir, folder / "data")
    source = Path(folder / "渔港.txt")
    source.write_text(TEXT, encoding="utf-8")
    settings = Settings(data_dir=folder / "data")
    assert not build_pipeline(settings).ingest([source]).failed
    built = build_assistant(settings)
    yield built
    built.close()


@pytest.mark.parametrize(
    ("question", "given", "not_given"),
    [
        ("没建立泊位台账，对单位罚款多少", ["3万元以上6万元以下"], ["1万元以上", "7万元"]),
        ("扣留船员证书逾期不改，对主要负责人罚多少", ["1万元以上2万元以下"], ["3万元以上", "7万元"]),
        (
            "扣留船员证书，对单位和主要负责人分别罚款多少",
            ["3万元以上6万元以下", "1万元以上2万元以下"],
            ["7万元"],
        ),
        ("向渔港倾倒建筑垃圾罚多少钱", ["7万元以上9万元以下"], ["3万元以上"]),
    ],
)
def test_the_fine_of_an_item_is_the_one_in_the_lead_of_its_article(assistant, question, given, not_given):
    answer = assistant.ask(question)
    assert answer.status == "answered"
    shown = answer.text
    assert all(words in shown for words in given)
    assert not any(words in shown for words in not_given)


@pytest.mark.parametrize("question", ["扣留船员工资罚款多少", "未设置救生圈罚款多少"])
def test_what_no_item_names_has_no_fine(assistant, question):
    assert assistant.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("渔港综合改革试点期限几年", "自批复之日起3年"),
        ("渔港示范区建设到哪天为止", "2027年10月31日止"),
        ("渔港岸线目录要多长时间内编出来", "半年内编制"),
        ("渔船被列入失信名单，多久不得申请泊位", "两年内不得"),
        ("渔港经营企业每年什么时候公布上一年度污水处理情况", "每年4月30日前"),
    ],
)
def test_how_long_and_until_when_are_told_by_the_sentence_that_lays_it_down(assistant, question, words):
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert words in answer.text.splitlines()[0]


def test_a_sum_of_another_fund_is_refused_where_the_documents_know_both(assistant):
    assert "7亿元" in assistant.ask("2022年省财政安排渔船更新补助资金多少").text
    answer = assistant.ask("2022年省财政安排渔港维护补助资金多少")
    assert answer.status == "not_found"
    assert "7亿元" not in answer.text


def test_a_further_question_with_a_topic_of_its_own_leaves_the_clause_before(assistant):
    first = "渔船被列入失信名单，多久不得申请泊位"
    history = [Turn("user", first), Turn("assistant", assistant.ask(first).text)]
    answer = assistant.ask("渔港改革试点期限几年", history)
    assert "自批复之日起3年" in answer.text
    assert "两年内" not in answer.text
