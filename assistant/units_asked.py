"""The units that the figure asked for may have: 多少户 asks for households, 占多少 for a share."""

from __future__ import annotations

import re

from assistant import wording

_COUNT_UNITS = (*"个家所处座间项条台件站支名门种类只份张盒袋瓶人", "")  # 人: 培养几个医生
_UNIT_ASKED = re.compile(
    r"(?:多少|(?<!哪)几)(?:[十百千万亿]{1,3})?(?P<unit>个百分点|百分点|个工作日|人次|公里|平方米|个月|个?等级|个?小时|工作日|分钟|立方米|平方公里|公顷|厘米|毫米|分贝|美元|微克|毫克|千瓦时?|兆瓦|吨标准煤|张|家(?![庭长])|支(?![持出付])|项(?!目)|个(?!人)|[人名位元块所处座套户台辆件场次回倍周度秒升亩天日年月岁条种类级站间分吨米克页字层批期届轮]|公斤|千克)?"
)
_UNIT_FAMILIES: dict[str, tuple[str, ...]] = {
    "人": ("人", "名", "位", "人次", ""), "名": ("名", "人", "位"), "位": ("位", "名", "人"), "人次": ("人次", "人"),
    "元": ("元",), "块": ("元",), "钱": ("元",), "%": ("%",), "百分点": ("个百分点",), "个百分点": ("个百分点",),
    "天": ("天", "日", "个工作日", "工作日"), "日": ("日", "天", "个工作日", "工作日"), "月": ("月", "个月"), "个月": ("个月", "月"),
    "年": ("年",),
    "度": ("℃", "度"), "周": ("周", "天", "日"), "分钟": ("分钟", "小时"), "小时": ("小时", "分钟"),
    "倍": ("倍",), "亩": ("亩",), "公里": ("公里", "千米"),
    "个工作日": ("个工作日", "工作日", "日", "天"),
    "家": ("家", "个", "所", "间"), "所": ("所", "家", "个"), "套": ("套", "户"), "户": ("户", "家", "套"),
    "台": ("台", "辆", "套"), "辆": ("辆", "台"), "等级": ("级", "个"), "回": ("次", "场", "回"),
    "公斤": ("公斤", "千克"), "千克": ("千克", "公斤"), "场": ("场", "次", "站"), "次": ("次", "场", "人次"), "个": _COUNT_UNITS,
}  # fmt: skip
ANY_COUNT = "#"  # 数量: whatever is counted, but no share, money or time
_COUNTED = re.compile(r"(?<![一两二三几])([人户家次套场处所台辆个])次?数(?!据|字)")
_NUMBER_OF = re.compile(
    r"[^人户家次套场处所台辆个多无少分指基](?:数量|数目|数)(?:是|为|有|[和与及、,，]|$|多少)"
)
# 单位面积能耗 and 按面积收费 ask for no area.
_AREA = re.compile(r"(?<!单位)(?<!按)(?<!按建筑)面积(?![\u4e00-\u9fff]{0,8}[率耗额费价比])|多少亩")
_AREAS = ("亩", "平方米", "公顷", "平方公里")
# A word that ends in 率 names a share, but for 效率, 频率 and the like.
_RATE = re.compile(
    r"百分之(?:几|多少)|几成|占(?:到|了|比)?多少(?![\u4e00-\u9fff])|占(?:全[国省市]|总|[^,，。]{0,6}的)[^,，。]{0,6}多少|(?:任务|目标|计划)的多少|(?:占|达到?|相当于|不低于|不超过)[^,，。]{1,16}的多少(?![\u4e00-\u9fff])|百分比|[^效功频速汇]率(?![先领真直队])|(?:满意|知晓|认可|参与)度|比例|比重|占比|增幅|涨幅|降幅|升幅"
)
_CHANGE = re.compile(
    r"(?:提高|增长|上升|下降|降低|增加|减少|提升|压[缩减]|缩[小短]|扩大|[降升涨])了?(?:多少|几)"
)  # a share grows by points
_PAID = r"(?:到|得|取|款|入|贴|助|励)?多少(?![\u4e00-\u9fff])"
_LENT = re.compile(rf"(?:贷|领|拿|发|罚){_PAID}|贷款.{{0,4}}多少(?![\u4e00-\u9fff])")
_CHARGED = re.compile(rf"(?:交|缴|补|奖|给|收|(?<!计划)付){_PAID}")  # a sum, or a share of one
# A benefit or a charge with 多少 is a sum or a share of one: 给多少补贴, 护理补贴一个月多少, 能抵多少税.
_SUM = r"补贴|津贴|补助|奖励|奖金|工资|收入|租金|押金|罚款|保费|税费?|(?<![水电免])费|贷款|限额|额度|待遇|养老金|救助金|补偿|价格?"
_SUM_ASKED = re.compile(
    rf"多少(?:{_SUM})|(?:{_SUM})[^,，。?？多少几]{{0,8}}(?:多少|是几)(?![\u4e00-\u9fff])"
    r"|(?:给|补|罚|贷|收|交|缴|领|拿|报|提(?![升高])|取|借|抵|扣|付|赔|奖|免)[^,，。?？多少几]{0,2}多少(?:出来|回来)?(?![\u4e00-\u9fff])"
)
_GROWN = re.compile(r"(?:增长|增加|提高|提升|上升|上涨|下降|降低|减少|差距|缩小)[^,，。?？]{0,3}(?:多少|几)")
_AGE = re.compile(r"多大岁数|多大年[纪龄]|几岁|多少岁|年龄(?!段)")
_MONEY = re.compile(
    r"(?:资金|经费|补助|补贴|投入|预算|奖金|奖励)(?:是|为|有|安排)?多少(?![\u4e00-\u9fff])|多少[^,，。;；?？多]{0,6}(?:资金|经费|投入|补助|预算|款)|多少钱|几块钱|资金(?:量|额|规模|投入)|投入多少|花了多少"
)
_UNITLESS = re.compile(r"(?:系数|指数|容积率|能效比)(?!.{0,6}(?:排名|第几|位次))")
_MONEY_NAMED = re.compile(
    r"金额|额度|限额|经费|(?:补贴|补助|津贴|奖励|奖补|补偿|救助|[^水电]费|定额)标准|[^水电]费[上下]限|(?:每|第.年).*(?:补助|补贴|津贴|奖励)$"
)  # of a question that names no other unit


def units_of(folded: str) -> tuple[str, ...]:
    """The units that fit what is asked for; empty when the question does not say."""
    units: list[str] = []
    if wording.HOW_OFTEN.search(folded):
        return ("次", "场")
    for match in _UNIT_ASKED.finditer(folded):
        unit = match.group("unit")
        if unit:
            unit = unit.removeprefix("个") if unit in ("个小时", "个等级") else unit
            units += _UNIT_FAMILIES.get(unit, _COUNT_UNITS if unit in _COUNT_UNITS else (unit,))
    for match in _COUNTED.finditer(folded):
        units += _UNIT_FAMILIES.get(match.group(1), _COUNT_UNITS)
    if not units and _NUMBER_OF.search(folded):
        units.append(ANY_COUNT)
    if re.search(r"多长时间|多久|多少时间|几天|多少天", folded):
        units += ("小时", "分钟", "天", "日", "个工作日", "个月", "年")
    if _AGE.search(folded):
        units += ("岁", "周岁")
    if not _RATE.search(folded) and (_LENT.search(folded) or _CHARGED.search(folded)):
        units += ("元",) if _LENT.search(folded) else ("元", "%")
    if re.search(r"增长(?:幅度|了)?(?:$|[和与、,?])", folded):
        units += ("%", "个百分点")
    if _AREA.search(folded) and set(units) <= {*_AREAS}:
        units += _AREAS
    if _RATE.search(folded):
        units.append("%")
        if _CHANGE.search(folded):
            units.append("个百分点")
    if _MONEY.search(folded) or (
        re.search(r"多少(?:万|亿)(?!\w)|多少亿|几(?:万|亿)元?", folded) and not units
    ):
        units.append("元")
    if not units and not _GROWN.search(folded) and _SUM_ASKED.search(folded):
        units += ("元", "%")
    if not units and _MONEY_NAMED.search(folded):
        units.append("元")
    if not units and _UNITLESS.search(folded):
        units += ("", "%")
    return tuple(dict.fromkeys(units))
