"""Sentences: a paragraph is cut behind its full stops, but not inside quotation marks, brackets and titles."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from reports.report import Span

_CLOSERS = "”’」』）》】)\"'"
# A Latin full stop ends a sentence only before white space and something that can begin one: not in 3.5, U.S. or No. 4.
_END = re.compile(
    rf"(?:[。！？｡]|[؟۔।](?=\s|$)|[!?](?=[\s{_CLOSERS}\u3400-\u9fff]|$)"
    rf"|(?<![A-Z])(?<!\bNo)(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bArt)(?<!^\d)(?<!^\d\d)(?<!\s\d)\.(?=[{_CLOSERS}]*(?:\s+[^\sa-z]|\s*$)))"
    rf"[。！？!?…{_CLOSERS}]*"
)
_SEMICOLON = re.compile("[；;]")
_PAIRS = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "（": "）",
    "(": ")",
    "【": "】",
    "[": "]",
}
_BRACKET = re.compile("[" + re.escape("".join({*_PAIRS, *_PAIRS.values()})) + "]")
_GOES_ON = re.compile(r"[，、；：,;:的和等]")
MOST_QUOTED_CHARS = 200
"""What stands in longer brackets is cut like any text: more often than not the other bracket has been forgotten."""
OVERLONG_CHARS = 200
"""Longer sentences are cut behind their semicolons too."""


def sentences(text: str, start: int = 0) -> tuple[Span, ...]:
    """Cut a paragraph into sentences.

    Args:
        text: the paragraph.
        start: where it stands; the spans are counted from there.

    Returns:
        The sentences in order, without the white space between them; a text without a full stop is one.
    """
    enclosed = _enclosed(text)
    found: list[Span] = []
    for whole in _cut(text, Span(0, len(text)), _ends(text, enclosed)):
        if len(whole.of(text)) > OVERLONG_CHARS:
            found += _cut(text, whole, _semicolons(text, whole, enclosed))
        else:
            found.append(whole)
    return tuple(Span(start + span.start, start + span.end) for span in found)


def _ends(text: str, enclosed: _Enclosed) -> list[int]:
    """Find where sentences end: behind a full stop and what closes with it."""
    return [
        end
        for stop, end in (match.span() for match in _END.finditer(text))
        if not enclosed.holds(stop, until=end) and not (text[end - 1] in _CLOSERS and _GOES_ON.match(text, end))
    ]


def _semicolons(text: str, whole: Span, enclosed: _Enclosed) -> list[int]:
    found = (match.end() for match in _SEMICOLON.finditer(text, whole.start, whole.end))
    return [end for end in found if not enclosed.holds(end - 1, until=end)]


def _cut(text: str, whole: Span, ends: Iterable[int]) -> list[Span]:
    """Cut a stretch at some places, in order, and leave white space out."""
    found = []
    at = whole.start
    for end in (*ends, whole.end):
        stretch = text[at:end]
        begin = at + len(stretch) - len(stretch.lstrip())
        if stretch.strip():
            found.append(Span(begin, begin + len(stretch.strip())))
        at = max(at, end)
    return found


class _Enclosed:
    """The outermost pairs of brackets of a text, in order."""

    def __init__(self, pairs: list[Span]) -> None:
        self._starts = [pair.start for pair in pairs]
        self._ends = [pair.end for pair in pairs]

    def holds(self, place: int, *, until: int) -> bool:
        """Tell whether a place is inside a pair that is still open at `until`."""
        before = bisect_left(self._starts, place) - 1
        return before >= 0 and place < self._ends[before] and until < self._ends[before]


def _enclosed(text: str) -> _Enclosed:
    """Match brackets with a stack; whatever has no partner, or one far away, encloses nothing."""
    opened: list[tuple[str, int]] = []
    pairs: list[Span] = []
    for match in _BRACKET.finditer(text):
        sign = match[0]
        if sign in _PAIRS:
            opened.append((_PAIRS[sign], match.start()))
            continue
        partner = next((n for n in range(len(opened) - 1, max(-1, len(opened) - 9), -1) if opened[n][0] == sign), None)
        if partner is not None:
            pair = Span(opened[partner][1], match.end())
            del opened[partner:]
            if pair.end - pair.start <= MOST_QUOTED_CHARS:
                while pairs and pairs[-1].start > pair.start:
                    pairs.pop()
                pairs.append(pair)
    return _Enclosed(pairs)
