"""Alignment: which stretch of one wording stands in another, verified on its characters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

MIN_KEPT = 0.5
"""A stretch that keeps less of its characters is another text."""
NEAR = 0.9
_MIN_RUN = 2
_MIN_MOVED = 4
_TOLERANCE = 0.4
_LEAST = ((0.85, 8), (0.65, 10), (MIN_KEPT, 12))
"""By the share that is kept, the fewest characters that both have: little in common must be much to be no chance."""


class Aligned(NamedTuple):
    """A stretch that two wordings share, `[start, end)` in characters of each.

    Attributes:
        kept: the share of the longer stretch's characters that both have, 0.5 to 1.
    """

    start: int
    end: int
    other_start: int
    other_end: int
    kept: float


Run = tuple[int, int, int]
"""Characters that stand in both texts one after another: where in each, and how many."""


def aligned(one: str, other: str, shared: int) -> Aligned | None:
    """Find the stretch that two wordings share.

    Runs of characters that a longest common subsequence keeps in their order, and those that changed places, are joined where
    they lie close: the stretch is the one with the largest sum of shared characters less a share of the others (the largest
    subarray, Bentley 1984, "Programming pearls: algorithm design techniques"; the local alignment of Smith & Waterman 1981 with
    moves allowed).

    Args:
        one: a wording.
        other: another.
        shared: how many characters of `one` stand somewhere in `other`; more than stand there in order have moved.

    Returns:
        The stretch, or None where too little is shared.
    """
    runs = _in_order(one, other)
    if shared - sum([size for _, _, size in runs]) >= _MIN_MOVED:
        runs = sorted(runs + _moved(one, other, runs))
    runs = _densest(sorted(_densest(runs, 0), key=_place_in_other), 1)
    if not runs:
        return None
    start, end = min([at for at, _, _ in runs]), max([at + size for at, _, size in runs])
    other_start, other_end = runs[0][1], max([at + size for _, at, size in runs])
    matched = sum([size for _, _, size in runs])
    kept = matched / max(end - start, other_end - other_start)
    if not any([kept >= share and matched >= least for share, least in _LEAST]):
        return None
    return Aligned(start, end, other_start, other_end, kept)


def _place_in_other(run: Run) -> int:
    return run[1]


def _in_order(one: str, other: str) -> list[Run]:
    """List the runs of a longest common subsequence, but for single characters: such stand in any two texts."""
    found = Indel.editops(one, other).as_matching_blocks()
    return [(block.a, block.b, block.size) for block in found if block.size >= _MIN_RUN]


def _moved(one: str, other: str, runs: Sequence[Run]) -> list[Run]:
    """Find what stands in both texts and is in no run."""
    mine = _free(len(one), [(at, size) for at, _, size in runs])
    theirs = _free(len(other), sorted([(at, size) for _, at, size in runs]))
    if not mine or not theirs:
        return []
    grams = {
        other[at : at + _MIN_MOVED]: (at, end) for start, end in theirs for at in range(start, end - _MIN_MOVED + 1)
    }
    found: list[Run] = []
    taken: set[int] = set()
    for start, end in mine:
        at = start
        while at <= end - _MIN_MOVED:
            there, last = grams.get(one[at : at + _MIN_MOVED], (-1, -1))
            if there < 0 or there in taken:
                at += 1
                continue
            size = _MIN_MOVED
            while at + size < end and there + size < last and one[at + size] == other[there + size]:
                size += 1
            found.append((at, there, size))
            taken.update(range(there, there + size))
            at += size
    return found


def _free(length: int, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """List the stretches that nothing has taken, those long enough for something that moved; `taken` is in order."""
    free, begin = [], 0
    for at, size in taken:
        if at - begin >= _MIN_MOVED:
            free.append((begin, at))
        begin = max(begin, at + size)
    if length - begin >= _MIN_MOVED:
        free.append((begin, length))
    return free


def _densest(runs: Sequence[Run], side: int) -> list[Run]:
    """Choose the runs, neighbours on one side, that have most in common and least between them."""
    best, first, last = 0.0, 0, 0
    score, begin, at = 0.0, 0, 0
    for n, run in enumerate(runs):
        between = run[side] - at
        score -= between * _TOLERANCE if between > 0 else 0.0
        if score <= 0.0:
            score, begin = 0.0, n
        score += run[2] * (1 - _TOLERANCE)
        at = run[side] + run[2]
        if score > best:
            best, first, last = score, begin, n + 1
    return list(runs[first:last])
