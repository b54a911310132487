"""Does a sentence give the kind of thing that is asked for: a figure of the unit, a date, a contact?

The expected answer type of question answering, for the types that can be told from the text alone.
"""

from __future__ import annotations

import re

from assistant.library import Library, Sentence
from assistant.question import Kind, Question, Term
from assistant.terms import held
from assistant.units_asked import ANY_COUNT
from policytext.dates import find_dates
from policytext.folding import fold
from vectorstore.records import Clause, Figure

_CONTACT = re.compile(
    r"\d{3,4}-\d{3,}|(?<!\d)1\d{10}(?!\d)|(?:电话|热线|专线|拨打|致电)[^,，。;；]{0,8}\d{3,}|www\.|https?:|@|公众号|小程序|app|网址|网站|邮箱"
)
_LAID_DOWN = re.compile(
    r"期|限|时间|时长|最[长短]|不[超少低多高]|不得|至少|保[存管留]|每|满|为|周期|延长|缩短"
)
_SHORTLY_BEFORE = 8  # characters before a figure
_HOW_LONG = re.compile(
    r"多久|多长时间|多少[天年]|几天|(?<![这近前后])几年|(?<![这近前后])几个月|保[存管]期|有效期|期限|时限"
)
# A term in words (为期三年, 期限为两年), and one that ends on a day (自批复之日起至2025年8月31日止).
_TERM_IN_WORDS = re.compile(
    r"(?:期限?|时间|时限|年限|最[长短]|不[超少低多]于?过?|届满)(?:一般|原则上)?(?:为|是)?(?:自[^,。;]{1,16}起)?[一二两三四五六七八九十半]{1,3}个?(?:半)?(?:学?年|月|周|天|日|小时)"
)
_ENDS_ON = re.compile(r"至(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末)?(?:为?止|结束|届满|有效)")
_UNTIL_WHEN = re.compile(
    r"(?:到|至)(?:哪[一]?[天年月]|什么时候|何时|几时|几月|几号)[^,。?？]{0,4}(?:止|结束|到期|截止)|(?:哪[一]?[天年]|什么时候|何时)(?:截止|结束|到期|届满)"
)
_TIMES = re.compile(r"倍|关系|比例|几成")
# A bare 多少 asks for no length of time and no age: for these it is 多久, 几年 or 多大, or the question names it.
_BARE = re.compile(r"多少(?![年月天日小周岁个])")
_LASTING = re.compile(r"时间|时长|期|限|年龄|年数|岁|久|几[年天日月周小个]|长")
_LASTS = frozenset(("年", "个月", "月", "日", "天", "周", "小时", "分钟", "个工作日", "学年", "岁", "周岁"))
_NOT_COUNTED = frozenset(("%", "个百分点", "元", "倍", "年", "个月", "月", "天", "日", "小时"))


# What a question for a description asks for, and the words of a sentence that gives it.
_ASKED_AND_SAID = tuple(
    (re.compile(asked), re.compile(said))
    for asked, said in (
        (r"(?<![能可会是准许])不(?:给|能|得|许|可|准|予|让|算|包括)|禁止|不.{0,4}(?:哪|什么)|不在.{0,16}(?:范围|之列)",
         r"不得|不予|不能|禁止|严禁|不享受|不列入|不纳入|不包括|除外|不属于"),
        (r"(?:花|用)(?:在|到|于)|用途|能?(?:买|干)什么|开支", r"(?<!适)用于|列支|支出"),
        (r"材料|证件|手续|资料|带什么|交什么", r"提交|提供|携带|出具|材料:"),
        (r"还(?:在|存在|保留|设)(?:不|吗|么)|(?:撤|取消)(?:了|掉|销)?(?:吗|没|么)", r"撤销|不再保留|取消|并入|废止"),
        (r"条件|资格|谁(?:能|可以)|哪些人|什么人", r"(?:以下|下列)条件|应当(?:具备|符合)|条件:|对象"),
    )
)  # fmt: skip
_MEMBERS = re.compile(r"哪些|哪几|什么(?:材料|条件|情形|情况|内容|资料|证件|要求|手续)|有何|几种|逐[项条]")


_APPLIED_FOR = re.compile(
    r"(?:申请|申报|申领|办理?|领取?)(?P<thing>[^,?]{2,16}?)(?:的?时候?)?(?:需?要|需|应|得|可|有|要|提|交|带|准备)"
)


def applied_for(question: Question) -> list[Term]:
    """What is applied for, where it is asked what that takes: 申请低保要带什么材料. Another procedure's papers and
    conditions are of no use."""
    applied = _APPLIED_FOR.search(question.text) if asks_members(question) else None
    return [term for term in question.terms if applied and term.word in applied["thing"]]


def is_of_applied(question: Question, library: Library, lead: Clause) -> bool:
    """Is the lead, with its place and its items, about what is applied for? True where nothing is."""
    thing = applied_for(question)
    address = library.folded_address(lead.document_id, lead.ordinal)
    around = f"{library.folded_clause(lead.document_id, lead.ordinal)}{address}{library.folded_titles[lead.document_id]}"
    items = (c for c in library.children(lead) if c.marker)
    whole = around + "".join(library.folded_clause(c.document_id, c.ordinal) for c in items)
    # 低保证 among the papers of another procedure does not make it one for 低保.
    told = sum(x.weight for x in thing if held(x.word, around))
    return 2 * told >= sum(x.weight for x in thing) and all(held(x.word, whole) for x in thing)


def asks_members(question: Question) -> bool:
    """Does it ask for all of several things, and not for one?"""
    return bool(_MEMBERS.search(question.text))


def leads_members(library: Library, clause: Clause) -> bool:
    """Does the clause's own text end with a colon before two or more clauses (应当提交下列材料：)?"""
    ends = library.folded_clause(clause.document_id, clause.ordinal).endswith(":")
    return ends and len(library.children(clause)) > 1


def gives_expected(question: Question, library: Library, sentence: Sentence) -> bool:
    """False where the question expects neither, or the sentence has none."""
    if question.kind in (Kind.FIGURE, Kind.COMPARE):
        figures = library.figures_of(sentence.document_id, sentence.clause)
        return any(sentence.start <= f.start < sentence.end and fits_unit(question, f) for f in figures)
    if question.kind is Kind.WHEN:
        return gives_date(question, library, sentence)
    return False


# What the members of a lead are, by the words of questions and of documents.
_CLASSES = tuple(
    (re.compile(asked), re.compile(led))
    for asked, led in (
        (r"材料|资料|证件|手续", r"材料|资料|手续"),
        (r"情况|情形|什么时候", r"情形|情况|之一"),
        (r"条件|资格|要求", r"条件|要求"),
        (r"用途|花在|用在|用于|支出", r"支出|用于|开支"),
        (r"内容", r"内容"),
    )
)


def leads_others(question: str, lead: str) -> bool:
    """Are the members of the lead of another kind than those asked for (下列条件 for 哪些材料)?"""
    asked = [index for index, (pattern, _) in enumerate(_CLASSES) if pattern.search(question)]
    led = [index for index, (_, pattern) in enumerate(_CLASSES) if pattern.search(lead)]
    return bool(asked and led) and not set(asked) & set(led)


_DENIES = re.compile(
    r"(?<![能可会是准许])不(?:给|能|得|许|可|准|予|让|算|包括|享受|列入|纳入|属于)|禁止|严禁|除外|撤销|取消|终止|停止|退出"
)


def what_is_led(word: str) -> bool:
    """Is it a word for the things themselves (材料, 情形), which says nothing of what they are for?"""
    return any(asked.search(word) for asked, _ in _CLASSES)


def leads_to_asked(question: str, lead: str) -> bool:
    """Are the members of the lead of the very kind that is asked for: things of its class, and of what is denied
    where the question asks for that alone?"""
    same = any(asked.search(question) and led.search(lead) for asked, led in _CLASSES)
    return same and bool(_DENIES.search(question)) == bool(_DENIES.search(lead))


def expectation(question: Question, library: Library, sentence: Sentence) -> float:
    """How much of the kind that is asked for: 1 for a figure or a date that fits; of a description 1 for the words
    that say it (用于 where the use is asked), and 1 for a lead with members where several things are."""
    if question.kind not in (Kind.DESCRIBE, Kind.LIST) or question.english:
        return float(gives_expected(question, library, sentence))
    asked = [said for asked, said in _ASKED_AND_SAID if asked.search(question.text)]
    says = any(said.search(sentence.folded) for said in asked)
    members = asks_members(question) and sentence.folded.endswith(":")
    members = members and not leads_others(question.text, sentence.folded)
    return says + (members and leads_members(library, library.clause(sentence.document_id, sentence.clause)))


def gives_date(question: Question, library: Library, sentence: Sentence) -> bool:
    """A bare year answers only a question for a year, a length of time (保存期不少于90日) one that asks for it."""
    if asks_term(question) and gives_term(library, sentence):
        return True
    text = library.document(sentence.document_id).text
    dates = find_dates(text, sentence.start, sentence.end)
    return any(
        date.month or date.day or date.deadline or "年" in question.text or not date.year for date in dates
    )


def asks_term(question: Question) -> bool:
    """Does it ask how long a thing lasts, or when it ends?"""
    return bool(_HOW_LONG.search(question.text) or _UNTIL_WHEN.search(question.text))


def gives_term(library: Library, sentence: Sentence) -> bool:
    """Does it lay down how long a thing lasts or may take (半年内), or the day on which it ends?"""
    if _TERM_IN_WORDS.search(sentence.folded) or _ENDS_ON.search(sentence.folded):
        return True
    if any(date.part.endswith("内") for date in find_dates(sentence.folded)):
        return True
    figures = library.figures_of(sentence.document_id, sentence.clause)
    return any(sentence.start <= f.start < sentence.end and lays_down(library, f) for f in figures)


def lays_down(library: Library, figure: Figure) -> bool:
    """Is it a length of time that is laid down (保存期不少于90日), and not one of a condition (签订2年以上合同的)?"""
    opens = max(figure.sentence_start, figure.start - _SHORTLY_BEFORE)
    before = fold(library.slice(figure.document_id, opens, figure.end))
    return figure.unit.split("/")[0] in _LASTS and bool(_LAID_DOWN.search(before))


def gives_contact(sentence: Sentence) -> bool:
    """Does it print a telephone number, an address of the web or of mail, or the name of an app?"""
    return bool(_CONTACT.search(sentence.folded))


def fits_unit(ask: Question, figure: Figure) -> bool:
    """A multiple (1.6倍) is no amount: it fits only where one is asked for."""
    unit = figure.unit.split("/")[0]
    if unit == "倍" and not _TIMES.search(ask.text):
        return False
    if not ask.units and unit in _LASTS and _BARE.search(ask.text) and not _LASTING.search(ask.text):
        return False
    counted = ANY_COUNT in ask.units and unit not in _NOT_COUNTED
    return not ask.units or counted or figure.unit in ask.units or unit in ask.units
