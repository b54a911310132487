"""Who holds a post (召集人, 总指挥), who sits in a body for a department, and which departments a body is made of.

The documents answer only where a line begins with the post that is asked for, or a sentence gives it to someone:
副总指挥 is no 总指挥, the member of a department that the list does not have is not guessed from the others, and
the members of one body are not those of another, however much of its name they share.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.answerable import is_answerable
from assistant.composing.draft import Draft, one_line, place
from assistant.composing.lists import list_members
from assistant.composing.refusal import refuse
from assistant.expected import leads_members
from assistant.library import Library, Sentence
from assistant.missing import not_listed
from assistant.question import Kind, Question, Term
from assistant.retrieval import Found, cover
from policytext.departments import find_departments, resolve_department
from policytext.folding import fold
from policytext.posts import APPOINTED, POST, PostLine
from vectorstore.records import Clause

_ASKS_PERSON = re.compile(r"谁|哪[几一两二三四五\d]?[位个名]|什么人|哪些人|名单|叫什么")
_ASKS_DELEGATE = re.compile(
    r"谁(?:来|去|代表)?(?:参加|加入|出席|进入)|(?:派|由)谁|(?:代表|参加的?人|参会的?人)(?:是|有)(?:谁|哪)"
)
_BODY = r"(?:联席会议|领导小组|协调小组|工作专班|指挥部|委员会)"
_ASKS_BODIES = re.compile(
    r"由哪.{0,8}组成|成员(?:都|具体|一共|主要|包括|有|是|为)*(?:哪|几|多少)|(?:成员|组成)(?:单位|部门)(?!.{0,12}(?:职责|负责|分工))|"
    r"(?:拉|加入|参加|纳入|吸收).{0,6}哪.{0,3}(?:单位|部门)|哪.{0,3}(?:单位|部门).{0,4}(?:进来|加入|参加|组成)|"
    rf"{_BODY}.{{0,6}}有(?:几|多少)(?:个|家)?(?:成员)?(?:单位|部门|成员)"
)
# 由…牵头，…参加的工作机制 is what others are to set up, and none of its own.
_TAKE_PART = r"(?:牵头|召集|召集人),[^。;]{0,200}、[^。;]{0,200}(?:参加|参与)(?!的|人)"
_MADE_OF = re.compile(
    r"由[^。;]{0,200}、[^。;]{0,200}组成|由(?:下列|以下)[^。;]{0,12}组成:|(?:成员单位|组成单位)(?:为|包括|有|:)[^。]{0,200}、|"
    + _TAKE_PART
)
# What every body's name is made of, and what of it is asked for: they tell no body from another.
_OF_ANY_BODY = re.compile(
    rf"部际|厅际|际|制度|协调|机制|牵头|参与|成员|组成|单位|部门|名单|参加|加入|出席|代表|担任|{_BODY}|联席|会议|小组|专班"
)
# 指挥部办公室设在哪个部门, and the sentence that says it.
_ASKS_SEAT = re.compile(
    rf"(?P<body>{_BODY}|专班|小组)(?:的|下设的?)?办公室(?:具体|到底|都|是|一般)*(?:设立?|放|挂靠?)?(?:在|于)(?:了)?(?:哪|什么|谁)"
)
_SEATED = re.compile(rf"(?P<body>{_BODY}|专班|小组)?(?:下设|的)?办公室,?(?:设立?|挂靠)(?:在|于)")
MEMBER = "成员"
LEAST_CONTEXT = 0.5  # share of what was spoken of before that the document of a post must hold
LEAST_NAME = 0.75  # share of a body's name that the headings above it and the title must hold


@dataclass(frozen=True)
class _Held:
    line: PostLine
    clause: Clause
    fit: float


def compose_post(
    question: Question, library: Library, within: Collection[str] | None, found: Sequence[Found]
) -> Answer | None:
    """None when it asks for no post, or no line and no sentence gives it where the question looks for it."""
    posts = _posts_asked(question)
    if question.kind is Kind.CHECK or question.english or not _ASKS_PERSON.search(question.text):
        return None
    if not posts:
        return _delegates(question, library, within, found)
    lines = [best for post in posts if (best := _best(question, library, within, post))]
    if not lines:
        given = _appointed(question, library, within, posts)
        return given or (
            refuse(question, library, found) if _of_others(question, library, found, posts) else None
        )
    draft = Draft(library)
    for one in lines:
        entries = _entries(library, one)
        if question.departments:
            entries = [entry for entry in entries if _of_department(question, entry)]
            if not entries:
                return refuse(question, library, found, not_listed(question.departments, one.line.post))
        _say_line(draft, one, entries)
    draft.say(f"出处：{place(library, lines[0].clause)}")
    return draft.answer()


def _of_others(question: Question, library: Library, found: Sequence[Found], posts: Sequence[str]) -> bool:
    """Is the post of a body asked for, and do the documents fill it for other bodies only, or speak nowhere near of it?"""
    if not re.search(_BODY, question.text):
        return False
    near = found[: t.LABELS_LOOKED_AT]
    spoken_of = any(post in POST.findall(one.sentence.folded) for one in near for post in posts)
    return not spoken_of or any(line.post in posts for _, line in library.posts)


def _posts_asked(question: Question) -> list[str]:
    """The posts of the question, or of what was spoken of before ("分别是谁")."""
    said = [match.group() for match in POST.finditer(re.sub(r"成员(?:单位|部门)", "", question.text))]
    if not said and question.carried:
        said = [term.word for term in question.terms if POST.fullmatch(term.word)]
    return list(dict.fromkeys(said))


def _delegates(
    question: Question, library: Library, within: Collection[str] | None, found: Sequence[Found]
) -> Answer | None:
    """Who of a department sits in the body: the entries of its list that name the department."""
    if not question.departments or not _ASKS_DELEGATE.search(question.text):
        return None
    draft = Draft(library)
    lines = [(one, _entries(library, one)) for one in _lines(question, library, within)]
    naming = [
        (one, kept) for one, entries in lines if (kept := [e for e in entries if _of_department(question, e)])
    ]
    for one, entries in naming:
        _say_line(draft, one, entries)
    if not naming:
        listed = any(one.line.post == MEMBER for one, _ in lines)
        return refuse(question, library, found, not_listed(question.departments, MEMBER)) if listed else None
    draft.say(f"出处：{place(library, naming[0][0].clause)}")
    return draft.answer()


def _entries(library: Library, one: _Held) -> list[str]:
    text = library.document(one.clause.document_id).text
    return [text[start:end] for start, end in one.line.entries]


def _say_line(draft: Draft, one: _Held, entries: Sequence[str]) -> None:
    mark = draft.cite(one.clause.document_id, one.line.start, one.line.entries[-1][1])
    draft.say(f"{one.line.post}：{'；'.join(' '.join(entry.split()) for entry in entries)}。{mark}")


def _best(question: Question, library: Library, within: Collection[str] | None, post: str) -> _Held | None:
    """The line of the post whose headings and document fit the other words of the question best."""
    held = [one for one in _lines(question, library, within) if one.line.post == post]
    return max(held, key=lambda one: one.fit, default=None)


def _lines(question: Question, library: Library, within: Collection[str] | None) -> Iterator[_Held]:
    """The lines of posts of the bodies that the question can mean."""
    for document_id, line in library.posts:
        if within is None or document_id in within:
            clause = library.clause_at(document_id, line.start)
            before = fold(library.slice(document_id, clause.start, max(clause.start, line.start)))
            fit = fit_of_body(question, library, clause, before)
            if fit is not None:
                yield _Held(line, clause, fit)


def fit_of_body(question: Question, library: Library, clause: Clause, before: str = "") -> float | None:
    """How well the clause, by its headings and its document and by the folded words `before` a list, is one of the
    body that is asked for; None when it is another body's: the name that the question gives is not held there."""
    around = f"{before}{library.folded_address(clause.document_id, clause.ordinal)}{library.folded_titles[clause.document_id]}"
    own = [term for term in _naming(question) if term.word in question.text]
    carried = [term for term in _naming(question) if term.word not in question.text]
    if own and (fit := cover(own, around, around, around, around)[0]) < LEAST_NAME:
        return None
    if carried:
        whole = library.folded_text(clause.document_id)
        if cover(carried, whole, whole, whole, whole)[0] < LEAST_CONTEXT:
            return None
    return fit if own else 1.0


def _naming(question: Question) -> list[Term]:
    """The terms that tell the body from others: those before the word for it (职业教育 of 职业教育联席会议拉了谁)."""
    body = re.search(_BODY, question.text)
    behind = question.text[body.end() :] if body else ""
    return [
        term
        for term in question.terms
        if not POST.fullmatch(term.word)
        and not _OF_ANY_BODY.fullmatch(term.word)
        and not (term.word in behind and term.word not in question.text[: body.start() if body else None])
        and not any(term.word in name for name in question.departments)
    ]


def _appointed(
    question: Question, library: Library, within: Collection[str] | None, posts: Sequence[str]
) -> Answer | None:
    """The sentence that gives the post to someone (由民政部主要负责同志担任召集人), of the body that is asked for."""
    best: tuple[float, Sentence] | None = None
    for clause in library.clauses(within):
        whole = library.folded_clause(clause.document_id, clause.ordinal)
        if not APPOINTED.search(whole) or (fit := fit_of_body(question, library, clause)) is None:
            continue
        for sentence in library.sentences(clause.document_id, clause.ordinal):
            given = {
                one for match in APPOINTED.finditer(sentence.folded) for one in POST.findall(match.group())
            }
            fit_here = fit - _local_share(question, library, clause)
            if set(posts) <= given and (best is None or fit_here > best[0]):
                best = (fit_here, sentence)
    return _say_sentence(library, best[1]) if best else None


def _local_share(question: Question, library: Library, clause: Clause) -> float:
    """What a province's body stands behind that of the whole country, where no place is named."""
    return t.LOCAL if not question.places and library.is_local(clause.document_id) else 0.0


def compose_seat(question: Question, library: Library, within: Collection[str] | None) -> Answer | None:
    """The sentence that says in which department the office of the body is (办公室设在应急部)."""
    asked = _ASKS_SEAT.search(question.text)
    if not asked or question.kind is Kind.CHECK or question.english:
        return None
    seated: list[tuple[float, int, Sentence]] = []
    for clause in library.clauses(within):
        whole = library.folded_clause(clause.document_id, clause.ordinal)
        if not _SEATED.search(whole):
            continue
        for sentence in library.sentences(clause.document_id, clause.ordinal):
            of = _SEATED.search(sentence.folded)
            before = whole[: whole.find(sentence.folded) + len(sentence.folded)]
            fit = fit_of_body(question, library, clause, before) if of else None
            if of and fit is not None and of["body"] in ("", None, asked["body"]):
                seated.append((fit - _local_share(question, library, clause), -clause.ordinal, sentence))
    return _say_sentence(library, max(seated, key=lambda one: one[:2])[2]) if seated else None


def _say_sentence(library: Library, sentence: Sentence) -> Answer:
    clause = library.clause(sentence.document_id, sentence.clause)
    draft = Draft(library)
    mark = draft.cite_clause(clause, sentence.start, sentence.end)
    draft.say(f"{one_line(library.slice(sentence.document_id, sentence.start, sentence.end))}{mark}")
    draft.say(f"出处：{place(library, clause)}")
    return draft.answer()


def _of_department(question: Question, entry: str) -> bool:
    # A name of two characters must not become the place of the department behind it.
    named = [mention.name for words in entry.split() for mention in find_departments(words)]
    return any(resolve_department(asked, named) for asked in question.departments)


def compose_bodies(
    question: Question, library: Library, within: Collection[str] | None, found: Sequence[Found]
) -> Answer | None:
    """The sentence that lists the members, whole; None when none of the best found does. A refusal where such
    sentences are found, but all of other bodies."""
    if question.kind is Kind.CHECK or question.english or not _ASKS_BODIES.search(question.text):
        return None
    listing = [one for one in found[: t.LABELS_LOOKED_AT] if _lists_bodies(question, one.sentence)]
    own = [one for one in listing if _is_of_body(question, library, one)]
    if listing and not own and re.search(_BODY, question.text):
        return _departments_listed(question, library, within) or refuse(question, library, found)
    best = next((one for one in own if one.of_place and is_answerable(question, library, one)), None)
    if best is None:
        return _departments_listed(question, library, within)
    draft = Draft(library)
    sentence = best.sentence
    if leads_members(library, best.clause) and library.ends(best.clause, sentence.end):
        return list_members(library, best.clause, (sentence.start, sentence.end))
    mark = draft.cite_clause(best.clause, sentence.start, sentence.end)
    draft.say(f"{one_line(library.slice(sentence.document_id, sentence.start, sentence.end))}{mark}")
    draft.say(f"出处：{place(library, best.clause)}")
    return draft.answer()


def _is_of_body(question: Question, library: Library, one: Found) -> bool:
    """Is it the body asked for whose members the sentence lists: by the name right before its list, or by its place?"""
    named = re.search(rf"([\u4e00-\u9fff]{{2,}}{_BODY})由", one.sentence.folded)
    if named and named[1] in question.text:
        return True
    led = bool(named) and one.sentence.folded.endswith(":")
    group = re.search(r"([\u4e00-\u9fff]{2,}(?<!小)[组队]),?由", one.sentence.folded)  # 专家组，由…组成
    led = led or bool(group and group[1] not in question.text)
    return not led and fit_of_body(question, library, one.clause) is not None


def _lists_bodies(question: Question, sentence: Sentence) -> bool:
    """Does it say who makes up the body, and not who makes up its office?"""
    made = _MADE_OF.search(sentence.folded)
    office = "办公室" in sentence.folded[: made.start()][-6:] if made else False
    return bool(made) and (not office or "办公室" in question.text)


def _departments_listed(
    question: Question, library: Library, within: Collection[str] | None
) -> Answer | None:
    """The line of the members (成员：公安部、财政部有关负责人), where they are departments."""
    for one in _lines(question, library, within):
        entries = _entries(library, one)
        if (
            one.line.post == MEMBER
            and len(find_departments(entries[0])) > 1
            and re.search(_BODY, question.text)
        ):
            draft = Draft(library)
            _say_line(draft, one, entries)
            draft.say(f"出处：{place(library, one.clause)}")
            return draft.answer()
    return None
