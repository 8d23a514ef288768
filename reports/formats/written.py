"""Paragraphs that a format gives, set one below another as the lines of a source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from reports.layout import HEADLINE_CHARS
from reports.report import Span
from reports.source import Line

_JOINING_SCRIPTS = "\u0600-\u06ff\u0750-\u077f\u1800-\u18af\ufb50-\ufdff\ufe70-\ufefe"
_INVISIBLE = re.compile(
    rf"[\u200b\u200e\u200f\u2060\ufeff\xad]|(?<![{_JOINING_SCRIPTS}])[\u200c\u200d](?![{_JOINING_SCRIPTS}])"
)
_SPACE = re.compile(r"[\t\xa0\u2000-\u200a\u202f\u205f\u2028\u2029\v\f\r]")
_AROUND = " \u3000"


class Paragraph(NamedTuple):
    """A paragraph as a format gives it: its text, in which a line feed divides lines; a heading's level; a list's item?"""

    text: str
    level: int | None = None
    is_item: bool = False


def lines(paragraphs: Iterable[Paragraph]) -> tuple[Line, ...]:
    """Set paragraphs as lines; the source's text, in which their spans count, is the lines with line feeds between.

    A paragraph too long for a heading is none, whatever the markup says: people set styles by how they look.
    """
    found: list[Line] = []
    start = 0
    for paragraph in paragraphs:
        for raw in paragraph.text.split("\n"):
            text = visible(raw)
            if text:
                level = paragraph.level if len(text) <= 2 * HEADLINE_CHARS else None
                found.append(Line(text, Span(start, start + len(text)), level, paragraph.is_item))
                start += len(text) + 1
    return tuple(found)


def visible(text: str) -> str:
    """Take out what a reader does not see: zero-width characters, kinds of white space, white space around."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip(_AROUND)
