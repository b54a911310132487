"""What a statement says of departments: which it names, in which role, for which of its parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.checking import thresholds as t
from assistant.checking.grams import grams
from assistant.checking.pool import Pool
from assistant.checking.reading import Reading
from policytext.departments import DepartmentMention
from policytext.duties import find_duties
from policytext.folding import fold
from vectorstore.records import Role

_ROLES: tuple[tuple[Role, str], ...] = (
    ("lead", "牵头|主办|主责|抓总"), ("support", "配合|协助|协办|协同|支持"), ("guide", "指导"), ("participate", "参与|参加"),
    ("responsible", "负责|责任|承担|主管|承办|主抓|归口"),
)  # fmt: skip
_ROLE = re.compile("|".join(f"(?P<{role}>{words})" for role, words in _ROLES))
NEGATION = re.compile(r"(?:不(?:是|再)?|并非|并不|而非|不应|无需|没有)(?:由|归|属于|交)?$")
# A body that acts, whatever its field: 由外交部负责, 外交部牵头….
_ACTING = re.compile(
    r"(?<=[由归])(?P<name>[一-鿿]{1,14}?(?:部|委|局|厅|办|署|总会|联合会|法院|检察院|公司|中心|管委会))"
    r"(?=[、和与]|会同|共同|具体|统一|(?:负责|牵头|配合|主办|承办|承担|协办|主管|组织))"
)
_GENERAL = re.compile(r"^(?:各|有关|相关|地方|当地|本|上级|下级|主管)")
_DUTY_WORDS = re.compile(
    r"牵头|主办|配合|协助|协办|指导|参与|负责|责任|承担|主管|承办|单位|部门|会同|共同|组织实施|具体|落实|归口|由|归"
)


@dataclass(frozen=True)
class Said:
    """A department of the text and what is said of it; `role` is None when only its name is there."""

    mention: DepartmentMention
    role: Role | None
    negated: bool


def departments_said(reading: Reading, pool: Pool) -> list[Said]:
    mentions = [m for m in reading.departments if not _GENERAL.match(m.name)]
    duties = find_duties(reading.text, reading.start, reading.end)
    printed = {(d.start, d.end): d.role for duty in duties for d in duty.departments}
    known = {span for span in printed if not any(m.start < span[1] and span[0] < m.end for m in mentions)}
    mentions += [DepartmentMention(reading.text[a:b], a, b) for a, b in sorted(known)]
    for name in pool.department_names:
        place = reading.text.find(name, reading.start, reading.end)
        if place >= 0 and not any(m.start < place + len(name) and place < m.end for m in mentions):
            mentions.append(DepartmentMention(name, place, place + len(name)))
    for match in _ACTING.finditer(reading.text, reading.start, reading.end):
        first, last = match.span("name")
        if not any(m.start < last and first < m.end for m in mentions) and not _GENERAL.match(match["name"]):
            mentions.append(DepartmentMention(match["name"], first, last))
    mentions = sorted((m for m in mentions if not _is_part_of_name(reading, m)), key=lambda m: m.start)
    found = []
    for index, mention in enumerate(mentions):
        following = mentions[index + 1 :]
        role = next((r for (a, b), r in printed.items() if a < mention.end and mention.start < b), None)
        role = role or _role_in_prose(reading, mention, following, mentions[:index])
        before = fold(reading.text[max(reading.start, mention.start - 6) : mention.start])
        found.append(Said(mention, role, bool(NEGATION.search(before))))
    return found


def _is_part_of_name(reading: Reading, mention: DepartmentMention) -> bool:
    """In a title, or the beginning of a word: 职业教育部际联席会议."""
    if reading.text[mention.end : mention.end + 1] == "际":
        return True
    return any(t_.start <= mention.start < t_.end for t_ in reading.titles)


def _role_in_prose(
    reading: Reading, mention: DepartmentMention, following: Sequence[DepartmentMention],
    earlier: Sequence[DepartmentMention],
) -> Role | None:  # fmt: skip
    """The first role word behind the name (names of one list share it), else the last one before it."""
    behind = reading.text[mention.end : reading.end]
    for other in following:
        gap = fold(reading.text[mention.end : other.start])
        if not re.fullmatch(r"(?:[、和与及,，]|以及|会同|等)*", gap):
            behind = reading.text[mention.end : other.start]
            break
        mention = other
        behind = reading.text[other.end : reading.end]
    near = re.split(r"[，,；;。：:]", fold(behind))[0][:14]
    match = _ROLE.search(near)
    if match and match.lastgroup:
        return _as_role(match.lastgroup)
    before = fold(reading.text[reading.start : mention.start])
    label = re.search(
        r"(牵头|主办|配合|协助|协办|指导|参与|负责|责任|主管|承办)(?:单位|部门|的?是|方|者)[^，。；]*$",
        before,
    )
    if label and (match := _ROLE.search(label.group(1))) and match.lastgroup:
        return _as_role(match.lastgroup)
    return None


def _as_role(name: str) -> Role:
    return next(role for role, _ in _ROLES if role == name)


def subject_of(reading: Reading, said: Sequence[Said]) -> frozenset[str]:
    """The pairs of the statement without names and words of duty; of what stands before where it leans on it."""
    own = grams(_DUTY_WORDS.sub("，", _bare(reading, said)))
    return own | reading.before if reading.points_back or len(own) < 4 else own


def parts_of(reading: Reading, said: Sequence[Said]) -> list[frozenset[str]]:
    """What each department of a sentence with several duties is said to do: A由甲负责，B由乙牵头.

    The part between commas that names it, with the parts before it back to the duty before, as far as needed.
    """
    bare = _bare(reading, said)
    cuts = [0, *(m.end() for m in re.finditer("[，,]", reading.words)), len(reading.words)]
    spans = list(pairwise(cuts))
    pairs = [grams(_DUTY_WORDS.sub("，", bare[a:b])) for a, b in spans]
    held = [
        next(i for i, (a, b) in enumerate(spans) if a <= one.mention.start - reading.start < b)
        for one in said
    ]
    found = []
    for at in held:
        own, place = pairs[at], at
        while len(own) < t.LEAST_DUTY_PAIRS and place > 0:
            place -= 1
            own = own | pairs[place]
        found.append(own)
    several = len(set(held)) > 1 and len(set(found)) > 1
    return found if several else [frozenset()] * len(said)


def _bare(reading: Reading, said: Sequence[Said]) -> str:
    """The words of the statement with every name blanked."""
    words = reading.words
    for one in said:
        first, last = one.mention.start - reading.start, one.mention.end - reading.start
        words = words[:first] + "、" * (last - first) + words[last:]
    return words
