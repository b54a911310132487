"""One named value: the cell of a table below the column that the question names, or what stands behind a label
in a clause; and the rows or clauses that have a given value.

It answers only what ends with the name of a column or label ("…的推广范围是什么") about one row that fits far
better than the next one. Columns and labels of departments are the duties' part: see `who`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.composing.draft import Draft, one_line, place
from assistant.composing.rows import OF_DUTIES, OF_TIME, compose_parts_of_row
from assistant.composing.table_figures import compose_figures_of_rows, judge_figure_of_row
from assistant.library import YEAR, Library
from assistant.question import Kind, Question, Term
from assistant.retrieval import cover
from assistant.statements import statement_of
from assistant.terms import content_words, weigh
from assistant.understanding import topic_of
from assistant.wording import WHEN, WHO
from policytext.column_names import KIND_OF_TARGET
from policytext.fields import Field, Span
from policytext.folding import fold
from vectorstore.records import Clause

_OTHERS = frozenset((Kind.CHAT, Kind.ABOUT, Kind.TASKS, Kind.SHARED, Kind.ORDINAL, Kind.DEADLINE))
_ASKED = re.compile(
    r"(?:是|为|有|在|呢|都|分别|各|怎么|如何|规定|要求|什么|啥|多少|何|哪里|哪儿?|一?些|一?个|几|项|部门|单位|机构|地区|地方|"
    r"谁|吗|[?？。!！,，])*$"
)
# 只适用于甲市的措施有哪些; 哪些措施的推广范围是甲市
_ONLY = re.compile(r"只|仅|专门|单独")
_VERB = r"(?P<verb>适用|推广|实施|试点)(?:于|到|至|在)"
_WHICH = r"(?:哪|什么|啥|几)"
# What a follow-up says beside the time that it asks for.
_DONE = re.compile(
    r"那|这项?|它|该?[要得]|应当?|必须|需要?|能|完成|落实|到位|结束|办结|[建办做修改搞弄干]?(?:完|好|成)|[之以]?前|呢|吗|了|[?？。]"
)
_WHICH_ROWS = re.compile(
    r"(?:都|分别)?(?:有|是|包括)?(?:都有|分别是)?(?:哪些|哪几[项个]|几[项个]|多少[项个]|什么)[?？。]*$"
)
_KIND_COLUMN = re.compile(r"^(?:指标|目标)?(?:属性|性质|类型)$")
_MEMBERS = re.compile(r"[、,，;；]|(?:以及|[和与及])")
_RULE = re.compile(r"均为|均适用|下同|除.{2,40}外")


@dataclass(frozen=True)
class _Named:
    """A value with the clause that it stands in, and how well the words that name its row fit."""

    document_id: str
    field: Field
    clause: Clause
    fit: float = 0.0
    name: Span = (0, 0)


def compose_cell(question: Question, library: Library, within: set[str] | None) -> Answer | None:
    """The value, or None when the question names no column or label, or no one row that fits."""
    if question.kind is Kind.COMPARE:
        return compose_figures_of_rows(question, library, within)
    if question.kind in _OTHERS:
        return None
    if question.kind is Kind.CHECK:
        return _judge(question, library, within)
    rows = compose_rows(question, library, within)
    if rows is not None:
        return rows
    if question.kind is Kind.WHEN and question.focus and (due := _due(question, library, within)):
        return due
    # A follow-up's own words name the column; its text holds those of the turn before as well.
    for text in (fold(question.original), "" if question.carried else question.text):
        asked = _ASKED.sub("", text)
        label = _ending(asked, library)
        if label:
            if best := _fitting(question, library, within, label, asked[: -len(label)]):
                return _say(best, library)
            break
    if WHO.search(question.text) and WHEN.search(question.text):
        return _parts(question, library, within)
    return compose_figures_of_rows(question, library, within)


def _due(question: Question, library: Library, within: set[str] | None) -> Answer | None:
    """When the row that the turn before spoke of is to be done, where a follow-up asks for no more (什么时候完成)."""
    if _DONE.sub("", WHEN.sub("", fold(question.original))):
        return None
    times = [x for label in filter(OF_TIME.search, library.fields) for x in _values(label, library, within)]
    of_row = [x for x in times if x.field.row and x.clause.address[-1:] == (question.focus,)]
    return _say(replace(of_row[0], name=of_row[0].field.row or (0, 0)), library) if len(of_row) == 1 else None


def _parts(question: Question, library: Library, within: set[str] | None) -> Answer | None:
    """Who does what a row says and by when, where the question asks for both (谁牵头、什么时候完成)."""
    best: list[_Named] = []
    for label in filter(OF_TIME.search, library.fields):
        one = _fitting(question, library, within, label, question.topic)
        best += [one] if one else []
    best.sort(key=lambda one: -one.fit)
    clear = best and (len(best) == 1 or best[0].fit - best[1].fit >= t.CELL_MARGIN)
    return (
        compose_parts_of_row(best[0].document_id, best[0].field.row, library)
        if clear and best[0].field.row
        else None
    )


def _ending(asked: str, library: Library) -> str:
    """The name of a column, or label, that the words end with; "" when they end with none."""
    ending = (asked[-length:] for length in range(min(len(asked), 16), 1, -1))
    label = next((words for words in ending if words in library.fields), "")
    return "" if OF_DUTIES.search(label) or YEAR.match(label) else label  # a year names a column of figures


def _fitting(
    question: Question, library: Library, within: set[str] | None, label: str, thing: str
) -> _Named | None:
    """The value of the row that fits `thing`, or what the turn before spoke of; None when it is not clear."""
    terms = weigh(content_words(topic_of(thing, question.kind), library), library)
    terms = terms or tuple(x for x in question.terms if x.word not in label and x.word not in library.fields)
    if not terms:
        return None
    ranked = sorted(
        (_fit(one, terms, thing, library) for one in _values(label, library, within)),
        key=lambda one: -one.fit,
    )
    ranked = [one for one in ranked if one.fit > 0 and _of_year(question, one, library)]
    clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0].fit - ranked[1].fit >= t.CELL_MARGIN)
    return ranked[0] if clear else None


def _values(label: str, library: Library, within: set[str] | None) -> Iterator[_Named]:
    for document_id, field in library.fields.get(label, ()):
        if within is None or document_id in within:
            yield _Named(
                document_id, field, library.clause_at(document_id, (field.row or (field.start, 0))[0])
            )


def _fit(one: _Named, terms: Sequence[Term], thing: str, library: Library) -> _Named:
    """How well the row's name, or the words that the label stands behind, hold the terms; 0 for too little."""
    address = library.folded_address(one.document_id, one.clause.ordinal)
    title = library.folded_titles[one.document_id]
    best = one
    for start, end in _names(one, library):
        name = fold(library.slice(one.document_id, start, end))
        coverage, own, _ = cover(terms, name, name, address, title)
        if coverage >= t.CELL_COVERAGE and own >= t.CELL_OWN:
            whole = re.sub(r"^[\d.、()]+|\W+$", "", name) == re.sub(r"\W+$|的$", "", thing)
            fit = coverage + own - 0.002 * min(len(name), 100) + whole
            best = max(best, replace(one, fit=fit, name=(start, end)), key=lambda named: named.fit)
    return best


def _names(one: _Named, library: Library) -> Iterator[Span]:
    """Where the name of the value's row stands: a cell of it, or the words of the clause before the label."""
    if one.field.row is not None:
        yield from one.field.names
        return
    before = [
        field.end
        for document_id, field in library.fields[one.field.label]
        if document_id == one.document_id and one.clause.start <= field.end <= one.field.label_start
    ]
    yield max(before, default=one.clause.start), one.field.label_start


def _of_year(question: Question, one: _Named, library: Library) -> bool:
    """Is the value of a year that is asked for, by its row, its column or the headings above?"""
    asked = library.years_asked(question.years, question.relative_years, one.document_id)
    start, end = one.field.row or (one.clause.start, one.clause.body_end)
    words = library.slice(one.document_id, start, end) + one.field.label
    around = library.years_around(one.document_id, one.clause.ordinal)
    return not asked or bool(asked & around) or any(str(year) in words for year in asked)


def _say(one: _Named, library: Library, verdict: str = "") -> Answer:
    draft = Draft(library)
    value = one_line(_text(one, library))
    label = re.sub(r"\s", "", library.slice(one.document_id, one.field.label_start, one.field.label_end))
    draft.say(f"{verdict}{label}：{value}{_cite(draft, one)}")
    draft.say(f"出处：{place(library, one.clause)}")
    return draft.answer()


def _cite(draft: Draft, one: _Named) -> str:
    """The row or the clause; of a cell also the name of its column, which stands above, and the name of its
    row, where that is merged with the rows above or the row is cited in parts."""
    field = one.field
    marks = [_cite_row(draft, one)]
    if field.row is not None:
        marks += [draft.cite(one.document_id, *one.name)]
        marks += [draft.cite(one.document_id, field.label_start, field.label_end)]
    return "".join(dict.fromkeys(marks))


def _judge(question: Question, library: Library, within: set[str] | None) -> Answer | None:
    """Is the value the one that the question states? None when it is neither clearly so nor clearly not."""
    for label, thing, stated in _stated(fold(statement_of(question.original)), library):
        one = _fitting(question, library, within, label, thing)
        if one is None:
            continue
        value = fold(_text(one, library))
        if stated == value or (value.startswith(stated) and not _MEMBERS.search(value)):
            return _say(one, library, "相符。")
        return None if _alike(stated, value) else _say(one, library, "不符。")
    return judge_figure_of_row(question, library, within)


def _alike(a: str, b: str) -> bool:
    """May the two be one value in other words? What they begin and end with alike (…试验区) tells nothing."""
    while a and b and a[0] == b[0]:
        a, b = a[1:], b[1:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    return a in b or b in a or len(set(a) & set(b)) > len(set(a)) / 2


def _stated(statement: str, library: Library) -> Iterator[tuple[str, str, str]]:
    """(label, thing, value) of "…的推广范围是全国", "…适用于甲市" and "…属于约束性指标"."""
    statement = re.sub(r"[。?？!！]+$", "", statement)
    if of_target := re.search(rf"(?<![不非])(?:是|为|属于)(?:一[项个])?({KIND_OF_TARGET})$", statement):
        for label in filter(_KIND_COLUMN.search, library.fields):
            yield label, statement[: of_target.start()], of_target[1].removesuffix("指标")
    for match in re.finditer(rf"(?:只|仅)?{_VERB}", statement):
        for label in _of_verb(match["verb"], library):
            yield label, statement[: match.start()], statement[match.end() :]
    for match in reversed(list(re.finditer(r"是|为|:", statement))):
        label = _ending(statement[: match.start()], library)
        stated = statement[match.end() :]
        if label and len(stated) > 1:
            yield label, statement[: match.start() - len(label)], stated


def compose_rows(question: Question, library: Library, within: set[str] | None) -> Answer | None:
    """The rows or clauses with a given value: 只适用于甲市的措施有哪些. None when the question asks for none."""
    for labels, value in _selected(question.text, library):
        only = bool(_ONLY.search(question.text))
        values = [one for label in labels for one in _values(label, library, within)]
        members = [(one, _MEMBERS.split(fold(_text(one, library)))) for one in values]
        if any(_RULE.search(_text(one, library)) and _holds(found, value) for one, found in members):
            return None  # it holds for whatever has no value of its own: no list of values is complete
        chosen = [one for one, found in members if _holds(found, value) and not (only and len(found) > 1)]
        if chosen:
            return _say_rows(chosen, value, library)
    named = _of_value(question, library, within)
    return _say_names(named, library) if named else None


def _say_names(named: Sequence[_Named], library: Library) -> Answer:
    draft = Draft(library)
    draft.say(f"共{len(named)}项：")
    for one in named[: t.MOST_ROWS]:
        draft.say(f"- {one_line(_text(one, library))}{_cite_row(draft, one)}")
    draft.say(f"出处：{place(library, named[0].clause)}" if len(named) <= t.MOST_ROWS else "（其余见原文）")
    return draft.answer()


def _of_value(question: Question, library: Library, within: set[str] | None) -> list[_Named]:
    """The cells that name the rows with a value which the question puts before the name of their column: 约束性指标有哪些."""
    asked = _WHICH_ROWS.search(question.text)
    for label in library.fields if asked else ():
        place = asked.start() - len(label) if asked else 0
        if (
            place < 2
            or question.text[place : asked.start() if asked else None] != label
            or OF_DUTIES.search(label)
        ):
            continue
        value = question.text[:place].removesuffix("的")
        named = [
            one
            for one in _values(label, library, within)
            if one.field.row and _has_value(one, value, library)
        ]
        if len(named) > 1 and len({one.document_id for one in named}) == 1:
            return named
    return []


def _has_value(one: _Named, value: str, library: Library) -> bool:
    """Is a cell of the row the value, or its end (…规划的约束性)?"""
    cells = (fold(library.slice(one.document_id, *span)) for span in one.field.names)
    return any(len(cell) > 1 and value.endswith(cell) for cell in cells)


def _selected(text: str, library: Library) -> Iterator[tuple[list[str], str]]:
    """(names of columns or labels, value) that the question may select by."""
    text = re.sub(r"[?？。!！]+$", "", text)
    named = "|".join(
        re.escape(label) for label in library.fields if label in text and not OF_DUTIES.search(label)
    )
    by = f"(?:{_VERB}|(?P<label>{named})(?:是|为|在|写明))" if named else f"(?:{_VERB})"
    before = re.search(rf"{by}(?P<value>[^,，。]{{2,30}}?)的[^,，。的]{{0,12}}{_WHICH}", text)
    behind = re.search(rf"{_WHICH}[^,，。]{{1,20}}?{by}(?P<value>[^,，。]{{2,30}})$", text)
    for match in (before, behind):
        if match:
            label = match.groupdict().get("label")
            yield (
                ([label] if label else _of_verb(match["verb"], library)),
                re.sub(r"^[只仅]|的$", "", match["value"]),
            )


def _of_verb(verb: str, library: Library) -> list[str]:
    return [x for x in library.fields if re.fullmatch(rf"{verb}(?:范围|区域|地区|对象)", x)]


def _text(one: _Named, library: Library) -> str:
    return library.slice(one.document_id, one.field.start, one.field.end)


def _holds(members: Sequence[str], value: str) -> bool:
    """Is a member the value, or does it begin with it? 甲市 is 甲市试验区, 试验区 is not."""
    return any(member.startswith(value) for member in members)


def _say_rows(chosen: Sequence[_Named], value: str, library: Library) -> Answer:
    draft = Draft(library)
    draft.say(f"{chosen[0].field.label}写明{value}的共{len(chosen)}项：")
    for one in chosen[: t.MOST_ROWS]:
        draft.say(f"- {_label(one, library)}{_cite_row(draft, one)}")
    if len(chosen) > t.MOST_ROWS:
        draft.say("（其余见原文）")
    return draft.answer()


def _label(one: _Named, library: Library) -> str:
    if one.clause.address and one.clause.heading:
        return one.clause.address[-1]
    start, end = next(iter(_names(one, library)))
    return one_line(library.slice(one.document_id, start, end))[: t.SHORT_LINE]


def _cite_row(draft: Draft, one: _Named) -> str:
    field = one.field
    first, last = field.row or (one.clause.start, max(one.clause.body_end, field.end))
    if last - first <= t.LONGEST_CLAUSE_QUOTE:
        return draft.cite(one.document_id, first, last)
    if field.row is None:
        return draft.cite_clause(one.clause, field.label_start, field.end)
    return draft.cite(one.document_id, field.start, field.end)
