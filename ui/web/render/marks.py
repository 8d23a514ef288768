"""Marks in a text: what answers is lit, matched words are underlined, changes between two texts are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from reports.report import Span
from service.answers import Change
from ui.web.markup import Html, escape, group, tag

_LONGEST_EXCERPT_CHARS = 320
_LEAD_CHARS = 60
_NUMERAL = re.compile(r"[0-9０-９〇零一二三四五六七八九十百千万亿.．,，%％％]+")

_UNITS = (
    r"个百分点|百分点|[%％‰]|[万亿]?[美欧日港]?元|平方公里|平方千米|平方米|立方米|公里|千米|公顷|公斤|千克|千瓦时|千瓦|兆瓦|个月|小时|分钟"
    r"|人次|件次|场次|架次|[个件次项名人户家所条场期份米亩吨斤度倍成天年岁批篇部套台辆座处位张支组轮起宗类种例辈级株只头门]"
    r"|\s?(?:percent(?:age points?)?|per cent|(?:thousand|million|billion|trillion)(?:\s(?:yuan|RMB))?|yuan|RMB"
    r"|km|kilomet(?:re|er)s?|hectares?|tonn?es|mu)\b"
)
_DIGITS = r"[0-9０-９]+(?:[,，][0-9０-９]{3}(?![0-9０-９]))*(?:[.．][0-9０-９]+)?"
_FIGURE = re.compile(
    rf"(?<![0-9０-９A-Za-z第.．〔-])(?![0-9０-９]+[）)])[¥$￥]?{_DIGITS}(?![0-9０-９]*[号〕月日])(?!年(?:[0-9０-９]|来|度|底|初|末|前|后|内))"
    rf"[十百千万亿]*[余多]?(?:{_UNITS})?"
    rf"|(?<!第)(?:百分之|千分之|万分之)[〇零一二三四五六七八九十百点]+"
    rf"|(?<![第〇零一二三四五六七八九十百千万亿])[一二两三四五六七八九十百千万亿][〇零一二三四五六七八九十百千万亿]*[余多]?"
    rf"(?:个百分点|[万亿]?元|公里|平方米|平方公里|人次|件次|场次|[件项份亩吨户])"
)
"""A number as a reader looks for it: 3.7万余条, 98.5%, ¥1,200, 百分之九十, 九项."""
_SENTENCE_END = re.compile(r"[。！？；]|[.!?;]\s+")
_SPACE = re.compile(r"\s+")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年?")


_ASIDE = frozenset({"dz-word", "dz-figure"})
"""What is only pointed out in a text; all other marks say that a stretch is what was looked for."""


class Mark(NamedTuple):
    """A stretch of a text and the class it is shown with."""

    span: Span
    style: str


def marked(text: str, marks: Sequence[Mark], window: Span | None = None) -> Html:
    """Show a text, or the window of it, with its marks; an ellipsis stands where text was left out."""
    start, end = window or Span(0, len(text))
    cuts = {start, end} | {cut for mark in marks for cut in mark.span if start < cut < end}
    pieces = [_piece(text[a:b], _styles(a, b, marks)) for a, b in pairwise(sorted(cuts))]
    return group("…" if start > 0 else None, *pieces, "…" if end < len(text) else None)


def _styles(start: int, end: int, marks: Sequence[Mark]) -> str:
    covering = {mark.style for mark in marks if mark.span.start <= start and end <= mark.span.end}
    return " ".join(sorted(covering))


def _piece(text: str, styles: str) -> Html:
    if not styles:
        return escape(text)
    return tag("span" if _ASIDE.issuperset(styles.split()) else "mark", text, class_=styles)


def lit(highlight: Iterable[Span]) -> list[Mark]:
    """The stretches that answer."""
    return [Mark(span, "dz-lit") for span in highlight]


def underlined(text: str, words: Iterable[str]) -> list[Mark]:
    """Every place where one of the words stands, whatever its case."""
    wanted = "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True) if word)
    if not wanted:
        return []
    found = re.finditer(wanted, text, re.IGNORECASE)
    return [Mark(Span(*match.span()), "dz-word") for match in found]


def figures(text: str, within: Iterable[Span]) -> list[Mark]:
    """The figures in some stretches of a text, with their units; years, days and ordinals are none."""
    return [
        Mark(Span(*match.span()), "dz-figure")
        for span in within
        for match in _FIGURE.finditer(text, span.start, span.end)
        if not _YEAR.fullmatch(match.group())
    ]


def excerpt(text: str, highlight: Sequence[Span]) -> Span:
    """The window of a long text that shows what is lit; a short text is shown whole."""
    if len(text) <= _LONGEST_EXCERPT_CHARS:
        return Span(0, len(text))
    first = min((span.start for span in highlight), default=0)
    last = max((span.end for span in highlight), default=0)
    start = 0 if first <= _LEAD_CHARS else _begun(text, first - _LEAD_CHARS, first)
    end = max(start + _LONGEST_EXCERPT_CHARS, min(last + _LEAD_CHARS, start + 2 * _LONGEST_EXCERPT_CHARS))
    return Span(start, _ended(text, max(start, min(last, end)), end) if end < len(text) else len(text))


def _begun(text: str, start: int, before: int) -> int:
    """Begin where a sentence does, or else a word; Chinese may begin anywhere."""
    for boundary in (_SENTENCE_END, _SPACE):
        found = boundary.search(text, start, before)
        if found:
            return found.end()
    return start


def _ended(text: str, after: int, end: int) -> int:
    """End where a word does, unless a letter stands on one side only; Chinese may end anywhere."""
    if not text[end - 1 : end + 1].isascii():
        return end
    space = text.rfind(" ", after, end)
    return space if space > 0 else end


def changed(mine: str, theirs: str, changes: Sequence[Change]) -> Html:
    """Show `theirs` as a change of `mine`: inserted is underlined, deleted struck, a changed number boxed."""
    if not changes:
        return escape(theirs)
    return group(*(_change(change, mine, theirs) for change in changes))


def _change(change: Change, mine: str, theirs: str) -> Html:
    before = change.mine.of(mine) if change.mine else ""
    after = change.theirs.of(theirs) if change.theirs else ""
    match change.kind:
        case "equal":
            return escape(after)
        case "move":
            return tag("span", "→ ", after, class_="dz-moved") if after else escape("")
        case _ if is_numeral(before) and is_numeral(after):
            return boxed(before, after)
        case _:
            return group(_deleted(before), _inserted(after))


def is_numeral(text: str) -> bool:
    """Tell whether a text is a number and nothing else."""
    return _NUMERAL.fullmatch(text) is not None


def boxed(before: str, after: str) -> Html:
    """A changed number or fact with both its values."""
    return tag("span", _deleted(before or "∅"), _inserted(after or "∅"), class_="dz-boxed")


def _deleted(text: str) -> Html | None:
    return tag("del", text) if text else None


def _inserted(text: str) -> Html | None:
    return tag("ins", text) if text else None
