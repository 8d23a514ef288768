"""A text with a mark in place of each figure and date, the same for all that may stand for one another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from reports.chinese import even
from reports.report import Span
from service.dates import Date, dates
from service.quantities import UNITS, Quantity, quantities

_DATE_MARK = "\ue000"
_MARKS = {unit: chr(0xE001 + n) for n, unit in enumerate(UNITS)}


class Figure(NamedTuple):
    """A figure or a date of a text: its kind of flag, what it says, and where it stands in the text."""

    kind: str
    says: Quantity | Date
    mark: str

    @property
    def tells(self) -> bool:
        """Whether it is worth a word that the other text lacks it."""
        return not isinstance(self.says, Quantity) or self.says.tells

    def agrees(self, other: Figure) -> bool:
        """Tell whether two say the same."""
        if isinstance(self.says, Quantity) and isinstance(other.says, Quantity):
            return self.says.equals(other.says)
        return isinstance(self.says, Date) and isinstance(other.says, Date) and not self.says.differs(other.says)

    @property
    def core(self) -> Span:
        """The figure or date alone, without a unit or a bound."""
        return self.says.figure if isinstance(self.says, Quantity) else self.says.span

    def is_measured_as(self, other: Figure) -> bool:
        """Tell whether two have the same unit and bound, as far as they have any."""
        if isinstance(self.says, Quantity) and isinstance(other.says, Quantity):
            return (self.says.unit, self.says.bound) == (other.says.unit, other.says.bound)
        return True


class Marked(NamedTuple):
    """A text with a mark in place of each figure and date.

    Attributes:
        text: as it is written.
        even: as it is compared, character for character.
        marked: with the marks.
        starts: where each character of `marked` stands in the text; at the end, the text's length.
        figures: what the marks stand for, by their place in `marked`.
    """

    text: str
    even: str
    marked: str
    starts: tuple[int, ...]
    figures: dict[int, Figure]

    def words(self, figures: Sequence[int]) -> str:
        """Write figures as the text does."""
        return "、".join(self.figures[n].core.of(self.text) for n in figures)


@lru_cache(maxsize=1 << 13)
def marked_text(text: str) -> Marked:
    """Find the figures and dates of a text, and put marks in their place."""
    plain = even(text)
    figures = [Figure("date", date, _DATE_MARK) for date in dates(plain)]
    undated = plain
    for start, end in [figure.says.span for figure in figures]:
        undated = undated[:start] + "\0" * (end - start) + undated[end:]
    figures += [Figure("number", one, _MARKS[one.unit]) for one in quantities(undated)]
    marked, at = "", 0
    starts: list[int] = []
    held: dict[int, Figure] = {}
    for figure in sorted(figures, key=lambda figure: figure.says.span):
        start, end = figure.says.span
        if start >= at:  # else a word of bounds stands between two, and belongs to the first
            starts += range(at, start + 1)
            held[start - at + len(marked)] = figure
            marked += plain[at:start] + figure.mark
            at = end
    return Marked(text, plain, marked + plain[at:], (*starts, *range(at, len(plain) + 1)), held)


def only_figures_differ(mine: str, theirs: str) -> bool:
    """Tell whether two texts are the same but for what their figures and dates say."""
    a, b = marked_text(mine), marked_text(theirs)
    figures = zip(a.figures.values(), b.figures.values(), strict=False)
    return a.marked == b.marked and not all(one.agrees(other) for one, other in figures)
