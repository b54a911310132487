"""English questions on Chinese documents: the terms of a question in Chinese, by a glossary of public policy.

What the glossary does not know is left to the multilingual embedding.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# The documents' own words within an English question: What tasks does 省民政厅 have?
_OWN_WORDS = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff〔〕（）、\d]*[\u4e00-\u9fff号]|[\u4e00-\u9fff]")
_ASKS_IN_ENGLISH = re.compile(
    r"\s*(?:what|which|who|when|where|how|is|are|was|were|does|do|did|has|have|list|check|verify|tell|give)\b",
    re.IGNORECASE,
)

# (pattern over the lower-case question, what it asks for in Chinese), first match wins.
_ASKS = (
    (r"(?:reference|document|serial|official|file) (?:number|no\b)|number of (?:this|the) (?:notice|document|circular)", "文号"),
    (r"(?:date|day|when)\b.*\b(?:notice|circular|document)\b.*\b(?:issued|published|dated|released|signed)", "哪天印发"),
    (r"(?:notice|circular|document)\b.*\bdated\b", "哪天印发"),
    (
        r"what (?:is|does|should|must|will) the [\w ,-]*(?:department|bureau|commission|office|administration)\b"
        r".*\b(?:do|handle|work on)\b",
        "负责哪些任务",
    ),
    (r"who (?:issued|published|released|signed|made)|issuing (?:agency|body|authority)|issued by whom", "谁印发"),
    (r"\bhas? (?:a|any) tasks?\b|\bhave (?:a|any) tasks?\b", "负责哪些任务"),
    (r"\b(?:head|director|minister|leader|chief|governor|name) of\b|phone|telephone|e-?mail|address\b", "厅长是谁"),
    (r"(?:which|what) (?:\w+ )?(?:department|agenc|bureau|office|authorit|ministr|organi|body|bodies|unit|entit)", "由哪个部门负责"),
    (r"^\s*(?:verify|check|confirm)\b|is it (?:true|right|correct)|(?:true|right|correct|false)\s*\?*$", "是否正确"),
    (r"tasks? (?:of|does|is|are|for|assigned|belong)|(?:what|which) .*(?:tasks?|duties|responsibilities)\b|responsible for what", "负责哪些任务"),
    (r"\bwho\b|responsible|in charge|lead(?:s|ing)? (?:department|agency)", "由哪个部门负责"),
    (r"when\b|what (?:date|time|day|year)|deadline|by what", "什么时候"),
    (r"how many people|how many persons|how many workers", "多少人"),
    (r"how many households|how many families", "多少户"),
    (r"how (?:many|much) (?:km|kilomet)", "多少公里"),
    (r"how (?:many|much) mu\b", "多少亩"),
    (r"how many (?:times|sessions)", "多少次"),
    (r"how much (?:money|funding|was|is|has|did)|how much\b", "多少资金"),
    (r"percent|share of|proportion|what rate|what (?:is|was) the [\w -]*rate\b", "比例是多少"),
    (r"how (?:many|much|large|high|long|far|big)", "多少"),
    (
        r"what (?:is|was|were|are) the .*(?:rate|target|number|amount|standard|total|ratio|level|subsid)",
        "多少",
    ),
    (r"^(?:the )?(?:number|share|rate|amount|total|size|level)\b|\b(?:rate|goal|target|planned|quota)\b", "多少"),
    (r"^\s*what (?:is|was|were) [“\"].+[”\"] in (?:19|20)\d\d", "是多少"),
    (r"list|what are the|measures|difficult", "有哪些"),
)  # fmt: skip


def is_english(question: str) -> bool:
    """Is the question asked in English? Names and abbreviations inside a Chinese one do not make it so, nor do
    a document's words inside an English one make that Chinese."""
    words, characters = len(_LATIN_WORD.findall(question)), len(_HAN.findall(question))
    framed = characters < 4 or _ASKS_IN_ENGLISH.match(question)
    return bool(words >= 3 and framed) or (words >= 1 and not characters)


@lru_cache(maxsize=1)
def glossary() -> tuple[tuple[re.Pattern[str], str], ...]:
    """(English pattern, Chinese term), longest English first; glossary.tsv has a line for each."""
    pairs = []
    for line in files("assistant").joinpath("glossary.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            english, chinese = line.split("\t")
            pairs.append((english.strip().lower(), chinese.strip()))
    pairs.sort(key=lambda pair: -len(pair[0]))
    return tuple((re.compile(rf"\b{re.escape(e)}(?:s|es)?\b"), c) for e, c in pairs)


_AND_ASKS = re.compile(r",|;|\?|\band (?=how|what|who|which|when)", re.IGNORECASE)


def to_chinese(question: str) -> str:
    """A Chinese question with the terms that the glossary knows, in the order of the English ones."""
    return "，".join(part for part in map(_part_to_chinese, _AND_ASKS.split(question)) if part)


def _part_to_chinese(text: str) -> str:
    asked = next((chinese for pattern, chinese in _ASKS if re.search(pattern, text.lower())), "")
    found = [(m.start(), m.group(0)) for m in re.finditer(r"\b[A-Z][A-Z0-9]{1,5}\b", text)]
    for own in _OWN_WORDS.finditer(text):
        found.append((own.start(), own.group()))
    text = _OWN_WORDS.sub(lambda m: " " * len(m.group()), text).lower()
    found += [(m.start(), _year(m.group(0))) for m in re.finditer(r"\d[\d,.]*%?", text)]
    for pattern, chinese in glossary():
        found += [(match.start(), chinese) for match in pattern.finditer(text)]
        text = pattern.sub(lambda m: " " * len(m.group(0)), text)
    return "".join(dict.fromkeys(term for _, term in sorted(found))) + asked


def _year(number: str) -> str:
    return f"{number}年" if re.fullmatch(r"(?:19|20)\d\d", number) else number.replace(",", "")
