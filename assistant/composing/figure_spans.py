"""Where a figure stands: its part of the sentence, its statement, and the row of figures that it is one of."""

from __future__ import annotations

import re

from assistant.library import Library
from policytext.folding import fold
from vectorstore.records import Figure

_PART = re.compile(r"[，,；;。：:、（）()]")
AND = re.compile(r"以及|[和及与]")
_BRACKET = re.compile(r"（[^（）]*）|\([^()]*\)")
_STATEMENT = re.compile(r"[；;。]")
_JOINS = frozenset(("和", "、", "及", "与", "以及", ",", "，"))


def paired(library: Library, figure: Figure) -> list[Figure]:
    """The row of figures that it stands in, with nothing but 和 or 、 between (1295元和3270元); empty for none."""
    text = library.document(figure.document_id).text
    row: list[Figure] = []
    for other in sorted(library.figures_of(figure.document_id, figure.clause), key=lambda f: f.start):
        if row and text[row[-1].end : other.start].strip() in _JOINS and row[-1].end <= other.start:
            row.append(other)
        elif figure in row:
            break
        else:
            row = [other]
    return row if len(row) > 1 and figure in row else []


def statement_start(library: Library, figure: Figure) -> int:
    text = library.document(figure.document_id).text
    ends = [m.end() for m in _STATEMENT.finditer(text, figure.sentence_start, figure.start)]
    return max([figure.sentence_start, *ends, *duty_ends(library, figure)])


def duty_ends(library: Library, figure: Figure) -> list[int]:
    """Ends of the responsibility brackets between the beginning of the figure's sentence and the figure."""
    clause = library.clause(figure.document_id, figure.clause)
    return [d.end for d in library.duties_of(clause) if figure.sentence_start < d.end <= figure.start]


def words_before(library: Library, figure: Figure) -> str:
    """What stands right before the figure in its sentence."""
    return fold(library.slice(figure.document_id, max(figure.sentence_start, figure.start - 8), figure.start))


def part_around(library: Library, figure: Figure) -> str:
    """The figure's own part of the sentence: from the mark before it, or from the figure before it, to the
    next mark or figure behind it."""
    start, end = part_span(library, figure)
    return library.slice(figure.document_id, start, end)


def part_span(library: Library, figure: Figure) -> tuple[int, int]:
    offset = figure.sentence_start
    text = library.slice(figure.document_id, offset, figure.sentence_end)
    text = mask_brackets(text, figure.start - offset)
    before = [m.end() for m in _PART.finditer(text, 0, figure.start - offset)]
    # A bracket that names departments ends what stands before it: it is nothing of the figure behind it.
    before += [end - offset for end in duty_ends(library, figure)]
    after = _PART.search(text, figure.end - offset)
    start = max([0, *before]) + offset
    end = (after.start() if after else len(text)) + offset
    whole = library.slice(figure.document_id, offset, figure.sentence_end)
    for other in library.figures_of(figure.document_id, figure.clause):
        if start <= other.start and other.end <= figure.start:
            start = parted(whole, other.end - offset, figure.start - offset)[1] + offset
        if figure.end <= other.start < end:
            end = parted(whole, figure.end - offset, other.start - offset)[0] + offset
    return start, end


def parted(sentence: str, first: int, second: int) -> tuple[int, int]:
    """Where the part of one figure ends and that of the next begins, in the words between them: at a bracket
    (162所（招生学校154所）), at 和 (the noun behind a figure is its own: 1621个…中心以及25793个…站), or, for want
    of these, (start of the next figure, end of the first one): the words between belong to both."""
    bracket = re.search(r"[（(）)]", _BRACKET.sub(lambda m: " " * len(m.group()), sentence[first:second]))
    if bracket:  # one that only one of the two stands in
        return first + bracket.start(), first + bracket.end()
    joins = list(AND.finditer(sentence, first, second))
    return (joins[0].start(), joins[-1].end()) if joins else (second, first)


def statement_end(library: Library, figure: Figure) -> int:
    text = library.document(figure.document_id).text
    end = _STATEMENT.search(text, figure.end, figure.sentence_end)
    return end.start() if end else figure.sentence_end


def mask_brackets(text: str, position: int) -> str:
    """Brackets that do not hold `position` blanked out, so that their marks part nothing."""
    for match in _BRACKET.finditer(text):
        if not match.start() < position < match.end():
            text = text[: match.start()] + " " * len(match.group()) + text[match.end() :]
    return text
