"""What a web page puts around a document: navigation, sharing, printing, links to other pages.

Taken away only where it is sure to be furniture: losing a clause is worse than keeping a menu. An element
that holds much of the page's text is never dropped, whatever it is called.
"""

from __future__ import annotations

import re

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
_LINE_TAG_NAMES = "p div span ul ol li td dl dd section center h5 h6"
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
    | 扫一扫.{0,30} | 微信扫.{0,30}
    | 版权所有.{0,80} | 主办单位?\s*[：:].{0,60}网站?标识码.{0,40} | .{0,10}ICP备.{0,40}
    | .{0,10}公网安备.{0,40}
    )\s*$""",
    re.X,
)
_CONTENT = re.compile(r"[。；]|^\s*附件|第[一二三四五六七八九十百零〇\d]+[章条]")
_WORD = re.compile(r"[a-z]+")
_MOST = 0.3  # share of the page's text above which an element is taken for the document itself


def drop_furniture(root: etree._Element) -> None:
    """Remove the furniture below `root`, in place. The text behind a removed element stays."""
    total = len(_letters(root)) or 1
    for element in list(root.iter(etree.Element)):
        if element is root or element.getparent() is None or not isinstance(element.tag, str):
            continue
        if (
            (_is_furniture(element) and len(_letters(element)) <= _MOST * total and not _has_clauses(element))
            or (element.tag in _LINE_TAGS and _is_link_list(element))
            or (element.tag in _LINE_TAGS and _is_line(element))
        ):
            detach(element)


def is_hidden(element: etree._Element) -> bool:
    """Whether the page itself hides the element from its readers."""
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style


def _is_furniture(element: etree._Element) -> bool:
    if element.tag in _TAGS or (element.get("role") or "").strip().lower() in _ROLES:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return bool(names.strip()) and not _NAMES.isdisjoint(_WORD.findall(names))


def _is_link_list(element: etree._Element) -> bool:
    """Three links or more that make up nearly all of a block: a menu, or links to other pages."""
    links = list(element.iter("a"))
    if len(links) < 3:
        return False
    text = _letters(element)
    linked = sum(len(_letters(link)) for link in links)
    return linked >= 0.8 * max(len(text), 1) and not _CONTENT.search(text)


def _is_line(element: etree._Element) -> bool:
    text = _letters(element, limit=130)
    return 0 < len(text) <= 120 and _LINES.match(text) is not None


def _has_clauses(element: etree._Element) -> bool:
    """Sentences with 第…条 or several full stops are no furniture. A footer's address has none."""
    return len(re.findall(r"[。；]", _letters(element))) >= 3


def _letters(element: etree._Element, limit: int | None = None) -> str:
    """The element's text on one line; cut after `limit` characters where one is given."""
    parts: list[str] = []
    length = 0
    for part in element.itertext():
        parts.append(part)
        length += len(part.strip())
        if limit is not None and length > limit:
            break
    return " ".join("".join(parts).split())


def detach(element: etree._Element) -> None:
    """Take the element out of its tree; the text behind it stays."""
    parent, tail = element.getparent(), element.tail or ""
    if parent is None:
        return
    previous = element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
