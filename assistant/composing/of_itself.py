"""Who explains, revises or carries out the document that the question names: what the document says of itself.

本办法由财政部负责解释 shares no word with its title. The title holds what is asked about, the sentence only 本办法.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.composing.draft import Draft, one_line, place
from assistant.library import Library, Sentence
from assistant.question import Kind, Question
from assistant.retrieval import cover
from vectorstore.records import Document

_DONE = re.compile(r"解释|修[订改]|制[定订]|组织实施|实施|组织|管理|评估|备案|审批|批准|监督|执行|落实")
_KIND = re.compile(
    r"预案|办法|规定|方案|条例|细则|计划|规划|意见|通知|标准|规范|指引|指南|制度|纲要|章程|准则|目录|措施"
)
MOST_DOCUMENTS = 3  # whose titles hold the question alike: side by side, never merged


def compose_of_itself(question: Question, library: Library, within: Collection[str] | None) -> Answer | None:
    """None when the question names no document by its title, or what it asks is not said of the document."""
    done = _DONE.search(question.text)
    if question.kind is not Kind.WHO or done is None or not _KIND.search(question.text):
        return None
    draft = Draft(library)
    for document in _named(question, library, within, done.group()):
        sentence = _said_of_itself(library, document, done.group())
        if sentence is not None:
            clause = library.clause(document.id, sentence.clause)
            mark = draft.cite_clause(clause, sentence.start, sentence.end)
            draft.say(f"{one_line(library.slice(document.id, sentence.start, sentence.end))}{mark}")
            draft.say(f"出处：{place(library, clause)}")
    return draft.answer() if draft.citations else None


def _named(question: Question, library: Library, within: Collection[str] | None, done: str) -> list[Document]:
    """The documents whose titles hold all that the question is about, and its kind (预案)."""
    terms = [term for term in question.terms if term.word not in done]
    kinds = set(_KIND.findall(question.text))
    documents = [d for d in library.documents(within) if kinds & set(_KIND.findall(d.title))]
    if not terms:
        return documents if len(documents) == 1 and question.documents else []
    fit = {
        d.id: cover(terms, title, title, "", "")[1]
        for d in documents
        if (title := library.folded_titles[d.id])
    }
    best = max(fit.values(), default=0.0)
    if best < t.TITLE_ALONE:
        return []
    return [d for d in documents if fit.get(d.id) == best][:MOST_DOCUMENTS]


def _said_of_itself(library: Library, document: Document, done: str) -> Sentence | None:
    """本预案由国务院办公厅负责解释, or 财政部负责解释本办法, for 解释; the last, where a document speaks of itself at its
    end."""
    itself = rf"本[\u4e00-\u9fff]{{0,6}}?(?:{_KIND.pattern})"
    said = re.compile(
        rf"{itself}[^。;]{{0,12}}由[^。;]{{2,60}}{done}|[^。;,]{{2,40}}负责[^。;,]{{0,6}}{done}{itself}"
    )
    for clause in reversed(library.records[document.id].clauses):
        for sentence in reversed(library.sentences(document.id, clause.ordinal)):
            if said.search(sentence.folded):
                return sentence
    return None
