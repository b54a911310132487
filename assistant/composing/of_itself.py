"""What a document says of itself: what it applies to, on what it rests, from when it is in force, what is attached to
it, who approved it, who explains, revises or carries it out.

本办法由财政部负责解释 shares no word with its title. The title holds what is asked about, the sentence only 本办法; a
short clause may say it under a heading of its own (1.2 编制依据).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.composing.draft import Draft, one_line, place
from assistant.composing.lists import list_members
from assistant.composing.refusal import refuse
from assistant.library import Library, Sentence
from assistant.missing import no_detail
from assistant.question import Kind, Question
from assistant.retrieval import Found, cover
from policytext.folding import fold
from vectorstore.records import Clause, Document

_DONE = re.compile(r"解释|修[订改]|制[定订]|组织实施|实施|组织|管理|评估|备案|审批|批准|监督|执行|落实")
_KIND = re.compile(
    r"预案|办法|规定|方案|条例|细则|计划|规划|意见|通知|标准|规范|指引|指南|制度|纲要|章程|准则|目录|措施"
)
_ITSELF = rf"本[\u4e00-\u9fff]{{0,6}}?(?:{_KIND.pattern})"
_WHEN = r"(?:什么时候|什么时间|何时|哪天|哪一天|哪日|几号|啥时候|多会儿)"
_STARTS = r"(?:施行|实施|执行|生效)"
_ALLOWED = r"(?:批准|同意|审定|审议通过)"
MOST_DOCUMENTS = 3  # whose titles hold the question alike: side by side, never merged


@dataclass(frozen=True)
class _Statement:
    """Something that documents say of themselves: the words that ask for it, the words that say it, the heading of a
    clause that says nothing else. `at_end`: do documents say it in their last clauses?"""

    asked: re.Pattern[str]
    said: tuple[re.Pattern[str], ...]  # the surest first
    heading: re.Pattern[str] | None = None
    at_end: bool = False
    label: str = ""  # where the words ask for nothing else: what a document does not print that lacks it


_STATEMENTS = (
    _Statement(
        re.compile(r"不适用(?:于)?(?:哪|什么|谁)|(?:哪|什么).{1,8}不适用"),
        (re.compile(rf"不适用[^。;]*{_ITSELF}|{_ITSELF}[^。;]*(?:不适用|不包括|除外)"),),
        re.compile("^适用(?:范围|对象)$"),
        label="适用范围",
    ),
    _Statement(
        re.compile(r"适用(?:于|的)*(?:哪|什么|谁|范围|对象)"),
        (re.compile(rf"{_ITSELF}(?:所)?适用|(?<!不)适用(?:于)?{_ITSELF}|{_ITSELF}的?适用范围"),),
        re.compile("^适用(?:范围|对象)$"),
        label="适用范围",
    ),
    _Statement(
        re.compile(
            r"(?:根据|依据|按照)(?:的是)?(?:什么|啥|哪)[^,?]{0,8}?(?:制[定订]|编制|起草|出台|印发|来|的|$|(?=[?。]))"
            r"|(?:制[定订]|编制|出台|印发|起草)的?依据"
        ),
        (
            re.compile(rf"(?:根据|依据|依照|按照)[^。;]*(?:制[定订]|编制)(?:{_ITSELF}|本|了?《)"),
            re.compile(r"(?:贯彻|落实|根据|按照)[^。;]*提出(?:以下|如下|本)"),
            re.compile(rf"为[^。;]*(?:制[定订]|编制)(?:{_ITSELF}|本)"),
        ),
        re.compile("^(?:编制|制[定订]|法律|政策)依据$"),
        label="制定依据",
    ),
    _Statement(
        re.compile(rf"{_WHEN}(?:起|开始|正式)*{_STARTS}|{_STARTS}(?:的)?(?:时间|日期|日子)|{_STARTS}是?{_WHEN}"),
        (re.compile(rf"自[^。;]{{2,24}}起(?:正式)?{_STARTS}"),),
        at_end=True,
    ),
    _Statement(
        re.compile(rf"谁{_ALLOWED}|(?:哪|什么).{{0,5}}{_ALLOWED}|经(?:过)?(?:谁|哪)"),
        (re.compile(rf"(?:已|业|报)?经[^。;,]{{2,30}}{_ALLOWED}"),),
    ),
)  # fmt: skip
_ATTACHED = re.compile(
    r"附件(?:都|一共|总共|主要|具体)*(?:有|是|包括|列)?(?:哪|什么|几|多少)|(?:哪些|几个|什么)附件"
)
_ATTACHMENTS = re.compile(
    r"^[ \t\u3000]*附件[ \u3000]*[：:][^\n]+(?:\n+[ \t\u3000]*\d{1,2}[.．、][^\n]+)*", re.M
)
# 应急预案的工作原则是什么: what is asked for may be the heading of a clause.
_UNDER = re.compile(
    r"的?(?P<heading>[\u4e00-\u9fff]{3,10}?)(?:分别|主要|具体|都|是|有|包括)+(?:什么|哪些|啥|哪几)"
)
_REPLACES = re.compile(r"(?:替代|取代|代替|废止)了?(?:的是|的有|的)?(?:哪|什么)")


def compose_of_itself(
    question: Question, library: Library, within: Collection[str] | None, found: Sequence[Found]
) -> Answer | None:
    """None when the question names no document by its number or title, or asks for nothing of the kind. A refusal
    where the words can ask for nothing else and the document does not say it."""
    if question.kind is Kind.CHECK or question.english:
        return None
    asked = _asked_words(question)
    if asked is None:
        return _under_heading(question, library, within)
    draft = Draft(library)
    documents = _named(question, library, within, asked)
    for document in documents:
        for start, end in _said(question, library, document, asked):
            mark = draft.cite(document.id, start, end)
            draft.say(f"{one_line(library.slice(document.id, start, end))}{mark}")
            draft.say(f"出处：{place(library, library.clause_at(document.id, start))}")
    if draft.citations:
        return draft.answer()
    label = _only_of_itself(asked)
    return refuse(question, library, found, no_detail(label)) if documents and label else None


def _only_of_itself(asked: str) -> str:
    """What is asked for, where the words ask for nothing but what a document says of itself."""
    if _ATTACHED.search(asked):
        return "附件"
    if re.search("解释|施行|生效", asked):
        return "解释机关" if "解释" in asked else "施行日期"
    return next((one.label for one in _STATEMENTS if one.asked.search(asked)), "")


def _under_heading(question: Question, library: Library, within: Collection[str] | None) -> Answer | None:
    """The clause of the document whose heading is what is asked for (工作原则)."""
    under = _UNDER.search(question.text.split("的")[-1]) if _KIND.search(question.text) else None
    if under is None or question.kind not in (Kind.DESCRIBE, Kind.LIST):
        return None
    heading = re.compile(f"^{under['heading']}$")
    for document in _named(question, library, within, under.group()):
        clause = _headed(library, document, heading)
        if clause is not None and library.children(clause):
            return list_members(library, clause)
        if clause is not None and clause.body_end - clause.start <= t.LONGEST_CLAUSE_QUOTE:
            draft = Draft(library)
            draft.say(
                f"{one_line(library.own_text(clause))}{draft.cite(document.id, clause.start, clause.body_end)}"
            )
            draft.say(f"出处：{place(library, clause)}")
            return draft.answer()
    return None


def _asked_words(question: Question) -> str | None:
    """The words of the question that ask for something that documents say of themselves."""
    patterns = [_ATTACHED, _REPLACES, *(statement.asked for statement in _STATEMENTS)]
    found = next((match for pattern in patterns if (match := pattern.search(question.text))), None)
    if found is None and question.kind is Kind.WHO and (_KIND.search(question.text) or question.documents):
        # 管理 of 管理办法 is no act that is asked for.
        behind = max((kind.end() for kind in _KIND.finditer(question.text)), default=0)
        found = _DONE.search(question.text, behind) or _DONE.search(question.text)
    return found.group() if found else None


def _named(
    question: Question, library: Library, within: Collection[str] | None, asked: str
) -> list[Document]:
    """The documents whose titles hold all that the question is about, and its kind (预案); where no place is named,
    those of the whole country before others."""
    # What stands behind the words that ask says of what kind an answer is: 适用于哪些单位和个人.
    before = question.text[: question.text.rfind(asked)]
    terms = [term for term in question.terms if term.word in before]
    terms = terms or [term for term in question.terms if term.word not in asked]
    documents = library.documents(within)
    if not question.documents:
        kinds = set(_KIND.findall(question.text))
        documents = [d for d in documents if kinds & set(_KIND.findall(d.title))]
    if not terms or question.documents:
        return documents if len(documents) == 1 and question.documents else []
    fit = {
        d.id: cover(terms, title, title, "", "")[1]
        for d in documents
        if (title := library.folded_titles[d.id])
    }
    best = max(fit.values(), default=0.0)
    if best < t.TITLE_ALONE:
        return []
    named = [d for d in documents if fit.get(d.id) == best]
    national = [d for d in named if not library.is_local(d.id)] if not question.places else []
    return (national or named)[:MOST_DOCUMENTS]


def _said(question: Question, library: Library, document: Document, asked: str) -> Iterator[tuple[int, int]]:
    """The spans of the document that say it."""
    if _ATTACHED.search(asked):
        listed = [match.span() for match in _ATTACHMENTS.finditer(document.text)][:1]
        yield from listed or attached(library, document)
        return
    if _REPLACES.search(asked):
        yield from dict.fromkeys((r.start, r.end) for r in document.relations if r.kind == "repeals")
        return
    statement = next((one for one in _STATEMENTS if one.asked.search(asked)), None)
    if statement is None:
        done = _DONE.search(asked)
        statement = _doing(done.group() if done else asked)
    clause = _headed(library, document, statement.heading)
    if clause is not None and clause.body_end - clause.start <= t.LONGEST_CLAUSE_QUOTE:
        yield clause.start, clause.body_end
        return
    sentence = _stated(library, document, statement)
    if sentence is not None:
        yield sentence.start, sentence.end


def attached(library: Library, document: Document) -> list[tuple[int, int]]:
    """The headings of the attachments, where no line lists them."""
    clauses = [
        c for c in library.clauses({document.id}) if c.address and re.match(r"附件\s*\d*", c.address[-1])
    ]
    return [(c.start, library.sentences(document.id, c.ordinal)[0].end) for c in clauses]


def _doing(done: str) -> _Statement:
    """本预案由国务院办公厅负责解释, or 财政部负责解释本办法, for 解释."""
    said = rf"{_ITSELF}[^。;]{{0,12}}由[^。;]{{2,60}}{done}|[^。;,]{{2,40}}负责[^。;,]{{0,6}}{done}{_ITSELF}"
    return _Statement(re.compile(done), (re.compile(said),), at_end=True)


def _headed(library: Library, document: Document, heading: re.Pattern[str] | None) -> Clause | None:
    """The clause with such a heading."""
    for clause in library.clauses({document.id}) if heading else ():
        words = re.sub(r"^[^\u4e00-\u9fff]+", "", fold(clause.heading)).strip("。.:")
        if heading and heading.search(words):
            return clause
    return None


def _stated(library: Library, document: Document, statement: _Statement) -> Sentence | None:
    """The first sentence that says it; the last, where documents do so at their end."""
    sentences = [
        sentence
        for clause in library.clauses({document.id})
        for sentence in library.sentences(document.id, clause.ordinal)
    ]
    for said in statement.said:
        saying = [sentence for sentence in sentences if said.search(sentence.folded)]
        if saying:
            return saying[-1 if statement.at_end else 0]
    return None
