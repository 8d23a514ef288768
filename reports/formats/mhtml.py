"""Saved web pages (.mht, .mhtml): a browser's mail to itself, in which the page and its frames are parts."""

from __future__ import annotations

import email
from dataclasses import replace

from reports.errors import Unreadable
from reports.formats import html, written
from reports.formats.written import Paragraph
from reports.report import Removed
from reports.source import Source

_PAGES = frozenset(("text/html", "application/xhtml+xml"))


def sources(name: str, data: bytes) -> list[Source]:
    """Read the page in an archive: of its parts the one with most text, be it in a frame; the others' text stands in `removed`.

    Raises:
        Unreadable: it holds no page.
    """
    pages = [page for part in _parts(name, data) for page in _pages(name, part)]
    if not pages:
        raise Unreadable(name, "this saved page holds no text; save it from the browser as .html and try again")
    page = max(pages, key=lambda each: sum(len(line.text) for line in each.lines))
    frames = [line.text for other in pages if other is not page for line in other.lines]
    gone = (Removed(line.text, "frame") for line in written.lines(map(Paragraph, frames)))
    return [replace(page, removed=(*page.removed, *gone))]


def _parts(name: str, data: bytes) -> list[bytes]:
    """Give the parts that are pages, decoded from how mail carries them."""
    try:
        parts = [part for part in email.message_from_bytes(data).walk() if part.get_content_type() in _PAGES]
        return [content for part in parts if isinstance(content := part.get_payload(decode=True), bytes)]
    except RecursionError as error:
        raise Unreadable(name, "the parts of this saved page are nested without end") from error


def _pages(name: str, part: bytes) -> list[Source]:
    try:
        return html.sources(name, part)
    except Unreadable:  # An empty frame.
        return []
