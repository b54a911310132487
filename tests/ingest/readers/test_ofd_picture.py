"""The picture of an OFD page: words, lines and images at their places, and nothing of a hostile file's markup."""

from __future__ import annotations

import re
import zipfile
from base64 import b64decode
from io import BytesIO
from pathlib import Path

import pytest
import sample
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from ofd_writer import NAMESPACE, OfdWriter
from PIL import Image

from ingest.readers import ofd_picture
from ingest.readers.limits import TooLarge, UnreadableFile
from ingest.readers.ofd_picture import draw_page

# All that a picture may be made of.
ELEMENTS = {"svg", "rect", "g", "text", "path", "image"}
ATTRIBUTES = {
    "width", "height", "viewBox", "lang", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-opacity",
    "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "opacity", "transform", "x", "y",
    "rotate", "space", "d", "href", "preserveAspectRatio", "font-family", "font-size", "font-weight", "font-style",
}  # fmt: skip


def write(path: Path, objects: str, extra: dict[str, str] | None = None, page: str = "") -> Path:
    """A document of one page with these objects, and `page` before them."""
    content = f'<ofd:Page {NAMESPACE}>{page}<ofd:Content><ofd:Layer ID="5">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
    writer = OfdWriter("页眉")
    writer.paragraph("一")
    return writer.save(path, {"Doc_0/Pages/Page_0/Content.xml": content, **(extra or {})})


def resources(listed: str) -> dict[str, str]:
    """The entries of a document with these resources, and the background that it lists as 90."""
    return {
        "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        '</ofd:PhysicalBox></ofd:PageArea><ofd:DocumentRes>Res.xml</ofd:DocumentRes><ofd:TemplatePage ID="90" '
        'BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData><ofd:Pages><ofd:Page ID="10" '
        'BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/Res.xml": f'<ofd:Res {NAMESPACE} BaseLoc="Res">{listed}</ofd:Res>',
    }


def media(name: str) -> dict[str, str]:
    return resources(
        f'<ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>{name}</ofd:MediaFile>'
        "</ofd:MultiMedia></ofd:MultiMedias>"
    )


def text(words: str, code: str = 'X="0" Y="5"', attributes: str = "") -> str:
    return (
        f'<ofd:TextObject Boundary="20 30 100 8" Size="5" {attributes}><ofd:TextCode {code}>{words}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def drawn(path: Path, number: int = 1) -> etree._Element:
    picture = draw_page(path, number)
    assert picture is not None
    root = etree.fromstring(picture)
    for element in root.iter():
        assert etree.QName(element).localname in ELEMENTS
        assert {etree.QName(name).localname for name in element.attrib} <= ATTRIBUTES
        assert element.get("href", "data:image/png;base64,").startswith(
            ("data:image/png;base64,", "data:image/jpeg;base64,")
        )
        values = " ".join(value for name, value in element.attrib.items() if name != "href")
        assert not re.search(r"url|script|http|//", values)
    return root


def all_of(root: etree._Element, name: str) -> list[etree._Element]:
    return list(root.iter(f"{{http://www.w3.org/2000/svg}}{name}"))


def test_the_words_of_a_page_stand_where_the_page_has_them(tmp_path: Path) -> None:
    writer = OfdWriter("临江市文件")
    writer.paragraph("县水利局负责，共12个。", indent=0)
    root = drawn(writer.save(tmp_path / "方案.ofd"))
    assert (root.get("width"), root.get("viewBox")) == ("210mm", "0 0 210 297")
    line = next(e for e in all_of(root, "text") if e.text == "县水利局负责，共12个。")
    assert line.getparent().get("transform") == "translate(26 35)"
    assert line.getparent().get("font-size") == "5"
    assert line.get("x") == "0 5 10 15 20 25 30 35 40 42.5 45 50"
    assert line.get("y") == "5"  # a base line at 40 mm


def test_every_page_of_the_notice_holds_its_own_words(tmp_path: Path) -> None:
    path = sample.write_ofd(tmp_path / "方案.ofd")
    first, second = ("".join(e.text or "" for e in all_of(drawn(path, n), "text")) for n in (1, 2))
    assert "关于印发临江市冬季清洁取暖工作方案的通知" in first
    assert "市自然资源局" in second
    assert "市自然资源局" not in first
    assert len(all_of(drawn(path, 2), "path")) == 9  # the printed lines of the table
    assert draw_page(path, 3) is None


HOSTILE = '"/&gt;&lt;script&gt;alert(1)&lt;/script&gt;'


def test_markup_in_a_file_stays_words_or_goes(tmp_path: Path) -> None:
    objects = (
        text(
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            attributes='Font="3" onload="alert(1)" href="http://a.example"',
        )
        + f'<ofd:PathObject Boundary="0 0 9 9" LineWidth="{HOSTILE.replace(chr(34), "&quot;")}" onclick="x" '
        'style="background:url(http://a.example)"><ofd:StrokeColor Value="url(http://a.example)"/>'
        "<ofd:AbbreviatedData>M 0 0 L 5 5 url(#x) javascript:alert(1)</ofd:AbbreviatedData></ofd:PathObject>"
        '<script xmlns="http://www.w3.org/2000/svg">alert(1)</script>'
        '<foreignObject xmlns="http://www.w3.org/2000/svg"><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'
        '<ofd:ImageObject Boundary="0 0 9 9" ResourceID="7" href="http://a.example/b.png"/>'
    )
    listed = (
        '<ofd:Fonts><ofd:Font ID="3" FontName="楷体&quot;/&gt;&lt;script&gt;" FamilyName="url(http://a)"/></ofd:Fonts>'
        '<ofd:MultiMedias><ofd:MultiMedia ID="7"><ofd:MediaFile>http://a.example/b.png</ofd:MediaFile>'
        "</ofd:MultiMedia></ofd:MultiMedias>"
    )
    path = write(tmp_path / "恶意.ofd", objects, resources(listed))
    root = drawn(path)
    assert [e.text for e in all_of(root, "text")] == ["<script>alert(1)</script>"]
    assert all_of(root, "g")[0].get("font-family", "").startswith("KaiTi")
    assert all_of(root, "path")[0].get("d") == "M0 0 L5 5"
    raw = draw_page(path, 1) or b""
    assert b"<script" not in raw
    assert b"a.example" not in raw


def test_an_image_that_is_a_page_of_markup_is_not_shown(tmp_path: Path) -> None:
    image = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="7"/>'
    svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    path = write(tmp_path / "图.ofd", image, media("a.png") | {"Doc_0/Res/a.png": svg})
    assert draw_page(path, 1) is None


@pytest.mark.parametrize(
    ("kind", "shown"), [("PNG", "png"), ("JPEG", "jpeg"), ("TIFF", "png"), ("BMP", "png")]
)
def test_an_image_fills_its_box(tmp_path: Path, kind: str, shown: str) -> None:
    path = write(
        tmp_path / "图.ofd",
        '<ofd:ImageObject Boundary="10 20 90 60" ResourceID="7"/>'
        '<ofd:ImageObject Boundary="10 20 90 60" CTM="90 0 0 60 0 0" ResourceID="7"/>',
        media("a.bin"),
    )
    out = BytesIO()
    Image.new("RGB", (6, 4), (200, 0, 0)).save(out, kind)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("Doc_0/Res/a.bin", out.getvalue())
    images = all_of(drawn(path), "image")
    assert [e.get("transform") for e in images] == ["matrix(90 0 0 60 10 20)"] * 2
    head, _, packed = images[0].get("href", "").partition(",")
    assert head == f"data:image/{shown};base64"
    with Image.open(BytesIO(b64decode(packed))) as image:
        assert image.size == (6, 4)


def test_colours_come_from_the_object_or_from_what_it_refers_to(tmp_path: Path) -> None:
    listed = (
        '<ofd:DrawParams><ofd:DrawParam ID="1" LineWidth="0.7"><ofd:StrokeColor Value="255 0 0"/></ofd:DrawParam>'
        '<ofd:DrawParam ID="2" Relative="1" Cap="Round"/></ofd:DrawParams>'
    )
    path = write(
        tmp_path / "色.ofd",
        '<ofd:PathObject Boundary="20 50 170 1" DrawParam="2"><ofd:AbbreviatedData>M 0 0 L 170 0'
        "</ofd:AbbreviatedData></ofd:PathObject>"
        '<ofd:PathObject Boundary="0 0 9 9" Stroke="false" Fill="true" Rule="Even-Odd" Alpha="51">'
        '<ofd:FillColor Value="0 255 255 0"/><ofd:AbbreviatedData>S 0 0 B 1 1 2 2 3 0 Q 4 4 5 0 A 2 2 0 0 1 9 9 C'
        "</ofd:AbbreviatedData></ofd:PathObject>",
        resources(listed),
    )
    line, shape = all_of(drawn(path), "path")
    assert (line.get("stroke"), line.get("stroke-width"), line.get("stroke-linecap")) == (
        "#ff0000",
        "0.7",
        "round",
    )
    assert line.get("fill") == "none"
    assert shape.get("d") == "M0 0 C1 1 2 2 3 0 Q4 4 5 0 A2 2 0 0 1 9 9 Z"
    assert (shape.get("fill"), shape.get("fill-rule"), shape.get("opacity")) == ("#ff0000", "evenodd", "0.2")
    assert shape.get("stroke") is None


def test_a_background_lies_below_the_words_and_what_is_hidden_is_not_drawn(tmp_path: Path) -> None:
    background = (
        f"<ofd:Page {NAMESPACE}><ofd:Content><ofd:Layer>{text('底')}</ofd:Layer></ofd:Content></ofd:Page>"
    )
    path = write(
        tmp_path / "底.ofd",
        text("面") + text("隐", attributes='Visible="false"'),
        resources("") | {"Doc_0/Tpls/Tpl_0/Content.xml": background},
        page='<ofd:Template TemplateID="90"/>',
    )
    assert [e.text for e in all_of(drawn(path), "text")] == ["底", "面"]
    raised = path.with_name("面.ofd")
    write(
        raised,
        text("面"),
        resources("") | {"Doc_0/Tpls/Tpl_0/Content.xml": background},
        page='<ofd:Template TemplateID="90" ZOrder="Foreground"/>',
    )
    assert [e.text for e in all_of(drawn(raised), "text")] == ["面", "底"]


def test_a_unit_of_objects_is_drawn_where_it_is_used(tmp_path: Path) -> None:
    listed = (
        f'<ofd:CompositeGraphicUnit ID="8"><ofd:Content>{text("章")}</ofd:Content></ofd:CompositeGraphicUnit>'
    )
    used = '<ofd:CompositeObject Boundary="60 70 9 9" CTM="2 0 0 2 0 0" ResourceID="8"/>'
    line = all_of(drawn(write(tmp_path / "组.ofd", used, resources(listed))), "text")[0]
    outer = [e.get("transform") for e in line.iterancestors() if e.get("transform")]
    assert outer == ["translate(20 30)", "matrix(2 0 0 2 60 70)"]


@pytest.mark.parametrize(
    ("words", "code", "attributes", "x", "y"),
    [
        ("上下文", 'X="1" Y="5" DeltaY="g 2 6"', "", "1 1 1", "5 11 17"),
        ("一次写完", 'X="1" Y="5"', "", "1", "5"),
        ("𠮷野家", 'X="0" Y="5" DeltaX="5 5"', "", "0 0 5 10", "5"),
        ("宽一倍", 'X="4" Y="5" DeltaX="10 10"', 'HScale="2"', "2 7 12", "5"),
        ("短", 'X="0" Y="5" DeltaX="g 9 5"', "", "0", "5"),
    ],
)
def test_characters_stand_at_their_distances(
    tmp_path: Path, words: str, code: str, attributes: str, x: str, y: str
) -> None:
    line = all_of(drawn(write(tmp_path / "字.ofd", text(words, code, attributes))), "text")[0]
    assert (line.get("x"), line.get("y")) == (x, y)


def test_a_unit_that_holds_itself_has_no_picture(tmp_path: Path) -> None:
    again = '<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="8"/>'
    listed = (
        f'<ofd:CompositeGraphicUnit ID="8"><ofd:Content>{again * 3}</ofd:Content></ofd:CompositeGraphicUnit>'
    )
    with pytest.raises(TooLarge):
        draw_page(write(tmp_path / "环.ofd", again, resources(listed)), 1)


def test_a_page_over_a_limit_has_no_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "大.ofd", text("字" * 50))
    for limit in ("_MOST_OBJECTS", "_MOST_CHARACTERS", "_MOST_SECONDS"):
        with monkeypatch.context() as patch:
            patch.setattr(ofd_picture, limit, -1)
            with pytest.raises(TooLarge):
                draw_page(path, 1)
    monkeypatch.setattr(ofd_picture._SmallArchive, "_left", 300)
    with pytest.raises(TooLarge):
        draw_page(path, 1)


def test_a_page_that_is_missing_or_of_no_size_has_no_picture(tmp_path: Path) -> None:
    path = write(tmp_path / "缺.ofd", "", {"Doc_0/Pages/Page_0/Content.xml": "<cut"})
    with pytest.raises(UnreadableFile):
        draw_page(path, 1)
    area = "<ofd:Area><ofd:PhysicalBox>0 0 900000 1</ofd:PhysicalBox></ofd:Area>"
    with pytest.raises(UnreadableFile):
        draw_page(write(tmp_path / "长.ofd", text("字"), page=area), 1)


VALUE = st.one_of(
    st.sampled_from(
        ["nan", "inf", "1e999", "-1", "g 9 9", "g g g", "g 99999 1", "#FF #0 #zz", "1 2 3 4 5 6", "", "M L C"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='<&"￾￿'), max_size=30),
)
NAMES = (
    "Boundary",
    "CTM",
    "Size",
    "Font",
    "HScale",
    "CharDirection",
    "LineWidth",
    "DashPattern",
    "Alpha",
    "Fill",
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(VALUE, min_size=14, max_size=14))
def test_whatever_attributes_hold_the_picture_is_sound(tmp_path: Path, values: list[str]) -> None:
    attributes = " ".join(f'{name}="{value}"' for name, value in zip(NAMES, values, strict=False))
    x, colour, steps, path = values[10:]
    objects = (
        f'<ofd:TextObject {attributes}><ofd:FillColor Value="{colour}"/><ofd:TextCode X="{x}" DeltaX="{steps}" '
        f'DeltaY="{x}">字{path}</ofd:TextCode></ofd:TextObject><ofd:PathObject {attributes}>'
        f"<ofd:AbbreviatedData>M 0 0 L 1 1 {path} {colour}</ofd:AbbreviatedData></ofd:PathObject>"
    )
    drawn(write(tmp_path / "乱.ofd", objects + text("字")))
