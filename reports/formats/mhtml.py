"""Saved web pages (.mht, .mhtml): a browser's mail to itself, in which the page and its frames are parts."""

from __future__ import annotations

import codecs
import email
from collections.abc import Callable, Sequence
from dataclasses import replace
from email.message import Message

from reports.errors import Unreadable
from reports.formats import html, text
from reports.report import Removed
from reports.source import Source

_PAGES = frozenset(("text/html", "application/xhtml+xml"))
_PLAIN = frozenset(("text/plain",))
_HEADERS = ("MIME-Version", "Content-Type")


def sources(name: str, data: bytes) -> list[Source]:
    """Read the page in an archive: of its parts the one with most text, be it in a frame; the others' text stands in `removed`.

    What is no archive at all is read as a page, for people save one under the wrong name; an archive without a page, as
    the plain text in it.

    Raises:
        Unreadable: it holds no text, or its largest part can't be read.
    """
    parts = _parts(name, data)
    if not any(header in parts[0] for header in _HEADERS):
        return html.sources(name, data)
    pages, warnings = _read(name, _contents(parts, _PAGES), html.sources)
    if not any(page.lines for page in pages):
        plain, more = _read(name, _contents(parts, _PLAIN), text.sources)
        pages, warnings = [*pages, *plain], [*warnings, *more]
    if not pages:
        raise Unreadable(name, "this saved page holds no text; save it from the browser as .html and try again")
    page = max(pages, key=lambda each: sum(len(line.text) for line in each.lines))
    frames = [other for other in pages if other is not page]
    gone = [Removed(line.text, "frame") for frame in frames for line in frame.lines]
    of_frames = [removed for frame in frames for removed in frame.removed]
    doubts = dict.fromkeys([warning for source in (page, *frames) for warning in source.warnings] + warnings)
    return [replace(page, removed=(*page.removed, *gone, *of_frames), warnings=tuple(doubts))]


def _parts(name: str, data: bytes) -> list[Message]:
    """Give the parts of an archive, itself first."""
    try:
        return list(email.message_from_bytes(data.removeprefix(codecs.BOM_UTF8).lstrip()).walk())
    except RecursionError as error:
        raise Unreadable(name, "the parts of this saved page are nested without end") from error


def _contents(parts: Sequence[Message], types: frozenset[str]) -> list[bytes]:
    """Give what the parts of some types hold, decoded from how mail carries it; empty ones are passed over."""
    contents = (part.get_payload(decode=True) for part in parts if part.get_content_type() in types)
    return [content for content in contents if isinstance(content, bytes) and content.strip()]


def _read(
    name: str, contents: Sequence[bytes], read: Callable[[str, bytes], list[Source]]
) -> tuple[list[Source], list[str]]:
    """Read parts, and give what to warn of; a frame that can't be read is passed over with a warning.

    Raises:
        Unreadable: the largest part can't be read: the text may be in it.
    """
    found: list[Source] = []
    warnings: list[str] = []
    largest = max(contents, key=len, default=b"")
    for content in contents:
        try:
            found.extend(read(name, content))
        except Unreadable as error:
            if content is largest:
                raise
            warnings.append(f"a frame of this saved page was left out: {error.why}")
    return found, warnings
