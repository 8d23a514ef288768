"""Stretches: what recurs, from a clause to several sentences, each in the places where it stands.

Links between wordings give clauses and sentences. Where neighbouring sentences of two passages are linked, whatever their order,
all that lies between the first and the last is one longer stretch.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from service.reuse.alignment import ascents
from service.reuse.links import LINK, WHOLE, Links
from service.reuse.wordings import NONE, Wordings

Pair = tuple[int, int]

MIN_IN_ORDER = 0.35
"""The share of the longer of two variants that stands in both in the same order: a little over a third, for the sign of a number or
a place stands for several characters."""
_KNOWN = 1 << 16


class Clause(NamedTuple):
    """A stretch of a wording, in its characters."""

    wording: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Variant:
    """How one stretch stands beside another.

    Attributes:
        kept: the share of the longer one's characters that both have; clauses may have moved.
        in_order: the share that both have in the same order.
        by_vectors: whether vectors proposed it.
    """

    kept: float
    in_order: float
    by_vectors: bool


Reading = list[Clause]
"""All clauses of wordings that read the same: one stretch."""


def stretches(wordings: Wordings, links: Links) -> tuple[list[Reading], dict[Pair, Variant]]:
    """Find the stretches of wordings that links join.

    Clauses of one wording that cover one another, four fifths of the longer, are the same; one that covers so much of the
    wording is all of it; and those that read the same, of whatever wordings, are one stretch.

    What two stretches keep is counted on the whole of both. Where clauses have changed places so far that too little is left in
    the same order, each of them is a variant by itself.

    Returns:
        The stretches, the first ones each wording as a whole, in their order; and the variants, by pairs of stretches.
    """
    found = _Found(wordings)
    pairs, out_of_order = found.variants(links)
    clauses, _ = found.variants(_apart(wordings, out_of_order))
    return found.readings, clauses | pairs


def _apart(wordings: Wordings, links: Links) -> Links:
    """Divide links into what stands in the same order."""
    found = (
        (one, other, *stretch, by_vectors)
        for one, other, *within, _, by_vectors in links.tolist()
        for stretch in ascents(wordings.clauses(one), wordings.clauses(other), within)
    )
    return np.fromiter(found, dtype=LINK)


class _Found:
    """Stretches as they are found, by their numbers."""

    def __init__(self, wordings: Wordings) -> None:
        self._wordings = wordings
        self._parts: dict[int, list[tuple[Clause, int]]] = defaultdict(list)
        self._by_fingerprint: dict[int, int] = {}
        self.readings: list[Reading] = [[Clause(n, 0, length)] for n, length in enumerate(wordings.lengths.tolist())]

    def variants(self, links: Links) -> tuple[dict[Pair, Variant], Links]:
        """Give the variants that links make, and the links that keep too little in the same order."""
        best = self._best(links)
        text = lru_cache(maxsize=_KNOWN)(self._text)
        found, out_of_order = {}, []
        for (one, other), (kept, link) in best.items():
            share = in_order(text(one), text(other))
            if share >= MIN_IN_ORDER:
                found[one, other] = Variant(kept, share, bool(links["by_vectors"][link]))
            else:
                out_of_order.append(link)
        return found, links[out_of_order]

    def _best(self, links: Links) -> dict[Pair, tuple[float, int]]:
        """Give for each pair of stretches the most that a link says they keep, and which link that is."""
        ones = self._numbers(links["one"], links["start"], links["end"])
        others = self._numbers(links["other"], links["other_start"], links["other_end"])
        matched = links["kept"] * np.maximum(links["end"] - links["start"], links["other_end"] - links["other_start"])
        best: dict[Pair, tuple[float, int]] = {}
        for link, ((one, outside), (other, outside_other), both) in enumerate(
            zip(ones, others, matched.tolist(), strict=True)
        ):
            if one != other:
                pair = (one, other) if one < other else (other, one)
                kept = (both - outside - outside_other) / max(self._length(one), self._length(other))
                if pair not in best or best[pair][0] < kept:
                    best[pair] = kept, link
        return best

    def _numbers(
        self, wordings: NDArray[np.int32], starts: NDArray[np.int16], ends: NDArray[np.int16]
    ) -> list[tuple[int, int]]:
        """Give for each of some clauses the stretch that it is, and how many of its characters lie outside that."""
        fingerprints = self._wordings.fingerprints_of(wordings, starts, ends)
        whole = ends - starts >= WHOLE * self._wordings.lengths[wordings]
        same = np.where(whole, wordings, self._wordings.numbers(fingerprints))
        columns = (wordings, starts, ends, fingerprints, same, whole)
        return [
            (number, 0) if is_whole else self._part(Clause(wording, start, end), fingerprint, number)
            for wording, start, end, fingerprint, number, is_whole in zip(*(c.tolist() for c in columns), strict=True)
        ]

    def _part(self, clause: Clause, fingerprint: int, same: int) -> tuple[int, int]:
        """Give the stretch that a part of a wording is; `same` is the wording that reads so, if there is one."""
        for known, number in self._parts[clause.wording]:
            if covers(known[1:], clause[1:]):
                return number, max(0, known.start - clause.start) + max(0, clause.end - known.end)
        number = self._by_fingerprint.setdefault(fingerprint, len(self.readings) if same == NONE else same)
        if number == len(self.readings):
            self.readings.append([])
        self.readings[number].append(clause)
        self._parts[clause.wording].append((clause, number))
        return number, 0

    def _length(self, number: int) -> int:
        """Give the length of a stretch in characters."""
        first = self.readings[number][0]
        return first.end - first.start

    def _text(self, number: int) -> str:
        """Give what a stretch reads."""
        wording, start, end = self.readings[number][0]
        return self._wordings.text(wording)[start:end]


def in_order(one: str, other: str) -> float:
    """Give the share of the longer text's characters that two texts have in the same order."""
    return LCSseq.normalized_similarity(one, other)


def covers(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two stretches of one text cover four fifths of the longer."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both >= WHOLE * max(one[1] - one[0], other[1] - other[0])


def contains(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether one stretch of a text holds another."""
    return one[0] <= other[0] and other[1] <= one[1]
