"""PDF: pages with their text, and pages that are pictures of text.

A page without text whose picture fills it is a scan. Scans are read by OCR where the extra `duizhao[ocr]` is installed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from reports.errors import Unreadable
from reports.formats.pdf.glyphs import PageText, page_text
from reports.formats.pdf.margins import WATERMARK, Page
from reports.formats.pdf.pages import source
from reports.report import Removed
from reports.source import Source

_ENGINE = "rapidocr_onnxruntime"
_FEW_CHARS = 20
_PICTURE_SHARE = 0.5
_BROKEN_SHARE = 0.3
_HOW = "install duizhao[ocr], or give the text"


def sources(name: str, data: bytes) -> list[Source]:
    """Read a PDF as one source.

    Raises:
        Unreadable: it is damaged, locked, holds no text, or is a scan and there is no OCR.
    """
    with _opened(name, data) as document:
        read = [_page_text(name, document, number) for number in range(len(document))]
        texts = [text for text, _ in read]
        scans = [number for number, (_, is_scan) in enumerate(read) if is_scan]
        if not scans and not any(text.pieces for text in texts):
            raise Unreadable(name, "the PDF holds no text; give the report itself")
        pages, warning, unread = _pages(name, document, texts, scans)
    found = source(pages, warnings=(warning,) if warning else ())
    unseen = [Removed(mark, WATERMARK) for text in texts for mark in text.turned if mark]
    unseen += [Removed(line, "outside the page") for text in texts for line in text.outside if line]
    return [Source(found.lines, (*found.removed, *unseen, *unread), found.warnings)]


def _pages(
    name: str, document: Any, texts: Sequence[PageText], scans: Sequence[int]
) -> tuple[list[Page], str | None, list[Removed]]:
    """Take the text of the pages, by OCR where they are scans.

    Returns:
        The pages, what is to be doubted in them, and the text that OCR replaced or was too unsure of.
    """
    pages = [Page(text.width, text.height, text.pieces) for text in texts]
    if not scans:
        return pages, None, []
    if find_spec(_ENGINE) is None:
        pictures = set(scans)
        if not any(page.pieces for number, page in enumerate(pages) if number not in pictures):
            raise Unreadable(name, f"this is a scan without text; {_HOW}")
        return pages, f"{_named(scans)} without text: not read; {_HOW}", []
    from reports.formats.pdf.ocr import read_page

    unread = [Removed(piece.text, "read by OCR instead") for number in scans for piece in texts[number].pieces]
    for number in scans:
        pages[number], unsure = read_page(document[number])
        unread += (Removed(line, "read by OCR, unsure") for line in unsure)
    if not any(page.pieces for page in pages):
        raise Unreadable(name, "OCR found no text in this scan; give the text")
    return pages, f"{_named(scans)} read by OCR: characters may be wrong", unread


@contextmanager
def _opened(name: str, data: bytes) -> Iterator[Any]:
    if not data.strip():
        raise Unreadable(name, "the file is empty")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise Unreadable(name, "the PDF is locked with a password; save it without one and try again") from error
        raise Unreadable(name, "this is no PDF, or a damaged one; open it, save it again and try again") from error
    try:
        if len(document) == 0:
            raise Unreadable(name, "the PDF has no pages; give the report itself")
        yield document
    finally:
        document.close()


def _page_text(name: str, document: Any, number: int) -> tuple[PageText, bool]:
    """Read a page, and tell whether it is a scan."""
    try:
        page = document[number]
        try:
            text = page_text(page)
            return text, _is_scan(page, text)
        finally:
            page.close()
    except pypdfium2.PdfiumError as error:
        why = f"page {number + 1} of the PDF is damaged; open the file, save it again and try again"
        raise Unreadable(name, why) from error


def _is_scan(page: Any, text: PageText) -> bool:
    """Tell whether a page is to be read from its picture: it has (nearly) no text, or text that means nothing."""
    characters = sum(len(piece.text) for piece in text.pieces)
    if text.broken > max(_FEW_CHARS, _BROKEN_SHARE * (characters + text.broken)):
        return True
    if characters >= _FEW_CHARS:
        return False
    largest = 0.0
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        largest = max(largest, (right - left) * (top - bottom))
    return largest >= _PICTURE_SHARE * text.width * text.height


def _named(numbers: Sequence[int]) -> str:
    """Name pages, counted from 1: "pages 1, 3-5"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    named = ", ".join(f"{run[0] + 1}-{run[-1] + 1}" if len(run) > 1 else str(run[0] + 1) for run in runs)
    return f"page {named}" if len(numbers) == 1 else f"pages {named}"
