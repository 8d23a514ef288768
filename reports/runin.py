"""Run-in headings: a numbered first sentence that stands over its paragraph without a line of its own.

"（一）坚持党的领导。一年来，……" is one paragraph, and its first sentence a heading: over the rest of it, and often over the
paragraphs that follow.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from reports.chinese import NUMERAL, as_written, plain
from reports.layout import HEADLINE_CHARS, addresses
from reports.outline import BRACKET, COMMA, DIGIT, is_glossary
from reports.sentences import sentences
from reports.source import Line

_STYLES = (
    ("comma", COMMA),
    ("bracket", BRACKET),
    ("digit", DIGIT),
    ("item", re.compile(rf"^[{NUMERAL}]+是")),
)
_ARTICLE = re.compile(rf"^第[{NUMERAL}千\d]+条(之[{NUMERAL}]+)?(?=[\s【])")
_FIRSTS = {
    style: re.compile(rf"(?:^|[。！？；：，]\s*)(?:{first})")
    for style, first in (
        ("comma", "一、"),
        ("bracket", r"[（(]一[)）]"),
        ("digit", r"1[.、．](?!\d)"),
        ("item", "一是"),
    )
}
"""How the first of a row begins, on a line of its own or inside the paragraph above."""
_NUMBER_CHARS = 24
_STOPPED = re.compile(r"[。！？!?….][”’」』）》】)\"']*$")


@dataclass(frozen=True, slots=True)
class RunIn:
    """A run-in heading.

    Attributes:
        level: its level in the outline.
        chars: how many characters at its paragraph's start it is.
        leads: whether the paragraphs behind its own stand under it as well.
    """

    level: int
    chars: int
    leads: bool


def run_ins(lines: Sequence[Line]) -> dict[int, RunIn]:
    """Find the run-in headings.

    Args:
        lines: a report's lines, their headings with levels.

    Returns:
        The headings by their lines' places.
    """
    nested = _nested(lines, alone=())
    found = _nested(lines, alone={place for place, run_in in nested.items() if not run_in.leads})
    rows = _rows(found, lines)
    begun = _begun(found, lines)
    headings = {place for row in rows for place in _headings_of(row, found, lines, begun)}
    return {place: run_in for place, run_in in found.items() if place in headings}


def _nested(lines: Sequence[Line], alone: Collection[int]) -> dict[int, RunIn]:
    """Give the numbered first sentences their levels: styles nest in the order in which they open.

    Args:
        lines: a report's lines, their headings with levels.
        alone: places of headings that are known to stand over their own paragraph alone: the next without one closes them.
    """
    found: dict[int, RunIn] = {}
    level = 0
    explains = False
    open_ones: list[tuple[str, int]] = []
    for place, line in enumerate(lines):
        if line.level is not None:
            level, open_ones, explains = line.level, [], is_glossary([line.text])
            continue
        style, chars = _opening(line.text)
        if not chars or explains:
            if addresses(line.text):
                level, open_ones = min(level, 1), []
            while open_ones and open_ones[-1][1] in alone:
                open_ones.pop()
            continue
        styles = [open_style for open_style, _ in open_ones]
        if style in styles:
            open_ones = open_ones[: styles.index(style)]
        open_ones.append((style, place))
        found[place] = RunIn(level + len(open_ones), chars, leads=False)
    leading = {place for row in _rows(found, lines) if _leads(row, found) for place in row}
    return {place: replace(run_in, leads=place in leading) for place, run_in in found.items()}


@lru_cache(maxsize=2**16)
def _opening(text: str) -> tuple[str, int]:
    """Tell the style of a run-in heading and how many characters it has; 0 if there is none."""
    start = text[:_NUMBER_CHARS]
    number = plain(start)
    article = _ARTICLE.match(number)
    if article:
        written = as_written(start, *article.span())
        return "article", written[1] if written else 0
    style = next((name for name, pattern in _STYLES if pattern.match(number)), "")
    return style, _first_sentence(text) if style else 0


def _first_sentence(text: str) -> int:
    """Count the characters of the first sentence; 0 if it is too long for a heading, leads on or goes on behind its end."""
    first = sentences(text)[0].of(text)
    return len(first) if len(first) <= HEADLINE_CHARS and "：" not in first and _STOPPED.search(first) else 0


def _rows(found: dict[int, RunIn], lines: Sequence[Line]) -> list[list[int]]:
    """Collect the run-in headings of one level that stand beside one another, between shallower headings."""
    rows: list[list[int]] = []
    open_rows: dict[int, list[int]] = {}
    for place, line in enumerate(lines):
        if line.level is not None:
            open_rows = {}
        elif place in found:
            level = found[place].level
            open_rows = {other: row for other, row in open_rows.items() if other <= level}
            if level not in open_rows:
                open_rows[level] = []
                rows.append(open_rows[level])
            open_rows[level].append(place)
    return rows


def _leads(row: list[int], found: dict[int, RunIn]) -> bool:
    """Tell whether paragraphs stand under the run-in headings of a row: where they do under one but the last.

    What follows the last alone may be the end of the section above.
    """
    return any(after > before + 1 and before + 1 not in found for before, after in pairwise(row))


def _begun(found: dict[int, RunIn], lines: Sequence[Line]) -> set[int]:
    """Find the run-in headings above which their section has the first of their style.

    The first need not be a run-in heading itself: its sentence may be too long for one, or stand inside a paragraph. It is
    the first of a list, and begins no headings, where it ends with a semicolon.
    """
    begun: set[int] = set()
    styles: set[str] = set()
    for place, line in enumerate(lines):
        if line.level is not None:
            styles = set()
            continue
        first_of = {style for style, first in _FIRSTS.items() if first.search(line.text)}
        styles = styles - first_of if place not in found and line.text.endswith(("；", ";")) else styles | first_of
        if place in found and _opening(line.text)[0] in {*styles, "article"}:
            begun.add(place)
    return begun


def _headings_of(row: list[int], found: dict[int, RunIn], lines: Sequence[Line], begun: set[int]) -> Iterator[int]:
    """Tell headings from a list's items: those of one style have their first, and text behind one, in its paragraph or below."""
    by_style: dict[str, list[int]] = {}
    for place in row:
        style, _ = _opening(lines[place].text)
        by_style.setdefault(style, []).append(place)
    for places in by_style.values():
        has_text = any(found[place].leads or found[place].chars < len(lines[place].text) for place in places)
        if has_text and any(place in begun for place in places):
            yield from places
