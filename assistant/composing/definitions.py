"""What a thing is that the documents define (什么叫电子证照), and what a name for several stands for (“三项制度”).

A sentence defines by its turn of phrase and by nothing else: 本办法所称X是指…, …的为X, A、B、C（以下统称“X”）. Only
where the question asks for a definition outright do X：… and X是… at the head of a sentence count as one too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.composing.draft import Draft, one_line, place
from assistant.composing.lists import list_members
from assistant.composing.refusal import refuse
from assistant.expected import leads_members
from assistant.library import Library, Sentence
from assistant.missing import no_words
from assistant.question import Kind, Question
from assistant.retrieval import Found, cover
from policytext.numerals import parse_number

_KINDS = (Kind.DESCRIBE, Kind.LIST, Kind.FIGURE, Kind.WHO, Kind.COMPARE)
_COUNTS = r"(?:算得?上?是?|属于|叫做?|称[为作]|(?:认|界|评|划)?定为|视[为作])"
_WHICH = r"(?:哪些|哪[类种]|什么样?|啥样?|何种|怎样|怎么样|多[大少高长重深])"
_DEFINES = r"(?:界定|定义|划定?分?|认定)(?:的|$)"
# `outright`: such words ask for a definition and for nothing else.
_OUTRIGHT = (
    re.compile(r"(?:什么|啥)(?:是|叫做?)(?:的)?(?P<name>[^,?]+)"),
    re.compile(rf"(?P<of>[^,?]*?){_WHICH}(?P<thing>[^,?]{{0,10}}?)(?:才|就|可以|能|会)*{_COUNTS}(?P<name>[^,?]+)"),
    re.compile(
        r"(?P<name>[^,?]+?)(?:到底|究竟|具体)*(?:是啥|(?:是)?(?:什么|啥)意思|(?:是)?(?:什么|啥)概念|的?定义是|"
        rf"(?:是)?(?:怎么?|如何|怎样)(?:来)?{_DEFINES})"
    ),
)  # fmt: skip
_OPEN = re.compile(
    r"(?P<name>[^,?]+?)(?:分别|各|都|具体|到底|究竟|一共|主要)*(?:是指?|指|叫做?|包括|有|为)(?:的是)?(?:哪|什么|啥)"
)
_QUOTED = re.compile(r"[“\"]([^“”\"]{2,})[”\"]")
_NUMERAL = "两二三四五六七八九十"
_SET = re.compile(rf"[{_NUMERAL}][^{_NUMERAL}]{{1,10}}$")
_ENDS = r"(?=[,。;:(]|$)"
_BEGINS = r"(?:^|(?<=[^\u4e00-\u9fff])|(?<=称)|(?<=的)|(?<=所谓))"
_MARKER = r"^[^\u4e00-\u9fff]*(?:第[一二三四五六七八九十百]+条|[一二三四五六七八九十]+、)?"
LEAST_NAME = 3  # characters of a name that is neither quoted nor one of several things


@dataclass(frozen=True)
class _Name:
    """A name that may be meant; `outright`: is its definition asked for in so many words? `stands_for`: or the
    things that it stands for (指哪些)?"""

    name: str
    outright: bool
    stands_for: bool = False


def compose_definition(
    question: Question, library: Library, within: Collection[str] | None, found: Sequence[Found]
) -> Answer | None:
    """None when no definition is asked for, or no sentence defines what is. A refusal for a quoted name of several
    things (“四个统一”) that no document prints."""
    if question.kind not in _KINDS or question.english:
        return None
    defining = (_defining(question, library, within, name) for name in asked_names(question))
    best = next((sentence for sentence in defining if sentence is not None), None)
    if best is None:
        unknown = [one for one in _QUOTED.findall(question.text) if _SET.fullmatch(one)]
        unknown = [one for one in unknown if not any(map(library.mentions, _forms(one, "")))]
        return (
            refuse(question, library, found, no_words(unknown)) if unknown and asked_names(question) else None
        )
    clause = library.clause(best.document_id, best.clause)
    if leads_members(library, clause) and library.ends(clause, best.end):
        return list_members(library, clause)
    draft = Draft(library)
    mark = draft.cite_clause(clause, best.start, best.end)
    draft.say(f"{one_line(library.slice(best.document_id, best.start, best.end))}{mark}")
    draft.say(f"出处：{place(library, clause)}")
    return draft.answer()


def asked_names(question: Question) -> list[_Name]:
    """The names whose definition may be asked for, the fullest first."""
    text, carried = question.text.strip("?!。"), question.carried or ""
    # "特别重大的呢" after "草原火灾多大算重大" asks for another name, of the same thing.
    other = carried if carried and text.startswith(carried) else ""
    text = text.removeprefix(other)
    for pattern in _OUTRIGHT:
        match = pattern.search(text)
        if match:
            parts = match.groupdict(default="")
            thing = (parts.get("thing", "") or parts.get("of", "")).strip("的")
            return [_Name(name, True) for name in _forms(other or parts["name"], thing)]
    match = _OPEN.search(text)
    if not match:
        return []
    stands_for = "指" in match.group()[len(match["name"]) :]
    return [_Name(name, False, stands_for) for name in _forms(other or match["name"], "")]


def _forms(named: str, thing: str) -> list[str]:
    """ "养老保险省级统筹的七统一": itself, and 七统一. "草原火灾 … 重大": 重大草原火灾."""
    quoted = _QUOTED.findall(named)
    if quoted:
        return [
            *([named] if named.strip('“”"') not in quoted else []),
            *quoted,
            *(form for one in quoted for form in _forms(one, "")),
        ]
    named = re.sub(r"[呢吗啊呀]+$", "", named).strip('的“”"')
    forms = [f"{named}{thing}", f"{thing}{named}"] if thing else []
    forms.append(named)
    forms += [named[at.end() :] for at in re.finditer("的|里|中", named)]
    several = _SET.search(named)
    if several:  # 四个统一 is printed as 四统一 too
        forms += [several.group(), re.sub("(?<=^.)[个项类种大]", "", several.group())]
    return [form for form in dict.fromkeys(forms) if len(form) >= LEAST_NAME or _SET.fullmatch(form)]


def _defining(
    question: Question, library: Library, within: Collection[str] | None, asked: _Name
) -> Sentence | None:
    """The sentence that defines the name: by the surest turn of phrase, then where most else of the question is
    held; of two alike the first."""
    patterns = list(_patterns(asked))
    ranked: list[tuple[int, float, Sentence]] = []
    for sentence in _sentences_with(library, within, asked.name):
        rank = next(
            (n for n, defines in enumerate(patterns) if defines.search(sentence.folded)), len(patterns)
        )
        if rank == len(patterns) and not _lists_them(asked.name, sentence.folded):
            spelt = _spelt_out(library, asked.name, sentence)
            if spelt is None:
                continue
            sentence = spelt
        held = _context_held(question, library, sentence)
        if held >= t.LEAST_COVERAGE:
            ranked.append((rank, -held, sentence))
    return min(ranked, key=lambda one: one[:2], default=(0, 0.0, None))[2]


def _patterns(asked: _Name) -> Iterator[re.Pattern[str]]:
    """The turns of phrase that define the name, the surest first."""
    name = f'[“"]?{re.escape(asked.name)}[”"]?'
    behind = r"(?:\([^()]*\))?[”\"]?,?"
    yield re.compile(
        rf"{_BEGINS}{name}{behind}(?:主要)?(?:是指|系指|指的是|特指|指(?![导定示引标数挥南派令]))"
    )
    yield re.compile(rf"所称(?:的)?{name}{behind}(?:是|包括|为)")
    yield re.compile(
        rf"的,?(?:应当|可以)?(?:统称)?(?:为|是|属于|称为|视为|(?:认|界|评|划)?定为){name}{_ENDS}"
    )
    called = r"\((?:以下|下)?(?:统|简|合|并)?称(?:为)?"
    if asked.outright or _SET.fullmatch(asked.name):
        yield re.compile(rf"{called}{name}[),;]")
    else:
        yield re.compile(rf"{called}[“\"]{re.escape(asked.name)}[”\"][),;]")
    if asked.stands_for:  # 台风、暴雪、沙尘等气象灾害
        yield re.compile(
            rf"[^、,。;:]{{1,12}}、[^、,。;:]{{1,12}}等(?:[{_NUMERAL}]+[个项类种])?{name}(?![\u4e00-\u9fff]{{0,2}}等)"
        )
    if asked.outright:
        yield re.compile(rf"{_MARKER}{name}{behind}:(?=.)")
        yield re.compile(rf"{_MARKER}{name}{behind}(?:是|为)(?![否以由了在不必])")


def _sentences_with(library: Library, within: Collection[str] | None, name: str) -> Iterator[Sentence]:
    for document in library.documents(within):
        if name not in library.folded_text(document.id):
            continue
        for clause in library.clauses({document.id}):
            yield from (s for s in library.sentences(document.id, clause.ordinal) if name in s.folded)


def _lists_them(name: str, folded: str) -> bool:
    """Does the sentence name as many things as the name counts, right before it or behind it (达到A、B、C的“三统一”)?"""
    number = parse_number(name[0].replace("两", "二")) if _SET.fullmatch(name) else None
    before, _, behind = folded.partition(name)
    if not number or not behind:
        return False
    listed = re.match(r"[”\"]?(?:[(:]|,?(?:分别)?(?:即|包括|是指?|为))[:,]?即?([^。;:()]+)", behind)
    head = re.split(r"[,。;:]", before)[-1].rstrip('“"')
    # Behind a mark or 和 the name is one more of the list, and does not stand for it.
    sides = ("" if head.endswith(tuple("、和及与")) else head, listed.group(1) if listed else "")
    return any(int(number) in _counted(side) for side in sides)


def _spelt_out(library: Library, name: str, heading: Sentence) -> Sentence | None:
    """The heading (强化“三个一律”。) with the sentence behind it, where that names as many things."""
    number = parse_number(name[0].replace("两", "二")) if _SET.fullmatch(name) else None
    if not number or not re.search(rf'{re.escape(name)}[”"]?(?:机制|制度|要求)?。?$', heading.folded):
        return None
    sentences = library.sentences(heading.document_id, heading.clause)
    following = next((one for one in sentences if one.start >= heading.end), None)
    if following is None or int(number) not in {*_counted(following.folded), following.folded.count(";") + 1}:
        return None
    folded = heading.folded + following.folded
    return replace(heading, end=following.end, folded=folded)


def _counted(words: str) -> set[int]:
    """How many things a list names, with and without a last one behind 和."""
    marks = words.count("、")
    return (
        {marks + 1, marks + 1 + bool(re.search("以及|[和及与]", words.rpartition("、")[2]))}
        if marks
        else set()
    )


def _context_held(question: Question, library: Library, sentence: Sentence) -> float:
    """The share of the question's terms that the sentence holds with its clause, headings and title."""
    whole = library.folded_clause(sentence.document_id, sentence.clause)
    address = library.folded_address(sentence.document_id, sentence.clause)
    title = library.folded_titles[sentence.document_id]
    if any(place not in f"{whole}{address}{title}" for place in question.places):
        return 0.0
    return cover(question.terms, sentence.folded, whole, address, title)[0] if question.terms else 1.0
