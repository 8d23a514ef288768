"""What the library holds, as a model gets it: its reports, and a passage with what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from service.answers import PassageAnswer, ReportFacts
from service.mcp.passages import Passage, Report
from service.mcp.quoting import quoted, shortened

READ_CHARS = 4000
"""Most characters of a passage that is read."""


@dataclass(frozen=True)  # the SDK takes slots for defaults
class Listed:
    """Reports of the library.

    Attributes:
        total: how many the filters admit.
        left_out: how many come after these; `offset` leads on to them.
    """

    reports: tuple[Report, ...]
    total: int
    left_out: int

    @classmethod
    def of(cls, found: Sequence[ReportFacts], offset: int, limit: int) -> Listed:
        """Take a stretch of the list."""
        shown = found[offset : offset + limit]
        return cls(tuple(map(Report.of, shown)), len(found), max(0, len(found) - offset - len(shown)))

    def told(self) -> Iterator[str]:
        """Write it for a reader."""
        yield f"Reports: {self.total}; after these: {self.left_out}."
        yield from (quoted(report.id, [report.line()]) for report in self.reports)


@dataclass(frozen=True)  # the SDK takes slots for defaults
class Read:
    """A passage, and those before and after it in its report.

    Attributes:
        start: how many characters of the passage were passed over.
    """

    passage: Passage
    start: int
    before: tuple[Passage, ...]
    after: tuple[Passage, ...]

    @classmethod
    def of(cls, passages: Sequence[PassageAnswer], place: int, *, start: int, around: int) -> Read:
        """Take a passage of a report's, from a character on, with as many neighbours on each side."""
        found = passages[place]
        text, left_out = shortened(found.text[start:], READ_CHARS)
        return cls(
            replace(Passage.of(found), text=text, left_out=left_out),
            start,
            tuple(map(Passage.of, passages[max(0, place - around) : place])),
            tuple(map(Passage.of, passages[place + 1 : place + 1 + around])),
        )

    def told(self) -> Iterator[str]:
        """Write it for a reader, in the report's order."""
        yield from (passage.told() for passage in (*self.before, self.passage, *self.after))
