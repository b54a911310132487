"""A question of two parts (多长时间内书面报告，整改期间暂停什么) whose answer says but one of them.

The other part is mostly answered next to the first: by the sentence of the same clause that has most of its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.composing.draft import Draft, one_line
from assistant.library import Library, Sentence
from assistant.question import Kind, Question
from assistant.understanding import topic_of
from policytext.departments import find_departments
from policytext.folding import fold

_PART = re.compile(r"[,;?!。]")
_ASKS = re.compile(r"谁|哪|什么|啥|多少|多[久长大高]|几|怎|何|呢$|能不能|可不可以|是否|能否")
_ASKS_WHO = re.compile(r"谁|哪一?[个些家几]?(?:部门|单位|机关|厅|局|委)")
_AROUND = re.compile(r"\(([^()]{4,})\)")
_ONE_ANSWER = (Kind.CHECK, Kind.COMPARE, Kind.TASKS, Kind.SHARED, Kind.ORDINAL, Kind.CHAT, Kind.ABOUT)


def with_other_parts(answer: Answer, question: Question, library: Library) -> Answer:
    """The answer with the sentences that answer the parts of the question it leaves out."""
    if question.kind in _ONE_ANSWER or question.english or not answer.citations:
        return answer
    parts = [part for part in _PART.split(question.text) if _ASKS.search(part)]
    if len(parts) < 2:
        return answer
    first = answer.citations[0]
    clause = library.clause_at(first.document_id, first.start)
    sentences = library.sentences(clause.document_id, clause.ordinal)
    sentences = tuple(one for one in sentences if not library.is_frame(one))
    draft = Draft(library)
    draft.citations, draft.lines = list(answer.citations), answer.text.split("\n")
    for part in parts:
        said = fold("".join(draft.lines))
        # A figure is said with the words of its sentence around it: but a department that is asked for may stand there.
        untold = bool(_ASKS_WHO.search(part)) and not find_departments(said)
        sentence = _next_to_it(topic_of(part, Kind.DESCRIBE), said, sentences, untold)
        if sentence is not None and not draft.full:
            words = one_line(library.slice(sentence.document_id, sentence.start, sentence.end))
            line = f"{words}{draft.cite_clause(clause, sentence.start, sentence.end)}"
            at = next(
                (n for n, said in enumerate(draft.lines) if said.startswith("出处：")), len(draft.lines)
            )
            draft.lines.insert(at, line)
    return replace(answer, text="\n".join(draft.lines), citations=tuple(draft.citations))


def _next_to_it(part: str, said: str, sentences: Sequence[Sentence], untold: bool) -> Sentence | None:
    """The sentence with most of the part's words, where it has far more of them than what is said already. `untold`:
    does the part ask for a department, and none is said yet?"""
    best = max(sentences, key=lambda one: pairs_held(part, one.folded), default=None)
    if best is None or best.folded in said:
        return None
    if untold and find_departments(best.folded):
        return best if pairs_held(part, best.folded) >= t.PART_HELD else None
    if any(words in best.folded for words in _AROUND.findall(said)):
        return None
    share = pairs_held(part, best.folded)
    return best if share >= t.PART_HELD and share - pairs_held(part, said) >= t.PART_MORE else None


def pairs_held(words: str, text: str) -> float:
    """Share of the pairs of neighbouring characters of `words` that stand in `text`."""
    pairs = [words[i : i + 2] for i in range(len(words) - 1) if words[i : i + 2].isalnum()]
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0
