"""What an English question asks for, said in Chinese: turns of phrase, the most telling ones first.

No word of any document. Words in <angle brackets> only ask, and are no part of what is asked about.
"""

from __future__ import annotations

import re

_BODY = r"(?:department|agenc|bureau|office|authorit|ministr|organi[sz]ation|body|bodies|unit|entit|commission|administration)\w*"
_NOUNS = r"(?:(?!of\b|for\b|in\b|rate\b|that\b)[\w'’/&-]+ )*"
_IS = r"(?:'s|’s| is| are| was| were| will be)"
_MONEY = (
    r"(?:subsid|allowance|fund|money|loan|fees?\b|fines?\b|grant|reward|bonus|prize|pay|paid|cost|wage|salar|pension|price|"
    r"compensation|budget|yuan|rmb|assist|support|financ|invest|spen[dt]|expenditure|guarantee|award|benefit|relief|"
    r"receive|get\b|claim)"
)
_MEASURE = (
    r"(?:limit|ceiling|cap|maximum|minimum|deductible|threshold|amount|sum|subsid\w+|allowance|fee|fine|reward|price|quota|"
    r"standard|rate|target|number|total|ratio|level|score|area|age|size|capacity|height|weight|length|growth|increase)"
)
HOW_MANY = "数量多少"  # of things, not of money or time
_ISSUED = r"(?:issued|published|dated|released|signed|printed|distributed|promulgated)"
_BEFORE = r"(?: than)?(?: (?:in )?(?:the year before|the previous year|last year|a year earlier))?"

_HEADS = r"<who (?:heads|chairs|leads|runs|convenes|is (?:the )?(?:head|chair|leader|commander|convenor|convener|in charge) of)>"

# (what is asked for, patterns over the lower-case question): the first that fits wins.
_TURNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "文号",
        (
            r"(?:reference|document|serial|official|file) (?:number|no\b)",
            r"number of (?:this|the) (?:notice|document|circular)",
        ),
    ),
    (
        "有效期多少时间",
        (r"<validity period|period of validity>", r"<how long>.*<\bvalid\b>", r"<when>.*<\bexpires?\b>"),
    ),
    (
        "还有效吗",
        (
            r"<(?:still |currently |now )?(?:in force|in effect|valid|effective)>(?= *\?*$)",
            r"(?:been|was|is it|it's) <(?:repealed|abolished|superseded|expired|invalid)>",
        ),
    ),
    (
        "哪天印发",
        (
            r"<date of (?:issue|issuance|publication|promulgation|signature)|issue date|issuing date|date issued>",
            r"(?:date|day|when)\b.*(?:notice|circular|document|号).*?"
            rf"\b<{_ISSUED}(?: and {_ISSUED})?>",
            r"(?:notice|circular|document)\b.*\bdated\b",
        ),
    ),
    (
        "负责哪些任务",
        (rf"what (?:is|does|should|must|will|are) the [\w ,-]*{_BODY}\b.*\b(?:do|handle|work on)\b",),
    ),
    (
        "谁印发",
        (
            r"who (?:issued|published|released|signed|made|promulgated)",
            r"issuing (?:agency|body|authority)|issued by whom",
        ),
    ),
    ("负责哪些任务", (r"\b(?:has?|have) (?:a|any) tasks?\b",)),
    (
        "联系电话是多少",
        (
            rf"<(?:what|which){_IS}?(?: the)? {_NOUNS}(?:phone|telephone|hotline|fax|e-?mail|contact|website|web ?site|address)"
            r"(?: numbers?| details| address)?>",
            r"<(?:phone|telephone|fax|contact|hotline) numbers?>",
            r"<(?:whom?|where|what number)(?: to| can| should| do| may)\b.{0,20}\b(?:call|phone|dial|contact)\b>",
        ),
    ),
    ("总指挥是谁", (rf"{_HEADS}(?=.*\bheadquarters\b)",)),
    ("组长是谁", (rf"{_HEADS}(?=.*\b(?:leading|working|small) group\b)",)),
    ("召集人是谁", (rf"{_HEADS}(?=.*\bjoint (?:conference|meeting)\b)",)),
    (
        "厅长是谁",
        (
            r"\b(?:head|director|minister|leader|chief|governor|name) of\b",
            r"phone|telephone|e-?mail|address\b",
        ),
    ),
    (
        "哪些人可以",
        (r"<who (?:can|may|qualif\w+|(?:is|are) (?:eligible|entitled|covered))(?: to| for)?>",),
    ),
    (
        "由哪个部门牵头",
        (
            rf"<(?:which|what) (?:\w+ )?{_BODY} (?:leads?|takes? the lead|is leading)(?: on| in)?>\b",
            rf"<\bwho{_IS}? (?:leading|leads?|takes? the lead)(?: on| in)?>\b",
        ),
    ),
    (
        "由哪些部门配合",
        (
            rf"<(?:(?:which|what) (?:\w+ )?{_BODY}|who) (?:supports?|assists?|helps?|cooperates?)(?: in| with)?>\b",
        ),
    ),
    (
        "哪些部门参加",
        (rf"<(?:(?:which|what) (?:\w+ )?{_BODY}|who) (?:participates?|takes? part|joins?)(?: in)?>\b",),
    ),
    (
        "由哪个部门负责",
        (
            rf"<(?:which|what) (?:\w+ )?{_BODY}(?: is| are)?(?: responsible(?: for)?(?: handling| dealing with)?| in charge(?: of)?| leads?)?>",
        ),
    ),
    (
        "是否正确",
        (
            r"^\s*(?:verify|check|confirm)\b",
            r"<is it (?:true|right|correct)(?: that)?>|<(?:true|right|correct|false)>\s*\?*$",
        ),
    ),
    (
        "负责哪些任务",
        (
            r"tasks? (?:of|does|is|are|for|assigned|belong)",
            r"(?:what|which) .*(?:tasks?|duties|responsibilities)\b|responsible for what",
        ),
    ),
    (
        "由哪个部门负责",
        (
            r"<whose (?:job|task|duty|responsibility)>",
            rf"<\bwhom?{_IS}?(?: supposed to)?(?: responsible(?: for)?(?: handling| dealing with)?| in charge(?: of)?| leading| leads?)?\b>",
            r"responsible (?:body|department|agency|unit|party)|in charge|lead(?:s|ing)? (?:department|agency)",
        ),
    ),
    ("多少次", (r"<how often|how frequently|what frequency|how many (?:times|sessions)>",)),
    ("多少个工作日", (r"how many <(?:working|business|work) days>",)),
    ("多少天", (r"how many <days>",)),
    ("多少个月", (r"how many <months>",)),
    ("多少年", (r"how many <years>",)),
    ("多少小时", (r"how many <hours>",)),
    (
        "多少时间",
        (
            r"<how (?:long|soon|quickly|fast)>",
            rf"<what{_IS} the (?:time limit|duration|length of time)>",
            r"<within (?:what|which) (?:time|period)\w*|what period>",
            r"what is the [\w -]*\b(?:period|duration|term)\b",
        ),
    ),
    (
        "什么时候",
        (
            r"<(?:by |until |till |from |since |no later than )?(?:when|what (?:date|time|day|year|month))>\b",
            rf"<what{_IS} the deadline(?: for)?>|deadline|by what",
        ),
    ),
    ("多少人", (r"how many (?:<people|persons|individuals|workers>)",)),
    ("多少户", (r"how many (?:\w+ )?<households|families>",)),
    ("多少公里", (r"how (?:many|much|long).*<\bkm\b|kilomet\w+>",)),
    ("多少亩", (r"how (?:many|much) mu\b",)),
    (
        "比例是多少",
        (
            r"<what (?:percentage|percent|proportion|share|portion|fraction)(?: of)?>",
            r"<how high a (?:percentage|proportion|share)|(?:percentage|percent|proportion) of>",
            rf"share of|percent|proportion|what rate|what{_IS} the [\w -]*\brates?\b",
        ),
    ),
    ("比上年增长多少", (rf"<how much (?:more|higher|larger|of an increase){_BEFORE}|by how much>",)),
    ("多少资金", (r"<how much (?:money|funding|funds)>",)),
    ("多少元", (rf"<how (?:much|large|big|high)>\b(?=.*{_MONEY})",)),
    ("多少资金", (r"how much (?:was|is|has|did)",)),
    ("多少岁", (r"<how old|what age|minimum age|maximum age|age limit>",)),
    ("总共有多少", (r"how many .*<are there|(?:is|are|was|were) there in total|in total|altogether>",)),
    (HOW_MANY, (r"how many (?!percent|yuan|rmb|points|hours|minutes|weeks)",)),
    (
        "多少",
        (
            r"how (?:many|much|large|high|long|far|big|heavy|tall|wide)",
            rf"<what >(?=(?:minimum |maximum |total |floor |annual )?{_MEASURE}\b)",
            rf"what{_IS} the .*\b{_MEASURE}",
            rf"^(?:the )?{_MEASURE}\b",
            r"\b(?:rate|goal|target|planned|quota)\b",
        ),
    ),
    ("是多少", (r"^\s*what (?:is|was|were) [“\"].+[”\"] in (?:19|20)\d\d",)),
    (
        "有哪些",
        (
            r"list|what are the",
            r"<(?:what|which)> (?=(?:materials|documents|conditions|requirements|criteria|steps|items|kinds|types|"
            r"categories|cities|areas|measures)\b)",
            r"measures|difficult",
        ),
    ),
    ("有什么规定", (r"<(?:is|are) (?:it|there|they)>|allowed|permitted|may|can\b",)),
)


def _compiled(pattern: str) -> re.Pattern[str]:
    """<words> as groups that hold what only asks."""
    return re.compile(re.sub(r"<([^<>]*)>", r"(\1)", pattern))


_ASKS = [(_compiled(pattern), chinese) for chinese, patterns in _TURNS for pattern in patterns]


def asked_for(text: str) -> tuple[str, str]:
    """(what is asked for in Chinese, the text without the words that only ask, of the same length)."""
    lower = text.lower()
    for pattern, chinese in _ASKS:
        if match := pattern.search(lower):
            for group in range(1, pattern.groups + 1):
                start, end = match.span(group)
                if start >= 0:
                    text = text[:start] + " " * (end - start) + text[end:]
            return chinese, text
    return "", text
