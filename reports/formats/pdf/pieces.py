"""Pieces: stretches of text on a page, and how those that stand beside each other make a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.formats.pdf.letters import is_wide, without_loose_spaces

_SPACE_EMS = 0.16
_WIDE_SPACE_EMS = 0.45
_CELL_EMS = 2.5
_ROW_SIZES = 2.2
"""A letter that is so much larger stands beside several rows, not in one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text on a page, or a whole line.

    Attributes:
        text: its characters; no line end in it.
        x0: left edge, in points from the page's left.
        x1: right edge.
        top: upper edge, in points from the page's top.
        bottom: lower edge; larger than `top`.
        size: the font's size in points.
        left: the left margin of the column it stands in.
        right: the right margin of that column.
        cells: into how many parts wide gaps divide it; more than one in a table's row.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    left: float = 0.0
    right: float = 0.0
    cells: int = 1


def rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Put pieces that stand beside each other into rows, from the top of the page down; left to right in a row."""
    found: list[list[Piece]] = []
    largest: Piece | None = None
    for piece in sorted(pieces, key=lambda piece: (piece.top + piece.bottom, piece.x0)):
        if largest is not None and _are_beside(largest, piece):
            found[-1].append(piece)
            largest = max(largest, piece, key=lambda other: other.size)
        else:
            found.append([piece])
            largest = piece
    return [sorted(row, key=lambda piece: piece.x0) for row in found]


def _are_beside(largest: Piece, piece: Piece) -> bool:
    if max(largest.size, piece.size) > _ROW_SIZES * min(largest.size, piece.size):
        return False
    overlap = min(largest.bottom, piece.bottom) - max(largest.top, piece.top)
    return overlap > 0.5 * min(largest.bottom - largest.top, piece.bottom - piece.top)


def line(row: Sequence[Piece]) -> Piece:
    """Set the pieces of a row as one line; spaces stand where there are gaps that are more than kerning."""
    size = _size(row)
    text, cells = "", 1
    right = row[0].x0
    for piece in row:
        gap = (piece.x0 - right) / size
        between = text[-1:] + piece.text[:1]
        wide = all(map(is_wide, between))
        if text and gap > (_WIDE_SPACE_EMS if wide else _SPACE_EMS):
            text += " "
        cells += bool(text) and gap > _CELL_EMS
        text += piece.text
        right = max(right, piece.x1)
    return Piece(
        without_loose_spaces(text),
        row[0].x0,
        right,
        min(piece.top for piece in row),
        max(piece.bottom for piece in row),
        size,
        row[0].left,
        row[0].right,
        cells,
    )


def _size(row: Sequence[Piece]) -> float:
    """Take the size that most of a row is set in."""
    sizes: dict[float, int] = {}
    for piece in row:
        sizes[piece.size] = sizes.get(piece.size, 0) + len(piece.text)
    return max(sizes, key=lambda size: (sizes[size], size))
