"""From the words of a question to what is asked: kind, topic, years, places, departments, units.

1. Fold the words; an English question is put into Chinese terms first.
2. Fill in what a follow-up leaves out from the turns before (`assistant.followup`).
3. Tell the kind by its turns of phrase (`assistant.wording`), the most telling ones first.
4. Take away what only asks; what remains is the topic, and its content words are the terms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import opencc

from assistant import wording
from assistant.english import is_english, to_chinese
from assistant.homophones import Mended, mend
from assistant.library import Library
from assistant.question import Kind, Question, is_told_at_length
from assistant.statements import statement_of
from assistant.terms import content_words, weigh
from assistant.units_asked import units_of
from policytext.dates import with_named_days
from policytext.departments import find_departments, own_name
from policytext.folding import fold
from policytext.numerals import parse_number
from policytext.places import find_places, province_of
from policytext.references import find_document_numbers

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)年?(?:度|末|底|初)?")
_SHORT_YEAR = re.compile(r"(?<!\d)([0-3]\d)年")
_RELATIVE_YEAR = {
    "前年": -2,
    "去年": -1,
    "前一年": -1,
    "上一年": -1,
    "这一年": 0,
    "本年度": 0,
    "今年": 0,
    "本年": 0,
    "当年": 0,
    "明年": 1,
    "后年": 2,
}
# 以后年度 and 原则上一年 hold 后年 and 上一年 by chance.
_RELATIVE = re.compile(rf"(?<![则以此之])(?:{'|'.join(_RELATIVE_YEAR)})")
_EVERY_YEAR = re.compile(r"每年|每一年|每季|每月")
_DOCUMENT_WORDS = r"(?:根据|按照|依据|在)?(?:这份|该|本|此|上述)?(?:文件|通知)(?:中|里|规定|要求)?[,，]?"
_OF_DEPARTMENTS = (Kind.WHO, Kind.TASKS, Kind.CHECK)
_RULES = (Kind.DESCRIBE, Kind.WHEN)
_SPACE = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")  # "低保 谁管": two words, not one
_PRINTED_SUFFIX = re.compile(r"(?:厅|局|委|署|(?<!主)(?<!公)办|....中心|..(?<!公)司|..协|..集团)$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SPLIT_CHOICE = re.compile(r"还是|或者|或是")


def understand(text: str, library: Library) -> Question:
    """What `text` asks for by itself."""
    english = is_english(text)
    plain = to_chinese(text, library) if english else _SPACE.sub("，", _japanese_forms(text).strip())
    mended = Mended(fold(plain)) if english else mend(fold(plain), library)
    folded = with_named_days(mended.text, lambda name: bool(library.frequency(name)))
    departments = (() if mended.changes else departments_of(text)) or departments_of(folded)
    departments = departments or printed_departments(folded, library) or governments_of(folded)
    kind = kind_of(folded, bool(departments), library)
    topic = topic_of(folded, kind)
    if kind in _OF_DEPARTMENTS:
        for (
            name
        ) in departments:  # one that no vocabulary knows (国家标准委) is no part of what is done either
            topic = topic.replace(fold(name), " ")
    bases = [m.group(1) for m in _BASIS.finditer(folded)]
    places = places_of(folded, kind, library)
    words = [*content_words(covered_by_province(topic, places), library), *bases]
    return Question(
        original=text,
        text=folded,
        kind=kind,
        topic=topic,
        terms=weigh(words, library),
        years=years_of(folded),
        relative_years=relative_years_of(folded) or two_years(kind, folded),
        places=places,
        departments=departments,
        units=units_of(folded),
        documents=named_documents(text, library),
        ordinals=ordinals_of(folded),
        english=english,
        mended=mended.changes,
        wants_contact=bool(wording.CONTACT.search(folded)),
        wants_person=bool(wording.PERSON.search(folded)),
    )


def _japanese_forms(text: str) -> str:
    """経 and 県 as the Chinese characters that they stand for; folding knows traditional ones only. What is written
    so in Chinese too is left: 欠 is Japanese for 缺, and 予 for 豫."""
    return _HAN.sub(lambda m: m[0] if _is_plain(m[0]) else str(_from_japanese().convert(m[0])), text)


def _is_plain(character: str) -> bool:
    """Is it a character of simplified Chinese?"""
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


@lru_cache(maxsize=1)
def _from_japanese() -> opencc.OpenCC:
    return opencc.OpenCC("jp2t")


def kind_of(folded: str, has_department: bool, library: Library) -> Kind:
    """The kind by turns of phrase; the order settles which one wins where several fit."""
    if (wording.CHAT.search(folded) or _names_only_weather(folded, library)) and not has_department:
        return Kind.CHAT
    if wording.STILL_IN_FORCE.search(folded):
        return Kind.ABOUT
    rest = wording.CHECK.search(folded)
    if (
        rest
        and not _SPLIT_CHOICE.search(folded)
        and not _asks_openly(folded)
        and _states(folded, rest.group())
    ):
        return Kind.CHECK
    folded = re.sub(r"\([^()]*\)(?=[?!。]*$)", "", folded)  # "（2017年底）" behind a question
    has_department = has_department and not wording.CONTACT.search(folded)  # its telephone number is no task
    ordinal = bool(ordinals_of(folded))
    if has_department and wording.TASKS.search(folded) and not _names_unknown_department(folded):
        return Kind.TASKS
    if asks_outline(folded):
        return Kind.LIST
    if wording.ABOUT.search(folded) and not ordinal:
        return Kind.ABOUT
    if has_department and not _names_unknown_department(folded) and _asks_tasks(folded, library):
        return Kind.TASKS
    if (
        wording.SHARED.search(folded)
        and re.search(r"任务|项", folded)
        and not re.search(r"谁|哪.{0,2}部门", folded)
    ):
        return Kind.SHARED
    if wording.WHO.search(folded) or (_SPLIT_CHOICE.search(folded) and has_department):
        return Kind.WHO
    if wording.RESULT_AND_TARGET.search(folded):
        return Kind.COMPARE
    if ordinal and not wording.FIGURE.search(folded):
        return Kind.ORDINAL
    if wording.HOW_OFTEN.search(folded):
        return Kind.FIGURE
    if wording.RANK.search(folded):
        return Kind.DESCRIBE
    if wording.WHICH_ONES.search(folded):
        return Kind.LIST if wording.LIST.search(folded) else Kind.DESCRIBE
    if re.search(r"多少(?!项|条|个?方面)|百分之几", folded) and len(years_of(folded)) < 2:
        return Kind.FIGURE
    if wording.DEADLINE.search(folded) and re.search(r"哪些|什么|啥", folded):
        return Kind.DEADLINE
    if wording.COMPARE.search(folded) or len(years_of(folded)) > 1:
        return Kind.COMPARE
    if wording.WHEN.search(folded):
        return Kind.WHEN
    if wording.LIST.search(folded):
        return Kind.LIST
    if wording.FIGURE.search(folded) and not wording.WHETHER.search(folded):
        return Kind.FIGURE
    return Kind.DESCRIBE


def asks_outline(folded: str) -> bool:
    """Not where it is asked who makes a list, or by when (目录多长时间内编出来)."""
    return bool(wording.OUTLINE.search(folded)) and not (
        wording.WHO.search(folded) or wording.WHEN.search(folded)
    )


def _names_only_weather(folded: str, library: Library) -> bool:
    """Is it the weather that is asked for, and nothing that has to do with it (人工影响天气作业)?"""
    if "天气" not in folded:
        return False
    rest = topic_of(folded, Kind.DESCRIBE)
    for place in reversed(find_places(rest)):
        rest = f"{rest[: place.start]} {rest[place.end :]}"
    return set(content_words(rest, library)) <= {"天气"}


def _states(folded: str, turn: str) -> bool:
    """Is there a statement to check? A mere 吗 makes one only of a sentence with a figure or a department."""
    if not turn.startswith("吗"):
        return True
    return bool(find_departments(folded) or re.search(r"\d", folded)) and not re.search(
        r"有.{0,6}任务吗|有没有", folded
    )


def _asks_tasks(folded: str, library: Library) -> bool:
    """Without the turn of phrase: because it names departments and no other thing ("残联 任务")."""
    words = content_words(topic_of(folded, Kind.TASKS), library)
    naming = [w for w in words if w not in wording.word_list("task") and library.frequency(w)]
    return not naming or (len(naming) < 3 and bool(wording.LIST.search(folded)))


def _asks_openly(folded: str) -> bool:
    """Does a yes-or-no turn of phrase stand in a question that asks for something else? (请核实谁负责…)"""
    return bool(re.search(r"谁|哪|多少|几[个家名项]|什么|啥", re.sub(r"有什么|没什么", "", folded)))


def _names_unknown_department(folded: str) -> bool:
    return bool(
        re.search(r"(?:哪一?个|哪些|哪家|什么|谁)(?:部门|单位|厅|局|委)?(?:来)?(?:负责|管|牵头|主管)", folded)
    )


def topic_of(folded: str, kind: Kind) -> str:
    """What is asked about: the question without the words that only ask, and without years."""
    topic = statement_of(folded) if kind is Kind.CHECK else folded
    topic = re.sub(rf"^(?:{_DOCUMENT_WORDS})", "", topic)
    for number in reversed(find_document_numbers(topic)):
        topic = f"{topic[: number.start]} {topic[number.end :]}"
    topic = (
        wording.ORDINAL.sub(" ", wording.ORDINAL_LIST.sub(" ", wording.ORDINAL_RANGE.sub(" ", topic)))
        if ordinals_of(folded)
        else topic
    )
    topic = wording.OUTLINE.sub(" ", topic) if asks_outline(folded) else topic
    frames = {
        Kind.WHO: wording.WHO, Kind.TASKS: wording.TASKS, Kind.SHARED: wording.SHARED, Kind.ABOUT: wording.ABOUT,
    }.get(kind)  # fmt: skip
    if frames is not None:
        topic = frames.sub(" ", topic)
    if kind in _OF_DEPARTMENTS:
        # A department that is named or guessed is no part of what is done.
        for mention in reversed(find_departments(topic)):
            topic = f"{topic[: mention.start]} {topic[mention.end :]}"
    topic = _RELATIVE_BASIS.sub(" ", topic)
    topic = _RELATIVE.sub(" ", topic)
    topic = _SHORT_YEAR.sub(" ", _YEAR.sub(" ", topic))
    return re.sub(r"\s+", " ", wording.ASKING.sub(" ", topic)).strip()


def place_stem(name: str) -> str:
    """清远 of 清远市: documents print both."""
    stem = re.sub(r"(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$", "", name)
    return stem if len(stem) > 1 else name


def asks_rules(kind: Kind, folded: str) -> bool:
    """Does a rule of the province answer it for a city? So it does whoever tells of himself at length (在佛山开店…)."""
    return kind in _RULES or (kind is not Kind.COMPARE and is_told_at_length(folded))


def places_of(folded: str, kind: Kind, library: Library) -> tuple[str, ...]:
    """The places that the documents must speak of. A city that no document names lies under the rules of its
    province, though its figures are not the province's; a foreign country (泰国学生) limits no rule either."""
    places = []
    rules = asks_rules(kind, folded)
    for mention in (p for p in find_places(folded) if p.end - p.start > 1):
        stem = place_stem(mention.name)
        if rules and not library.mentions(stem):
            province = province_of(stem) if mention.level == "city" else None
            if mention.level == "country":
                continue
            stem = place_stem(province) if province else stem
        places.append(stem)
    return tuple(dict.fromkeys(places))


def covered_by_province(topic: str, places: Sequence[str]) -> str:
    """`topic` with the cities left out that a province stands in for."""
    for mention in reversed(find_places(topic)):
        stem = place_stem(mention.name)
        province = province_of(stem)
        if stem not in places and province and place_stem(province) in places:
            topic = f"{topic[: mention.start]} {topic[mention.end :]}"
    return topic


# 比2011年, 较上年: a basis. 比较2020年和2021年 names two years that are asked for, and so does 占比2019年和2022年.
_BASIS = re.compile(r"(?:相比|(?<![对占分])比(?!较)|(?<!比)较)(?:于)?((?:19|20)\d\d)年?")


_RELATIVE_BASIS = re.compile(
    r"(?:相比于?|(?<![对占分])比(?!较)|(?<!比)较)(?:上年|上一年|去年|前一年|前年|上年度)(?:同期)?"
)


def years_of(folded: str) -> tuple[int, ...]:
    # A basis of comparison is no year that is asked for: "比2011年提高了多少".
    folded = _BASIS.sub(" ", folded)
    years = [int(m.group(1)) for m in _YEAR.finditer(folded)]
    years += [2000 + int(m.group(1)) for m in _SHORT_YEAR.finditer(folded)]
    return tuple(dict.fromkeys(years))


def relative_years_of(folded: str) -> tuple[int, ...]:
    """今年 and 去年 as offsets from the year of the document that answers; none where two years are named
    outright (去年和今年（2017、2018）), nor for a basis of comparison (比去年增长多少), nor of what comes every year
    (每年什么时候公布上一年度的情况)."""
    if len(years_of(folded)) > 1 or _EVERY_YEAR.search(folded):
        return ()
    folded = _RELATIVE_BASIS.sub(" ", folded)
    return tuple(dict.fromkeys(_RELATIVE_YEAR[match.group()] for match in _RELATIVE.finditer(folded)))


def two_years(kind: Kind, folded: str) -> tuple[int, ...]:
    """完成的和计划的 without a year: the year before the document's, and its own."""
    plain = kind is Kind.COMPARE and wording.RESULT_AND_TARGET.search(folded) and not years_of(folded)
    return (-1, 0) if plain else ()


def ordinals_of(folded: str) -> tuple[int, ...]:
    """The numbers of the clauses that are asked for: 第3项、第15项; 第17到第19项 names three."""
    found = wording.ORDINAL_RANGE.search(folded)
    if found:
        first, last = (parse_number(number) for number in found.groups())
        if first is not None and last is not None and 0 <= last - first < 20:
            return tuple(range(int(first), int(last) + 1))
    several = wording.ORDINAL_LIST.search(folded)
    if several:
        named = [parse_number(n) for n in re.split(r"[、,和与及]第?", several.group(1))]
        return tuple(int(number) for number in named if number is not None)
    numbers = [parse_number(next(g for g in m.groups() if g)) for m in wording.ORDINAL.finditer(folded)]
    return tuple(dict.fromkeys(int(number) for number in numbers if number is not None))


def departments_of(text: str) -> tuple[str, ...]:
    """Departments as the question writes them."""
    return tuple(dict.fromkeys(mention.name for mention in find_departments(text)))


_GOVERNMENTS = re.compile(
    r"(?:地方各级|地方|各级?|(?:各?(?:省|市|县|区|乡镇?|镇|街道|自治区|直辖市)级?(?:以上)?(?:地方)?[、和及与]?){1,4})(?:人民)?政府"
)


def governments_of(folded: str) -> tuple[str, ...]:
    """The local governments that are asked what they have to do (省级人民政府负责什么)."""
    if not wording.TASKS.search(folded) or wording.WHO.search(folded):
        return ()
    return tuple(dict.fromkeys(match.group() for match in _GOVERNMENTS.finditer(folded)))


def printed_departments(folded: str, library: Library) -> tuple[str, ...]:
    """Departments that the documents print and whose names no general vocabulary has (市食安办), with the place
    before them (厦门市食安办)."""
    found: list[str] = []
    for bare in _bare_names(library.departments):
        at = folded.find(bare)
        if at < 0:
            continue
        place = next((p for p in find_places(folded) if at - 1 <= p.end <= at + 1), None)
        level = at - 1 if folded[at - 1 : at] in tuple("省市县区州") else at
        found.append(folded[min(place.start if place else at, level) : at + len(bare)])
    return tuple(n for n in dict.fromkeys(found) if not any(n != other and n in other for other in found))


@lru_cache(maxsize=4)
def _bare_names(printed: tuple[str, ...]) -> tuple[str, ...]:
    """The names that can be told from other words, folded, without their level."""
    bare = (re.sub(r"^(?:省|市|县|区|州)", "", own_name(fold(name))) for name in printed)
    return tuple(dict.fromkeys(name for name in bare if len(name) > 2 and _PRINTED_SUFFIX.search(name)))


def named_documents(text: str, library: Library) -> tuple[str, ...] | None:
    """Ids of the documents that the question names by number or by title; None when it names none."""
    numbers = {fold(text[m.start : m.end]) for m in find_document_numbers(text)}
    folded = fold(text)
    found = []
    for document in library.documents():
        title = re.sub(
            r"^关于(?:印发)?|的(?:通知|意见|批复|函|决定)$", "", library.folded_titles[document.id]
        )
        if (document.number and fold(document.number) in numbers) or (len(title) >= 6 and title in folded):
            found.append(document.id)
    return tuple(found) if found else None
