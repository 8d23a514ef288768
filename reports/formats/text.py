"""Plain text and Markdown."""

from __future__ import annotations

from reports.encodings import decode
from reports.formats.wrapped import paragraphs
from reports.report import Removed, Span
from reports.source import Line, Source

_MOST_LEVELS = 6
_COMMENT_SIGNS = frozenset({"<!--", "-->"})


def sources(name: str, data: bytes) -> list[Source]:
    """Read a text; blank lines are left out, lines wrapped by width are joined, `#` headings keep their level.

    Raises:
        Unreadable: the bytes are no text.
    """
    found: list[Line] = []
    removed: list[Removed] = []
    decoded, doubts = decode(name, data)
    for stretch in paragraphs(decoded.replace("\xa0", " ")):
        if stretch.text in _COMMENT_SIGNS:
            removed.append(Removed(stretch.text, "rest of a web page"))
        else:
            found.append(_line(stretch.text, stretch.span))
    return [Source(tuple(line for line in found if line.text), tuple(removed), doubts)]


def _line(text: str, span: Span) -> Line:
    """Take the signs off a heading: some `#` and white space before it, perhaps some `#` behind."""
    rest = text.lstrip("#")
    level = len(text) - len(rest)
    if not 1 <= level <= _MOST_LEVELS or not rest[:1].isspace():
        return Line(text, span)
    return Line(rest.rstrip("#").strip(), span, level)
