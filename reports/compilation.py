"""Compilations: where one report ends and the next begins in a file that holds several.

A report is known by its title block: the title of a work report, set before the salutation, or the headline of a
newspaper feature with its subtitle behind a dash. Newspapers drop such a block into the middle of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reports.chinese import AT_MEETING, plain
from reports.layout import HEADLINE_CHARS, addresses, is_numbered, is_unfinished
from reports.report import Span
from reports.source import Line
from reports.titles import are_halves, closed_up, names_work_report

_SUBTITLE = re.compile(r"^——[^。！？；]{4,40}$")
_BYLINE = re.compile(
    r"(记者|通讯员)\s*\S{2,4}(\s\S{2,4})*$|^\d{4}年\d{1,2}月\d{1,2}日$|^[\u4e00-\u9fff·]{2,4}$|^(delivered|given)\s",
    re.IGNORECASE,
)
_BOTH = re.compile(r"^([^。——]{0,40}工\s*作\s*报\s*告)\s*(——[^。]{0,60}" + AT_MEETING + r".*)$")
_DELIVERY = re.compile(rf"^[——（(]*.{{0,8}}年.*月.*日.*在.*{AT_MEETING}")
_STOPS = ("。", "；", "！", "？")
_HEAD_LINES = 8
_HEAD_CHARS = 2 * HEADLINE_CHARS
"""A longer line is no part of a title block; patterns that go back and forth over a line are kept from it."""


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one report in a source.

    Attributes:
        head: title, subtitle, day and meeting, speaker or author: what stands above the text.
        lines: the text.
    """

    head: tuple[Line, ...]
    lines: tuple[Line, ...]


def parts(lines: Sequence[Line]) -> list[Part]:
    """Divide a source into its reports; a source without any title block is one report.

    Args:
        lines: the lines of the source without the page's furniture.
    """
    lines = _titles_in_one([part for line in lines for part in _title_and_delivery(line)])
    blocks = _title_blocks(lines)
    if not blocks:
        return [Part((), tuple(lines))]
    heads = [tuple(lines[start:end]) for start, end in blocks]
    starts = [_begin(lines, before, after) for before, after in pairwise(blocks)]
    found: list[Part] = []
    without_text: tuple[Line, ...] = ()
    for head, (start, end), (first, last) in zip(heads, blocks, pairwise([0, *starts, len(lines)]), strict=True):
        text = (*lines[first:start], *lines[end:last])
        if text:
            found.append(Part((*head, *without_text), text))
        without_text = () if text else (*without_text, *head)
    if not found:
        return [Part((), tuple(lines))]
    return [*found[:-1], Part(found[-1].head, (*found[-1].lines, *without_text))]


def _title_and_delivery(line: Line) -> list[Line]:
    """Divide a line that says both what the report is and where it was delivered; close up a title set in wide letters."""
    if len(line.text) > _HEAD_CHARS:
        return [line]
    both = _BOTH.match(line.text)
    if both:
        spans = (Span(line.span.start + both.start(n), line.span.start + both.end(n)) for n in (1, 2))
        return [replace(line, text=closed_up(both[n]), span=span) for n, span in zip((1, 2), spans, strict=True)]
    return [replace(line, text=closed_up(line.text))]


def _titles_in_one(lines: Sequence[Line]) -> list[Line]:
    """Join titles that are set in two lines: whose report it is and what it is, or "on the plan of …" and "and on …"."""
    whole: list[Line] = []
    for line in lines:
        above = whole[-1] if whole else None
        if above and _is_short(above) and _is_short(line) and are_halves(plain(above.text), plain(line.text)):
            span = Span(above.span.start, line.span.end)
            whole[-1] = replace(above, text=above.text + line.text, span=span)
        else:
            whole.append(line)
    return whole


def _title_blocks(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Find the title blocks, as [first line, line after the last)."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        end = _work_report_block(lines, at) or _feature_block(lines, at)
        if end:
            found.append((at, end))
        at = end or at + 1
    return found


def _work_report_block(lines: Sequence[Line], at: int) -> int | None:
    if not _is_short(lines[at]) or is_numbered(lines[at].text):
        return None
    title = plain(lines[at].text)
    delivered = at + 1 < len(lines) and _is_short(lines[at + 1]) and _DELIVERY.match(plain(lines[at + 1].text))
    if delivered and re.search("^关于.*报告$", title):
        return _after_bylines(lines, at + 2)
    if not names_work_report(title):
        return None
    below = range(at + 1, min(at + _HEAD_LINES, len(lines)))
    greeting = next((i for i in below if addresses(plain(lines[i].text))), None)
    if greeting is not None and all(_may_stand_in_head(line) for line in lines[at:greeting]):
        return greeting
    if delivered:
        return _after_bylines(lines, at + 2)
    return _after_bylines(lines, at + 1) if at == 0 else None


def _may_stand_in_head(line: Line) -> bool:
    """Tell whether a line between title and greeting is of the title block: no sentence, but where it was delivered."""
    text = plain(line.text)
    return _is_short(line) and (not text.endswith(_STOPS) or re.search(AT_MEETING, text) is not None)


def _feature_block(lines: Sequence[Line], at: int) -> int | None:
    headline = lines[at].text
    if len(headline) > HEADLINE_CHARS // 2 or re.search(r"[。！？；，：]$", headline) or at + 1 >= len(lines):
        return None
    if headline.startswith("——") or not _SUBTITLE.match(lines[at + 1].text):
        return None
    return _after_bylines(lines, at + 2)


def _after_bylines(lines: Sequence[Line], at: int) -> int:
    while at < len(lines) and _is_byline(lines[at]):
        at += 1
    return at


def _is_byline(line: Line) -> bool:
    return line.level is None and _is_short(line) and _BYLINE.search(line.text) is not None


def _is_short(line: Line) -> bool:
    return len(line.text) <= _HEAD_CHARS


def _begin(lines: Sequence[Line], before: tuple[int, int], after: tuple[int, int]) -> int:
    """Find the first line of the report whose title block is `after`.

    That is the block itself, unless the block stands in the middle of a sentence. Then it is the line, among those
    between the two blocks, that best divides what speaks like the one title from what speaks like the other
    (a cut where vocabulary changes, as in Hearst 1997, "TextTiling", with the titles for vocabulary).
    """
    if not is_unfinished(lines[after[0] - 1]):
        return after[0]
    mine, theirs = _pairs(lines[slice(*before)]), _pairs(lines[slice(*after)])
    only_mine, only_theirs = mine - theirs, theirs - mine
    best, best_gain, gain = before[1], 0, 0
    for at in range(before[1], after[0]):
        pairs = _pairs(lines[at : at + 1])
        gain += len(pairs & only_mine) - len(pairs & only_theirs)
        if gain > best_gain:
            best, best_gain = at + 1, gain
    return best


def _pairs(lines: Sequence[Line]) -> set[str]:
    """Collect the pairs of neighbouring characters in some lines."""
    text = "\n".join(line.text for line in lines)
    return {a + b for a, b in pairwise(text) if not (a + b).isspace()}
