"""Alignment: which stretch of one wording stands in another, verified on its characters."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel, LCSseq

from service.opposites import denies, directed, is_negator, may_oppose, opposed

NEAR = 0.9
_MIN_LIKE = 0.5
"""Dice's coefficient: of two texts at least as alike, each has a third of the longer one's characters in common with the other."""
_CLAUSES = ((0.8, 8),)
_FORMULA = ((0.85, 11),)
_EDITED = ((0.7, 9), (0.6, 10), (_MIN_LIKE, 13))
"""By Dice's coefficient, the fewest characters that both have: little in common must be much to be no chance. Whole clauses are
preferred; a formula that other clauses stand around, such as 以习近平同志为核心的党中央, is reuse by itself and no sign of more."""
_IN_OTHER_WORDS = ((0.4, 8),)
_LEAST = min(fewest for _, fewest in (*_CLAUSES, *_FORMULA, *_EDITED))
"""Wordings with fewer characters in common share no stretch."""
_SUBJECT = 3
_MOST_OF_OTHER_SUBJECTS = 0.2
_MOST_OF_DIFFERENCES = 0.8
_MANY_WORDS = 2
_FEW = 4
_MIN_RUN = 2
_MIN_MOVED = 4
_NEXT = 6
_TOLERANCE = 0.4


class Wording(NamedTuple):
    """A wording that is aligned with others.

    Attributes:
        text: its characters.
        clauses: where its clauses begin; the last entry is its length.
    """

    text: str
    clauses: Sequence[int]


class Aligned(NamedTuple):
    """A stretch that two wordings share, `[start, end)` in characters of each.

    Attributes:
        kept: the share of the longer stretch's characters that both have.
    """

    start: int
    end: int
    other_start: int
    other_end: int
    kept: float


Run = tuple[int, int, int]
"""Characters that stand in both texts one after another: where in each, and how many."""
Bounds = tuple[int, int, int, int]
"""A stretch `[start, end)` of one text and one of another."""


def aligned(one: Wording, other: Wording, shared: int) -> Aligned | None:
    """Find the stretch that two wordings share.

    Runs of characters that a longest common subsequence keeps in their order, and those that changed places, are joined where
    they lie close: the stretch is the one with the largest sum of shared characters less a share of the others (the largest
    subarray, Bentley 1984, "Programming pearls: algorithm design techniques"; the local alignment of Smith & Waterman 1981 with
    moves allowed). It is widened to whole clauses.

    Args:
        one: a wording.
        other: another.
        shared: how many characters of `one` stand somewhere in `other`; more than stand there in order have moved.

    Returns:
        The stretch; None where too little is shared, where both speak of different things in the same frame (加强生态环境保护监督,
        加强国有资产管理监督), or where one says the opposite of the other.
    """
    return _stretch(one, other, _everything(one, other, shared))


def ascents(one: Wording, other: Wording, within: Bounds) -> list[Aligned]:
    """Find what two wordings share in the same order, each stretch of it by itself: clauses that changed places are apart.

    Args:
        one: a wording.
        other: another.
        within: a stretch of each, outside which nothing is looked for.
    """
    cut: list[list[Run]] = []
    for run in _inside(_everything(one, other, len(one.text)), within):
        if not cut or run[1] < cut[-1][-1][1]:
            cut.append([])
        cut[-1].append(run)
    return [found for runs in cut if (found := _stretch(one, other, runs))]


def _everything(one: Wording, other: Wording, shared: int) -> list[Run]:
    """List what two wordings share, in order and moved; `shared` is how much that may be."""
    runs = _in_order(one.text, other.text)
    if shared - _shared(runs) >= _MIN_MOVED:
        runs = sorted(runs + _moved(one.text, other.text, runs))
    return runs


def _stretch(one: Wording, other: Wording, everything: Sequence[Run]) -> Aligned | None:
    """Find where two wordings share most, if that is enough and they agree."""
    if _shared(everything) < _LEAST:
        return None
    runs = _densest(sorted(_densest(everything, 0), key=_place_in_other), 1)
    if not runs:
        return None
    tight = _bounds(runs)
    wide = (*_widened(one, tight[:2]), *_widened(other, tight[2:]))
    formula = _enough(_shared(runs), tight, _FORMULA)
    if not formula and _dice(_shared(everything), wide) < _MIN_LIKE:
        return None
    inside = _inside(everything, wide)
    matched = _shared(inside)
    if _enough(matched, wide, _CLAUSES):
        formula = False
    elif formula:
        matched = _shared(runs)
    elif not _enough(matched, wide, _EDITED):
        return None
    bounds = tight if formula else wide
    kept = matched / max(bounds[1] - bounds[0], bounds[3] - bounds[2])
    return Aligned(*bounds, kept) if _agree(one, other, inside, wide) else None


def reworded(one: Wording, other: Wording) -> Aligned | None:
    """Verify that two wordings that are near in meaning say one thing: two fifths of their characters stand in the same order.

    Returns:
        Both as a whole, or None.
    """
    whole = (0, len(one.text), 0, len(other.text))
    if not _enough(LCSseq.similarity(one.text, other.text), whole, _IN_OTHER_WORDS):
        return None  # runs are never more than that, and take longer to list
    runs = _in_order(one.text, other.text)
    if not _enough(_shared(runs), whole, _IN_OTHER_WORDS) or not _agree(one, other, runs, whole):
        return None
    return Aligned(*whole, _shared(runs) / max(len(one.text), len(other.text)))


# What is shared


def _in_order(one: str, other: str) -> list[Run]:
    """List the runs of a longest common subsequence; a single character counts only right beside another run."""
    found = [(block.a, block.b, block.size) for block in Indel.editops(one, other).as_matching_blocks()]
    return [run for n, run in enumerate(found) if run[2] >= _MIN_RUN or (run[2] and _beside(found, n))]


def _beside(runs: Sequence[Run], n: int) -> bool:
    """Tell whether a run follows the one before it at once, or is followed so, in one text and soon in the other."""
    for before, after in ((n - 1, n), (n, n + 1)):
        if before >= 0 and after < len(runs) and runs[before + after - n][2] >= _MIN_RUN:
            between = runs[after][0] - runs[before][0] - runs[before][2]
            between_in_other = runs[after][1] - runs[before][1] - runs[before][2]
            if min(between, between_in_other) == 0 and max(between, between_in_other) <= _NEXT:
                return True
    return False


def _shared(runs: Sequence[Run]) -> int:
    return sum([size for _, _, size in runs])


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
            while (
                at + size < end
                and there + size < last
                and there + size not in taken
                and one[at + size] == other[there + size]
            ):
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


# Where


def _place_in_other(run: Run) -> int:
    return run[1]


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


def _bounds(runs: Sequence[Run]) -> Bounds:
    """Give the stretch of each text from the first to the last of some runs, which are in their order in the other text."""
    first, last = runs[0], runs[-1]
    return min([run[0] for run in runs]), max([run[0] + run[2] for run in runs]), first[1], last[1] + last[2]


def _widened(wording: Wording, stretch: tuple[int, int]) -> tuple[int, int]:
    """Widen a stretch to whole clauses."""
    return _clause_begin(wording, stretch[0]), _clause_end(wording, stretch[1])


def _clause_begin(wording: Wording, at: int) -> int:
    return wording.clauses[bisect_right(wording.clauses, at) - 1]


def _clause_end(wording: Wording, at: int) -> int:
    return wording.clauses[bisect_left(wording.clauses, at)]


def _inside(runs: Sequence[Run], bounds: Bounds) -> list[Run]:
    start, end, other_start, other_end = bounds
    return [
        run
        for run in runs
        if run[0] >= start and run[0] + run[2] <= end and run[1] >= other_start and run[1] + run[2] <= other_end
    ]


# Whether that is enough, and says the same of the same


def _dice(matched: int, bounds: Bounds) -> float:
    """Give Dice's coefficient of two stretches that have so many characters in common."""
    return 2 * matched / (bounds[1] - bounds[0] + bounds[3] - bounds[2])


def _enough(matched: int, bounds: Bounds, least: Sequence[tuple[float, int]]) -> bool:
    """Tell whether two stretches have enough in common, by Dice's coefficient and in characters."""
    like = _dice(matched, bounds)
    return any(like >= share and matched >= fewest for share, fewest in least)


def _agree(one: Wording, other: Wording, runs: Sequence[Run], bounds: Bounds) -> bool:
    """Tell whether what differs between two stretches makes neither another subject nor the opposite."""
    mine, theirs = _neighbours(runs, bounds)
    gaps = [_between(before, after, before, after) for before, after in mine.items() if theirs.get(before) == after]
    if _other_subject(gaps, max(bounds[1] - bounds[0], bounds[3] - bounds[2])):
        return False
    may_deny = denies(one.text) or denies(other.text)
    may_turn = may_oppose(directed(one.text), directed(other.text))
    if not may_deny and not may_turn:
        return True
    if mine != theirs:
        gaps += _around_moved(one, other, runs, bounds)
    return not any(
        (may_deny and _denied(one.text, other.text, gap)) or (may_turn and _opposed(one.text, other.text, gap))
        for gap in gaps
    )


def _neighbours(runs: Sequence[Run], bounds: Bounds) -> tuple[dict[Run, Run], dict[Run, Run]]:
    """Give the run that follows each one in the first text, and in the other; where a stretch begins and ends are runs, too."""
    mine = [(bounds[0], bounds[2], 0), *runs, (bounds[1], bounds[3], 0)]
    return dict(itertools.pairwise(mine)), dict(itertools.pairwise(sorted(mine, key=_place_in_other)))


def _between(before: Run, after: Run, other_before: Run, other_after: Run) -> Bounds:
    """Give what stands between two runs of the first text, and two of the other."""
    return before[0] + before[2], after[0], other_before[1] + other_before[2], other_after[1]


def _around_moved(one: Wording, other: Wording, runs: Sequence[Run], bounds: Bounds) -> list[Bounds]:
    """List what stands in place of what where a run has other neighbours: before it and after it, in its clause.

    Beside what moved, a shorter run stands where it does by chance.
    """
    mine, theirs = _neighbours([run for run in runs if run[2] >= _MIN_MOVED], bounds)
    found = []
    for run, after in mine.items():
        other_after = theirs[run]
        if run[2] and after != other_after:
            start, end, first, last = _between(run, after, run, other_after)
            found.append((start, min(end, _clause_end(one, start)), first, min(last, _clause_end(other, first))))
    others_before = {after: before for before, after in theirs.items()}
    for before, run in mine.items():
        other_before = others_before[run]
        if run[2] and before != other_before:
            start, end, first, last = _between(before, run, other_before, run)
            found.append((max(start, _clause_begin(one, end)), end, max(first, _clause_begin(other, last)), last))
    return found


def _other_subject(gaps: Sequence[Bounds], longer: int) -> bool:
    """Tell whether both speak of different things in one frame: most of what differs is something longer than a word."""
    sizes = [size for start, end, first, last in gaps if (size := min(end - start, last - first))]
    if len(sizes) > _MANY_WORDS:
        return False
    subjects = sum([size for size in sizes if size >= _SUBJECT])
    return subjects > _MOST_OF_OTHER_SUBJECTS * longer and subjects >= _MOST_OF_DIFFERENCES * sum(sizes)


def _denied(one: str, other: str, gap: Bounds) -> bool:
    """Tell whether one text denies what the other does not: by a word that stands in place of a word, or of nothing."""
    mine, theirs = one[gap[0] : gap[1]], other[gap[2] : gap[3]]
    if max(len(mine), len(theirs)) > _FEW or denies(mine) == denies(theirs):
        return False
    return bool(mine and theirs) or is_negator(mine or theirs)


def _opposed(one: str, other: str, gap: Bounds) -> bool:
    """Tell whether what stands in one text is the opposite of what stands in its place; words may reach into what both share."""
    start, end, first, last = gap
    return bool(opposed(one[max(0, start - 1) : end + 1], other[max(0, first - 1) : last + 1]))
