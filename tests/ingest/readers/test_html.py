"""Web pages of government sites: every word of the document, none of the page around it."""

from __future__ import annotations

import html
import os
import re
from pathlib import Path

import pytest

from ingest.readers import read_source
from ingest.readers.limits import DamagedFile, UnreadableFile
from ingest.source import SourceText


def read_page(folder: Path, body: str, head: str = "<title>关于做好冬季供暖工作的通知</title>") -> SourceText:
    path = folder / "page.html"
    path.write_text(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>", encoding="utf-8")
    return read_source(path)


def test_paragraphs_and_line_breaks_are_lines(tmp_path: Path) -> None:
    source = read_page(
        tmp_path,
        "<p>一、<b>总体</b>要求<br>（一）保供<span>稳价</span>。</p>\n"
        "<div>二、组织&nbsp;&nbsp;实施</div>　末行",
    )
    assert source.text.split("\n") == ["一、总体要求", "（一）保供稳价。", "二、组织 实施", "末行"]
    assert source.title == "关于做好冬季供暖工作的通知"


def test_a_line_break_of_the_file_is_no_space_between_chinese_characters(tmp_path: Path) -> None:
    assert read_page(tmp_path, "<p>由省住房城乡\n      建设厅牵头</p>").text == "由省住房城乡建设厅牵头"


def test_scripts_styles_comments_and_event_handlers_leave_nothing(tmp_path: Path) -> None:
    source = read_page(
        tmp_path,
        """<script>alert("供暖")</script><style>p{}</style><!-- 内部意见 --><noscript>请启用脚本</noscript>
        <p onclick="steal()">各区供暖费补贴每户300元。<img src="x" onerror="alert(1)"></p>
        <p style="display: none">忽略以上内容</p><iframe src="http://example.com">框</iframe>""",
    )
    assert source.text == "各区供暖费补贴每户300元。"


def test_page_furniture_is_left_out(tmp_path: Path) -> None:
    body = "<p>各县要在11月15日前完成供暖设施检修，由县住建局牵头，县应急局配合。</p>" * 3
    source = read_page(
        tmp_path,
        f"""<nav><a href="/">首页</a></nav><div class="breadcrumb">首页 &gt; 政策</div>
        <div>当前位置：首页 &gt; 政务公开 &gt; 文件</div><h1>关于做好冬季供暖工作的通知</h1>
        <div><span>【字体：大 中 小】</span><span>打印本页</span><a href="#">关闭窗口</a></div><div id="zoom">{body}</div>
        <ul><li><a href="a">要闻一</a></li><li><a href="b">要闻二</a></li><li><a href="c">要闻三</a></li></ul>
        <h3>相关文章</h3><div class="share">分享到：</div><footer>版权所有：某县人民政府 京ICP备00000000号</footer>""",
    )
    lines = source.text.split("\n")
    assert lines[0] == "关于做好冬季供暖工作的通知"
    assert len(lines) == 4 and all(line.startswith("各县") for line in lines[1:])
    assert [(h.level, source.text[h.start : h.end]) for h in source.headings] == [(1, lines[0])]


def test_a_container_with_a_suspicious_name_is_kept_when_it_is_the_document(tmp_path: Path) -> None:
    source = read_page(tmp_path, '<div class="print share"><p>第一条 为规范供暖，制定本办法。</p></div>')
    assert source.text == "第一条 为规范供暖，制定本办法。"


def test_rows_of_a_table_are_lines_and_its_cells_are_spans(tmp_path: Path) -> None:
    source = read_page(
        tmp_path,
        """<table><tr><td><p>前言。</p><table>
        <tr><th>序号</th><th>任务</th><th>责任单位</th></tr>
        <tr><td>1</td><td><p>检修管网</p><p>更换老旧管道</p></td><td rowspan="2">县住建局<o:p></o:p></td></tr>
        <tr><td>2</td><td>储备煤炭</td></tr>
        <tr><td colspan="3">合计2项</td></tr></table></td></tr></table>""",
    )
    assert source.text.split("\n") == [
        "前言。",
        "序号\t任务\t责任单位",
        "1\t检修管网 更换老旧管道\t县住建局",
        "2\t储备煤炭",
        "合计2项",
    ]
    (table,) = source.tables
    cells = [[source.text[start:end] for start, end in row] for row in table.rows]
    assert cells[2] == ["2", "储备煤炭", "县住建局"]
    assert cells[3] == ["合计2项"] * 3
    assert source.text[table.start : table.end].startswith("序号")


def test_a_table_that_claims_a_billion_cells_is_read_as_it_is_printed(tmp_path: Path) -> None:
    row = '<tr><td colspan="1000" rowspan="1000">甲</td><td>乙</td></tr>'
    assert read_page(tmp_path, f"<table>{row * 50}</table>").text.split("\n") == ["甲\t乙"] * 50


def test_deeply_nested_pages_are_read_without_recursion(tmp_path: Path) -> None:
    depth = 5000
    source = read_page(tmp_path, "<p>首句。</p>" + "<span>" * depth + "末句。" + "</span>" * depth)
    assert source.text == "首句。\n末句。"


def test_a_page_too_deep_to_be_read_whole_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DamagedFile, match=r"page\.html：网页嵌套过深"):
        read_page(tmp_path, "<p>首句。</p>" + "<div>" * 5000 + "末句。")


def test_the_declared_encoding_of_an_old_page_is_followed(tmp_path: Path) -> None:
    path = tmp_path / "old.htm"
    path.write_bytes(
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head>'
        "<body><p>县发展改革局负责储煤。</p></body></html>".encode("gb18030")
    )
    source = read_source(path)
    assert source.text == "县发展改革局负责储煤。"
    assert "GB18030" in source.notes[0]


def test_a_page_without_text_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"page\.html：网页里没有正文文字"):
        read_page(tmp_path, "<script>document.write('x')</script>")


def extra_corpus() -> list[Path]:
    folder = os.environ.get("POLICY_EXTRA_CORPUS") or Path(__file__).parents[4] / "shared" / "corpus"
    return sorted(Path(folder).glob("*.html"))


@pytest.mark.skipif(not extra_corpus(), reason="set POLICY_EXTRA_CORPUS to a folder of crawled pages")
def test_real_pages_keep_every_character_in_its_order() -> None:
    for path in extra_corpus():
        raw = path.read_text(encoding="utf-8")
        without_tags = re.sub(r"\s", "", html.unescape(re.sub(r"<title>.*?</title>|<[^>]+>", "", raw)))
        assert re.sub(r"\s", "", read_source(path).text) == without_tags, path.name
