"""Find departments in running text, and tell which full name a short one means.

A name is a level (国家, 省, 广东省 …), one or more fields of administration and a suffix (部 委 局 厅 办
…). The fields are the general vocabulary of Chinese administration, with their short forms; names that are
not made of them are found where a list of departments is printed: see `duties`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from policytext.folding import fold, fold_with_offsets
from policytext.places import find_places

PROVINCES = [
    "北京",
    "天津",
    "上海",
    "重庆",
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "海南",
    "四川",
    "贵州",
    "云南",
    "陕西",
    "甘肃",
    "青海",
    "台湾",
    "内蒙古",
    "广西",
    "西藏",
    "宁夏",
    "新疆",
]
_FIELDS = [
    "发展和改革", "发展改革", "发改", "教育", "科学技术", "科技", "工业和信息化", "经济和信息化",
    "经济信息化", "经济贸易", "工信", "经信", "经贸", "民族宗教", "民族事务", "民宗", "民族", "公安",
    "国家安全", "民政", "司法", "财政", "人力资源和社会保障", "人力资源社会保障", "人社", "自然资源",
    "国土资源", "国土", "规划和自然资源", "生态环境", "环境保护", "环保", "住房和城乡建设", "住房城乡建设",
    "城乡建设", "住建", "建设", "规划", "交通运输", "交通", "水利", "水务", "农业农村", "农业",
    "林业和草原", "林业", "林草", "海洋渔业", "海洋", "渔业", "商务", "外经贸", "文化和旅游", "文化旅游",
    "文旅", "文化", "旅游", "新闻出版广电", "文化广电", "新闻出版", "广播电视", "广电", "卫生健康",
    "卫生计生", "卫生和计划生育", "卫健", "卫计", "计生", "卫生", "退役军人事务", "退役军人", "应急管理",
    "应急", "审计", "国有资产监督管理", "国有资产", "国资", "税务", "国税", "地税", "市场监督管理",
    "市场监管", "工商行政管理", "工商", "质量技术监督", "质监", "食品药品监督管理", "食品药品监管",
    "食药监", "药品监督管理", "药品监管", "药监", "安全生产监督管理", "安全监管", "安监", "体育", "统计",
    "医疗保障", "医保", "知识产权", "气象", "地震", "粮食和物资储备", "粮食和储备", "粮食", "物资储备",
    "能源", "烟草", "邮政", "民航", "铁路", "中医药管理", "中医药", "文物", "外汇管理", "外汇", "移民管理",
    "海关", "信访", "机关事务管理", "机关事务", "国管", "金融监督管理", "金融监管", "金融工作", "金融",
    "银保监", "银监", "保监", "证监", "港澳事务", "港澳", "侨务", "外事", "外交", "台湾事务", "法制", "扶贫开发",
    "扶贫", "乡村振兴", "网信", "宣传", "组织", "统战", "政法", "编制", "国防科工", "参事",
    "地方金融监督管理", "大数据管理", "大数据", "政务服务数据管理", "政务服务", "数据", "城市管理", "城管",
    "园林绿化", "园林", "档案", "残疾人联合", "残联", "妇女联合", "老龄", "通信管理", "交警", "消防救援",
    "消防", "监狱管理", "农垦", "供销合作", "供销", "农机", "畜牧兽医", "畜牧", "科工", "物价", "港口",
    "航空", "外国专家", "保密", "密码管理", "人防", "人民防空", "矿山安全", "煤矿安全监察", "交管", "铁道",
    "质检", "质量监督检验检疫", "检验检疫", "出入境检验检疫", "预防控制", "疾病预防控制", "疾控",
    "农业综合开发", "综合行政执法", "行政审批", "公共资源交易", "住房公积金", "老干部", "精神文明建设",
    "社会工作", "数据资源", "营商环境建设", "口岸", "投资促进", "市监", "食药", "粮储", "交运", "政数", "煤监",
    "煤矿安监", "矿山安监", "煤矿安全监管",
]  # fmt: skip
_SUFFIXES = [
    "监督管理委员会", "监督管理局", "管理委员会", "委员会", "管理局", "管理办公室", "办公室", "总局",
    "总署", "总社", "联合会", "合作总社", "合作社", "行政主管部门", "行政部门", "主管部门", "部门", "厅", "委", "局", "部", "办", "署", "会", "社",
]  # fmt: skip
# Names that are not made of a field and a suffix. A name that is one of these is a department wherever it
# stands.
_PROPER = [
    "中国人民银行", "人民银行", "央行", "海关总署", "国家税务总局", "全国总工会", "总工会", "共青团中央",
    "团中央", "共青团", "团委", "团省委", "全国妇联", "省妇联", "市妇联", "妇联", "全国工商联", "工商联",
    "中国残联", "省残联", "市残联", "残联", "最高人民法院", "高级人民法院", "人民法院", "最高人民检察院",
    "人民检察院", "中央宣传部", "中央组织部", "中央统战部", "中央政法委", "中央网信办", "中央编办",
    "中央文明办", "中央军委政治工作部", "中央和国家机关工委", "中国科协", "中国铁路总公司", "国务院办公厅",
    "中国银保监会", "中国证监会", "供销合作总社", "全国老龄办", "国家开发银行", "农业发展银行", "国家监委",
    "省科协", "中国气象局", "中国民航局", "社科院", "中科院", "省社科院", "中国科学院", "中国工程院",
    "中央农办", "中财办", "中央办公厅", "省委办公厅", "市委办公室", "省人民政府办公厅", "省政府办公厅",
    "市人民政府办公厅", "市政府办公厅", "市人民政府办公室", "市政府办公室", "县人民政府办公室", "县政府办公室",
    "科协", "编办", "中宣部", "中组部", "中编办", "国知局", "铁路总公司", "国铁集团", "国家铁路集团", "团市委", "红十字会",
]  # fmt: skip
# Long forms that a short one does not abbreviate character by character, both made one form.
_ALIASES = (
    (re.compile(r"^央行$"), "人民银行"), (re.compile(r"^工会$"), "总工会"),
    (re.compile("残疾人联合会"), "残联"),
    (re.compile("妇女联合会"), "妇联"), (re.compile("工商业联合会"), "工商联"),
    (re.compile("科学技术协会"), "科协"),
    (re.compile("国资监管局"), "国资委"), (re.compile(r"^国知局$"), "国家知识产权局"),
    (re.compile("市监(?=总?局|部门|系统|$)"), "市场监管"), (re.compile("国税总局"), "税务总局"),
    (re.compile(r"^中宣部$"), "中央宣传部"), (re.compile(r"^中组部$"), "中央组织部"), (re.compile(r"^中编办$"), "中央编办"),
    (re.compile(r"^(?:共青)?团中央$"), "中央共青团"), (re.compile(r"^(?:共青)?团(省|市|区|县)委$"), r"\1共青团"),
    (re.compile(r"^团委$"), "共青团"), (re.compile(r"国铁集团"), "国家铁路集团"),
)  # fmt: skip
_LEVEL = re.compile(
    rf"(?:国家|中国|中央|全国|国务院|(?:{'|'.join(PROVINCES)})(?:省|市|自治区|壮族自治区|回族自治区|"
    rf"维吾尔自治区)?"
    r"|自治区|自治州|省级|市级|县级|区级|(?:省|市|县|区|州|自治区)级?(?:人民)?政府"
    r"|(?:省|市|县|区|州|自治区)委(?=宣传|组织|统战|政法|网信|编|老干部|农|社会工作|台|机构)|省|市(?!场|监)|县|区|州)"
)
_SUFFIXED = re.compile(rf"残联$|妇联$|..(?:{'|'.join(_SUFFIXES)}|联|中心|协会|公司|工会|科协|党校)$")
# Longer alternatives first: 住房城乡建设 must not stop at 建设.
_FIELD = "|".join(sorted(_FIELDS, key=len, reverse=True))
# 第二条 市教育局 and 12月31日前报市教育局 name no place before 市.
_PLACE = r"(?<![\u4e00-\u9fff])(?!第|[年月日])[\u4e00-\u9fff]{2,3}(?:市|县|区|州)"
_NAME = re.compile(
    rf"(?:{'|'.join(sorted(_PROPER, key=len, reverse=True))})(?:厅|局)?"
    rf"|(?:(?:{_PLACE})|{_LEVEL.pattern})*(?:{_FIELD})(?:和|与)?(?:{_FIELD})?(?:{_FIELD})?"
    rf"(?:{'|'.join(_SUFFIXES)})(?!长江)"
)
# A suffix that begins another word: 教育部分, 科技部署, 民政办法, 财政部门的 is one, 公安局面 is none.
_FALSE_END = {
    "部": re.compile(r"分|署|际|位|件|队|级|落|委|长(?!江|期|效)"), "办": re.compile(r"法|理|事|学|公|好|"
        r"案|税|证|医|结|园|赛|班"),
    "局": re.compile(r"面|势|限|部|域|长(?!江|期|效)"), "会": re.compile(r"议|计|谈|商|展|员|同|场|话|"
        r"晤|不|有|被|使|造|对|诊|考|把"),
    "社": re.compile(r"会|区|保|团|交|工|企"), "委": re.compile(r"托|派|任|屈|员"), "署": re.compile(r"名"),
    "厅": re.compile(r"堂|长"), "部门": re.compile(r"类"), "科协": re.compile(r"同|调|作|议|助|商|会|定"),
}  # fmt: skip
# Names that end in 会 beyond doubt: 证监会有哪些任务 is no 会有.
_SURE_MEETING = re.compile(r"(?:监|总工|十字)会$")
_MEETING = re.compile(r"议|计|谈|商|场|话|晤")
_FALSE_NAMES = re.compile(
    r"^(?:建设|规划|交通|组织|宣传|数据|文化|教育|体育|旅游|科技|农业|社会工作|金融|航空|港口|卫生|"
    r"消防|金融工作|应急|民族|应急管理|规划和自然资源)(?:部|会|社|办|署)$"
    r"|(?:妇女|残疾人)联合$"
)
_REAL = frozenset(
    [
        "建设部",
        "交通部",
        "组织部",
        "宣传部",
        "文化部",
        "教育部",
        "科技部",
        "农业部",
        "卫生部",
        "应急管理部",
        "应急部",
    ]
)
_ENGLISH_NAMES = (
    re.compile(
        r"\b(?:Department|Ministry|Bureau|Commission|Administration|Office)\s+(?:of|for|on)\s+[A-Za-z "
        r",'&-]{2,70}",
        re.I,
    ),
    re.compile(
        r"\b[A-Za-z ,'&-]{2,60}?\s(?:department|ministry|bureau|commission|authorit(?:y|ies)|agency|"
        r"federation)\b",
        re.I,
    ),
)
_ENGLISH_STOP = re.compile(
    r"\b(?:the|which|what|who|does|do|did|is|are|was|has|have|had|in|for(?!estry)|responsible|handle|"
    r"handles|lead|leads|led|tasks?|by|or|from|"
    r"be|will|should|can|of|to|this|that|take|takes)\b", re.I,
)  # fmt: skip
_ENGLISH: tuple[tuple[str, str], ...] = (
    ("human resources", "人力资源社会保障"), ("social security", "人力资源社会保障"),
    ("civil affairs", "民政"), ("finance", "财政"),
    ("education", "教育"), ("health and family planning", "卫生计生"), ("family planning", "卫生计生"),
    ("traditional chinese medicine", "中医药"),
    ("health", "卫生"), ("housing", "住房城乡建设"), ("urban", "住房城乡建设"),
    ("construction", "住房城乡建设"), ("transport", "交通运输"),
    ("environment", "环境"), ("ecology", "生态环境"), ("forest", "林"), ("justice", "司法"),
    ("work safety", "安全监管"),
    ("safety supervision", "安全监管"), ("production safety", "安全监管"), ("emergency", "应急管理"),
    ("sports", "体育"), ("sport", "体育"),
    ("press", "新闻出版"), ("radio", "广电"), ("culture", "文化"), ("tourism", "旅游"),
    ("economy and information", "经济信息化"),
    ("economic and information", "经济信息化"), ("industry and information", "工业和信息化"),
    ("information technology", "信息化"),
    ("development and reform", "发展改革"), ("science", "科技"), ("agricultur", "农业"),
    ("commerce", "商务"), ("natural resources", "自然资源"),
    ("land", "国土资源"), ("water", "水"), ("public security", "公安"), ("audit", "审计"), ("tax", "税务"),
    ("customs", "海关"),
    ("market regulation", "市场监管"), ("intellectual property", "知识产权"), ("statistics", "统计"),
    ("medical insurance", "医保"),
    ("healthcare security", "医保"), ("poverty", "扶贫"), ("banking", "银保监"), ("securities", "证监"),
    ("foreign exchange", "外汇"),
    ("disabled", "残联"), ("disabilities", "残联"), ("postal", "邮政"), ("civil aviation", "民航"),
    ("railway", "铁路"), ("grain", "粮食"),
)  # fmt: skip


@dataclass(frozen=True)
class DepartmentMention:
    """A department as printed at `start`..`end`."""

    name: str
    start: int
    end: int


def short_names() -> list[str]:
    """The usual short names of departments (经信委, 民政局), whether or not one bears it."""
    return [field + ending for field in _FIELDS if len(field) == 2 for ending in "委局厅部办"]


def find_departments(text: str, start: int = 0, end: int | None = None) -> list[DepartmentMention]:
    """Departments named in running text, in its order; short names (人社厅) and "…部门" of a field too."""
    end = len(text) if end is None else end
    folded = fold_with_offsets(text[start:end])
    found = []
    position = 0
    while match := _NAME.search(folded.text, position):
        position = match.end()
        if _is_word(folded.text, match):
            first, last = start + folded.offsets[match.start()], start + folded.offsets[match.end() - 1] + 1
            found.append(DepartmentMention(text[first:last], first, last))
        else:
            position = match.start() + 1
    return found or _english(text, start, end)


def _is_word(text: str, match: re.Match[str]) -> bool:
    """Whether the match is a name and not the beginning of other words (教育部分, 民政办法)."""
    name = match.group(0)
    if _SURE_MEETING.search(name):
        return not _MEETING.match(text, match.end())
    if name == "科协" and re.match(r"[学本专理工社农医]", text[match.start() - 1 : match.start()]):
        return False  # 学科协同
    if name in _PROPER:
        ending = "科协" if name == "科协" else name[-1]
        return not (ending in ("会", "办", "部", "科协") and _cut(ending, text, match.end()))
    suffix = next(s for s in _SUFFIXES if name.endswith(s))
    if _FALSE_NAMES.match(name) and name not in _REAL:
        return False
    return not _cut(suffix, text, match.end())


def _cut(suffix: str, text: str, end: int) -> bool:
    pattern = _FALSE_END.get(suffix)
    return bool(pattern and pattern.match(text, end))


def _english(text: str, start: int, end: int) -> list[DepartmentMention]:
    """Names such as Department of Civil Affairs, or the transport department."""
    if not re.search(r"[A-Za-z]{4}", text[start:end]):
        return []
    found: list[DepartmentMention] = []
    for number, pattern in enumerate(_ENGLISH_NAMES):
        for match in pattern.finditer(text, start, end):
            first, last = match.span()
            stops = list(_ENGLISH_STOP.finditer(text, first + 14 if number == 0 else first, last))
            if stops and number == 0:
                last = stops[0].start()
            elif stops:
                first = stops[-1].end()
            name = text[first:last]
            first += len(name) - len(name.lstrip(" ,"))
            name = name.strip(" ,")
            if _english_fields(name) and not any(
                m.start < first + len(name) and first < m.end for m in found
            ):
                found.append(DepartmentMention(name, first, first + len(name)))
    return sorted(found, key=lambda m: m.start)


def _english_fields(name: str) -> list[str]:
    lowered = name.lower()
    fields = []
    for word, field in _ENGLISH:
        if re.search(rf"\b{word}", lowered):
            fields.append(field)
            lowered = re.sub(rf"\b{word}\w*", " ", lowered)
    return fields


_GENERIC = re.compile(r"(?:部门|机关)$")


@dataclass(frozen=True)
class _Parts:
    """A name taken apart. `level` is 国 for the central government, else the words printed before the
    field."""

    level: str
    field: str
    suffix: str


_LONG_SUFFIX = re.compile(
    r"(监督管理|管理)?(委员会|办公室|联合会|总局|总署|总公司|总社|部门|系统|局|厅|委|部|办|署|会|社|联|"
    r"行|院|中央|工委|公司|政府)$"
)
_SHORT_SUFFIX = {
    "委员会": "委",
    "办公室": "办",
    "联合会": "联",
    "总局": "局",
    "总署": "署",
    "总社": "社",
    "总公司": "公司",
    "部门": "",
    "系统": "",
}
_FULL = {
    "发改": "发展改革", "发展和改革": "发展改革", "科学技术": "科技", "工信": "工业和信息化", "经济信息化": "经济和信息化",
    "经信": "经济和信息化", "人社": "人力资源社会保障", "人力资源和社会保障": "人力资源社会保障", "住建": "住房城乡建设",
    "住房和城乡建设": "住房城乡建设", "文旅": "文化和旅游", "文化旅游": "文化和旅游", "卫健": "卫生健康", "卫计": "卫生计生",
    "卫生和计划生育": "卫生计生", "退役军人事务": "退役军人", "应急管理": "应急", "国有资产监督管理": "国资", "国有资产": "国资",
    "国资监管": "国资", "市场监督管理": "市场监管", "医疗保障": "医保", "食品药品监督管理": "食品药品监管", "食药": "食品药品监管",
    "食药监": "食品药品监管", "药品监督管理": "药监", "药品监管": "药监", "安全监管": "安监", "安全生产监督管理": "安监",
    "金融监督管理": "金融监管", "地方金融监督管理": "地方金融监管", "林业和草原": "林草", "粮食和储备": "粮食和物资储备",
    "粮储": "粮食和物资储备", "广播电视": "广电", "环保": "环境保护", "国土": "国土资源", "煤矿安全监察": "煤矿安监",
    "煤矿安全监管": "煤矿安监", "煤监": "煤矿安监", "矿山安全监察": "矿山安监", "政数": "政务服务数据", "政务服务数据管理": "政务服务数据",
    "交运": "交通运输", "供销": "供销合作",
}  # fmt: skip
# What a body was called before, where it was no more than renamed: asked for when nothing bears the older name.
_RENAMED = {"环境保护": "生态环境", "国土资源": "自然资源"}
_SHORTEST_OFFICE = 3  # characters: 信息中心 is one
_OFFICE = re.compile(r"..(?:中心|(?<!公)司|处|站|研究院|学校)$")
_CENTRAL = frozenset(("部", "总局", "总署", "总社", "总公司"))


_UNSPECIFIC = (
    r"各有关|有关|各地|各级|各|原|地方|当地|所在地|(?:县|市|设区的市|地市)级以上的?(?:地方)?(?:人民政府)?"
)


@lru_cache(maxsize=20_000)
def _parts(name: str) -> _Parts:
    folded = re.sub(rf"^(?:{_UNSPECIFIC})+|等$", "", fold(name))
    for long, short in _ALIASES:
        folded = long.sub(short, folded)
    level = ""
    while match := _LEVEL.match(folded):
        if match.end() >= len(folded) - 1:
            break
        level += re.sub(r"级?(?:人民)?政府$|(?<=.)委$|级$", "", match.group(0))
        folded = folded[match.end() :]
    ending = _LONG_SUFFIX.search(folded)
    if ending is None or (ending.start() == 0 and len(folded) <= 2):
        return _Parts(level, folded, "")
    suffix = ending.group(2)
    field = folded[: ending.start(2)]
    if suffix == "部门":
        field = re.sub(r"(?<=..)(?:行政|主管)+$", "", field)
    central = suffix in _CENTRAL or bool(re.search("国家|中国|中央|全国|国务院", level))
    return _Parts("国" if central else level, field, _SHORT_SUFFIX.get(suffix, suffix))


def local_name(name: str) -> tuple[str | None, str]:
    """The place at the beginning of a name and the name that the place itself prints: (洛阳市, 市科技局) of
    洛阳市科技局; (None, the name) where it names no place, or the place alone makes the name (厦门海关)."""
    place = next((p for p in find_places(name) if p.start == 0 and p.level != "country"), None)
    if place is None or not _SUFFIXED.search(name[place.end :]):
        return None, name
    rest = re.sub(r"^(?:省|市|自治区)", "", name[place.end :])
    level = re.search(r"(?:省|市|自治区|州|盟)$", place.name)
    return place.name, (level.group(0) if level else "市") + rest


_GOVERNMENT = re.compile(
    r"(?:各级?|地方各级|各地|地方|有关|所在地|当地|上级|下级|设区的|以上的?|地级|级|地区|(?:省|市|县|区|州|盟|旗|乡|镇|街道|直辖市|自治[区州县旗])"
    r"|[、和及与()])+(?:人民)?(?:政府)?"
)
_LEVELS = (
    ("省", r"省|自治区|直辖市"), ("市", r"市(?!辖)|地级|州|盟"), ("县", r"县|(?<![治设])区|旗"), ("乡", r"乡|镇|街道"),
)  # fmt: skip


@lru_cache(maxsize=20_000)
def government_levels(name: str) -> frozenset[str] | None:
    """The levels of the local governments that the name means (各省级人民政府, 各省(自治区、直辖市): 省; 县级以上地方政府: 省, 市
    and 县); None for the name of anything else."""
    folded = fold(name)
    if not _GOVERNMENT.fullmatch(folded) or not re.search(r"政府$|^各", folded):
        return None
    own = re.sub(r"直辖市|自治区|省\(区、市\)", "省", folded)
    own = re.sub(r"县\(市[、和区市旗]*\)", "县", own)  # 县(市、区)
    levels = [level for level, words in _LEVELS if re.search(words, own)]
    if not levels and not re.search("各级|地方|各地", folded):
        return None
    order = [level for level, _ in _LEVELS]
    if not levels:
        return frozenset(order)
    if "以上" in folded:
        levels = order[: max(map(order.index, levels)) + 1]
    return frozenset(levels)


def same_department(a: str, b: str) -> bool:
    """Whether the two names, full or short, can be those of one department: 人社厅 and
    省人力资源社会保障厅."""
    return _closeness(a, b) > 0 or _closeness(b, a) > 0


def resolve_department(text: str, names: Collection[str]) -> list[str]:
    """The names among `names` that a short name, or the departments named in a sentence, can mean.

    Names that fit best only, in the order of `names`; [] when none fits.
    """
    folded = fold(text)
    whole = _best(folded, names)
    if whole:
        return whole
    found: list[str] = []
    mentions = find_departments(text)
    for mention in mentions:
        fields = _english_fields(mention.name)
        best = _best_english(fields, names) if fields else _best(mention.name, names)
        found += [name for name in best if name not in found]
    if not mentions:
        inside = [name for name in names if len(name) > 2 and fold(name) in folded]
        found = [n for n in inside if not any(fold(n) in fold(o) and n != o for o in inside)]
    return [name for name in names if name in found]


def _best(short: str, names: Collection[str]) -> list[str]:
    scored = [(name, _closeness(short, name)) for name in names]
    top = max((score for _, score in scored), default=0)
    if _GENERIC.search(short) and top:
        # 交通部门 is every one of the field: what is printed as 部门 itself before the offices.
        fitting = [name for name, score in scored if score]
        alike = [name for name in fitting if _GENERIC.search(fold(name))]
        return alike or [name for name, score in scored if score == top]
    return [name for name, score in scored if score == top and score > 0] or _renamed(short, names)


def _renamed(short: str, names: Collection[str]) -> list[str]:
    """What the body is called since (环保厅: 省生态环境厅); [] where it has its name still."""
    old = _parts(short)
    new = _RENAMED.get(_FULL.get(old.field, old.field))
    return _best(fold(short).replace(old.field, new), names) if new else []


def _best_english(fields: list[str], names: Collection[str]) -> list[str]:
    scored = [(name, sum(field in fold(name) for field in fields)) for name in names]
    top = max((score for _, score in scored), default=0)
    return [name for name, score in scored if score == top and score > 0]


@lru_cache(maxsize=100_000)
def _closeness(short: str, full: str) -> int:
    """How well `short` names `full`: 6 the same (证监会, 中国证监会), 5 the same but for a level that only one
    prints, 4 and 3 a part of it, 2 and 1 an abbreviation; 0 when it is another department."""
    if (asked := government_levels(short)) is not None:
        printed = government_levels(full)
        return 0 if printed is None or not asked <= printed else 6 if asked == printed else 4
    if fold(short) == fold(full):
        return 6
    if _is_office_of(fold(short), fold(full)):
        return 3
    a, b = _parts(short), _parts(full)
    if not a.field or not b.field or not _levels_agree(a, b):
        return 0
    if a.suffix != b.suffix and a.suffix:
        # 卫计委 may have become 卫健局 at another level, but that is another department.
        return 0
    if a.field == b.field:
        same_level = a.level == b.level or "国" in (a.level, b.level) or (a.level and b.level)
        return (6 if same_level else 5) if a.suffix else 4
    if not a.suffix:
        bare = not re.search(r"部门$|系统$", fold(short))
        return 0 if bare or len(a.field) < 2 else 3 * _abbreviates(a.field, b.field)
    if b.field.startswith(a.field) and len(a.field) >= 2:
        return 4
    if a.field in b.field and len(a.field) >= 2:
        return 3
    known = _FULL.get(a.field, a.field) == _FULL.get(b.field, b.field)  # 应急管理厅 is printed 应急厅
    return 2 if known else _abbreviates(a.field, b.field)


def _is_office_of(short: str, full: str) -> bool:
    """Is it the name of an office or centre (质量安全中心) that is printed behind that of its department
    (农业农村部质量安全中心)?"""
    return short != full and own_name(full) == short


def own_name(name: str) -> str:
    """The name of an office or centre without that of the department before it; another name as it is."""
    if not _OFFICE.search(name):
        return name
    owner = next(
        (m for m in find_departments(name) if m.start == 0 and len(name) - m.end > _SHORTEST_OFFICE), None
    )
    return name[owner.end :] if owner else name


def _levels_agree(a: _Parts, b: _Parts) -> bool:
    """A name without a level fits every level. 省 fits 广东省, never 国家."""
    if not a.level or not b.level or a.level == b.level:
        return not (a.level and not b.level and a.level != "国")
    if "国" in (a.level, b.level):
        return False
    return a.level[-1] == b.level[-1] and (a.level.endswith(b.level) or b.level.endswith(a.level))


def _abbreviates(short: str, full: str) -> int:
    """1 when `short` takes characters of `full` in their order, its first one first: 人社 of
    人力资源社会保障."""
    if not short or short[0] != full[0] or len(short) < 2:
        return int(len(short) >= 2 and short in full)
    place = 0
    for character in short:
        place = full.find(character, place) + 1
        if place == 0:
            return 0
    return 1
