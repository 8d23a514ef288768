"""What the service gives back: one class for each object of the JSON contract.

The fields have the names that the JSON has; `service.json.document` turns any of these into it.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.report import Span


@dataclass(frozen=True, slots=True)
class Source:
    """The file a report was read from: its name as given, its digest, and the stretch of its text in characters."""

    file: str
    sha256: str
    span: Span


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A report without its text. Unknown facts are None.

    Attributes:
        id: made from the file's content and the report's place in it.
        region: names from province down.
        covers: first and last year reviewed.
        duplicate_of: the report that this one repeats.
        passages: how many passages it has.
    """

    id: str
    title: str
    body: str
    kind: str
    region: tuple[str | None, ...] | None
    region_code: str | None
    level: str | None
    covers: tuple[int, int] | None
    year: int | None
    date: str | None
    session: str | None
    speaker: str | None
    complete: bool
    ambiguous: tuple[tuple[str | None, ...], ...]
    warnings: tuple[str, ...]
    duplicate_of: str | None
    passages: int
    source: Source


@dataclass(frozen=True, slots=True)
class PassageAnswer:
    """A passage that can be cited; `span` counts characters of the report's text.

    Attributes:
        id: the report's id, a colon, and the passage's number in it.
        part: "done", "planned", "problems" or None.
    """

    id: str
    report: ReportFacts
    heading: tuple[str, ...]
    part: str | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Matched:
    """Why a passage was found.

    Attributes:
        words: those of the question that stand in it.
        standing: how far its meaning stands out from what is usual in this library, in standard deviations; None where
            that was not looked at.
    """

    words: tuple[str, ...]
    standing: float | None = None


@dataclass(frozen=True, slots=True)
class Commonness:
    """In how many regions of the library something stands, of how many, and in how many years."""

    regions: int
    of: int
    years: int = 1


@dataclass(frozen=True, slots=True)
class Change:
    """A step from one text to another; spans count from the start of each passage's text.

    Attributes:
        kind: "equal", "delete", "insert", "replace" or "move".
        mine: the stretch on the asking side, None for an insertion.
        theirs: the stretch on the other side, None for a deletion.
    """

    kind: str
    mine: Span | None
    theirs: Span | None


@dataclass(frozen=True, slots=True)
class Flag:
    """A fact that differs between two texts that otherwise say the same.

    Attributes:
        kind: "number", "place", "date", "negation" or "strength".
        mine: the words on one side; empty when it has none.
        theirs: the words on the other.
    """

    kind: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found.

    Attributes:
        highlight: stretches of the passage's text (counted from its start) that answer.
        similarity: cosine of meaning, larger is nearer.
        wording: share of characters in common, or of the question's words that stand in it, 0 to 1.
        score: orders this list, and means nothing outside it.
        siblings: near-identical passages of other reports, folded under this one.
        changes: from the text asked with to this one; only in answers to "similar".
        flags: facts that differ; only in answers to "similar".
        outside: it lies outside of what was understood, and goes before all that lies inside.
        asked: the stretch of the text asked with that this one is held beside; only in answers to "similar", whose `changes`
            count from the start of the whole text.
    """

    passage: PassageAnswer
    highlight: tuple[Span, ...]
    similarity: float
    wording: float
    score: float
    matched: Matched
    commonness: Commonness | None = None
    siblings: tuple[PassageAnswer, ...] = ()
    changes: tuple[Change, ...] = ()
    flags: tuple[Flag, ...] = ()
    outside: bool = False
    asked: Span | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """How a question was narrowed; None where it was not."""

    region: tuple[str | None, ...] | None = None
    year: int | None = None
    body: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Absent:
    """What a question names and the library lacks.

    Attributes:
        region: a place of which there is no report; None where it names none such.
        year: a year on which there is none; None where it names none such.
        quotations: quoted parts, as they are typed, of which no passage that was looked at holds all.
    """

    region: str | None = None
    year: int | None = None
    quotations: tuple[str, ...] = ()


NOTHING_ABSENT = Absent()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    Attributes:
        confidence: 0 to 1; how surely the first hit answers.
        confident: False when nothing answers: the hits are then near misses.
        absent: what the question names and the library lacks, which narrowed nothing.
    """

    question: str
    understood: Understood
    confidence: float
    confident: bool
    hits: tuple[Hit, ...]
    absent: Absent = NOTHING_ABSENT


@dataclass(frozen=True, slots=True)
class Cell:
    """What one region says in one year.

    Attributes:
        report: whether the library holds a report of the region on that year.
        best: the passage that says it.
        nearest_miss: the nearest passage, when none says it.
    """

    year: int
    report: bool
    best: Hit | None
    nearest_miss: Hit | None


@dataclass(frozen=True, slots=True)
class RegionRow:
    """What one region says, over all years and year by year.

    Attributes:
        reports: how many that count were looked in.
        best: the passage that says it best.
        nearest_miss: the nearest passage, when none says it.
        cells: one for each year of the matrix.
        own: whether what is looked for was taken from a report of this region: then it is not silent.
    """

    region: tuple[str | None, ...] | None
    reports: int
    best: Hit | None
    nearest_miss: Hit | None
    cells: tuple[Cell, ...]
    own: bool = False

    @property
    def silent(self) -> bool:
        """Whether it says nothing of the kind."""
        return self.best is None and not self.own


@dataclass(frozen=True, slots=True)
class YearCount:
    """How many regions say something in one year: the foot of a column of the matrix.

    Attributes:
        regions: those of which the library holds a report on that year.
        said: how many of them say it.
        silent: how many do not; the report that a text was taken from is neither.
        no_report: regions of the answer that have no report on that year.
    """

    year: int
    regions: int
    said: int
    silent: int
    no_report: int


@dataclass(frozen=True, slots=True)
class RegionNode:
    """A region with all that lies below it: a row of the matrix that opens.

    Attributes:
        region: its path; None for reports whose region is not known.
        row: the place of its own row in `RegionAnswer.regions`; None where it has no report of its own.
        regions: how many rows it stands for: its own and those below.
        said: how many of them say it.
        silent: how many do not; the one that a text was taken from is neither.
        best_row: the place in `RegionAnswer.regions` of the one that says it best, or else comes nearest.
        years: the same counts for each year.
        below: what it opens into.
    """

    region: tuple[str | None, ...] | None
    row: int | None
    regions: int
    said: int
    silent: int
    best_row: int
    years: tuple[YearCount, ...]
    below: tuple[RegionNode, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedPart:
    """A passage of a long text, or of a report, that was looked for on its own.

    Attributes:
        span: where it stands in the text asked with.
        said: in how many regions it is said, of as many as the answer has rows.
        best: the passage that says it best; None where none does.
        nearest_miss: the nearest passage, when none says it.
    """

    span: Span
    said: int
    best: Hit | None
    nearest_miss: Hit | None


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near the passages that were looked in come to a text: the nearness of its sentences and the share of its words, added.

    Attributes:
        cut: from where on a passage says the same.
        step: the width of a bin.
        below: how many of the bins lie below the cut.
        counts: how many passages are in each bin, the farthest first.
        elsewhere: how many are written in another script: whether they say the same is decided in another way.
    """

    cut: float
    step: float
    below: int
    counts: tuple[int, ...]
    elsewhere: int


@dataclass(frozen=True, slots=True)
class RegionAnswer:
    """A row for each region that the filters admit, so that silence shows.

    Attributes:
        region_count: how many rows there are.
        silent: how many of them say nothing of the kind.
        understood: how the question was narrowed; None where a text was looked for.
        confidence: 0 to 1; how surely the nearest of all answers the question; None where a text was looked for.
        confident: False when nothing answers a question: then no region says it; None where a text was looked for.
        absent: what the question names and the library lacks.
        years: a count for each year of the matrix.
        earliest: the earliest passage in this library that says it, the one asked from among them; None where none does.
        parts: the passages of a text that was taken passage by passage; none where it was taken as a whole.
        tree: the rows as a tree, the provinces first; counts are of rows.
        nearness: how near all passages come to the text; None for a question, and where it was taken passage by passage.
    """

    regions: tuple[RegionRow, ...]
    region_count: int
    silent: int
    understood: Understood | None = None
    confidence: float | None = None
    confident: bool | None = None
    absent: Absent = NOTHING_ABSENT
    years: tuple[YearCount, ...] = ()
    earliest: PassageAnswer | None = None
    parts: tuple[AskedPart, ...] = ()
    tree: tuple[RegionNode, ...] = ()
    nearness: Nearness | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a template, and what stands there: `kind` is "number", "place" or "text"."""

    kind: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a family's text, or a variant of it, stands.

    Attributes:
        span: counted from the start of the passage's text.
        grade: "identical", "near", "edited" or "paraphrase", beside the family's most typical member.
        channel: "words" or "vectors": what found it.
        flags: facts that differ from the most typical member.
    """

    passage: PassageAnswer
    span: Span
    text: str
    grade: str
    channel: str
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """Stretches of text that are variants of one another.

    Attributes:
        template: the most typical member, with ⟨数⟩, ⟨地⟩ or ⟨…⟩ where members differ.
        years: the years its reports cover.
        kind: "ceremonial", "mandated" or "substantive".
        why_kind: what that was decided by, in plain words.
        earliest: the earliest in this library by date.
        contains: families whose text stands inside this one's.
    """

    id: str
    template: str
    slots: tuple[Slot, ...]
    region_count: int
    report_count: int
    years: tuple[int, ...]
    kind: str
    why_kind: str
    earliest: PassageAnswer
    contains: tuple[str, ...]
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two reports that share text: `share` of the characters of the one with less of its own, 0 to 1."""

    a: str
    b: str
    share: float


@dataclass(frozen=True, slots=True)
class ReportShare:
    """How much of a report stands in other regions: `share` of its characters, 0 to 1."""

    report: str
    share: float


@dataclass(frozen=True, slots=True)
class RegionShares:
    """How much of each region's text stands in each other.

    Attributes:
        regions: their paths, in the order of the administrative codes.
        shares: a row for each region, in it a share of its characters for each region; None for itself.
        reports: the share of each report that stands in any other region.
    """

    regions: tuple[tuple[str | None, ...], ...]
    shares: tuple[tuple[float | None, ...], ...]
    reports: tuple[ReportShare, ...]


@dataclass(frozen=True, slots=True)
class Duplicates:
    """The recurring text of a library.

    Attributes:
        families: the widest and longest first.
        reports: pairs of reports that share half of their text or more.
        shared: how much of each region's and report's text stands elsewhere.
    """

    families: tuple[Family, ...]
    reports: tuple[Overlap, ...]
    shared: RegionShares


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """Passages of two reports that stand for one another, or passages that only one of them has.

    Where a side has several passages, spans count in their texts with a line break between them.

    Attributes:
        kind: "same" but for the script and the width of characters, "edited", "moved" (edited or not), "only_a" or "only_b".
        changes: from a to b; empty where only one side speaks.
        flags: facts that differ.
        numbers_only: they differ in figures and dates, and in nothing else.
    """

    kind: str
    a: tuple[PassageAnswer, ...]
    b: tuple[PassageAnswer, ...]
    changes: tuple[Change, ...] = ()
    flags: tuple[Flag, ...] = ()
    numbers_only: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence and where it stands; `span` counts from the start of the passage's text."""

    passage: PassageAnswer
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A sentence of a report, and how common it is.

    Attributes:
        passage: the id of its passage.
        span: counted from the start of the passage's text.
        commonness: None where it is too short to say anything.
    """

    passage: str
    span: Span
    commonness: Commonness | None


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A sentence as which another stands elsewhere.

    Attributes:
        changes: from the other's text to this one's.
        flags: facts that differ.
    """

    said: Quoted
    changes: tuple[Change, ...]
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What one year's report set out to do, and what the next says of it: the likeliest first, nothing if it is silent."""

    target: Quoted
    results: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports side by side.

    Attributes:
        rows: in the order of a; every passage of both is in exactly one.
        targets: for two years of one body of one region, what the earlier set out to do; else empty.
        earlier: "a" or "b", which of these is the earlier; None for any other two reports.
    """

    a: ReportFacts
    b: ReportFacts
    rows: tuple[ComparedRow, ...]
    targets: tuple[Target, ...]
    earlier: str | None = None


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence of a summary, verbatim but for a visible … between two spans.

    Attributes:
        spans: stretches of the passage's text, counted from its start.
        also_in: in how many other regions it or a variant stands; None outside a library.
    """

    passage: PassageAnswer
    spans: tuple[Span, ...]
    text: str
    also_in: int | None


@dataclass(frozen=True, slots=True)
class SectionCount:
    """An outermost section of a report, and how much of a summary is from it.

    Attributes:
        heading: its heading; "" for what stands before the first.
        chars: its length.
        sentences: how many of the summary's sentences stand in it.
    """

    heading: str
    chars: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary in the report's own sentences and order, never over budget.

    Attributes:
        shared: for the style "distinctive", what other regions also say, in the report's order.
        sections: the outermost sections, in order.
        whole: whether it holds every sentence that may stand in a summary: the text is no longer than the summary might be.
    """

    report: ReportFacts
    budget_chars: int
    text: str
    sentences: tuple[SummarySentence, ...]
    shared: tuple[SummarySentence, ...]
    sections: tuple[SectionCount, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Point:
    """Something that one report or more say.

    Attributes:
        sentence: the words it is told in.
        said_by: a sentence of each report that says it, that one among them, in the order of the reports.
    """

    sentence: SummarySentence
    said_by: tuple[SummarySentence, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What several reports say, together and apart.

    Attributes:
        reports: those that were read; one that repeats another is not.
        confident: False where they were read for a question that nothing answers clearly; what is nearest is told all the same.
        points: what most of them say first.
    """

    reports: tuple[ReportFacts, ...]
    confident: bool
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was passed over."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that should hold a report and could not be read."""

    file: str
    error: str


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the files that were given."""

    added: tuple[ReportFacts, ...]
    replaced: tuple[ReportFacts, ...]
    unchanged: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    failed: tuple[Failed, ...]
