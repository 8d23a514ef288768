import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from reports import formats
from reports.errors import Unreadable
from reports.reader import read
from reports.source import Source
from tests.invented import Invented

SHARED = Path(__file__).parents[2].parent / "shared"
PROVINCIAL = sorted((SHARED / "provincial_2025").glob("*.docx"))
SPACES = (
    nsdecls("w")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    + ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def saved(document: Document) -> bytes:
    """Give the bytes of a document."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def source_of(document: Document) -> Source:
    """Read the one text of a document."""
    (source,) = formats.sources("报告.docx", saved(document))
    return source


def texts_of(document: Document) -> list[str]:
    """Read the lines of a document."""
    return [line.text for line in source_of(document).lines]


def with_paragraph(inside: str) -> Document:
    """Make a document of one paragraph, given what Word writes inside it."""
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {SPACES}>{inside}</w:p>"))
    return document


def run(text: str, properties: str = "") -> str:
    """Write a run of text as Word does."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def with_lists(*levels: tuple[str, str]) -> Document:
    """Make a document with one list, numbered 1, whose levels have these number formats and texts."""
    document = docx.Document()
    root = document.part.numbering_part.element
    for old in list(root):
        root.remove(old)
    written = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (style, text) in enumerate(levels)
    )
    root.append(parse_xml(f'<w:abstractNum {SPACES} w:abstractNumId="7">{written}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {SPACES} w:numId="1"><w:abstractNumId w:val="7"/></w:num>'))
    root.append(
        parse_xml(
            f'<w:num {SPACES} w:numId="2"><w:abstractNumId w:val="7"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
    )
    return document


def add_item(document: Document, text: str, level: int = 0, list_id: int = 1) -> None:
    """Add a paragraph that stands in a list."""
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {SPACES}><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'))


def test_a_report_reads_the_same_as_in_plain_text() -> None:
    """A paragraph is a line; the report's text, facts and passages are those of the text file."""
    document = docx.Document()
    for line in Invented().text.splitlines():
        document.add_paragraph(line)

    (found,) = read("report.docx", saved(document))
    (expected,) = read("report.txt", Invented().text.encode())

    assert (found.text, found.identity, found.passages) == (expected.text, expected.identity, expected.passages)


def test_lines_stand_where_their_spans_say() -> None:
    """The source's text is its lines one below another."""
    document = docx.Document()
    for text in ("第一段。", "  ", "\u3000\u3000第二段。\xa0"):
        document.add_paragraph(text)
    lines = source_of(document).lines
    whole = "\n".join(line.text for line in lines)

    assert [line.text for line in lines] == ["第一段。", "第二段。"]
    assert [line.span.of(whole) for line in lines] == ["第一段。", "第二段。"]


def test_tables_stand_where_they_are_met_a_row_a_line() -> None:
    """Cells that are merged are said once, in both directions; empty ones not at all."""
    document = docx.Document()
    document.add_paragraph("前一段。")
    table = document.add_table(3, 3)
    for row, texts in zip(table.rows, (("指标", "", ""), ("", "全年", "增长"), ("", "120公里", "")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2)).text = "数值"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "公路"
    document.add_paragraph("后一段。")

    assert texts_of(document) == ["前一段。", "指标 | 数值", "公路 | 全年 | 增长", "120公里", "后一段。"]


def test_text_that_a_merged_cell_covers_is_listed() -> None:
    """Word does not show what was in a cell before it was joined to the one above."""
    document = docx.Document()
    table = document.add_table(2, 2)
    for (row, column), text in {(0, 0): "指标", (0, 1): "数值", (1, 0): "旧文", (1, 1): "340"}.items():
        table.cell(row, column).text = text
    for row, merge in ((0, "restart"), (1, "continue")):
        table.cell(row, 0)._tc.get_or_add_tcPr().append(parse_xml(f'<w:vMerge {nsdecls("w")} w:val="{merge}"/>'))
    source = source_of(document)

    assert [line.text for line in source.lines] == ["指标 | 数值", "340"]
    assert [(line.text, line.why) for line in source.removed] == [("旧文", "hidden")]


def test_a_table_that_only_sets_the_page_gives_its_paragraphs() -> None:
    """A frame of one cell, also with a table in it, is no row."""
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "各位代表："
    cell.add_paragraph("全年工作圆满完成。")
    inner = cell.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "甲", "乙"

    assert texts_of(document) == ["各位代表：", "全年工作圆满完成。", "甲 | 乙"]


def test_headings_have_the_level_of_their_style() -> None:
    """Title, Heading 2, a Chinese style name and an outline level on the paragraph itself."""
    document = docx.Document()
    document.add_heading("甲水县志愿服务总结", 0)
    document.add_heading("经验", 2)
    document.styles.add_style("标题 3", 1).font.size = Pt(14)
    document.add_paragraph("做法", style="标题 3")
    outlined = document.add_paragraph("打算")
    outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {SPACES} w:val="1"/>'))
    document.add_paragraph("正文一段。")

    assert [line.level for line in source_of(document).lines] == [1, 2, 3, 2, None]


def test_a_paragraph_set_as_a_heading_for_its_looks_is_none() -> None:
    """No heading is as long as a paragraph."""
    document = docx.Document()
    document.add_heading("全年新建农村公路一百二十公里，群众出行更加方便。" * 10, 1)

    assert source_of(document).lines[0].level is None


def test_numbers_of_lists_are_written_out() -> None:
    """Chinese, bracketed and Arabic numbers, each level counted anew below the next item above it."""
    document = with_lists(("chineseCounting", "%1、"), ("japaneseCounting", "（%2）"), ("decimal", "%3."))
    for text, level in (("总结", 0), ("立法", 1), ("条例", 2), ("决定", 2), ("监督", 1), ("打算", 0), ("立法", 1)):
        add_item(document, text, level)

    assert texts_of(document) == [
        "一、总结",
        "（一）立法",
        "1. 条例",
        "2. 决定",
        "（二）监督",
        "二、打算",
        "（一）立法",
    ]


@pytest.mark.parametrize(
    ("style", "count", "label"),
    [
        ("chineseCounting", 12, "十二"),
        ("chineseCountingThousand", 20, "二十"),
        ("japaneseCounting", 105, "一百零五"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("decimalEnclosedCircleChinese", 11, "⑪"),
        ("decimalFullWidth", 12, "１２"),
        ("upperLetter", 27, "AA"),
        ("lowerRoman", 14, "xiv"),
        ("decimalZero", 3, "03"),
        ("of the future", 3, "3"),
    ],
)
def test_numbers_are_written_as_their_format_says(style: str, count: int, label: str) -> None:
    """Word's names of number formats; one that is not known gives plain digits."""
    document = with_lists((style, "第%1章"))
    for _ in range(count):
        add_item(document, "监督")

    assert texts_of(document)[-1] == f"第{label}章 监督"


def test_a_list_that_begins_anew_counts_from_one() -> None:
    """Two lists of one pattern go on counting unless the second says where it starts."""
    document = with_lists(("decimal", "%1、"))
    for text, list_id in (("甲", 1), ("乙", 1), ("丙", 2), ("丁", 2)):
        add_item(document, text, list_id=list_id)

    assert texts_of(document) == ["1、甲", "2、乙", "1、丙", "2、丁"]


def test_levels_may_be_named_together_and_bullets_are_no_text() -> None:
    """1.2 names both levels; the sign of a bulleted list says nothing, but a dash is written in Chinese."""
    document = with_lists(("decimal", "%1"), ("decimal", "%1.%2"), ("bullet", "\uf0b7"), ("bullet", "——"))
    for level in range(4):
        add_item(document, "监督", level)

    assert texts_of(document) == ["1 监督", "1.1 监督", "监督", "——监督"]


def test_line_breaks_divide_lines() -> None:
    """A break inside a paragraph begins a line; a tab is a space."""
    document = docx.Document()
    document.add_paragraph("县长\t岑望舒\n各位代表：")

    assert texts_of(document) == ["县长 岑望舒", "各位代表："]


def test_changes_count_as_accepted() -> None:
    """Inserted and moved-here text is read; deleted text, moved-away text and a deleted paragraph mark are not."""
    document = with_paragraph(
        '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
        + run("全年")
        + f'<w:del w:id="2"><w:r><w:delText>新修</w:delText></w:r></w:del><w:ins w:id="3">{run("新建")}</w:ins>'
        + f'<w:moveFrom w:id="4">{run("桥")}</w:moveFrom><w:moveTo w:id="5">{run("公路")}</w:moveTo>'
    )
    document.add_paragraph("一百公里。")

    source = source_of(document)
    assert [line.text for line in source.lines] == ["全年新建公路一百公里。"]
    assert [(line.text, line.why) for line in source.removed] == [("新修", "deleted")]


def test_a_deleted_row_is_listed() -> None:
    """It is no part of the table any more."""
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), "甲乙丙丁", strict=True):
        cell.text = text
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {SPACES} w:id="1"/>'))

    source = source_of(document)
    assert [line.text for line in source.lines] == ["甲 | 乙"]
    assert [(line.text, line.why) for line in source.removed] == [("丙 | 丁", "deleted")]


def test_codes_hidden_text_and_comments_are_not_read() -> None:
    """Of a field only its result is seen; hidden runs and the anchors of comments are not."""
    document = with_paragraph(
        '<w:commentRangeStart w:id="0"/>'
        + run("共")
        + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> = 60+60 </w:instrText></w:r>'
        + run("又是代码")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("120")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + run("公里")
        + run("（内部）", "<w:vanish/>")
        + run("。", '<w:vanish w:val="0"/>')
    )

    source = source_of(document)
    assert [line.text for line in source.lines] == ["共120公里。"]
    assert [(line.text, line.why) for line in source.removed] == [("（内部）", "hidden")]


def test_a_text_box_is_read_once_where_it_stands() -> None:
    """Word keeps a box twice, for new and for old programs."""
    box = f"<w:txbxContent><w:p>{run('图一 公路建设')}</w:p></w:txbxContent>"
    document = with_paragraph(
        run("全年新建公路。")
        + '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        + f"<wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        + "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    document.add_paragraph("下一段。")

    assert texts_of(document) == ["全年新建公路。", "图一 公路建设", "下一段。"]


def test_running_heads_and_contents_are_kept_apart() -> None:
    """What repeats on every page, and the table of contents, are no body."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "甲水县人大常委会文件"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("一、总结\t1", style="toc 1")
    document.add_paragraph("各位代表：")
    source = source_of(document)

    assert [line.text for line in source.lines] == ["各位代表："]
    assert [(line.text, line.why) for line in source.removed] == [
        ("一、总结 1", "table of contents"),
        ("甲水县人大常委会文件", "running head"),
        ("— 1 —", "running head"),
    ]


def changed(document: Document, part: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """Give the archive of a document in which one part is changed, or taken out by None."""
    stream = BytesIO()
    whole = zipfile.ZipFile(BytesIO(saved(document)))
    with zipfile.ZipFile(stream, "w") as archive:
        for entry in whole.namelist():
            content = change(whole.read(entry)) if entry == part else whole.read(entry)
            if content is not None:
                archive.writestr(entry, content)
    return stream.getvalue()


def without_body() -> bytes:
    """Give the archive of a document from which the text itself was taken."""
    return changed(docx.Document(), "word/document.xml", lambda _: None)


def test_a_picture_that_is_not_there_does_not_hide_the_text() -> None:
    """Some programs leave pointers to parts that they never wrote."""
    document = docx.Document()
    document.add_paragraph("全年工作圆满完成。")
    pointer = (
        b'<Relationship Id="rId99" Target="../NULL" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>'
    )
    data = changed(document, "word/_rels/document.xml.rels", lambda part: part.replace(b"</Relationships>", pointer))
    (source,) = formats.sources("报告.docx", data)

    assert [line.text for line in source.lines] == ["全年工作圆满完成。"]


def zipped_text() -> bytes:
    """Give an archive that is no document."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("notes.txt", "你好")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no Word document"),
        (Invented().text.encode(), "no Word document"),
        (b"PK\x03\x04" + bytes(200), "no Word document"),
        (saved(docx.Document())[:5000], "no Word document"),
        (zipped_text(), "no Word document"),
        (without_body(), "no Word document"),
        (b"\xd0\xcf\x11\xe0" + bytes(100) + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), r"old \.doc"),
        (saved(docx.Document()), "no text"),
    ],
    ids=["empty", "text", "zip head", "cut off", "zip", "no body", "encrypted", "old", "blank"],
)
def test_what_is_no_document_is_refused_with_the_way_out(data: bytes, why: str) -> None:
    """Whatever is wrong, it is one line that names the file."""
    with pytest.raises(Unreadable, match=why) as caught:
        formats.sources("报告.docx", data)
    assert str(caught.value).startswith("报告.docx: ")
    assert "\n" not in str(caught.value)


@pytest.mark.shared
@pytest.mark.skipif(not PROVINCIAL, reason="the real reports lie in ../shared, which is not here")
@pytest.mark.parametrize("path", PROVINCIAL, ids=[path.stem for path in PROVINCIAL])
def test_the_provinces_reports_of_2025_lose_no_character(path: Path) -> None:
    """One government's report each, of the region in the file's name and of 2025, with every character of the file."""
    data = path.read_bytes()
    (source,) = formats.sources(path.name, data)
    (report,) = read(path.name, data)
    kept = "".join("".join(line.text.split()) for line in source.lines)
    held = "".join("".join(paragraph.text.split()) for paragraph in docx.Document(BytesIO(data)).paragraphs)

    assert kept == held.translate(dict.fromkeys((0x200B, 0x200C)))
    assert report.identity.title == path.stem
    assert (report.identity.body.value, report.identity.kind, report.identity.year) == (
        "government",
        "work report",
        2025,
    )
    assert report.identity.covers == (2024, 2024)
    assert "报告" not in (report.identity.speaker or "")
    assert report.identity.region is not None
    assert report.identity.region.path[0] is not None
    assert report.identity.region.path[0][:2] == path.stem.removeprefix("2025年")[:2]
