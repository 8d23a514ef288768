"""Glyphs: the characters of a PDF's page, and where they stand, become pieces of text."""

from __future__ import annotations

import ctypes
import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pypdfium2.raw as pdfium

from reports.formats.pdf.letters import cleaned
from reports.formats.pdf.pieces import Piece

_ASCENT, _DESCENT = 0.88, 0.12
"""How far an em reaches above and below the baseline, in ems; fonts' own figures are too often wrong."""
_BREAK_EMS = 0.16
_SAME_PLACE_EMS = 0.15
_DEGREES = 5
_LINE_END_HYPHEN = 2
"""The control character that PDFium gives for a hyphen at a line's end."""
_LIGATED = "fijlt"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a page: its advance from x0 to x1 on a baseline y, in points from the page's top left.

    Attributes:
        angle: how far the writing is turned, in whole degrees, anticlockwise.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    angle: int


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page says.

    Attributes:
        pieces: its text.
        turned: text that runs in another direction than most: watermarks across the page, labels on their side.
        outside: text beyond the page's edges, which nobody sees.
        width: the page's width, as its text is read, in points.
        height: its height.
        broken: how many characters had no meaning (a font without a table of its characters).
    """

    pieces: tuple[Piece, ...]
    turned: tuple[str, ...]
    outside: tuple[str, ...]
    width: float
    height: float
    broken: int


def page_text(page: Any) -> PageText:
    """Read a page of a PDF.

    Args:
        page: a `pypdfium2.PdfPage`.
    """
    text_page = page.get_textpage()
    try:
        left, bottom, right, top = page.get_cropbox()
        glyphs = list(_glyphs(text_page.raw))
    finally:
        text_page.close()
    angles = Counter(glyph.angle for glyph in glyphs)
    angle = max((a for a in angles if a % 90 == 0), key=lambda a: (angles[a], -a), default=0)
    corners = [_turned(x, y, angle) for x in (left, right) for y in (bottom, top)]
    x_min, x_max = min(x for x, _ in corners), max(x for x, _ in corners)
    y_min, y_max = min(y for _, y in corners), max(y for _, y in corners)
    placed: list[Glyph] = []
    for glyph in glyphs:
        if glyph.angle == angle and glyph.text:
            x, y = _turned(glyph.x0, glyph.y, angle)
            placed.append(Glyph(glyph.text, x - x_min, x - x_min + glyph.x1 - glyph.x0, y_max - y, glyph.size, 0))
    width, height = x_max - x_min, y_max - y_min
    pieces = list(_pieces(placed))
    inside = [p for p in pieces if 0 <= (p.x0 + p.x1) / 2 <= width and 0 <= (p.top + p.bottom) / 2 <= height]
    seen = set(map(id, inside))
    return PageText(
        pieces=tuple(inside),
        turned=tuple(_runs([glyph for glyph in glyphs if glyph.angle != angle])),
        outside=tuple(piece.text for piece in pieces if id(piece) not in seen),
        width=width,
        height=height,
        broken=sum(not glyph.text for glyph in glyphs),
    )


def _turned(x: float, y: float, angle: int) -> tuple[float, float]:
    """Turn a point back by some degrees about the origin, as PDF counts: upwards."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return x * cos + y * sin, y * cos - x * sin


def _glyphs(text_page: Any) -> Iterator[Glyph]:
    """Read the characters in the order of the file; white space only says by its width that there is some."""
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        if pdfium.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        character = "-" if code == _LINE_END_HYPHEN else chr(min(code, sys.maxunicode))
        if character.isspace():
            continue
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
        pdfium.FPDFText_GetMatrix(text_page, index, matrix)
        size = pdfium.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
        angle = round(math.degrees(math.atan2(matrix.b, matrix.a)) / _DEGREES) * _DEGREES % 360
        along = abs(box.top - box.bottom) if angle in {90, 270} else abs(box.right - box.left)
        yield Glyph(_meant(character), x.value, x.value + along, y.value, max(round(size, 1), 0.1), angle)


@lru_cache(maxsize=20_000)
def _meant(character: str) -> str:
    """Clean a character; a half of a pair of surrogates waits for the other."""
    return character if "\ud800" <= character <= "\udfff" else cleaned(character)


def _pieces(glyphs: Sequence[Glyph]) -> Iterator[Piece]:
    """Set neighbouring characters of one size on one baseline as a piece."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and _is_doubled(run[-1], glyph):
            continue
        if run and not _follows(run[-1], glyph):
            yield _piece(run)
            run = []
        run.append(glyph)
    if run:
        yield _piece(run)


def _is_doubled(before: Glyph, glyph: Glyph) -> bool:
    """Tell whether a character is printed twice for a bold face; the two letters of "ff" share a place by right."""
    return before.text == glyph.text and before.text not in _LIGATED and _at(before, glyph)


def _at(before: Glyph, glyph: Glyph) -> bool:
    shift = _SAME_PLACE_EMS * glyph.size
    return abs(before.x0 - glyph.x0) < shift and abs(before.y - glyph.y) < shift


def _follows(before: Glyph, glyph: Glyph) -> bool:
    if abs(before.size - glyph.size) > 0.1 * glyph.size or abs(before.y - glyph.y) > 0.1 * glyph.size:
        return False
    return abs(glyph.x0 - before.x1) < _BREAK_EMS * glyph.size or _at(before, glyph)


def _piece(run: Sequence[Glyph]) -> Piece:
    size = run[0].size
    y = run[0].y
    text = cleaned("".join(glyph.text for glyph in run))
    return Piece(text, run[0].x0, max(glyph.x1 for glyph in run), y - _ASCENT * size, y + _DESCENT * size, size)


def _runs(glyphs: Sequence[Glyph]) -> Iterator[str]:
    """Set characters that are turned the same way and follow each other in the file as one text."""
    text, before = "", None
    for glyph in glyphs:
        far = before is not None and math.hypot(glyph.x0 - before.x0, glyph.y - before.y) > 3 * glyph.size
        if text and before is not None and (far or glyph.angle != before.angle):
            yield cleaned(text)
            text = ""
        text, before = text + glyph.text, glyph
    if text:
        yield cleaned(text)
