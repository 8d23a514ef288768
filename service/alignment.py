"""Which passages of two reports stand for one another: one to one, one to several, wherever they stand.

Words decide first. Passages that share most are linked greedily, and what a link explains is used up, so that a passage is
linked to a second one only by what the first left unexplained: a paragraph that was split, or two that became one (the idea of
greedy tiling, Wise 1993, on weighted pairs of characters). Passages that no words link are linked by meaning, as many as can be
and each to one (linear assignment).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from embeddings.words import normal
from service.in_order import Shared, in_order

_PART_KEPT = 0.5
"""The least share of the smaller passage's words that a link explains,"""
_WHOLE_KEPT = 0.3
"""or of the larger one's."""


class Group(NamedTuple):
    """Passages that stand for one another, by their places in each report; one side has at most one.

    Attributes:
        mine: places in one report, in order; empty for what only the other says.
        theirs: places in the other, in order.
        moved: whether they stand in another order than most.
    """

    mine: tuple[int, ...]
    theirs: tuple[int, ...]
    moved: bool = False


Pairs = Counter[str]


def align(mine: Sequence[str], theirs: Sequence[str], nearness: NDArray[np.float64], *, least: float) -> list[Group]:
    """Group the passages of two reports.

    Args:
        mine: the passages of one report, in order.
        theirs: those of the other.
        nearness: (mine, theirs) how near their meanings are.
        least: the nearness from which on passages that share few words say the same.

    Returns:
        Groups in the order of mine; what only theirs has comes behind what stands before it there. Every passage is in exactly
        one.
    """
    links = _linked_by_words(mine, theirs)
    free = (
        [i for i in range(len(mine)) if i not in {m for m, _ in links}],
        [j for j in range(len(theirs)) if j not in {t for _, t in links}],
    )
    links += _linked_by_meaning(*free, nearness, least)
    groups = _grouped(links)
    sizes = [Shared(g.mine[0], g.theirs[0], sum(len(mine[i]) for i in g.mine)) for g in groups]
    stay = set(in_order(sizes))
    placed = [group._replace(moved=size not in stay) for group, size in zip(groups, sizes, strict=True)]
    return _in_reading_order(placed, len(mine), len(theirs))


def _pairs(text: str) -> Pairs:
    """Count the pairs of neighbouring characters of a text, a very short one whole."""
    plain = normal(text)
    return Counter(a + b for a, b in pairwise(plain)) or Counter([plain])


def _weights(passages: Sequence[Pairs]) -> dict[str, float]:
    """Weigh pairs of characters by how few passages have them (inverse document frequency)."""
    held = Counter(pair for pairs in passages for pair in pairs)
    return {pair: math.log(1 + len(passages) / count) for pair, count in held.items()}


def _linked_by_words(mine: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    ours, others = [_pairs(text) for text in mine], [_pairs(text) for text in theirs]
    weights = _weights([*ours, *others])

    def mass(pairs: Pairs) -> float:
        return sum(weights[pair] * count for pair, count in pairs.items())

    whole = [mass(pairs) for pairs in ours], [mass(pairs) for pairs in others]
    shared = sorted(_shared(ours, others, weights), key=lambda one: (-one[0], abs(one[1] - one[2]), one[1], one[2]))
    links: list[tuple[int, int]] = []
    partners: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
    for most, i, j in shared:
        smaller, larger = sorted((whole[0][i], whole[1][j]))
        needed = min(_PART_KEPT * smaller, _WHOLE_KEPT * larger)
        if most < needed or (partners[0][i] and partners[1][j]) or _would_chain(links, partners, i, j):
            continue
        both = ours[i] & others[j]
        if mass(both) >= needed:
            ours[i], others[j] = ours[i] - both, others[j] - both
            links.append((i, j))
            partners[0][i] += 1
            partners[1][j] += 1
    return links


def _would_chain(links: Sequence[tuple[int, int]], partners: tuple[Counter[int], Counter[int]], i: int, j: int) -> bool:
    """Tell whether a link would tie a passage to one whose partner has others already: no group has several on both sides."""
    return any((m == i and partners[1][t] > 1) or (t == j and partners[0][m] > 1) for m, t in links)


def _shared(
    ours: Sequence[Pairs], others: Sequence[Pairs], weights: dict[str, float]
) -> Iterator[tuple[float, int, int]]:
    """Give how much any two passages share at most, weighed, where they share anything."""
    where: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for j, pairs in enumerate(others):
        for pair, count in pairs.items():
            where[pair].append((j, count))
    for i, pairs in enumerate(ours):
        found: dict[int, float] = defaultdict(float)
        for pair, count in pairs.items():
            weight = weights[pair]
            for j, other in where.get(pair, ()):
                found[j] += weight * min(count, other)
        yield from ((most, i, j) for j, most in found.items())


def _linked_by_meaning(
    mine: Sequence[int], theirs: Sequence[int], nearness: NDArray[np.float64], least: float
) -> list[tuple[int, int]]:
    if not mine or not theirs:
        return []
    from scipy.optimize import linear_sum_assignment  # a quarter of a second, which no question need wait for

    near = nearness[np.ix_(mine, theirs)]
    rows, columns = linear_sum_assignment(np.where(near >= least, near, 0.0), maximize=True)
    return [(mine[r], theirs[c]) for r, c in zip(rows.tolist(), columns.tolist(), strict=True) if near[r, c] >= least]


def _grouped(links: Sequence[tuple[int, int]]) -> list[Group]:
    """Join the links that have a passage in common, in the order of mine."""
    of_mine: dict[int, list[int]] = defaultdict(list)
    of_theirs: dict[int, list[int]] = defaultdict(list)
    for i, j in links:
        of_mine[i].append(j)
        of_theirs[j].append(i)
    groups = [
        Group(tuple(sorted(of_theirs[js[0]])) if len(js) == 1 else (i,), tuple(sorted(js))) for i, js in of_mine.items()
    ]
    return sorted(set(groups))


def _in_reading_order(groups: Sequence[Group], mine: int, theirs: int) -> list[Group]:
    """Put in what only one side has: in mine's order, and what only theirs has behind what stands before it there."""
    linked = {i for group in groups for i in group.mine}
    rows = sorted([*groups, *(Group((i,), ()) for i in range(mine) if i not in linked)])
    behind: dict[int, list[Group]] = defaultdict(list)
    last_of = {j: n for n, group in enumerate(rows) for j in group.theirs}
    before = -1
    for j in range(theirs):
        if j not in last_of:
            behind[before].append(Group((), (j,)))
        elif not rows[last_of[j]].moved:
            before = last_of[j]
    found = list(behind[-1])
    for n, row in enumerate(rows):
        found += [row, *behind[n]]
    return found
