"""What recurs in a library: the index of reuse, laid over the reports as they stand."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from reports.places import names_of
from reports.report import Span
from service.collection import Collection, Positions
from service.opposites import directed
from service.reuse.families import Group, group
from service.reuse.folding import Folded, fold
from service.reuse.index import Bundle, ReuseIndex
from service.reuse.links import Links
from service.reuse.runs import runs
from service.reuse.stretches import MIN_IN_ORDER, Clause, Pair, Reading, Variant, contains, covers, in_order, stretches
from service.reuse.wordings import NONE

_OPENING, _CLOSING = "“‘「『（(《【〔", "”’」』）)》】〕"

RegionKey = tuple[str | None, ...] | str


class Place(NamedTuple):
    """A stretch of a passage's text."""

    passage: int
    span: Span


class _Run(NamedTuple):
    """Several sentences of a passage that stand in another.

    Attributes:
        plain: as they are compared.
        places: where they stand.
    """

    plain: str
    places: list[Place]


@dataclass(frozen=True)
class Recurring:
    """All recurring text of a collection, from a clause to several sentences.

    A stretch goes by a number: first the wordings, then the parts of wordings, then the runs of sentences.

    Attributes:
        collection: what it was found in.
        index: the wordings of its sentences, and which are variants of one another.
    """

    collection: Collection
    index: ReuseIndex

    @classmethod
    def of(cls, collection: Collection, before: ReuseIndex) -> Recurring:
        """Find what recurs, from what was found before: only what is new is looked at."""
        return cls(collection, before.brought_up(bundles(collection), collection.sentence_index.vectors))

    @cached_property
    def wording(self) -> Positions:
        """(sentences,) the wording of each, -1 for one too short to be reuse."""
        of = self.index.of
        parts = [of[name] for name in bundle_names(self.collection)]
        return np.concatenate(parts).astype(np.int64) if parts else np.empty(0, dtype=np.int64)

    @cached_property
    def _by_wording(self) -> tuple[Positions, Positions]:
        counted = self.collection.counted[self.report_of] & (self.wording != NONE)
        order = np.flatnonzero(counted)[np.argsort(self.wording[counted], kind="stable")]
        return order, np.searchsorted(self.wording[order], np.arange(len(self.index.wordings) + 1))

    @cached_property
    def links(self) -> Links:
        """The links between wordings that stand somewhere: those of reports that are gone, or repeat another, are no sign."""
        counts, links = np.diff(self._by_wording[1]), self.index.links
        standing: Links = links[(counts[links["one"]] > 0) & (counts[links["other"]] > 0)]
        return standing

    def standing(self, wording: int) -> Positions:
        """List the sentences that have a wording, those of reports that repeat another apart."""
        order, bounds = self._by_wording
        return order[bounds[wording] : bounds[wording + 1]]

    @cached_property
    def report_of(self) -> Positions:
        """(sentences,) the position of each sentence's report."""
        return self.collection.report_of[self.collection.passage_of]

    @cached_property
    def region_of(self) -> Positions:
        """(reports,) the number of each report's region; a report of an unknown region is one by itself."""
        keys = [self.region_key(n) for n in range(len(self.collection.reports))]
        numbers = {key: n for n, key in enumerate(dict.fromkeys(keys))}
        return np.array([numbers[key] for key in keys], dtype=np.int64)

    def region_key(self, report: int) -> RegionKey:
        """Give what counts as a region: the path, or for a report without one the report itself."""
        return self.collection.region(report) or self.collection.reports[report].id

    @cached_property
    def all_regions(self) -> int:
        """How many regions the collection has."""
        return len(np.unique(self.region_of[self.collection.counted]))

    def region_count(self, passages: Sequence[int]) -> int:
        """Count the regions that some passages stand in."""
        return len(set(self._region_of_passage[list(passages)].tolist()))

    @cached_property
    def _region_of_passage(self) -> Positions:
        return self.region_of[self.collection.report_of]

    # Stretches, by their numbers

    @cached_property
    def groups(self) -> list[Group]:
        """The families."""
        counts = np.diff(self._by_wording[1]).tolist()
        weight = [sum([counts[clause.wording] for clause in reading]) for reading in self._stretches[0]]
        return group(
            [*weight, *(len(run.places) for run in self._runs[0])],
            self._variants,
            lambda stretch: directed(self.plain(stretch)),
            lambda one, other: in_order(self.plain(one), self.plain(other)),
        )

    @cached_property
    def names(self) -> dict[Group, str]:
        """Each family's name: by its most typical member, so that it lasts while that one does; those that come again are numbered."""
        count: Counter[str] = Counter()
        names = {}
        for found in self.groups:
            name = hashlib.sha256(self.plain(found.medoid).encode("utf-8", "surrogatepass")).hexdigest()[:10]
            count[name] += 1
            names[found] = name if count[name] == 1 else f"{name}-{count[name]}"
        return names

    def variant(self, one: int, other: int) -> Variant:
        """Say how two stretches of a family stand beside one another; of two that are not linked, what stands in order counts."""
        if one == other:
            return _SAME
        found = self._variants.get((min(one, other), max(one, other)))
        if found is None:
            share = in_order(self.plain(one), self.plain(other))
            return Variant(share, share, by_vectors=False)
        return found

    def passages(self, stretch: int) -> list[int]:
        """List the passages that a stretch stands in, once for each place."""
        if stretch >= self._first_run:
            return [place.passage for place in self._runs[0][stretch - self._first_run].places]
        sentences = [self.standing(clause.wording) for clause in self._stretches[0][stretch]]
        passages: list[int] = self.collection.passage_of[np.concatenate(sentences)].tolist()
        return passages

    def places(self, stretch: int) -> list[Place]:
        """List where a stretch stands."""
        if stretch >= self._first_run:
            return self._runs[0][stretch - self._first_run].places
        return [
            Place(int(self.collection.passage_of[sentence]), self._span(sentence, clause.start, clause.end))
            for clause in self._stretches[0][stretch]
            for sentence in self.standing(clause.wording).tolist()
        ]

    def chars(self, stretch: int) -> int:
        """Give the length of a stretch in characters."""
        return len(self.plain(stretch))

    def plain(self, stretch: int) -> str:
        """Give a stretch in the form in which wordings are compared."""
        if stretch >= self._first_run:
            return self._runs[0][stretch - self._first_run].plain
        wording, start, end = self._stretches[0][stretch][0]
        return self.index.wordings.text(wording)[start:end]

    def inside(self, stretch: int) -> list[int]:
        """List the stretches that are a part of one."""
        if stretch >= self._first_run:
            places = self._runs[0][stretch - self._first_run].places
            sentences = [n for place in places for n in self._sentences(place)]
            within = [int(self.wording[n]) for n in sentences if self.wording[n] != NONE]
            return [part for n in within for part in [n, *(number for _, number in self._parts[n])]]
        return [
            part
            for clause in self._stretches[0][stretch]
            for inner, part in self._parts[clause.wording]
            if part != stretch and contains(clause[1:], inner[1:])
        ]

    def _sentences(self, place: Place) -> list[int]:
        """List the sentences that lie in a place."""
        first, last = self.collection.first_sentence[place.passage : place.passage + 2]
        spans = [(n, self.collection.sentence_span(n)) for n in range(int(first), int(last))]
        return [n for n, span in spans if place.span.start <= span.start and span.end <= place.span.end]

    @cached_property
    def _stretches(self) -> tuple[list[Reading], dict[Pair, Variant]]:
        return stretches(self.index.wordings, self.links)

    @cached_property
    def _parts(self) -> dict[int, list[tuple[Clause, int]]]:
        """The clauses of each wording that are stretches, with their numbers."""
        found: dict[int, list[tuple[Clause, int]]] = defaultdict(list)
        for number, reading in enumerate(self._stretches[0]):
            for clause in reading:
                if clause.wording != number:
                    found[clause.wording].append((clause, number))
        return found

    @cached_property
    def _variants(self) -> dict[Pair, Variant]:
        return self._stretches[1] | self._runs[1]

    @property
    def _first_run(self) -> int:
        return len(self._stretches[0])

    @cached_property
    def _runs(self) -> tuple[list[_Run], dict[Pair, Variant]]:
        """Give the runs of sentences, and their variants; those that read the same are one."""
        found: list[_Run] = []
        by_text: dict[str, int] = {}
        known: dict[int, list[tuple[Place, int, int, int]]] = defaultdict(list)
        pairs: dict[Pair, Variant] = {}

        def number(start: int, end: int) -> tuple[int, int]:
            place = self._place(start, end)
            for before, first, last, n in known[place.passage]:
                if covers(before.span, place.span):
                    return n, max(0, first - start) + max(0, end - last)
            n = by_text.setdefault(plain := self._plain(start, end), len(found))
            if n == len(found):
                found.append(_Run(plain, []))
            found[n].places.append(place)
            known[place.passage].append((place, start, end, n))
            return n, 0

        order, bounds = self._by_wording
        for run in runs(self.links, order, bounds, self._begins, self.collection.passage_of, self.report_of):
            (one, outside), (other, outside_other) = number(run.start, run.end), number(run.other_start, run.other_end)
            pair = self._first_run + min(one, other), self._first_run + max(one, other)
            both = run.kept * max(run.end - run.start, run.other_end - run.other_start) - outside - outside_other
            kept = both / max(len(found[one].plain), len(found[other].plain))
            share = in_order(found[one].plain, found[other].plain)
            if one != other and share >= MIN_IN_ORDER and (pair not in pairs or pairs[pair].kept < kept):
                pairs[pair] = Variant(kept, share, by_vectors=False)
        return found, pairs

    # From characters of wordings to those of passages

    @cached_property
    def _begins(self) -> Positions:
        """(sentences + 1,) where each sentence begins, in characters of the wordings of all, one after another."""
        lengths = np.append(self.index.wordings.lengths, 0)[self.wording]  # the last one is for what has no wording, -1
        return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)

    def _place(self, start: int, end: int) -> Place:
        """Turn a stretch in characters of all sentences into one of a passage."""
        first, last = (int(n) for n in np.searchsorted(self._begins, [start, end - 1], side="right") - 1)
        head = self._span(first, start - int(self._begins[first]), int(self._begins[first + 1] - self._begins[first]))
        tail = self._span(last, 0, end - int(self._begins[last]))
        return Place(int(self.collection.passage_of[first]), Span(head.start, tail.end))

    def _plain(self, start: int, end: int) -> str:
        """Give a stretch in characters of all sentences as it is compared."""
        first, last = (int(n) for n in np.searchsorted(self._begins, [start, end - 1], side="right") - 1)
        says = [n for n in self.wording[first : last + 1].tolist() if n != NONE]
        before = int(self._begins[first])
        return "".join(map(self.index.wordings.text, says))[start - before : end - before]

    def _span(self, sentence: int, start: int, end: int) -> Span:
        """Give a stretch of a sentence's wording as a stretch of its passage's text; all of the wording is the sentence."""
        whole = self.collection.sentence_span(sentence)
        length = int(self.index.wordings.lengths[self.wording[sentence]])
        if (start, end) == (0, length):
            return whole
        report = int(self.report_of[sentence])
        first = int(self.collection.first_sentence[self.collection.first_passage[report]])
        folded = self._folded(report)
        at = int(folded.bounds[sentence - first])
        text = self.collection.sentence_texts[sentence]
        begin = 0 if start == 0 else int(folded.starts[at + start])
        finish = len(text) if end == length else int(folded.ends[at + end - 1])
        while begin and text[begin - 1] in _OPENING:
            begin -= 1
        while finish < len(text) and text[finish] in _CLOSING:
            finish += 1
        return Span(whole.start + begin, whole.start + finish)

    def _folded(self, report: int) -> Folded:
        known = self._known
        if report not in known:
            known[report] = fold(_sentences(self.collection, report), own_names(self.collection, report))
        return known[report]

    @cached_property
    def _known(self) -> dict[int, Folded]:
        return {}


_SAME = Variant(1.0, 1.0, by_vectors=False)


def bundles(collection: Collection) -> list[Bundle]:
    """Give the reports of a collection as the index of reuse takes them."""
    return [
        Bundle(name, lambda n=n: _sentences(collection, n), own_names(collection, n))  # type: ignore[misc]
        for n, name in enumerate(bundle_names(collection))
    ]


def bundle_names(collection: Collection) -> list[str]:
    """Name the reports of a collection for the index of reuse: by what they say, whose they are, and what made their vectors."""
    return [
        hashlib.sha256(
            "\n".join((repr(collection.region(n)), collection.encoder, stored.id, *_sentences(collection, n))).encode(
                "utf-8", "surrogatepass"
            )
        ).hexdigest()
        for n, stored in enumerate(collection.reports)
    ]


def own_names(collection: Collection, report: int) -> tuple[str, ...]:
    """List what a report's own region, and those above it, are called."""
    return tuple(sorted({called for name in collection.region(report) or () if name for called in names_of(name)}))


def _sentences(collection: Collection, report: int) -> Sequence[str]:
    first, last = collection.first_sentence[collection.first_passage[report : report + 2]]
    return collection.sentence_texts[int(first) : int(last)]
