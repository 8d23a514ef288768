"""Outline: which lines are headings, at which level, and which part of the year's work stands under them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, takewhile

from reports.chinese import NUMERAL, plain
from reports.layout import is_numbered, may_be_heading
from reports.report import Part, Span
from reports.source import Line

COMMA = re.compile(rf"^[{NUMERAL}]+、")
BRACKET = re.compile(rf"^[（(][{NUMERAL}]+[)）]")
DIGIT = re.compile(r"^\d+[.、．](?!\d)")
_STYLES = (
    ("part", re.compile(rf"^第[{NUMERAL}\d]+(部分|章|编)|^Part\s+\w+", re.IGNORECASE)),
    ("section", re.compile(rf"^第[{NUMERAL}\d]+节")),
    ("article", re.compile(rf"^第[{NUMERAL}千\d]+条(之[{NUMERAL}]+)?(?=\s|$)")),
    ("comma", COMMA),
    ("bracket", BRACKET),
    ("roman", re.compile(r"^[IVX]+[.、]\s")),
    ("digit", DIGIT),
    ("digit in brackets", re.compile(r"^[（(]?\d+[)）]")),
    ("letter", re.compile(r"^[A-Z][.)]\s")),
)
_LEGAL = ("part", "section", "article")
"""A law's styles nest in this order, whichever comes first: a chapter may have articles and the next one sections."""
_UNNUMBERED = "unnumbered"
_ROW = 4
_BACK = "back matter"
_BACK_MATTER = re.compile(
    r"^附(件|录|表|注)[\d一二三四五六]*(?=[\s:]|$)|^.{0,24}(名词|术语|有关内容)(解释|注释|说明|释义)$"
)
_GLOSSARY = re.compile(r"(名词|术语|用语)(解释|注释|说明|释义)|\bglossary\b", re.IGNORECASE)
_PLANNED = re.compile(
    r"任务|安排|总体要求|打算|计划|规划|部署|建议|展望|下一步|今后|重点工作|工作要点|目标|"
    r"\b(plans?|planned|priorities|tasks|arrangements?|objectives|goals|outlook|year ahead)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"回顾|总结|过去|主要工作|工作情况|成效|成就|一年来|五年来|"
    r"\b(review|achievements|accomplished|accomplishments|work in|past year|past five years)\b",
    re.IGNORECASE,
)
_PROBLEMS = re.compile(
    r"清醒地?(认识|看)到|[还仍](有|存在).{0,6}(差距|不足|短板)|存在.{0,12}(问题|不足|差距|短板)|(问题|不足|差距).{0,8}主要(是|有|表现)|"
    r"\b(shortcomings|soberly aware|keenly aware|problems remain|deficiencies)\b",
    re.IGNORECASE,
)


def with_headings(lines: Iterable[Line]) -> list[Line]:
    """Decide which lines are headings, and give them their levels.

    A style of numbering (or the lack of one) lies one level below the styles that were open when it first came:
    the same signs stand for different depths in different reports.
    """
    merged = _headlines_in_one(lines)
    labels = _rows(merged) | _signature(merged)
    order: list[str] = []
    open_styles: list[str] = []
    found: list[Line] = []
    for line in merged:
        if not may_be_heading(line) or line.span in labels:
            found.append(replace(line, level=None))
            continue
        style = _style(line)
        if style == _BACK:  # an outline of its own begins
            order, open_styles = [], []
        if style not in order:
            order.insert(_depth(style, order), style)
        while open_styles and order.index(open_styles[-1]) >= order.index(style):
            open_styles.pop()
        open_styles.append(style)
        found.append(replace(line, level=len(open_styles)))
    return found


def _depth(style: str, order: Sequence[str]) -> int:
    """Say where among the styles met so far a new one belongs: behind them, but before what a law puts below it."""
    below = _LEGAL[_LEGAL.index(style) + 1 :] if style in _LEGAL else ()
    return min((order.index(other) for other in below if other in order), default=len(order))


def _style(line: Line) -> str:
    text = plain(line.text).strip()
    if line.level is None and _BACK_MATTER.match(text):
        return _BACK
    numbered = next((name for name, pattern in _STYLES if pattern.match(text)), None)
    if numbered:
        return numbered
    return _UNNUMBERED if line.level is None else f"markup {line.level}"


def _headlines_in_one(lines: Iterable[Line]) -> list[Line]:
    """Join headings that are set in two lines: two in a row without a number are one.

    So are a numbered heading and the one below it, where that is the report's only heading without a number.
    """
    lines = list(lines)
    second = _second_lines(lines)
    labels = _rows(lines) | _signature(lines)
    plain_headings = [line for line in lines if _is_plain_heading(line) and _style(line) == _UNNUMBERED]
    merged: list[Line] = []
    for line in lines:
        headline = _in_one(merged[-1], line, second, plain_headings) if merged and line.span not in labels else None
        if headline is not None and may_be_heading(headline):
            merged[-1] = headline
        else:
            merged.append(line)
    return merged


def _in_one(above: Line, line: Line, second: set[int | None], plain_headings: Sequence[Line]) -> Line | None:
    """Join a line to the one above if both are one headline; None if they are not."""
    if line.level in second and _is_plain_heading(line) and _is_plain_heading(above):
        return _joined(above, line, " ")
    if plain_headings == [line] and may_be_heading(above) and is_numbered(above.text):
        return _joined(above, line, "")
    return None


def _rows(lines: Sequence[Line]) -> set[Span]:
    """Find the short lines that stand in a row of four and more without any text between: labels, not headings."""
    found: set[Span] = set()
    for plain_ones, row in groupby(lines, key=lambda line: line.level is None and _is_plain_heading(line)):
        spans = [line.span for line in row]
        found.update(spans if plain_ones and len(spans) >= _ROW else ())
    return found


def _signature(lines: Sequence[Line]) -> set[Span]:
    """Find the short lines that nothing stands under: who signs a text and when, below its end."""
    unmarked = takewhile(
        lambda line: line.level is None and _is_plain_heading(line) and _style(line) != _BACK, reversed(lines)
    )
    return {line.span for line in unmarked}


def _joined(above: Line, below: Line, gap: str) -> Line:
    span = above.span._replace(end=below.span.end)
    return replace(above, text=above.text + gap + below.text, span=span)


def _second_lines(lines: Sequence[Line]) -> set[int | None]:
    """Say at which levels of markup a heading is the second line of the one above: where it never stands elsewhere.

    Once may be chance; a level that only ever follows another heading is a way to set headlines. Without markup (None) any
    heading right below another is taken for its second line.
    """
    below = Counter(line.level for above, line in pairwise(lines) if above.level is not None)
    everywhere = Counter(line.level for line in lines)
    return {None, *(level for level, count in below.items() if level and count == everywhere[level] > 1)}


def _is_plain_heading(line: Line) -> bool:
    return may_be_heading(line) and not is_numbered(line.text) and not _names_part(line.text)


def _names_part(text: str) -> bool:
    return part_of_heading(text) is not None


def part_of_heading(text: str, delivered: int | None = None) -> Part | None:
    """Say what stands under a heading, if its words tell.

    Args:
        text: the heading.
        delivered: the year of delivery: what it says of that year and later ones is a plan, unless it looks back.
    """
    text = plain(text)
    named = re.match(rf"^(?:[{NUMERAL}]+、)?(?:关于)?(\d{{4}})\s*年", text)
    if delivered and named and int(named[1]) >= delivered and not re.search("回顾|总结|情况|成效", text):
        return Part.PLANNED
    if _GLOSSARY.search(text):
        return None
    if _PROBLEMS.search(text):
        return Part.PROBLEMS
    if _DONE.search(text) and not re.search(r"(任务|安排|打算|计划)$", text):
        return Part.DONE
    if _PLANNED.search(text):
        return Part.PLANNED
    return None


def is_glossary(headings: Sequence[str]) -> bool:
    """Tell whether what stands under some headings explains terms, and is not the report's own account."""
    return any(_GLOSSARY.search(plain(heading)) for heading in headings)


def part_of(headings: tuple[str, ...], text: str, delivered: int | None = None) -> Part | None:
    """Say what a passage speaks of: by its own words when it confesses problems, else by its headings.

    Args:
        headings: the headings above the passage, outermost first; the outermost that tells decides.
        text: the passage.
        delivered: the year of delivery, if it is known.
    """
    if _PROBLEMS.search(plain(text)):
        return Part.PROBLEMS
    return next((part for heading in headings if (part := part_of_heading(heading, delivered)) is not None), None)
