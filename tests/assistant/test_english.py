"""English questions: English around the document's own words, which stay Chinese."""

from __future__ import annotations

import re

import pytest

from assistant.dictionary import look_up
from assistant.english import is_english, to_chinese

HAN = re.compile(r"[\u4e00-\u9fff]")


def only(document_id, number: str) -> set[str]:
    return {document_id(number)}


def test_the_reference_number_is_given(ask, document_id):
    answer = ask(
        "What is the reference number of this notice?", documents=only(document_id, "海金发〔2021〕3号")
    )
    assert answer.text == "Document number: 海金发〔2021〕3号[1]"
    assert answer.citations[0].quote == "海金发〔2021〕3号"


def test_a_document_is_known_by_the_english_words_of_its_title(ask):
    answer = ask("What is the reference number of the Haizhou rural revitalization notice?")
    assert answer.text.startswith("Document number: 海农发〔2021〕15号")


def test_the_date_of_issue_is_given_with_the_line_that_prints_it(ask, document_id):
    answer = ask("When was this notice issued?", documents=only(document_id, "赣民规〔2022〕7号"))
    assert answer.text == "Date of issue: 2022年3月21日[1]"
    assert answer.citations[0].quote == "2022年3月21日印发"


def test_the_issuer_is_given(ask, document_id):
    answer = ask("Who issued this notice?", documents=only(document_id, "海金发〔2021〕3号"))
    assert answer.text == "Issued by: 海州省地方金融监督管理局[1]"


@pytest.mark.parametrize(
    "question",
    [
        "What is the Department of Commerce supposed to do?",
        "What does the Department of Commerce have to work on?",
    ],
)
def test_what_a_department_is_supposed_to_do_is_a_list_of_its_tasks(ask, question):
    answer = ask(question)
    first, *tasks = answer.text.splitlines()
    assert first == "省商务厅, tasks:"
    assert [task[2] for task in tasks] == ["3", "4", "5"]
    assert all("省商务厅" in citation.quote for citation in answer.citations)


def test_a_figure_is_given_with_its_source_in_english(ask):
    answer = ask("How many village e-commerce service stations are to be built?")
    assert answer.text.startswith("2400个")
    assert answer.text.splitlines()[-1].startswith("Source: 海农发〔2021〕15号")
    assert "建设村级电商服务站2400个" in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "What is the phone number for the fishery loan?",
        "What is the phone number of the provincial commerce department?",
        "How many satellites were launched in 2021?",
    ],
)
def test_a_refusal_is_english_to_the_last_word(ask, question):
    answer = ask(question)
    assert answer.status == "not_found"
    assert answer.text.startswith("The documents do not say.")
    assert not HAN.search(answer.text)


def test_a_rate_that_no_document_prints_is_refused_though_a_word_of_it_stands_elsewhere(ask):
    assert ask("What was the GDP growth of the province in 2021?").status == "not_found"


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("Who is responsible for fishing ports?", True),
        ("fishing ports", True),
        ("APP怎么下载", False),
        ("2021年改造老旧渔船多少艘", False),
        ("GDP增长 target 是多少", False),
    ],
)
def test_a_chinese_question_with_a_latin_name_is_no_english_one(question, english):
    assert is_english(question) is english


def test_a_year_and_a_number_are_carried_into_the_chinese_words():
    asked = to_chinese("How many people were trained in 2021?")
    assert "2021年" in asked
    assert asked.endswith("多少人")


@pytest.mark.parametrize(
    ("question", "chinese"),
    [
        ("What tasks does 省商务厅 have?", "省商务厅负责哪些任务"),
        ("What is the 2018 target for “城镇新增就业”?", "2018年目标城镇新增就业多少"),
        ("What was “城镇登记失业率” in 2017?", "城镇登记失业率2017年是多少"),
    ],
)
def test_the_documents_words_in_an_english_question_stay_and_the_question_is_english(question, chinese):
    assert is_english(question)
    assert to_chinese(question) == chinese


def test_a_chinese_question_with_english_names_stays_chinese():
    assert not is_english("APP、PPP项目和Wi-Fi覆盖由哪些部门负责？")


def test_a_department_named_in_chinese_has_its_tasks_listed_in_english(ask):
    assert ask("What tasks does 省商务厅 have?").text.startswith("省商务厅, tasks:")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is it true that 1.1 million urban jobs are to be created in 2018?", "As stated."),
        ("Is it true that 1.2 million urban jobs are to be created in 2018?", "Not as stated."),
        ("Is it true that the urban registered unemployment rate is kept within 3.5%?", "As stated."),
        ("Is it true that 23 forest parks are to be built in 2018?", "As stated."),
        ("Is it true that 35 forest parks are to be built in 2018?", "Not as stated."),
    ],
)
def test_the_number_of_an_english_question_is_judged(ask, document_id, question, verdict):
    answer = ask(question, documents=only(document_id, "粤财办〔2018〕6号"))
    assert answer.text.split("\n")[0] == verdict


def test_a_number_of_another_kind_of_unit_is_not_judged(ask, document_id):
    question = "Is it true that 35% forest parks are to be built in 2018?"
    answer = ask(question, documents=only(document_id, "粤财办〔2018〕6号"))
    assert "s stated" not in answer.text


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("How much is the subsidy in Hunan?", "湖南"),
        ("How much is the subsidy in Xi'an?", "西安"),
        ("How much is the subsidy in Shaanxi?", "陕西"),
        ("How much is the subsidy in Shanxi?", "山西"),
        ("How much is the subsidy in Inner Mongolia?", "内蒙古"),
        ("How much is Luoyang's subsidy?", "洛阳"),
        ("How much is the subsidy in the Pearl River Delta?", "珠三角"),
    ],
)
def test_a_place_is_known_by_its_pinyin_or_its_english_name(question, place):
    assert place in to_chinese(question)
    assert "山西" not in to_chinese(question) or place == "山西"


@pytest.mark.parametrize(
    ("form", "chinese"),
    [
        ("subsidies", "补贴"),
        ("inspected", "检查"),
        ("prepaid", "预付"),
        ("training", "培训"),
        ("neighbourhoods", "街道"),
        ("labour disputes", "劳资纠纷"),
    ],
)
def test_inflected_forms_and_british_spelling_are_known(form, chinese):
    assert chinese in to_chinese(form)


def test_a_county_is_no_count():
    assert "县" not in to_chinese("the six-year count")


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How long must the files be kept?", "多少时间"),
        ("Within how many working days is it announced?", "多少个工作日"),
        ("By when must the plan be submitted?", "什么时候"),
        ("How often does the council meet?", "多少次"),
        ("What share of the funds is prepaid?", "比例是多少"),
        ("How much is the pension per person?", "多少元"),
        ("Which ministry leads the pilot?", "由哪个部门牵头"),
        ("Who is in charge of the pilot?", "由哪个部门负责"),
        ("What is the hotline for complaints?", "联系电话是多少"),
        ("What is the date of issue of 国发〔2018〕39号?", "哪天印发"),
        ("Is 国发〔2018〕39号 still in force?", "还有效吗"),
        ("What materials are required?", "有哪些"),
        ("How many technical schools are there?", "总共有多少"),
        ("Who heads the flood control headquarters?", "总指挥是谁"),
        ("Who convenes the joint conference on housing?", "召集人是谁"),
        ("When was the notice printed and distributed?", "哪天印发"),
        ("What was the growth of exports in 2020?", "多少"),
    ],
)
def test_a_turn_of_phrase_tells_what_is_asked_for(question, asked):
    assert is_english(question)
    assert to_chinese(question).endswith(asked)


def test_what_is_counted_stands_beside_the_word_that_asks_for_its_number():
    assert to_chinese("How many cities join the drug procurement pilot?").endswith("城市数量多少")


@pytest.mark.parametrize(
    ("question", "chinese"),
    [
        ("What does the fair competition review cover?", "公平竞争审查"),
        ("What is the premarital medical examination rate?", "婚前医学检查"),
        ("What must an inspector show?", "执法人员"),
    ],
)
def test_terms_of_administration_are_not_read_word_by_word(question, chinese):
    assert chinese in to_chinese(question)


def test_what_of_joins_is_turned_round():
    assert to_chinese("protection of wetlands") == "湿地保护"


def test_two_things_stay_two_things():
    assert to_chinese("reimbursement rates for employees and residents").startswith("职工和居民报销比例")


def test_the_documents_choose_between_renderings(library):
    assert "渔船" in to_chinese("How many fishing boats are to be renovated?", library)


def test_a_name_in_pinyin_is_a_word_of_the_documents(library):
    assert "茅洲" in to_chinese("Who cleans up the Maozhou River?", library)


def test_a_word_of_the_general_dictionary_counts_where_a_document_prints_it(library):
    assert look_up(("moon",)) == ("月亮", "月球", "太阴") or "月球" in look_up(("moon",))
    assert not look_up(("the",))
    assert "月球" not in to_chinese("How far is the moon?", library)
