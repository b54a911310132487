"""Notes and reasons beside an answer or a check, in the reader's language. The values in them stay as printed."""

from __future__ import annotations

import re
from typing import Final

from ui.texts import Texts

# A note in both languages, as the command line shows it: the Chinese, then the English with its capital.
_BOTH: Final = re.compile(r"(.+?) · ([A-Z].*)", re.S)

_ENGLISH: Final = (
    (re.compile(r"按“(.+)”理解"), r"Read as “\1”"),
    (re.compile(r"(.+)已修订"), r"\1 has been amended"),
    (re.compile(r"(.+)已废止，不再有效"), r"\1 is repealed and no longer in force"),
    (re.compile(r"(.+)已失效"), r"\1 has expired"),
    (
        re.compile(r"两者相差 (.+)（由引文中的两个数计算，不是原文）"),
        r"They differ by \1 (computed from both quoted figures, not in the source)",
    ),
    (re.compile(r"语言模型有(\d+)句话没有通过核对，已删去。"), r"Sentences that did not pass the check and were struck: \1"),
    (re.compile(r"文件中没有找到对应的指标"), "the documents hold no such indicator"),
    (re.compile(r"文件中没有找到对应的任务"), "the documents hold no such task"),
    (re.compile(r"文件中没有找到对应的内容"), "the documents hold nothing of the kind"),
    (re.compile(r"文件没有说由谁负责"), "the documents do not say who is responsible"),
    (re.compile(r"文件中没有(\d+)年的数字；(\d+)年为(.+)"), r"no figure for \1; in \2 it is \3"),
    (re.compile(r"文件中没有(\d+)年的数字；原文为(.+)"), r"no figure for \1; the source says \2"),
    (re.compile(r"分不清各数对应的指标"), "which figure belongs to which indicator is not clear"),
    (re.compile(r"由原文计算：(.+)"), r"computed from the source: \1"),
    (re.compile(r"量词不同：原文为(.+)"), r"another unit: the source says \1"),
    (re.compile(r"限定词不同：原文为(.+)"), r"another qualifier: the source says \1"),
    (re.compile(r"约数，原文为(.+)"), r"rounded: the source says \1"),
    (re.compile(r"增减方向相反，原文为(.+)"), r"the opposite direction: the source says \1"),
    (re.compile(r"比较的基期不同，原文是与(.+)相比"), r"another base: the source compares with \1"),
    (re.compile(r"年度不同：原文是(\d+)年"), r"another year: the source says \1"),
    (re.compile(r"原文没有说是(\d+)年"), r"the source does not say that it is \1"),
    (re.compile(r"另有文件的说法不同：(.+)"), r"another document says otherwise: \1"),
    (re.compile(r"角色不同：原文是(.+)"), r"another role: the source says \1"),
    (re.compile(r"原文的部门是(.+)"), r"the department in the source is \1"),
    (re.compile(r"原文没有否定"), "the source does not deny it"),
    (re.compile(r"原文是否定的"), "the source denies it"),
    (re.compile(r"原文没有写日期"), "the source gives no date"),
    (re.compile(r"文件的日期是(.+)"), r"the document is dated \1"),
    (re.compile(r"文件中提到的文号"), "a document number that the documents mention"),
    (re.compile(r"文件库中没有这个文号，相近的是(.+)"), r"no document has this number; the nearest is \1"),
    (re.compile(r"文件库中没有这个文号"), "no document has this number"),
    (re.compile(r"文件库中没有这个文件名称"), "no document has this title"),
    (re.compile(r"原文的名称是(.+)"), r"the title in the source is \1"),
    (re.compile(r"这里说的是(.+)，文号为(.+)"), r"this is \1, number \2"),
)  # fmt: skip


def remark(words: str, texts: Texts) -> str:
    """The note or reason in the language of the page; one that is not known stays as it is."""
    both = _BOTH.fullmatch(words)
    if both:
        return both[1] if texts.language == "zh" else both[2]
    if texts.language == "zh":
        return words
    for pattern, english in _ENGLISH:
        found = pattern.fullmatch(words)
        if found:
            return found.expand(english)
    return words
