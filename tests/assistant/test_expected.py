"""Does a sentence give the kind of thing that is asked for?"""

from __future__ import annotations

import pytest

from assistant.expected import fits_unit, gives_contact, gives_date
from assistant.library import Library, Sentence
from assistant.question import Question
from assistant.understanding import understand
from ingest.record import build_record
from ingest.source import SourceText
from vectorstore.records import Figure

TEXT = """关于印发云岭省民宿扶持办法的通知

云文旅规〔2022〕4号

一、扶持标准。民宿每张床位每年补贴360元，补贴总额不超过房租的1.5倍，覆盖42%的村庄。

二、申报。2022年组织申报。5月底前报送材料。受理后20个工作日内公示。

三、咨询。咨询电话：0999-6123400。申请人可关注“云岭民宿”公众号。民宿档案号为20224100。
"""


@pytest.fixture(scope="module")
def library() -> Library:
    return Library([build_record(SourceText(TEXT), ("民宿.txt",))])


def sentence(library: Library, words: str) -> Sentence:
    """The sentence that holds the words."""
    clauses = list(library.clauses())
    return next(s for c in clauses for s in library.sentences(c.document_id, c.ordinal) if words in s.folded)


def figure(library: Library, printed: str) -> Figure:
    figures = [f for record in library.records.values() for f in record.figures]
    return next(f for f in figures if printed in library.slice(f.document_id, f.start, f.end))


def asked(text: str, library: Library) -> Question:
    return understand(text, library)


def test_a_multiple_fits_only_where_one_is_asked_for(library: Library) -> None:
    multiple = figure(library, "1.5倍")
    assert fits_unit(asked("补贴总额不超过房租的几倍？", library), multiple)
    assert fits_unit(asked("补贴总额与房租是什么关系？", library), multiple)
    assert not fits_unit(asked("民宿补贴标准是多少？", library), multiple)
    assert not fits_unit(asked("补贴总额多少元？", library), multiple)


def test_money_a_year_fits_a_question_for_money(library: Library) -> None:
    yearly = figure(library, "360元")
    assert fits_unit(asked("每张床位补贴多少元？", library), yearly)
    assert not fits_unit(asked("每张床位补贴的比例是百分之几？", library), yearly)


def test_a_question_for_a_share_is_answered_by_a_share_alone(library: Library) -> None:
    question = asked("覆盖率是多少？", library)
    assert fits_unit(question, figure(library, "42%"))
    assert not fits_unit(question, figure(library, "360元"))


def test_a_question_that_names_no_unit_takes_any_but_a_multiple(library: Library) -> None:
    question = asked("民宿的扶持标准是多少？", library)
    assert fits_unit(question, figure(library, "360元"))
    assert fits_unit(question, figure(library, "42%"))


def test_a_bare_year_does_not_answer_a_question_for_a_month(library: Library) -> None:
    bare = sentence(library, "组织申报")
    assert not gives_date(asked("几月组织申报？", library), library, bare)
    assert gives_date(asked("哪一年组织申报？", library), library, bare)


@pytest.mark.parametrize("words", ["报送材料", "公示"])
def test_a_month_or_a_limit_in_days_answers_a_question_for_the_time(library: Library, words: str) -> None:
    assert gives_date(asked("什么时候要办好？", library), library, sentence(library, words))


def test_a_sentence_without_a_date_answers_no_question_for_one(library: Library) -> None:
    assert not gives_date(asked("什么时候公示？", library), library, sentence(library, "公众号"))


@pytest.mark.parametrize("words", ["咨询电话", "公众号"])
def test_a_telephone_number_and_an_official_account_are_contacts(library: Library, words: str) -> None:
    assert gives_contact(sentence(library, words))


@pytest.mark.parametrize("words", ["档案号", "每张床位", "组织申报"])
def test_other_numbers_are_no_contacts(library: Library, words: str) -> None:
    assert not gives_contact(sentence(library, words))


@pytest.mark.parametrize(
    "words",
    [
        "拨打12399服务热线",
        "登录网址www.example.org",
        "发送至minsu@example.org",
        "手机号13900001234",
        "通过app报名",
        "登录省政务服务网站",
    ],
)
def test_every_way_to_reach_somebody_counts(words: str) -> None:
    assert gives_contact(Sentence("任意", 0, 0, len(words), words))


def test_a_mention_of_the_telephone_without_a_number_is_no_contact() -> None:
    words = "各市要公布咨询电话。"
    assert not gives_contact(Sentence("任意", 0, 0, len(words), words))
