"""Reports, passages and hits as a model gets them: what it needs to judge and cite, and nothing it must wade through."""

from __future__ import annotations

from dataclasses import dataclass

from service.answers import Flag, PassageAnswer, ReportFacts
from service.answers import Hit as FoundHit
from service.exports.citations import gbt7714
from service.mcp.quoting import quoted, shortened
from service.provenance import years
from service.regions import display

PASSAGE_CHARS = 600
"""Most characters of a passage in a list; `read_passage` gives the rest."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report. What is unknown is null; title and region are quoted from it.

    Attributes:
        region: names from province down, with slashes between.
        covers: first and last year that it reviews.
        year: when it was delivered.
    """

    id: str
    title: str
    region: str | None
    body: str
    covers: tuple[int, int] | None
    year: int | None
    passages: int

    @classmethod
    def of(cls, facts: ReportFacts) -> Report:
        """Take what a model needs of a report's facts."""
        region = display(facts.region) if facts.region else None
        return cls(facts.id, facts.title, region, facts.body, facts.covers, facts.year, facts.passages)

    def line(self) -> str:
        """Write it in one line."""
        return "  ".join(part for part in (self.id, self.region, self.body, years(self.covers), self.title) if part)


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage, quoted from a report: cite it by `citation` and name it by `id`.

    Attributes:
        part: "done", "planned", "problems" or null.
        text: quoted as it stands; its beginning if `left_out` is not 0.
        left_out: how many characters of it were left out; `read_passage` gives them.
    """

    id: str
    citation: str
    report: Report
    heading: tuple[str, ...]
    part: str | None
    text: str
    left_out: int

    @classmethod
    def of(cls, found: PassageAnswer, most_chars: int = PASSAGE_CHARS) -> Passage:
        """Take a passage, or its beginning."""
        text, left_out = shortened(found.text, most_chars)
        return cls(found.id, gbt7714(found), Report.of(found.report), found.heading, found.part, text, left_out)

    def told(self, *notes: str) -> str:
        """Quote it, with what is noted from it above its text."""
        more = f"… (characters left out: {self.left_out}; read_passage gives them)" if self.left_out else ""
        return quoted(self.id, [self.citation, " › ".join(self.heading), *notes, self.text + more])


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found.

    Attributes:
        answering: the sentences of it that answer, quoted as they stand.
        similarity: cosine of meaning, larger is nearer.
        in_regions: in how many regions of the library the same stands; null where that was not looked at.
        same_elsewhere: ids of passages of other reports that say the same in nearly the same words.
        outside: it lies outside of the region, year, body or part that the question names.
        differing: facts that differ from the text asked with: numbers, places, dates, denials, strength.
    """

    passage: Passage
    answering: tuple[str, ...]
    similarity: float
    in_regions: int | None
    same_elsewhere: tuple[str, ...]
    outside: bool
    differing: tuple[Flag, ...]

    @classmethod
    def of(cls, found: FoundHit) -> Hit:
        """Take what a model needs of a hit."""
        return cls(
            passage=Passage.of(found.passage),
            answering=tuple(span.of(found.passage.text)[:PASSAGE_CHARS] for span in found.highlight),
            similarity=round(found.similarity, 4),
            in_regions=found.commonness.regions if found.commonness else None,
            same_elsewhere=tuple(sibling.id for sibling in found.siblings),
            outside=found.outside,
            differing=found.flags,
        )

    def told(self) -> str:
        """Write it: its id and how near it is, then what the report says."""
        notes = [f"similarity {self.similarity:.2f}"]
        notes += [f"regions that say so: {self.in_regions}"] if self.in_regions else []
        notes += [f"the same: {', '.join(self.same_elsewhere)}"] if self.same_elsewhere else []
        notes += ["outside of what the question names"] if self.outside else []
        answering = [f"» {sentence}" for sentence in self.answering]
        differing = [f"{flag.kind}: {flag.mine or '–'} → {flag.theirs or '–'}" for flag in self.differing]
        return f"[{self.passage.id}] {'; '.join(notes)}\n{self.passage.told(*answering, *differing)}"
