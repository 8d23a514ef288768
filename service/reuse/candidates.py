"""Candidates by words: pairs of wordings that share rare character 3-grams."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from service.reuse.wordings import MOST_CHARS, Wordings

GRAM = 3
_HITS = 3000
"""How many places a wording looks at, those of its rarest 3-grams first: the cost is by the wording, whatever the library holds."""
_MOST_PLACES = 64
"""Of a 3-gram that stands in more places the earliest count: a formula is found by those that had it first."""
_MOST_PAIRS = 24
"""How many earlier wordings one is held beside: the earliest, so that a formula has a centre, and those that share most, by how rare it is."""
_MIN_SHARED = 10
_MIN_SHARED_OF_SHORT = 0.5
_GAP = 14
_CHUNK = 1 << 11
_PLACE_BITS = MOST_CHARS.bit_length()
_WORDING_BITS = 31

Pairs = NDArray[np.int64]


@dataclass(frozen=True)
class Grams:
    """Where the character 3-grams of some wordings stand.

    Attributes:
        keys: (grams,) the 3-grams as numbers, sorted.
        places: (grams,) where each stands among the characters of all wordings.
    """

    keys: NDArray[np.int64]
    places: NDArray[np.int32]

    @classmethod
    def of(cls, wordings: Wordings, first: int, last: int) -> Grams:
        """Index some of the wordings."""
        keys, places = _grams(wordings, first, last)
        order = np.argsort(keys, kind="stable")
        return cls(keys[order], places[order])


def _grams(wordings: Wordings, first: int, last: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Give the 3-grams of some wordings as numbers, and where they stand."""
    start, end = int(wordings.bounds[first]), int(wordings.bounds[last])
    codes, holder = wordings.codes[start:end].astype(np.int64), wordings.holder[start:end]
    keys = (codes[:-2] << 32) | (codes[1:-1] << 16) | codes[2:]
    whole = np.flatnonzero(holder[:-2] == holder[2:])
    return keys[whole], (whole + start).astype(np.int32)


def proposed(wordings: Wordings, grams: Sequence[Grams], first: int = 0) -> Iterator[Pairs]:
    """Propose pairs, each wording with those before it.

    Args:
        wordings: all of them.
        grams: where the 3-grams of those stand that may be found, in one part or more.
        first: the first wording that looks for others.

    Yields:
        (pairs, 3) a wording, an earlier one, and how many of its characters stand there: close together at least ten, or half of
        the shorter one.
    """
    for start in range(first, len(wordings), _CHUNK):
        yield _of_chunk(wordings, grams, start, min(start + _CHUNK, len(wordings)))


def _of_chunk(wordings: Wordings, grams: Sequence[Grams], first: int, last: int) -> Pairs:
    hits, rarity = _hits(wordings, grams, first, last)
    if not len(hits):
        return np.empty((0, 3), dtype=np.int64)
    pair, place = hits >> _PLACE_BITS, hits & ((1 << _PLACE_BITS) - 1)
    begins = np.concatenate([[True], (pair[1:] != pair[:-1]) | (place[1:] - place[:-1] > _GAP)])
    ends = np.concatenate([begins[1:], [True]])
    covered = np.where(ends, GRAM, np.minimum(np.diff(place, append=0), GRAM))
    cluster = np.flatnonzero(begins)
    of_pair = np.flatnonzero(np.diff(pair[cluster], prepend=-1))
    densest = np.maximum.reduceat(np.add.reduceat(covered, cluster), of_pair)
    shared = np.add.reduceat(covered, cluster[of_pair])
    found = pair[cluster[of_pair]]
    asking, other = (found >> _WORDING_BITS) + first, found & ((1 << _WORDING_BITS) - 1)
    short = np.minimum(wordings.lengths[asking], wordings.lengths[other])
    enough = np.flatnonzero(densest >= np.minimum(_MIN_SHARED, _MIN_SHARED_OF_SHORT * short))
    start = wordings.bounds[(pair >> _WORDING_BITS) + first] - wordings.bounds[first]
    telling = np.add.reduceat(covered * rarity[start + place], cluster[of_pair])
    enough = enough[_first(asking[enough], other[enough]) | _first(asking[enough], -telling[enough])]
    pairs: Pairs = np.column_stack([asking, other, shared])[enough]
    return pairs


def _first(asking: NDArray[np.int64], by: NDArray[Any]) -> NDArray[np.bool_]:
    """Mark the first few pairs of each wording, in an order of theirs."""
    order = np.lexsort((by, asking))
    place = np.arange(len(order)) - np.searchsorted(asking[order], asking[order])
    first = np.zeros(len(order), dtype=bool)
    first[order[place < _MOST_PAIRS]] = True
    return first


def _hits(
    wordings: Wordings, grams: Sequence[Grams], first: int, last: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Look up the 3-grams of some wordings.

    Returns:
        Sorted numbers, each once, of who asks, which earlier wording holds one, and where the asker has it; and for each
        character of those who ask, how rare the 3-gram is that begins there.
    """
    keys, places = _grams(wordings, first, last)
    asking = wordings.holder[places].astype(np.int64)
    looked_up, back = np.unique(keys, return_inverse=True)  # sorted, so that looking up walks through memory once
    begins = [np.searchsorted(part.keys, looked_up, "left") for part in grams]
    ends = [np.searchsorted(part.keys, looked_up, "right") for part in grams]
    counts = [np.minimum(end - begin, _MOST_PLACES)[back] for begin, end in zip(begins, ends, strict=True)]
    begins = [begin[back] for begin in begins]
    rare = _rarest(asking - first, np.sum(counts, axis=0))
    rarity = np.zeros(int(wordings.bounds[last] - wordings.bounds[first]))
    rarity[places - wordings.bounds[first]] = 1 / np.log2(2 + np.sum(counts, axis=0))
    where = ((asking - first) << (_WORDING_BITS + _PLACE_BITS)) | (places - wordings.bounds[asking])
    found = []
    for part, begin, count in zip(grams, begins, counts, strict=True):
        which = np.repeat(rare, count[rare])
        steps = np.arange(len(which)) - np.repeat(np.cumsum(count[rare]) - count[rare], count[rare])
        other = wordings.holder[part.places[begin[which] + steps]]
        older = np.flatnonzero(other < asking[which])
        found.append(where[which[older]] | (other[older].astype(np.int64) << _PLACE_BITS))
    packed = np.concatenate(found)
    packed.sort()
    return packed[np.concatenate([[True], packed[1:] != packed[:-1]])[: len(packed)]], rarity


def _rarest(asking: NDArray[np.int64], count: NDArray[np.int64]) -> NDArray[np.int64]:
    """Choose each wording's rarest 3-grams, as many as bring it to so many places."""
    order = np.lexsort((count, asking))
    total = np.cumsum(count[order])
    begins = np.searchsorted(asking[order], np.arange(int(asking.max(initial=-1)) + 1))
    before = np.concatenate([[0], total])[begins]
    chosen: NDArray[np.int64] = order[total - before[asking[order]] <= _HITS]
    return np.sort(chosen)
