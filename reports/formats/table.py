"""Tables with a text a row: .csv, .xlsx and .jsonl (a JSON object a line)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from io import StringIO
from pathlib import PurePath
from typing import Any

from reports.encodings import decode
from reports.errors import Unreadable
from reports.formats import workbook, written
from reports.formats.columns import NEVER_TEXT, TEXT_NAMES, Row, Table, facts, plain, unlike, with_names
from reports.formats.written import Paragraph
from reports.report import Removed
from reports.source import Line, Source

_LEAST_TEXT_CHARS = 10
_FIELD_CHARS = 2**31 - 1
_DELIMITERS = ",\t;|"
_ROWS_OF_EVIDENCE = 50


def sources(name: str, data: bytes) -> list[Source]:
    """Read a table: each row is a text, with the facts that its other cells say.

    Raises:
        Unreadable: the bytes are no such table, a line is broken, or no column holds texts.
    """
    suffix = PurePath(name).suffix.lower()
    guesses: tuple[str, ...] = ()
    if suffix == ".xlsx":
        tables = [with_names(_cells(rows), sheet) for sheet, rows in workbook.sheets(name, data)]
    else:
        content, guesses = decode(name, data)
        objects = suffix == ".jsonl"
        tables = [Table(_objects(name, content)) if objects else with_names(_cells(_separated(name, content)))]
    chosen = [(table, _text_column(table.rows)) for table in tables]
    found = [source for table, column in chosen if column is not None for source in _texts(table, column)]
    if not found:
        columns = dict.fromkeys(header for table in tables for row in table.rows[:1] for header in row)
        raise Unreadable(
            name, f"no column holds texts (found: {_listed(columns)}); name the one with the texts 正文 or text"
        )
    without = [table.sheet for table, column in chosen if column is None and table.rows]
    if without:
        guesses = (*guesses, f"sheets without a column of texts were passed over: {_listed(without)}")
    return [replace(source, warnings=(*guesses, *source.warnings)) for source in found]


def _listed(columns: Iterable[str]) -> str:
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


def _cells(rows: Sequence[Sequence[Any]]) -> list[list[str]]:
    return [[_written(cell) for cell in row] for row in rows]


def _objects(name: str, content: str) -> list[Row]:
    found: list[Row] = []
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line, object_pairs_hook=_object)
        except (ValueError, RecursionError) as error:
            raise Unreadable(name, f'line {number} is no JSON; each line must be one object: {{"text": …}}') from error
        if not isinstance(value, dict):
            raise Unreadable(name, f'line {number} is no JSON object; each line must be one: {{"text": …}}')
        found.append({str(key): _written(cell) for key, cell in value.items()})
    return found


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object that keeps the values of equal names, too."""
    return dict(zip(unlike(name for name, _ in pairs), (value for _, value in pairs), strict=True))


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
    for name in TEXT_NAMES:
        named = next((column for column in columns if plain(column) == name), None)
        if named is not None and any(row.get(named, "").strip() for row in rows):
            return named
    chars = {
        column: sum(len(row.get(column, "").strip()) for row in rows)
        for column in columns
        if plain(column) not in NEVER_TEXT and not any(row.get(column, "").startswith("http") for row in rows)
    }
    longest = max(chars, key=lambda column: chars[column], default=None)
    return longest if longest is not None and chars[longest] >= _LEAST_TEXT_CHARS * len(rows) else None


def _texts(table: Table, column: str) -> list[Source]:
    found: list[Source] = []
    passed_over: list[Removed] = [
        removed for title in table.titles for removed in _removed(title, "title of the table")
    ]
    without = 0
    for row in table.rows:
        lines = _lines(row.get(column, ""))
        if lines:
            said, rest = facts({name: cell for name, cell in row.items() if name != column})
            others = (gone for name, cell in rest.items() for gone in _removed(cell, f"another column: {name}"))
            found.append(Source(lines, tuple(others), facts=said))
        else:
            without += 1
            passed_over += (gone for cell in row.values() for gone in _removed(cell, "row without a text"))
    if not found:
        return []
    warning = (f"rows of this table without a text were passed over: {without} of {len(table.rows)}",)
    found[0] = replace(
        found[0], removed=(*passed_over, *found[0].removed), warnings=warning if without else found[0].warnings
    )
    return found


def _removed(cell: str, why: str) -> list[Removed]:
    return [Removed(line.text, why) for line in _lines(cell)]


def _lines(cell: str) -> tuple[Line, ...]:
    return written.lines([Paragraph(cell.replace("\r\n", "\n").replace("\r", "\n"))])
