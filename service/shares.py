"""Shares: how much of a report's text stands in other reports and regions, counted in characters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from service.answers import Overlap, RegionShares, ReportShare
from service.collection import Mask, Positions
from service.filters import Filters
from service.recurring import Recurring
from service.reuse.wordings import NONE

_MOST = 0.5

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

    def covered(self) -> _Stretches:
        """Count for each wording and label the characters that its stretches cover together, as one stretch from 0."""
        order = np.lexsort((self.start, self.label, self.wording))
        these = self[order]
        new = np.concatenate([[True], (np.diff(these.wording) != 0) | (np.diff(these.label) != 0)])[: len(order)]
        group = np.cumsum(new) - 1
        far = int(these.end.max(initial=0)) + 1
        reached = np.maximum.accumulate(these.end + group * far) - group * far
        before = np.where(new, 0, np.concatenate([[0], reached[:-1]])[: len(order)])
        gained = np.maximum(these.end - np.maximum(these.start, before), 0)
        first = np.flatnonzero(new)
        return _Stretches(
            these.wording[first], these.label[first], 0 * first, np.bincount(group, gained).astype(np.int64)
        )


@dataclass(frozen=True)
class Shares:
    """What of each report stands elsewhere."""

    recurring: Recurring

    @cached_property
    def between_reports(self) -> Matrix:
        """(reports, reports) the share of each report's characters that stand in each other; copies are reports, too."""
        everything = np.ones(len(self.recurring.collection.reports), dtype=bool)
        labels = np.arange(len(everything))
        return self._shares(_elsewhere(self.recurring, labels, everything).covered(), len(everything))

    @cached_property
    def in_regions(self) -> Matrix:
        """(reports, regions) the share of each report's characters that stand in each region; reports that repeat another apart."""
        count = int(self.recurring.region_of.max(initial=-1)) + 1
        return self._shares(self._in_regions.covered(), count)

    @cached_property
    def in_other_regions(self) -> NDArray[np.float64]:
        """(reports,) the share of each report's characters that stand in any other region."""
        found, own = self._in_regions, self.recurring.region_of
        order = np.argsort(found.wording, kind="stable")
        found = found[order]
        has = self._having(own)
        begins, ends = (np.searchsorted(found.wording, has.wording, side=side) for side in ("left", "right"))
        which = np.repeat(np.arange(len(begins)), ends - begins)
        rows = (
            begins[which] + np.arange(len(which)) - np.repeat(np.cumsum(ends - begins) - (ends - begins), ends - begins)
        )
        other = found.label[rows] != has.label[which]
        joined = _Stretches(has.wording[which], has.label[which], found.start[rows], found.end[rows])[other]
        shares = self._shares(joined.covered(), int(own.max(initial=-1)) + 1)
        return shares[np.arange(len(own)), own] if len(own) else np.empty(0)

    @cached_property
    def _in_regions(self) -> _Stretches:
        return _elsewhere(self.recurring, self.recurring.region_of, self.recurring.collection.counted)

    def _having(self, labels: Positions) -> _Stretches:
        """List which wordings stand in what has a label."""
        return _having(self.recurring, labels, np.ones(len(labels), dtype=bool))

    def _shares(self, covered: _Stretches, labels: int) -> Matrix:
        """(reports, labels) the share of each report's characters in sentences, as far as they are covered."""
        from scipy.sparse import csr_matrix

        wording, report = self.recurring.wording, self.recurring.report_of
        says = wording != NONE
        count, reports = len(self.recurring.index.wordings), len(self.recurring.collection.reports)
        standing = csr_matrix((np.ones(int(says.sum())), (report[says], wording[says])), shape=(reports, count))
        chars = csr_matrix((covered.end.astype(float), (covered.wording, covered.label)), shape=(count, labels))
        whole = np.bincount(report[says], self.recurring.index.wordings.lengths[wording[says]], minlength=reports)
        shares: Matrix = (standing @ chars).toarray() / np.maximum(whole, 1)[:, None]
        return shares


def _having(recurring: Recurring, labels: Positions, reports: Mask) -> _Stretches:
    """List which wordings stand in reports with which labels, each as a whole."""
    says = (recurring.wording != NONE) & reports[recurring.report_of]
    pairs = np.unique(np.column_stack([recurring.wording[says], labels[recurring.report_of[says]]]), axis=0)
    return _Stretches(pairs[:, 0], pairs[:, 1], 0 * pairs[:, 0], recurring.index.wordings.lengths[pairs[:, 0]])


def _elsewhere(recurring: Recurring, labels: Positions, reports: Mask) -> _Stretches:
    """List which stretches of wordings stand in reports with which labels, by themselves or by a variant."""
    has = _having(recurring, labels, reports)
    links = recurring.links
    parts = [has]
    for mine, start, end, theirs in (("one", "start", "end", "other"), ("other", "other_start", "other_end", "one")):
        begins, ends = (np.searchsorted(has.wording, links[theirs], side=side) for side in ("left", "right"))
        count = ends - begins
        which = np.repeat(np.arange(len(links)), count)
        rows = begins[which] + np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
        parts.append(
            _Stretches(
                *(links[name][which].astype(np.int64) if name else has.label[rows] for name in (mine, "", start, end))
            )
        )
    return _Stretches(
        *(np.concatenate(column) for column in zip(*((p.wording, p.label, p.start, p.end) for p in parts), strict=True))
    )


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
