"""A sheet as a Word document. Changes are never told by colour: underlined, struck, or between arrows."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from service.exports.characters import clean
from service.exports.sheet import Item, Pair, Part, Piece, Sheet, Side
from service.exports.sources import Sources
from service.exports.words import WORDS, differences, remarks

_MOST_TITLE = 255
_CHINESE_FONT = "宋体"
_KIND_CM, _SIDE_CM = 2.7, 11.0
_MARGIN_CM = 2.0


def docx(sheet: Sheet, style: str = "gbt7714") -> bytes:
    """Write a Word document; characters that XML forbids are left out."""
    words, sources = WORDS[sheet.language], Sources(sheet, style)
    document = _begun(sheet)
    document.add_heading(clean(sheet.title), 0)
    for part in sheet.parts:
        _write_part(document, sheet, part, sources)
    document.add_heading(words["sources"], 1)
    for number, source in sources.listed():
        document.add_paragraph(clean(f"[{number}] {source}"))
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _begun(sheet: Sheet) -> Any:
    from docx import Document
    from docx.oxml.ns import qn

    document = Document()
    document.core_properties.author = document.core_properties.comments = ""
    document.core_properties.title = clean(sheet.title)[:_MOST_TITLE]
    for name in ("Normal", "Title", "Heading 1"):
        document.styles[name].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _CHINESE_FONT)
    if any(sheet.pairs()):
        _turn(document.sections[0])
    return document


def _turn(section: Any) -> None:
    """Lay an A4 page on its side: two texts beside one another want the width."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(_MARGIN_CM)


def _write_part(document: Any, sheet: Sheet, part: Part, sources: Sources) -> None:
    words = WORDS[sheet.language]
    if part.heading:
        document.add_heading(clean(part.heading), 1)
    for line in part.lines:
        document.add_paragraph(clean(line))
    for item in part.items:
        _write_item(document.add_paragraph(clean(item.text)), words, item, sources)
    if part.pairs:
        _write_pairs(document, sheet, part, sources)


def _write_item(paragraph: Any, words: Mapping[str, str], item: Item, sources: Sources) -> None:
    _write_numbers(paragraph, sources.numbers([item.passage]))
    said = remarks(words, item)
    if said:
        paragraph.add_run(clean(words["aside"].format(said)))


def _write_pairs(document: Any, sheet: Sheet, part: Part, sources: Sources) -> None:
    from docx.shared import Cm

    words = WORDS[sheet.language]
    table = document.add_table(rows=len(part.pairs) + 1, cols=3, style="Table Grid")
    table.autofit = False
    head, *rows = table.rows
    _repeat_on_each_page(head)
    for cell, name in zip(head.cells, (words["column.kind"], *sheet.sides), strict=True):
        cell.paragraphs[0].add_run(clean(name)).bold = True
    for row, pair in zip(rows, part.pairs, strict=True):
        _write_pair(row.cells, words, pair, sources)
    for row in (head, *rows):
        for cell, width in zip(row.cells, (_KIND_CM, _SIDE_CM, _SIDE_CM), strict=True):
            cell.width = Cm(width)


def _repeat_on_each_page(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  # python-docx has no name for it


def _write_pair(cells: Any, words: Mapping[str, str], pair: Pair, sources: Sources) -> None:
    kind, a, b = cells
    kind.paragraphs[0].add_run(clean(pair.kind))
    if pair.flags:
        kind.add_paragraph(clean(differences(words, pair.flags)))
    for cell, side in ((a, pair.a), (b, pair.b)):
        _write_side(cell.paragraphs[0], side, sources)


def _write_side(paragraph: Any, side: Side, sources: Sources) -> None:
    for piece in side.pieces:
        _write_piece(paragraph, piece)
    _write_numbers(paragraph, sources.numbers(side.passages))


def _write_piece(paragraph: Any, piece: Piece) -> None:
    shown = clean(piece.text)
    run = paragraph.add_run(f"→{shown}←" if piece.change == "moved" else shown)
    run.underline = True if piece.change == "inserted" else None
    run.font.strike = True if piece.change == "deleted" else None


def _write_numbers(paragraph: Any, numbers: list[int]) -> None:
    if numbers:
        paragraph.add_run("".join(f"[{number}]" for number in numbers)).font.superscript = True
