"""Texts as tokens, each written as one character: figures, dates and Latin words are whole, any other character is alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from reports.report import Span
from service.changes.marked import marked_text

_LONG = re.compile(r"[A-Za-z]{2,}|\s{2,}")
_OUTSIDE = range(0xF0000, 0x110000)
"""Characters that mean nothing by themselves, of which those that no text has stand for tokens."""


class Tokens(NamedTuple):
    """The tokens of a text.

    Attributes:
        letters: a character for each, the same for those that are the same; for a token of one character, that.
        starts: where each begins; at the end, the text's length.
    """

    letters: str
    starts: Sequence[int]

    def span(self, first: int, last: int) -> Span:
        """Give the stretch of the text that some tokens are; `last` is exclusive."""
        return Span(self.starts[first], self.starts[last])


def tokens(mine: str, theirs: str) -> tuple[Tokens, Tokens]:
    """Cut two texts into tokens: one that stands in both has the same letter."""
    outside = (letter for letter in map(chr, _OUTSIDE) if letter not in mine and letter not in theirs)
    letters: dict[str, str] = defaultdict(lambda: next(outside))
    return _tokens(mine, letters.__getitem__), _tokens(theirs, letters.__getitem__)


def _tokens(text: str, letter_of: Callable[[str], str]) -> Tokens:
    cut = _cut(text)
    written, at = [], 0
    for start, end in cut.long:
        written += [text[at:start], letter_of(text[start:end])]
        at = end
    return Tokens("".join([*written, text[at:]]), cut.starts)


class _Cut(NamedTuple):
    """Where the tokens of a text begin, and where those of several characters stand."""

    starts: tuple[int, ...]
    long: tuple[Span, ...]


@lru_cache(maxsize=1 << 10)
def _cut(text: str) -> _Cut:
    starts: list[int] = []
    long = tuple(_long(text))
    at = 0
    for start, end in long:
        starts += range(at, start + 1)
        at = end
    return _Cut((*starts, *range(at, len(text) + 1)), long)


def _long(text: str) -> Iterator[Span]:
    """Give the tokens of several characters, in order."""
    at = 0
    for figure in marked_text(text).figures.values():
        core = figure.core
        yield from (Span(*match.span()) for match in _LONG.finditer(text, at, core.start))
        if core.end - core.start > 1:
            yield core
        at = core.end
    yield from (Span(*match.span()) for match in _LONG.finditer(text, at))
