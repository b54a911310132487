"""What the words of a cell are: a figure, a date, departments, sentences, or other words; and whether they name a
column. Tables of plain text are told by these."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from policytext.dates import find_dates
from policytext.departments import find_departments
from policytext.duties import split_departments
from policytext.fields import is_figure
from policytext.folding import fold

LONGEST_HEAD = 16  # characters of a column's name

_HEAD = re.compile(
    r"(?:任务|内容|事项|项目|工程|措施|举措|指标|目标|名称|品种|单位|部门|主体|机构|责任人|负责人|姓名|职务|时限|时间|"
    r"期限|进度|日期|节点|要求|成果|形式|数量|数额|人数|户数|名额|金额|资金|投资|面积|规模|标准|比例|备注|类别|类型|种类|"
    r"级别|等级|层级|地区|区域|省份|省市|城市|市州|地市|市县|区县|县区|市|县|年份|年度|地点|地址|位置|范围|对象|方式|"
    r"依据|来源|电话|合计|总计|小计|领域|属性)(?:\([^()]{1,12}\))?"
)
_UNIT = re.compile(r"[\u4e00-\u9fff]{2,12}\((?:单位:)?[\u4e00-\u9fff%/]{1,8}\)")
_YEAR_HEAD = re.compile(r"(?:19|20)\d{2}年?(?:底前?|末|度|计划|目标|实际)*")
_STANDING = re.compile(r"(?:长期|持续|常年|全年|立即|即时|每[年月季周日]|按[年月季]).{0,6}")
_BLANK = re.compile(r"[-—－/／\\*]{1,4}|无")
_BETWEEN_NAMES = re.compile(r"[、，,；;\s和及与等（）()]|会同|有关|相关|牵头|配合|负责")


@lru_cache(maxsize=4096)
def kind_of(text: str) -> str:
    words = fold(text)
    if _BLANK.fullmatch(text):
        return "blank"
    dates = find_dates(text)
    if len(words) <= 24 and (_STANDING.fullmatch(words) or (dates and dates[0].start == 0)):
        return "date"
    if is_figure(words):
        return "figure"
    if "。" in text:
        return "sentences"
    rest = text
    for department in split_departments(text, 0, len(text), "responsible") if find_departments(text) else ():
        rest = rest.replace(text[department.start : department.end], "")
    return "departments" if len(rest) < len(text) and not _BETWEEN_NAMES.sub("", rest) else "words"


def names_column(words: str) -> bool:
    """Do the folded words end as the name of a column does, or give a unit: 完成时限, 退捕渔船(艘)?"""
    return len(words) <= LONGEST_HEAD and bool(
        _UNIT.fullmatch(words) or _YEAR_HEAD.fullmatch(words) or re.search(rf"(?:{_HEAD.pattern})$", words)
    )


def may_be_head(text: str) -> bool:
    return 0 < len(text) <= LONGEST_HEAD and not re.search(
        r"[。；;：:，,！？\t|｜]|^(?!(?:19|20)\d{2}年)\d", text
    )


def columns_differ(head: Sequence[str], rows: Sequence[Sequence[str]], *, pure: bool = True) -> bool:
    """Is there a column of one kind in every row, below a name of another, and a column without that kind? `pure`: and
    no column that is now of this kind, now of that."""
    kinds = [{kind_of(row[column]) for row in rows} - {"blank"} for column in range(len(head))]
    mixed = (len(own - {"words"}) > 1 or (len(own) > 1 and "figure" in own) for own in kinds)
    if pure and any(mixed):
        return False
    return any(
        len(own) == 1
        and not own & {"words", "sentences", kind_of(head[column])}
        and any(not own & other for other in kinds)
        for column, own in enumerate(kinds)
    )
