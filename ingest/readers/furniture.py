"""What a web page puts around a document: navigation, sharing, printing, links to other pages.

Taken away only where it is sure to be furniture: losing a clause is worse than keeping a menu. An element
that holds much of the page's text is never dropped, whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from lxml import etree

_TAG_NAMES = "nav footer aside form"
_ROLE_NAMES = "navigation banner contentinfo search complementary menu menubar toolbar dialog"
# Whole words of a class or id. "header" and "title" are left out: the document's own title often stands
# there.
_CLASS_WORDS = """
    nav navbar navigation menu submenu breadcrumb breadcrumbs crumb crumbs footer copyright share sharing
    bdsharebuttonbox toolbar toolbox sidebar aside pagination pager search searchbox login qrcode ewm erweima
    print recommend friendlink friendlinks weixin wechat weibo comment comments advert ad ads dqwz fontsize
"""
_LINE_TAG_NAMES = "p div span a em ul ol li td dl dd section center h2 h3 h4 h5 h6"
_TAGS = frozenset(_TAG_NAMES.split())
_ROLES = frozenset(_ROLE_NAMES.split())
_NAMES = frozenset(_CLASS_WORDS.split())
_LINE_TAGS = frozenset(_LINE_TAG_NAMES.split())
# Lines that sites print beside every text. Each must fill its block.
_LINES = re.compile(
    r"""\s*(?:
      [【\[]?\s*(?:字体|字号)\s*[：:].{0,20}
    | [【\[]?\s*(?:打印|打印本页|打印此页|打印本稿|关闭|关闭窗口|关闭本页|收藏|加入收藏
      |返回顶部|回到顶部)\s*[】\]]?
    | (?:[【\[]?\s*(?:打印(?:本页)?|关闭(?:窗口|本页)?|收藏|纠错|大|中|小)\s*[】\]]?\s*){2,6}
    | 分享(?:到|至)?\s*[：:]?.{0,30}
    | (?:当前|您(?:现在)?的?|您所在的?)\s*(?:所在)?\s*位置\s*(?:是)?\s*[：:].{0,80}
    | (?:上一篇|下一篇|上一条|下一条|相关(?:链接|文章|阅读|新闻|附件|文件|解读))\s*[：:].{0,80}
    | (?:相关|推荐|延伸)(?:链接|文章|阅读|新闻|报道|解读|稿件)
    | 扫一扫.{0,30} | 微信扫.{0,30}
    | 版权所有.{0,80} | 主办单位?\s*[：:].{0,60}网站?标识码.{0,40} | .{0,10}ICP备.{0,40}
    | .{0,10}公网安备.{0,40}
    )\s*$""",
    re.X,
)
_CONTENT = re.compile(r"^\s*附件|第[一二三四五六七八九十百零〇\d]+[章条]")
_WORD = re.compile(r"[a-z]+")
_CLAUSES = 3  # full stops from which on text is no furniture: a footer's address has none
_MOST = 0.3  # share of the page's text above which an element is taken for the document itself


@dataclass
class _Weight:
    """What an element holds, its descendants included. White space does not count."""

    letters: int = 0
    linked: int = 0  # letters inside links
    links: int = 0
    stops: int = 0  # 。 and ；
    nodes: int = 1


def find_furniture(root: etree._Element, silent: Container[etree._Element]) -> set[etree._Element]:
    """The elements below `root` that are furniture. `silent` ones have no text to be weighed."""
    # Nothing is taken out of the tree: lxml needs quadratic time to free what was.
    weights = _weigh(root, silent)
    most = _MOST * weights[root].letters
    found: set[etree._Element] = set()
    for element, weight in weights.items():
        if element is root:
            continue
        small = weight.letters <= most and weight.stops < _CLAUSES
        if (small and _is_furniture(element)) or (
            element.tag in _LINE_TAGS and (_is_link_list(element, weight) or _is_line(element, weight))
        ):
            found.add(element)
    return found


def _weigh(root: etree._Element, silent: Container[etree._Element]) -> dict[etree._Element, _Weight]:
    """The weights of all elements, in one walk."""
    weights: dict[etree._Element, _Weight] = {}
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            weights[element] = _Weight()
            if element in silent:
                walk.skip_subtree()
            else:
                _add_text(weights[element], element.text)
            continue
        weight = weights[element]
        if element.tag == "a":
            weight.linked, weight.links = weight.letters, weight.links + 1
        parent = weights.get(element.getparent())
        if parent is not None:
            parent.letters += weight.letters
            parent.linked += weight.linked
            parent.links += weight.links
            parent.stops += weight.stops
            parent.nodes += weight.nodes
            _add_text(parent, element.tail)
    return weights


def _add_text(weight: _Weight, text: str | None) -> None:
    if text and not text.isspace():
        weight.letters += len("".join(text.split()))
        weight.stops += text.count("。") + text.count("；")


def is_hidden(element: etree._Element) -> bool:
    """Whether the page itself hides the element from its readers."""
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style


def _is_furniture(element: etree._Element) -> bool:
    if element.tag in _TAGS or (element.get("role") or "").strip().lower() in _ROLES:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return bool(names.strip()) and not _NAMES.isdisjoint(_WORD.findall(names))


def _is_link_list(element: etree._Element, weight: _Weight) -> bool:
    """Three links or more that make up nearly all of a block: a menu, or links to other pages."""
    if weight.links < 3 or weight.stops or weight.linked < 0.8 * max(weight.letters, 1):
        return False
    return not _CONTENT.search(_line(element))


def _is_line(element: etree._Element, weight: _Weight) -> bool:
    return 0 < weight.letters <= 120 and weight.nodes <= 40 and _LINES.match(_line(element)) is not None


def _line(element: etree._Element) -> str:
    """The element's text on one line."""
    return " ".join("".join(element.itertext()).split())
