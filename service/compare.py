"""Two reports side by side: what both say, what only one says, and what differs; for one region's two years, targets and results."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reports.chinese import even
from service.alignment import Group, align
from service.answers import ComparedRow, Comparison, PassageAnswer
from service.changes import changes, flags, only_figures_differ
from service.collection import Collection
from service.targets import in_turn, targets

_STANDS_OUT = 3.0
_BREAK = "\n"


def compare(collection: Collection, a: int, b: int) -> Comparison:
    """Align two reports, passage by passage.

    Args:
        collection: what holds them.
        a: the position of one report.
        b: that of the other.

    Returns:
        Rows in the order of a; what only b says comes behind what stands before it there. Every passage of both is in exactly
        one row.
    """
    mine, theirs = ([collection.answer(n) for n in passages_of(collection, report)] for report in (a, b))
    nearness = _nearness(collection, a, b)
    groups = align([p.text for p in mine], [p.text for p in theirs], nearness, least=_cut(nearness))
    turn = in_turn(collection.facts, a, b)
    return Comparison(
        a=collection.facts[a],
        b=collection.facts[b],
        rows=tuple(_row(collection, group, mine, theirs) for group in groups),
        targets=targets(collection, a, b),
        earlier=None if turn is None else "a" if turn[0] == a else "b",
    )


def passages_of(collection: Collection, report: int) -> range:
    """Give the positions of a report's passages."""
    first, last = collection.first_passage[report : report + 2]
    return range(int(first), int(last))


def _row(
    collection: Collection, group: Group, mine: Sequence[PassageAnswer], theirs: Sequence[PassageAnswer]
) -> ComparedRow:
    a, b = tuple(mine[i] for i in group.mine), tuple(theirs[j] for j in group.theirs)
    if not (a and b):
        return ComparedRow("only_a" if a else "only_b", a, b)
    old, new = (_BREAK.join(passage.text for passage in side) for side in (a, b))
    is_same = even(old) == even(new)
    return ComparedRow(
        kind="moved" if group.moved else "same" if is_same else "edited",
        a=a,
        b=b,
        changes=changes(old, new),
        flags=flags(old, new, collection.regions.any_name),
        numbers_only=not is_same and only_figures_differ(old, new),
    )


def _nearness(collection: Collection, a: int, b: int) -> NDArray[np.float64]:
    """(passages of a, passages of b) how near their meanings are: how near each one's sentences find one in the other, on average."""
    cosines, bounds, weights = [], [], []
    for report in (a, b):
        passages = passages_of(collection, report)
        first = collection.first_sentence[passages.start : passages.stop + 1]
        bounds.append(first - first[0])
        weights.append(collection.sentence_chars[first[0] : first[-1]].astype(np.float64))
        cosines.append(collection.sentence_index.vectors[first[0] : first[-1]])
    if not len(cosines[0]) or not len(cosines[1]):
        return np.zeros((len(bounds[0]) - 1, len(bounds[1]) - 1))
    cosine = (cosines[0] @ cosines[1].T).astype(np.float64)
    forth = _averaged(np.maximum.reduceat(cosine, bounds[1][:-1], axis=1), bounds[0], weights[0])
    back = _averaged(np.maximum.reduceat(cosine, bounds[0][:-1], axis=0).T, bounds[1], weights[1])
    return np.asarray((forth + back.T) / 2)


def _averaged(
    nearest: NDArray[np.float64], bounds: NDArray[np.int64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Average the rows of each passage's sentences, the longer ones weighing more."""
    sums = np.add.reduceat(nearest * weights[:, None], bounds[:-1], axis=0)
    return np.asarray(sums / np.add.reduceat(weights, bounds[:-1])[:, None])


def _cut(nearness: NDArray[np.float64]) -> float:
    """Say from where on passages say the same: well outside of how those of the two reports compare (by quartiles)."""
    if not nearness.size:
        return 1.0
    quarter, half, three = np.quantile(nearness, [0.25, 0.5, 0.75])
    return float(half + _STANDS_OUT * max(three - quarter, 1e-3) / 1.349)
