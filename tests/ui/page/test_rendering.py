"""What the page draws, without a browser: escaping, quotes, tables, texts."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from decimal import Decimal
from html import unescape
from io import BytesIO
from pathlib import Path
from threading import Event as Flag

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from page_fake import FakeServices, read_notice

from assistant.answer import Answer, Check, Citation, Claim
from assistant.events import Done, SentenceChecked, Token
from settings import Settings
from ui.export.workbooks import duty_workbook
from ui.page.choices import model_choices
from ui.page.conversation import MOST_KEPT, from_archive, from_browser, keep, new_conversation, to_browser
from ui.page.documents import under_way
from ui.page.draft import Draft, drafts
from ui.page.examples import example_questions
from ui.page.markup import Markup, escape, tag
from ui.page.render_answer import Exchange, answer, inline, paragraphs, pending, plain
from ui.page.render_check import marked
from ui.page.render_conversation import welcome
from ui.page.render_source import WHOLE_CHARS, highlight, source_panel
from ui.page.ticking import ticking
from ui.tables import duty_rows, figure_rows, filter_duties, loads, points, series
from ui.texts import LANGUAGES, PHRASES, Texts
from ui.uploads import Job
from vectorstore.records import Clause, Document

UI = Path(__file__).parents[3] / "ui"
ZH, EN = Texts("zh"), Texts("en")
CITATION = Citation(
    1, "d", "粤财办〔2018〕6号", "通知", "a.txt", ("一、", "1. 就业"), "新增就业110万人。", 5, 14
)
AS_WORDS = re.compile(r"<[^>]+>")


def words(html: str) -> str:
    return unescape(AS_WORDS.sub("", html))


@given(st.text())
def test_text_never_becomes_markup(text: str):
    html = str(tag("p", text, title=text))
    assert html.count("<") == 2 and html.count(">") == 2
    assert words(html) == "".join(c for c in text if c >= " " or c in "\n\t")


def test_markup_is_not_escaped_twice_and_control_characters_go():
    assert tag("p", Markup("<b>x</b>"), None) == "<p><b>x</b></p>"
    assert escape("a\x00\x1b<b>") == "a&lt;b&gt;"


def test_mark_of_a_known_citation_is_a_link_and_of_an_unknown_one_stays_text():
    html = inline("新增就业110万人。[1][7]", {1: CITATION})
    assert 'href="/d/d?start=5&amp;end=14#quote"' in html
    assert "[7]" in words(html) and html.count("<a ") == 1


def test_clauses_that_the_answer_does_not_rest_on_stand_apart_in_page_and_copy():
    beside = replace(CITATION, n=2, quote="新增创业5万人。", start=14, end=22)
    given = Answer("answered", "新增就业110万人。[1]", (CITATION, beside))
    for texts in (ZH, EN):
        basis, further = str(answer(given, "a", texts)).split(escape(texts("further")), 1)
        assert "新增就业110万人" in basis and "新增创业5万人" not in words(basis)
        assert "新增创业5万人" in words(further)
        assert plain(given, texts).index(texts("further")) < plain(given, texts).index("新增创业5万人")


def test_lists_and_emphasis_of_an_answer_keep_every_word():
    html = paragraphs("共2项：\n1. **甲**任务[1]\n2. 乙任务\n以上。", {1: CITATION})
    assert html.count("<li") == 2
    assert "<strong>甲</strong>" in html
    assert "17." in words(paragraphs("17. 加强保障", {}))


def test_bad_check_is_open_and_said_first():
    checks = (
        Check("figure", "110万人", "supported", 1),
        Check("figure", "120万人", "contradicted", 1, "110万人"),
    )
    html = answer(Answer("answered", "120万人。[1]", (CITATION,), checks), "x", ZH)
    assert "<details" in html and " open" in html
    assert "1 处与原文不符" in words(html)


def test_copy_holds_the_notes_before_the_sources():
    copied = plain(Answer("answered", "答。[1]", (CITATION,), notes=("该文件已废止。",)), ZH).splitlines()
    assert copied[:4] == ["答。[1]", "该文件已废止。", "", "依据"]


def test_colons_are_those_of_the_language():
    services = FakeServices()
    assert "1 document is loaded: 粤财办" in words(welcome(services, EN))
    assert "已载入 1 份文件：粤财办" in words(welcome(services, ZH))


@pytest.mark.parametrize(
    ("stage", "said"),
    [("", "排队等候"), ("waiting", "等候其他程序"), ("reading", "读取文字"), ("embedding", "40%")],
)
def test_an_upload_says_what_is_done_with_it(stage: str, said: str):
    assert said in words(under_way(Job("1", "a.txt", Path("a"), stage=stage, progress=0.4), ZH))


def test_models_are_offered_when_there_are_several_and_told_apart():
    def offered(names: str | None) -> list[tuple[str, str]]:
        return model_choices(Settings(chat_model=names), EN)

    assert offered(None) == offered("openai:qwen3-32b, ,openai:qwen3-32b") == []
    assert offered(" openai:a, ollama:b ,ollama:a") == [
        ("openai:a", "openai:a"),
        ("b", "ollama:b"),
        ("ollama:a", "ollama:a"),
        (EN("no_model"), "composed"),
    ]


def test_draft_shows_checked_sentences_and_strikes_the_others():
    events = [
        Token("新增就业110万人。"),
        SentenceChecked("新增就业110万人。", "supported", (CITATION,)),
        Token("厅长是李某。尾"),
        SentenceChecked("厅长是李某。", "not_found", (), "原文没有"),
        Done(Answer("answered", "新增就业110万人。[1]")),
    ]
    steps = list(drafts(iter(events)))
    assert isinstance(steps[-1], Answer)
    last = steps[-2]
    assert isinstance(last, Draft) and last.tail == "尾"
    html = pending("问", last, ZH)
    assert '<del title="原文没有">厅长是李某。</del>' in html
    assert 'data-cite="1"' in html


def test_draft_numbers_its_citations_and_keeps_what_stands():
    other = replace(CITATION, n=1, start=20, end=29)
    draft = Draft()
    for text, cited in (("甲。", replace(CITATION, n=7)), ("乙", other), ("丙。", replace(CITATION, n=9))):
        draft = draft.after(SentenceChecked(text, "supported", (cited,)))
    draft = draft.after(SentenceChecked("丁。", "not_found", (), "原文没有")).after(Token("戊"))
    assert draft.text == "甲。[1]乙[2]\n丙。[1]"
    assert [(c.n, c.start) for c in draft.citations] == [(1, CITATION.start), (2, 20)]


def test_a_silent_stream_ticks_and_is_closed_when_nobody_wants_more():
    silent, closed = Flag(), Flag()

    def stream():
        try:
            yield 1
            silent.wait(10)
            yield 2
        finally:
            closed.set()

    reading = ticking(stream(), 0.01)
    assert [next(reading), next(reading)] == [1, None]
    reading.close()
    silent.set()
    assert closed.wait(10)


def test_an_error_of_the_stream_reaches_the_reader():
    def stream():
        yield 1
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        list(ticking(stream()))


@given(st.text("甲乙。\n<*", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_highlight_keeps_the_words_and_marks_the_span(text: str, start: int, end: int):
    html = str(highlight(text, 0, len(text), (start, end)))
    assert words(html) == text.replace("**", "") or "**" in text
    inside = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", html, re.DOTALL))
    assert words(inside) == text[start:end].replace("**", "") or end <= start or "**" in text


def test_long_document_shows_the_clauses_around_the_quote_only():
    text = "".join(f"{n}. 第{n}条的内容。\n" * 3 for n in range(1, 4000))
    assert len(text) > WHOLE_CHARS
    size = 60
    clauses = [
        Clause(
            "d",
            n,
            None,
            0,
            "",
            f"第{n}条",
            (f"第{n}条",),
            at,
            min(at + size, len(text)),
            min(at + size, len(text)),
        )
        for n, at in enumerate(range(0, len(text), size))
    ]
    html = source_panel(Document("d", "长", text), clauses, (50_000, 50_020), ZH)
    assert "".join(text[50_000:50_020].split()) in "".join(words(html).split())
    assert len(words(html)) < len(text)
    assert ZH("window") in html


def test_claims_are_marked_in_place_and_the_text_stays_whole():
    text = "新增就业120万人<b>，失业率3.5%。"
    claims = (
        Claim("figure", "120万人", 4, 9, "contradicted"),
        Claim("figure", "3.5%", text.index("3.5%"), text.index("3.5%") + 4, "supported"),
    )
    html = re.sub(r"<sup>\d+</sup>", "", marked(text, claims, ZH))
    assert words(html) == text
    assert "<b>" not in html


def test_duty_rows_tell_lead_from_support_and_filter_on_every_word():
    rows = duty_rows([read_notice()])
    several = next(r for r in rows if r.supporting)
    assert several.leading and not set(several.leading) & set(several.supporting)
    found = filter_duties(rows, "民政厅 救助")
    assert found and all("救助" in r.task or "救助" in r.searched for r in found)
    assert filter_duties(rows, "没有这样的词") == []
    most = loads(rows)[0]
    assert most.leads + most.supports == max(v.leads + v.supports for v in loads(rows))


def figure_row(measure: str, year: int, value: str, kind: str = "achieved"):
    row = figure_rows([read_notice()])[0]
    figure = replace(row.figure, year=year, value=Decimal(value), kind=kind)
    return replace(row, measure=measure, figure=figure, series=f"{measure}|人")


def test_result_and_target_of_the_same_indicator_stand_together():
    from ui.tables import _name_series

    rows = _name_series(
        [
            figure_row("城镇新增就业", 2017, "1489000"),
            figure_row("高校毕业生就业", 2017, "5"),
            figure_row("力争2018年全省城镇新增就业", 2018, "1100000", "target"),
        ]
    )
    groups = series(rows)
    assert [[r.figure.year for r in g] for g in groups] == [[2017, 2018], [2017]]
    assert points(groups[0]) == [(2017, Decimal(1489000)), (2018, Decimal(1100000))]
    assert points(groups[1]) == []


@pytest.mark.parametrize("sign", ["=1+1", "+1", "-1", "@a"])
def test_words_of_a_document_never_become_a_formula(sign: str):
    row = replace(duty_rows([read_notice()])[0], task=sign)
    sheet = load_workbook(BytesIO(duty_workbook([row], "http://x", ZH))).active
    assert sheet.cell(2, 1).value == sign
    assert sheet.cell(2, 1).data_type == "s"


def test_examples_come_from_the_documents_and_are_the_same_every_time():
    services = FakeServices()
    made = [
        example_questions(services.clauses(), services.duties(), services.figures(), ZH) for _ in range(2)
    ]
    assert made[0] == made[1] and len(made[0]) >= 3
    assert example_questions([], [], [], ZH) == ()


def test_conversation_comes_back_from_the_browser_and_a_broken_one_starts_anew():
    conversation = new_conversation().with_exchange(
        Exchange("e", "问？", Answer("answered", "答。[1]", (CITATION,)))
    )
    assert from_browser(to_browser(conversation)) == conversation
    assert from_browser({"id": 1, "exchanges": "x"}).exchanges == ()
    assert from_archive("nonsense") == []
    assert len(keep([conversation] * (MOST_KEPT + 5))) == MOST_KEPT


def test_every_phrase_has_both_languages_with_the_same_blanks():
    for key, phrases in PHRASES.items():
        assert len(phrases) == len(LANGUAGES) and all(p.strip() for p in phrases), key
        blanks = [sorted(re.findall(r"{(\w+)", p)) for p in phrases]
        assert blanks[0] == blanks[1], key


def test_every_phrase_that_the_page_asks_for_exists():
    for path in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "texts":
                key = node.args[0]
                if isinstance(key, ast.Constant):
                    assert key.value in PHRASES, f"{path.name}: {key.value}"


def test_languages_speak_of_each_other():
    assert ZH.other == EN and EN.other == ZH
    assert (ZH.tag, EN.tag) == ("zh-CN", "en")


def test_a_conversation_is_named_by_whole_words_of_its_question():
    asked = new_conversation().with_exchange(
        Exchange("a", "Which department is responsible for the employment of disabled people?")
    )
    assert asked.name == "Which department is responsible for the…"
    assert (
        new_conversation().with_exchange(Exchange("a", "省残联负责哪些任务？")).name == "省残联负责哪些任务？"
    )
