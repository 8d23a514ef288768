"""Columns of a table: which row names them, and what their names say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

TEXT_NAMES = ("正文", "内容", "全文", "文本", "报告正文", "报告内容", "报告全文", "text", "content", "fulltext")
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
_OF_FACTS = frozenset(name for names in (*_FACT_NAMES.values(), *_PATH_NAMES) for name in names)
NEVER_TEXT = _OF_FACTS - {"body"}
"""Columns of facts; only an English body may be a text's."""
_KNOWN = _OF_FACTS.union(TEXT_NAMES)
_HEADER_CHARS = 40
_SENTENCE_END = ("。", "！", "？", "；")

Row = Mapping[str, str]
"""The cells of a row, by the name of their column; no two columns have one name."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with the names of their columns.

    Attributes:
        rows: its rows, none of them empty.
        titles: what stands above the names of the columns.
        sheet: its name in a workbook; "" where a file is one table.
    """

    rows: Sequence[Row]
    titles: tuple[str, ...] = ()
    sheet: str = ""


def with_names(cells: Sequence[Sequence[str]], sheet: str = "") -> Table:
    """Name the cells of a table by its header; a column without a name is called by its number."""
    filled = [row for row in cells if any(cell.strip() for cell in row)]
    width = max(map(len, filled), default=0)
    even = [[*row, *[""] * (width - len(row))] for row in filled]
    at = _header_at(even)
    said = [cell.strip() for cell in even[at]] if at is not None else [""] * width
    header = unlike(name or f"column {n}" for n, name in enumerate(said, 1))
    above = 0 if at is None else at
    titles = tuple(cell for row in even[:above] for cell in row if cell.strip())
    rows = [dict(zip(header, row, strict=True)) for row in (even if at is None else even[at + 1 :])]
    return Table(rows, titles, sheet)


def _header_at(rows: Sequence[Sequence[str]]) -> int | None:
    """Find the row that names the columns: the first that has more than a table's title, if it looks like names."""
    for at, row in enumerate(rows):
        cells = [cell.strip() for cell in row]
        if any(plain(cell) in _KNOWN for cell in cells):
            return at if all(len(cell) <= _HEADER_CHARS for cell in cells) else None
        if sum(map(bool, cells)) > 1:
            may_be_name = (0 < len(cell) <= _HEADER_CHARS and not cell.endswith(_SENTENCE_END) for cell in cells)
            return at if all(may_be_name) else None
        if len(cells) == 1:
            return None
    return None


def unlike(names: Iterable[str]) -> list[str]:
    """Number the names that were there before, so that no two are equal: "备注", "备注 (2)"."""
    found: dict[str, None] = {}
    for name in names:
        number, numbered = 1, name
        while numbered in found:
            number += 1
            numbered = f"{name} ({number})"
        found[numbered] = None
    return list(found)


def facts(row: Row) -> tuple[dict[str, str], Row]:
    """Take the facts out of a row.

    Returns:
        The facts, as they are written; and the cells that say none.
    """
    rest = {name: cell.strip() for name, cell in row.items() if cell.strip()}

    def first(names: Sequence[str]) -> str:
        column = next((column for name in names for column in rest if plain(column) == name), None)
        return rest.pop(column) if column is not None else ""

    found = {fact: first(names) for fact, names in _FACT_NAMES.items()}
    path = [first(names) for names in _PATH_NAMES]
    if any(path):
        found["region"] = "/".join(dict.fromkeys(name for name in (*path, found["region"]) if name))
    return {fact: value for fact, value in found.items() if value}, rest


def plain(name: str) -> str:
    """Give a column's name in the form in which names are compared."""
    return re.sub(r"[\s_\-]", "", name).lower()
