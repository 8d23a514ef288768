"""A ranking laid out by region and year, so that silence shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from service.answers import Cell, Hit, RegionAnswer, RegionRow, YearCount
from service.collection import Collection, Mask, Positions
from service.orders import in_order
from service.tree import tree_of

Path = tuple[str | None, ...]
"""A region's names from province down."""


class Ranked:
    """Passages of a library in the order of a ranking, best first."""

    def __init__(self, collection: Collection, passages: Positions, answers: Mask, hit: Callable[[int], Hit]) -> None:
        """Take a ranking.

        Args:
            collection: the library.
            passages: (n,) positions.
            answers: (n,) whether each says what is looked for, or only comes near.
            hit: makes a hit of a place in the ranking.
        """
        self.passages = passages
        self.answers = answers
        self._hit = cache(hit)
        self._report = collection.report_of[passages]
        self._first = np.full(len(collection.reports), len(passages))
        np.minimum.at(self._first, self._report, np.arange(len(passages)))

    def first(self, reports: Sequence[int]) -> tuple[Hit | None, Hit | None]:
        """Give the best passage of some reports as a hit, or else as a near miss."""
        place = int(self._first[list(reports)].min(initial=len(self.passages)))
        if place == len(self.passages):
            return None, None
        return (self._hit(place), None) if self.answers[place] else (None, self._hit(place))

    def following(self, reports: Sequence[int], limit: int) -> Positions:
        """List further passages of some reports that say it, behind their best."""
        said = np.flatnonzero(np.isin(self._report, list(reports)) & self.answers)
        return self.passages[said[1 : limit + 1]]


def region_answer(
    collection: Collection,
    reports: Sequence[int],
    ranked: Ranked,
    *,
    limit: int,
    own: frozenset[Path | None] = frozenset(),
    order: str = "region",
) -> RegionAnswer:
    """Sort a ranking by region and year.

    Args:
        collection: the library.
        reports: the reports that are looked in.
        ranked: the ranking.
        limit: most siblings of a region's best hit.
        own: regions that are not silent whatever is found: the one the text was taken from.
        order: of the rows, one of `service.orders.ORDERS`.
    """
    groups = collection.by_region(reports)
    years = _years(collection, reports)
    rows = [
        replace(_row(collection, region, members, years, ranked, limit=limit), own=region in own)
        for region, members in groups
    ]
    return counted(in_order(rows, order), years)


def counted(rows: Sequence[RegionRow], years: Sequence[int]) -> RegionAnswer:
    """Count rows, over all and year by year, and nest them.

    Args:
        rows: of exact regions, each once, with a cell for each year.
        years: the columns of the matrix.
    """

    def counts(some: Sequence[RegionRow]) -> tuple[YearCount, ...]:
        return tuple(_count(year, n, some) for n, year in enumerate(years))

    silent = sum(row.silent for row in rows)
    return RegionAnswer(tuple(rows), len(rows), silent, years=counts(rows), tree=tree_of(rows, counts))


def _row(
    collection: Collection,
    region: Path | None,
    members: Sequence[int],
    years: Sequence[int],
    ranked: Ranked,
    *,
    limit: int,
) -> RegionRow:
    best, miss = ranked.first(members)
    if best is not None:
        more = ranked.following(members, limit).tolist()
        best = replace(best, siblings=tuple(collection.answer(passage) for passage in more))
    cells = tuple(_cell(collection, year, members, ranked) for year in years)
    return RegionRow(region, sum(bool(collection.counted[n]) for n in members), best, miss, cells)


def _years(collection: Collection, reports: Sequence[int]) -> list[int]:
    """List the years from the first to the last that any report covers: each is a column, though some regions lack it."""
    years = [year for n in reports for year in collection.facts[n].covers or ()]
    return list(range(min(years), max(years) + 1)) if years else []


def _cell(collection: Collection, year: int, members: Sequence[int], ranked: Ranked) -> Cell:
    covering = [n for n in members if (span := collection.facts[n].covers) and span[0] <= year <= span[1]]
    best, miss = ranked.first(covering)
    return Cell(year, bool(covering), best, miss)


def _count(year: int, column: int, rows: Sequence[RegionRow]) -> YearCount:
    """Count a column of the matrix."""
    cells = [(row.cells[column], row.own) for row in rows]
    return YearCount(
        year,
        regions=sum(cell.report for cell, _ in cells),
        said=sum(cell.best is not None for cell, _ in cells),
        silent=sum(
            cell.report and cell.best is None and not (own and cell.nearest_miss is None) for cell, own in cells
        ),
        no_report=sum(not cell.report for cell, _ in cells),
    )
