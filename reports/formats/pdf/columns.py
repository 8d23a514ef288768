"""Columns: pieces of text that lie about a page become lines in the order they are read.

A page is cut where white space runs through it, as in the XY-cut (Nagy & Seth 1984, "Hierarchical representation of
optically scanned documents"). Rows are the smallest bands; neighbouring rows that share a gutter form a block of columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from reports.formats.pdf.pieces import Piece, line, rows

_MOST_CUTS = 4
_GUTTER_EMS = 0.9
_COLUMN_EMS = 7.0
_COLUMN_LINES = 3
_FILL = 0.6
_WRAPPED_LINES = 5
_WRAPPED_EMS = 9.0
_EDGE_EMS = 0.3
_BLOCK_SPACE_EMS = 1.5
_PAGE_SPACE_EMS = 4.5
"""More space than a heading has above it, all across the page: what stands below is no part of the columns above."""
_BOX_EMS = 1.2
_STOPS = "。，；：！？、,.;:!?"
_MOST_ROWS = 300
"""A page of more rows is read straight down: looking for gutters takes the square of them."""


def in_reading_order(pieces: Sequence[Piece]) -> list[Piece]:
    """Read a page: lines from top to bottom, a block of columns column by column.

    Args:
        pieces: the pieces of one page, in any order.

    Returns:
        Lines with the margins of their columns.
    """
    return [set_line for column in _columns(pieces) for set_line in _with_margins(column)]


def _columns(pieces: Sequence[Piece], depth: int = 0) -> Iterator[list[Piece]]:
    if not pieces:
        return
    bands = rows(pieces)
    gutters = (_gutters(bands) or _gutters(bands, short=True)) if depth < _MOST_CUTS else []
    if not gutters:
        yield list(pieces)
        return
    done = 0
    for first, last, at in gutters:
        yield from _columns([piece for row in bands[done:first] for piece in row], depth + 1)
        block = [piece for row in bands[first:last] for piece in row]
        yield from _columns([piece for piece in block if piece.x0 < at], depth + 1)
        yield from _columns([piece for piece in block if piece.x0 >= at], depth + 1)
        done = last
    yield from _columns([piece for row in bands[done:] for piece in row], depth + 1)


def _gutters(bands: Sequence[Sequence[Piece]], *, short: bool = False) -> list[tuple[int, int, float]]:
    """Find the blocks of columns: [first row, row after the last) and where the gutter stands, in points.

    Args:
        bands: the rows of a page, or of a part of it.
        short: whether a block ends at the first space in it, since drawings stand below.
    """
    if len(bands) > _MOST_ROWS:
        return []
    edges = (min(row[0].x0 for row in bands), max(piece.x1 for row in bands for piece in row))
    found: list[tuple[int, int, float]] = []
    at = 0
    while at < len(bands):
        blocks = [
            block for gap in _gaps(bands[at], edges) if (block := _block(bands, at, gap, short=short)) is not None
        ]
        if blocks:
            found.append(max(blocks, key=lambda block: block[1]))
            at = found[-1][1]
        else:
            at += 1
    return found


def _gaps(row: Sequence[Piece], edges: tuple[float, float]) -> list[tuple[float, float]]:
    """List what is free in a row: between its pieces, and on both sides of them."""
    ends = [edges[0], *(piece.x1 for piece in row)]
    starts = [*(piece.x0 for piece in row), edges[1]]
    return [gap for gap in zip(ends, starts, strict=True) if gap[1] - gap[0] >= _GUTTER_EMS * row[0].size]


def _block(
    bands: Sequence[Sequence[Piece]], at: int, gap: tuple[float, float], *, short: bool
) -> tuple[int, int, float] | None:
    """Follow a gap down the page for as long as the rows leave a gutter free in it; None if there are no columns."""
    size = bands[at][0].size
    end = at
    while end < len(bands):
        narrowed = _narrowed(gap, bands[end])
        if narrowed[1] - narrowed[0] < _GUTTER_EMS * size:
            break
        space = _space_above(bands, end) / size if end > at else 0.0
        if short and space > _BLOCK_SPACE_EMS:
            break
        if space > _PAGE_SPACE_EMS and _are_columns(bands[at:end], sum(gap) / 2):
            break
        end, gap = end + 1, narrowed
    return (at, end, sum(gap) / 2) if _are_columns(bands[at:end], sum(gap) / 2) else None


def _space_above(bands: Sequence[Sequence[Piece]], at: int) -> float:
    return min(piece.top for piece in bands[at]) - max(piece.bottom for piece in bands[at - 1])


def _narrowed(gap: tuple[float, float], row: Sequence[Piece]) -> tuple[float, float]:
    """Cut a gap down to what a row leaves of it, on the side of its middle."""
    low, high = gap
    for piece in row:
        if piece.x1 <= low or piece.x0 >= high:
            continue
        if piece.x0 <= low and piece.x1 >= high:
            return (low, low)
        if piece.x0 - low > high - piece.x1:
            high = piece.x0
        else:
            low = piece.x1
    return (low, max(low, high))


def _are_columns(bands: Sequence[Sequence[Piece]], middle: float) -> bool:
    """Tell columns of text from the columns of a table: lines fill their width, and there are some.

    Beside a column of wrapped text the other may be anything: a drawing's labels, a note.
    """
    sides = []
    for in_left in (True, False):
        found = ([piece for piece in row if (piece.x0 < middle) is in_left] for row in bands)
        sides.append([line(row) for row in found if row])
    if not all(sides):
        return False
    return all(map(_is_filled, sides)) or any(len(side) >= _WRAPPED_LINES and _is_wrapped(side, 0.75) for side in sides)


def _is_filled(lines: Sequence[Piece]) -> bool:
    if len(lines) < _COLUMN_LINES:
        return False
    width = max(each.x1 for each in lines) - min(each.x0 for each in lines)
    usual = median(each.x1 - each.x0 for each in lines)
    return width > _COLUMN_EMS * median(each.size for each in lines) and usual > _FILL * width


def _is_wrapped(lines: Sequence[Piece], share: float) -> bool:
    """Tell whether lines are set to one width: that share of them ends at one edge, and not because a sentence does."""
    edge, size = max(each.x1 for each in lines), lines[0].size
    full = [each for each in lines if edge - each.x1 < _BOX_EMS * size]
    return (
        len(full) >= max(_COLUMN_LINES - 1, share * (len(lines) - 1))
        and edge - min(each.x0 for each in lines) > _WRAPPED_EMS * size
        and 2 * sum(each.text[-1] in _STOPS for each in full) <= len(full)
    )


def _with_margins(column: Sequence[Piece]) -> list[Piece]:
    lines = sorted((each for row in rows(column) if (each := line(row)).text), key=lambda each: each.top)
    left = min((each.x0 for each in lines), default=0.0)
    right = max((each.x1 for each in lines), default=0.0)
    found: list[Piece] = []
    for box in _boxes(lines):
        to = (
            max(each.x1 for each in box)
            if right - box[0].size > max(each.x1 for each in box) and _is_wrapped(box, 0.5)
            else right
        )
        found += [replace(each, left=left, right=to) for each in box]
    return found


def _boxes(lines: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Divide a column into runs of lines with one left edge and one size, as boxes and captions have them."""
    box: list[Piece] = []
    for each in lines:
        if box and (abs(each.x0 - box[-1].x0) > _EDGE_EMS * each.size or abs(each.size - box[-1].size) > _EDGE_EMS):
            yield box
            box = []
        box.append(each)
    if box:
        yield box
