"""Regions against years in a terminal: a tree of regions, under each province what lies below it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from ui.web.words import Words

_INDENT = "  "
_GAP = "  "


def matrix_lines(words: Words, answer: Any) -> Iterator[str]:
    """Lay out who says something in which year; none where no report says which year it covers.

    A region with reports shows a figure for each year, a province above them how many of those with a report say it.
    """
    years = [count.year for count in answer.years]
    if not years:
        return
    rows = [("", [str(year) for year in years])]
    for node in answer.tree:
        rows += _rows(words, answer, node, 0, 0)
    width = max(_width(name) for name, _ in rows)
    for name, cells in rows:
        yield (_padded(name, width) + "".join(_GAP + _padded(cell, 6) for cell in cells)).rstrip()
    yield words("matrix.legend.plain")


def _rows(words: Words, answer: Any, node: Any, depth: int, known: int) -> Iterator[tuple[str, list[str]]]:
    """Write a node and what lies below it; `known` levels of its path stand above it."""
    names = [name for name in (node.region or ())[known:] if name]
    name = _INDENT * depth + ("".join(names) if node.region else words("region.unknown"))
    if node.below:
        counted = [f"{year.said}/{year.regions}" if year.regions else "·" for year in node.years]
        yield f"{name} {node.said}/{node.regions}", counted
    if node.row is not None:
        own = name if not node.below else _INDENT * (depth + 1) + words("matrix.itself")
        yield own, [_cell(cell) for cell in answer.regions[node.row].cells]
    for below in node.below:
        yield from _rows(words, answer, below, depth + 1, len(node.region or ()))


def _cell(cell: Any) -> str:
    if not cell.report:
        return "·"
    if cell.best:
        return f"{cell.best.similarity:.2f}"
    return f"({cell.nearest_miss.similarity:.2f})" if cell.nearest_miss else "–"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Count the columns of a text in a terminal, where Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
