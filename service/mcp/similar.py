"""Who else says something, as a model gets it: the regions that say it, and those that are silent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from service.answers import RegionAnswer
from service.mcp.passages import Hit, Passage
from service.mcp.quoting import quoted
from service.regions import UNSETTLED, display

_MOST_NAMED = 40


@dataclass(frozen=True, slots=True)
class Saying:
    """A region that says it, and the passage that says it best; a null region is one that its report does not settle."""

    region: str | None
    best: Hit


@dataclass(frozen=True)  # the SDK takes slots for defaults
class Similar:
    """Who says a thing.

    Attributes:
        region_count: how many regions were looked at.
        said: how many of them say it.
        silent: how many do not.
        own_region: the one that the text was taken from, where nothing else there says it; it is not silent.
        saying: those that say it, as many as were asked for.
        left_out: how many more say it.
        silent_regions: the first of those that do not.
        earliest: the earliest passage of the library that says it; null where none does.
    """

    region_count: int
    said: int
    silent: int
    own_region: str | None
    saying: tuple[Saying, ...]
    left_out: int
    silent_regions: tuple[str | None, ...]
    earliest: Passage | None

    @classmethod
    def of(cls, found: RegionAnswer, limit: int) -> Similar:
        """Take an answer, with no more than `limit` regions that say it."""
        said = [Saying(_named(row.region), Hit.of(row.best)) for row in found.regions if row.best]
        silent = [_named(row.region) for row in found.regions if row.silent]
        return cls(
            region_count=found.region_count,
            said=len(said),
            silent=found.silent,
            own_region=next((_named(row.region) for row in found.regions if row.own and row.best is None), None),
            saying=tuple(said[:limit]),
            left_out=max(0, len(said) - limit),
            silent_regions=tuple(silent[:_MOST_NAMED]),
            earliest=Passage.of(found.earliest) if found.earliest else None,
        )

    def told(self) -> Iterator[str]:
        """Write it for a reader."""
        yield f"Regions: {self.region_count}; saying it: {self.said}; silent: {self.silent}."
        if self.earliest:
            yield f"The earliest in this library is [{self.earliest.id}]."
        yield from (one.best.told() for one in self.saying)
        if self.left_out:
            yield f"Saying it and left out: {self.left_out}; give a larger limit, or filters."
        if self.silent_regions:
            yield "Silent:\n" + quoted("silent", [", ".join(name or UNSETTLED for name in self.silent_regions)])


def _named(region: tuple[str | None, ...] | None) -> str | None:
    return display(region) if region else None
