"""A sheet as comma-separated values that a spreadsheet opens as text: UTF-8 with a mark that says so, every field in quotes.

A field that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises ("CSV Injection").
"""

from __future__ import annotations

import csv
import re
from io import StringIO

from service.exports.characters import clean
from service.exports.sheet import Sheet
from service.exports.table import Cell, table

_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠\t\r\n]")
"""How a formula begins: OWASP's signs, in both widths, also behind white space or apostrophes."""


def comma_separated(sheet: Sheet, style: str = "gbt7714") -> bytes:
    """Write a row a text or pair, under a row of names."""
    rows = table(sheet, style)
    written = StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow([guarded(column.name) for column in rows.columns])
    writer.writerows([_field(value) for value in row] for row in rows.rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _field(value: Cell) -> str:
    return guarded(value) if isinstance(value, str) else "" if value is None else str(value)


def guarded(text: str) -> str:
    """Keep a text from being a formula; one apostrophe taken off again gives it back."""
    held = clean(text)
    return f"'{held}" if _FORMULA.match(held) else held
