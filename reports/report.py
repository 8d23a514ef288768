"""The nouns: what a report is made of.

All positions are spans of `Report.text`, counted in Unicode code points, end exclusive:
`report.text[span.start:span.end]` is the thing itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch `[start, end)` of a text, in characters."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Cut the stretch out of `text`."""
        return text[self.start : self.end]


WHOLE = Span(0, 0)
"""Stands for a source's whole text where nobody counted."""


class Body(StrEnum):
    """Whose report it is."""

    NPC = "npc"
    CPPCC = "cppcc"
    GOVERNMENT = "government"
    OTHER = "other"


class Part(StrEnum):
    """What a stretch of a report speaks of: work done, work planned, or what is still wrong."""

    DONE = "done"
    PLANNED = "planned"
    PROBLEMS = "problems"


LEVELS = ("province", "prefecture", "county")
"""The levels of the administrative tree, from the top."""


@dataclass(frozen=True, slots=True)
class Region:
    """A place in the administrative tree.

    Attributes:
        path: names from province down; None at a level that the text does not settle.
        code: the six digits of GB/T 2260; None when the place is not in the table.
    """

    path: tuple[str | None, ...]
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the outline; level 1 is the outermost."""

    level: int
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph as its author wrote it: the unit that is cited.

    Attributes:
        span: where it stands in the report's text.
        heading: the headings above it, outermost first.
        part: what it speaks of, or None when its headings do not say.
        sentences: its sentences in order; together they cover the passage but for white space.
    """

    span: Span
    heading: tuple[str, ...]
    part: Part | None
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """A line of the source that belongs to the page, not to the report."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who speaks in a report, of where and when. A fact that the text does not give is None.

    Attributes:
        title: the report's title, its subtitle behind "——".
        body: whose report it is.
        kind: "work report", "feature" (a newspaper's review of the work) or "other".
        region: the place it is about.
        ambiguous: the places it may be about, when the text does not settle which.
        level: "province", "prefecture" or "county".
        covers: first and last year whose work it reviews.
        year: the year it was delivered.
        date: the day it was delivered, ISO 8601.
        session: the meeting it was delivered to.
        speaker: who delivered it.
        published: the day it was published, ISO 8601.
        author: who wrote it, for a feature.
    """

    title: str
    body: Body = Body.OTHER
    kind: str = "other"
    region: Region | None = None
    ambiguous: tuple[Region, ...] = ()
    level: str | None = None
    covers: tuple[int, int] | None = None
    year: int | None = None
    date: str | None = None
    session: str | None = None
    speaker: str | None = None
    published: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One report of one body in one region, as read from a file.

    Attributes:
        identity: its facts.
        text: the whole text, a line a paragraph or heading.
        headings: the headings that have a line of their own, in order.
        run_ins: the headings that open a paragraph, in order; their spans end where the rest of it begins.
        passages: the paragraphs, in order.
        removed: lines of the source that were left out, and why.
        complete: False when the source itself says that the report goes on elsewhere.
        warnings: what a reader should doubt, in plain words.
        source_span: the stretch of the source's text it was read from, in characters.
    """

    identity: Identity
    text: str
    headings: tuple[Heading, ...]
    passages: tuple[Passage, ...]
    run_ins: tuple[Heading, ...] = ()
    removed: tuple[Removed, ...] = ()
    complete: bool = True
    warnings: tuple[str, ...] = ()
    source_span: Span = WHOLE
