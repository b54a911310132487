"""The words that say who answers for something."""

from __future__ import annotations

import pytest

from policytext.duties import find_duties


def named(text: str) -> list[list[tuple[str, str]]]:
    duties = find_duties(text)
    for duty in duties:
        assert all(text[d.start : d.end] == d.name for d in duty.departments)
    return [[(d.name, d.role) for d in duty.departments] for duty in duties]


def test_brackets_with_a_label_list_all_departments_in_order() -> None:
    assert named("推进。（负责部门：省卫生计生委、省中医药局）") == [
        [("省卫生计生委", "responsible"), ("省中医药局", "responsible")]
    ]
    assert named("推进。(负责部门:省教育厅)") == [[("省教育厅", "responsible")]]


def test_the_scope_is_kept_apart_from_the_departments() -> None:
    (duty,) = find_duties(
        "试点。（负责部门：邮政局、中国铁路总公司；适用范围：重庆自贸试验区，以下除标注外均为所有自贸试验区）"
    )
    assert [d.name for d in duty.departments] == ["邮政局", "中国铁路总公司"]
    assert duty.scope == "重庆自贸试验区"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "（教育部牵头，财政部、工业和信息化部配合）",
            [("教育部", "lead"), ("财政部", "support"), ("工业和信息化部", "support")],
        ),
        ("（国家发展改革委会同有关部门负责）", [("国家发展改革委", "lead"), ("有关部门", "support")]),
        (
            "（人力资源社会保障部、税务总局，各省级人民政府按职责分工负责）",
            [
                ("人力资源社会保障部", "responsible"),
                ("税务总局", "responsible"),
                ("各省级人民政府", "responsible"),
            ],
        ),
        (
            "（商务部、粮食和储备局、供销合作总社等和各有关省级人民政府负责）",
            [
                ("商务部", "responsible"),
                ("粮食和储备局", "responsible"),
                ("供销合作总社", "responsible"),
                ("各有关省级人民政府", "responsible"),
            ],
        ),
        ("（财政部、教育部等有关部门和单位负责）", [("财政部", "responsible"), ("教育部", "responsible")]),
        (
            "（各有关部门和单位，各省级人民政府按职责分工负责）",
            [("各有关部门和单位", "responsible"), ("各省级人民政府", "responsible")],
        ),
        (
            "（省发展改革委牵头，省财政厅按职责分工负责，2020年底前完成）",
            [("省发展改革委", "lead"), ("省财政厅", "responsible")],
        ),
        ("部门分工：教育部牵头，财政部配合。", [("教育部", "lead"), ("财政部", "support")]),
        (
            "责任单位：省文化和旅游厅、各地级以上市人民政府",
            [("省文化和旅游厅", "responsible"), ("各地级以上市人民政府", "responsible")],
        ),
        (
            "牵头单位：市住建局\n配合单位：市财政局 市城管局\n",
            [("市住建局", "lead"), ("市财政局", "support"), ("市城管局", "support")],
        ),
        (
            "牵头单位：市住建局；配合单位：市财政局/市城管局",
            [("市住建局", "lead"), ("市财政局", "support"), ("市城管局", "support")],
        ),
        ("具体办法由国务院税务主管部门制定。", [("国务院税务主管部门", "responsible")]),
        ("方案由国家发展改革委会同财政部提出。", [("国家发展改革委", "lead"), ("财政部", "support")]),
        ("国务院教育行政部门主管全国工作。", [("国务院教育行政部门", "responsible")]),
        ("公安部负责维护供应场所的治安秩序。", [("公安部", "responsible")]),
        ("本预案由国务院办公厅负责解释。", [("国务院办公厅", "responsible")]),
        ("成员由三个部门组成，教育部为牵头单位。", [("教育部", "lead")]),
    ],
)
def test_roles_come_from_labels_and_verbs(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == [expected]


@pytest.mark.parametrize("rule", ["列第一位者为牵头单位，下同", "排在第一位的部门为牵头部门，下同"])
def test_the_rule_that_the_first_one_leads(rule: str) -> None:
    (duty,) = find_duties(f"推进。（人力资源社会保障部、财政部负责。{rule}）")
    assert duty.first_leads_rule
    assert [(d.name, d.role) for d in duty.departments] == [
        ("人力资源社会保障部", "lead"),
        ("财政部", "responsible"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "储备（含食用油，下同）",
        "单位主要负责人要亲自抓",
        "（以下简称领导小组，负责统筹）",
        "行政执法机关对本机关作出的决定负责。",
        "由国务院领导同志牵头负责的联席会议制度",
        "省财政厅会同省直有关部门进行了总结。",
    ],
)
def test_words_of_responsibility_without_a_department_are_no_duty(text: str) -> None:
    assert named(text) == []


def stated(text: str) -> list[tuple[list[str], str]]:
    """Who acts and the words that say so, of each statement in running text."""
    return [([d.name for d in duty.departments], text[duty.start : duty.end]) for duty in find_duties(text)]


def test_each_statement_of_a_division_of_labour_is_a_duty_of_its_own() -> None:
    text = "水利部门负责河道清淤；林业部门负责护岸造林，财政部门负责资金筹集，每年考核一次。"
    assert stated(text) == [
        (["水利部门"], "水利部门负责河道清淤；"),
        (["林业部门"], "林业部门负责护岸造林"),
        (["财政部门"], "财政部门负责资金筹集，每年考核一次。"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("东江粮食储备总公司负责储备粮轮换计划的执行。", ["东江粮食储备总公司"]),
        ("日常工作由青州市公共资源事务管理所承担。", ["青州市公共资源事务管理所"]),
        ("地方各级人民政府办公厅（室）是本地区热线工作的主管单位。", ["地方各级人民政府办公厅（室）"]),
        ("在领导小组指导下，东海省委和省政府要切实履行主体责任，抓好落实。", ["东海省委", "省政府"]),
        ("县级人民政府对本地区河道管护负总责。", ["县级人民政府"]),
        ("省医疗保障局负责制度设计。", ["省医疗保障局"]),
        ("资质由省级价格主管部门核定。", ["省级价格主管部门"]),
    ],
)
def test_who_acts_is_found_in_running_text(text: str, names: list[str]) -> None:
    assert [found for found, _ in stated(text)] == [names]


@pytest.mark.parametrize(
    "text", ["本办法所称账号，是指各级行政机关、承担公共服务的单位开设的账号。", "学费由家长承担。"]
)
def test_words_that_only_look_like_a_subject_are_none(text: str) -> None:
    assert stated(text) == []


def test_who_supports_is_named_with_who_leads() -> None:
    assert named("体育公园由体育部门牵头，住房城乡建设部门配合。") == [
        [("体育部门", "lead"), ("住房城乡建设部门", "support")]
    ]
    assert named("本办法由财政部会同水利部、教育部负责解释。") == [
        [("财政部", "lead"), ("水利部", "support"), ("教育部", "support")]
    ]


def test_customs_houses_stand_in_lists() -> None:
    assert named("（责任单位：青州海关、市公安局边防支队）") == [
        [("青州海关", "responsible"), ("市公安局边防支队", "responsible")]
    ]


def test_a_body_before_a_colon_is_responsible_for_what_it_is_told_to_do():
    (duty,) = find_duties("（7）教育部：负责指导学校落实防汛避险措施。")
    assert [(d.name, d.role) for d in duty.departments] == [("教育部", "responsible")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("水利部要牵头负责，在2021年底前完成试点。", [("水利部", "lead")]),
        (
            "财政部要牵头会同海关总署、商务部等部门，公布目录。",
            [("财政部", "lead"), ("海关总署", "support"), ("商务部", "support")],
        ),
        ("能源局要指导电网企业缩短办电时间。", [("能源局", "guide")]),
        (
            "综治部门、公安机关和文化部门要加强检查。",
            [("综治部门", "responsible"), ("公安机关", "responsible"), ("文化部门", "responsible")],
        ),
        ("共青团、妇联、社区要关爱儿童。", [("共青团", "responsible"), ("妇联", "responsible")]),
        ("各省、自治区、直辖市人民政府要制定办法。", [("各省、自治区、直辖市人民政府", "responsible")]),
        ("中国科协要建设服务站。", [("中国科协", "responsible")]),
        (
            "县级人民政府教育部门要会同司法行政部门加强普法。",
            [("县级人民政府教育部门", "lead"), ("司法行政部门", "support")],
        ),
        ("省级财政部门应当在30日内下达预算。", [("省级财政部门", "responsible")]),
        ("卫生健康委会同医保局对用药情况开展监测。", [("卫生健康委", "lead"), ("医保局", "support")]),
        ("违反规定的，由公安机关依法给予处罚。", [("公安机关", "responsible")]),
        ("救援费用由事故责任单位承担。", [("事故责任单位", "responsible")]),
        (
            "跨区域的工作，由有关行政区域共同的上一级人民政府负责。",
            [("有关行政区域共同的上一级人民政府", "responsible")],
        ),
        (
            "举办托育机构的，在所在地的县级以上市场监管部门注册登记。",
            [("县级以上市场监管部门", "responsible")],
        ),
    ],
)
def test_a_department_that_is_told_to_act_answers_for_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "各地要提高认识，加强领导。",
        "各地区、各有关部门要高度重视。",
        "学校要加强管理，教师应当参加培训。",
        "财政部要求各地严格执行。",
        "联席会议由教育部、财政部、水利部等12个部门和单位组成。",
        "由公安机关出具的证明长期有效。",
        "会议由省农业农村厅副厅长主持。",
        "人民政府及其部门的主要负责同志要亲自抓。",
    ],
)
def test_words_that_tell_no_nameable_body_to_act_are_no_duty(text: str) -> None:
    assert named(text) == []


def test_a_statement_reaches_to_the_next_one_and_over_a_semicolon_where_nobody_else_acts() -> None:
    text = "商务部要清理限制，民政部要公布目录，并接受监督。财政部要公布清单；推动降低费用。水利部要巡查；企业应当自查。"
    assert stated(text) == [
        (["商务部"], "商务部要清理限制"),
        (["民政部"], "民政部要公布目录，并接受监督。"),
        (["财政部"], "财政部要公布清单；推动降低费用。"),
        (["水利部"], "水利部要巡查；"),
    ]


def test_the_case_for_which_a_department_acts_belongs_to_its_statement() -> None:
    text = "工商部门要加强查处，用人单位违法招用的，由人社部门责令改正。"
    assert stated(text) == [
        (["工商部门"], "工商部门要加强查处"),
        (["人社部门"], "用人单位违法招用的，由人社部门责令改正。"),
    ]


def test_a_department_at_the_beginning_answers_for_what_it_does_at_once() -> None:
    text = "水利部指导工程修复等工作。教育部、财政部做好学校安置。2020年6月底前，民政部制定办法。"
    assert stated(text) == [
        (["水利部"], "水利部指导工程修复等工作。"),
        (["教育部", "财政部"], "教育部、财政部做好学校安置。"),
        (["民政部"], "2020年6月底前，民政部制定办法。"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "教育部组织的考试不收费。",
        "财政部下达了补助资金。",
        "近期，省教育厅组织抽检三百批次。",
        "省教育厅监督电话：0571-82626815",
        "教育部指导意见另行印发。",
    ],
)
def test_what_was_done_and_what_is_only_named_after_a_department_is_no_duty(text: str) -> None:
    assert named(text) == []


def test_all_of_the_paragraph_behind_a_department_and_a_colon_is_its_duty() -> None:
    text = "能源局：督促企业改造设施。做好接电服务。\n教育部：张三　副部长\n财政部、税务总局：落实税收政策。"
    assert stated(text) == [
        (["能源局"], "能源局：督促企业改造设施。做好接电服务。"),
        (["财政部", "税务总局"], "财政部、税务总局：落实税收政策。"),
    ]


def test_a_whole_sentence_in_brackets_says_who_does_what() -> None:
    assert stated("规范运行。（司法部负责清理相关规章，年底前提出建议）") == [
        (["司法部"], "司法部负责清理相关规章，年底前提出建议")
    ]


def test_places_in_general_are_no_department_of_a_list() -> None:
    assert named("责任单位：教育部、在条件具备的地方、财政部。") == [
        [("教育部", "responsible"), ("财政部", "responsible")]
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # nothing says who answers for it but the label: the first does, up to the comma
            "责任单位：应急管理部，公安部、气象局配合；完成时限：2023年8月底前。",
            [("应急管理部", "responsible"), ("公安部", "support"), ("气象局", "support")],
        ),
        (
            "责任单位：景区管理单位，文化和旅游部、市场监管总局加强监督。",
            [
                ("景区管理单位", "responsible"),
                ("文化和旅游部", "responsible"),
                ("市场监管总局", "responsible"),
            ],
        ),
        (
            "（各省级人民政府负责，水利部、气象局加强指导）",
            [("各省级人民政府", "responsible"), ("水利部", "guide"), ("气象局", "guide")],
        ),
        (
            "责任单位：省水利厅、省民政厅（列第一位的为牵头单位，下同）",
            [("省水利厅", "lead"), ("省民政厅", "responsible")],
        ),
        (
            "（体育总局、中国计生协按职责分工负责）",
            [("体育总局", "responsible"), ("中国计生协", "responsible")],
        ),
        (
            "做好工作。由水利部、农业农村部牵头，商务部配合，省级人民政府落实。",
            [
                ("水利部", "lead"),
                ("农业农村部", "lead"),
                ("商务部", "support"),
                ("省级人民政府", "responsible"),
            ],
        ),
        ("水利部会同有关部门每年开展一次抽查。", [("水利部", "lead")]),
        (
            "国家林草局履行步道沿线森林和草原生态保护管理责任，指导生态修复。",
            [("国家林草局", "responsible")],
        ),
    ],
)
def test_no_department_is_dropped_however_its_part_is_worded(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert named(text) == [expected]


def test_governments_in_a_list_answer_for_what_the_sentence_says() -> None:
    assert named("各市、州、县人民政府是社区食堂建设的责任主体。") == [
        [("各市、州、县人民政府", "responsible")]
    ]
    assert named("各省、自治区、直辖市人民政府对本行政区域水资源工作负总责。") == [
        [("各省、自治区、直辖市人民政府", "responsible")]
    ]


def test_who_is_to_set_up_a_mechanism_does_not_lead_it() -> None:
    assert named("县级以上地方政府要建立由政府负责人牵头，财政等部门参加的协调机制。") == [
        [("县级以上地方政府", "responsible")]
    ]
    assert named("协调机制由水利部牵头，财政部、气象局参加。") == [
        [("水利部", "lead"), ("财政部", "participate"), ("气象局", "participate")]
    ]


def test_the_rule_that_the_first_one_leads_may_stand_behind_the_list() -> None:
    assert named("责任单位：省渔业局、省财政厅。排第一位的为牵头单位，下同。") == [
        [("省渔业局", "lead"), ("省财政厅", "responsible")]
    ]


def test_a_body_whose_name_holds_emergency_is_a_body() -> None:
    assert named("一级响应由国家冰冻灾害应急指挥部组织处置。") == [
        [("国家冰冻灾害应急指挥部", "responsible")]
    ]
    assert named("分级分部门负责；以防为主。") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("未经交底擅自施工的，由市综合执法局处3万元罚款。", "市综合执法局"),
        ("对推进不力的，由市纪委监委追责问责。", "市纪委监委"),
        ("犬只免疫由县级动物疫病预防控制机构组织实施。", "县级动物疫病预防控制机构"),
    ],
)
def test_a_local_office_that_no_vocabulary_knows_acts_behind_by(text: str, name: str) -> None:
    assert named(text) == [[(name, "responsible")]]
