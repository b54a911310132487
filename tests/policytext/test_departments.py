"""Departments in running text, and the full names that short ones mean."""

from __future__ import annotations

import pytest

from policytext.departments import find_departments, local_name, own_name, resolve_department, same_department

PROVINCE = [
    "省教育厅",
    "省卫生计生委",
    "省中医药局",
    "省人力资源社会保障厅",
    "省文化厅",
    "省新闻出版广电局",
    "省体育局",
    "省交通运输厅",
    "省司法厅",
    "省安全监管局",
    "省民政厅",
    "省残联",
    "省住房城乡建设厅",
    "省环境保护厅",
    "省经济信息化委",
    "省林业厅",
]
STATE = [
    "人力资源社会保障部",
    "住房城乡建设部",
    "工业和信息化部",
    "发展改革委",
    "人民银行",
    "教育部",
    "银保监会",
    "知识产权局",
    "全国总工会",
    "税务总局",
]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("人社厅", "省人力资源社会保障厅"),
        ("省人社厅", "省人力资源社会保障厅"),
        ("住建厅", "省住房城乡建设厅"),
        ("卫计委", "省卫生计生委"),
        ("经信委", "省经济信息化委"),
        ("安监局", "省安全监管局"),
        ("环保厅", "省环境保护厅"),
        ("交通厅", "省交通运输厅"),
        ("广电局", "省新闻出版广电局"),
        ("广东省民政厅", "省民政厅"),
        ("民政", "省民政厅"),
        ("林业部门", "省林业厅"),
        ("环保部门", "省环境保护厅"),
        ("省残疾人联合会", "省残联"),
        ("Department of Civil Affairs", "省民政厅"),
        ("the human resources department", "省人力资源社会保障厅"),
    ],
)
def test_a_short_name_finds_the_full_one(short: str, full: str) -> None:
    assert resolve_department(short, PROVINCE) == [full]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("人社部", "人力资源社会保障部"),
        ("住建部", "住房城乡建设部"),
        ("工信部", "工业和信息化部"),
        ("发改委", "发展改革委"),
        ("国家发展改革委", "发展改革委"),
        ("央行", "人民银行"),
        ("中国银保监会", "银保监会"),
        ("工会", "全国总工会"),
        ("国家税务总局", "税务总局"),
    ],
)
def test_short_names_of_ministries(short: str, full: str) -> None:
    assert resolve_department(short, STATE) == [full]


@pytest.mark.parametrize(
    "name", ["省发展改革委", "教育厅长", "财政厅", "水利局", "省公安厅", "部门", "天气", ""]
)
def test_nothing_is_found_where_nothing_fits(name: str) -> None:
    assert resolve_department(name, ["发展改革委", "教育部", "省林业厅", "国家统计局"]) == []


def test_the_level_and_the_kind_of_an_office_keep_departments_apart() -> None:
    assert not same_department("省教育厅", "教育部")
    assert not same_department("省发展改革委", "国家发展改革委")
    assert same_department("国家发展和改革委员会", "国家发展改革委")
    assert same_department("卫健委", "国家卫生健康委员会")


def test_all_departments_of_a_question_in_their_order() -> None:
    assert resolve_department("是环保厅还是住建厅负责？", PROVINCE) == ["省住房城乡建设厅", "省环境保护厅"]
    assert resolve_department("卫计委和中医药局一起管什么", PROVINCE) == ["省卫生计生委", "省中医药局"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("由教育厅负责吗？", ["教育厅"]),
        ("省财政厅会同省直有关部门启动修编", ["省财政厅"]),
        ("国家医保局、国家卫生健康委、国家药监局组成", ["国家医保局", "国家卫生健康委", "国家药监局"]),
        ("工业和信息化部、文化和旅游部印发", ["工业和信息化部", "文化和旅游部"]),
        ("深圳市教育局、市场监管总局", ["深圳市教育局", "市场监管总局"]),
        ("本办法由国务院办公厅负责解释", ["国务院办公厅"]),
    ],
)
def test_departments_in_running_text(text: str, names: list[str]) -> None:
    mentions = find_departments(text)
    assert [m.name for m in mentions] == names
    assert all(text[m.start : m.end] == m.name for m in mentions)


@pytest.mark.parametrize(
    "text",
    [
        "教育部分内容",
        "科技部署",
        "民政办法",
        "抓住机会",
        "本科院校",
        "召开工作会议",
        "公安局面稳定",
        "教育部长出席",
        "卫生办理",
        "社会保障部分",
    ],
)
def test_words_that_only_look_like_departments(text: str) -> None:
    assert find_departments(text) == []


def test_names_of_one_department_in_several_documents_are_found_together() -> None:
    names = [
        "证监会",
        "中国证监会",
        "国家知识产权局",
        "知识产权局",
        "省教育厅",
        "广东省教育厅",
        "省知识产权局",
    ]
    assert resolve_department("证监会", names) == ["证监会", "中国证监会"]
    assert resolve_department("知识产权局", names) == ["国家知识产权局", "知识产权局"]
    assert resolve_department("省教育厅", names) == ["省教育厅", "广东省教育厅"]
    assert resolve_department("省知识产权局", names) == ["省知识产权局"]
    assert resolve_department("国务院国资委", ["国资委", "省国资委"]) == ["国资委"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("宜宾市科技局", ("宜宾市", "市科技局")),
        ("四川省公安厅", ("四川省", "省公安厅")),
        ("成都残联", ("成都市", "市残联")),
        ("成都海关", (None, "成都海关")),
        ("省公安厅", (None, "省公安厅")),
    ],
)
def test_the_place_of_a_name_is_told_from_the_name_that_the_place_prints(name, expected):
    assert local_name(name) == expected


def test_a_department_of_a_government_is_one_name():
    (mention,) = find_departments("由省政府法制办审查")
    assert mention.name == "省政府法制办"
    assert same_department("省政府法制办", "省法制办")
    assert [m.name for m in find_departments("由省委宣传部负责，省委决定")] == ["省委宣传部"]


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("市监局有哪些任务", "省市场监管局"), ("市场监管局", "市场监管总局"), ("应急管理厅", "省应急厅"), ("国家医疗保障局", "医保局"),
        ("环保厅负责什么", "省生态环境厅"), ("国土部", "自然资源部"), ("团中央有哪些任务", "共青团中央"), ("共青团", "团省委"),
        ("科协有哪些任务", "中国科协"), ("总工会有哪些任务", "全国总工会"), ("证监会有哪些任务", "中国证监会"), ("中宣部", "中央宣传部"),
        ("粮储局", "粮食和储备局"), ("煤监局", "国家煤矿安监局"), ("退役军人事务部", "退役军人部"), ("供销社", "供销合作总社"),
    ],
)  # fmt: skip
def test_short_and_former_names_find_what_is_printed(asked: str, printed: str) -> None:
    assert resolve_department(asked, [printed, "省水利厅", "审计署"]) == [printed]


def test_a_former_name_means_the_body_that_bears_it_where_one_does() -> None:
    assert resolve_department("环保部", ["环境保护部", "生态环境部"]) == ["环境保护部"]


def test_departments_of_a_field_are_found_under_all_their_printed_names_before_the_offices() -> None:
    printed = ["交通部", "县级交通运输部门", "各级交通运输主管部门", "省水利厅"]
    assert resolve_department("交通部门", printed) == ["县级交通运输部门", "各级交通运输主管部门"]
    assert resolve_department("交通部门", ["省交通运输厅", "省水利厅"]) == ["省交通运输厅"]


def test_words_that_hold_the_name_of_an_association_by_chance_are_no_department() -> None:
    assert find_departments("多学科协同攻关") == []


def test_a_river_behind_a_department_is_part_of_another_name_only_when_it_follows_at_once() -> None:
    assert [m.name for m in find_departments("人社部在长江禁捕中牵头哪些事")] == ["人社部"]
    assert "水利部" not in [m.name for m in find_departments("水利部长江水利委员会")]


def test_an_office_is_found_without_the_department_that_it_belongs_to() -> None:
    printed = ["农业农村部耕地质量中心", "农业农村部信息中心"]
    assert resolve_department("耕地质量中心", printed) == ["农业农村部耕地质量中心"]
    assert own_name("农业农村部耕地质量中心") == "耕地质量中心"
    assert own_name("省教育厅") == "省教育厅"


@pytest.mark.parametrize("text", ["第二条　市渔业局不得收费", "12月31日前报市渔业局"])
def test_what_stands_before_the_level_of_a_department_is_no_place(text: str) -> None:
    assert [mention.name for mention in find_departments(text)] == ["市渔业局"]


def test_a_government_means_those_of_its_level_however_they_are_printed() -> None:
    printed = ["各省级人民政府", "各省（自治区、直辖市）", "县级以上地方人民政府", "省民政厅"]
    assert resolve_department("省级政府", printed) == ["各省级人民政府", "各省（自治区、直辖市）"]
    assert resolve_department("县级人民政府", printed) == ["县级以上地方人民政府"]
    assert resolve_department("乡镇政府", printed) == []
