"""Where a figure stands: its part of the sentence, its statement, and the row of figures that it is one of."""

from __future__ import annotations

import re

from assistant import thresholds as t
from assistant.library import Library
from policytext.folding import fold
from vectorstore.records import Figure

_PART = re.compile(r"[，,；;。：:、（）()]")
AND = re.compile(r"以及|[和及与]")
_BRACKET = re.compile(r"[（(][^（）()]*[）)]")
_STATEMENT = re.compile(r"[；;。]")
_CHANGED_TO = re.compile(
    r"[^,，。;；\d]{0,4}(?:提高|放宽|调整|增加|上升|下降|降低|扩大|延长|缩短|提升|降|升|减少|缩小)?(?:至|到|为)"
)
# Some of those counted before: 教师不少于25人，…具有高级职称的不少于8人; 其中女性60人.
_OF_THEM = re.compile(r"其中|(?:具有|具备|持有|取得|获得|从事|符合|达到|属于)[^,，]{2,30}的(?=\D{0,6}\d)")
_CAP = re.compile(
    r"[^,，;；。:：\d]{0,8}[,，](?:[且但][^,，;；。:：\d]{0,14}|[^,，;；。:：\d]{0,14}(?:最高|最多|上限|总额|累计)[^,，;；。:：\d]{0,4})"
)
_CASE = re.compile(r"的[^,，;；。:：\d]{0,8}")
_COMMAS = (",", "，")
_OWN_SIDE = ("上限", "下限")
_JOINS = frozenset(("和", "、", "及", "与", "以及", ",", "，"))
_COUNTED_IN_CHARACTERS = frozenset(("年", "个月", "月", "天", "日", "倍", "成", "次", "级", "%"))
# What stands between the figure that says which class is meant and the figure of that class: 3家的为70%,
# 80至89周岁每人每月80元, 2人户不超过30平方米.
_OF_CLASS = re.compile(r"(?:以[上下内]|及以[上下])?户?的?(?:每[人户家][每年月]*)?(?:[为是按处]|给予|发放)?")


def is_name(library: Library, figure: Figure) -> bool:
    """两项补贴, 三馆一站: a count in characters is mostly part of a name, but for times and shares."""
    printed = library.slice(figure.document_id, figure.start, figure.end)
    unit = figure.unit.split("/")[0]
    return unit not in _COUNTED_IN_CHARACTERS and not any(c.isdigit() for c in fold(printed))


def counted(library: Library, figure: Figure) -> list[Figure]:
    """The figures of its clause in order, without counts that are but part of a name (二类大件)."""
    figures = library.figures_of(figure.document_id, figure.clause)
    kept = [one for one in figures if one == figure or not is_name(library, one)]
    return sorted(kept, key=lambda one: one.start)


def paired(library: Library, figure: Figure) -> list[Figure]:
    """The row of figures that it stands in, with nothing but 和 or 、 between (1295元和3270元); empty for none."""
    text = library.document(figure.document_id).text
    row: list[Figure] = []
    for other in counted(library, figure):
        between = text[row[-1].end : other.start].strip() if row else ""
        # A comma joins figures of one unit only: 80元，90至99周岁每人每月150元 is no row.
        # Nor is 2000元，20万元以上的补贴4000元, where the second begins the next case.
        next_case = text.startswith("的", other.end)
        alike = bool(row) and (between not in _COMMAS or (row[-1].unit == other.unit and not next_case))
        alike = alike and not text.startswith(_OWN_SIDE, other.start)  # 下限为60%，上限为300%
        if row and between in _JOINS and alike and row[-1].end <= other.start:
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
    for other in counted(library, figure):
        aside = is_aside(whole, other.start - offset, figure.start - offset)
        before_it = start <= other.start and other.end <= figure.start
        if before_it and not aside and not is_class_of(library, other, figure):
            start = parted(whole, other.end - offset, figure.start - offset)[1] + offset
        if figure.end <= other.start < end:
            end = parted(whole, figure.end - offset, other.start - offset)[0] + offset
    return start, end


def is_aside(sentence: str, position: int, behind: int) -> bool:
    """Does `position` stand in a bracket that closes before `behind`: 小班（3至4岁）每班不超过25人?"""
    return any(m.start() < position < m.end() <= behind for m in _BRACKET.finditer(sentence))


def is_class_of(library: Library, other: Figure, figure: Figure) -> bool:
    """Does `other` say which class the figure behind it is of (3家的为70%)?"""
    if other.end > figure.start:
        return False
    if other.unit.split("/")[0] == figure.unit.split("/")[0]:
        return is_limit_of(library, other, figure)
    if figure.unit == "次":  # 每三年复核一次: the length of time belongs to the number of times
        return library.slice(other.document_id, other.start - 1, other.start) == "每"
    return bool(_OF_CLASS.fullmatch(fold(library.slice(figure.document_id, other.end, figure.start))))


def is_limit_of(library: Library, other: Figure, figure: Figure) -> bool:
    """Is it a range of the same unit that says for which case the figure is: 车价10万元至20万元的补贴2000元?"""
    is_limit = other.high is not None or other.qualifier != ""
    between = fold(library.slice(figure.document_id, other.end, figure.start))
    return is_limit and bool(_CASE.fullmatch(between))


def leader(library: Library, figure: Figure) -> Figure | None:
    """The figure before it that says what is measured, where its own part names only the class (省级事项网上可办率
    81.5%，市级76.2%，县级63.8%; 中选企业为1家的，约定采购量为基数的50%；2家的为60%)."""
    start, end = part_span(library, figure)
    own = fold(library.slice(figure.document_id, start, end))
    if not (is_elliptic_part(own) or _OF_THEM.match(own)):
        return None
    opens = statement_start(library, figure)
    # Where its statement says more than its part, what leads it stands there too.
    says_more = fold(library.slice(figure.document_id, opens, start)).strip()
    earliest = opens if says_more else figure.sentence_start
    before = [
        one
        for one in counted(library, figure)
        if earliest <= one.start < figure.start and one.unit == figure.unit
    ]
    for one in reversed(before):
        said = fold(part_around(library, one))
        if not (is_elliptic_part(said) or _OF_THEM.match(said)):
            return one
    return before[0] if before else None


def ends_of_range(library: Library, first: Figure, second: Figure) -> bool:
    """Are they the two ends of one range (500元以上5000元以下; 50人以上、100人以下)?"""
    same = (first.document_id, first.sentence_start, first.unit) == (
        second.document_id,
        second.sentence_start,
        second.unit,
    )
    ends = (first.qualifier, second.qualifier) == ("at_least", "at_most") and first.value <= second.value
    if not (same and ends and first.end <= second.start):
        return False
    return library.slice(first.document_id, first.end, second.start).strip() in ("", "、", *_COMMAS)


def capped_share(library: Library, cap: Figure) -> Figure | None:
    """The share whose sum may not exceed `cap`, said right before it: 不超过投资的30%，且最高不超过8000万元."""
    if not cap.unit.startswith("元") or cap.qualifier != "at_most":
        return None
    figures = [one for one in counted(library, cap) if cap.sentence_start <= one.start < cap.start]
    if not figures or figures[-1].unit != "%":
        return None
    between = fold(library.slice(cap.document_id, figures[-1].end, cap.start))
    return figures[-1] if _CAP.fullmatch(between) else None


def counted_of(library: Library, figure: Figure) -> str:
    """What those are some of which it counts (其中女性60人); empty for a figure of its own."""
    if not _OF_THEM.match(fold(part_around(library, figure))):
        return ""
    lead = leader(library, figure)
    return part_around(library, lead) if lead else ""


def is_former(library: Library, figure: Figure) -> bool:
    """Is it the value before a change (由3年放宽至1年)?"""
    behind = fold(library.slice(figure.document_id, figure.end, min(figure.end + 12, figure.sentence_end)))
    before = fold(library.slice(figure.document_id, statement_start(library, figure), figure.start))
    return bool(_CHANGED_TO.match(behind) and re.search(r"[由从]", before))


def is_elliptic_part(part: str) -> bool:
    """Is it so short that it names a class, and not what is measured?"""
    return len(re.sub(r"[\d.%,，、\s]+", "", part)) <= t.CLASS_NAME


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
