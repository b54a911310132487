"""What a visitor may choose for a question, and how an answer that is being written is stopped."""

from __future__ import annotations

import pytest
from page_fake import KEPT, SLOWLY
from test_page import BOTH, QUESTION, ask, go, violations

from ui.texts import Texts

LONG_QUESTION = f"{SLOWLY}：{QUESTION}"
NOTICE, SECOND = "粤财办〔2018〕6号", "粤办〔2019〕1号"


def begin(page, question: str = LONG_QUESTION) -> None:
    """Ask and wait until a sentence has been checked and more is being written."""
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#live .unchecked:has-text('还有')")


def choose(page, name: str) -> None:
    """Choose a document in the closed list, and close it again."""
    page.click("#within > button")
    page.click("#within-documents input")
    page.click(f"#within-documents [role=option]:has-text('{name}')")
    page.locator("#within-documents input").blur()
    page.click("#within > button")
    page.wait_for_selector(f"#within > button:has-text('{name}')")


def test_without_a_choice_nothing_is_offered(open_page, server):
    page = open_page()
    page.wait_for_timeout(300)
    assert page.locator("#model").count() == 0 or page.locator("#model").is_hidden()
    assert page.locator("#within").count() == 0 or page.locator("#within").is_hidden()
    ask(page, QUESTION)
    asked = server.services.asked[-1]
    assert (asked.documents, asked.model) == (None, None)


@BOTH
def test_a_language_model_is_chosen_or_none_and_the_choice_stays(open_page, model_server, language):
    page, texts = open_page(language, server=model_server), Texts(language)
    ask(page, QUESTION)
    assert model_server.services.asked[-1].model == "openai:qwen3-32b"
    page.click("#model input")
    offered = page.locator("[role=option]").all_inner_texts()
    assert [o.replace("✓", "").strip() for o in offered] == ["qwen3-32b", "qwen3:8b", texts("no_model")]
    page.click(f"[role=option]:has-text('{texts('no_model')}')")
    ask(page, QUESTION)
    assert model_server.services.asked[-1].model == "composed"
    page.wait_for_timeout(300)
    page.reload()
    page.wait_for_selector("#thread .exchange")
    page.wait_for_function(f"document.querySelector('#model input').value == '{texts('no_model')}'")


@BOTH
def test_only_the_chosen_documents_are_searched_and_the_reader_is_told(open_page, model_server, language):
    page, texts = open_page(language, server=model_server), Texts(language)
    choose(page, SECOND)
    ask(page, QUESTION)
    assert model_server.services.asked[-1].documents == ("second",)
    told = texts("within_note", names=SECOND)
    assert told in page.inner_text("#thread .exchange")
    assert told in page.get_attribute("#thread [data-copy]", "data-copy")
    page.wait_for_timeout(300)
    page.reload()
    page.wait_for_selector(f"#within > button:has-text('{SECOND}')")
    ask(page, QUESTION)
    assert model_server.services.asked[-1].documents == ("second",)
    page.click("#fresh")
    page.wait_for_selector(f"#within > button > span:text-is('{texts('within')}')")
    ask(page, QUESTION)
    assert model_server.services.asked[-1].documents is None


def test_an_earlier_conversation_brings_its_documents_back(open_page, model_server):
    page = open_page(server=model_server)
    choose(page, SECOND)
    ask(page, QUESTION)
    page.click("#fresh")
    page.wait_for_selector(".welcome")
    go(page, "history")
    page.click(".history .open")
    page.wait_for_selector(f"#within > button:has-text('{SECOND}')")


@BOTH
@pytest.mark.parametrize("way", ["click", "key"])
def test_a_stop_keeps_what_was_checked_and_ends_the_model(open_page, model_server, language, way):
    page, texts = open_page(language, server=model_server), Texts(language)
    begin(page)
    page.wait_for_selector("#stop", state="visible")
    assert not page.is_visible("#send")
    page.click("#stop") if way == "click" else page.keyboard.press("Escape")
    page.wait_for_selector("#thread .stopped")
    assert model_server.services.closed.wait(5)
    shown = page.inner_text("#thread .exchange")
    assert page.inner_text("#thread .words").strip() == f"{KEPT}[1]"
    assert texts("stopped") in shown and texts("stopped_note") in shown
    assert "李某" not in shown and "还有" not in shown
    assert page.locator("#thread [data-feedback]").count() == 0
    page.wait_for_function("document.querySelector('#live').innerText.trim() == ''")
    page.wait_for_selector("#stop", state="hidden")
    assert page.is_visible("#send")
    page.wait_for_timeout(300)
    page.reload()
    page.wait_for_selector("#thread .stopped")
    ask(page, QUESTION)


def test_a_stop_before_any_sentence_says_so(open_page, model_server):
    page = open_page(server=model_server)
    page.fill("#question textarea", f"{SLOWLY}：什么也没有")
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#stop", state="visible")
    page.click("#stop")
    page.wait_for_selector(f"#thread .exchange:has-text('{Texts('zh')('stopped_nothing')}')")
    assert page.locator("#thread .words").count() == 0


def test_a_new_conversation_ends_the_answer_of_the_old_one(open_page, model_server):
    page = open_page(server=model_server)
    begin(page)
    page.click("#fresh")
    page.wait_for_selector(".welcome")
    assert model_server.services.closed.wait(5)
    page.wait_for_function("document.querySelector('#live').innerText.trim() == ''")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_choices_and_a_stopped_answer_keep_to_wcag(open_page, model_server, scheme):
    page = open_page(scheme=scheme, server=model_server)
    choose(page, NOTICE)
    begin(page)
    found = {"writing": violations(page)}
    page.click("#stop")
    page.wait_for_selector("#thread .stopped")
    page.click("#within > button")
    page.wait_for_timeout(500)
    found["stopped"] = violations(page)
    assert {when: what for when, what in found.items() if what} == {}


@pytest.mark.parametrize("action", ["open", "delete"])
def test_history_ends_the_answer_that_is_being_written(open_page, model_server, action):
    page, texts = open_page(server=model_server), Texts("zh")
    ask(page, "特困人员救助供养由哪些部门负责？")
    page.click("#fresh")
    page.wait_for_selector(".welcome")
    begin(page)
    go(page, "history")
    page.on("dialog", lambda dialog: dialog.accept())
    page.click(f".history [data-history={action}]")
    assert model_server.services.closed.wait(5)
    page.wait_for_function("document.querySelector('#live').innerText.trim() == ''")
    go(page, "history") if action == "open" else None
    page.wait_for_selector(f".history li:has-text('{SLOWLY}')")
    page.click(f".history li:has-text('{SLOWLY}') .open")
    page.wait_for_selector("#thread .stopped")
    assert page.inner_text("#thread .words").strip() == f"{KEPT}[1]"
    assert texts("stopped_note") in page.inner_text("#thread .exchange")


def test_an_answer_that_comes_while_another_view_is_read_opens_nothing_over_it(open_page, model_server):
    page = open_page(server=model_server)
    begin(page)
    go(page, "figures")
    page.keyboard.press("Escape")
    assert model_server.services.closed.wait(5)
    page.wait_for_selector("#thread .stopped", state="attached")
    page.wait_for_timeout(300)
    assert page.locator("#source").is_hidden()
