"""The page in a real browser, in both languages: what staff do all day."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from page_fake import write_ofd, write_pdf

from ui.texts import Texts
from vectorstore.records import Page

QUESTION = "加强最低生活保障由哪些部门负责？"
BOTH = pytest.mark.parametrize("language", ["zh", "en"])


def ask(page, question: str) -> None:
    before = page.locator("#thread .exchange").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_function(f"document.querySelectorAll('#thread .exchange').length == {before + 1}")


def go(page, view: str) -> None:
    page.click(f"#view-{view}-button")
    page.wait_for_selector(f"#{view}-lead")


@BOTH
def test_first_sight_says_what_the_page_is_for_and_what_to_type(open_page, language):
    page, texts = open_page(language), Texts(language)
    assert texts("tagline") in page.inner_text(".welcome")
    assert page.locator(".suggestion").count() >= 3
    assert page.get_attribute("html", "lang") == texts.tag


@BOTH
def test_citation_opens_its_clause_with_the_quoted_words_in_view(open_page, server, language):
    page = open_page(language)
    ask(page, QUESTION)
    assert "省民政厅" in page.inner_text("#thread .words")
    page.click("#thread .cite")
    mark = page.locator("#source-panel mark").first
    mark.wait_for()
    record = server.services.kept[0]
    quote = page.get_attribute("#thread .cite", "data-quote")
    assert quote in record.document.text
    marked = "".join(page.locator("#source-panel mark").all_inner_texts())
    assert "".join(marked.split()) == "".join(quote.replace("**", "").split())
    assert mark.evaluate("""e => {
        const box = e.closest('.text').getBoundingClientRect(), r = e.getBoundingClientRect();
        return r.top >= box.top && r.top < box.bottom && r.bottom <= innerHeight;
    }""")
    assert "17." in page.inner_text('#source-panel .outline [aria-current="true"]')


def test_quote_shows_while_the_pointer_is_on_its_mark(open_page):
    page = open_page()
    ask(page, QUESTION)
    page.hover("#thread .cite")
    assert "4月底前出台" in page.inner_text("#quote-hint")
    page.mouse.move(0, 0)
    assert page.locator("#quote-hint").is_hidden()


def test_example_question_is_asked_with_one_click_and_followed_up(open_page):
    page = open_page()
    page.click(".welcome .suggestion >> nth=0")
    page.wait_for_selector("#thread .exchange .suggestion")
    page.click("#thread .exchange .suggestion")
    page.wait_for_function("document.querySelectorAll('#thread .exchange').length == 2")


def test_screen_reader_is_told_the_answer(open_page):
    page = open_page()
    ask(page, QUESTION)
    page.wait_for_function("document.querySelector('body > [role=status]')?.textContent.includes('省民政厅')")


@BOTH
def test_refusal_shows_the_nearest_clauses_as_not_being_the_answer(open_page, language):
    page, texts = open_page(language), Texts(language)
    ask(page, "2019年的经费是多少？")
    shown = page.inner_text("#thread .exchange")
    assert texts("not_found") in shown
    assert texts("nearest") in shown
    assert page.locator("#thread .lesser .source-card").count() == 3


def test_html_in_a_question_stays_text(open_page):
    page = open_page()
    ask(page, "<img src=x onerror=\"document.title='hit'\"> <script>1</script> 是什么？")
    assert page.locator("#thread img, #thread script").count() == 0
    assert "<img src=x" in page.inner_text("#thread .question")
    assert page.title() != "hit"


def test_empty_and_endless_questions_get_a_hint(open_page):
    page = open_page()
    page.click("#send")
    page.wait_for_selector("text=请先输入问题")
    page.fill("#question textarea", "问" * 2001)
    page.press("#question textarea", "Enter")
    page.wait_for_selector("text=问题太长")
    assert page.locator("#thread .exchange").count() == 0


@BOTH
def test_conversation_stays_over_a_reload_and_a_change_of_language(open_page, language):
    page, texts = open_page(language), Texts(language)
    ask(page, QUESTION)
    page.wait_for_timeout(300)
    page.reload()
    page.wait_for_selector("#thread .exchange")
    page.click(f"text={texts('other_language')}")
    page.wait_for_selector("#thread .exchange")
    assert texts.other("send") in page.inner_text("#send")


def test_two_visitors_do_not_see_each_others_conversation(open_page):
    first, second = open_page(), open_page()
    ask(first, QUESTION)
    ask(second, "特困人员救助供养由哪些部门负责？")
    first.reload()
    first.wait_for_selector("#thread .exchange")
    assert first.locator("#thread .exchange").count() == 1
    assert "特困人员" not in first.inner_text("#thread .question")


@BOTH
def test_responsibilities_filter_and_go_out_as_a_workbook(open_page, server, language):
    page, texts = open_page(language), Texts(language)
    go(page, "duties")
    page.wait_for_selector("#duties-table tbody tr")
    whole = page.locator("#duties-table tbody tr").count()
    page.fill("#duties-filter textarea, #duties-filter input", "民政厅 救助")
    page.wait_for_function(f"document.querySelectorAll('#duties-table tbody tr').length < {whole}")
    shown = page.locator("#duties-table tbody tr").count()
    with page.expect_download() as download:
        page.click("#duties-table .export")
    sheet = load_workbook(BytesIO(Path(download.value.path()).read_bytes())).active
    assert sheet.max_row == shown + 1
    assert sheet.cell(1, 1).value == texts("task")
    assert server.url in str(sheet.cell(2, sheet.max_column).value)


def test_department_bar_filters_and_its_cell_opens_the_clause(open_page):
    page = open_page()
    go(page, "duties")
    page.click("#duties-picture [data-department] >> nth=1")
    page.wait_for_function("document.querySelectorAll('#duties-picture .loads li').length < 12")
    page.click("#duties-table .department >> nth=0")
    page.wait_for_selector("#source-panel mark")
    page.keyboard.press("Escape")
    assert page.locator("#source").is_hidden()


def test_figures_filter_by_year_and_kind(open_page):
    page = open_page()
    go(page, "figures")
    page.wait_for_selector("#figures-table tbody tr")
    page.fill("#figures-filter textarea, #figures-filter input", "亿元")
    page.wait_for_function(
        "[...document.querySelectorAll('#figures-table tbody tr')].every(r => r.innerText.length)"
    )
    with page.expect_download() as download:
        page.click("#figures-table .export")
    sheet = load_workbook(BytesIO(Path(download.value.path()).read_bytes())).active
    assert sheet.title == "指标"
    assert isinstance(sheet.cell(2, 3).value, int | float)


def test_check_marks_each_figure_in_place_with_its_clause_beside_it(open_page):
    page = open_page()
    go(page, "check")
    page.fill("#check-text textarea", "各项支出完成 10589 亿元，新增就业999万人。")
    page.click("#check-go")
    page.wait_for_selector("#check-result .claims li")
    assert "10589 亿元" in page.inner_text(".claim.v-supported")
    assert "999万人" in page.inner_text(".claim.v-contradicted")
    with page.expect_download() as download:
        page.click("#check-sheet")
    sheet = Document(BytesIO(Path(download.value.path()).read_bytes()))
    cells = " ".join(cell.text for table in sheet.tables for row in table.rows for cell in row.cells)
    assert "999万人" in cells and "粤财办〔2018〕6号" in cells
    assert any(re.search(r"SHA-256 [0-9a-f]{64}", p.text) for p in sheet.paragraphs)
    page.click(".claims .source-card >> nth=0")
    page.wait_for_selector("#source-panel mark")


def test_word_document_is_checked(open_page, tmp_path: Path):
    document = Document()
    document.add_paragraph("各项支出完成 10589 亿元。")
    document.save(tmp_path / "稿.docx")
    page = open_page()
    go(page, "check")
    page.set_input_files("#view-check input[type=file]", tmp_path / "稿.docx")
    page.wait_for_selector("#check-result .claims li")


@BOTH
def test_document_is_uploaded_opened_compared_and_removed(open_page, server, tmp_path: Path, language):
    (tmp_path / "新文件.txt").write_text("第一句话。\n第二句话有12万人。", encoding="utf-8")
    page = open_page(language)
    page.on("dialog", lambda dialog: dialog.accept())
    go(page, "documents")
    page.set_input_files("#view-documents input[type=file]", tmp_path / "新文件.txt")
    page.wait_for_selector("#upload-progress .done")
    page.click(".documents a:has-text('新文件')")
    page.wait_for_selector("#source-panel:has-text('第一句话')")
    page.keyboard.press("Escape")
    page.click("#compare > button")
    for choice, name in (("#compare-old", "新文件"), ("#compare-new", "粤财办")):
        page.click(f"{choice} input")
        page.click(f"{choice} [role=option]:has-text('{name}')")
    page.click("#compare-go")
    page.wait_for_selector(".comparison del:has-text('第二句话有12万人')")
    page.click(".documents tr:has-text('新文件') [data-remove]")
    page.wait_for_function("document.querySelectorAll('.documents tbody tr').length == 1")
    assert [d.id for d in server.services.documents()] == ["notice"]


def test_earlier_conversation_is_listed_exported_renamed_opened_and_deleted(open_page):
    page = open_page()
    answers = iter(["低保", None])
    page.on("dialog", lambda dialog: dialog.accept(next(answers, None) or ""))
    ask(page, QUESTION)
    page.click("#fresh")
    page.wait_for_selector(".welcome")
    go(page, "history")
    page.wait_for_selector(".history li")
    with page.expect_download() as download:
        page.click("[data-history=docx]")
    words = "\n".join(p.text for p in Document(BytesIO(Path(download.value.path()).read_bytes())).paragraphs)
    assert QUESTION in words and "4月底前出台2018年全省城乡低保最低标准" in words
    with page.expect_download() as download:
        page.click("[data-history=md]")
    assert "> 17." in Path(download.value.path()).read_text(encoding="utf-8")
    page.click("[data-history=rename]")
    page.wait_for_selector(".history .open:has-text('低保')")
    page.click(".history .open")
    page.wait_for_selector("#thread .exchange")
    go(page, "history")
    page.click("[data-history=delete]")
    page.wait_for_selector("#history-list .nothing")


def test_feedback_reaches_the_services(open_page, server):
    page = open_page()
    ask(page, QUESTION)
    page.click("[data-feedback=wrong]")
    page.fill(".feedback textarea", "应为另一个部门")
    page.click(".feedback button")
    page.wait_for_selector("text=已记录")
    feedback = server.services.feedback[-1]
    assert (feedback.question, feedback.opinion, feedback.comment) == (QUESTION, "wrong", "应为另一个部门")


def test_keys_lead_to_the_question_through_the_citations_and_back(open_page):
    page = open_page()
    ask(page, "2019年的经费是多少？")
    page.wait_for_selector("#source-panel mark")
    page.locator("#question textarea").blur()
    page.keyboard.press("ArrowRight")
    first = page.evaluate("document.activeElement.getAttribute('data-source')")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('data-source')") != first
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.press("Escape")


def test_narrow_screen_opens_the_source_over_the_page_and_closes_it(open_page):
    page = open_page("zh", width=390, height=800)
    ask(page, QUESTION)
    page.click("#thread .cite")
    page.wait_for_selector("#source-panel mark")
    page.click("#source-panel .close")
    assert page.locator("#source").is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@BOTH
def test_permanent_link_shows_the_document_with_the_words_marked(open_page, server, language):
    page = open_page(language)
    ask(page, QUESTION)
    href = page.get_attribute("#thread .cite", "href")
    assert re.fullmatch(r"/d/notice\?start=\d+&end=\d+#quote", href)
    page.goto(server.url + href)
    assert "加强最低生活保障" in page.inner_text("mark#quote")
    anchor = page.get_attribute(".outline a >> nth=3", "href")
    page.goto(server.url + "/d/notice" + anchor)
    assert page.locator(anchor).is_visible()


@pytest.mark.parametrize("write", [write_pdf, write_ofd])
def test_page_of_a_file_is_shown_beside_its_words(open_page, server, tmp_path: Path, write):
    record = server.services.kept[0]
    whole = (Page(1, 0, len(record.document.text)),)
    server.services.kept[0] = replace(record, document=replace(record.document, pages=whole))
    server.services.files["notice"] = write(tmp_path / f"a.{write.__name__[-3:]}")
    try:
        page = open_page()
        ask(page, QUESTION)
        page.click(".page-picture summary")
        page.wait_for_function("document.querySelector('.page-picture img').naturalWidth > 500")
        assert page.request.get(server.url + "/d/notice/pages/2").status == 404
    finally:
        server.services.kept[0] = record
        server.services.files.clear()


def test_unknown_document_is_a_page_of_404(open_page, server):
    page = open_page()
    reply = page.goto(server.url + "/d/none")
    assert reply.status == 404
    assert "没有这份文件" in page.inner_text("main")


def test_person_logs_in_asks_and_leaves(browser, guarded_server):
    page = browser.new_page()
    page.goto(guarded_server.url + "/")
    assert "/login" in page.url
    assert violations(page) == []
    page.fill("[name=name]", "李")
    page.fill("[name=password]", "wrong")
    page.click("button")
    assert "密码不对" in page.inner_text("[role=alert]")
    page.fill("[name=name]", "李")
    page.fill("[name=password]", "correct horse battery")
    page.click("button")
    page.wait_for_selector(".welcome")
    ask(page, QUESTION)
    page.click("text=退出（李）")
    page.wait_for_selector("[name=password]")
    page.goto(guarded_server.url + "/d/notice")
    assert "/login" in page.url
    page.close()


def violations(page) -> list[tuple[str, list[str]]]:
    """What axe finds against WCAG 2.0 to 2.2, levels A and AA."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs: make dev")
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found = axe.Axe().run(page, options=options).response["violations"]
    return [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_document_page_keeps_to_wcag(open_page, server, scheme):
    page = open_page(scheme=scheme)
    page.goto(server.url + "/d/notice?start=100&end=160#quote")
    assert violations(page) == []


@BOTH
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_view_keeps_to_wcag(open_page, language, scheme):
    page = open_page(language, scheme=scheme)
    found = {"welcome": violations(page)}
    ask(page, "2019年的经费是多少？")
    ask(page, QUESTION)
    page.wait_for_selector("#source-panel mark")
    found["ask"] = violations(page)
    for view in ("duties", "figures", "check", "documents", "history"):
        go(page, view)
        if view == "check":
            page.fill("#check-text textarea", "各项支出完成 10589 亿元，新增就业999万人。")
            page.click("#check-go")
            page.wait_for_selector("#check-result .claims li")
        page.wait_for_timeout(500)
        found[view] = violations(page)
    assert {view: what for view, what in found.items() if what} == {}


def test_dark_or_light_stays_over_a_reload(open_page):
    page = open_page()
    page.click("[data-theme]")
    page.reload()
    page.wait_for_selector(".welcome")
    page.wait_for_function("document.body.classList.contains('dark')")


@BOTH
def test_what_folds_says_whether_it_is_open(open_page, language):
    page = open_page(language)
    go(page, "documents")
    page.wait_for_selector("#compare > button[aria-expanded=false]")
    page.click("#compare > button")
    page.wait_for_selector("#compare > button[aria-expanded=true]")


def test_messages_are_headed_in_the_language_of_the_page(open_page):
    page = open_page()
    page.click("#send")
    page.wait_for_selector(f".toast-close[aria-label='{Texts('zh')('close')}']")
    shown = page.evaluate("getComputedStyle(document.querySelector('.toast-title'), '::after').content")
    assert Texts("zh")("hint") in shown


@BOTH
def test_a_narrow_page_has_room_for_the_text_to_check_and_for_the_words_of_a_source(open_page, language):
    page = open_page(language, width=390, height=800)
    ask(page, QUESTION)
    page.hover("#thread .cite")
    hint = page.locator("#quote-hint").bounding_box()
    assert hint["x"] >= 0 and hint["x"] + hint["width"] <= 390
    page.mouse.move(0, 0)
    if page.locator("#view-check-button").count():
        page.click("#view-check-button")
    else:
        page.click("#views .overflow-menu > button")
        page.click(f"#views .overflow-dropdown button:has-text('{Texts(language)('check')}')")
    page.wait_for_selector("#check-lead")
    assert page.locator("#check-text textarea").bounding_box()["width"] > 300


def test_the_text_that_was_checked_stays_in_view_beside_its_claims(open_page):
    page = open_page(height=500)
    go(page, "check")
    page.fill("#check-text textarea", "新增就业999万人，各项支出完成 10589 亿元。" * 8)
    page.click("#check-go")
    page.wait_for_selector("#check-result .claims li")
    page.evaluate("window.scrollTo(0, 1200)")
    page.wait_for_timeout(100)
    box = page.locator(".checked-text").bounding_box()
    assert 0 <= box["y"] < 100
