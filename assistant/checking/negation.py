"""A "not" that a sentence loses or adds turns what the document says round."""

from __future__ import annotations

import re

from assistant.checking import thresholds as t
from assistant.checking.finding import Finding
from assistant.checking.pool import Pool
from assistant.checking.reading import Reading

# In a short statement: any of these leaves open what is said.
ANY_NOT = re.compile(r"[不未无没非]|禁止")
_NOT = re.compile(r"不(?:再|得|能|予|准|应|需|必|可|是|由|会)?|并非|没有|尚未|未能|未经|禁止|严禁|无需|未|勿")
_HARMLESS = re.compile(
    r"不得?少于|不得?低于|不得?高于|不得?超过|不得?多于|不应(?:少于|低于|高于|超过)|不低于|不高于|不超过|不多于|不大于|不小于|不断|不仅|不但|不论|不管|无论|不同|不足|不含|不平衡|不充分|不动产|不久|不良|"
    r"不限于|不等|不满|不到|未来|未成年|未满"
)
_HAN = re.compile(r"[一-鿿]{2}")


def turned_round(reading: Reading, pool: Pool) -> Finding | None:
    """A finding when the statement of the quotes that is most like this one is negated where it is not."""
    candidates = pool.candidates(reading.pairs, None, 1)
    if not candidates or candidates[0][1] < t.LEAST_DATE:
        return None
    source = candidates[0][0]
    said, written = _negations(reading.folded), _negations(source.folded)
    for head in said - written:
        return _finding(reading, source, f"不{head}", "原文没有否定")
    for head in written - said:
        if head in reading.folded:
            return _finding(reading, source, head, "原文是否定的")
    return None


def _negations(folded: str) -> set[str]:
    """The two characters behind each "not"."""
    bare = _HARMLESS.sub(lambda m: "□" * len(m.group()), folded)
    heads = (bare[m.end() : m.end() + 2] for m in _NOT.finditer(bare))
    return {head for head in heads if _HAN.fullmatch(head)}


def _finding(reading: Reading, source: Reading, text: str, reason: str) -> Finding:
    return Finding("document", text, reading.start, reading.end, "contradicted", None, reason, 0.7, source)
