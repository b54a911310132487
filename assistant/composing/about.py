"""The document's own data: number, issuer, date, addressees, copies, disclosure, validity."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.composing.draft import Draft, one_line
from assistant.library import YEAR, Library
from assistant.missing import Missing, no_detail
from assistant.question import Kind, Question
from assistant.retrieval import Found, cover
from assistant.terms import content_words, weigh
from assistant.understanding import topic_of
from assistant.wording import ABOUT, IN_FORCE
from policytext.dates import find_dates
from policytext.departments import resolve_department
from policytext.folding import fold
from policytext.references import find_document_numbers
from policytext.sentences import split_sentences
from vectorstore.records import Document

_POINTS = re.compile(r"这(?:份|个)|该|本(?=文|通知)|它")
_LEFT_OUT = re.compile(r"除了?[^,，]{1,8}(?:[,，]|以?外|之外)")  # 除了主送的，还要抄给谁
NEAREST = 3  # sentences found that must stand in one document
Span = tuple[int, int]


def span_of(document: Document, words: str | None) -> Span | None:
    if not words:
        return None
    # The layout parts what the catalogue keeps in one: 民政部 财政部.
    printed = re.search(r"\s*".join(map(re.escape, words)), document.text)
    return printed.span() if printed else None


def detail(*labels: str) -> Callable[[Document], Span | None]:
    return lambda document: next(
        (document.details[name] for name in labels if name in document.details), None
    )


def number_span(document: Document) -> Span | None:
    return detail("文号")(document) or span_of(document, document.number)


def issuer_span(document: Document) -> Span | None:
    return detail("发文机关", "印发机关", "落款")(document) or span_of(document, document.issuer)


def title_span(document: Document) -> Span | None:
    return detail("标题")(document) or span_of(document, document.title)


def date_span(document: Document) -> Span | None:
    return detail("印发日期", "成文日期", "日期")(document) or signed(document)


def signed(document: Document) -> Span | None:
    """Where the document's date is printed: the last place, under the signature."""
    dates = [
        (d.start, d.end)
        for d in find_dates(document.text)
        if d.year and d.month and d.day and f"{d.year:04}-{d.month:02}-{d.day:02}" == document.date
    ]
    return dates[-1] if dates else None


@dataclass(frozen=True)
class Detail:
    """One of a document's own data: the words that ask for it, its label, and where it stands."""

    asked: re.Pattern[str]
    label: str
    find: Callable[[Document], Span | None]
    only_here: bool = False  # the words mean nothing else: when it is not printed, that is the answer


_FORCE_ENDS = re.compile(r"有效期|试行期|[实施执]行至")
# Of the document itself, and not of a certificate or a policy that it speaks of.
_OF_ITSELF = re.compile(
    r"本(?:通知|办法|意见|规定|条例|细则|方案|决定|文件|公告|规划|预案|制度|标准|函|规范|指引|政策|措施)|"
    r"自[^。；]{2,24}起(?:施行|实施|执行|生效)|^\s*有效期"
)


def force_span(document: Document) -> Span | None:
    """The document's own 有效期, or the sentence that says until when it holds."""
    sentences = split_sentences(document.text)
    ends = (
        (start, end)
        for start, end in reversed(sentences)
        if _FORCE_ENDS.search(document.text, start, end) and _OF_ITSELF.search(document.text[start:end])
    )
    return detail("有效期", "废止")(document) or next(ends, None)


# In this order: each takes its words out of the question, so that 抄送给谁 does not ask for the addressees too.
DETAILS = (
    Detail(re.compile(r"(?:抄送|抄给|抄报)(?:了|给)?(?:谁|哪[些个几]\w*)?"), "抄送", detail("抄送"), only_here=True),
    Detail(re.compile(r"公开"), "公开方式", detail("公开方式")),
    Detail(re.compile(r"主送(?:给)?(?:谁|哪[些个几]\w*)?|印?发?给谁|写给谁|收文|抬头"), "主送", detail("主送"), only_here=True),
    Detail(re.compile(r"文号|字号|文件号|编号"), "文号", number_span),
    Detail(
        re.compile(rf"(?:{IN_FORCE.pattern})(?:[^,，。]{{0,3}}(?:什么时候|何时|哪[天年]|多久|几年|多长时间))?"),
        "有效期", force_span, only_here=True,
    ),
    Detail(
        re.compile(r"哪天|哪一天|什么时候|何时|几号|几月|什么时间|哪年|日期|时间|日子|年月日|啥时候|何日|\d月\d+日"),
        "印发日期", date_span,
    ),
    Detail(re.compile(r"全称|(?<!小)标题|题目|名称|叫什么"), "标题", title_span),
    Detail(re.compile(r"机关|单位|谁|哪个|哪家|部门|落款|署名|制发"), "发文机关", issuer_span),
)  # fmt: skip


def compose_about(
    question: Question,
    library: Library,
    within: set[str] | None,
    visible: set[str] | None,
    found: Sequence[Found] = (),
) -> Answer | None:
    """None when the question means no document, or the document does not print what is asked. Another document of
    those that are `visible` may say that it no longer holds."""
    if repealed := say_repealed(question, library, visible):
        return repealed
    document = meant(asked_part(question, library), library, within) or told_of(question, library, found)
    if document is None or of_a_thing(question, library, document, found):
        return None
    draft = Draft(library)
    if _REPEALS.search(question.text):
        say_relations(draft, document)
        return draft.answer() if draft.citations else None
    for wanted in asked_details(question.text):
        span = wanted.find(document)
        if span is not None:
            mark = draft.cite(document.id, *whole_line(document, *span))
            draft.say(f"{wanted.label}：{one_line(document.text[span[0] : span[1]])}{mark}")
        elif wanted.label == "有效期":
            end_of_force(draft, document, visible)
    return draft.answer() if draft.citations else None


def asked_details(text: str) -> list[Detail]:
    """The document's own data that are asked for. Where two words ask, both get a line (哪天印发的，发给谁)."""
    text = _LEFT_OUT.sub("", text)
    asked = []
    for wanted in DETAILS:
        rest = wanted.asked.sub(" ", text)
        if rest != text:
            asked.append(wanted)
        text = rest
    issued = not asked and re.search(r"发布?的", text)  # 是民政厅发的吧
    return [DETAILS[-1]] if issued else asked


_REPEALS = re.compile(r"(?:废止|替代|取代|代替|停止执行)了?的?(?:是|有)?(?:哪|什么|谁)")


def say_relations(draft: Draft, document: Document) -> None:
    """What the document repeals or replaces: its own sentences."""
    for relation in document.relations:
        if relation.kind == "repeals":
            mark = draft.cite(document.id, relation.start, relation.end)
            line = f"{one_line(document.text[relation.start : relation.end])}{mark}"
            if line not in draft.lines:
                draft.say(line)


_OLDER = re.compile(r"旧|老(?:的|版|办法|规定|政策)|原(?:来|先|有|办法)|以前|之前|过去|上一版|暂行")


def say_repealed(question: Question, library: Library, visible: set[str] | None) -> Answer | None:
    """The words of a document that repeals an older one, where the question asks whether that one still holds: by
    its whole name, or by its words and its year (2012年的那个预案还有效吗)."""
    if not IN_FORCE.search(question.text) or question.english:
        return None
    terms = asked_part(question, library).terms
    draft = Draft(library)
    for document in library.documents(visible):
        for relation in (r for r in document.relations if r.kind == "repeals"):
            words, name = document.text[relation.start : relation.end], fold(relation.target)
            years = {int(year) for year in YEAR.findall(words)}
            older = bool(years & set(question.years) or _OLDER.search(question.text))
            whole = name in question.text and name not in library.folded_titles[document.id]
            if whole or (older and terms and cover(terms, name, name, "", "")[1] >= t.TITLE_ALONE):
                line = f"{one_line(words)}{draft.cite(document.id, relation.start, relation.end)}"
                draft.lines += [line] if line not in draft.lines else []
    return draft.answer() if draft.citations else None


def end_of_force(draft: Draft, document: Document, visible: set[str] | None) -> None:
    """Who repealed or changed the document: the words of the other one that say so."""
    names = {fold(name) for name in (document.number, document.title) if name}
    # What a document repeals is its own former text where it bears the same title.
    others = [other for other in draft.library.documents(visible) if other.id != document.id]
    for other in others:
        for relation in other.relations:
            if relation.kind in ("repeals", "amends") and fold(relation.target) in names:
                mark = draft.cite(other.id, relation.start, relation.end)
                draft.say(f"{one_line(other.text[relation.start : relation.end])}{mark}")


def not_printed(
    question: Question, library: Library, within: set[str] | None, visible: set[str] | None
) -> Missing | None:
    """What the meant document does not print of itself, where the question can ask for nothing else."""
    asked = asked_details(question.text)
    if not asked or not asked[0].only_here or compose_about(question, library, within, visible):
        return None
    question = asked_part(question, library)
    document = meant(question, library, within)
    pointed = (
        question.documents
        or _POINTS.search(question.text)
        or (document and named_whole(question, library, document))
    )
    if document is None or (asked[0].label in ("有效期", "主送") and not pointed):
        return None  # 证书的有效期: a thing that the document speaks of has one too
    return no_detail(asked[0].label)


def asked_part(question: Question, library: Library) -> Question:
    """The part of the question that asks for the document's data: "归档要填字号，这份文的字号怎么写"."""
    parts = [part for part in re.split(r"[,，;；]", question.text) if ABOUT.search(part)]
    if not parts or question.english:
        return question
    pointing = [part for part in parts if _POINTS.search(part)]
    topic = topic_of("，".join(pointing or parts), Kind.ABOUT)
    words = [w for w in content_words(topic, library) if not any(c.isdigit() for c in w)]
    return replace(question, topic=topic, terms=weigh(words, library))


def whole_line(document: Document, start: int, end: int) -> Span:
    """The line of the document around a date or number, where it holds little else (2018年3月26日印发)."""
    first = document.text.rfind("\n", 0, start) + 1
    last = document.text.find("\n", end)
    last = len(document.text) if last < 0 else last
    line = document.text[first:last]
    first, last = first + len(line) - len(line.lstrip()), last - len(line) + len(line.rstrip())
    return (first, last) if last - first <= t.SHORT_LINE else (start, end)


def judge_about(question: Question, own: Answer) -> Answer | None:
    """The document's own data with a verdict on what was said of it; None when no value was said."""
    printed = fold(" ".join(citation.quote for citation in own.citations))
    said = []
    if "日期：" in own.text or "有效期：" in own.text:
        said += [fold(question.original[d.start : d.end]) for d in find_dates(question.original)]
    if "文号：" in own.text:
        said += [fold(question.original[m.start : m.end]) for m in find_document_numbers(question.original)]
    right = [value in printed for value in said]
    bodies = question.departments if re.search(r"发文机关：|主送：|抄送：", own.text) else ()
    for name in bodies:  # 省财政厅 is the issuer where its 办公室 signs
        inside = fold(re.sub(r"^(?:省|市|县)", "", name)) in printed
        right.append(inside or bool(resolve_department(name, [c.quote for c in own.citations])))
    if not right:
        return None
    verdict = "相符。" if all(right) else "不符。"
    return replace(own, text=f"{verdict}{own.text}")


_ISSUED_BY = re.compile(r"由[^,。;]{2,40}(?:发布|公布|印发|发放|核发|颁发)")
_PRINTED_OF_ITSELF = re.compile(r"落款|署名|文号|发文(?:机关|单位|字号)|印发(?:机关|日期)|主送|抄送")


def told_of(question: Question, library: Library, found: Sequence[Found]) -> Document | None:
    """The document whose contents the question tells (那个建议网上博客的答复，落款是哪天): all that comes
    nearest stands in it. Only for words that ask for nothing but a document's own data."""
    nearest = {one.sentence.document_id for one in found[:NEAREST]}
    if len(nearest) != 1 or not _PRINTED_OF_ITSELF.search(question.text):
        return None
    return library.document(nearest.pop())


def of_a_thing(question: Question, library: Library, document: Document, found: Sequence[Found]) -> bool:
    """Is it asked of a thing that the documents speak of (谁发布成果目录), which a sentence holds better than the title?"""
    pointed = _POINTS.search(question.text) or re.search(r"文件|这文", question.text) or question.documents
    published = {wanted.label for wanted in asked_details(question.text)} <= {"发文机关", "印发日期"}
    if pointed or not published or _PRINTED_OF_ITSELF.search(question.text):
        return False
    title = library.folded_titles[document.id]
    fit = cover(question.terms, title, title, "", "")[1]
    if not found or fit >= t.TITLE_ALONE:
        return False
    says_who = _ISSUED_BY.search(found[0].sentence.folded)
    return found[0].own > (fit if says_who else max(fit, t.TITLE_ALONE))


def named_whole(question: Question, library: Library, document: Document) -> bool:
    """Are the question's terms those of the title, so that it asks for nothing but the document?"""
    title = library.folded_titles[document.id]
    return cover(question.terms, title, title, "", "")[1] >= t.TITLE_ALONE


def meant(question: Question, library: Library, within: set[str] | None) -> Document | None:
    """The document that the question is about: the only one, or the one whose title holds its terms."""
    documents = library.documents(within)
    if len(documents) == 1 and sum(term.weight for term in question.terms) < 2 * t.OWN_TOPIC:
        return documents[0]  # "哪天印发的": it names no thing, so the document itself is meant

    def fit(document: Document) -> float:
        title = library.folded_titles[document.id]
        return cover(question.terms, title, title, "", "")[1]

    ranked = sorted(documents, key=lambda d: (-fit(d), len(d.title)))
    return ranked[0] if ranked and fit(ranked[0]) >= t.TITLE_NAMED else None
