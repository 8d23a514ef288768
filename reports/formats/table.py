"""Tables with a text a row: .csv, .xlsx and .jsonl (a JSON object a line)."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from io import StringIO
from pathlib import PurePath
from typing import Any

from reports.encodings import decode
from reports.errors import Unreadable
from reports.formats import workbook, written
from reports.formats.written import Paragraph
from reports.source import Source

_TEXT_NAMES = ("正文", "内容", "全文", "文本", "报告正文", "报告内容", "报告全文", "text", "content", "fulltext")
_FACT_NAMES = {
    "title": ("标题", "题目", "题名", "报告标题", "title"),
    "region": ("地区", "区域", "行政区", "行政区划", "region", "area"),
    "year": ("年份", "年度", "year"),
    "body": ("机构", "机关", "单位", "body"),
    "date": ("日期", "会议日期", "date"),
}
_PATH_NAMES = (
    ("省份", "省", "省级", "province"),
    ("城市", "市", "地市", "地级市", "city", "prefecture"),
    ("区县", "县区", "县", "县级", "区", "county", "district"),
)
_NEVER_TEXT = frozenset(name for names in (*_FACT_NAMES.values(), *_PATH_NAMES) for name in names if name != "body")
"""Columns of facts; only an English body may be a text's."""
_LEAST_TEXT_CHARS = 10
_HEADER_CHARS = 40
_FIELD_CHARS = 2**31 - 1
_DELIMITERS = ",\t;|"
_ROWS_OF_EVIDENCE = 50

Row = Mapping[str, str]
"""The cells of a row, by the header of their column."""


def sources(name: str, data: bytes) -> list[Source]:
    """Read a table: each row is a text, with the facts that its other cells say.

    Raises:
        Unreadable: the bytes are no such table, a line is broken, or no column holds texts.
    """
    suffix = PurePath(name).suffix.lower()
    guesses: tuple[str, ...] = ()
    if suffix == ".xlsx":
        tables = [_with_header(rows) for rows in workbook.sheets(name, data)]
    else:
        content, guesses = decode(name, data)
        tables = [_objects(name, content) if suffix == ".jsonl" else _with_header(_separated(name, content))]
    chosen = [(rows, _text_column(rows)) for rows in tables]
    found = [source for rows, column in chosen if column is not None for source in _texts(rows, column)]
    if not found:
        columns = dict.fromkeys(header for rows in tables for row in rows[:1] for header in row)
        raise Unreadable(
            name, f"no column holds texts (found: {_listed(columns)}); name the one with the texts 正文 or text"
        )
    return [replace(source, warnings=(*guesses, *source.warnings)) for source in found]


def _listed(columns: Mapping[str, Any]) -> str:
    return ", ".join(" ".join(column.split()) for column in columns) or "no columns"


def _separated(name: str, content: str) -> list[Sequence[Any]]:
    """Read lines of separated values; the separator is the one that divides most rows into equally many cells."""
    csv.field_size_limit(_FIELD_CHARS)
    try:
        return list(csv.reader(StringIO(content, newline=""), delimiter=_delimiter(content), strict=False))
    except csv.Error as error:
        raise Unreadable(name, f"this is no table of separated values ({error}); save it as .csv in UTF-8") from error


def _delimiter(content: str) -> str:
    def agreement(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(StringIO(content, newline=""), delimiter=delimiter)
        widths = [len(row) for row, _ in zip(reader, range(_ROWS_OF_EVIDENCE), strict=False) if row]
        first = widths[0] if widths else 0
        return (sum(width == first for width in widths) if first > 1 else 0, first)

    return max(_DELIMITERS, key=agreement)


def _with_header(rows: Sequence[Sequence[Any]]) -> list[Row]:
    """Name the cells of a table by its first row that is not empty; a column without a name is called by its number."""
    cells = [[_written(cell) for cell in row] for row in rows]
    cells = [row for row in cells if any(cell.strip() for cell in row)]
    if not cells:
        return []
    width = max(map(len, cells))
    first = [*cells[0], *[""] * (width - len(cells[0]))]
    is_header = all(len(cell) <= _HEADER_CHARS for cell in first)
    header = [(cell.strip() if is_header else "") or f"column {n}" for n, cell in enumerate(first, 1)]
    return [dict(zip(header, row, strict=False)) for row in (cells[1:] if is_header else cells)]


def _objects(name: str, content: str) -> list[Row]:
    found: list[Row] = []
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise Unreadable(name, f'line {number} is no JSON; each line must be one object: {{"text": …}}') from error
        if not isinstance(value, dict):
            raise Unreadable(name, f'line {number} is no JSON object; each line must be one: {{"text": …}}')
        found.append({str(key): _written(cell) for key, cell in value.items()})
    return found


def _written(cell: Any) -> str:
    """Write a cell as a person would: whole numbers without a point, days without an hour, lists a line an item."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, list):
        return "\n".join(_written(one) for one in cell)
    return json.dumps(cell, ensure_ascii=False) if isinstance(cell, dict) else str(cell)


def _text_column(rows: Sequence[Row]) -> str | None:
    """Find the column with the texts: by its name, else the one whose cells are longest on average."""
    columns = list(dict.fromkeys(header for row in rows for header in row))
    for name in _TEXT_NAMES:
        named = next((column for column in columns if _plain(column) == name), None)
        if named is not None and any(row.get(named, "").strip() for row in rows):
            return named
    chars = {
        column: sum(len(row.get(column, "").strip()) for row in rows)
        for column in columns
        if _plain(column) not in _NEVER_TEXT and not any(row.get(column, "").startswith("http") for row in rows)
    }
    longest = max(chars, key=lambda column: chars[column], default=None)
    return longest if longest is not None and chars[longest] >= _LEAST_TEXT_CHARS * len(rows) else None


def _texts(rows: Sequence[Row], column: str) -> list[Source]:
    found: list[Source] = []
    for row in rows:
        lines = written.lines([Paragraph(row.get(column, "").replace("\r\n", "\n").replace("\r", "\n"))])
        if lines:
            found.append(Source(lines, facts=_facts({key: cell for key, cell in row.items() if key != column})))
    if found and len(found) < len(rows):
        warning = f"rows of this table without a text were passed over: {len(rows) - len(found)} of {len(rows)}"
        found[0] = replace(found[0], warnings=(warning,))
    return found


def _facts(row: Row) -> dict[str, str]:
    said = {_plain(header): cell.strip() for header, cell in row.items() if cell.strip()}

    def first(names: Sequence[str]) -> str:
        return next((said[name] for name in names if name in said), "")

    facts = {fact: first(names) for fact, names in _FACT_NAMES.items()}
    path = [first(names) for names in _PATH_NAMES]
    if any(path):
        facts["region"] = "/".join(dict.fromkeys(name for name in (*path, facts["region"]) if name))
    return {fact: value for fact, value in facts.items() if value}


def _plain(header: str) -> str:
    return re.sub(r"[\s_\-]", "", header).lower()
