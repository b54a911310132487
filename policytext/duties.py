"""Find the words that say who answers for something: （负责部门：…）, （…负责）, 责任单位：…,
部门分工：…牵头，…配合。

1. Find brackets, and labels in the text or on a line of their own, that speak of responsibility.
2. Take out what is no department: the scope, the rule "列第一位者为牵头单位，下同", 等部门.
3. Split the rest into names; a label before them or a verb behind them gives the role.

What sentences a duty covers is for the outline's side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from policytext.duty_names import (
    AND_OTHERS,
    GENERIC,
    HIDDEN,
    INNER,
    MANNER,
    SHOWN,
    DutyMention,
    Form,
    NamedDepartment,
    Role,
    is_certain,
    is_name,
    mask,
    split_names,
)
from policytext.duty_statements import find_statements

_LABELS: tuple[tuple[str, Role], ...] = (
    (r"(?:牵头|主办|主责|主管)(?:负责)?(?:单位|部门|处室|司局|责任单位|责任部门)", "lead"),
    (r"(?:配合|协办|协同|协助|支持)(?:单位|部门|处室|责任单位)", "support"),
    (r"(?:参与|参加)(?:单位|部门)", "participate"),
    (r"指导(?:单位|部门)", "guide"),
    (r"(?:负责|责任|落实|实施|承办|承担|完成|执行)(?:单位|部门|处室|主体|机构)(?:及分工)?|部门分工|"
     r"职责分工|任务分工|责任分工", "responsible"),
)  # fmt: skip
_ANY_LABEL = re.compile(rf"(?:{'|'.join(label for label, _ in _LABELS)})[ \u3000]*[：:]")
_VERBS: tuple[tuple[str, Role], ...] = (
    (r"牵头(?:负责|落实|组织实施|实施)?|为(?:主)?牵头(?:单位|部门)?|主办|抓总", "lead"),
    (r"(?:协同|积极|予以)?(?:配合|协助|支持|协办)(?:落实)?", "support"),
    (r"(?:共同)?(?:参与|参加)(?:落实)?", "participate"),
    (r"(?:负责|加强|做好)?(?:业务|统筹|督促|监督)?指导(?:监督|协调)?", "guide"),
    (r"负责(?:落实|组织实施|实施|推进)?|组织实施|落实|承担|实施", "responsible"),
)
_VERB = re.compile(rf"{MANNER}(?:{'|'.join(f'(?P<v{i}>{verb})' for i, (verb, _) in enumerate(_VERBS))})$")
_HELPS = ("support", "participate", "guide")
_FIRST_LEADS = re.compile(
    r"(?:列|排|位列|名列|排列)?(?:名)?(?:在)?(?:第一|首)(?:位|个|名)?[^。；;，,）)]{0,10}(?:牵头|"
    r"主办)[^。；;，,）)]{0,6}(?:[，,。；;]\s*下同)?"
)
_SCOPE = re.compile(r"适用(?:范围|区域|地区|对象)[：:]\s*([^；;，,。）)]+)")
_SEPARATORS = re.compile(r"[、，,；;。/／\s|｜]+")
_LEAST = re.compile(r"负责|牵头|分工|配合|参与|落实|指导|责任(?:单位|部门)|主办|承办|主管")


def find_duties(text: str, start: int = 0, end: int | None = None) -> list[DutyMention]:
    """Duties in the order of the text. Once the text says that the first named leads, this holds to its
    end."""
    end = len(text) if end is None else end
    found: list[DutyMention] = []
    position = start
    for first, last, form in _candidates(text, start, end):
        if first < position:
            continue
        mention = _read(text, first, last, form)
        if mention is not None:
            found.append(mention)
            position = last
    taken = [(duty.start, duty.end) for duty in found]
    found += [
        d for d in find_statements(text, start, end) if not any(a < d.end and d.start < b for a, b in taken)
    ]
    return sorted(found, key=lambda duty: duty.start)


def names_who_answers(line: str) -> bool:
    """Is the line a label with its list of departments, whole (责任单位：教育部、财政部)?"""
    label = _ANY_LABEL.match(line)
    if label is None:
        return False
    last = _SEPARATORS.split(line[label.end() :].rstrip("。；;，,、 \u3000"))[-1]
    return is_name(_VERB.sub("", AND_OTHERS.sub("", last)))


def first_leads(duty: DutyMention) -> DutyMention:
    """The duty as read under the rule that the first of several departments leads."""
    if len(duty.departments) < 2 or any(d.role == "lead" for d in duty.departments):
        return duty
    first, *others = duty.departments
    if GENERIC.match(first.name):
        return duty
    return replace(duty, departments=(replace(first, role="lead"), *others))


def _candidates(text: str, start: int, end: int) -> list[tuple[int, int, Form]]:
    """Spans that may be duties: brackets first, then labels outside of them up to the end of their
    sentence."""
    found: list[tuple[int, int, Form]] = []
    for first, last in _brackets(text, start, end):
        if _LEAST.search(text, first, last) or _is_bare_list(text, first, last):
            found.append((first, last, "bracket"))
    covered = [(a, b) for a, b, _ in found]
    for match in _ANY_LABEL.finditer(text, start, end):
        if any(a <= match.start() < b for a, b in covered):
            continue
        last = _label_end(text, match.end(), end)
        found.append((match.start(), last, "label"))
        covered.append((match.start(), last))
    return sorted(found)


def _is_bare_list(text: str, start: int, end: int) -> bool:
    """（省商务厅、各市人民政府） behind a sentence or at the end of a line: nothing but certain names."""
    placed = text[start - 1 : start] in ("。", "；", "！") or re.match(
        r"[。；]?[ \t\u3000]*(?:\n|$)", text[end:]
    )
    inner = INNER.sub(lambda m: m.group(0).translate(HIDDEN), text[start + 1 : end - 1])
    names = [name.translate(SHOWN) for name in re.split(r"[、，,；;]", inner)]
    return (
        bool(placed)
        and start > 0
        and len(text[start:end]) < 200
        and all(is_certain(n.strip()) for n in names)
    )


def _label_end(text: str, position: int, end: int) -> int:
    """The end of a label's list: its full stop, or the end of its line. A label may stand on the line
    above."""
    match = re.compile(r"\s*[^。\n]*。?").match(text, position, end)
    last = match.end() if match else end
    rule = re.compile(rf"[^。\n]{{0,6}}{_FIRST_LEADS.pattern}[^。\n]{{0,4}}。?").match(text, last, end)
    last = rule.end() if rule else last  # the sentence behind the list: 列第一位的为牵头单位，下同。
    following = re.compile(rf"\s*(?={_ANY_LABEL.pattern})").match(text, last, end)
    return _label_end(text, last + len(following.group(0)), end) if following else last


def _brackets(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Outermost round and square brackets of one paragraph."""
    depth = opened = 0
    for place in range(start, end):
        character = text[place]
        if character in "（(【[":
            opened = place if depth == 0 else opened
            depth += 1
        elif character in "）)】]" and depth:
            depth -= 1
            if depth == 0:
                yield opened, place + 1
        elif character == "\n" and text[place : place + 2] == "\n\n":
            depth = 0


def _read(text: str, start: int, end: int, form: Form) -> DutyMention | None:
    """The duty in this span, None when its words name nobody."""
    content = text[start:end]
    if form == "bracket" and len(content) > 600:
        return None
    scope = _SCOPE.search(content)
    rule = _FIRST_LEADS.search(content)
    masked = mask(content, scope, rule)
    inner = masked[1:-1] if form == "bracket" else masked
    label = _ANY_LABEL.match(inner.lstrip())
    ends = _VERB.search(inner.rstrip("、。，,；; \u3000")) or re.search(
        rf"(?:{_VERBS[0][0]}|配合|参与|负责)[，,；;]", inner
    )
    if form == "bracket" and not label and not ends and not _is_bare_list(text, start, end):
        return None
    departments = tuple(_named(masked, start, int(form == "bracket")))
    if not departments:
        return None
    duty = DutyMention(
        departments, scope.group(1).strip() if scope else "", start, end, rule is not None, form
    )
    return first_leads(duty) if rule else duty


def _named(masked: str, offset: int, border: int) -> Iterator[NamedDepartment]:
    """The departments of the words between the borders, each with the role that its label or verb gives."""
    role: Role = "responsible"
    labelled = False
    pending: list[NamedDepartment] = []
    said = False  # has a verb said who answers for it?
    position, last = border, len(masked) - border
    while position < last:
        match = _SEPARATORS.search(masked, position, last)
        stop = match.start() if match else last
        token_start, token_end, given = position, stop, None
        label = _label_in(masked, token_start, token_end)
        if label is not None:
            yield from pending
            pending = []
            token_start, role, labelled = label[0], label[1], True
        verb = _VERB.search(masked[token_start:token_end])
        if verb is not None:
            given = next(r for i, (_, r) in enumerate(_VERBS) if verb.group(f"v{i}"))
            token_end = token_start + verb.start()
        pending += split_names(masked, token_start, token_end, offset, role)
        if given is not None:
            helping = _helping(pending, masked, offset) if given in _HELPS and not said else pending
            yield from (department for department in pending if department not in helping)
            yield from _with_role(helping, given if not labelled or given != "responsible" else role)
            pending, said = [], True
        position = match.end() if match else last
    yield from pending


def _helping(pending: list[NamedDepartment], masked: str, offset: int) -> list[NamedDepartment]:
    """Those whom a verb of help speaks of: where nothing has said who answers for it, the first do up to a comma
    (住房城乡建设部，水利部、财政部配合)."""
    for before, department in pairwise(pending):
        if re.search("[，,]", masked[before.end - offset : department.start - offset]):
            return pending[pending.index(department) :]
    return pending


def _with_role(pending: list[NamedDepartment], role: Role) -> Iterator[NamedDepartment]:
    """Give the role of the verb to all before it; who acts 会同 others leads."""
    for department in pending:
        yield (
            department
            if department.role in ("lead", "support") and role == "responsible"
            else replace(department, role=role)
        )


def _label_in(masked: str, start: int, end: int) -> tuple[int, Role] | None:
    match = _ANY_LABEL.search(masked, start, end)
    if match is None:
        return None
    words = match.group(0)
    return match.end(), next(role for pattern, role in _LABELS if re.match(pattern, words))


def split_departments(text: str, start: int, end: int, role: Role) -> list[NamedDepartment]:
    """The departments of a table's cell, with the role of its column unless the cell gives another."""
    masked = mask(text[start:end], None, None)
    return [d if d.role != "responsible" else replace(d, role=role) for d in _named(masked, start, 0)]
