"""Recurring text, as a model gets it: each family with its first places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from service.answers import Duplicates, Family, Overlap
from service.mcp.passages import Passage
from service.mcp.quoting import quoted, shortened

_MOST_PLACES = 5
_MOST_PAIRS = 20
_TEMPLATE_CHARS = 400
_PLACE_CHARS = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where a family's text stands: `grade` is "identical", "near", "edited" or "paraphrase"; `text` is quoted."""

    passage: Passage
    grade: str


@dataclass(frozen=True, slots=True)
class Recurring:
    """Text that recurs across regions.

    Attributes:
        template: the most typical wording, quoted, with ⟨数⟩, ⟨地⟩ or ⟨…⟩ where members differ.
        kind: "ceremonial", "mandated" or "substantive".
        why_kind: what that was decided by.
        places: the first few; `report_count` reports have it in all.
    """

    id: str
    template: str
    region_count: int
    report_count: int
    years: tuple[int, ...]
    kind: str
    why_kind: str
    earliest: str
    places: tuple[Place, ...]

    @classmethod
    def of(cls, found: Family) -> Recurring:
        """Take a family."""
        return cls(
            id=found.id,
            template=shortened(found.template, _TEMPLATE_CHARS)[0],
            region_count=found.region_count,
            report_count=found.report_count,
            years=found.years,
            kind=found.kind,
            why_kind=found.why_kind,
            earliest=found.earliest.id,
            places=tuple(
                Place(Passage.of(one.passage, _PLACE_CHARS), one.grade) for one in found.occurrences[:_MOST_PLACES]
            ),
        )

    def told(self) -> str:
        """Write it: what recurs, and where it stands first."""
        where = ", ".join(f"[{place.passage.id}] {place.grade}" for place in self.places)
        counted = f"Regions: {self.region_count}; reports: {self.report_count}; {self.kind}; {where}"
        return f"{counted}\n{quoted(self.id, [self.template])}"


@dataclass(frozen=True)  # the SDK takes slots for defaults
class AllRecurring:
    """The recurring text of the library, the widest and longest first.

    Attributes:
        alike: pairs of reports that share half of their text or more, `share` from 0 to 1.
    """

    families: tuple[Recurring, ...]
    alike: tuple[Overlap, ...]

    @classmethod
    def of(cls, found: Duplicates) -> AllRecurring:
        """Take what recurs."""
        return cls(tuple(map(Recurring.of, found.families)), found.reports[:_MOST_PAIRS])

    def told(self) -> Iterator[str]:
        """Write it for a reader."""
        if not self.families:
            yield "No text recurs in as many regions."
        yield from (family.told() for family in self.families)
        yield from (f"{pair.share:.0%} of {pair.a} or {pair.b} stands in the other." for pair in self.alike)
