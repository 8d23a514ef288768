"""Summaries of one report and overviews of many, as a model gets them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from service.answers import Overview, Point, Summary, SummarySentence
from service.exports.citations import gbt7714
from service.mcp.passages import Report
from service.mcp.quoting import quoted

_MOST_SPEAKERS = 30


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report, quoted; `passage` is the id of the one that it stands in, `citation` cites that.

    Attributes:
        also_in: in how many other regions it or a variant stands; null where that was not looked at.
    """

    passage: str
    citation: str
    text: str
    also_in: int | None

    @classmethod
    def of(cls, found: SummarySentence) -> Sentence:
        """Take a sentence."""
        return cls(found.passage.id, gbt7714(found.passage), found.text, found.also_in)

    def told(self) -> str:
        """Quote it."""
        return f"[{self.passage}]\n{quoted(self.passage, [self.citation, self.text])}"


@dataclass(frozen=True)  # the SDK takes slots for defaults
class Summarised:
    """A summary in the report's own sentences and order.

    Attributes:
        whole: it holds every sentence of the report that may stand in a summary.
    """

    report: Report
    budget_chars: int
    sentences: tuple[Sentence, ...]
    whole: bool

    @classmethod
    def of(cls, found: Summary) -> Summarised:
        """Take a summary."""
        return cls(Report.of(found.report), found.budget_chars, tuple(map(Sentence.of, found.sentences)), found.whole)

    def told(self) -> Iterator[str]:
        """Write it for a reader: the report first, then its sentences."""
        yield quoted(self.report.id, [self.report.line()])
        yield from (sentence.told() for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Shared:
    """Something that reports say.

    Attributes:
        sentence: the words it is told in.
        count: how many reports say it.
        said_by: ids of passages that say it, one a report, the first few.
    """

    sentence: Sentence
    count: int
    said_by: tuple[str, ...]

    @classmethod
    def of(cls, found: Point) -> Shared:
        """Take a point."""
        ids = tuple(one.passage.id for one in found.said_by)
        return cls(Sentence.of(found.sentence), len(ids), ids[:_MOST_SPEAKERS])


@dataclass(frozen=True)  # the SDK takes slots for defaults
class Overviewed:
    """What several reports say, together and apart: what most say first.

    Attributes:
        of: how many reports were read; one that repeats another is not.
        confident: false where they were read for a question that nothing answers clearly.
    """

    of: int
    confident: bool
    points: tuple[Shared, ...]

    @classmethod
    def taken(cls, found: Overview) -> Overviewed:
        """Take an overview."""
        return cls(len(found.reports), found.confident, tuple(map(Shared.of, found.points)))

    def told(self) -> Iterator[str]:
        """Write it for a reader."""
        if not self.confident:
            yield "No report clearly says anything to the question; this is what comes nearest."
        for point in self.points:
            yield f"Reports that say so: {point.count} of {self.of}: {', '.join(point.said_by)}"
            yield point.sentence.told()
