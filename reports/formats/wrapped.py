"""Plain text whose lines were wrapped by width, as mail programs and converters leave it: its paragraphs are put together.

A text is wrapped if most of its lines come up to one right margin and stop there in the middle of a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.report import Span

MIN_LINES = 8
MOST_COLUMNS = 160
_NARROWEST = 30
_SHORT_OF_MARGIN = 4  # columns: a sign that may not begin a line takes its neighbour with it
_SHORT_OF_MARGIN_IN_WORDS = 14  # a long word that goes to the next line
_NEVER = re.compile(r"(?!)")
_STOP = re.compile(r"[。！？；：!?;:.][”’」』）》】)\"']*$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """One line of a file, or some that are one paragraph.

    Attributes:
        text: without white space around it, and without the breaks inside.
        span: from its first to its last character in the file's text.
    """

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Raw:
    text: str
    start: int
    indent: int  # columns
    columns: int  # the indent among them
    chars: int  # the indent among them
    after_blank: bool

    @property
    def stretch(self) -> Stretch:
        return Stretch(self.text, Span(self.start, self.start + len(self.text)))


def paragraphs(text: str, *, opening: re.Pattern[str] = _NEVER, alone: re.Pattern[str] = _NEVER) -> list[Stretch]:
    """Divide a text at its line breaks; where these come from wrapping, at the ends of its paragraphs.

    Args:
        text: any text.
        opening: matches lines that begin a paragraph by their markup.
        alone: matches lines that are a paragraph by their markup.

    Returns:
        Its lines or paragraphs without the blank ones, in order.
    """
    lines = _lines(text)
    full = _full(lines)
    if not any(full):
        return [line.stretch for line in lines]
    by_looks = _begins(lines)
    marked = any(by_looks[1:])  # then a full stop at the margin ends no paragraph
    is_alone = [alone.match(line.text) is not None for line in lines]
    begins = [
        looks or is_alone[n] or is_alone[n - 1] or opening.match(lines[n].text) is not None
        for n, looks in enumerate(by_looks)
    ]
    found: list[Stretch] = []
    for n, line in enumerate(lines):
        if n and full[n - 1] and not begins[n] and (marked or not _STOP.search(lines[n - 1].text)):
            found[-1] = _joined(found[-1], line.stretch)
        else:
            found.append(line.stretch)
    return found


def _lines(text: str) -> list[_Raw]:
    found: list[_Raw] = []
    start, blank = 0, False
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip(" \t\r\n\u3000\xa0\ufeff\v\f")
        if stripped:
            at = raw.index(stripped)
            indent = _columns(raw[:at])
            found.append(_Raw(stripped, start + at, indent, indent + _columns(stripped), at + len(stripped), blank))
        blank = not stripped
        start += len(raw)
    return found


def _full(lines: Sequence[_Raw]) -> list[bool]:
    """Tell which lines come up to the right margin, by columns or by characters; none in a text that is not wrapped."""
    slack = _SHORT_OF_MARGIN_IN_WORDS if _in_words([line.stretch for line in lines]) else _SHORT_OF_MARGIN
    ways = (([line.columns for line in lines], slack), ([line.chars for line in lines], slack // 2))
    return max((_up_to_margin(lines, widths, slack) for widths, slack in ways), key=sum)


def _up_to_margin(lines: Sequence[_Raw], widths: Sequence[int], slack: int) -> list[bool]:
    nowhere = [False] * len(lines)
    if len(lines) < MIN_LINES:
        return nowhere
    widest = sorted(widths)[int(0.95 * (len(widths) - 1))]
    if not _NARROWEST <= max(line.columns for line in lines) <= MOST_COLUMNS or max(widths) > widest + slack:
        return nowhere
    full = [width >= widest - slack for width in widths]
    broken = sum(_STOP.search(line.text) is None for line, is_full in zip(lines, full, strict=True) if is_full)
    return full if sum(full) >= len(lines) / 3 and broken >= sum(full) / 2 else nowhere


def _begins(lines: Sequence[_Raw]) -> list[bool]:
    """Tell which lines begin a paragraph by their looks: indented more than the one before, or behind a blank line.

    Blank lines between most lines say nothing.
    """
    telling = sum(line.after_blank for line in lines) < len(lines) / 2
    indented = [line.indent > before.indent for before, line in pairwise(lines)]
    return [True, *(more or (telling and line.after_blank) for more, line in zip(indented, lines[1:], strict=True))]


def _joined(before: Stretch, line: Stretch) -> Stretch:
    # Chinese is broken anywhere, also inside a number; words are not.
    words = "".join((before.text[-1], line.text[0])).isascii() and _in_words([before, line])
    gap = " " if words else ""
    return Stretch(before.text + gap + line.text, Span(before.span.start, line.span.end))


def _in_words(stretches: Sequence[Stretch]) -> bool:
    """Tell whether a text is written with spaces between its words."""
    text = "".join(stretch.text for stretch in stretches)
    return sum(char.isascii() for char in text) > len(text) / 2


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
