"""A ranking laid out by region and year, so that silence shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from service.answers import Cell, Hit, RegionAnswer, RegionRow
from service.collection import Collection, Mask, Positions


@dataclass(frozen=True, slots=True)
class Ranked:
    """Passages in the order of a ranking, best first.

    Attributes:
        passages: (n,) positions.
        answers: (n,) whether each says what is looked for, or only comes near.
        hit: makes a hit of a place in the ranking.
    """

    passages: Positions
    answers: Mask
    hit: Callable[[int], Hit]

    def first(self, collection: Collection, reports: Sequence[int]) -> tuple[Hit | None, Hit | None]:
        """Give the best passage of some reports as a hit, or else as a near miss."""
        places = self.places(collection, reports)
        if not len(places):
            return None, None
        first = int(places[0])
        return (self.hit(first), None) if self.answers[first] else (None, self.hit(first))

    def places(self, collection: Collection, reports: Sequence[int]) -> Positions:
        """Give the places in the ranking of the passages of some reports."""
        return np.flatnonzero(np.isin(collection.report_of[self.passages], reports))


def region_answer(
    collection: Collection,
    reports: Sequence[int],
    ranked: Ranked,
    *,
    limit: int,
    spoken_for: frozenset[tuple[str | None, ...] | None] = frozenset(),
) -> RegionAnswer:
    """Sort a ranking by region and year.

    Args:
        collection: the library.
        reports: the reports that are looked in.
        ranked: the ranking.
        limit: most siblings of a region's best hit.
        spoken_for: regions that are not silent whatever is found: the one the text was taken from.
    """
    rows = tuple(
        _row(collection, region, members, ranked, limit=limit) for region, members in collection.by_region(reports)
    )
    silent = sum(row.best is None and row.region not in spoken_for for row in rows)
    return RegionAnswer(rows, len(rows), silent)


def _row(
    collection: Collection,
    region: tuple[str | None, ...] | None,
    members: Sequence[int],
    ranked: Ranked,
    *,
    limit: int,
) -> RegionRow:
    best, miss = ranked.first(collection, members)
    if best is not None:
        more = [n for n in ranked.places(collection, members)[1:] if ranked.answers[n]][:limit]
        best = replace(best, siblings=tuple(collection.answer(int(ranked.passages[n])) for n in more))
    cells = tuple(_cell(collection, year, members, ranked) for year in _years(collection, members))
    return RegionRow(region, sum(bool(collection.counted[n]) for n in members), best, miss, cells)


def _years(collection: Collection, members: Sequence[int]) -> list[int]:
    years = [year for n in members for year in collection.facts[n].covers or ()]
    return list(range(min(years), max(years) + 1)) if years else []


def _cell(collection: Collection, year: int, members: Sequence[int], ranked: Ranked) -> Cell:
    covering = [n for n in members if (span := collection.facts[n].covers) and span[0] <= year <= span[1]]
    best, miss = ranked.first(collection, covering)
    return Cell(year, bool(covering), best, miss)
