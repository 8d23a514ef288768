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
    return tag("mark" if "dz-lit" in styles.split() else "span", text, class_=styles)


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


def excerpt(text: str, highlight: Sequence[Span]) -> Span:
    """The window of a long text that shows what is lit; a short text is shown whole."""
    if len(text) <= _LONGEST_EXCERPT_CHARS:
        return Span(0, len(text))
    first = min((span.start for span in highlight), default=0)
    last = max((span.end for span in highlight), default=0)
    start = 0 if first <= _LEAD_CHARS else first - _LEAD_CHARS
    end = max(start + _LONGEST_EXCERPT_CHARS, min(last + _LEAD_CHARS, start + 2 * _LONGEST_EXCERPT_CHARS))
    return Span(start, min(end, len(text)))


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
        case _ if _NUMERAL.fullmatch(before) and _NUMERAL.fullmatch(after):
            return boxed(before, after)
        case _:
            return group(_deleted(before), _inserted(after))


def boxed(before: str, after: str) -> Html:
    """A changed number or fact with both its values."""
    return tag("span", _deleted(before or "∅"), _inserted(after or "∅"), class_="dz-boxed")


def _deleted(text: str) -> Html | None:
    return tag("del", text) if text else None


def _inserted(text: str) -> Html | None:
    return tag("ins", text) if text else None
