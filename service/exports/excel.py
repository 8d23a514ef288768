"""A sheet as an Excel workbook. Every text is written as text: none is a formula, a date or a number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from service.exports.characters import clean
from service.exports.sheet import Sheet
from service.exports.table import Cell, Column, Table, table
from service.exports.words import WORDS

MOST_CHARS = 32_767
"""The longest text of a cell: Excel counts in units of UTF-16."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LINE_END = re.compile(r"\r\n?")
_ROWS = 1_048_576


def xlsx(sheet: Sheet, style: str = "gbt7714") -> bytes:
    """Write a workbook: a worksheet of rows, and another of what is said of each group, where anything is."""
    from openpyxl import Workbook

    words = WORDS[sheet.language]
    workbook = Workbook(write_only=True)
    workbook.properties.creator = ""
    workbook.properties.title = clean(sheet.title)[:255]
    _write(workbook.create_sheet(words["table"]), table(sheet, style), words["cut"])
    notes = _notes(sheet)
    if notes.rows:
        _write(workbook.create_sheet(words["notes"]), notes, words["cut"])
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def _notes(sheet: Sheet) -> Table:
    words = WORDS[sheet.language]
    columns = (Column(words["column.group"], 40), Column(words["notes"], 100))
    return Table(columns, tuple((part.heading, line) for part in sheet.parts for line in part.lines))


def _write(worksheet: Any, rows: Table, cut: str) -> None:
    from openpyxl.utils import get_column_letter

    worksheet.freeze_panes = "A2"
    for n, column in enumerate(rows.columns, 1):
        worksheet.column_dimensions[get_column_letter(n)].width = column.width
    last = get_column_letter(len(rows.columns))
    worksheet.auto_filter.ref = f"A1:{last}{min(len(rows.rows) + 1, _ROWS)}"
    worksheet.append(_cells(worksheet, [column.name for column in rows.columns], cut, bold=True))
    for row in rows.rows:
        worksheet.append(_cells(worksheet, row, cut))


def _cells(worksheet: Any, values: Sequence[Cell], cut: str, *, bold: bool = False) -> list[Any]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cells = []
    for value in values:
        text = shown(value, cut) if isinstance(value, str) else ""
        cell = WriteOnlyCell(worksheet, (text or None) if isinstance(value, str) else value)
        if text:
            cell.data_type = "s"
        cell.font, cell.alignment = Font(bold=bold), Alignment(vertical="top", wrap_text=True)
        cells.append(cell)
    return cells


def shown(text: str, cut: str) -> str:
    """Make a text one that a cell can hold.

    Args:
        text: any text; line ends become line feeds, and what XML forbids is left out.
        cut: stands at the end of a text that is too long, in place of the rest.
    """
    held = _ESCAPE.sub("_x005F_", clean(_LINE_END.sub("\n", text)))
    if _units(held) <= MOST_CHARS:
        return held
    whole = held.encode("utf-16-le")[: 2 * (MOST_CHARS - _units(cut))]
    return whole.decode("utf-16-le", "ignore") + cut


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
