"""Figures of tables by row and column, on invented documents whose tables are set in several ways."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.build import build_assistant
from ingest.build import build_pipeline
from settings import Settings

PLAN = """关于印发湖区水利发展规划的通知
湖政发〔2022〕8号
各县人民政府：
现将湖区水利发展规划印发给你们，请认真组织实施，年底前报送进展。
一、总体要求
到2025年，水利设施更加完善，农村供水得到保障，群众用水更加方便。
湖区水利主要指标
领域
指标
2020年
2025年
农村供水
村镇自来水普及率
≥80%
≥92%
集中式水厂水质达标率
85%
95%
灌溉排涝
高效节水灌溉面积占灌溉总面积比例
30%
45%
标准化泵站座数
60座
110座
注：普及率以户籍人口计算。
二、资金安排
省财政按照下表安排奖补资金。

奖补标准表（单位：万元／座）

类别　　　　　　山区县　　平原县
小型水库　　　　120　　　80
提水泵站　　　　45　　　　30
水闸、涵洞　　　12　　　　9

三、保障措施
各县要加强领导，每季度检查1次小型水库的安全。
湖区人民政府
2022年3月1日
"""
MACHINES = """关于公布清淤机械补贴额的通知
湖水办〔2022〕3号
各县水利局：
现将清淤机械最高补贴额公布如下，请严格执行，不得突破。
序号    机械名称        分档              最高补贴额（元）   备注
1       绞吸式挖泥船    舱容200方以上     96000              凭发票
2       绞吸式挖泥船    舱容200方以下     52000              凭发票
3       水陆两栖挖掘机  履带式            38000
4       割草船          自走，双体        17500              现场核验
湖区水利局
2022年5月6日
"""
ROADS = """关于印发农村公路补助办法的通知
岭交规〔2022〕6号
各市交通运输局：
现将农村公路补助办法印发给你们，请遵照执行。
一、补助标准
新建和改建农村公路按照下列标准补助：
表1　农村公路建设补助标准
单位：万元/公里
公路类别\t新建\t\t改建\t
\t山区\t坝区\t山区\t坝区
县道\t120\t95\t70\t55
乡道\t80\t62\t48\t36
村道\t45\t30\t25\t18
注：边境县在上述标准上提高20%。
二、建设任务
各市建设任务：
地区\t2021年（公里）\t2022年（公里）
东河市\t320\t410
西河市\t280\t300
三、示范名额
各市示范乡镇名额：
地区\t示范乡镇（个）\t奖补资金
东河市\t12\t600
西河市\t9\t450
四、事故分级
事故等级\t死亡人数\t重伤人数
重大事故\t10人以上30人以下\t50人以上100人以下
较大事故\t3人以上10人以下\t10人以上50人以下
五、目标
指标\t2021年\t2025年\t属性
农村公路优良率\t70%\t85%\t约束性
路长制覆盖率\t60%\t100%\t预期性
渡口改造率\t20%\t90%\t约束性
六、养护
等级评定后的公路养护：
等级\t日常补助（元/公里）\t养护责任单位
优\t12000\t县公路局
差\t5000\t乡人民政府
"""
NOTE = "注：普及率以户籍人口计算。"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("table_figures")
    (folder / "plan.txt").write_text(PLAN, "utf-8")
    (folder / "machines.txt").write_text(MACHINES, "utf-8")
    (folder / "roads.txt").write_text(ROADS, "utf-8")
    settings = Settings(data_dir=folder / "data")
    assert (
        not build_pipeline(settings)
        .ingest([folder / f"{x}.txt" for x in ("plan", "machines", "roads")])
        .failed
    )
    built = build_assistant(settings)
    yield built
    built.close()


def figures(answer: Answer) -> list[str]:
    return [line.split("[")[0] for line in answer.text.split("\n") if not line.startswith("出处")]


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("2025年村镇自来水普及率要达到多少", ["村镇自来水普及率：2025年 ≥92%", NOTE]),
        ("水质达标率2025年目标", ["集中式水厂水质达标率：2025年 95%"]),
        (
            "节水灌溉面积占比2020年和2025年分别是多少",
            [f"高效节水灌溉面积占灌溉总面积比例：{x}" for x in ("2020年 30%", "2025年 45%")],
        ),
        (
            "2025年自来水普及率和水质达标率各是多少",
            ["村镇自来水普及率：2025年 ≥92%", "集中式水厂水质达标率：2025年 95%", NOTE],
        ),
        ("平原县小型水库奖补标准", ["小型水库：平原县 80万元／座"]),
        ("涵洞在山区县奖补多少", ["水闸、涵洞：山区县 12万元／座"]),
        (
            "提水泵站的奖补标准是多少",
            ["提水泵站：山区县 45万元／座", "提水泵站：平原县 30万元／座"],
        ),
        ("割草船最高补多少", ["割草船 自走，双体：最高补贴额（元） 17500", "备注：现场核验"]),
        ("水陆两栖挖掘机补贴额", ["水陆两栖挖掘机 履带式：最高补贴额（元） 38000"]),
    ],
)  # fmt: skip
def test_a_figure_is_found_by_its_row_and_column(
    assistant: Assistant, question: str, lines: list[str]
) -> None:
    answer = assistant.ask(question)
    assert figures(answer) == lines
    assert all(
        any(value in c.quote for c in answer.citations) for value in ("：" and lines[0].split()[-1][:2],)
    )


@pytest.mark.parametrize(
    "question",
    [
        "2030年村镇自来水普及率要达到多少",
        "城市自来水普及率2025年是多少",
        "割草船要买几台",
        "海岛县小型水库奖补多少",
        "水陆两栖挖掘机的油耗是多少",
    ],
)
def test_what_no_row_or_column_says_is_no_figure_of_a_table(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "not_found" or not any(
        x in answer.text.split("\n")[0] for x in ("92%", "95%", "17500", "38000", "120", "80")
    )


def test_two_rows_that_fit_alike_are_both_shown(assistant: Assistant) -> None:
    answer = assistant.ask("绞吸式挖泥船最高补贴额是多少")
    assert [line.split()[-1] for line in figures(answer)[:2]] == ["96000", "52000"]


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("山区新建县道每公里补助多少", "县道：新建山区 120万元/公里"),
        ("改建村道坝区补助多少", "村道：改建坝区 18万元/公里"),
        ("东河市2022年建设任务多少公里", "东河市：2022年（公里） 410"),
        ("新建乡道坝区每公里补助62万元，对吗", "相符。乡道：新建坝区 62万元/公里"),
        ("新建乡道坝区每公里补助60万元，对吗", "不符。乡道：新建坝区 62万元/公里"),
        ("较大事故死亡多少人", "较大事故：死亡人数 3人以上10人以下"),
    ],
)
def test_names_of_columns_in_two_rows_are_read_together(
    assistant: Assistant, question: str, line: str
) -> None:
    assert figures(assistant.ask(question))[0] == line


def test_a_note_that_holds_for_all_figures_stands_beside_the_one_asked_for(assistant: Assistant) -> None:
    assert "边境县在上述标准上提高20%" in assistant.ask("改建乡道山区补助多少").text


def test_rows_are_listed_by_a_value(assistant: Assistant) -> None:
    answer = assistant.ask("约束性指标有哪些")
    assert figures(answer) == ["共2项：", "- 农村公路优良率", "- 渡口改造率"]


def test_of_a_table_no_row_answers_that_the_question_does_not_name(assistant: Assistant) -> None:
    answer = assistant.ask("等级为差的公路由谁养护")
    assert "县公路局" not in answer.text.split("\n")[0]


def test_a_sentence_that_is_asked_for_is_not_hidden_by_a_row(assistant: Assistant) -> None:
    assert "每季度" in assistant.ask("小型水库多久检查一次安全").text


def test_a_stated_figure_is_judged_by_its_row_and_column(assistant: Assistant) -> None:
    assert assistant.ask("核对：2025年村镇自来水普及率达到95%").text.startswith(
        "不符。村镇自来水普及率：2025年 ≥92%"
    )
    assert assistant.ask("2020年集中式水厂水质达标率是85%，对吗").text.startswith("相符。")
    assert not assistant.ask("2030年集中式水厂水质达标率是85%，对吗").text.startswith(("相符。", "不符。"))


def test_the_year_tells_two_tables_apart(assistant: Assistant) -> None:
    assert figures(assistant.ask("2020年泵站有多少座")) == ["标准化泵站座数：2020年 60座"]


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("农村公路优良率属于约束性指标，对吗", "相符"),
        ("路长制覆盖率是约束性指标，对吗", "不符"),
    ],
)
def test_the_kind_of_a_target_is_judged_by_its_column(
    assistant: Assistant, question: str, verdict: str
) -> None:
    assert assistant.ask(question).text.startswith(verdict)


def test_of_a_denied_kind_there_is_no_verdict_of_its_opposite(assistant: Assistant) -> None:
    assert not assistant.ask("路长制覆盖率不属于约束性指标，对吗").text.startswith("不符")
