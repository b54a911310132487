"""Find the lines that say who holds a post: 召集人：…, 副总指挥：…, 成员：…, with the lines of names below them.

Only lines whose label is a post and nothing else count, so that 副总指挥 is never taken for 总指挥.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

Span = tuple[int, int]

POST = re.compile(
    r"(?:常务)?(?:第一)?副?(?:总召集人|召集人|总指挥长?|指挥长|总协调人|组长|理事长|会长|主席|主任委员|主任|秘书长|"
    r"委员|成员|联络员|牵头人)"
)
# 由民政部主要负责同志担任召集人, 召集人由分管负责同志担任, of folded words.
APPOINTED = re.compile(
    rf"由?[^,。;]{{2,40}}(?:担任|兼任|任)(?:为)?{POST.pattern}|{POST.pattern}[^,。;]{{0,6}}由[^,。;]{{2,40}}(?:担任|兼任|任)"
)
_LABEL = re.compile(
    r"^[ \t\u3000]*((?:[\u4e00-\u9fff][ \u3000]{0,4}){2,8}?)[ \u3000]*[：:][ \t\u3000]*(?=\S)", re.M
)
# 丁向阳　　国务院副秘书长: a name and what he is, without a mark at the end.
_NAMED = re.compile(
    r"[ \t\u3000]*([\u4e00-\u9fff·][\u4e00-\u9fff· \u3000]{1,9}[ \t\u3000]+[\u4e00-\u9fff][^。；：:\n]{1,38})$"
)


@dataclass(frozen=True)
class PostLine:
    """`post` without spaces; `start` is its label's, `entries` are who hold it, as printed."""

    post: str
    start: int
    entries: tuple[Span, ...]


def find_posts(text: str) -> list[PostLine]:
    """All lines that begin with a post, in the order of the text."""
    return list(_posts(text))


def _posts(text: str) -> Iterator[PostLine]:
    for match in _LABEL.finditer(text):
        post = re.sub(r"\s", "", match.group(1))
        if not POST.fullmatch(post):
            continue
        end = _line_end(text, match.end())
        entries = [(match.end(), match.end() + len(text[match.end() : end].rstrip(" \u3000。；")))]
        while end < len(text) and (below := _NAMED.match(text[end + 1 : _line_end(text, end + 1)])):
            entries.append((end + 1 + below.start(1), end + 1 + below.end(1)))
            end = _line_end(text, end + 1)
        yield PostLine(post, match.start(1), tuple(entries))


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end
