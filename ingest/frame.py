"""Find the frame of an official document: title, number, addressees, enclosure, signature, printed labels.

The frame is what stands around the clauses. `outline` keeps it apart from them, `metadata` reads the
document's own data out of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.source import SourceText
from policytext.folding import fold
from policytext.numbering import parse_marker
from policytext.references import find_document_numbers, find_titles

HEAD_LINES = 20
_LONG_LINE, _EDGE_CHARS = 400, 160
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、](?!\d)|"
    r"第[一二三四五六七八九十百]+[章条]"
)
_KINDS = (
    "通知|通报|意见|批复|函|复函|办法|方案|规定|决定|公告|通告|条例|细则|答复|预案|报告|规划|计划|纲要|"
    "要点|决议|命令|令|章程|规则|规程|制度|"
    "总结|任务|清单|目录|标准|指南|指引|指导意见|倡议书|公报|请示|说明|解读|措施|政策|法"
)
_KIND_END = re.compile(rf"(?:{_KINDS})(?:[（(][^（）()]{{1,20}}[）)])*》?$")
_DATE_LINE = re.compile(
    r"(?:(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|"
    r"[二〇○Ｏ零一二三四五六七八九十]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
    r"|(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?)(?:\s*(?:印发|印|发布|施行))?$"
)
_PRINTED = re.compile(
    r"(?P<who>\S[^。，]{2,30}?)[ \t\u3000]+(?P<date>(?:19|"
    r"20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*印发$"
)
LABELS = (
    "公开方式|信息公开选项|公开属性|公开类型|主题词|关键词|抄送|抄报|主送|分送|印发机关|印发单位|"
    "印发日期|印发时间|发文机关|发文字号|发文日期|"
    "成文日期|发布日期|发布时间|发布机构|发布机关|制发机关|实施日期|生效日期|施行日期|失效日期|有效期|"
    "有效性|废止日期|索引号|主题分类|标题|文号|"
    "签发人|密级|紧急程度|份号|联系人|联系电话|联系方式|来源|信息来源|文章来源|作者|责任编辑|编辑"
)
# Labels may be letter-spaced (索 引 号), and several stand on one line, apart by tabs or wide spaces.
_SPACED = "|".join(r"[ \u3000]*".join(label) for label in LABELS.split("|"))
_LABEL = re.compile(
    rf"(?P<label>{_SPACED})[ \u3000]*[：:][ \t\u3000]*(?P<value>(?!(?:{_SPACED})[ \u3000]*[：:])[^\t]*?)"
    rf"(?=[）)】\]]?$|[ \u3000]{{2,}}|\t|[ \u3000]+(?:{_SPACED})[ \u3000]*[：:])"
)
_PUBLIC = re.compile(
    r"[（(](?:此件[^（）()]{2,20}|本文有删减|本页无正文|附件[^（）()]{0,12}|联系人[^（）()]{2,60})[）)]$"
)
_ENDED = re.compile(r"[。；;：:，,、！!？?]$")


@dataclass(frozen=True)
class Line:
    """A line of the text without the white space around it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Frame:
    """All spans are offsets into the text. `zones` are the first lines of what stands outside of the clauses:
    the enclosure's title, signatures, printed labels. `signatures` are pairs of issuer (may be None) and
    date."""

    lines: tuple[Line, ...]
    head_end: int = 0  # behind title, number and addressees
    title: str = ""
    number: tuple[int, int] | None = None
    addressees: tuple[int, int] | None = None
    enclosure: tuple[int, int] | None = None
    signatures: tuple[tuple[Line | None, Line], ...] = ()
    labels: tuple[tuple[str, int, int], ...] = ()
    outside: frozenset[int] = field(default_factory=frozenset)  # indices of lines that are no clause's


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines that have words, in order."""
    found = []
    for match in re.finditer(r"[^\n]+", text):
        first = match.start()
        for last in (*_joints(text, match.start(), match.end()), match.end()):
            words = text[first:last].strip(" \t\u3000\u00a0\r")
            if words:
                start = first + text[first:last].index(words)
                found.append(Line(start, start + len(words), words))
            first = last
    return tuple(found)


def _joints(text: str, start: int, end: int) -> list[int]:
    """Where a very long line was once several: white space behind the end of a sentence or before a number,
    and any white space between Chinese characters in the first and last words."""
    if end - start < _LONG_LINE or "\t" in text[start:end]:
        return []
    found: list[int] = []
    for match in re.finditer(r"[ \u3000\u00a0]+(?=\S)", text[start:end]):
        piece = text[found[-1] if found else start : start + match.start()]
        marker = parse_marker(piece)
        if not piece.strip() or (marker is not None and marker.body == len(piece)):
            continue
        before, place = text[start + match.start() - 1], start + match.end()
        edge = match.start() < _EDGE_CHARS or end - place < _EDGE_CHARS
        spaced = not re.match(r"[0-9A-Za-z%]", before) and not re.match(r"[0-9A-Za-z%]", text[place])
        if before in "。；：！？”）)》" or (edge and spaced) or _NUMBERED.match(text, place):
            found.append(place)
    return found


def read_frame(source: SourceText) -> Frame:
    """The frame of the document; parts that it does not have are left empty."""
    lines = split_lines(source.text)
    labels, label_lines = _labels(lines)
    printed = {label: (start, end) for label, start, end in reversed(labels)}
    number = _number(source.text, lines)
    named = source.text[slice(*printed["标题"])] if "标题" in printed else source.title
    title_lines, title = _title(lines, named, number)
    title = _unwrapped(title)
    addressees = _addressees(lines, title_lines, number)
    head = max(
        [*title_lines, *([number[0]] if number else []), *([addressees] if addressees is not None else [])],
        default=-1,
    )
    signatures = _signatures(lines, head) or _signatures(lines, number[0] if number else -1)
    enclosure = _enclosure(lines, head, title)
    outside = {
        *range(head + 1),
        *label_lines,
        *(i for i in range(len(lines)) if _PUBLIC.fullmatch(lines[i].text)),
    }
    signed = {line.start for pair in signatures for line in pair if line is not None}
    outside |= {index for index, line in enumerate(lines) if line.start in signed}
    outside |= set(_enclosure_list(lines, head, outside))
    return Frame(
        lines,
        lines[head].end if head >= 0 else 0,
        title,
        number[1] if number else printed.get("发文字号", printed.get("文号")) or _in_history(lines),
        (lines[addressees].start, lines[addressees].end) if addressees is not None else None,
        enclosure,
        tuple(signatures),
        tuple(pair for pair in labels if pair[0]),
        frozenset(outside),
    )


def tidy(text: str) -> str:
    """Words of a heading or title on one line, without the spaces between Chinese characters and digits."""
    text = re.sub(r"\s+", " ", text.replace("**", "")).strip().lstrip("# ")
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", text)


def is_date_line(text: str) -> bool:
    return _DATE_LINE.match(text) is not None


_HISTORY = re.compile(r"[（(].{0,400}?(?:通过|公布|发布|修订|修正)[^（）()]{0,60}[)）]?$")


def _in_history(lines: Sequence[Line]) -> tuple[int, int] | None:
    """The number of a law or regulation, in the brackets below its title that tell when it was made and changed
    (…国务院令第707号第四次修订): the last one."""
    for line in lines[:HEAD_LINES]:
        orders = [r for r in find_document_numbers(line.text) if "令" in r.text]
        if orders and _HISTORY.match(line.text.strip()):
            return line.start + orders[-1].start, line.start + orders[-1].end
    return None


def _number(text: str, lines: Sequence[Line]) -> tuple[int, tuple[int, int]] | None:
    """Line and span of the document's own number: one that fills a line of the head, or stands at its end."""
    for index, line in enumerate(lines[:HEAD_LINES]):
        order = re.fullmatch(r"第\s*[\d〇零一二三四五六七八九十百]+\s*号", line.text)
        if order and index and lines[index - 1].text.endswith("令"):
            return index, (lines[index - 1].start, line.end)
        for reference in find_document_numbers(line.text):
            whole = reference.end - reference.start >= len(line.text) - 6
            label = re.match(r"(?:发文字号|文号|文件编号|文件号)\s*[：:]", line.text)
            bracket = re.fullmatch(
                r"[（(]?.{0,4}[）)]?", line.text[: reference.start] + line.text[reference.end :]
            )
            if whole or label or bracket:
                start = line.start + reference.start
                return index, (start, start + reference.end - reference.start)
    return None


def _title(
    lines: Sequence[Line], hint: str, number: tuple[int, tuple[int, int]] | None
) -> tuple[list[int], str]:
    """Indices of the title's lines, and the title on one line."""
    if re.match(r"Microsoft|PowerPoint|Untitled|文档\s*\d|未命名|无标题|新建", hint):
        hint = ""  # a name that a program gave
    wanted = fold(re.sub(r"[_|\-－—].{2,20}(?:网|政府|平台|网站)$", "", hint))
    for first in range(min(len(lines), HEAD_LINES)):
        for count in range(1, 6):
            joined = fold("".join(line.text for line in lines[first : first + count]))
            if len(joined) >= 5 and wanted and joined == wanted:
                return list(range(first, min(first + count, len(lines)))), tidy(
                    "".join(x.text for x in lines[first : first + count])
                )
    limit = min(len(lines), HEAD_LINES)
    for index in range(limit):
        if (
            _may_be_title(lines[index].text)
            and _KIND_END.search(fold(lines[index].text))
            and len(fold(lines[index].text)) >= 4
        ):
            first = index
            while first and _joins_title(lines[first - 1].text) and not (number and first - 1 == number[0]):
                first -= 1
            last = _title_end(lines, first, index, number)
            return list(range(first, last + 1)), tidy("".join(x.text for x in lines[first : last + 1]))
        if parse_marker(lines[index].text) or len(lines[index].text) > 90:
            break
    return _plain_title(lines, hint)


def _plain_title(lines: Sequence[Line], hint: str) -> tuple[list[int], str]:
    """The first line where it is short and open, as in news; else the hint, else the first sentence."""
    if not lines:
        return [], tidy(hint)
    first = lines[0].text
    if parse_marker(first) and not hint:
        return [], ""
    named = re.match(r"\S{4,60}(?=[ \u3000]{1,4}\S)", first)
    if named and _KIND_END.search(named.group(0)) and "。" not in named.group(0):
        return [], tidy(named.group(0))
    if (
        len(first) <= 80
        and not re.search(r"[。；：:]$", first)
        and not parse_marker(first)
        and len(lines) > 1
    ):
        return [0], tidy(first)
    if hint.strip():
        return [], tidy(hint)
    name = re.match(r"[^。！？\n]{2,60}?(?:[。！？，；\n]|$)", first)
    return [], tidy((name.group(0) if name else first[:40]).rstrip("。！？，；"))


def _may_be_title(text: str) -> bool:
    return (
        not _ENDED.search(text)
        and "。" not in text
        and not _LABEL.match(text)
        and not parse_marker(text)
        and len(text) <= 90
    )


def _unwrapped(title: str) -> str:
    """The title without the document's number before it and the 《》 around it, as sites print them."""
    numbers = find_document_numbers(title)
    if numbers and numbers[0].start == 0 and title[numbers[0].end :].startswith("《"):
        title = title[numbers[0].end :]
    titles = find_titles(title)
    return titles[0].text if titles and (titles[0].start, titles[0].end) == (0, len(title)) else title


def _title_end(
    lines: Sequence[Line], first: int, index: int, number: tuple[int, tuple[int, int]] | None
) -> int:
    """The last line of the title that seems to end in line `index`: 关于印发…总结 / 及…任务 / 的通知."""
    opened = "关于" in lines[first].text and not re.search(rf"的(?:{_KINDS})$", lines[index].text)
    for last in range(index + 1, min(index + 4, len(lines))):
        if (
            (number and last == number[0])
            or not _may_be_title(lines[last].text)
            or len(lines[last].text) > 40
        ):
            return index
        goes_on = re.match(r"[及和与的暨、]", lines[index + 1].text)
        if (goes_on or opened) and re.search(rf"(?:{_KINDS})$", fold(lines[last].text)):
            return last
    return index


def _joins_title(text: str) -> bool:
    """Whether the line can be the beginning of a title whose end stands on the next one."""
    if (
        not _may_be_title(text)
        or _DATE_LINE.match(text)
        or find_document_numbers(text)
        or _KIND_END.search(fold(text))
    ):
        return False
    return not re.search(r"(?:文件|令|公报|政府网|门户网站|〉|>|首页)$|[:：»>|]", text) and len(text) >= 4


def _addressees(
    lines: Sequence[Line], title: Sequence[int], number: tuple[int, tuple[int, int]] | None
) -> int | None:
    """The line 主送: it ends with a colon, soon behind title and number, and says nothing else."""
    behind = max([*title, *([number[0]] if number else [])], default=-1)
    for index in range(behind + 1, min(behind + 4, len(lines))):
        text = lines[index].text
        if re.search(r"[：:]$", text) and len(text) <= 300 and "。" not in text and not parse_marker(text):
            return (
                index
                if re.search(r"[、，]|各|省|市|部|委|局|厅|政府|单位|公司|学校|院|代表|委员|企业|机构", text)
                else None
            )
    return None


def _signatures(lines: Sequence[Line], head: int) -> list[tuple[Line | None, Line]]:
    """Dates on a line of their own behind the head, each with the issuer above it."""
    found: list[tuple[Line | None, Line]] = []
    for index in range(head + 1, len(lines)):
        if not _DATE_LINE.match(lines[index].text):
            continue
        above = lines[index - 1] if index - 1 > head else None
        open_line = (
            above is not None and len(above.text) <= 40 and not re.search(r"[。；：:！？）)]$", above.text)
        )
        found.append((above if open_line and above and not parse_marker(above.text) else None, lines[index]))
    return found


def _enclosure(lines: Sequence[Line], head: int, title: str) -> tuple[int, int] | None:
    """The title of the document that a letter sends along: a line (or two) that the letter's own title
    names."""
    whole = fold(title)
    named = {fold(r.text) for r in find_titles(title)}
    for index in range(head + 1, len(lines) if whole else 0):
        if len(lines[index].text) > len(title) + 20:
            continue
        for count in (1, 2, 3):
            group = lines[index : index + count]
            joined = fold("".join(line.text for line in group))
            if len(joined) < 5 or any(_ENDED.search(line.text) for line in group):
                break
            fits = joined in named or (
                len(joined) >= 8 and joined in whole and joined != whole and _KIND_END.search(joined)
            )
            if fits and not parse_marker(group[0].text):
                return group[0].start, group[-1].end
    return None


def _labels(lines: Sequence[Line]) -> tuple[list[tuple[str, int, int]], set[int]]:
    """Printed labels with the span of what they say, and the lines that they fill."""
    found: list[tuple[str, int, int]] = []
    used: set[int] = set()
    for index, line in enumerate(lines):
        pairs = _pairs(line)
        if pairs:
            found += pairs
            used.add(index)
        printed = _PRINTED.fullmatch(line.text)
        if printed:
            found += [
                (name, line.start + printed.start(g), line.start + printed.end(g))
                for name, g in (("印发机关", "who"), ("印发日期", "date"))
            ]
            used.add(index)
        elif re.search(r"日\s*印发$", line.text) and _DATE_LINE.match(line.text):
            date_end = line.start + len(re.sub(r"\s*印发$", "", line.text))
            if index and len(lines[index - 1].text) <= 30 and not _ENDED.search(lines[index - 1].text):
                found.append(("印发机关", lines[index - 1].start, lines[index - 1].end))
            found.append(("印发日期", line.start, date_end))
    return found, used


def _pairs(line: Line) -> list[tuple[str, int, int]]:
    """The labels of a line that begins with one, each with the span of its value; empty values are left out."""
    opening = re.match(r"[（(【\[]?", line.text)
    if len(line.text) > 400 or opening is None or not _LABEL.match(line.text, opening.end()):
        return []
    found = []
    for match in _LABEL.finditer(line.text, opening.end()):
        value = match.group("value").rstrip("。 \u3000")
        if value:
            start = line.start + match.start("value")
            found.append((re.sub(r"[ \u3000]", "", match.group("label")), start, start + len(value)))
    return found or [("", line.start, line.start)]


def _enclosure_list(lines: Sequence[Line], head: int, outside: set[int]) -> list[int]:
    """Lines from 附件：… to the signature below it: a list of enclosures, none of them a clause."""
    for index in range(head + 1, len(lines)):
        if not re.match(r"附\s*[件表]\s*\d?\s*[：:]\s*\S", lines[index].text):
            continue
        for last in range(index + 1, min(index + 20, len(lines))):
            if last in outside:
                return list(range(index, last))
            if len(lines[last].text) > 80 or "\t" in lines[last].text:
                break  # no name of an enclosure: the enclosure itself
        if index == len(lines) - 1:
            return [index]
    return []
