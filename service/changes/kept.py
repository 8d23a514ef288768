"""What two stretches keep of one another: clause beside clause, and within clauses word by word.

A longest common subsequence alone takes what is left of one clause and what begins the next for one change. Clauses are
aligned first (dynamic programming over their similarities, as sentences are in Gale & Church 1993, "A program for aligning
sentences in bilingual corpora"); where that would keep less than the longest common subsequence, it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz.distance import Indel

from service.in_order import Shared

STOPS = frozenset("，；：。！？,;:!?\n")
"""What ends a clause."""
_LEAST_ALIKE = 0.4
_LEAST_KEPT = 0.95


def clause_starts(words: Sequence[str]) -> list[int]:
    """Give where each clause begins, its stop behind it, and the end."""
    starts = [0, *(n + 1 for n, word in enumerate(words) if word in STOPS), len(words)]
    return list(dict.fromkeys(starts))


def kept(mine: Sequence[str], theirs: Sequence[str]) -> list[Shared]:
    """Give what two stretches keep, in order.

    Args:
        mine: words, or a text as its characters; the stretch may end within a clause.
        theirs: others.

    Returns:
        What is kept; an empty one where clauses begin that stand for one another, and nothing before them does.
    """
    longest = _common(mine, theirs, Shared(0, 0, 0))
    if not _touches_a_stop(longest, mine, theirs):
        return longest
    starts = clause_starts(mine), clause_starts(theirs)
    found: list[Shared] = []
    at = Shared(0, 0, 0)
    for i, j in _paired(mine, theirs, *starts):
        begin = Shared(starts[0][i], starts[1][j], 0)
        found += [*_common(mine[at.mine : begin.mine], theirs[at.theirs : begin.theirs], at), begin]
        at = Shared(starts[0][i + 1], starts[1][j + 1], 0)
        found += [*_common(mine[begin.mine : at.mine], theirs[begin.theirs : at.theirs], begin), at]
    tails = _tails(mine, theirs, at)
    found += [*_common(mine[at.mine : tails.mine], theirs[at.theirs : tails.theirs], at), tails]
    found += _common(mine[tails.mine :], theirs[tails.theirs :], tails)
    return _joined(found) if _size(found) >= _LEAST_KEPT * _size(longest) else longest


def _tails(mine: Sequence[str], theirs: Sequence[str], at: Shared) -> Shared:
    """Give where the last, unfinished clauses begin: what follows goes on with both, so they stand for one another.

    Args:
        mine: a stretch.
        theirs: another.
        at: from where on nothing is paired; given back where what one has before its last stop is like the other's tail.
    """
    last = [max((n + 1 for n, word in enumerate(words) if word in STOPS), default=0) for words in (mine, theirs)]
    tails = Shared(last[0], last[1], 0)
    if tails.mine < at.mine or tails.theirs < at.theirs:
        return at
    crossed = (
        (mine[at.mine : tails.mine], theirs[tails.theirs :]),
        (mine[tails.mine :], theirs[at.theirs : tails.theirs]),
    )
    return at if any(one and other and _alike(one, other) for one, other in crossed) else tails


def _touches_a_stop(shared: Sequence[Shared], mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Tell whether a stop is not kept: else every change lies within a clause."""
    at = Shared(0, 0, 0)
    for one in [*shared, Shared(len(mine), len(theirs), 0)]:
        if not (STOPS.isdisjoint(mine[at.mine : one.mine]) and STOPS.isdisjoint(theirs[at.theirs : one.theirs])):
            return True
        at = Shared(one.mine + one.size, one.theirs + one.size, 0)
    return False


def _common(mine: Sequence[str], theirs: Sequence[str], at: Shared) -> list[Shared]:
    """Give a longest common subsequence of two stretches that begin at given places."""
    blocks = Indel.editops(mine, theirs).as_matching_blocks() if mine and theirs else []
    return [Shared(at.mine + block.a, at.theirs + block.b, block.size) for block in blocks if block.size]


def _paired(
    mine: Sequence[str], theirs: Sequence[str], ours: Sequence[int], others: Sequence[int]
) -> list[tuple[int, int]]:
    """Pair clauses that are alike, in order, so that they keep most in all; of several such choices the first."""
    a = [mine[x:y] for x, y in pairwise(ours)]
    b = [theirs[x:y] for x, y in pairwise(others)]
    first = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    last = next((n for n, (x, y) in enumerate(zip(a[first:][::-1], b[first:][::-1], strict=False)) if x != y), None)
    last = min(len(a), len(b)) - first if last is None else last
    inner = _aligned(a[first : len(a) - last], b[first : len(b) - last])
    return [
        *((n, n) for n in range(first)),
        *((first + i, first + j) for i, j in inner),
        *((len(a) - n, len(b) - n) for n in range(last, 0, -1)),
    ]


def _aligned(a: Sequence[Sequence[str]], b: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    alike = [[_alike(one, other) for other in b] for one in a]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            best[i][j] = max(alike[i][j] + best[i + 1][j + 1], best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    """Give how many words two clauses keep, 0 where they are not alike; their stops tell nothing."""
    return Indel.similarity(one, other) if Indel.normalized_similarity(one, other) >= _LEAST_ALIKE else 0.0


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
