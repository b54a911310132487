"""Statements made from the clauses of documents: true ones, and the same with one thing changed.

The words come from the documents or from templates; nothing here knows any document. A statement names the thing
that is judged (`target`), what the document has there (`right`), and where.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from assistant.library import Library
from policytext.dates import find_dates
from policytext.figures import FigureMention, find_figures
from policytext.numerals import chinese_number, plain_number, scaled_number
from policytext.quantities import find_quantities
from vectorstore.records import Clause, Duty

ROLES = {"lead": "牵头", "responsible": "负责", "support": "配合", "guide": "指导", "participate": "参与"}
_OTHER_UNITS = {
    "人": "户", "户": "人", "个": "项", "家": "户", "元": "美元", "%": "个百分点", "个百分点": "%", "公里": "米", "亩": "公顷",
    "套": "户", "人次": "人", "元/月": "元/年", "元/年": "元/月", "年": "个月", "个月": "年", "日": "个月", "项": "家", "件": "项",
    "次": "件", "所": "家", "个工作日": "个月", "倍": "%", "场": "次", "处": "家", "辆": "台", "台": "辆",
}  # fmt: skip
_QUALIFIERS = (("不少于", "不超过"), ("不低于", "不高于"), ("不超过", "不少于"), ("不高于", "不低于"), ("以上", "以下"), ("以下", "以上"),
               ("超过", "不足"), ("不得超过", "不得少于"), ("不得低于", "不得高于"), ("近", "超过"), ("约", "超过"))  # fmt: skip


@dataclass(frozen=True)
class Statement:
    """`text` with the words `target` in it that are judged; `right` is what the document says instead."""

    text: str
    target: str
    form: str  # own words, or the name of the template
    change: str  # "" for a true statement
    right: str
    document_id: str
    start: int  # where the document says it
    end: int
    kind: str = "figure"
    also: int = -1  # where the document says the other half of a sentence with two facts
    place: int = -1  # of the target in the text, where it may stand there twice


@dataclass(frozen=True)
class Fact:
    """A figure with its clause, in the document."""

    document_id: str
    figure: FigureMention
    text: str
    first: int  # of its statement
    last: int

    @property
    def printed(self) -> str:
        return squeeze(self.figure.text)

    @property
    def words(self) -> str:
        return squeeze(self.text[self.first : self.last]).rstrip("。；;，")


def squeeze(words: str) -> str:
    return re.sub(r"[\s*]+", "", words)


def facts(library: Library) -> list[Fact]:
    """Every figure of every clause that stands in a statement of moderate length."""
    from policytext.sentences import split_statements

    found = []
    for record in library.records.values():
        text = record.document.text
        for clause in record.clauses:
            spans = split_statements(text, clause.start, clause.body_end)
            for figure in find_figures(text, clause.start, clause.body_end, heading=clause.address):
                span = next((s for s in spans if s[0] <= figure.start < s[1]), None)
                if span and not figure.weak and 8 <= len(squeeze(text[slice(*span)])) <= 160:
                    found.append(Fact(record.document.id, figure, text, *span))
    return found


def statements(library: Library, seed: int = 7, per_kind: int = 120) -> list[Statement]:
    """True and changed statements of every kind, about as many of each."""
    chance = random.Random(seed)
    pool = facts(library)
    true = [
        *own_words(pool),
        *reworded(pool),
        *(s for s in together(pool) if not s.change),
        *duty_statements(library),
        *date_statements(library),
        *number_statements(library),
    ]
    changed: list[Statement] = []
    for statement in true:
        for change in CHANGES:
            altered = change(statement, library, chance)
            if altered is not None and altered.text != statement.text:
                changed.append(altered)
    changed += [*swapped(pool), *(s for s in together(pool) if s.change)]
    return _sample(true, chance, per_kind, lambda s: s.form) + _sample(
        changed, chance, per_kind, lambda s: s.change
    )


def _sample(
    all_: list[Statement], chance: random.Random, most: int, key: Callable[[Statement], str]
) -> list[Statement]:
    groups: dict[str, list[Statement]] = {}
    for statement in all_:
        groups.setdefault(key(statement), []).append(statement)
    return [s for g in groups.values() for s in chance.sample(g, min(most, len(g)))]


def own_words(pool: list[Fact]) -> Iterator[Statement]:
    for fact in pool:
        if fact.words.count(fact.printed) == 1:
            yield _of(fact, fact.words + "。", "own words")


def _of(fact: Fact, text: str, form: str, target: str = "") -> Statement:
    return Statement(
        text, target or fact.printed, form, "", fact.printed, fact.document_id, fact.first, fact.last
    )


def reworded(pool: list[Fact]) -> Iterator[Statement]:
    """Templates around the measure, for figures whose measure says by itself what is meant."""
    for fact in pool:
        figure = fact.figure
        measure = squeeze(figure.measure)
        if len(measure) < 6 or figure.change or any(c in measure for c in "“”《》（）、，"):
            continue
        if len(find_quantities(measure)) or sum(squeeze(f.figure.measure) == measure for f in pool) > 1:
            continue
        year = f"{figure.year}年" if figure.year and figure.year_explicit else ""
        quantity = fact.printed
        yield _of(fact, f"{year}{measure}为{quantity}。", "subject first")
        yield _of(fact, f"{quantity}，这是{year}{measure}的数字。", "figure first")
        yield _of(fact, f"关于{measure}，文件有明确说法。{year}的数字是{quantity}。", "subject before")
        yield _of(fact, f"据了解，{year}在{measure}方面，数量被确定为{quantity}。", "passive")
        yield _of(fact, f"有材料称{year}{measure}达{quantity}，与往年口径一致。", "reported")
        yield _of(fact, f"{measure}（{year or '按要求'}）：{quantity}", "table line")
        yield _of(fact, f"一、{year}有关情况\n就{measure}而言，数值定在{quantity}。", "under a heading")
        other = _in_other_numerals(figure)
        if other:
            yield _of(fact, f"{year}{measure}为{other}。", "Chinese numerals", other)
        converted = _converted(figure)
        if converted:
            yield _of(fact, f"{year}{measure}为{converted}。", "unit converted", converted)


def together(pool: list[Fact]) -> Iterator[Statement]:
    """Two measures of one document in one sentence, one after the other or with 分别; and a sentence turned round."""
    measures = Counter(squeeze(f.figure.measure) for f in pool)
    good = [f for f in pool if _is_plain_measure(f) and measures[squeeze(f.figure.measure)] == 1]
    for a, b in zip(good, good[3:], strict=False):
        if a.document_id != b.document_id or a.printed == b.printed or a.figure.year != b.figure.year:
            continue
        x, y = squeeze(a.figure.measure), squeeze(b.figure.measure)
        year = f"{a.figure.year}年，" if a.figure.year and a.figure.year_explicit else ""
        both = f"{year}{x}为{a.printed}，{y}为{b.printed}。"
        if x == y or both.count(a.printed) != 1 or both.count(b.printed) != 1:
            continue
        yield replace(_of(a, both, "two in a sentence"), also=b.first)
        yield replace(_of(b, both, "two in a sentence"), also=a.first)
        if a.figure.unit == b.figure.unit:
            yield replace(_of(a, f"{year}{x}、{y}分别为{a.printed}和{b.printed}。", "分别"), also=b.first)
            turned = _of(a, f"{year}{x}、{y}分别为{b.printed}和{a.printed}。", "分别", b.printed)
            yield replace(turned, change="swapped figures", also=b.first)
    for fact in pool:
        parts = fact.words.split("，")
        once = fact.words.count(fact.printed) == 1 and "分别" not in fact.words
        if once and len(parts) == 2 and min(map(len, parts)) > 8:
            yield _of(fact, f"{parts[1]}，{parts[0]}。", "turned round")


def _is_plain_measure(fact: Fact) -> bool:
    measure = squeeze(fact.figure.measure)
    return (
        6 <= len(measure) <= 24 and not fact.figure.change and not re.search("[“”《》（）、，\\d]", measure)
    )


def _number_text(figure: FigureMention, number: str) -> str:
    q = figure.quantity
    before = squeeze(figure.text[: q.number_start - figure.start])
    behind = squeeze(figure.text[q.number_end - figure.start :])
    return before + number + behind


def _in_other_numerals(figure: FigureMention) -> str:
    q = figure.quantity
    if q.high is not None or q.inexact or q.unit_kind in ("ratio",) or not re.search(r"\d", figure.text):
        return ""
    if q.unit == "%":
        whole, _, part = plain_number(q.value).partition(".")
        digits = "".join("零一二三四五六七八九"[int(c)] for c in part)
        number = chinese_number(int(whole)) + (f"点{digits}" if digits else "")
        return _number_text(figure, f"百分之{number}").replace("%", "")
    if q.value != q.value.to_integral_value() or q.value > 10**11 or q.value < 11:
        return ""
    return _number_text(figure, chinese_number(int(q.value)))


def _converted(figure: FigureMention) -> str:
    q = figure.quantity
    if (
        q.high is not None
        or q.inexact
        or not q.unit
        or q.value < 10**4
        or q.unit_kind in ("ratio", "percent")
    ):
        return ""
    plain = plain_number(q.value)
    for number in (scaled_number(q.value), plain, plain_number(q.value / 10**4) + "万"):
        text = _number_text(figure, number)
        if text != squeeze(figure.text):
            return text
    return ""


def swapped(pool: list[Fact]) -> Iterator[Statement]:
    """Two figures of one unit in one statement, exchanged."""
    for a, b in pairwise(pool):
        same = a.document_id == b.document_id and (a.first, a.last) == (b.first, b.last)
        if (
            same
            and a.figure.unit == b.figure.unit
            and a.printed != b.printed
            and a.figure.quantity.high is None
        ):
            words = a.words
            if words.count(a.printed) == 1 and words.count(b.printed) == 1:
                text = words.replace(a.printed, "\0").replace(b.printed, a.printed).replace("\0", b.printed)
                yield Statement(
                    text + "。",
                    b.printed,
                    "own words",
                    "swapped figures",
                    a.printed,
                    a.document_id,
                    a.first,
                    a.last,
                )


def duty_statements(library: Library) -> Iterator[Statement]:
    for duty in library.duties():
        clause = library.clause(duty.document_id, duty.clause)
        task = re.sub(r"[。，；;：:].*$", "", squeeze(clause.heading or ""))
        covered = squeeze(library.slice(duty.document_id, duty.covers_start, duty.covers_end))
        task = (
            task
            if len(task) >= 6
            else re.sub(r"^[（(]?[一二三四五六七八九十\d]+[）)、.]*", "", covered.split("。")[0])
        )
        if any(d.name in task for d in duty.departments) or "负责" in task:
            continue
        if not 6 <= len(task) <= 80 or any(
            len(d.name) < 3 or d.name.startswith("各") for d in duty.departments
        ):
            continue
        for department in duty.departments:
            yield from _duty_forms(duty, clause, task, department.name, department.role)


def _duty_forms(duty: Duty, clause: Clause, task: str, name: str, role: str) -> Iterator[Statement]:
    word = ROLES[role]
    base = Statement("", name, "", "", name, duty.document_id, clause.start, clause.body_end, "department")
    yield replace(base, text=f"{task}由{name}{word}。", form="duty, passive")
    yield replace(base, text=f"{name}{word}{task}。", form="duty, active")
    yield replace(base, text=f"关于“{task}”，{word}单位为{name}。", form="duty, label")


def date_statements(library: Library) -> Iterator[Statement]:
    from policytext.sentences import split_statements

    for record in library.records.values():
        text = record.document.text
        for clause in record.clauses:
            for first, last in split_statements(text, clause.start, clause.body_end):
                words = squeeze(text[first:last]).rstrip("。；")
                dates = [d for d in find_dates(words) if (d.month or d.part) and len(d.text) > 2]
                if (
                    len(dates) == 1
                    and 15 <= len(words) <= 150
                    and words.count(dates[0].text) == 1
                    and "《" not in words
                ):
                    printed = dates[0].text
                    yield Statement(
                        words + "。", printed, "date", "", printed, record.document.id, first, last, "date"
                    )


def number_statements(library: Library) -> Iterator[Statement]:
    for record in library.records.values():
        d = record.document
        if not d.number:
            continue
        base = Statement("", d.number, "", "", d.number, d.id, 0, len(d.text), "document")
        yield replace(base, text=f"《{d.title}》的文号是{d.number}。", form="number and title")
        yield replace(base, text=f"按照《{d.title}》（{d.number}）执行。", form="number and title")
        for clause in record.clauses[5:]:
            words = squeeze(d.text[clause.start : clause.body_end]).split("。")
            if len(words) > 1 and 25 <= len(words[1]) <= 90 and not re.search("〔|《|负责", words[1]):
                yield replace(
                    base, text=f"{d.number}提出，{words[1]}。", form="number and content", start=clause.start
                )


# Changes: each gives the statement with one thing changed, or None where it does not apply.


def change_value(s: Statement, library: Library, chance: random.Random) -> Statement | None:
    quantities = find_quantities(s.target) if s.kind == "figure" else []
    if not quantities:
        return None
    q = quantities[0]
    number = s.target[q.number_start : q.number_end]
    match = re.search(r"\d+(?:\.\d+)?", number.replace(",", ""))
    if not match:
        return None
    value = Decimal(match.group())
    step = chance.choice([Decimal("0.5"), Decimal("1.1"), Decimal("0.9"), Decimal("2"), Decimal("1.2")])
    changed = plain_number(round(value * step, max(0, -int(value.as_tuple().exponent))))
    if Decimal(changed) == value:
        changed = plain_number(value + 1)
    target = s.target.replace(number, number.replace(",", "").replace(match.group(), changed), 1)
    return _changed(s, target, "value")


def change_scale(s: Statement, library: Library, chance: random.Random) -> Statement | None:
    if s.kind != "figure" or not re.search("[万亿]", s.target):
        return None
    target = re.sub("[万亿]", lambda m: "亿" if m.group() == "万" else "万", s.target, count=1)
    return _changed(s, target, "万/亿")


def change_unit(s: Statement, library: Library, chance: random.Random) -> Statement | None:
    quantities = find_quantities(s.target) if s.kind == "figure" else []
    if not quantities or quantities[0].unit not in _OTHER_UNITS:
        return None
    q = quantities[0]
    tail = s.target[q.number_end :]
    unit = _OTHER_UNITS[q.unit]
    printed = next((u for u in (q.unit, "名", "位", "天", "工作日") if u in tail), "")
    if not printed or "百分" in s.target:
        return None
    target = s.target[: q.number_end] + tail.replace(printed, unit, 1)
    return _changed(s, target, "unit")


def change_qualifier(s: Statement, library: Library, chance: random.Random) -> Statement | None:
    if s.kind != "figure":
        return None
    for old, new in _QUALIFIERS:
        if s.target.startswith(old) or s.target.endswith(old):
            return _changed(s, s.target.replace(old, new, 1), "qualifier")
    return None


def drop_qualifier(s: Statement, library: Library, chance: random.Random) -> Statement | None:
    quantities = find_quantities(s.target) if s.kind == "figure" else []
    if not quantities or not quantities[0].qualifier or quantities[0].inexact:
        return None
    target = re.sub(
        r"^(?:不得少于|不得低于|不少于|不低于|不超过|不高于|超过|近|约|至少)|(?:及?以上|及?以下|以内|内)$",
        "",
        s.target,
    )
    return _changed(s, target, "qualifier dropped")


def change_year(s: Statement, library: Library, chance: random.Random) -> Statement | None:
    years = [m for m in re.finditer(r"(?<![\d—-])(20\d\d)年(?![—-])", s.text)]
    if s.kind != "figure" or len(years) != 1 or "《" in s.text:
        return None
    place = s.text.find(s.target)
    match = years[0]
    if (
        place < match.start()
        or re.search(r"[比较]$", s.text[: match.start()])
        or "；" in s.text[match.end() : place]
    ):
        return None
    if find_quantities(s.text[match.end() : place]):
        return None
    year = str(int(match.group(1)) + chance.choice([-3, -1, 1, 2]))
    text = s.text[: match.start(1)] + year + s.text[match.end(1) :]
    return replace(s, text=text, change="year", right=match.group(1))


def change_department(s: Statement, library: Library, chance: random.Random) -> Statement | None:
    if s.kind != "department":
        return None
    mine = {
        d.name for duty in library.duties() if duty.document_id == s.document_id for d in duty.departments
    }
    here = {
        d.name for duty in library.duties() if duty.document_id == s.document_id
        and duty.covers_start < s.end and s.start < duty.covers_end for d in duty.departments
    }  # fmt: skip
    others = sorted(n for n in mine - here if len(n) > 2 and not n.startswith("各"))
    return _changed(s, chance.choice(others), "department") if others else None


def change_role(s: Statement, library: Library, chance: random.Random) -> Statement | None:
    if s.kind != "department":
        return None
    for word in ("牵头", "负责", "配合", "参与"):
        for near in (f"{s.target}{word}", f"{word}单位为{s.target}"):
            if near in s.text:
                other = {"牵头": "配合", "负责": "配合", "配合": "牵头", "参与": "牵头"}[word]
                return replace(s, text=s.text.replace(near, near.replace(word, other)), change="role")
    return None


def negate(s: Statement, library: Library, chance: random.Random) -> Statement | None:
    if s.kind == "department" and f"由{s.target}" in s.text:
        return replace(s, text=s.text.replace(f"由{s.target}", f"不由{s.target}", 1), change="negation")
    return None


def change_number(s: Statement, library: Library, chance: random.Random) -> Statement | None:
    match = re.search(r"(\d+)号$", s.target)
    if s.kind != "document" or not match:
        return None
    other = str(int(match.group(1)) + chance.choice([1, 3, 10, 21]))
    return _changed(s, s.target[: match.start()] + other + "号", "document number")


def change_date(s: Statement, library: Library, chance: random.Random) -> Statement | None:
    if s.kind != "date":
        return None
    match = re.search(r"(\d{1,2})月", s.target) or re.search(r"(?<!\d)(20\d\d)年", s.target)
    if not match:
        return None
    old = int(match.group(1))
    new = old % 12 + chance.choice([1, 2, 3]) if old < 13 else old + chance.choice([-1, 1, 2])
    if new == old or (new > 12 and old < 13):
        new = old - 1 if old > 1 else old + 1
    target = s.target[: match.start(1)] + str(new) + s.target[match.end(1) :]
    return _changed(s, target, "date")


def _changed(s: Statement, target: str, change: str) -> Statement | None:
    if target == s.target or s.text.count(s.target) != 1:
        return None
    return replace(
        s, text=s.text.replace(s.target, target), target=target, change=change, place=s.text.find(s.target)
    )


CHANGES = (
    change_value, change_scale, change_unit, change_qualifier, drop_qualifier, change_year, change_department,
    change_role, negate, change_number, change_date,
)  # fmt: skip
