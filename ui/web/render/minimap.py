"""A comparison seen from afar: the passages of each report as a column of blocks, and a band between those that go together.

Shape tells the kinds apart as much as shade does: what only one report has stands alone, what moved crosses, a notch at the
edge says that facts differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from service.answers import ComparedRow, PassageAnswer
from ui.compared import kind_name
from ui.web.markup import Html, tag
from ui.web.render.names import passage_number
from ui.web.words import Words

_HEIGHT = 1000.0
_WIDTH = 60
_COLUMN = 20
_GAP_CHARS = 12
"""The space between two blocks, in characters of a passage."""


class _Extent(NamedTuple):
    """Where a block begins and ends, from the top."""

    top: float
    bottom: float


def minimap(words: Words, rows: Sequence[ComparedRow], earlier: str | None, row_at: Callable[[int], str]) -> Html:
    """Draw the rows of a comparison; each leads to its place, whose address `row_at` gives for its number, counted from 0."""
    places = _places([row.a for row in rows]) | _places([row.b for row in rows])
    drawn = (_row(words, row, earlier, places, row_at(n)) for n, row in enumerate(rows))
    picture = tag(
        "svg",
        *drawn,
        viewBox=f"0 0 {_WIDTH} {_HEIGHT:.0f}",
        preserveAspectRatio="none",
        role="list",
        aria_label=words("versus.map"),
    )
    return tag("nav", picture, class_="dz-map", aria_label=words("versus.map"))


def _places(sides: Sequence[Sequence[PassageAnswer]]) -> dict[str, _Extent]:
    """Lay the passages of one report below one another, as high as they are long."""
    passages = sorted({passage.span: passage for side in sides for passage in side}.items())
    whole = sum(len(passage.text) + _GAP_CHARS for _, passage in passages) or 1
    found, top = {}, 0.0
    for _, passage in passages:
        height = _HEIGHT * len(passage.text) / whole
        found[passage.id] = _Extent(top, top + height)
        top += height + _HEIGHT * _GAP_CHARS / whole
    return found


def _row(words: Words, row: ComparedRow, earlier: str | None, places: dict[str, _Extent], address: str) -> Html:
    a, b = ([places[passage.id] for passage in side] for side in (row.a, row.b))
    label = _label(words, row, earlier)
    shapes = [
        *(_block(0, extent) for extent in a),
        *(_block(_WIDTH - _COLUMN, extent) for extent in b),
        *(_band(one, other) for one in a for other in b),
        *(_notches(a, b) if row.flags else ()),
    ]
    return tag(
        "a",
        tag("title", label),
        *shapes,
        href=address,
        class_=f"dz-map-row dz-map-{row.kind}{'' if row.flags else ' dz-map-plain'}",
        aria_label=label,
        tabindex=-1 if row.kind == "same" else None,
        role="listitem",
    )


def _label(words: Words, row: ComparedRow, earlier: str | None) -> str:
    numbers = " → ".join(
        words("list.comma").join(words("passage.number", number=passage_number(passage.id)) for passage in side)
        for side in (row.a, row.b)
        if side
    )
    facts = words("versus.facts_differ") if row.flags else ""
    return words("colon").join([kind_name(words, row.kind, earlier), " · ".join(filter(None, [numbers, facts]))])


def _block(left: int, extent: _Extent) -> Html:
    height = max(extent.bottom - extent.top, 1.0)
    return tag("rect", x=left, y=f"{extent.top:.1f}", width=_COLUMN, height=f"{height:.1f}", class_="dz-map-block")


def _band(one: _Extent, other: _Extent) -> Html:
    left, right = _COLUMN, _WIDTH - _COLUMN
    path = f"M{left} {one.top:.1f}L{right} {other.top:.1f}V{other.bottom:.1f}L{left} {one.bottom:.1f}Z"
    return tag("path", d=path, class_="dz-map-band")


def _notches(a: Sequence[_Extent], b: Sequence[_Extent]) -> Iterator[Html]:
    for left, side in ((0, a), (_WIDTH - 4, b)):
        for extent in side:
            height = max(extent.bottom - extent.top, 1.0)
            yield tag("rect", x=left, y=f"{extent.top:.1f}", width=4, height=f"{height:.1f}", class_="dz-map-notch")
