"""Paragraphs: lines that the width of a page broke are joined as their author wrote them.

A line goes on in the next when nothing ended it: the next one's first word would not have fitted behind it, and the next
one is not set off by an indent, a gap, a size or a number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.chinese import NUMERAL
from reports.formats.pdf.letters import HAN, is_wide, joined
from reports.formats.pdf.pieces import Piece
from reports.layout import is_numbered

_ENDED = re.compile(r"[。！？!?；;：:.…][”’」』）》】)\"'\]］\d]*$")
_ITEM = re.compile(
    rf"^([•●○■□◆◇▪▲△★☆※✓➢➤►▶·●]|[-–—]\s|——|[①-⑳⑴-⒇]|[（(]?\d{{1,2}}[)）]|\d+(\.\d+)+\s|"
    rf"第[{NUMERAL}\d]+[条條](\s|$)|Chapter\s|Section\s|Article\s|Appendix\s)"
)
_LEADER = re.compile(r"(\.{4,}|…{2,}|·{4,}|(\s\.){4,})\s*[\divxIVX—-]*$")
_TOUCHING = re.compile(f"[{HAN}][A-Za-z0-9]|[A-Za-z0-9][{HAN}]")
_APART = re.compile(f"[{HAN}] [A-Za-z0-9]|[A-Za-z0-9] [{HAN}]")
_TAIL = 100
"""Characters at a line's end that are looked at, so that no odd line takes the square of its length."""
_CLOSING = "，。、；：！？”’）》】」』,.;:!?)]"
_INDENT_EMS = (0.9, 6.0)
_SAME_SIZE = 0.08
_HEADING_SIZE = 1.12
_PITCH = 1.3
_SLACK_EMS = 0.6


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, a heading or a table's row.

    Attributes:
        text: the whole of it, in one line.
        size: the size of its font, in points.
    """

    text: str
    size: float


@dataclass(frozen=True, slots=True)
class Habits:
    """How a document sets its text.

    Attributes:
        size: the size of its body, in points.
        indents: whether its paragraphs begin with an indent.
        pitch: from baseline to baseline within a paragraph of the body, in points.
        words: its words, in lower case, to tell a hyphen of the line's end from one of the word.
        spaced: whether spaces stand between Chinese and the letters and digits in it.
    """

    size: float
    indents: bool
    pitch: float
    words: frozenset[str]
    spaced: bool


def is_table_of_contents(text: str) -> bool:
    """Tell whether dots lead from a line's words to a page number."""
    return _LEADER.search(text[-_TAIL:]) is not None


def habits(pages: Iterable[Sequence[Piece]]) -> Habits:
    """Learn how a document sets its text from all of its lines."""
    pages = list(pages)
    lines = [line for page in pages for line in page]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    size = max(sizes, key=lambda each: (sizes[each], each), default=10.0)
    pitches: Counter[float] = Counter()
    starts = flush = 0
    for page in pages:
        for above, line in pairwise(page):
            if not (_is_size(above, size) and _is_size(line, size)) or line.left != above.left:
                continue
            pitches[round((line.bottom - above.bottom) * 2) / 2] += 1
            if not _is_full(above, line):
                starts += _indent(line) >= _INDENT_EMS[0]
                flush += _indent(line) < _INDENT_EMS[0]
    pitch = max((p for p in pitches if p > 0), key=lambda each: (pitches[each], -each), default=1.5 * size)
    words = frozenset(
        word.lower() for line in lines for word in re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)*(?!-$)", line.text)
    )
    return Habits(size, starts > flush, pitch, words, _is_spaced(lines))


def _is_spaced(lines: Iterable[Piece]) -> bool:
    text = "\n".join(line.text for line in lines)
    return len(_TOUCHING.findall(text)) < len(_APART.findall(text))


def paragraphs(pages: Iterable[Sequence[Piece]], known: Habits) -> list[Paragraph]:
    """Join the lines of a document to paragraphs, over the ends of columns and pages.

    Args:
        pages: the lines of each page in reading order, with the margins of their columns.
        known: how the document sets its text.
    """
    found: list[list[Piece]] = []
    for page in pages:
        for line in page:
            if found and _goes_on(found[-1], line, known):
                found[-1].append(line)
            else:
                found.append([line])
    return [Paragraph(_text(lines, known), lines[0].size) for lines in found]


def _goes_on(lines: Sequence[Piece], line: Piece, known: Habits) -> bool:
    """Tell whether a paragraph goes on in a line."""
    above = lines[-1]
    if above.cells > 1 or line.cells > 1 or abs(above.size - line.size) > _SAME_SIZE * above.size:
        return False
    if is_table_of_contents(above.text) or is_table_of_contents(line.text):
        return False
    below = above.left == line.left and line.bottom > above.bottom
    if _is_heading_size(above, known):
        return (
            below
            and not _is_item(line.text)
            and not line.text.isdigit()
            and line.bottom - above.bottom < 1.9 * line.size
        )
    if not _is_full(above, line):
        return False
    return _goes_on_below(lines, line, known) if below else _goes_on_elsewhere(above, line, known)


def _goes_on_below(lines: Sequence[Piece], line: Piece, known: Habits) -> bool:
    above = lines[-1]
    pitch = known.pitch * (line.size / known.size)
    if len(lines) > 1 and lines[-2].bottom < above.bottom:
        pitch = max(min(pitch, 2.5 * line.size), above.bottom - lines[-2].bottom)
    if line.bottom - above.bottom > _PITCH * pitch:
        return False
    ended = _ENDED.search(above.text) is not None
    shift = (line.x0 - above.x0) / line.size
    if shift >= _INDENT_EMS[0]:
        # A list's item hangs behind its number, and lines in the middle begin anywhere.
        return len(lines) == 1 and not ended and _is_item(above.text) and not _is_item(line.text)
    if known.indents and len(lines) == 1 and abs(shift) < _INDENT_EMS[0] and _indent(line) >= _INDENT_EMS[0]:
        return False
    if _is_item(line.text):
        return not ended and known.indents and shift <= -_INDENT_EMS[0]
    return True


def _goes_on_elsewhere(above: Piece, line: Piece, known: Habits) -> bool:
    """Tell whether a paragraph goes on in the next column or on the next page."""
    ended = _ENDED.search(above.text) is not None
    if _is_item(line.text) and (ended or not known.indents or _indent(line) >= _INDENT_EMS[0]):
        return False
    if known.indents:
        return _indent(line) < _INDENT_EMS[0] or (not ended and abs(_indent(line) - _indent(above)) < _INDENT_EMS[0])
    return not ended


def _is_item(text: str) -> bool:
    return _ITEM.match(text) is not None or is_numbered(text)


def _is_size(line: Piece, size: float) -> bool:
    return abs(line.size - size) <= _SAME_SIZE * size


def _is_heading_size(line: Piece, known: Habits) -> bool:
    return line.size >= _HEADING_SIZE * known.size


def _indent(line: Piece) -> float:
    """Measure how far a line stands from the left margin of its column, in ems."""
    return (line.x0 - line.left) / line.size


def _is_full(above: Piece, line: Piece) -> bool:
    """Tell whether the first word of a line would not have fitted behind the one above."""
    word = re.match(rf"[^\s]?[{re.escape(_CLOSING)}]*" if is_wide(line.text[0]) else r"[!-~\u00c0-\u024f]+", line.text)
    first = word[0] if word else line.text[0]
    width = sum(1.0 if is_wide(character) else 0.5 for character in first)
    space = 0.0 if is_wide(above.text[-1]) else 0.25
    return above.x1 + (width + space) * above.size > above.right - _SLACK_EMS * above.size


def _text(lines: Sequence[Piece], known: Habits) -> str:
    text = lines[0].text
    for line in lines[1:]:
        text = (
            _without_hyphen(text, line.text, known) + line.text
            if text.endswith("-")
            else joined(text, line.text, spaced=known.spaced)
        )
    return text


def _without_hyphen(before: str, after: str, known: Habits) -> str:
    """Take a hyphen off a line's end, unless the document writes the word with it elsewhere."""
    first, second = re.search(r"([A-Za-z]+(?:-[A-Za-z]+)*)-$", before[-_TAIL:]), re.match(r"[a-z]+", after)
    if first is None or second is None:
        return before
    whole, compound = first[1] + second[0], f"{first[1]}-{second[0]}"
    if compound.lower() in known.words and whole.lower() not in known.words:
        return before
    return before[:-1]
