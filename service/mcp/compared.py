"""Two reports side by side, as a model gets them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from service.answers import ComparedRow, Comparison, Flag, PassageAnswer, Quoted, Target
from service.mcp.passages import Passage, Report
from service.mcp.quoting import quoted

_SIDE_CHARS = 300
_MOST_FLAGS = 8
_TARGET_CHARS = 200


@dataclass(frozen=True, slots=True)
class Row:
    """Passages of two reports that stand for one another, or that only one of them has.

    Attributes:
        kind: "edited", "moved", "only_a" or "only_b".
        differing: facts that differ: numbers, places, dates, denials, strength.
        numbers_only: they differ in figures and dates, and in nothing else.
    """

    kind: str
    a: tuple[Passage, ...]
    b: tuple[Passage, ...]
    differing: tuple[Flag, ...]
    numbers_only: bool

    @classmethod
    def of(cls, found: ComparedRow) -> Row:
        """Take a row."""
        return cls(found.kind, _side(found.a), _side(found.b), found.flags[:_MOST_FLAGS], found.numbers_only)

    def told(self) -> str:
        """Write it, a's side before b's."""
        return "\n".join([self.kind, *(passage.told() for passage in (*self.a, *self.b))])


@dataclass(frozen=True, slots=True)
class Aim:
    """What one year's report set out to do, quoted, and what the next says of it: ids first, then the sentences."""

    passage: str
    text: str
    result_passages: tuple[str, ...]
    results: tuple[str, ...]

    @classmethod
    def of(cls, found: Target) -> Aim:
        """Take a target with its results."""
        return cls(
            found.target.passage.id,
            _begun(found.target),
            tuple(one.passage.id for one in found.results),
            tuple(map(_begun, found.results)),
        )

    def told(self) -> str:
        """Write it, the result after the target."""
        result = [f"result: {text}" for text in self.results] or ["result: nothing is said of it"]
        return f"[{self.passage}] " + quoted(self.passage, [f"target: {self.text}", *result])


@dataclass(frozen=True)  # the SDK takes slots for defaults
class Compared:
    """Two reports side by side; what is the same in both is only counted.

    Attributes:
        earlier: "a" or "b", for two years of one body of one region; null for any other two.
        counts: how many rows there are of each kind, "same" among them.
        left_out: how many rows that differ were left out.
        targets: for two years of one body, what the earlier set out to do.
        targets_left_out: how many of these were left out.
    """

    a: Report
    b: Report
    earlier: str | None
    counts: dict[str, int]
    rows: tuple[Row, ...]
    left_out: int
    targets: tuple[Aim, ...]
    targets_left_out: int

    @classmethod
    def of(cls, found: Comparison, limit: int) -> Compared:
        """Take a comparison, with no more than `limit` rows that differ, and as many targets."""
        differing = [row for row in found.rows if row.kind != "same"]
        return cls(
            a=Report.of(found.a),
            b=Report.of(found.b),
            earlier=found.earlier,
            counts=dict(Counter(row.kind for row in found.rows)),
            rows=tuple(map(Row.of, differing[:limit])),
            left_out=max(0, len(differing) - limit),
            targets=tuple(map(Aim.of, found.targets[:limit])),
            targets_left_out=max(0, len(found.targets) - limit),
        )

    def told(self) -> Iterator[str]:
        """Write it for a reader."""
        for name, report in (("a", self.a), ("b", self.b)):
            yield f"{name}{' (the earlier)' if name == self.earlier else ''}: {quoted(report.id, [report.line()])}"
        yield ", ".join(f"{kind}: {count}" for kind, count in self.counts.items())
        yield from (row.told() for row in self.rows)
        if self.left_out:
            yield f"Rows left out: {self.left_out}; give a larger limit."
        yield from (aim.told() for aim in self.targets)
        if self.targets_left_out:
            yield f"Targets left out: {self.targets_left_out}; give a larger limit."


def _side(passages: tuple[PassageAnswer, ...]) -> tuple[Passage, ...]:
    return tuple(Passage.of(passage, _SIDE_CHARS) for passage in passages)


def _begun(quoted_from: Quoted) -> str:
    return quoted_from.text[:_TARGET_CHARS]
