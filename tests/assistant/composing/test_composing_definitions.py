"""Definitions, named sets, grades, leads to lists and members of bodies, over invented documents of three kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from assistant.answer import Answer, Turn
from assistant.assistant import Assistant
from assistant.build import build_assistant
from ingest.build import build_pipeline
from settings import Settings

PLAN = """国务院办公厅关于印发国家湖泊冰情应急预案的通知

国办函〔2021〕301号

1 总则

1.1 分级标准

本预案所称湖泊冰情，是指湖泊封冻、开裂、堆冰对人员和设施造成危害的情形。

按照受困人数和封冻面积，湖泊冰情分为一般、较大、重大三个等级。

一般湖泊冰情：受困10人以下的，或者封冻面积200公顷以下的。

重大湖泊冰情：受困30人以上的，或者封冻面积900公顷以上的。

1.2 破冰设备

破冰设备是装有撞角、能够在冰面开辟航道的船艇和机具，由湖区统一调度。

1.3 工作机制

实行定人、定船、定岸段、定时限的“四定”机制。落实巡查记录、值班报告、约谈问责制度（以下统称“三项制度”）。

巡护人员要把好装备关、体检关、培训关。冰情不含风浪、雷暴、浓雾等气象灾害。

破冰用时6小时以内的为快速处置，6小时以上的为常规处置。

2 组织指挥

国家湖泊冰情指挥部总指挥由交通运输部主要负责同志担任，水利部分管负责同志担任副总指挥。

3 专项行动

（一）冰面清障行动。每年开展一次。

（二）船艇检修行动。每年开展两次。

（三）岸段巡护行动。每日开展。

3.1 岸段巡护细则

1. 白天巡护。

2. 夜间巡护。

4 附则

2009年6月1日印发的《国家湖冰灾害应急预案》同时废止。
"""

BODY = """国务院关于同意建立蜂业发展部际联席会议制度的批复

国函〔2022〕302号

农业农村部：

同意建立由农业农村部牵头的蜂业发展部际联席会议制度。撤销蜂业工作协调小组，其职能并入蜂业发展部际联席会议。

附件

蜂业发展部际联席会议制度

一、成员单位

联席会议由农业农村部、财政部、商务部3个部门组成，农业农村部为牵头单位。

二、蜂业发展部际联席会议成员名单

召 集 人：范小雨　　农业农村部部长
副召集人：沈立秋　　财政部副部长
　　　　　贺春山　　农业农村部副部长
成　　员：秦明月　　商务部副部长
"""

RULES = """湖西省灯塔修缮补助资金管理办法

湖财规〔2020〕303号

第一章 总则

第一条 为规范灯塔修缮补助资金管理，制定本办法。

第二章 申请

第二条 申请单位应当提交以下材料：

（一）修缮方案，附图纸和预算；

（二）灯塔权属证书复印件；

（三）上年度巡检记录。

第三条 补助资金与其他资金衔接：

（一）申请灯塔修缮补助资金的，不得重复享受海事补助；

（二）灯塔修缮补助资金按年结转。

第四条 有下列情形之一的，不予补助：

（一）灯塔已停用满5年的；

（二）弄虚作假骗取资金的。

属于前款第二项情形的，3年内不再受理。

第五条 补助资金可以用于下列支出：

（一）灯笼和透镜更换；

（二）塔身防渗；

（三）供电设备改造。
"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("defined")
    for name, text in (("plan", PLAN), ("body", BODY), ("rules", RULES)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    settings = Settings(data_dir=folder / "data")
    assert not build_pipeline(settings).ingest([folder]).failed
    built = build_assistant(settings)
    yield built
    built.close()


@pytest.fixture(scope="module")
def tell(reader: Assistant) -> Callable[..., Answer]:
    def tell_in_turn(*questions: str) -> Answer:
        history: list[Turn] = []
        for question in questions:
            answer = reader.ask(question, history)
            history += [Turn("user", question), Turn("assistant", answer.text)]
        return answer

    return tell_in_turn


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("湖泊冰情是什么意思", "是指湖泊封冻、开裂、堆冰"),
        ("什么叫破冰设备", "装有撞角"),
        ("重大湖泊冰情怎么界定", "重大湖泊冰情：受困30人以上的"),
        ("湖泊冰情多大算重大", "重大湖泊冰情：受困30人以上的"),
        ("什么情况算快速处置", "6小时以内的为快速处置"),
        ("“三项制度”是哪三项", "巡查记录、值班报告、约谈问责制度"),
        ("湖泊冰情的四定是哪四个", "定人、定船、定岸段、定时限"),
        ("湖泊冰情的“四个定”是哪几个", "定人、定船、定岸段、定时限"),
        ("湖泊巡护人员要把好哪几关", "装备关、体检关、培训关"),
        ("湖泊冰情预案里气象灾害指哪些", "风浪、雷暴、浓雾等气象灾害"),
        ("湖泊冰情分为几级", "分为一般、较大、重大三个等级"),
    ],
)
def test_a_definition_is_the_sentence_that_gives_it(tell, question, said):
    first = tell(question).text.splitlines()[0]
    assert said in first.replace("[1]", "")


def test_a_quoted_name_that_no_document_prints_is_not_explained(tell):
    answer = tell("“六个到岸”是指什么")
    assert answer.status == "not_found"
    assert "六个到岸" in answer.text


def test_the_next_grade_is_defined_as_the_one_before(tell):
    assert "受困10人以下" in tell("湖泊冰情多大算重大", "一般的呢").text


def test_a_grade_that_the_plan_does_not_define_is_not_taken_for_another(tell):
    assert "受困30人以上" not in tell("特别重大湖泊冰情怎么界定").text.splitlines()[0]


def test_the_members_are_those_whose_headings_are_called_so(tell):
    lines = tell("湖泊冰情应急预案有哪几大行动").text.splitlines()
    assert [line.split("）")[1].split("[")[0] for line in lines if line.startswith("- ")] == [
        "冰面清障行动",
        "船艇检修行动",
        "岸段巡护行动",
    ]


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("申请灯塔修缮补助要带什么材料", ("修缮方案，附图纸和预算", "权属证书", "巡检记录")),
        ("哪些情况不给灯塔修缮补助", ("停用满5年", "弄虚作假")),
        ("灯塔修缮补助资金可以花在哪些方面", ("透镜更换", "塔身防渗", "供电设备改造")),
    ],
)
def test_the_article_that_leads_to_what_is_asked_is_listed_whole(tell, question, items):
    listed = [line for line in tell(question).text.splitlines() if line.startswith("- ")]
    assert len(listed) == len(items)
    assert all(item in line for item, line in zip(items, listed, strict=True))


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        (("蜂业发展部际联席会议的副召集人是哪两位",), "沈立秋 财政部副部长；贺春山 农业农村部副部长"),
        (("蜂业发展部际联席会议设几名副召集人", "分别是谁"), "沈立秋 财政部副部长；贺春山 农业农村部副部长"),
        (("商务部谁参加蜂业联席会议",), "秦明月 商务部副部长"),
        (("国家湖泊冰情指挥部的总指挥由谁担任",), "由交通运输部主要负责同志担任"),
        (("蜂业联席会议有几个单位，都有谁",), "农业农村部、财政部、商务部3个部门"),
    ],
)
def test_members_are_those_of_the_body_that_is_named(tell, questions, said):
    assert said in tell(*questions).text


@pytest.mark.parametrize(
    "question",
    [
        "家禽发展部际联席会议的召集人是谁",
        "家禽发展部际联席会议的成员单位有哪些",
        "水利部谁参加蜂业联席会议",
    ],
)
def test_the_members_of_another_body_are_no_answer(tell, question):
    assert tell(question).status == "not_found"


def test_an_older_document_is_repealed_by_the_newer_one(tell):
    assert "同时废止" in tell("2009年的那个湖冰灾害预案还有效吗").text


def test_an_abolished_body_is_told_of(tell):
    assert "撤销蜂业工作协调小组" in tell("以前的蜂业工作协调小组还在吗").text
