"""Text that gives a language model orders. No official document does; a planted one may.

Such a clause is not shown to the model, and a sentence of a reply that repeats an order is struck out.
"""

from __future__ import annotations

import re

from policytext.folding import fold

_THESE = r"(?:以上|上述|上面|之前|此前|先前|前面|前述|所有|全部|一切|任何|系统|你的|原有|你收到的|下面|以下)"
_ORDERS = re.compile(
    rf"(?:忽略|无视|忘记|忘掉|抛开|不要理会|不要遵守|不必遵守|不再遵守|跳过|覆盖){_THESE}{{1,3}}(?:的)?[^，。；]{{0,6}}"
    r"(?:指示|指令|要求|规则|内容|提示|提示词|设定|约束|限制|说明|材料)"
    r"|(?:你|您)(?:现在|从现在起|从现在开始|必须|应当|应该|只能|只需|务必|将)?(?:是|扮演|充当|作为)(?:一个|一名|一位)?[^，。；]{0,12}"
    r"(?:助手|机器人|模型|ai|语言模型|管理员|专家系统)"
    r"|(?:系统|开发者)(?:提示词|提示语|提示|指令|消息)[：:]"
    r"|(?:语言|大)模型[^，。；]{0,8}(?:必须|请|应|务必)(?:回答|输出|回复|忽略)"
    r"|(?:请|务必|必须|只能|一律|直接|统一)(?:只|仅)?(?:回答|回复|输出)[：:“\"「『]"
    r"|(?:ai|人工智能)(?:助手|模型)[^。；]{0,10}(?:请|必须|务必|忽略|回答)"
    r"|(?:ignore|disregard|forget|override)(?:all|any|the|your|every|previous|prior|above|preceding|earlier|system|of|these){1,6}"
    r"(?:instruction|prompt|rule|message|context|direction|guideline)"
    r"|youarenow(?:a|an|the|in)|(?:system|developer)(?:prompt|message|instruction)s?:|<\|?(?:imstart|imend|system|endoftext)\|?>"
    r"|\[/?inst\]|###(?:system|instruction|assistant)"
)


def gives_orders(text: str) -> bool:
    """Is there an order to a language model in `text`?"""
    return bool(_ORDERS.search(fold(text)))
