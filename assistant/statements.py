"""The statement in a question that asks whether something is right: "听同事讲…，没记错吧" without its frame."""

from __future__ import annotations

import re

from policytext.departments import find_departments

_FRAME = re.compile(
    r"^(?:请)?(?:帮我|帮忙|麻烦)?(?:核对|核实|核验|查证|校对|核一下|确认)(?:一下|下)?[:：,，]?"
    r"|^(?:我)?(?:的)?(?:印象(?:里|中)|记得|记着)[:：,，]?"
    r"|(?:有人|同事|领导|他们|大家|我)?(?:听(?:人|同事|领导|别人)?(?:说|讲)(?:到|过|是)?|据说|有人(?:说|讲)|说是|说)[:：,，]?(?=.)"
    r"|(?:稿子|报告|材料|草稿|新闻|简报|底稿)(?:里|上|中)?(?:有一句|写|说|提到|称)(?:的|了|是)?[:：,，]?"
    r"|[,，。]?(?:这个|这种|该|上述|这)?(?:说法|表述|数据|数字|句话)?(?:是)?(?:否|不是)?"
    r"(?:是不是|是这样(?:的|吗|的吗)?|有这回事(?:吗)?|对吗|对不对|对么|是吗|是么|对吧|是吧|属实吗?|正确吗|正确么|准确吗|没错吧|我?没记错吧?|我?没弄错吧?|吧|有没有错|有没有问题|(?:与|和)?(?:文件|原文|通知)(?:是否)?(?:相符|一致)(?:吗)?|请核对|请核实|真的吗|是真的吗?|真的假的|成立吗|可信吗|正确|准确|无误吗?|有误吗?)[?？。]?$"
    r"|[?？。]+$|吗[?？]?$"
)
_QUOTED = re.compile(r"[“\"「]([^“”\"「」]{8,})[”\"」]")
_PART = re.compile(r"(?:[^,，。；;:：!！?？\n—]|(?<=\d)[:：](?=\d))+[,，。；;:：!！?？\n—]*")  # 1:7 is one
_ASKS = re.compile(
    r"对不|对吗|对么|没记错|没错|写没写错|写错|行不行|准不准|核一核|核对|核实|验证|查证|复核|真的|假的|成立|属实|确认"
    r"|(?:这么|这样|这个|这|那)(?:记|写|说|理解|讲|口径|句?话|数)|帮忙|麻烦|查一下|看看|请问"
)
_LABEL = re.compile(r"^[^,，。；;]{1,20}[:：]$")


def statement_of(text: str) -> str:
    """`text` without the words that only ask for the check; the quoted words alone where it quotes a sentence."""
    quoted = _QUOTED.search(text)
    if quoted:
        return quoted.group(1)
    plain = _FRAME.sub("", text.strip())
    parts = _PART.findall(plain)
    while len(parts) > 1 and _only_asks(parts[-1]):
        parts.pop()
    while len(parts) > 1 and (_only_asks(parts[0]) or _LABEL.match(parts[0])) and not _states(parts[0]):
        parts.pop(0)
    return "".join(parts).rstrip("—,，:：")


def _only_asks(part: str) -> bool:
    return bool(_ASKS.search(part)) and not _states(part)


def _states(part: str) -> bool:
    """Does it hold a figure or a department, which may be what is to be checked?"""
    return bool(re.search(r"\d{2}|\d[%万亿个项]", part) or find_departments(part))
