"""Pages: the text that lies about on pages becomes a source of headings and paragraphs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reports.formats.pdf.columns import in_reading_order
from reports.formats.pdf.margins import Page, without_margins
from reports.formats.pdf.paragraphs import Habits, Paragraph, habits, is_table_of_contents, paragraphs
from reports.formats.pdf.pieces import Piece
from reports.layout import HEADLINE_CHARS
from reports.report import Removed, Span
from reports.source import Line, Source

_HEADING_SIZE = 1.12
_MOST_LEVELS = 4
_ONE_SIZE = 0.08
_NOTE_SIZE = 0.9
_NOTE = re.compile(r"^([\[［〔(（]?\d{1,3}[\]］〕)）]?|[①-⑳]|[*＊※†]|注\s*\d*[:：])\s*\D")
_NOTES = re.compile(r"^([注註][釋释解]?|附[注註]|(Foot|End)?notes?)\s*[:：]?$", re.IGNORECASE)
"""What stands above notes."""
_FEW_LINES = 6


def source(pages: Iterable[Page], *, warnings: tuple[str, ...] = ()) -> Source:
    """Make a source of pages.

    Every character of the pages stands in a line or in what was removed, but for white space and the hyphens of line ends.
    """
    kept, removed = without_margins(list(pages))
    read = _with_common_margins([in_reading_order(page.pieces) for page in kept])
    known = habits(read)
    bodies = []
    for page in read:
        body, notes = _notes_apart(page, known)
        bodies.append(body)
        removed += [Removed(note.text, "footnote") for note in paragraphs([notes], known)]
    found = []
    for paragraph in paragraphs(bodies, known):
        if is_table_of_contents(paragraph.text):
            removed.append(Removed(paragraph.text, "table of contents"))
        else:
            found.append(paragraph)
    return Source(_lines(found, _levels(found, known)), tuple(removed), warnings)


def _with_common_margins(pages: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """Give short columns the margins of the long ones they lie in: a few lines don't show how wide a page is set."""
    columns: Counter[tuple[float, float]] = Counter()
    for page in pages:
        columns.update((line.left, line.right) for line in page)
    wide: Counter[tuple[float, float]] = Counter()
    for (left, right), count in columns.items():
        if count >= _FEW_LINES:
            wide[round(left), round(right)] += count
    ordered = [margins for margins, _ in wide.most_common(50)]
    common = {}
    for left, right in columns:
        around = [m for m in ordered if m[0] - 5 <= left < m[1] and m[1] + 15 >= right]
        if around and columns[left, right] < _FEW_LINES:
            common[left, right] = max(around, key=lambda m: (m[0] - 5 <= left <= m[0] + 40, wide[m]))
    return [
        [
            replace(line, left=min(line.left, to[0]), right=max(line.right, to[1]))
            if (to := common.get((line.left, line.right)))
            else line
            for line in page
        ]
        for page in pages
    ]


def _notes_apart(page: Sequence[Piece], known: Habits) -> tuple[list[Piece], list[Piece]]:
    """Divide a page's lines into its text and the footnotes at its bottom, which are set smaller and numbered."""
    lowest = sorted(page, key=lambda line: -line.bottom)
    at = next((n for n, line in enumerate(lowest) if line.size >= _NOTE_SIZE * known.size), len(lowest))
    small = sorted(lowest[:at], key=lambda line: line.bottom)
    first = next((n for n, line in enumerate(small) if _NOTE.match(line.text)), None)
    if first is None:
        return list(page), []
    notes = set(map(id, [*small[first:], *(line for line in lowest[at : at + 1] if _NOTES.match(line.text))]))
    return [line for line in page if id(line) not in notes], [line for line in page if id(line) in notes]


def _levels(found: Sequence[Paragraph], known: Habits) -> dict[float, int]:
    """Give the sizes of headings their levels, the largest 1; none where sizes are used for other things too."""
    sizes: defaultdict[float, list[str]] = defaultdict(list)
    for paragraph in found:
        if paragraph.size >= _HEADING_SIZE * known.size:
            sizes[paragraph.size].append(paragraph.text)
    if any(len(text) > 2 * HEADLINE_CHARS or text.endswith("。") for texts in sizes.values() for text in texts):
        return {}
    levels: dict[float, int] = {}
    level, last = 0, 0.0
    for size in sorted(sizes, reverse=True):
        if not level or size < (1 - _ONE_SIZE) * last:
            level, last = level + 1, size
        levels[size] = level
    return levels if level <= _MOST_LEVELS else {}


def _lines(found: Iterable[Paragraph], levels: dict[float, int]) -> tuple[Line, ...]:
    lines = []
    start = 0
    for paragraph in found:
        end = start + len(paragraph.text)
        lines.append(Line(paragraph.text, Span(start, end), levels.get(paragraph.size)))
        start = end + 1
    return tuple(lines)
