"""Tables whose cells stand on lines of their own, as web pages are copied into plain text: 序号 / 重点任务 /
牵头单位 / 1 / … / 甲局 / 2 / …. Each row is laid on one line, its cells apart by tabs, as every other table is.

1. A table begins with the names of its columns. Rows counted 1, 2, 3 at the distance of the columns are one.
2. Without numbers, the names must be words that name columns, and the cells of one column must be figures,
   dates or departments in every row where those of another are not: a cell too few would shift them all.
3. What does not fit is left as it stands, and the row at which the distance changes ends the table.

Only white space changes, one character for one, so that all offsets stay true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from ingest.source import SourceText, Table
from policytext.dates import find_dates
from policytext.departments import find_departments
from policytext.duties import split_departments
from policytext.folding import fold
from policytext.numbering import parse_marker

LONGEST_CELL, LONGEST_OPEN_CELL, LONGEST_HEAD = 300, 60, 16  # characters; open: of a table without numbers
MOST_COLUMNS = 12
LEAST_ROWS = 2  # of a table with numbers, or below a title that says 表
LEAST_OPEN_ROWS = 3  # of one without either
MOST_SIGNERS = 2  # between a table and the date below it

_NUMBER_HEAD = re.compile(r"序号|编号|项次|no\.?")
_HEAD = re.compile(
    r"(?:任务|内容|事项|项目|工程|措施|举措|指标|目标|名称|品种|单位|部门|主体|机构|责任人|负责人|姓名|职务|时限|时间|"
    r"期限|进度|日期|节点|要求|成果|形式|数量|数额|人数|户数|名额|金额|资金|投资|面积|规模|标准|比例|备注|类别|类型|种类|"
    r"级别|等级|层级|地区|区域|省份|省市|城市|市州|地市|市县|区县|县区|市|县|年份|年度|地点|地址|位置|范围|对象|方式|"
    r"依据|来源|电话|合计|总计|小计)(?:\([^()]{1,12}\))?"
)
_UNIT = re.compile(r"[\u4e00-\u9fff]{2,12}\((?:单位:)?[\u4e00-\u9fff%/]{1,8}\)")
_TITLE = re.compile(r"(?:表|清单|一览)(?:[（(].{1,16}[）)])?$")
_UNIT_LINE = re.compile(r"[（(]?单位[：:].{1,12}$")
_BEHIND = re.compile(r"(?:备?注|说明|抄送|主送|附注|来源|联系人?)\s*\d*\s*[：:]")
_FIGURE = re.compile(
    r"(?:不低于|不少于|不超过|不高于|大于|小于|高于|低于|超过|达到|累计|约|下降|提高|增长|[≥≤><])?"
    r"[-+]?\d[\d,.]*(?:[%‰]|[万亿千百]?[\u4e00-\u9fff]{0,2})(?:以上|以下|以内|左右)?"
)
_YEAR_HEAD = re.compile(r"(?:19|20)\d{2}年?(?:底前?|末|度|计划|目标|实际)*")
_STANDING = re.compile(r"(?:长期|持续|常年|全年|立即|即时|每[年月季周日]|按[年月季]).{0,6}")
_BLANK = re.compile(r"[-—－/／\\*]{1,4}|无")
_BETWEEN_NAMES = re.compile(r"[、，,；;\s和及与等（）()]|会同|有关|相关|牵头|配合|负责")


@dataclass(frozen=True)
class _Line:
    start: int
    end: int
    text: str


_Rows = list[Sequence[_Line]]


def with_cell_lines(source: SourceText) -> SourceText:
    """`source` with each row of such tables on one line, and the tables among its own."""
    text, found = source.text, list(_tables(source))
    if not found:
        return source
    parts, position = [], 0
    for rows in found:
        for row in rows:
            for left, right in pairwise(row):
                parts += [text[position : left.end], "\t".ljust(right.start - left.end)]
                position = right.start
    laid = "".join([*parts, text[position:]])
    tables = [
        Table(rows[0][0].start, rows[-1][-1].end, tuple(tuple((c.start, c.end) for c in row) for row in rows))
        for rows in found
    ]
    return replace(source, text=laid, tables=tuple(sorted([*source.tables, *tables], key=lambda t: t.start)))


def _tables(source: SourceText) -> Iterator[_Rows]:
    """The rows of each table, the names of its columns first."""
    lines, place, end = _lines(source), 0, 0
    while place < len(lines):
        end = _run_end(lines, place) if place >= end else end
        rows = _table_at(lines, place, end)
        if rows:
            yield rows
        place = max(place + 1, lines.index(rows[-1][-1], place) + 1 if rows else 0)


def _lines(source: SourceText) -> list[_Line]:
    """The lines that have words. Those that the file marks as its own tables and headings are no cells: their
    text is left out."""
    marked = sorted([(t.start, t.end) for t in source.tables] + [(h.start, h.end) for h in source.headings])
    lines = []
    for match in re.finditer(r"[^\n]+", source.text):
        words = match.group().strip()
        while marked and marked[0][1] <= match.start():
            marked.pop(0)
        if words:
            start = match.start() + match.group().index(words)
            own = marked and marked[0][0] < match.end()
            lines.append(_Line(start, start + len(words), "" if own else words))
    return lines


def _table_at(lines: Sequence[_Line], place: int, end: int) -> _Rows | None:
    """The table that begins at `place`; `end` is that of the lines that may be cells of one without numbers."""
    first = fold(lines[place].text) if len(lines[place].text) <= LONGEST_HEAD else ""
    if _NUMBER_HEAD.fullmatch(first):
        return _numbered(lines, place)
    return _open(lines, place, end) if _names_column(first) else None


def _numbered(lines: Sequence[_Line], place: int) -> _Rows | None:
    """A table that begins with the name of its column of numbers."""
    width = next(
        (n for n in range(2, MOST_COLUMNS + 1) if place + n < len(lines) and _is(lines[place + n], 1)), 0
    )
    head = lines[place : place + width]
    if not width or not all(_may_be_head(line.text) for line in head):
        return None
    rows: _Rows = []
    place += width
    while True:
        place = _next_row(lines, place, head, len(rows) + 1)
        row = lines[place : place + width]
        if len(row) < width or not _is(row[0], len(rows) + 1) or not all(_may_be_cell(c.text) for c in row):
            break
        rows.append(row)
        place += width
    if rows and not _is_whole(rows, lines[place : place + 2 * width]):
        rows.pop()
    return [head, *rows] if len(rows) >= LEAST_ROWS else None


def _next_row(lines: Sequence[_Line], place: int, head: Sequence[_Line], number: int) -> int:
    """Behind names of the columns that a new page repeats, and a heading of the rows that follow."""
    width = len(head)
    if [line.text for line in lines[place : place + width]] == [line.text for line in head]:
        place += width
    if place + 1 < len(lines) and _is(lines[place + 1], number) and number > 1:
        marker = parse_marker(lines[place].text)
        if marker is not None and marker.kind in ("chinese", "chinese_paren"):
            return place + 1
    return place


def _is(line: _Line, number: int) -> bool:
    return (
        re.fullmatch(r"0?(\d{1,3})[.．、]?", line.text) is not None
        and int(line.text.rstrip(".．、")) == number
    )


def _is_whole(rows: _Rows, following: Sequence[_Line]) -> bool:
    """Has the last row all its cells? So it is where the next number follows; where that stands elsewhere, the
    row has a cell too few or too many; where none follows, the cells must be such as stand above them."""
    number = len(rows) + 1
    if following and _is(following[0], number):
        return True
    if any(_is(line, number) for line in [*rows[-1][1:], *following]):
        return False
    for column, cell in enumerate(rows[-1][1:], 1):
        kinds = {_kind(row[column].text) for row in rows[:-1]} - {"blank"}
        kind = _kind(cell.text)
        if kind == "sentences" and kind not in kinds:
            return False
        if len(rows) > 2 and len(kinds) == 1 and kinds != {"words"} and kind not in (*kinds, "blank"):
            return False
    return True


def _open(lines: Sequence[_Line], place: int, end: int) -> _Rows | None:
    """A table without numbers, whose columns must tell themselves apart."""
    above = [line.text for line in lines[max(0, place - 2) : place]]
    if above and _UNIT_LINE.match(above[-1]):
        above.pop()
    titled = bool(above and _TITLE.search(above[-1]))
    signed = end < len(lines) and _DAY.fullmatch(lines[end].text) is not None
    least = LEAST_ROWS if titled else LEAST_OPEN_ROWS
    for width in range(2, MOST_COLUMNS + 1):
        head, count = lines[place : place + width], (end - place) // width - 1
        if count < least or (end - place) % width > MOST_SIGNERS * signed:
            continue
        if not all(_may_be_head(line.text) for line in head):
            return None
        known = sum(_names_column(fold(line.text)) for line in head)
        if known < (width / 2 if titled else width):
            continue
        if _columns_differ(
            head, _cut(lines, place, width, min(count, LEAST_OPEN_ROWS))
        ):  # before all rows are looked at
            rows = _cut(lines, place, width, count)
            if _columns_differ(head, rows):
                return [head, *rows]
    return None


def _cut(lines: Sequence[_Line], place: int, width: int, count: int) -> _Rows:
    """The first rows behind the names of the columns."""
    starts = range(place + width, place + (count + 1) * width, width)
    return [lines[i : i + width] for i in starts if i + width <= len(lines)]


def _run_end(lines: Sequence[_Line], place: int) -> int:
    """Behind the last line that may be a cell of the table that begins at `place`."""
    end = place
    while end < len(lines) and _may_be_cell(lines[end].text):
        text = lines[end].text
        if len(text) > LONGEST_OPEN_CELL or re.search(r"。|[：:；;]$", text) or _DAY.fullmatch(text):
            break
        titled = end > place and _TITLE.search(text)
        if titled and end + 1 < len(lines) and _names_column(fold(lines[end + 1].text)):
            break  # the next table
        end += 1
    return end


_DAY = re.compile(r"(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")


def _columns_differ(head: Sequence[_Line], rows: _Rows) -> bool:
    """Is there a column of one kind in every row, below a name of another, and a column without that kind? And
    no column that is now of this kind, now of that?"""
    kinds = [{_kind(row[column].text) for row in rows} - {"blank"} for column in range(len(head))]
    if any(len(own - {"words"}) > 1 or (len(own) > 1 and "figure" in own) for own in kinds):
        return False
    return any(
        len(own) == 1
        and not own & {"words", "sentences", _kind(head[column].text)}
        and any(not own & other for other in kinds)
        for column, own in enumerate(kinds)
    )


@lru_cache(maxsize=4096)
def _kind(text: str) -> str:
    words = fold(text)
    if _BLANK.fullmatch(text):
        return "blank"
    dates = find_dates(text)
    if len(words) <= 24 and (_STANDING.fullmatch(words) or (dates and dates[0].start == 0)):
        return "date"
    if _FIGURE.fullmatch(words):
        return "figure"
    if "。" in text:
        return "sentences"
    rest = text
    for department in split_departments(text, 0, len(text), "responsible") if find_departments(text) else ():
        rest = rest.replace(text[department.start : department.end], "")
    return "departments" if len(rest) < len(text) and not _BETWEEN_NAMES.sub("", rest) else "words"


def _names_column(words: str) -> bool:
    """Do the folded words end as the name of a column does, or give a unit: 完成时限, 退捕渔船(艘)?"""
    return len(words) <= LONGEST_HEAD and bool(
        _UNIT.fullmatch(words) or _YEAR_HEAD.fullmatch(words) or re.search(rf"(?:{_HEAD.pattern})$", words)
    )


def _may_be_head(text: str) -> bool:
    return 0 < len(text) <= LONGEST_HEAD and not re.search(
        r"[。；;：:，,！？\t|｜]|^(?!(?:19|20)\d{2}年)\d", text
    )


def _may_be_cell(text: str) -> bool:
    marker = parse_marker(text)
    outline = marker is not None and marker.kind in (
        "annex", "part", "chapter", "section", "article", "chinese", "chinese_paren"
    )  # fmt: skip
    open_line = not outline and not re.search(r"[\t|｜]|[：:]$", text) and not _BEHIND.match(text)
    return 0 < len(text) <= LONGEST_CELL and open_line
