"""Run-in headings: a numbered first sentence that stands over its paragraph without a line of its own.

"（一）坚持党的领导。一年来，……" is one paragraph, and its first sentence a heading: over the rest of it, and often over the
paragraphs that follow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reports.chinese import NUMERAL
from reports.layout import HEADLINE_CHARS
from reports.outline import BRACKET, COMMA
from reports.sentences import sentences
from reports.source import Line

_STYLES = (
    ("comma", COMMA),
    ("bracket", BRACKET),
    ("item", re.compile(rf"^[{NUMERAL}]+是")),
)
_ARTICLE = re.compile(rf"^第[{NUMERAL}千\d]+条(之[{NUMERAL}]+)?(?=[\s【])")


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
    found: dict[int, RunIn] = {}
    level = 0
    open_styles: list[str] = []
    for place, line in enumerate(lines):
        if line.level is not None:
            level, open_styles = line.level, []
            continue
        style, chars = _opening(line.text)
        if not chars:
            continue
        if style in open_styles:
            open_styles = open_styles[: open_styles.index(style)]
        open_styles = [*open_styles, style]
        found[place] = RunIn(level + len(open_styles), chars, leads=False)
    return {place: replace(run_in, leads=_leads(place, found, lines)) for place, run_in in found.items()}


def _opening(text: str) -> tuple[str, int]:
    """Tell the style of a run-in heading and how many characters it has; 0 if there is none."""
    article = _ARTICLE.match(text)
    if article:
        return "article", article.end()
    style = next((name for name, pattern in _STYLES if pattern.match(text)), "")
    return style, _first_sentence(text) if style else 0


def _first_sentence(text: str) -> int:
    """Count the characters of the first sentence; 0 if it is too long for a heading, or its colon leads on."""
    first = sentences(text)[0]
    return first.end if first.end <= HEADLINE_CHARS and "：" not in text[: first.end] else 0


def _leads(place: int, found: dict[int, RunIn], lines: Sequence[Line]) -> bool:
    """Tell whether paragraphs stand under a run-in heading: where they do under one of its row but the last.

    What follows the last alone may be the end of the section above.
    """
    row = _row(place, found, lines)
    return any(after > before + 1 and before + 1 not in found for before, after in pairwise(row))


def _row(place: int, found: dict[int, RunIn], lines: Sequence[Line]) -> list[int]:
    """List the run-in headings of one level that stand beside one another, between shallower headings."""
    level = found[place].level

    def bounds(at: int) -> bool:
        return lines[at].level is not None or (at in found and found[at].level < level)

    first = next((at for at in range(place, -1, -1) if bounds(at)), -1)
    last = next((at for at in range(place, len(lines)) if bounds(at)), len(lines))
    return [at for at in range(first + 1, last) if at in found and found[at].level == level]
