"""Plain text and Markdown."""

from __future__ import annotations

import codecs
import re

from reports.errors import Unreadable
from reports.report import Span
from reports.source import Line, Source

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")


def sources(name: str, data: bytes) -> list[Source]:
    """Read a text; blank lines are left out, `#` headings keep their level.

    Raises:
        Unreadable: the bytes are no text.
    """
    found = []
    start = 0
    for raw in _decode(name, data).replace("\xa0", " ").splitlines(keepends=True):
        text = raw.strip(" \t\r\n\u3000\xa0\ufeff\v\f")
        if text:
            at = start + raw.index(text)
            span = Span(at, at + len(text))
            heading = _HEADING.match(text)
            found.append(Line(heading.group(2), span, len(heading.group(1))) if heading else Line(text, span))
        start += len(raw)
    return [Source(tuple(line for line in found if line.text))]


def _decode(name: str, data: bytes) -> str:
    if not data.strip():
        raise Unreadable(name, "the file is empty")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(name, data, encoding)
    if b"\x00" in data:
        raise Unreadable(name, "this is a binary file, not text; give the report itself")
    try:
        return _checked(name, data, "utf-8")
    except Unreadable:
        # GB18030 holds every character of GBK and GB2312, which Chinese sites still serve.
        return _checked(name, data, "gb18030")


def _checked(name: str, data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = ""
    if not text or len(_CONTROL.findall(text)) > len(text) / 100:
        raise Unreadable(name, "this is no text in UTF-8, UTF-16 or GB18030; save it as UTF-8 and try again")
    return text
