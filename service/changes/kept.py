"""What two stretches keep of one another: clause beside clause, and within clauses word by word.

A longest common subsequence alone takes what is left of one clause and what begins the next for one change. Clauses are
aligned first (dynamic programming over their similarities, as sentences are in Gale & Church 1993, "A program for aligning
sentences in bilingual corpora"); where that would keep less than the longest common subsequence, it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from service.in_order import Shared

STOPS = frozenset("，；：。！？,;:!?\n")
"""What ends a clause."""
_ANY_STOP = re.escape("".join(STOPS))
_CLAUSE = re.compile(f"[^{_ANY_STOP}]*[{_ANY_STOP}]|[^{_ANY_STOP}]+")
_LEAST_ALIKE = 0.4
_LEAST_KEPT = 0.95


def clauses_of(text: str) -> list[str]:
    """Cut a text into its clauses, each with its stop behind it."""
    return _CLAUSE.findall(text)


def starts_of(clauses: Sequence[str]) -> list[int]:
    """Give where each clause of a text begins, and the text's end."""
    return list(accumulate(map(len, clauses), initial=0))


def kept(mine: str, theirs: str) -> list[Shared]:
    """Give what two stretches keep, in order.

    Args:
        mine: a text, or a letter for each of its words; the stretch may end within a clause.
        theirs: another.

    Returns:
        What is kept; an empty one where clauses begin that stand for one another, and nothing before them does.
    """
    longest = _common(mine, theirs, Shared(0, 0, 0))
    if not _touches_a_stop(longest, mine, theirs):
        return longest
    clauses = clauses_of(mine), clauses_of(theirs)
    starts = starts_of(clauses[0]), starts_of(clauses[1])
    found: list[Shared] = []
    at = Shared(0, 0, 0)
    for i, j in _paired(*clauses):
        begin = Shared(starts[0][i], starts[1][j], 0)
        found += [*_common(mine[at.mine : begin.mine], theirs[at.theirs : begin.theirs], at), begin]
        at = Shared(starts[0][i + 1], starts[1][j + 1], 0)
        found += [*_common(mine[begin.mine : at.mine], theirs[begin.theirs : at.theirs], begin), at]
    tails = _tails(mine, theirs, at)
    found += [*_common(mine[at.mine : tails.mine], theirs[at.theirs : tails.theirs], at), tails]
    found += _common(mine[tails.mine :], theirs[tails.theirs :], tails)
    return _joined(found) if _size(found) >= _LEAST_KEPT * _size(longest) else longest


def _tails(mine: str, theirs: str, at: Shared) -> Shared:
    """Give where the last, unfinished clauses begin: what follows goes on with both, so they stand for one another.

    Args:
        mine: a stretch.
        theirs: another.
        at: from where on nothing is paired; given back where what one has before its last stop is like the other's tail.
    """
    tails = Shared(_behind_the_last_stop(mine), _behind_the_last_stop(theirs), 0)
    if tails.mine < at.mine or tails.theirs < at.theirs:
        return at
    crossed = (
        (mine[at.mine : tails.mine], theirs[tails.theirs :]),
        (mine[tails.mine :], theirs[at.theirs : tails.theirs]),
    )
    return at if any(one and other and _is_alike(one, other) for one, other in crossed) else tails


def _behind_the_last_stop(text: str) -> int:
    return 1 + max(map(text.rfind, STOPS))


def _touches_a_stop(shared: Sequence[Shared], mine: str, theirs: str) -> bool:
    """Tell whether a stop is not kept: else every change lies within a clause."""
    at = Shared(0, 0, 0)
    for one in [*shared, Shared(len(mine), len(theirs), 0)]:
        if not (STOPS.isdisjoint(mine[at.mine : one.mine]) and STOPS.isdisjoint(theirs[at.theirs : one.theirs])):
            return True
        at = Shared(one.mine + one.size, one.theirs + one.size, 0)
    return False


def _common(mine: str, theirs: str, at: Shared) -> list[Shared]:
    """Give a longest common subsequence of two stretches that begin at given places."""
    blocks = Indel.editops(mine, theirs).as_matching_blocks() if mine and theirs else []
    return [Shared(at.mine + block.a, at.theirs + block.b, block.size) for block in blocks if block.size]


def _paired(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Pair clauses that are alike, in order, so that they keep most in all; of several such choices the first."""
    first = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    last = next((n for n, (x, y) in enumerate(zip(a[first:][::-1], b[first:][::-1], strict=False)) if x != y), None)
    last = min(len(a), len(b)) - first if last is None else last
    inner = _aligned(a[first : len(a) - last], b[first : len(b) - last])
    return [
        *((n, n) for n in range(first)),
        *((first + i, first + j) for i, j in inner),
        *((len(a) - n, len(b) - n) for n in range(last, 0, -1)),
    ]


def _aligned(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Pair what is alike of two lists of clauses; one that is like none of the others' is passed over."""
    alike = _likenesses(a, b)
    rows = np.flatnonzero(alike.any(axis=1)).tolist()
    return [(rows[i], j) for i, j in _best_pairs(alike[rows].tolist())]


def _best_pairs(alike: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Choose the pairs, in order, that are most alike in all; of several such choices the first."""
    count = len(alike[0]) if alike else 0
    best = [[0] * (count + 1) for _ in range(len(alike) + 1)]
    for i in range(len(alike) - 1, -1, -1):
        below, here = best[i + 1], best[i]
        for j in range(count - 1, -1, -1):
            here[j] = max(alike[i][j] + below[j + 1], below[j], here[j + 1])
    pairs, i, j = [], 0, 0
    while i < len(alike) and j < count:
        if alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _likenesses(a: Sequence[str], b: Sequence[str]) -> NDArray[np.int64]:
    """(a, b) how much of two clauses is kept, in both together; 0 where they are not alike. Their stops tell nothing."""
    if not a or not b:
        return np.zeros((len(a), len(b)), dtype=np.int64)
    together = np.add.outer([len(one) for one in a], [len(other) for other in b])
    distances = cdist(a, b, scorer=Indel.distance, dtype=np.int64)
    return np.where(1 - distances / together >= _LEAST_ALIKE, together - distances, 0)


def _is_alike(one: str, other: str) -> bool:
    return Indel.normalized_similarity(one, other) >= _LEAST_ALIKE


def _size(shared: Sequence[Shared]) -> int:
    return sum(one.size for one in shared)


def _joined(shared: Sequence[Shared]) -> list[Shared]:
    """Join what touches on both sides; an empty one that touches tells nothing."""
    joined: list[Shared] = []
    for one in shared:
        last = joined[-1] if joined else Shared(0, 0, 0)
        if (last.mine + last.size, last.theirs + last.size) != (one.mine, one.theirs):
            joined.append(one)
        elif joined:
            joined[-1] = last._replace(size=last.size + one.size)
        elif one.size:
            joined.append(one)
    return joined
