"""Duties, passages and own data of whole documents."""

from __future__ import annotations

import pytest
from reading_examples import NOTICE, clause, extra_corpus, own, read, record_of


def page(number: str):  # type: ignore[no-untyped-def]
    return record_of(next(p for p in extra_corpus() if number in p.name))


needs_pages = pytest.mark.skipif(
    not extra_corpus(), reason="set POLICY_EXTRA_CORPUS to a folder of crawled pages"
)


def test_each_task_of_the_notice_has_its_departments() -> None:
    record = record_of(NOTICE)
    assert [record.clauses[d.clause].marker for d in record.duties] == [f"{n}." for n in range(1, 35)]
    assert [d.name for d in record.duties[5].departments] == [
        "省人力资源社会保障厅",
        "省卫生计生委",
        "省中医药局",
    ]
    for duty in record.duties:
        found = record.clauses[duty.clause]
        assert duty.covers_start == found.start and record.document.text[duty.covers_end - 1] == "。"
        for department in duty.departments:
            assert record.document.text[department.start : department.end] == department.name


def test_the_notice_gives_its_own_data() -> None:
    document = record_of(NOTICE).document
    assert document.title == "关于印发广东省基本公共服务均等化2017年工作总结及2018年重点工作任务的通知"
    assert (document.number, document.issuer, document.date) == (
        "粤财办〔2018〕6号",
        "广东省财政厅",
        "2018-03-26",
    )
    details = {label: document.text[start:end] for label, (start, end) in document.details.items()}
    assert details == {
        "主送": "省直有关部门",
        "公开方式": "依申请公开",
        "抄送": "各地级以上市人民政府，各县（市、区）人民政府",
        "印发机关": "广东省财政厅办公室",
        "印发日期": "2018年3月26日",
    }


def test_several_brackets_answer_for_the_sentences_before_each() -> None:
    record = read(
        "一、任务\n（一）发展。推进甲事。（教育部负责）推进乙事。推进丙事。（财政部、民政部负责）\n"
    )
    text = record.document.text
    assert [text[d.covers_start : d.covers_end] for d in record.duties] == [
        "（一）发展。推进甲事。",
        "推进乙事。推进丙事。",
    ]


def test_below_the_rule_the_first_leads_to_the_end_of_the_document() -> None:
    record = read(
        "一、甲。做好。（教育部、科技部负责）\n二、乙。做好。（财政部、民政部负责。列第一位者为牵头单位"
        "，下同）\n三、丙。做好。（科技部、教育部负责）\n"
        "四、丁。做好。（各有关部门、各省级人民政府负责）\n"
    )
    assert [[d.role for d in duty.departments] for duty in record.duties] == [
        ["responsible", "responsible"],
        ["lead", "responsible"],
        ["lead", "responsible"],
        ["responsible", "responsible"],
    ]


def test_a_duty_at_a_heading_covers_all_below_it() -> None:
    record = read(
        "一、推进教育（牵头单位：市教育局）\n1.新建。建10所。\n2.扩大。增5个。\n二、医疗\n责任单位：市"
        "卫生健康委\n建设医院。\n"
    )
    text = record.document.text
    first, second = record.duties
    assert text[first.covers_start : first.covers_end].endswith("2.扩大。增5个。")
    assert text[second.covers_start : second.covers_end].endswith("建设医院。")


def test_one_duty_for_an_enumeration_covers_all_of_it() -> None:
    record = read(
        "一、保障。一是加强领导。定期开会。二是落实资金。列入预算。（负责部门：省财政厅）\n二、附则。照办。\n"
    )
    (duty,) = record.duties
    assert record.clauses[duty.clause].heading == "保障"
    assert record.document.text[duty.covers_start : duty.covers_end].endswith("列入预算。")


@needs_pages
def test_fifty_three_measures_with_their_scopes() -> None:
    record = page("国发〔2018〕38号")
    brackets = [d for d in record.duties if d.covers_start < d.start]
    assert len(brackets) == 53
    scopes = {d.departments[0].name: d.scope for d in record.duties}
    assert scopes["邮政局"] == "重庆自贸试验区"


@needs_pages
def test_the_first_named_leads_where_the_opinion_says_so() -> None:
    record = page("国发〔2018〕39号")
    found = clause(record, "加大创业担保贷款贴息")
    (duty,) = [d for d in record.duties if d.clause == found.ordinal]
    assert [(d.name, d.role) for d in duty.departments][:2] == [
        ("财政部", "lead"),
        ("人力资源社会保障部", "responsible"),
    ]


@needs_pages
def test_a_column_of_guiding_departments() -> None:
    record = page("国办发〔2018〕126号")
    rows = [duty for duty in record.duties if duty.covers_start != duty.start]  # the others are statements
    assert len(rows) == 17
    assert {d.role for duty in rows for d in duty.departments} == {"guide"}
    duty = next(d for d in rows if record.clauses[d.clause].marker == "1")
    assert [d.name for d in duty.departments] == ["最高人民法院", "最高人民检察院", "国家知识产权局"]


@needs_pages
def test_orders_and_old_dates() -> None:
    order, plan = page("国令第707号").document, page("国办函〔2005〕57号").document
    assert (order.number, order.issuer, order.date) == ("国令第707号", "国务院", "2018-12-18")
    assert (plan.title, plan.date) == ("国务院办公厅关于印发国家粮食应急预案的函", "2005-06-11")


@pytest.mark.parametrize(
    ("words", "expires"),
    [
        ("本办法自2019年10月1日起施行，有效期5年。", "2024-09-30"),
        ("本办法自2019年10月1日起施行，有效期至2022年12月31日。", "2022-12-31"),
        ("本通知自印发之日起施行，有效期三年。", "2022-06-30"),
        ("许可证有效期5年。", None),
    ],
)
def test_validity(words: str, expires: str | None) -> None:
    record = read(
        f"关于供暖的通知\n某政办〔2019〕5号\n各县人民政府：\n做好供暖工作。{words}\n某市人民政府\n2019"
        f"年7月1日\n"
    )
    assert record.document.expires == expires


def test_the_number_of_a_regulation_stands_in_the_brackets_below_its_title() -> None:
    record = read(
        "湿地巡护条例\n\n（2001年3月2日中华人民共和国国务院令第301号公布　2019年5月6日中华人民共和国国务院令第712号修订）\n\n"
        "第一条　为了加强湿地巡护，制定本条例。\n第二条　本条例自2019年7月1日起施行。\n"
    )
    assert record.document.number == "国令第712号"


def test_repeals_amendments_and_grounds_are_told_apart() -> None:
    record = read(
        "某市供暖办法\n第一条 根据《某省供热条例》，制定本办法。\n第二条 "
        "《某市供水办法》（某政发〔2010〕1号）作如下修改：删去第三条。\n"
        "第三条 本办法自2019年10月1日起施行。《某市供暖管理规定》（某政发〔2008〕3号）同时废止。\n第四"
        "条 参见《供暖手册》。\n"
    )
    kinds = {r.target: r.kind for r in record.document.relations}
    assert kinds["某省供热条例"] == "implements"
    assert kinds["某市供水办法"] == "amends"
    assert kinds["某市供暖管理规定"] == kinds["某政发〔2008〕3号"] == "repeals"
    assert kinds["供暖手册"] == "mentions"


def test_passages_are_whole_sentences_of_one_clause_with_its_address() -> None:
    record = record_of(NOTICE)
    for passage in record.passages:
        found = record.clauses[passage.clause]
        assert passage.text in own(record, found)
        assert passage.text == passage.text.strip()
        assert passage.context.endswith(" / ".join(found.address)) and passage.context.startswith(
            record.document.title
        )
    joined = "".join(p.text for p in record.passages)
    assert "".join(joined.split()) == "".join(record.document.text.split())
    assert sorted(len(p.text) for p in record.passages)[-2] <= 245


def test_the_responsible_stay_with_their_sentences() -> None:
    record = record_of(NOTICE)
    for duty in record.duties:
        (passage,) = [p for p in record.passages if p.start <= duty.start and duty.end <= p.end]
        assert passage.start < duty.start


def test_a_text_that_begins_with_a_clause_is_named_after_its_file() -> None:
    assert read("一、任务\n做好供暖。\n").document.title == "测试"


def layouts() -> dict[str, str]:
    """The notice as other offices would have typed, wrapped or copied it."""
    paragraphs = [line.strip() for line in record_of(NOTICE).document.text.split("\n") if line.strip()]
    typed = "\n".join(paragraphs)
    blank = "\n\n".join(paragraphs)

    def wrapped(width: int, indent: str) -> str:
        lines = [indent + p for p in paragraphs]
        return "\n".join(line[i : i + width] for line in lines for i in range(0, len(line), width))

    return {
        "typed": typed,
        "wrapped at 28": wrapped(28, "　　"),
        "wrapped at 40": wrapped(40, ""),
        "broken over pages": "\n\n".join(blank[i : i + 700] for i in range(0, len(blank), 700)),
    }


@pytest.mark.parametrize("layout", sorted(layouts()))
def test_the_same_text_in_another_layout_gives_the_same_outline_and_duties(layout: str) -> None:
    expected, found = record_of(NOTICE), read(layouts()[layout])
    assert [c.address for c in found.clauses] == [c.address for c in expected.clauses]
    assert [[d.name for d in x.departments] for x in found.duties] == [
        [d.name for d in x.departments] for x in expected.duties
    ]
    assert (found.document.title, found.document.date) == (expected.document.title, expected.document.date)


def test_a_sentence_of_a_hundred_items_is_cut_at_its_marks() -> None:
    listed = "一、名单\n" + "；".join(f"第{n}号某市某镇中心卫生院，编号{n}" for n in range(400)) + "。\n"
    record = read(listed)
    assert max(len(p.text) for p in record.passages) <= 300
    assert "".join("".join(p.text for p in record.passages).split()) == "".join(listed.split())
    unbroken = read("甲" * 5000)
    assert max(len(p.text) for p in unbroken.passages) <= 480


@pytest.mark.parametrize(
    ("printed", "validity"), [("有效", "in_force"), ("失效", "expired"), ("已废止", "repealed")]
)
def test_a_printed_label_says_whether_the_document_is_in_force(printed: str, validity: str) -> None:
    record = read(
        f"关于供暖的通知\n索引号：0001　　　有效性：{printed}\n有效性：{printed}\n各县人民政府：\n做好供暖工作。\n"
    )
    assert record.document.validity == validity


def test_the_table_that_a_site_prints_above_a_document() -> None:
    record = read(
        "索 引 号：\t000014349/2018-00241\t主题分类：\t科技\n发文机关：\t某省人民政府办公厅\t成文日期：\t2018年12月23日\n"
        "标　　题：\t关于推广改革举措的通知\n发文字号：\t某府办〔2018〕126号\t发布日期：\t2019年01月08日\n"
        "关于推广\n改革举措的通知\n各市人民政府：\n为推广改革举措，通知如下：\n一、推广。做好。\n二、落实。做好。\n"
    )
    document = record.document
    assert (document.title, document.number) == ("关于推广改革举措的通知", "某府办〔2018〕126号")
    assert (document.issuer, document.date) == ("某省人民政府办公厅", "2018-12-23")
    assert document.text[slice(*document.details["索引号"])] == "000014349/2018-00241"
    assert [c.marker for c in record.clauses if c.marker] == ["一、", "二、"]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "某省人民政府关于加强采购制度\n建设若干问题的\n意见\n某府〔2020〕1号",
            "某省人民政府关于加强采购制度建设若干问题的意见",
        ),
        (
            "某省财政厅文件\n某财〔2020〕1号\n关于印发2019年工作总结\n及2020年工作任务的通知",
            "关于印发2019年工作总结及2020年工作任务的通知",
        ),
        ("某省财政厅\n关于印发《采购办法》的通知\n某财〔2020〕1号", "某省财政厅关于印发《采购办法》的通知"),
        ("某市供暖管理办法（试行）", "某市供暖管理办法（试行）"),
        ("全国财政工作视频会议在京召开\n2021-12-27 来源：财政部网站", "全国财政工作视频会议在京召开"),
        (
            "某财〔2020〕1号《某省财政厅关于采购的通知》\n浏览量：     时间：2020-01-02",
            "某省财政厅关于采购的通知",
        ),
    ],
)
def test_titles_over_several_lines_and_as_sites_print_them(head: str, title: str) -> None:
    record = read(
        f"{head}\n各市财政局：\n为做好采购工作，现就有关事项通知如下。\n一、目标。做好。\n二、保障。做好。\n"
    )
    assert record.document.title == title


@pytest.mark.parametrize(
    "items",
    [
        "1.新建学校；\n2.扩大学位；\n3.培训教师。（负责部门：市教育局）\n",
        "1.新建学校。\n2.扩大学位。\n3.培训教师。\n责任单位：市教育局\n",
    ],
)
def test_a_duty_behind_the_last_item_answers_for_all_of_them(items: str) -> None:
    record = read(
        f"一、任务\n（一）推进教育。\n{items}（二）推进医疗。\n1.建医院。（市卫健委负责）\n2.招医生。（市人社局负责）\n"
    )
    first, second, third = record.duties
    assert record.clauses[first.clause].heading == "推进教育"
    assert record.document.text[first.covers_start : first.covers_end].startswith("（一）推进教育")
    assert [record.clauses[d.clause].heading for d in (second, third)] == ["建医院", "招医生"]
