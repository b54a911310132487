"""A figure by its part of the sentence: a range, some of those counted, what is done, a cap, two at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.build import build_assistant
from ingest.build import build_pipeline
from settings import Settings

TEXT = """松原省人民政府办公室关于印发松原省林区民生扶持办法的通知

松政办发〔2023〕12号

各市人民政府：

一、养老用房。新建住宅区按每百户不少于30平方米配建养老用房，与住宅同步验收；老旧住宅区按每百户不少于18平方米配建养老用房，五年内补齐。

二、机具补贴。微耕机单机补贴额不超过2万元；茶叶采摘机单机补贴额不超过7万元；烘茶机单机补贴额不超过11万元。

三、签约奖励。沿河县区：2021年底前签约的，每个协议奖励900万元；2022年至2023年签约的，奖励500万元。

四、林场定员。林场按年采伐量核定护林定员：

（一）年采伐量3万立方米以下的，重点火险林场不得少于20人，其他林场不得少于12人；

（二）年采伐量3万立方米及以上至8万立方米以下的，重点火险林场不得少于45人，其他林场不得少于30人；

（三）年采伐量8万立方米及以上的，重点火险林场不得少于90人，其他林场不得少于70人。

五、巡山队伍。专职巡山员不少于60人，来自本地的占比不低于50%，具有中级以上职业资格的不少于15人。

六、生态评价。林区生态评价指标体系由资源、保护、利用等4个方面的指标构成，标记星号的21个指标为省级监测指标。

七、危桥改造。全省320座林区危桥已有275座改造完毕，改造率为85.9%。

八、果蔬冷库。省级投资对单个果蔬冷库的补助不超过项目总投资的25%，且最高不超过600万元。

九、护理床位。2020年，全省护理床位4万张，护理床位占比31%。到2025年，护理床位占比达到58%以上。

十、托班。小托班（12至24个月）每班不超过14人，大托班（24至36个月）每班不超过19人。

十一、林场自评。各林场在2023年9月底前完成自评。2024年起，每年2月底前完成自评。

十二、滥伐处罚。滥伐林木的，处1000元以上8000元以下的罚款。

十三、林火响应

（一）二级响应

林火造成死亡10人以上、30人以下的，启动二级响应。

（二）三级响应

林火造成死亡3人以上、10人以下的，启动三级响应。

十四、购车补助。农户购置农用车，车价10万元至20万元的补助1500元，20万元以上的补助3500元。

松原省人民政府办公室
2023年3月1日
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("parts")
    source = Path(folder / "林区.txt")
    source.write_text(TEXT, encoding="utf-8")
    settings = Settings(data_dir=folder / "data")
    assert not build_pipeline(settings).ingest([source]).failed
    built = build_assistant(settings)
    yield built
    built.close()


def said(assistant: Assistant, question: str) -> str:
    return assistant.ask(question).text.split("出处")[0]


@pytest.mark.parametrize(
    ("question", "given", "others"),
    [
        ("新建住宅区每百户要配建多大面积的养老用房？", "30平方米", "18平方米"),
        ("茶叶采摘机单机补贴上限", "7万元", "11万元"),
        ("沿河县区2022年签约的每个协议奖多少？", "500万元", "900万元"),
        ("小托班每班最多几人？", "14人", "19人"),
    ],
)
def test_the_statement_that_names_the_thing_gives_the_figure(assistant, question, given, others):
    answer = said(assistant, question)
    assert given in answer
    assert others not in answer


def test_a_number_falls_into_its_range_and_the_plain_case_is_the_other_one(assistant):
    answer = said(assistant, "年采伐量5万立方米的普通林场护林定员至少多少人？")
    assert "30人" in answer
    assert not any(figure in answer for figure in ("12人", "45人", "70人", "90人"))


def test_a_sum_falls_into_its_range_of_sums(assistant):
    answer = said(assistant, "农户买15万的农用车能补助多少钱？")
    assert answer.startswith("1500元")
    assert "3500元" not in answer


def test_some_of_those_counted_are_asked_for_by_what_tells_them(assistant):
    answer = said(assistant, "有中级以上职业资格的巡山员至少几人？")
    assert "15人" in answer
    assert "60人" not in answer
    assert "60人" in said(assistant, "专职巡山员至少几人？")


def test_a_count_of_aspects_is_no_count_of_what_has_them(assistant):
    answer = said(assistant, "林区生态评价省级监测指标有几个？")
    assert "21个" in answer
    assert "4个" not in answer


def test_what_is_done_is_told_from_all_of_them(assistant):
    assert said(assistant, "省里改造了多少座林区危桥？").startswith("275座")
    assert "320" in said(assistant, "全省林区危桥一共有多少座？")


def test_what_is_left_is_not_answered_by_what_is_done(assistant):
    assert not said(assistant, "林区危桥还有多少座没改造？").startswith(("275座", "320座"))


def test_a_share_is_given_with_the_sum_that_caps_it(assistant):
    answer = said(assistant, "单个果蔬冷库能补助多少？")
    assert "25%" in answer
    assert "600万元" in answer


def test_two_years_of_a_share_are_both_given_each_with_its_year(assistant):
    answer = said(assistant, "护理床位占比2020年和2025年目标")
    assert "2020年：31%" in answer
    assert "2025年：58%以上" in answer


def test_a_deadline_and_that_of_every_later_year_are_both_given(assistant):
    answer = said(assistant, "林场自评2023年要求几月底前做完，往后每年又是几月底前？")
    assert "9月底前" in answer
    assert "2月底前" in answer


def test_the_two_ends_of_a_range_are_printed_as_one(assistant):
    assert said(assistant, "滥伐林木罚款多少？").startswith("1000元以上8000元以下")


def test_two_grades_at_once_each_stand_with_their_heading(assistant):
    answer = assistant.ask("二级响应和三级响应的死亡人数分别是多少？").text
    assert "10人以上、30人以下" in answer
    assert "3人以上、10人以下" in answer


def test_one_of_two_things_found_says_so(assistant):
    answer = assistant.ask("小托班每班人数和午睡室面积分别是多少？")
    if answer.status == "answered":
        assert "14人" in answer.text
        assert any("只找到" in note for note in answer.notes)
