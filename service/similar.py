"""Who else says this: the best passage of each region for a passage, a stretch of one, any text, or a whole report.

A long text and a report are taken passage by passage; each region then answers with the passage that says one of them best.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from embeddings.threads import one_thread
from reports.report import Span
from service.answers import AskedPart, Change, Hit, Matched, Nearness, RegionAnswer
from service.by_region import Ranked, region_answer
from service.changes import changes, flags, shared_wording
from service.collection import Collection, Mask, Positions
from service.commonness import Spread
from service.dated import date_of, earliest
from service.filters import Filters
from service.given import Given, Part
from service.likeness import SAID, Alike, Likeness, Scores, Text
from service.orders import check_order

_STEP = 0.05
_DECIMALS = 4
"""What is alike to so many decimals is equally near: the earlier goes first then, however the sums were rounded."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found of all parts; arrays have an entry for each passage of the library.

    Attributes:
        parts: the parts.
        part: the one that each passage is held beside: that which it says best.
        similarity: how near it comes to that in meaning.
        standing: how far it stands out.
        says: whether it says the same.
        nearness: what decides that; NaN for passages in another script than the part.
        first: for each part, the passage that comes nearest; None where nothing was looked at.
        said: for each part, in how many regions it is said.
    """

    parts: list[Part]
    part: Positions
    similarity: Scores
    standing: Scores
    says: Mask
    nearness: Scores
    first: list[_Nearest | None]
    said: list[int]


class _Nearest(NamedTuple):
    """The passage that comes nearest to a part, and how near."""

    passage: int
    similarity: float
    standing: float
    says: bool


def similar(
    likeness: Likeness, given: Given, spread: Spread, *, filters: Filters, limit: int, order: str
) -> RegionAnswer:
    """Find the best passage of each region.

    Args:
        likeness: what to look in.
        given: what to look for.
        spread: says how common each passage is.
        filters: which regions, years, bodies and parts to look in.
        limit: most further passages of a region beside its best.
        order: one of `service.orders.ORDERS`; by meaning and wording also the best of each region is chosen.

    Raises:
        BadRequest: there is no such order.
    """
    check_order(order)
    return _Search(likeness, given, spread, filters).answer(limit=limit, order=order)


class _Search:
    """A text looked for in a library."""

    def __init__(self, likeness: Likeness, given: Given, spread: Spread, filters: Filters) -> None:
        self._collection = collection = likeness.collection
        self._given = given
        self._spread = spread
        self._reports = self._searched(filters)
        mask = collection.admitted(filters) & collection.saying_passages
        mask &= np.isin(collection.report_of, self._reports)
        self._passages = np.flatnonzero(mask)
        self._found = self._looked_for(likeness)

    def answer(self, *, limit: int, order: str) -> RegionAnswer:
        """Lay what was found out by region and year."""
        collection, found, report = self._collection, self._found, self._given.report
        ranked = self._ranked(order)
        says = found.says[ranked]
        listed = {*self._reports, *([] if report is None else [report])}
        own = frozenset() if report is None else frozenset({collection.region(report)})
        hits = Ranked(collection, ranked, says, lambda place: self._hit(int(ranked[place])))
        answer = region_answer(collection, sorted(listed), hits, limit=limit, own=own, order=order)
        first = self._earliest(ranked[says].tolist())
        return replace(
            answer,
            earliest=None if first is None else collection.answer(first),
            parts=tuple(self._parts()) if len(found.parts) > 1 else (),
            nearness=_counted(found.nearness[self._passages]) if len(found.parts) == 1 else None,
        )

    def _searched(self, filters: Filters) -> list[int]:
        """List the reports to look in: those admitted that count, without the one asked from and what it repeats."""
        collection, report = self._collection, self._given.report
        admitted = collection.admitted_reports(filters) & collection.counted
        if report is not None:
            own = collection.reports[report]
            admitted &= np.array([r.id not in {own.id, own.duplicate_of} for r in collection.reports], dtype=bool)
        return [int(n) for n in np.flatnonzero(admitted)]

    @one_thread()
    def _looked_for(self, likeness: Likeness) -> _Found:
        count = len(self._collection.passages)
        none = np.zeros(count, dtype=bool)
        low = np.full(count, -np.inf)
        found = _Found([], np.zeros(count, np.int64), np.full(count, -1.0), low, none, np.full(count, np.nan), [], [])
        for n, part in enumerate(self._given.parts):
            alike = likeness.alike(part.text)
            better = (alike.says > found.says) | ((alike.says == found.says) & (alike.standing > found.standing))
            found.part[better] = n
            found.similarity[better] = alike.similarity[better]
            found.standing[better] = alike.standing[better]
            found.says[better] = alike.says[better]
            found.nearness[better] = alike.nearness[better]
            found.parts.append(part)
            found.first.append(self._first(alike))
            found.said.append(self._regions(alike.says))
        return found

    def _first(self, alike: Alike) -> _Nearest | None:
        if not len(self._passages):
            return None
        says = self._passages[alike.says[self._passages]]
        among = says if len(says) else self._passages
        passage = int(among[np.argmax(alike.standing[among])])
        return _Nearest(passage, float(alike.similarity[passage]), float(alike.standing[passage]), bool(len(says)))

    def _regions(self, says: Mask) -> int:
        saying = self._passages[says[self._passages]]
        return len({self._collection.region(n) for n in np.unique(self._collection.report_of[saying]).tolist()})

    def _ranked(self, order: str) -> Positions:
        """Order the passages, best first; of equals the earlier, then by the report's id and the place in it."""
        passages, found = self._passages, self._found
        standing = found.standing[passages].round(_DECIMALS)
        figure = np.zeros(len(passages))
        says = np.flatnonzero(found.says[passages])
        if order == "meaning":
            figure[says] = found.similarity[passages[says]].round(_DECIMALS)
        if order == "wording":
            figure[says] = [round(self._wording(int(passage)), _DECIMALS) for passage in passages[says]]
        dates = self._dates[self._collection.report_of[passages]]
        keys: Positions = np.lexsort((passages, dates, -standing, -figure, ~found.says[passages]))
        return passages[keys]

    @property
    def _dates(self) -> Positions:
        """(reports,) the place of each in the order of dates."""
        facts = self._collection.facts
        order = sorted(range(len(facts)), key=lambda n: date_of(facts[n]))
        return np.argsort(np.array(order, dtype=np.int64))

    def _earliest(self, saying: Sequence[int]) -> int | None:
        """Give the earliest of the passages that say it and the one asked from; None where no other says it, or many are asked."""
        if not saying or len(self._found.parts) > 1:
            return None
        facts, report_of = self._collection.facts, self._collection.report_of
        return earliest((facts[int(report_of[n])], n) for n in [*self._given.passages, *saying])

    # What is answered

    def _part(self, passage: int) -> Part:
        return self._found.parts[int(self._found.part[passage])]

    def _wording(self, passage: int) -> float:
        part = self._part(passage)
        return shared_wording(part.text.text, self._collection.text(passage))

    def _hit(self, passage: int) -> Hit:
        found = self._found
        return self._held_beside(self._part(passage), passage, found.similarity[passage], found.standing[passage])

    def _parts(self) -> Iterable[AskedPart]:
        for part, first, said in zip(self._found.parts, self._found.first, self._found.said, strict=True):
            hit = None if first is None else self._held_beside(part, first.passage, first.similarity, first.standing)
            says = first is not None and first.says
            yield AskedPart(part.span, said, hit if says else None, None if says else hit)

    def _held_beside(self, part: Part, passage: int, similarity: float, standing: float) -> Hit:
        """Make a hit of a passage and the part of the text that it is held beside."""
        mine, answer = part.text.text, self._collection.answer(passage)
        lit = _highlight(self._collection, part.text, passage)
        return Hit(
            passage=answer,
            highlight=lit,
            similarity=round(float(similarity), 4),
            wording=round(shared_wording(mine, answer.text), 4),
            score=round(float(standing), 4),
            matched=Matched((), round(float(standing), 4)),
            commonness=self._spread.passage(passage),
            changes=tuple(_shifted(change, part.span.start) for change in changes(mine, answer.text)),
            flags=flags(mine, "".join(span.of(answer.text) for span in lit), self._collection.regions.any_name),
            asked=part.span,
        )


def _counted(nearness: Scores) -> Nearness:
    """Count passages by how near they come, in bins of one width, of which one begins where they say the same."""
    own = nearness[~np.isnan(nearness)]
    bins = np.floor((own - SAID) / _STEP).astype(np.int64)
    first = min(int(bins.min(initial=0)), 0)
    counts = np.bincount(bins - first, minlength=1 - first)
    return Nearness(SAID, _STEP, -first, tuple(counts.tolist()), len(nearness) - len(own))


def _shifted(change: Change, by: int) -> Change:
    return replace(change, mine=Span(change.mine.start + by, change.mine.end + by)) if change.mine and by else change


def _highlight(collection: Collection, text: Text, passage: int) -> tuple[Span, ...]:
    """Light, for each sentence asked with, the nearest sentence of the passage."""
    first, last = collection.first_sentence[passage : passage + 2]
    saying = collection.saying[first:last]
    cosines = np.where(saying, text.vectors @ collection.sentence_index.vectors[first:last].T, -1.0)
    lit = {int(n) for n in np.argmax(cosines, axis=1)}
    return tuple(collection.sentence_span(int(first) + n) for n in sorted(lit))
