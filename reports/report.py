"""The nouns: what a report is made of.

All positions are spans of `Report.text`, counted in Unicode code points, end exclusive:
`report.text[span.start:span.end]` is the thing itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
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


class Where(StrEnum):
    """Where words stand from which a fact is read; `Report.text_at` gives the text of each."""

    TEXT = "text"
    TITLE_BLOCK = "title block"
    PAGE = "page"
    FILE_NAME = "file name"
    FOLDER = "folder"
    GIVEN = "given"


LEVELS = ("province", "prefecture", "county")
"""The levels of the administrative tree, from the top."""
NATIONAL = "national"
"""The level of what is of the whole country: it has no region, and is not without one for want of knowledge."""


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
        level: "province", "prefecture" or "county"; "national", without a region, for the whole country.
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
class Evidence:
    """Words that a fact of a report's identity was read from.

    Attributes:
        fact: the name of the fact in `Identity`.
        quote: the words, as the source writes them.
        place: where they stand.
        span: the stretch they take of `Report.text_at(place)`.
    """

    fact: str
    quote: str
    place: Where
    span: Span


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
        evidence: the words that its facts were read from; a fact that follows from another has that one's.
        file: the name of the file as it was given, with the folders that were given with it.
        given: what a table's columns say beside the text, a line a fact.
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
    evidence: tuple[Evidence, ...] = ()
    file: str = ""
    given: str = ""

    def text_at(self, place: Where) -> str:
        """Give the text in which the spans of evidence count."""
        match place:
            case Where.TEXT:
                return self.text
            case Where.TITLE_BLOCK:
                return "\n".join(line.text for line in self.removed if line.why == Where.TITLE_BLOCK)
            case Where.PAGE:
                return "\n".join(line.text for line in self.removed if line.why != Where.TITLE_BLOCK)
            case Where.FILE_NAME:
                return PurePath(self.file).name
            case Where.FOLDER:
                return folder_of(self.file)
            case Where.GIVEN:
                return self.given


def folder_of(file: str) -> str:
    """Give the folders in a file's name, with "/" between them; an absolute path is the machine's and tells nothing."""
    path = PurePath(file)
    return "" if path.is_absolute() else "/".join(path.parts[:-1])
