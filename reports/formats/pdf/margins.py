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

from reports import chinese
from reports.formats.pdf.pieces import Piece, line, rows
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
_MOST = 0.6
_EVERY_OTHER = 2
_DIGITS = "0-9０-９〇零一二三四五六七八九十百"
_NUMERAL = re.compile(r"^[〇零一二三四五六七八九十百]{1,4}$")
"""A number that may be a page's or a heading's: only its fellows on other pages tell."""
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
    """"top" or "bottom", and the distance from that edge in points."""
    depth: int
    """How many rows stand between it and the edge, page numbers aside."""


def without_margins(pages: Sequence[Page]) -> tuple[list[Page], list[Removed]]:
    """Take out what belongs to the pages.

    Returns:
        The pages without it, and the lines that went with the reason, in the order of the pages.
    """
    pages, removed = _without_watermarks(pages)
    edges = [_edges(page) for page in pages]
    heads = _running(edges)
    counting = _counting(edges)
    kept = []
    for number, (page, at_edge) in enumerate(zip(pages, edges, strict=True)):
        gone: set[int] = set()
        for row in at_edge:
            numeral = _counts(row, number)
            why = _why(row, heads) if numeral is None or numeral in counting else None
            if why is not None:
                removed.append(Removed(row.text, why))
                gone.update(map(id, row.pieces))
        kept.append(Page(page.width, page.height, tuple(p for p in page.pieces if id(p) not in gone)))
    return kept, removed


def _without_watermarks(pages: Sequence[Page]) -> tuple[Sequence[Page], list[Removed]]:
    """Take out what stands at the very same place of nearly every page, in the middle of the text."""
    if len(pages) < _LEAST_PAGES:
        return pages, []
    counts = Counter(
        key for page in pages for key in {_spot(piece) for piece in page.pieces if _is_inside(page, piece)}
    )
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
    found = []
    for edge, outermost in (("top", bands[:_DEPTH]), ("bottom", bands[: -_DEPTH - 1 : -1])):
        depth = 0
        for row in outermost:
            text = line(row).text
            top, bottom = min(piece.top for piece in row), max(piece.bottom for piece in row)
            distance = top if edge == "top" else page.height - bottom
            if distance < _ZONE * page.height:
                found.append(_Row(tuple(row), text, (edge, distance), depth))
            depth += not _is_page_number(text)
    return found


def _running(edges: Sequence[Sequence[_Row]]) -> dict[str, set[float]]:
    """Find the running heads and feet: texts, without their digits, and the places where they stand.

    The outermost row must stand on pages that follow each other (or on every other page), since the headings of chapters
    are alike too; a row below it, on most pages of the document.
    """
    found: defaultdict[tuple[str, str, int], list[int]] = defaultdict(list)
    inner: Counter[tuple[str, str, int]] = Counter()
    for number, page in enumerate(edges):
        for row in page:
            edge, distance = _place(row)
            if _is_page_number(row.text) or not _masked(row.text):
                continue
            for near in (distance - 1, distance, distance + 1):
                key = (_masked(row.text), edge, near)
                found[key] += [number] if row.depth == 0 else []
                inner[key] += 1
    heads: defaultdict[str, set[float]] = defaultdict(set)
    least = max(2, min(_LEAST_PAGES, sum(map(bool, edges))))
    for (text, edge, distance), numbers in found.items():
        if _longest_run(numbers) >= least or inner[text, edge, distance] >= _MOST * len(edges) > _LEAST_PAGES:
            heads[text].add(_key((edge, distance)))
    return heads


def _counting(edges: Sequence[Sequence[_Row]]) -> set[tuple[str, int, int]]:
    """Find where bare Chinese numerals are page numbers: at one place of several pages, and growing as the pages do."""
    found: Counter[tuple[str, int, int]] = Counter()
    for number, page in enumerate(edges):
        found.update({key for row in page if (key := _counts(row, number)) is not None})
    least = max(2, min(_LEAST_PAGES, len(edges)))
    return {
        (edge, distance, ahead)
        for edge, distance, ahead in found
        if sum(found[edge, near, ahead] for near in (distance - 1, distance, distance + 1)) >= least
    }


def _counts(row: _Row, number: int) -> tuple[str, int, int] | None:
    """Say where a bare numeral stands and how far it is ahead of its page's place in the file; None for any other row."""
    if not _NUMERAL.match(row.text):
        return None
    return *_place(row), chinese.number(row.text) - number


def _longest_run(numbers: Sequence[int]) -> int:
    """Count the pages of the longest run that leaves out at most every other page."""
    longest = run = 0
    before = -3
    for number in dict.fromkeys(numbers):
        run = run + 1 if number - before <= _EVERY_OTHER else 1
        longest, before = max(longest, run), number
    return longest


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
    if any(here == place for place in own):
        return RUNNING_HEAD
    return None


def _is_page_number(text: str) -> bool:
    return _PAGE_NUMBER.match(text) is not None


def _masked(text: str) -> str:
    """Take the digits and spaces out of a text, so that "12 Review" and "13 Review" are alike."""
    return re.sub(r"[\d\s]+|[第页頁共]", "", text)
