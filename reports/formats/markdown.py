"""Markdown: the signs that set a line's looks go; headings, rows of tables, items of lists and quotations stay lines."""

from __future__ import annotations

import re

from reports.layout import table_row
from reports.report import Span
from reports.source import Line

SUFFIXES = frozenset({".md", ".markdown"})
_MOST_LEVELS = 6
_NOTHING = re.compile(r"([-*_])(\s*\1){2,}|[-*>](\s+[-*>])*|\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?")
"""A line across the page, an empty item, or what stands between a table's header and its rows."""
ALONE = re.compile(rf"#{{1,{_MOST_LEVELS}}}\s|\|.*\|$|(?:{_NOTHING.pattern})$")
"""Lines that go on in no other: headings, rows, and signs without text."""
_ROW = re.compile(r"\|(.*\|.*)\|")
_CELL_END = re.compile(r"(?<!\\)\|")
ITEM = re.compile(r"([-*>]\s+)+")
"""What an item of a list or a quotation begins with."""
_BOLD = re.compile(r"\*\*(?=\S)(.{1,500}?)(?<=\S)\*\*")


def line(text: str, span: Span) -> Line | None:
    """Take the signs off a line; None when it is nothing but signs."""
    if _NOTHING.fullmatch(text):
        return None
    text = _BOLD.sub(r"\1", text)
    row = _ROW.fullmatch(text)
    if row:
        cells = (cell.replace("\\|", "|").strip() for cell in _CELL_END.split(row[1]))
        text = table_row(cells)
        return Line(text, span) if text else None
    item = ITEM.match(text)
    if item:
        return Line(text[item.end() :].lstrip("#").strip(), span, is_item=True)
    return heading(text, span)


def heading(text: str, span: Span) -> Line:
    """Take the signs off a heading: some `#` and white space before it, perhaps some `#` behind."""
    rest = text.lstrip("#")
    level = len(text) - len(rest)
    if not 1 <= level <= _MOST_LEVELS or not rest[:1].isspace():
        return Line(text, span)
    return Line(rest.rstrip("#").strip(), span, level)
