"""The answer to a question, as a model gets it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from service.answers import Absent, Answer, Understood
from service.mcp.passages import Hit
from service.mcp.quoting import harmless


@dataclass(frozen=True)  # the SDK takes slots for defaults
class Asked:
    """The passages that answer a question, best first.

    Attributes:
        understood: the region, year, body and part that the question was narrowed to.
        absent: a place and a year that the question names and of which the library has no report, and what it quotes and nothing holds.
        confidence: 0 to 1; how surely the first hit answers.
        confident: false when nothing answers: the hits are then near misses, and should be told of as such.
    """

    question: str
    understood: Understood
    absent: Absent
    confidence: float
    confident: bool
    hits: tuple[Hit, ...]

    @classmethod
    def of(cls, found: Answer) -> Asked:
        """Take an answer."""
        return cls(
            question=found.question,
            understood=found.understood,
            absent=found.absent,
            confidence=round(found.confidence, 4),
            confident=found.confident,
            hits=tuple(Hit.of(hit) for hit in found.hits),
        )

    def told(self) -> Iterator[str]:
        """Write it for a reader."""
        if self.absent.region:
            yield f"The library has no report of {harmless(self.absent.region)}."
        if self.absent.year:
            yield f"The library has no report on {self.absent.year}."
        if self.absent.quotations:
            yield f"No passage holds {', '.join(map(harmless, self.absent.quotations))} as quoted."
        sure = (
            "The first passage answers" if self.confident else "Nothing answers clearly; these are the nearest passages"
        )
        yield f"{sure} (confidence {self.confidence:.2f})." if self.hits else "Nothing was found."
        yield from (hit.told() for hit in self.hits)
