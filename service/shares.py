"""Shares: how much of a report's text stands in other reports and regions, counted in characters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from service.answers import Overlap, RegionShares, ReportShare
from service.collection import Mask, Positions
from service.filters import Filters
from service.recurring import Recurring
from service.reuse.wordings import NONE

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_MOST = 0.5
_AT_ONCE = 1 << 21
"""How many stretches are looked at together."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class _Stretches:
    """Stretches of wordings, `[start, end)`, that stand in what has a label: a report or a region."""

    wording: Positions
    label: Positions
    start: Positions
    end: Positions

    def __getitem__(self, chosen: NDArray[np.int64] | Mask) -> _Stretches:
        return _Stretches(self.wording[chosen], self.label[chosen], self.start[chosen], self.end[chosen])

    def apart(self) -> _Stretches:
        """Cut the stretches of each wording and label so that none overlap: what one has is left out of the next."""
        these = self[np.lexsort((self.start, self.label, self.wording))]
        new = np.concatenate([[True], (np.diff(these.wording) != 0) | (np.diff(these.label) != 0)])[: len(these.end)]
        group = np.cumsum(new) - 1
        far = int(these.end.max(initial=0)) + 1
        reached = np.maximum.accumulate(these.end + group * far) - group * far
        before = np.where(new, 0, np.concatenate([[0], reached[:-1]])[: len(these.end)])
        cut = _Stretches(these.wording, these.label, np.maximum(these.start, before), these.end)
        return cut[cut.end > cut.start]

    def of_one(self) -> _Stretches:
        """Give what stands under one label alone, from stretches that are apart: a sweep through where they begin and end."""
        wording, at = np.tile(self.wording, 2), np.concatenate([self.start, self.end])
        order = np.lexsort((at, wording))
        open_ = np.cumsum(np.repeat([1, -1], len(self.start))[order])
        label = np.cumsum(np.concatenate([self.label, -self.label])[order])
        alone = np.flatnonzero(open_ == 1)
        return _Stretches(wording[order[alone]], label[alone], at[order[alone]], at[order[alone + 1]])

    def whatever_label(self) -> _Stretches:
        """Give all under one label."""
        return _Stretches(self.wording, 0 * self.label, self.start, self.end)


@dataclass(frozen=True)
class Shares:
    """What of each report stands elsewhere."""

    recurring: Recurring

    @cached_property
    def between_reports(self) -> Matrix:
        """(reports, reports) the share of each report's characters that stand in each other; copies are reports, too."""
        count = len(self.recurring.collection.reports)
        found = np.zeros((count, count))
        for some in _elsewhere(self.recurring, np.arange(count), np.ones(count, dtype=bool)):
            found += (self._standing @ self._chars(some, count)).toarray()
        return self._of_whole(found)

    @property
    def in_regions(self) -> Matrix:
        """(reports, regions) the share of each report's characters that stand in each region; reports that repeat another apart."""
        return self._by_region[0]

    @property
    def in_other_regions(self) -> NDArray[np.float64]:
        """(reports,) the share of each report's characters that stand in any other region."""
        return self._by_region[1]

    @cached_property
    def _by_region(self) -> tuple[Matrix, NDArray[np.float64]]:
        """Give the shares in each region, and in any other: in any, less what the own one alone has."""
        own, count = self.recurring.region_of, self._regions
        each, other = np.zeros((len(own), count)), np.zeros((len(own), 1))
        for some in _elsewhere(self.recurring, own, self.recurring.collection.counted):
            each += (self._standing @ self._chars(some, count)).toarray()
            other += (self._standing @ self._chars(some.whatever_label().apart(), 1)).toarray()
            at_home_alone = self._chars(some.of_one(), count).T.tocsr()[own]
            other -= np.asarray(self._standing.multiply(at_home_alone).sum(axis=1))
        return self._of_whole(each), self._of_whole(other)[:, 0]

    @cached_property
    def _regions(self) -> int:
        return int(self.recurring.region_of.max(initial=-1)) + 1

    @cached_property
    def _standing(self) -> csr_matrix:
        """(reports, wordings) how often each stands in each report."""
        from scipy.sparse import csr_matrix

        says = np.flatnonzero(self.recurring.wording != NONE)
        shape = len(self.recurring.collection.reports), len(self.recurring.index.wordings)
        return csr_matrix(
            (np.ones(len(says)), (self.recurring.report_of[says], self.recurring.wording[says])), shape=shape
        )

    def _chars(self, apart: _Stretches, labels: int) -> csr_matrix:
        """(wordings, labels) how many characters of each stand in what has each label."""
        from scipy.sparse import csr_matrix

        shape = len(self.recurring.index.wordings), labels
        return csr_matrix(((apart.end - apart.start).astype(float), (apart.wording, apart.label)), shape=shape)

    def _of_whole(self, chars: Matrix) -> Matrix:
        """Give counts of characters as shares of each report's in sentences."""
        whole = self._standing @ self.recurring.index.wordings.lengths
        shares: Matrix = chars / np.maximum(whole, 1)[:, None]
        return shares


def _having(recurring: Recurring, labels: Positions, reports: Mask) -> _Stretches:
    """List which wordings stand in reports with which labels, each as a whole."""
    says = (recurring.wording != NONE) & reports[recurring.report_of]
    pairs = np.unique(np.column_stack([recurring.wording[says], labels[recurring.report_of[says]]]), axis=0)
    return _Stretches(pairs[:, 0], pairs[:, 1], 0 * pairs[:, 0], recurring.index.wordings.lengths[pairs[:, 0]])


def _elsewhere(recurring: Recurring, labels: Positions, reports: Mask) -> Iterator[_Stretches]:
    """List which stretches of wordings stand in reports with which labels, by themselves or by a variant.

    Yields:
        Stretches that are apart, of some wordings after others: a formula may stand in every variant of every region.
    """
    has, links = _having(recurring, labels, reports), recurring.links
    lengths = recurring.index.wordings.lengths
    itself = np.arange(len(lengths))
    mine = np.concatenate([itself, links["one"], links["other"]])
    theirs = np.concatenate([itself, links["other"], links["one"]])
    start = np.concatenate([0 * itself, links["start"], links["other_start"]])
    end = np.concatenate([lengths, links["end"], links["other_end"]])
    order = np.argsort(mine, kind="stable")
    begins, ends = (np.searchsorted(has.wording, theirs[order], side=side) for side in ("left", "right"))
    counts = ends - begins
    block = np.cumsum(counts) // _AT_ONCE
    cuts = np.searchsorted(mine[order], mine[order][np.flatnonzero(np.diff(block)) + 1])
    for some in np.split(np.arange(len(order)), np.unique(cuts)):
        which = np.repeat(order[some], counts[some])
        steps = np.arange(len(which)) - np.repeat(np.cumsum(counts[some]) - counts[some], counts[some])
        yield _Stretches(
            mine[which], has.label[np.repeat(begins[some], counts[some]) + steps], start[which], end[which]
        ).apart()


def overlaps(shares: Shares, filters: Filters) -> list[Overlap]:
    """List pairs of reports of which one has at least half of its text in the other, the most alike first.

    The share is that of the report where it is larger.
    """
    collection = shares.recurring.collection
    admitted = np.flatnonzero(collection.admitted_reports(filters))
    between = shares.between_reports[np.ix_(admitted, admitted)]
    larger = np.triu(np.maximum(between, between.T), 1)
    found = sorted((-larger[a, b], admitted[a], admitted[b]) for a, b in np.argwhere(larger >= _MOST))
    return [
        Overlap(collection.reports[a].id, collection.reports[b].id, round(float(-share), 4)) for share, a, b in found
    ]


def region_shares(shares: Shares, filters: Filters) -> RegionShares:
    """Give the regions' shares in one another, and each report's in all others.

    A region's share is the mean of its reports', weighted by their length; regions stand in the order of their codes, and those
    unknown are left out of the matrix.
    """
    collection, recurring = shares.recurring.collection, shares.recurring
    admitted = np.flatnonzero(collection.admitted_reports(filters) & collection.counted).tolist()
    rows = [(region, reports) for region, reports in collection.by_region(admitted) if region is not None]
    columns = [int(recurring.region_of[reports[0]]) for _, reports in rows]
    weight = np.bincount(recurring.report_of, collection.sentence_chars, minlength=len(collection.reports))
    return RegionShares(
        regions=tuple(region for region, _ in rows),
        shares=tuple(
            tuple(
                None
                if column == own
                else round(float(np.average(shares.in_regions[reports, column], weights=weight[reports])), 4)
                for column in columns
            )
            for (_, reports), own in zip(rows, columns, strict=True)
        ),
        reports=tuple(
            ReportShare(collection.reports[n].id, round(float(shares.in_other_regions[n]), 4)) for n in admitted
        ),
    )
