"""The words that name the column of a table: 完成时限, 责任单位, 2025年, 退捕渔船(艘)."""

from __future__ import annotations

import re

LONGEST_HEAD = 16  # characters of a column's name

_HEAD = re.compile(
    r"(?:任务|内容|事项|项目|工程|措施|举措|指标|目标|名称|品种|单位|部门|主体|机构|责任人|负责人|姓名|职务|时限|时间|"
    r"期限|进度|日期|节点|要求|成果|形式|数量|数额|人数|户数|名额|金额|资金|投资|面积|规模|标准|比例|备注|类别|类型|种类|"
    r"级别|等级|层级|地区|区域|省份|省市|城市|市州|地市|市县|区县|县区|市|县|年份|年度|地点|地址|位置|范围|对象|方式|"
    r"依据|来源|电话|合计|总计|小计|领域|属性)(?:\([^()]{1,12}\))?"
)
_UNIT = re.compile(r"[\u4e00-\u9fff]{2,12}\((?:单位:)?[\u4e00-\u9fff%/]{1,8}\)")
_YEAR_HEAD = re.compile(r"(?:19|20)\d{2}年?(?:底前?|末|度|计划|目标|实际)*")
KIND_OF_TARGET = r"(?:约束|预期|指导|引导|考核)性(?:指标)?"  # in its table, the last cell of a row


def is_kind_of_target(words: str) -> bool:
    """Do the folded words of a cell say of what kind a target is, as the last column of their tables does: 约束性?"""
    return re.fullmatch(KIND_OF_TARGET, words) is not None


def names_column(words: str) -> bool:
    """Do the folded words end as the name of a column does, or give a unit: 完成时限, 退捕渔船(艘)?"""
    return len(words) <= LONGEST_HEAD and bool(
        _UNIT.fullmatch(words) or _YEAR_HEAD.fullmatch(words) or re.search(rf"(?:{_HEAD.pattern})$", words)
    )
