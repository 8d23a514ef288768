"""Stretches of reports that copies are made of: whole clauses that stand in no other report, each given once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

Random = np.random.Generator
Key = tuple[int, int]
"""A paragraph: its report's number and its own, from 0."""

ENDS = "，。；！？：、 \u3000"
_CLAUSE = re.compile(r"[^，。；！？：\n]+(?:[，。；！？：]+[”’》）]*|$)|[，。；！？：]+")
_GRAM = 10
_MOST_DRAWN = 5000
_MOST_SHARED = 0.2
"""At most this share of a stretch's characters is in runs of ten that stand in several reports."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `[start, end)` of a paragraph, and their text."""

    report: int
    paragraph: int
    start: int
    end: int
    text: str


@dataclass
class Sources:
    """The paragraphs that stretches are taken from.

    Attributes:
        texts: the paragraphs.
        spread: in how many reports each run of ten characters stands.
        random: decides what is drawn.
    """

    texts: Mapping[Key, str]
    spread: Mapping[str, int]
    random: Random
    _taken: dict[Key, list[Span]] = field(default_factory=dict)

    def draw(self, length: tuple[int, int]) -> Iterator[Span]:
        """Give free stretches of a length, as long as they are not hard to find; one that is used must be taken."""
        keys = [key for key, text in self.texts.items() if len(text) >= length[0]]
        for _ in range(_MOST_DRAWN):
            key = keys[int(self.random.integers(len(keys)))]
            found = self._stretch(key, length)
            if found and self.is_free(found):
                yield found

    def paragraphs(self) -> Iterator[list[Span]]:
        """Give the paragraphs as clauses, in no order."""
        keys = list(self.texts)
        for n in self.random.permutation(len(keys)):
            key = keys[n]
            yield [self.span(key, start, end) for start, end in clauses(self.texts[key])]

    def span(self, key: Key, start: int, end: int) -> Span:
        """Give a stretch without the marks at its end."""
        text = self.texts[key][start:end].rstrip(ENDS)
        return Span(*key, start, start + len(text), text)

    def take(self, span: Span) -> None:
        """Have a stretch not given again."""
        self._taken.setdefault((span.report, span.paragraph), []).append(span)

    def is_free(self, span: Span) -> bool:
        """Tell whether a stretch was not taken, and stands in one report alone."""
        taken = self._taken.get((span.report, span.paragraph), ())
        return all(span.end <= one.start or one.end <= span.start for one in taken) and self._is_rare(span.text)

    def _stretch(self, key: Key, length: tuple[int, int]) -> Span | None:
        """Draw where a stretch begins and how long it is."""
        found = clauses(self.texts[key])
        wanted = int(self.random.integers(length[0], length[1] + 1))
        first = int(self.random.integers(len(found)))
        for _, end in found[first:]:
            span = self.span(key, found[first][0], end)
            if len(span.text) >= wanted:
                return span if len(span.text) <= length[1] else None
        return None

    def _is_rare(self, text: str) -> bool:
        if any(text.count(one) != text.count(other) for one, other in ("“”", "（）", "《》", "‘’")):
            return False
        shared = np.zeros(len(text), dtype=bool)
        for at in range(len(text) - _GRAM + 1):
            if self.spread.get(text[at : at + _GRAM], 0) > 1:
                shared[at : at + _GRAM] = True
        return bool(shared.mean() <= _MOST_SHARED) if len(text) else False


def clauses(text: str) -> list[tuple[int, int]]:
    """Divide a text into clauses, each with the marks at its end."""
    return [match.span() for match in _CLAUSE.finditer(text)]


def spread(reports: Sequence[Sequence[str]]) -> dict[str, int]:
    """Count in how many reports each run of ten characters stands.

    Args:
        reports: the paragraphs of each.
    """
    counts: dict[str, int] = {}
    for paragraphs in reports:
        for gram in {text[at : at + _GRAM] for text in paragraphs for at in range(len(text) - _GRAM + 1)}:
            counts[gram] = counts.get(gram, 0) + 1
    return counts
