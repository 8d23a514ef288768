"""Margins: running heads and feet, page numbers and watermarks are set apart from a document's text.

A line belongs to the page when its like stands at the same place of other pages, digits aside (compare Déjean & Meunier
2006, "A system for converting PDF documents into structured XML format", and Lin 2003, "Header and footer extraction by
page association").
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from reports.formats.columns import Piece, line, rows
from reports.report import Removed

WATERMARK = "watermark"
RUNNING_HEAD = "running head"
PAGE_NUMBER = "page number"

_ZONE = 0.15
_DEPTH = 3
_STEP = 4.0
"""Points by which the place of a head may differ from page to page."""
_LEAST_PAGES = 3
_NEARLY_ALL = 0.8
_DIGITS = "0-9０-９〇零一二三四五六七八九十百"
_PAGE_NUMBER = re.compile(
    rf"^[-—–－─·~～•\s]*(第?\s*[{_DIGITS}]{{1,4}}\s*页?|[ivxlc]{{1,7}}|[IVXLC]{{1,5}})[-—–－─·~～•\s]*$"
    rf"|^第\s*[{_DIGITS}]+\s*[页頁][\s,，/／]*([共总]\s*[{_DIGITS}]+\s*[页頁])?$"
    r"|^(page\s*)?\d{1,4}\s*(/|／|of)\s*\d{1,4}$|^page\s*\d{1,4}$|^p\.?\s*\d{1,4}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was read.

    Attributes:
        width: in points.
        height: in points.
        pieces: its text, in any order.
    """

    width: float
    height: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    pieces: tuple[Piece, ...]
    text: str
    place: tuple[str, float]
    """"top", "bottom" or "", and the distance from that edge in points."""


def without_margins(pages: Sequence[Page]) -> tuple[list[Page], list[Removed]]:
    """Take out what belongs to the pages.

    Returns:
        The pages without it, and the lines that went with the reason, in the order of the pages.
    """
    pages, removed = _without_watermarks(pages)
    edges = [_edges(page) for page in pages]
    heads = _running(edges)
    kept = []
    for page, at_edge in zip(pages, edges, strict=True):
        gone: set[int] = set()
        for row in at_edge:
            why = _why(row, heads)
            if why is not None:
                removed.append(Removed(row.text, why))
                gone.update(map(id, row.pieces))
        kept.append(Page(page.width, page.height, tuple(p for p in page.pieces if id(p) not in gone)))
    return kept, removed


def _without_watermarks(pages: Sequence[Page]) -> tuple[Sequence[Page], list[Removed]]:
    """Take out what stands at the very same place of nearly every page, in the middle of the text."""
    if len(pages) < _LEAST_PAGES:
        return pages, []
    counts = Counter(key for page in pages for key in {_spot(piece) for piece in page.pieces if _is_inside(page, piece)})
    marks = {key for key, count in counts.items() if count >= _NEARLY_ALL * len(pages)}
    kept, removed = [], []
    for page in pages:
        gone = [piece for piece in page.pieces if marks and _is_inside(page, piece) and _spot(piece) in marks]
        removed += [Removed(piece.text, WATERMARK) for piece in gone]
        seen = set(map(id, gone))
        kept.append(Page(page.width, page.height, tuple(p for p in page.pieces if id(p) not in seen)))
    return kept, removed


def _spot(piece: Piece) -> tuple[str, int, int]:
    return piece.text, round(piece.x0 / _STEP), round(piece.top / _STEP)


def _is_inside(page: Page, piece: Piece) -> bool:
    return _ZONE * page.height < (piece.top + piece.bottom) / 2 < (1 - _ZONE) * page.height and len(piece.text) > 1


def _edges(page: Page) -> list[_Row]:
    """List the outermost rows of a page, from the edge inwards, first at the top."""
    bands = rows(page.pieces)
    found = [(row, "top", min(piece.top for piece in row)) for row in bands[:_DEPTH]]
    found += [(row, "bottom", page.height - max(p.bottom for p in row)) for row in bands[: -_DEPTH - 1 : -1]]
    return [
        _Row(tuple(row), line(row).text, (edge, distance))
        for row, edge, distance in found
        if distance < _ZONE * page.height
    ]


def _running(edges: Sequence[Sequence[_Row]]) -> dict[str, set[float]]:
    """Find the running heads and feet: texts, without their digits, and the places where they stand."""
    places: defaultdict[str, Counter[tuple[str, int]]] = defaultdict(Counter)
    for page in edges:
        for row in {_masked(row.text): row for row in page}.values():
            if not _is_page_number(row.text):
                places[_masked(row.text)][_place(row)] += 1
    found: dict[str, set[float]] = {}
    for text, counts in places.items():
        often = {place for place, count in counts.items() if count + _near(counts, place) >= _LEAST_PAGES}
        if often and len(text) > 1:
            found[text] = {_key(place) for place in often}
    return found


def _near(counts: Counter[tuple[str, int]], place: tuple[str, int]) -> int:
    edge, distance = place
    return counts[edge, distance - 1] + counts[edge, distance + 1]


def _place(row: _Row) -> tuple[str, int]:
    return row.place[0], round(row.place[1] / _STEP)


def _key(place: tuple[str, int]) -> float:
    """Number a place: distances from the bottom are negative."""
    return place[1] + 0.5 if place[0] == "top" else -place[1] - 0.5


def _why(row: _Row, heads: dict[str, set[float]]) -> str | None:
    if _is_page_number(row.text):
        return PAGE_NUMBER
    here = _key(_place(row))
    own = heads.get(_masked(row.text), set())
    if any(abs(here - place) <= 1 for place in own):
        return RUNNING_HEAD
    return None


def _is_page_number(text: str) -> bool:
    return _PAGE_NUMBER.match(text) is not None


def _masked(text: str) -> str:
    """Take the digits and spaces out of a text, so that "12 Review" and "13 Review" are alike."""
    return re.sub(r"[\d\s]+|[第页頁共]", "", text)
