"""What a reply replies to, and to whom: 对…第7264号建议的答复, 关于…的批复.

Such a document tells it in its first lines and in words of its own (您提出的关于…的建议收悉), which share little with a
question for it (谁提的，建议什么).
"""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.composing.draft import Draft, one_line, place
from assistant.library import Library
from assistant.question import Kind, Question
from assistant.retrieval import cover
from vectorstore.records import Document

_ASKED = re.compile(
    r"(?:谁|哪[位个名]).{0,6}提|(?:建议|提案|请示)是?(?:谁|哪[位个名])|提(?:出|交|议)?(?:的|了)?(?:是)?(?:什么|啥|哪)|"
    r"(?:建议|提案|请示)(?:的|了)?(?:内容)?(?:是)?(?:什么|啥|哪)|提(?:出)?的?是什么"
)
_REPLY = re.compile(r"(?:建议|提案|请示).{0,6}(?:答复|复函|批复)")
_RECEIVED = re.compile(r"(?:提出|报来|来|你|您).{0,80}(?:建议|提案|请示|来函)[^。;]{0,8}(?:收悉|收到)")


def compose_reply(question: Question, library: Library, within: Collection[str] | None) -> Answer | None:
    """None where the question asks for nothing of the kind, or means no such document."""
    asked = _ASKED.search(question.text)
    if asked is None or question.english or question.kind is Kind.CHECK:
        return None
    document = _meant(question, library, within)
    if document is None:
        return None
    draft = Draft(library)
    start, end = document.details.get("主送", (0, 0))
    if start < end and re.search("谁|哪[位个名]", question.text):
        draft.say(f"{one_line(document.text[start:end])}{draft.cite(document.id, start, end)}")
    for clause in library.clauses({document.id}):
        for sentence in library.sentences(document.id, clause.ordinal):
            if _RECEIVED.search(sentence.folded):
                mark = draft.cite(document.id, sentence.start, sentence.end)
                draft.say(f"{one_line(document.text[sentence.start : sentence.end])}{mark}")
                draft.say(f"出处：{place(library, clause)}")
                return draft.answer()
    return None


def _meant(question: Question, library: Library, within: Collection[str] | None) -> Document | None:
    """The reply with the number that the question gives (7264号), else the one whose title holds its terms."""
    replies = [d for d in library.documents(within) if _REPLY.search(library.folded_titles[d.id])]
    numbers = re.findall(r"\d{2,}号", question.text)
    if numbers:
        return next((d for d in replies if any(n in library.folded_titles[d.id] for n in numbers)), None)

    def fit(document: Document) -> float:
        title = library.folded_titles[document.id]
        return cover(question.terms, title, title, "", "")[1]

    best = max(replies, key=fit, default=None)
    return best if best and fit(best) >= t.TITLE_NAMED else None
