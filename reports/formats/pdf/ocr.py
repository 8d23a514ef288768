"""OCR: a page that is a picture becomes pieces of text (needs the extra `duizhao[ocr]`)."""

from __future__ import annotations

from functools import cache
from statistics import median
from typing import Any

import numpy as np

from reports.formats.pdf.letters import cleaned, is_wide
from reports.formats.pdf.margins import Page
from reports.formats.pdf.pieces import Piece

_DPI = 200
_MOST_PIXELS = 4000
"""A longer side is drawn smaller: engineers' plans and maps would take gigabytes."""
_MIN_CONFIDENCE = 0.5
_LINE_EMS = 1.15
"""How high OCR draws the box of a line, in ems."""
_ONE_SIZE = 0.25
_ENOUGH_EMS = 6


@cache
def _engine() -> Any:
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR()


def read_page(page: Any) -> tuple[Page, list[str]]:
    """Draw a page and read what is on it.

    Args:
        page: a `pypdfium2.PdfPage`.

    Returns:
        The page, its sizes guessed from the heights of the lines; and the lines of which OCR was too unsure.
    """
    width, height = page.get_size()
    scale = min(_DPI / 72, _MOST_PIXELS / max(width, height))
    bitmap = page.render(scale=scale, rev_byteorder=False)
    try:
        picture = np.array(bitmap.to_numpy())
    finally:
        bitmap.close()
    boxes, _ = _engine()(picture)
    found: list[Piece] = []
    unsure: list[str] = []
    for box, text, confidence in boxes or []:
        piece = _piece(box, text, scale)
        if not piece.text:
            continue
        if float(confidence) >= _MIN_CONFIDENCE:
            found.append(piece)
        else:
            unsure.append(piece.text)
    return Page(width, height, _even(found)), unsure


def _piece(box: Any, text: str, scale: float) -> Piece:
    corners = np.asarray(box, dtype=float) / scale
    (x0, top), (x1, bottom) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
    text = cleaned(text).strip()
    ems = sum(1.0 if is_wide(character) else 0.5 for character in text)
    # The width of a line tells its size better than its height, if there are enough characters.
    size = (x1 - x0) / ems if ems >= _ENOUGH_EMS else (bottom - top) / _LINE_EMS
    return Piece(text, x0, x1, top, bottom, size)


def _even(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Give lines that are about as high as most the same size: heights of boxes tremble."""
    if not pieces:
        return ()
    usual = median(piece.size for piece in pieces)
    return tuple(
        Piece(piece.text, piece.x0, piece.x1, piece.top, piece.bottom, _evened(piece.size, usual)) for piece in pieces
    )


def _evened(size: float, usual: float) -> float:
    return round(usual, 1) if abs(size - usual) <= _ONE_SIZE * usual else round(size, 1)
