"""Build the outline of a document from its text: clauses that together cover every character.

1. Collect what may begin a clause: numbered lines, marked headings, rows of tables, the frame around the
   clauses, and enumerations inside a paragraph (一是…二是…) that count on from one.
2. Put each below the nearest clause of a higher style. Styles nest in the order in which the document uses
   them; numbers that run on over sections (the 34th task in the tenth area) need no special case.
3. A clause reaches to the beginning of the next one, so nothing is lost that cannot be placed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.cell_kinds import kind_of
from ingest.frame import Frame, Line, is_date_line, read_frame, tidy
from ingest.source import SourceText, Span, Table
from ingest.tables import body_rows, goes_on, header_rows
from policytext.duties import names_who_answers
from policytext.folding import fold
from policytext.numbering import Marker, parse_marker
from vectorstore.records import Clause

HEADING_CHARS = 60
_LOOK_AHEAD = 300  # clauses; a run of numbers that goes on further away is another one
_RANK = {
    "annex": 0, "list": 1, "part": 2, "chapter": 3, "section": 4, "article": 5, "chinese": 6,
    "chinese_paren": 7, "spaced": 8, "arabic": 8, "decimal": 9, "arabic_paren": 13, "circled": 14,
    "first_comma": 15, "first_is": 16,
}  # fmt: skip
_SEVERAL = 3  # headings without numbers that make others of the document headings of its parts
_FRAME, _TITLE, _LEAF, _ROW = -2, -1, 30, 31
_INLINE = re.compile(
    r"(?<=[。；;：:！？）)”\s])(?=[（(]?\s{0,2}[一二三四五六七八九十]{1,3}\s{0,2}(?:[）)]|、|是)|"
    r"第[一二三四五六七八九十百]{1,5}[章条节，,、：:]|[（(]?\d{1,2}\s{0,2}[）)]|\d{1,2}[.．、](?!\d)|[①-⑳])"
)
_NUMBER_CELL = re.compile(r"[\d一二三四五六七八九十.]{1,6}[.、]?")
_LIST_END = re.compile(
    r"(?:名单|一览表|清单|目录|分工表|任务表|进度表|指标表|汇总表|明细表|流程图|示意图|"
    r"表)(?:[（(].{1,12}[）)])?$"
)
_NAME_END = re.compile(
    r"(?:办法|方案|规定|细则|制度|计划|规划|指南|指引|标准|预案|意见|要点|规程|章程)(?:[（(].{1,16}[）)])?$"
)
# Words before a comma that only say when or for whom are no heading: 对符合条件的人员，…
_INCOMPLETE = re.compile(
    r"(?:时|后|前|下|中|的|者|起|内|以来|期间|情况)$|^(?:在|对|为|按|经|自|从|根据|依据|凡)"
)
_CUT = re.compile(r"[，,；;：:。]|(?:\s{2,})")


@dataclass(frozen=True)
class _Start:
    """What may begin a clause at `start`. `rank` orders styles; clauses of one `style` are siblings."""

    start: int
    rank: int
    style: str
    ordinal: int = 0
    marker: str = ""
    body: int = 0
    line_end: int = 0
    heading: str | None = None  # given, not to be read out of the text
    sure: bool = True  # begins a line; others must count on
    hint: int | None = None  # level that the file gives it
    groups: tuple[str, ...] = ()  # of a row: what the cells say that it shares with other rows


def build_outline(document_id: str, source: SourceText, frame: Frame | None = None) -> tuple[Clause, ...]:
    """Clauses in the order of the text; their own spans (start..body_end) partition it."""
    frame = frame or read_frame(source)
    starts = _counted(sorted(_starts(source, frame), key=lambda s: (s.start, s.sure)))
    if not starts or starts[0].start > 0:
        starts.insert(0, _Start(0, _FRAME, "frame", heading=""))
    else:
        starts[0] = replace(starts[0], start=0)
    return _clauses(document_id, source.text, starts, _parents(starts))


def _starts(source: SourceText, frame: Frame) -> Iterator[_Start]:
    for table in source.tables:
        # The table that a site prints above a document with its number and date is part of the frame.
        inside = [i for i, line in enumerate(frame.lines) if table.start <= line.start < table.end]
        if not frame.outside.issuperset(inside):
            yield from _rows(source.text, table)
    skipped = _contents(frame.lines)
    numbered = sum(bool(parse_marker(line.text)) for line in frame.lines) > 1
    parts = frozenset[int]() if numbered else _parts(frame)
    taken = -1  # the last line that an enclosure's name fills
    was_outside = True
    for index, line in enumerate(frame.lines):
        if index <= taken:
            continue
        if index in skipped:
            found = (
                [_Start(line.start, _FRAME, "frame", heading=tidy(line.text))]
                if index == min(skipped)
                else []
            )
            outside = True
        elif _is_annex(line):
            marker = parse_marker(line.text)
            taken, name = _annex_name(frame, index)
            found = (
                [replace(_start(marker, line.start, line.end, True, None), heading=name)] if marker else []
            )
            outside = False
        elif frame.enclosure and frame.enclosure[0] <= line.start < frame.enclosure[1]:
            name = tidy(source.text[slice(*frame.enclosure)])
            found = (
                [_Start(line.start, _TITLE, "enclosure", heading=name)]
                if line.start == frame.enclosure[0]
                else []
            )
            outside = False
        elif index in frame.outside:
            found = [] if was_outside else [_Start(line.start, _FRAME, "frame", heading="")]
            outside = True
        else:
            found, taken = _of_text(source, frame, index, was_outside, numbered, parts)
            outside = False
        was_outside = outside
        yield from found


def _of_text(
    source: SourceText,
    frame: Frame,
    index: int,
    was_outside: bool,
    numbered: bool,
    parts: frozenset[int],
) -> tuple[list[_Start], int]:
    """What begins in a line of the text itself, and the last line that its heading fills."""
    line = frame.lines[index]
    in_table = any(t.start <= line.start < t.end for t in source.tables)
    hint = next((h.level for h in source.headings if line.start <= h.start < line.end), None)
    found = list(_of_line(source.text, line, hint, in_table))
    if found or in_table:
        return found, -1
    before = frame.lines[index - 1] if index else line
    if any(t.start <= before.start < t.end for t in source.tables):
        return [_Start(line.start, _LEAF, "behind", heading="")], -1
    items = _behind_items(frame, index)
    if items is not None:
        # As a sibling of the items it belongs to what they belong to.
        above = _start(items, line.start, line.end, True, None)
        return [replace(above, start=line.start, marker="", heading="")], -1
    last = _list_title(frame, index)
    if last is not None and not _is_table_inside(source, frame, last):
        name = tidy(source.text[line.start : frame.lines[last].end])
        return [_Start(line.start, _RANK["list"], "list", heading=name)], last
    if _is_heading(frame, index, numbered, parts):
        return [_Start(line.start, _LEAF, "heading", heading=tidy(line.text))], -1
    if index in parts:
        return [_Start(line.start, _LEAF - 1, "part heading", heading=tidy(line.text))], -1
    if index and ((was_outside and line.start >= frame.head_end) or _closes(frame, index)):
        return [_Start(line.start, _FRAME, "frame", heading="")], -1
    return [], -1


def _behind_items(frame: Frame, index: int) -> Marker | None:
    """The marker of the items （一）…；（二）…。 that the line follows without a number; None for others."""
    if index < 2:
        return None
    last, before = frame.lines[index - 1].text, frame.lines[index - 2].text
    marker, other = parse_marker(last), parse_marker(before)
    if marker is None or other is None or marker.kind != other.kind:
        return None
    return marker if before.endswith(("；", ";")) and last.endswith("。") else None


def _closes(frame: Frame, index: int) -> bool:
    """Whether the line closes a document whose clauses are one paragraph each: it stands right above the
    signature, behind a numbered paragraph, and speaks to all (各地区、各部门要…)."""
    if index + 1 not in frame.outside or not any(
        when.start > frame.lines[index].start for _, when in frame.signatures
    ):
        return False
    lines = frame.lines[:index]
    inline = [
        i for i, line in enumerate(lines) if (m := parse_marker(line.text)) and len(line.text) > 40 + m.body
    ]
    if len(inline) < 3 or not inline or inline[-1] != index - 1:
        return False
    return all(i + 1 == index or parse_marker(lines[i + 1].text) for i in inline[-4:])


def _is_annex(line: Line) -> bool:
    """附件 on a line of its own begins an enclosure, also right behind a signature."""
    marker = parse_marker(line.text)
    return bool(marker and marker.kind == "annex" and marker.body >= len(line.text))


def _annex_name(frame: Frame, index: int) -> tuple[int, str]:
    """The last line of the enclosure's name below 附件, and the name."""
    last, words = index, ""
    for place in range(index + 1, min(index + 4, len(frame.lines))):
        text = frame.lines[place].text
        open_line = not re.search(r"[。；;：:，,、！？?\t]$", text) and "\t" not in text and "。" not in text
        if not open_line or len(words) + len(text) > 80 or parse_marker(text) or is_date_line(text):
            break
        if words and (_LIST_END.search(words) or _NAME_END.search(words)):
            break
        last, words = place, words + text
    return last, tidy(words)


def _list_title(frame: Frame, index: int) -> int | None:
    """The last line of the title of a list or table (成员名单) that begins with this line; None for
    others."""
    before = frame.lines[index - 1].text if index else ""
    if not re.search(r"[。；！？）)]$", before) and index - 1 not in frame.outside:
        return None
    for count in (1, 2):
        group = frame.lines[index : index + count]
        if any(
            len(line.text) > 30 or re.search(r"[。；：:，,！？\t]", line.text) or parse_marker(line.text)
            for line in group
        ):
            return None
        if _LIST_END.search(group[-1].text) and len(group) == count:
            return index + count - 1
    return None


def _is_table_inside(source: SourceText, frame: Frame, index: int) -> bool:
    """Does the title stand above a table, behind which the clauses around it go on: 二、 behind 一、?"""
    below = index + 1
    if below < len(frame.lines) and re.match(r"[（(]?单位[：:]", frame.lines[below].text):
        below += 1
    if below >= len(frame.lines) or not any(
        t.start <= frame.lines[below].start < t.end for t in source.tables
    ):
        return False
    outside = [not any(t.start <= line.start < t.end for t in source.tables) for line in frame.lines]
    numbers = [
        (place > index, marker.ordinal)
        for place, line in enumerate(frame.lines)
        if outside[place] and (marker := parse_marker(line.text)) and marker.kind == "chinese"
    ]
    before = [number for behind, number in numbers if not behind]
    after = [number for behind, number in numbers if behind]
    return bool(before and after) and after[0] == before[-1] + 1


def _of_line(text: str, line: Line, hint: int | None, in_table: bool) -> Iterator[_Start]:
    """The line itself when it is numbered or marked as a heading, and enumerations inside it."""
    marker = parse_marker(line.text)
    if (marker and not in_table) or (
        marker and marker.kind in ("chinese", "chinese_paren") and "\t" not in line.text
    ):
        if not (marker.kind == "annex" and re.search(r"[。；]", line.text)):
            yield _start(marker, line.start, line.end, True, hint)
    elif hint is not None and not in_table:
        yield _Start(
            line.start, _LEAF, f"h{hint}", heading=tidy(line.text.lstrip("# ")), hint=hint, line_end=line.end
        )
    if in_table:
        return
    for match in _INLINE.finditer(text, line.start + 1, line.end):
        inline = parse_marker(text[match.start() : line.end])
        if inline is not None and inline.kind not in ("annex", "decimal", "spaced", "part"):
            yield _start(inline, match.start(), line.end, False, None)


def _start(marker: Marker, offset: int, line_end: int, sure: bool, hint: int | None) -> _Start:
    rank = _RANK[marker.kind] + (marker.depth - 1 if marker.kind == "decimal" else 0)
    style = (
        "decimal1"
        if marker.kind == "spaced"
        else f"decimal{marker.depth}"
        if marker.kind == "decimal"
        else marker.kind
    )
    weak = marker.kind in ("first_is", "first_comma", "spaced")
    return _Start(
        offset + marker.start, rank, style, marker.ordinal, marker.text, offset + marker.body, line_end,
        sure=sure and not weak, hint=hint,
    )  # fmt: skip


def _rows(text: str, table: Table) -> Iterator[_Start]:
    """Each row below the column names is a clause. Its heading is what stands in the first column that says
    something else in every row; the columns before that one, and a line over the whole width above it, are its
    groups."""
    rows = list(_whole_rows(text, table))
    naming = _naming_column(text, rows)
    previous_end = max((b for n in header_rows(text, table) for _, b in table.rows[n]), default=table.start)
    over: tuple[str, ...] = ()
    for row in rows:
        cells = [(a, b) for a, b in dict.fromkeys(row) if b > a]
        fresh = [cell for cell in cells if cell[0] >= previous_end]
        if not fresh:
            continue
        previous_end = max(b for _, b in fresh)
        alone = tidy(text[slice(*cells[0])]) if len(cells) == 1 else ""
        if alone and parse_marker(text[slice(*cells[0])]):
            over = ()
            continue
        if alone:
            over = (alone,) if len(alone) <= 40 and not re.search(r"[。：:]", alone) else ()
        named = row[naming] if naming < len(row) and row[naming] in fresh else min(fresh)
        before = [cell for cell in cells if cell < named]
        numbers = [
            cell for cell in before if cell in fresh and _NUMBER_CELL.fullmatch(text[slice(*cell)].strip())
        ]
        groups = [
            tidy(text[slice(*cell)]) for cell in before if cell not in numbers and cell[1] - cell[0] <= 40
        ]
        yield _Start(
            min(fresh)[0], _ROW, "row", marker=text[slice(*numbers[-1])].strip() if numbers else "",
            line_end=previous_end, heading=_shorten(tidy(text[slice(*named)])),
            groups=(*(() if alone else over), *(g for g in groups if not _NUMBER_CELL.fullmatch(g))),
        )  # fmt: skip


def _whole_rows(text: str, table: Table) -> Iterator[tuple[Span, ...]]:
    """The rows without those that only go on with a cell of the row above: 甲局、 / 乙局."""
    above: tuple[Span, ...] = ()
    for row in body_rows(text, table):
        if goes_on(text, row, above) is None:
            above = row
            yield row


def _naming_column(text: str, rows: Sequence[tuple[Span, ...]]) -> int:
    """The first column of words that has a cell of its own in nearly every row that is no heading."""
    rows = [row for row in rows if len({cell for cell in row if cell[1] > cell[0]}) > 1]
    width = max((len(row) for row in rows), default=0)
    columns = [{row[c] for row in rows if c < len(row) and row[c][1] > row[c][0]} for c in range(width)]
    most = max((len(cells) for cells in columns), default=0)
    for column, cells in enumerate(columns):
        numbers = sum(bool(_NUMBER_CELL.fullmatch(text[slice(*cell)].strip())) for cell in cells)
        if len(cells) >= 0.9 * most and numbers < 0.5 * max(len(cells), 1):
            return _more_telling(text, columns, column)
    return 0


def _more_telling(text: str, columns: Sequence[set[Span]], column: int) -> int:
    """The column itself, or one of longer words behind it that says something else in every row, where its own
    words come again and again as those of a group do: 文化, 文化, 金融, 金融."""
    words = [[tidy(text[slice(*cell)]) for cell in cells] for cells in columns]
    own = words[column]
    if len(own) < _SEVERAL or len(set(own)) > 0.7 * len(own):
        return column
    for other in range(column + 1, len(words)):
        cells = words[other]
        longer = sum(map(len, cells)) * len(own) > sum(map(len, own)) * len(cells)
        said = sum(kind_of(cell) in ("words", "sentences") for cell in cells) > 0.5 * len(cells)
        if longer and said and len(cells) >= 0.9 * len(own) and len(set(cells)) > 0.9 * len(cells):
            return other
    return column


def _contents(lines: Sequence[Line]) -> set[int]:
    """Indices of the lines of a table of contents: 目录, and what follows as long as it comes again later."""
    folded = [fold(re.sub(r"[.…·\s]*\d*$", "", line.text)) for line in lines]
    for index, words in enumerate(folded[:60]):
        if words not in ("目录", "目次"):
            continue
        last = index
        while last + 1 < len(lines) and folded[last + 1] in folded[last + 2 :]:
            last += 1
        return set(range(index, last + 1)) if last > index else set()
    return set()


def _is_heading(frame: Frame, index: int, numbered: bool, parts: frozenset[int]) -> bool:
    """A short open line between paragraphs: the heading of a text without numbers."""
    if not _is_open(frame, index) or (numbered and not parse_marker(frame.lines[index + 1].text)):
        return False
    return (index - 1 in parts or _is_ended(frame, index)) and _opens_text(frame.lines[index + 1])


def _parts(frame: Frame) -> frozenset[int]:
    """The headings right above another one, those of the parts of a text without numbers that has several
    headings: in others the second short line is part of the title, or says whose news it is."""
    inside = [index for index in range(len(frame.lines)) if index not in frame.outside]
    ended = [index for index in inside if _is_open(frame, index) and _is_ended(frame, index)]
    above = {
        index
        for index in ended
        if index + 1 in inside and _is_open(frame, index + 1) and _opens_text(frame.lines[index + 2])
    }
    headings = sum(index in above or _opens_text(frame.lines[index + 1]) for index in ended)
    return frozenset(above) if headings >= _SEVERAL else frozenset()


def _is_open(frame: Frame, index: int) -> bool:
    """Is it a short line without a mark at its end, and not the last one?"""
    text = frame.lines[index].text
    return (
        2 <= len(text) <= 30
        and index + 1 < len(frame.lines)
        and not re.search(r"[。；;：:，,、！？!?.）)]$|[\t：:　]", text)
        and not is_date_line(text)
    )


def _is_ended(frame: Frame, index: int) -> bool:
    """Does a whole paragraph end above the line, or a line that only names who answers for one?"""
    before = frame.lines[index - 1].text if index else ""
    return (
        index - 1 in frame.outside
        or bool(re.search(r"[。！？：”）)]$", before))
        or bool(names_who_answers(before))
    )


def _opens_text(line: Line) -> bool:
    return len(line.text) > 40 or parse_marker(line.text) is not None


def _counted(starts: list[_Start]) -> list[_Start]:
    """Without the unsure ones that do not count on from one within what they stand in."""
    kept: list[_Start] = []
    last: dict[tuple[int, str], int] = {}
    ever: dict[tuple[int, str], int] = {}
    for index, start in enumerate(starts):
        if kept and kept[-1].start == start.start:
            continue
        key = (start.rank, start.style)
        if not start.sure:
            # Numbers may run on over sections, also inside of a paragraph.
            goes_on = start.ordinal > 1 and start.ordinal - 1 in (last.get(key, 0), ever.get(key, 0))
            if not goes_on and not (start.ordinal == 1 and _followed(starts, index)):
                continue
        last = {other: ordinal for other, ordinal in last.items() if other[0] <= start.rank}
        last[key] = ever[key] = start.ordinal
        kept.append(start)
    return kept


def _followed(starts: Sequence[_Start], index: int) -> bool:
    """Whether a second one of the style comes before anything of a higher style."""
    first = starts[index]
    for later in starts[index + 1 : index + _LOOK_AHEAD]:
        if later.style == first.style:
            return later.ordinal == 2
        if later.sure and later.rank < first.rank:
            return False
    return False


def _parents(starts: Sequence[_Start]) -> list[int | None]:
    """For each start the index of the clause above it."""
    parents: list[int | None] = []
    stack: list[int] = []
    counted_before = False
    for index, start in enumerate(starts):
        if start.rank == _FRAME:
            parents.append(None)
            stack = (
                [i for i in stack if starts[i].style == "annex" or starts[i].rank == _TITLE]
                if _inside(starts, index)
                else []
            )
            continue
        if start.rank == _TITLE or start.style == "annex":
            # An enclosure is above its clauses only where the letter before it has clauses of its own.
            stack = [index] if counted_before or start.style == "annex" else []
            parents.append(None)
            continue
        stack = _above(starts, stack, index)
        parents.append(stack[-1] if stack else None)
        stack.append(index)
        counted_before = counted_before or (start.rank >= 0 and start.style not in ("row", "heading"))
    return parents


def _inside(starts: Sequence[_Start], index: int) -> bool:
    """Whether the frame clause stands between an enclosure's name and its first clause."""
    return index > 0 and (starts[index - 1].style == "annex" or starts[index - 1].rank == _TITLE)


def _above(starts: Sequence[_Start], stack: list[int], index: int) -> list[int]:
    """The clauses that `index` stands below: those of higher styles, nearest last."""
    start = starts[index]
    if start.hint is not None and not start.marker:
        return [i for i in stack if starts[i].style == "annex" or (starts[i].hint or 99) < start.hint]
    same = [place for place, i in enumerate(stack) if starts[i].style == start.style]
    if same:
        return stack[: same[-1]]
    kept = list(stack)
    while kept and starts[kept[-1]].rank > start.rank and starts[kept[-1]].hint is None:
        if start.ordinal == 1 and start.rank > _RANK["article"] and _resumes(starts, kept[-1], index):
            break
        kept.pop()
    return kept


def _resumes(starts: Sequence[_Start], above: int, index: int) -> bool:
    """Whether the numbers of `above` go on behind the run that begins at `index`: 1. （一）（二） 2."""
    for later in starts[index + 1 : index + _LOOK_AHEAD]:
        if later.style == starts[above].style:
            return later.ordinal == starts[above].ordinal + 1
        if later.rank < starts[index].rank:
            return False
    return False


def _clauses(
    document_id: str, text: str, starts: Sequence[_Start], parents: Sequence[int | None]
) -> tuple[Clause, ...]:
    clauses: list[Clause] = []
    for ordinal, (start, parent) in enumerate(zip(starts, parents, strict=True)):
        body_end = starts[ordinal + 1].start if ordinal + 1 < len(starts) else len(text)
        heading = (
            start.heading
            if start.heading is not None
            else read_heading(text, start.body, min(body_end, start.line_end))
        )
        level = clauses[parent].level + 1 if parent is not None else 0
        above = clauses[parent].address if parent is not None else ()
        shown = heading or (
            _first_words(text, start.body, min(body_end, start.line_end)) if start.marker else ""
        )
        label = join_label(tidy(start.marker), shown)
        address = (*above, *start.groups, label) if label else above
        clauses.append(
            Clause(
                document_id,
                ordinal,
                parent,
                level,
                start.marker,
                heading,
                address,
                start.start,
                body_end,
                body_end,
            )
        )
    for ordinal in range(len(clauses) - 1, -1, -1):
        parent = clauses[ordinal].parent
        if parent is not None and clauses[parent].end < clauses[ordinal].end:
            clauses[parent] = replace(clauses[parent], end=clauses[ordinal].end)
    return tuple(clauses)


def join_label(marker: str, heading: str) -> str:
    """Marker and heading as one label: 17. 加强最低生活保障, 二、总体要求."""
    gap = " " if marker and heading and re.search(r"[\d.．条章节编篇分件]$", marker) else ""
    return f"{marker}{gap}{heading}"


def read_heading(text: str, start: int, end: int) -> str:
    """The heading of a clause whose words begin at `start`: its first sentence, or the words before its first
    comma or colon when that is long; "" when both are long or nothing is left."""
    words = text[start:end]
    sentence = re.split(r"[。！？\n]|[（(](?=[^（）()]{0,12}(?:负责|牵头|责任))", words, maxsplit=1)[0]
    heading = tidy(sentence).rstrip("：:；;，,")
    if len(heading) <= HEADING_CHARS and not re.search(r"[；;：:]", heading):
        return heading
    cut = tidy(_CUT.split(words, maxsplit=1)[0])
    return cut if 2 <= len(cut) <= HEADING_CHARS and not _INCOMPLETE.search(cut) else ""


def _first_words(text: str, start: int, end: int) -> str:
    """What the address shows of a clause without a heading."""
    words = tidy(text[start:end].split("\n", 1)[0])
    return words if len(words) <= 30 else words[:29] + "…"


def _shorten(heading: str) -> str:
    return heading if len(heading) <= HEADING_CHARS else heading[: HEADING_CHARS - 1] + "…"
