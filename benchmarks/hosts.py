"""Reports that planted texts stand in: some of their paragraphs are taken apart to surround them."""

import re
from dataclasses import dataclass, field

import numpy as np

from benchmarks.sources import ENDS, clauses

Random = np.random.Generator
_SENTENCE_END = re.compile(r"[。！？][”’》）]*")
_COMMA = re.compile("[，；]")
_CLOSED = "。！？”’》）"
_OPENS_OR_CLOSES = re.compile("[“”‘’（）《》]")
_INSIDE = 0.5
"""The share of planted texts that stand in the midst of a sentence, where there is one."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A paragraph, the number of what is planted in it, and where that stands; number None where nothing is."""

    paragraph: str
    number: int | None = None
    start: int = 0
    end: int = 0


@dataclass
class Host:
    """A report's paragraphs that are taken apart.

    Attributes:
        rest: what is left of each.
        made: the paragraphs that were made of them, by the paragraph in whose place they stand.
    """

    rest: dict[int, str]
    made: dict[int, list[Planted]] = field(default_factory=dict)

    @property
    def chars(self) -> int:
        """How much is left."""
        return sum(map(len, self.rest.values()))

    def plant(self, number: int, text: str, padding: float, random: Random) -> None:
        """Make a paragraph that holds a text among other text of this report, which then no longer stands elsewhere.

        Args:
            number: of what is planted.
            text: that is planted.
            padding: the share of the paragraph that is other text, as near as whole clauses come to it.
            random: decides where.
        """
        at, other = self._take(round(len(text) * padding / (1 - padding)), random)
        self.made.setdefault(at, []).append(_placed(number, text, other, random))

    def paragraphs(self, number: int) -> list[Planted]:
        """Give what stands in the place of a paragraph: what was made, and what is left."""
        rest = self.rest[number].strip(ENDS)
        closed = rest if rest[-1:] in _CLOSED else rest + "。"
        return [*([Planted(closed)] if rest else []), *self.made.get(number, [])]

    def _take(self, wanted: int, random: Random) -> tuple[int, str]:
        """Take about so many characters of whole clauses, of several paragraphs where one is too short."""
        keys = list(self.rest)
        start = int(random.integers(len(keys)))
        found = ""
        for key in [*keys[start:], *keys[:start]]:
            rest = self.rest[key]
            for first, last in clauses(rest):
                if abs(len(found) + last - first - wanted) >= abs(len(found) - wanted):
                    self.rest[key] = rest[first:]
                    return keys[start], found
                found += rest[first:last]
            self.rest[key] = ""
        return keys[start], found


def _placed(number: int, text: str, other: str, random: Random) -> Planted:
    """Put a text between two sentences of another, or between two clauses of one of its sentences."""
    other = other.lstrip(ENDS)
    if other and other[-1] not in _CLOSED:
        other = other.rstrip(ENDS) + "。"
    ends = [match.end() for match in _SENTENCE_END.finditer(other) if _open(other[: match.end()]) == 0]
    commas = [match.end() for match in _COMMA.finditer(other) if _open(other[: match.end()]) == 0]
    inside = bool(commas) and random.random() < _INSIDE
    at = int(random.choice(commas if inside else [0, *ends]))
    mark = "，" if inside else "。"
    return Planted(f"{other[:at]}{text}{mark}{other[at:]}", number, at, at + len(text))


def _open(text: str) -> int:
    """Count the quotation marks and brackets that are still open at a text's end."""
    return sum(1 if mark in "“‘（《" else -1 for mark in _OPENS_OR_CLOSES.findall(text))
