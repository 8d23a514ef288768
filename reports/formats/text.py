"""Plain text and Markdown."""

from __future__ import annotations

from reports.encodings import decode
from reports.report import Removed, Span
from reports.source import Line, Source

_MOST_LEVELS = 6
_COMMENT_SIGNS = frozenset({"<!--", "-->"})
_WHITE = " \t\r\n\u3000\xa0\ufeff\v\f"


def sources(name: str, data: bytes) -> list[Source]:
    """Read a text; blank lines are left out, `#` headings keep their level.

    Raises:
        Unreadable: the bytes are no text.
    """
    found: list[Line] = []
    removed: list[Removed] = []
    start = 0
    decoded, doubts = decode(name, data)
    for raw in decoded.replace("\xa0", " ").splitlines(keepends=True):
        text = raw.strip(_WHITE)
        if text in _COMMENT_SIGNS:
            removed.append(Removed(text, "rest of a web page"))
        elif text:
            at = start + raw.index(text)
            span = Span(at, at + len(text))
            found.append(_line(text, span))
        start += len(raw)
    return [Source(tuple(line for line in found if line.text), tuple(removed), doubts)]


def _line(text: str, span: Span) -> Line:
    """Take the signs off a heading: some `#` and white space before it, perhaps some `#` behind."""
    rest = text.lstrip("#")
    level = len(text) - len(rest)
    if not 1 <= level <= _MOST_LEVELS or not rest[:1].isspace():
        return Line(text, span)
    return Line(rest.rstrip("#").strip(), span, level)
