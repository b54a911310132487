"""Read a document's own data: number, title, issuer, date, validity, what it says of other documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from ingest.frame import Frame, tidy
from policytext.folding import fold
from policytext.numbering import parse_ordinal
from policytext.references import find_document_numbers, find_titles
from policytext.sentences import split_sentences
from vectorstore.records import Relation, RelationKind, Validity

_DAY = re.compile(
    r"(?P<y>(?:19|20)\d{2})\s*[年\-/.]\s*(?P<m>\d{1,2})\s*[月\-/.]\s*(?P<d>\d{1,2})"
    r"|(?P<cy>[二一][〇○Ｏ零一二三四五六七八九九]{3})年(?P<cm>[一二三四五六七八九十]{1,2})月(?P<cd>[一"
    r"二三四五六七八九十]{1,3})日"
)
_ISSUER_LINE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,28}?(?:人民政府办公厅|人民政府办公室|人民政府|委员会办公室|委员会|"
    r"办公厅|办公室|总局|总署|部|委|局|厅|办|署|院|会|行|政府|党委|中心|集团|公司))(?:文件|令|公告|"
    r"公报)?$"
)
_ISSUER_TITLE = re.compile(
    r"^(?P<name>(?:中共)?[\u4e00-\u9fff\s、（）]{2,60}?(?:人民政府办公厅|人民政府办公室|人民政府|"
    r"委员会办公室|委员会|办公厅|办公室|国务院|总局|总署|部|委|局|厅|署|政府|人民银行|法院|"
    r"检察院))(?=关于|对|印发|转发|令|公告)"
)
_EXPIRES_ON = re.compile(
    r"有效期(?:限)?(?:自[^，,；;。]{0,24}?)?(?:至|到|截至|截止到?|为)\s*((?:19|"
    r"20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)|(?:执行|施行|实施)(?:期限)?至\s*((?:19|"
    r"20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)(?:止)?"
)
_LASTS = re.compile(r"有效期(?:限)?(?:为|是|[：:])?\s*([一二三四五六七八九十两\d]{1,2})\s*(年|个月)")
_FROM = re.compile(r"自\s*((?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*起(?:施行|实施|执行|生效)?")
_NEAR = 200  # characters of a sentence that say what is done to a document named in it
# Behind the title, perhaps with its number and other titles, nothing but the repeal itself.
_REPEALED = re.compile(
    r"^(?:[（(][^（）()]*[）)]|[、和及与）)]|《[^》]*》|等|文件|自[^，。；]{0,20}起|有关规定|"
    r"[，,]?(?:同时|即|即行|予以|一并|相应|均|也|随之)|\s)*(?:废止|停止执行|停止施行|不再执行|失效|作废)"
)
_AMENDED = re.compile(
    r"^(?:[（(][^（）()]*[）)]|\s)*(?:第[^，。；]{1,20}条?[^，。；]{0,20})?(?:作出?|予以|进行)?(?:如下|"
    r"以下|部分)?(?:修改|修订|修正|调整为|作如下)"
)
_IMPLEMENTS = re.compile(r"根据|依据|按照|贯彻|落实|为(?:了)?(?:深入|全面|认真)?(?:贯彻|落实|实施)|遵照")
_OWN = re.compile(r"本(?:通知|办法|意见|规定|条例|细则|方案|决定|文件|公告|规划|预案|制度|法|规程|标准|函)")


@dataclass(frozen=True)
class Metadata:
    """What `Document` keeps beside its text."""

    title: str
    number: str | None = None
    issuer: str | None = None
    date: str | None = None
    expires: str | None = None
    validity: Validity = "in_force"
    details: dict[str, tuple[int, int]] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()


def read_metadata(text: str, frame: Frame) -> Metadata:
    """The document's own data as printed; None or empty where it prints none."""
    details = {label: (start, end) for label, start, end in reversed(frame.labels)}
    if frame.addressees:
        start, end = frame.addressees
        details.setdefault("主送", (start, end - 1))
    day = _date(text, frame)
    return Metadata(
        title=frame.title,
        number=_number(text, frame),
        issuer=_issuer(text, frame),
        date=day.isoformat() if day else None,
        expires=_expires(text, day),
        validity=_validity(text, frame),
        details=dict(sorted(details.items(), key=lambda item: item[1])),
        relations=tuple(_relations(text, frame)),
    )


def _number(text: str, frame: Frame) -> str | None:
    if frame.number is None:
        return None
    printed = tidy(text[slice(*frame.number)].replace("\n", " "))
    # An order of the State Council is cited as 国令第707号.
    return re.sub(r"^中华人民共和国国务院令", "国令", re.sub(r"\s+", "", printed))


def _issuer(text: str, frame: Frame) -> str | None:
    """From the title, the signature, the letterhead, the printed label, in this order."""
    in_title = _ISSUER_TITLE.match(fold_spaces(frame.title))
    if in_title:
        return in_title.group("name")
    for signed, _ in frame.signatures:
        if signed is None:
            continue
        words = fold_spaces(signed.text)
        found = _ISSUER_LINE.fullmatch(words)
        if (found and not re.search(r"办公室$", words)) or (found and len(frame.signatures) > 1):
            return words
    for line in frame.lines[:6]:
        found = _ISSUER_LINE.fullmatch(fold_spaces(line.text))
        if found and line.text.strip().endswith(("文件", "令", "公告")):
            return (
                found.group("name").removeprefix("中华人民共和国")
                if "国务院" in line.text
                else found.group("name")
            )
    for label, start, end in frame.labels:
        if label in ("发文机关", "发布机构", "发布机关", "制发机关", "印发机关", "印发单位"):
            return tidy(text[start:end])
    closing = re.search(rf"([\u4e00-\u9fff]{{4,24}})\s+(?:{_DAY.pattern})[^。]{{0,12}}$", text[-90:].rstrip())
    if closing and _ISSUER_LINE.fullmatch(closing.group(1)):
        return closing.group(1)
    signed_lines = [fold_spaces(s.text) for s, _ in frame.signatures if s]
    return next((s for s in signed_lines if _ISSUER_LINE.fullmatch(s)), None)


def fold_spaces(words: str) -> str:
    return re.sub(r"\s+", "", words)


def _date(text: str, frame: Frame) -> date | None:
    """成文日期 or the signature, else the printing, else any date of the head."""
    labels = {label: text[start:end] for label, start, end in frame.labels}
    printed = [labels[name] for name in ("成文日期", "发文日期") if name in labels]
    signed = [line.text for _, line in frame.signatures]
    others = [labels[name] for name in ("印发日期", "印发时间", "发布日期", "发布时间") if name in labels]
    head = [
        line.text for line in frame.lines[:12] if line.start < max(frame.head_end, 1) or len(line.text) < 40
    ]
    last = [
        line.text
        for line in frame.lines[-4:]
        if len(line.text) < 60 and not re.search("行|废止|有效", line.text)
    ]
    last += [text[-60:]] if len(frame.lines) <= 3 else []
    for words in (*printed, *signed, *others, *head, *last):
        day = read_day(words)
        if day is not None:
            return day
    return None


def read_day(words: str) -> date | None:
    """The first full date in `words`, None when there is none or it is no day of the calendar."""
    match = _DAY.search(words)
    if match is None:
        return None
    if match.group("y"):
        year, month, day = (int(match.group(name)) for name in ("y", "m", "d"))
    else:
        year = parse_ordinal(re.sub("[○Ｏ]", "〇", match.group("cy")))
        month, day = parse_ordinal(match.group("cm")), parse_ordinal(match.group("cd"))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _expires(text: str, issued: date | None) -> str | None:
    """The last day on which the document says that it is in force."""
    for start, end in split_sentences(text):
        sentence = text[start:end]
        if "有效期" not in sentence and not re.search(r"行至", sentence):
            continue
        if not (_OWN.search(sentence) or len(sentence) < 40 or re.search(r"(?:实|施|执)行", sentence)):
            continue
        fixed = _EXPIRES_ON.search(sentence)
        if fixed:
            day = read_day(fixed.group(1) or fixed.group(2))
            return day.isoformat() if day else None
        lasts = _LASTS.search(sentence)
        if lasts and _OWN.search(sentence):
            since = _FROM.search(sentence)
            begin = read_day(since.group(1)) if since else issued
            return _after(begin, parse_ordinal(lasts.group(1)), lasts.group(2)) if begin else None
    return None


def _validity(text: str, frame: Frame) -> Validity:
    """What the document prints of itself: a label 有效性, or a mark behind its title."""
    printed = [text[start:end] for label, start, end in frame.labels if label == "有效性"]
    printed += re.findall(r"[（(【\[](?:已|全文)?(废止|失效|修[改订])[）)】\]]$", frame.title)
    for words in printed:
        if re.search(r"废止", words):
            return "repealed"
        if re.search(r"失效|过期|无效", words):
            return "expired"
        if re.search(r"修[改订]", words):
            return "amended"
    return "in_force"


def _after(begin: date, count: int, unit: str) -> str:
    """The day before `begin` comes again after so many years or months."""
    months = begin.month - 1 + (count * 12 if unit == "年" else count)
    year, month = begin.year + months // 12, months % 12 + 1
    day = begin.day
    while True:
        try:
            end = date(year, month, day)
            break
        except ValueError:
            day -= 1
    return date.fromordinal(end.toordinal() - 1).isoformat()


def _relations(text: str, frame: Frame) -> Iterator[Relation]:
    """What the text states of other documents, each once: a repeal before a mention."""
    own = fold(frame.title)
    found: dict[str, Relation] = {}
    for start, end in split_sentences(text, frame.head_end):
        references = sorted(
            [*find_titles(text, start, end), *find_document_numbers(text, start, end)], key=lambda r: r.start
        )
        for reference in references:
            target = tidy(reference.text)
            kind = _kind(text[start : reference.start][-_NEAR:], text[reference.end : end][:_NEAR])
            if len(target) < 4 or (fold(target) in own and kind != "repeals"):
                continue
            known = found.get(fold(target))
            if known is None or _WEIGHT[kind] > _WEIGHT[known.kind]:
                found[fold(target)] = Relation(kind, target, start, end)
    yield from sorted(found.values(), key=lambda relation: relation.start)


_WEIGHT = {"repeals": 3, "amends": 2, "implements": 1, "mentions": 0}


def _kind(before: str, after: str) -> RelationKind:
    """What is said of a document, from the words of the sentence before and behind its name."""
    clause_after = re.split(r"[；;]", after)[0]
    if _REPEALED.search(clause_after) or re.search(r"(?:废止|停止执行)[^，。；》]{0,8}$", before):
        return "repeals"
    if re.search(r"(?:根据|依据|按照)[^，。；]{0,14}$", before):
        return "implements"
    if _AMENDED.match(clause_after) or re.search(r"(?:修改|修订|修正)[^，。；》]{0,4}$", before):
        return "amends"
    return "implements" if _IMPLEMENTS.search(before[-16:]) else "mentions"
