"""An answer as HTML: words with numbered marks, sources, checks, what to ask next. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Check, Citation
from ui.page.address import citation_link
from ui.page.draft import Draft, marks
from ui.page.markup import Markup, escape, join, tag
from ui.remarks import remark
from ui.texts import Texts

MARK = re.compile(r"\[(\d{1,3})\]")
BULLET = re.compile(r"^\s*(?:[-•·*]|(\d{1,3})[.、．)])\s+(.+)$")
GOOD = frozenset({"supported", "computed"})


@dataclass(frozen=True)
class Exchange:
    """One question with its answer, or with the reason why there is none. `id` names it in the page. When the
    visitor stopped it, the answer is no whole one."""

    id: str
    question: str
    answer: Answer | None = None
    error: str = ""
    stopped: bool = False


def exchange(value: Exchange, texts: Texts) -> Markup:
    """Return one turn of the conversation."""
    if value.stopped:
        body = stopped(value, texts)
    elif value.answer is None:
        body = tag("p", tag("strong", texts("error_title")), " ", value.error, class_="error", role="alert")
    else:
        body = answer(value.answer, value.id, texts)
    return turn(value.question, body, value.id, texts)


def stopped(value: Exchange, texts: Texts) -> Markup:
    """What had been checked when the visitor stopped the answer; no opinion is asked of half an answer."""
    mark = tag("p", texts("stopped"), class_="stopped")
    if value.answer is None:
        return join([mark, tag("p", value.error, class_="note")])
    return join([mark, answer(value.answer, value.id, texts, whole=False)])


def turn(question: str, body: Markup, name: str, texts: Texts, live: bool = False) -> Markup:
    """A question and whatever stands below it."""
    return tag(
        "article",
        tag("h2", tag("span", texts("you"), class_="sr"), question, class_="question"),
        tag("div", body, class_="answer"),
        class_="exchange",
        id=f"exchange-{name}",
        data_live=live,
    )


def pending(question: str, draft: Draft, texts: Texts) -> Markup:
    """The turn while it is answered: checked sentences, struck ones with their reason, a pale tail."""
    if not draft.sentences and not draft.tail:
        body = tag("p", texts("thinking"), class_="thinking")
    else:
        sentences = [
            tag("span", inline(s.text + marks(s), {c.n: c for c in s.citations}))
            if s.kept
            else tag("del", s.text, title=remark(s.reason, texts) or verdict_name(s.verdict, texts))
            for s in draft.sentences
        ]
        body = tag("p", *sentences, tag("span", draft.tail, class_="unchecked"), class_="words")
    return turn(question, body, "live", texts, live=True)


def answer(value: Answer, name: str, texts: Texts, whole: bool = True) -> Markup:
    """The answer first, then checks, sources, and what can be done with it."""
    by_number = {c.n: c for c in value.citations}
    refused = value.status == "not_found"
    return join(
        [
            tag("p", texts("not_found"), class_="refused") if refused else None,
            tag("div", paragraphs(value.text, by_number), class_="words"),
            *(tag("p", remark(note, texts), class_="note") for note in value.notes),
            checks(value.checks, texts),
            sources(value.basis, texts("source_count", count=len(value.basis)), texts),
            sources(value.further, texts("further"), texts, lesser=True),
            sources(value.nearest, texts("nearest"), texts, lesser=True) if refused else None,
            _foot(value, name, texts, whole),
            feedback_form(name, texts) if whole else None,
            suggestions(value.suggestions, texts),
        ]
    )


def paragraphs(words: str, citations: Mapping[int, Citation]) -> Markup:
    """Lines as paragraphs and lists, [n] as a mark that leads to its source, **x** as strong."""
    parts: list[Markup] = []
    items: list[Markup] = []
    for line in [*words.splitlines(), ""]:
        bullet = BULLET.match(line)
        if bullet:
            items.append(_item(bullet, citations))
            continue
        if items and (line.strip() or line == ""):
            parts.append(tag("ul", *items))
            items = []
        if line.strip():
            parts.append(tag("p", inline(line.strip(), citations)))
    return join(parts)


def _item(bullet: re.Match[str], citations: Mapping[int, Citation]) -> Markup:
    number = tag("span", f"{bullet[1]}.", class_="number") if bullet[1] else None
    return tag("li", number, inline(bullet[2], citations), class_="numbered" if number else None)


def inline(words: str, citations: Mapping[int, Citation]) -> Markup:
    """The words of one line, escaped, with their citation marks and emphasis."""
    parts: list[Markup] = []
    for position, piece in enumerate(words.split("**")):
        shown = join(_marks(piece, citations))
        parts.append(tag("strong", shown) if position % 2 and piece else shown)
    return join(parts)


def _marks(words: str, citations: Mapping[int, Citation]) -> list[Markup]:
    parts: list[Markup] = []
    end = 0
    for mark in MARK.finditer(words):
        citation = citations.get(int(mark[1]))
        parts.append(escape(words[end : mark.start()]))
        parts.append(cite(citation) if citation else escape(mark[0]))
        end = mark.end()
    return [*parts, escape(words[end:])]


def cite(citation: Citation) -> Markup:
    """The small mark in the text: a link that works for a colleague too, with the quote for the pointer."""
    return tag(
        "a",
        f"[{citation.n}]",
        href=citation_link(citation),
        class_="cite",
        data_quote=citation.quote,
        data_where=where(citation),
        data_cite=citation.n,
    )


def where(citation: Citation) -> str:
    """Document and clause in one line: 粤财办〔2018〕6号 › （六）生活保障均等化 › 17. 加强最低生活保障"""
    return " › ".join([citation.document_number or citation.title, *citation.section[-2:]]).replace("**", "")


def checks(values: Sequence[Check], texts: Texts) -> Markup | None:
    """One line that says whether figures and departments hold, with each of them on demand."""
    if not values:
        return None
    bad = [c for c in values if c.verdict not in GOOD]
    summary = (
        texts("checks_bad", bad=len(bad), count=len(values)) if bad else texts("checks_ok", count=len(values))
    )
    return tag(
        "details",
        tag("summary", summary),
        tag("ul", *(_check(c, texts) for c in values)),
        class_="checks bad" if bad else "checks",
        open=bool(bad),
    )


def _check(value: Check, texts: Texts) -> Markup:
    said = texts("expected", expected=value.expected) if value.expected else remark(value.reason, texts)
    return tag(
        "li",
        tag("span", texts(value.kind), class_="kind"),
        tag("span", value.text, class_="claim"),
        tag("span", verdict_name(value.verdict, texts), class_="verdict"),
        tag("span", f"[{value.citation}]", class_="number") if value.citation else None,
        tag("span", said, class_="remark") if said else None,
        class_=f"v-{value.verdict}",
    )


def verdict_name(verdict: str, texts: Texts) -> str:
    return texts("not_found_verdict" if verdict == "not_found" else verdict)


def sources(values: Sequence[Citation], heading: str, texts: Texts, lesser: bool = False) -> Markup | None:
    """The quoted clauses as a list, each a link to its place; `lesser` are those that no answer rests on."""
    if not values:
        return None
    return tag(
        "section",
        tag("h3", heading),
        tag("ol", *(_source(c, texts) for c in values)),
        class_="sources lesser" if lesser else "sources",
    )


def _source(value: Citation, texts: Texts) -> Markup:
    page = tag("span", texts("page_number", page=value.page), class_="page") if value.page else None
    return tag(
        "li",
        tag(
            "a",
            tag("span", str(value.n), class_="n"),
            tag("span", where(value), page and " · ", page, class_="where"),
            tag("q", " ".join(value.quote.replace("**", "").split())),
            href=citation_link(value),
            class_="source-card",
            data_source=value.n,
        ),
    )


def _foot(value: Answer, name: str, texts: Texts, whole: bool) -> Markup:
    written = texts("generated_by", model=value.model or "") if value.mode == "generated" else None
    return tag(
        "footer",
        tag("button", texts("copy"), type="button", class_="quiet", data_copy=plain(value, texts)),
        *(_opinions(name, texts) if whole else ()),
        tag("span", written or texts("milliseconds", count=value.milliseconds), class_="meta"),
        class_="foot",
    )


def _opinions(name: str, texts: Texts) -> list[Markup]:
    buttons = [
        tag(
            "button",
            texts(f"feedback_{opinion}"),
            type="button",
            class_="quiet",
            data_feedback=opinion,
            data_exchange=name,
        )
        for opinion in ("right", "wrong")
    ]
    return [tag("span", texts("feedback"), class_="sr"), *buttons]


def feedback_form(name: str, texts: Texts) -> Markup:
    """What is wrong, in the reader's words; page.js shows it when "wrong" is pressed."""
    return tag(
        "form",
        tag("label", texts("feedback_because"), tag("textarea", name="comment", rows=2, maxlength=2000)),
        tag("button", texts("feedback_send"), type="submit", class_="small"),
        class_="feedback",
        data_exchange=name,
        hidden=True,
    )


def suggestions(values: Sequence[str], texts: Texts, heading: str = "suggestions") -> Markup | None:
    """Questions to ask next, as buttons."""
    if not values:
        return None
    return tag(
        "section",
        tag("h3", texts(heading)),
        *(tag("button", v, type="button", class_="suggestion", data_ask=v) for v in values),
        class_="suggestions",
    )


def grouped(value: Answer, texts: Texts) -> tuple[tuple[str, tuple[Citation, ...]], ...]:
    """The citations of an answer under their headings: what it rests on, what to read on, what came nearest."""
    return (
        (texts("sources"), value.basis),
        (texts("further"), value.further),
        (texts("nearest"), value.nearest),
    )


def plain(value: Answer, texts: Texts) -> str:
    """The answer with its notes and sources as text, for the clipboard. The page adds its address to links."""
    lines = [value.text.strip(), *(remark(note, texts) for note in value.notes)]
    for heading, citations in grouped(value, texts):
        if citations:
            lines += ["", heading]
            lines += [f"[{c.n}] {where(c)}：{c.quote.strip()} {citation_link(c)}" for c in citations]
    return "\n".join(lines)
