"""Which sentences make a summary: a greedy choice under a budget of characters.

What is chosen maximises a monotone submodular sum (Lin & Bilmes 2011, "A class of submodular functions for document summarization"): the
square root of what has been taken from each group, so that a second sentence of a group adds less than the first; a group weighs by
the square root of its length. Gains are taken for their length (cost-scaled greedy), and only for what no chosen sentence says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from service.summaries.centrality import Scores

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Numbers = NDArray[np.int64]

SAME = 0.6
"""The share of a sentence that another says from which on it says nothing new."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen: an entry a sentence.

    Attributes:
        together: the sentences that each comes with, itself last; None for what may not be chosen.
        worth: (n,) what each adds, above 0.
        chars: (n,) what each takes of the budget.
        groups: (k, n) in each row, the number of the group that each sentence is of, from 0.
        by_length: 0 to 1, the power of the length that a gain is divided by: 0 where only worth counts.
        said: gives, for a sentence, the share of every other that it says: (n,), 0 to 1.
    """

    together: Sequence[tuple[int, ...] | None]
    worth: Scores
    chars: Numbers
    groups: Numbers
    by_length: float
    said: Callable[[int], Scores]


def choose(choice: Choice, budget: int) -> list[int]:
    """Choose sentences, in their order; nothing where none fits.

    Args:
        choice: what there is.
        budget: most characters of them all.
    """
    units = _units(choice.together)
    weights = [_weights(row, choice.chars) for row in choice.groups]
    filled = [np.zeros(len(weight)) for weight in weights]
    taken = np.zeros(len(choice.worth), dtype=bool)
    new = np.ones(len(choice.worth))
    left = budget
    while True:
        costs = units @ np.where(taken, 0, choice.chars)
        gains = units @ np.where(taken, 0.0, _gains(choice, weights, filled) * new)
        open_ = (costs > 0) & (costs <= left) & (new > 1 - SAME) & ~taken
        if not np.any(gains[open_] > 0):
            return [int(n) for n in np.flatnonzero(taken)]
        best = int(np.argmax(np.where(open_, gains / np.maximum(costs, 1) ** choice.by_length, -1.0)))
        left -= int(costs[best])
        for n in choice.together[best] or ():
            if not taken[n]:
                taken[n] = True
                new = np.minimum(new, 1 - choice.said(n))
                for row, groups in zip(filled, choice.groups, strict=True):
                    row[groups[n]] += choice.worth[n]


def _units(together: Sequence[tuple[int, ...] | None]) -> csr_matrix:
    """(n, n) 1 where a sentence comes with another, itself too; an empty row for what may not be chosen."""
    from scipy.sparse import csr_matrix

    pairs = [(n, one) for n, unit in enumerate(together) for one in unit or ()]
    rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    units: csr_matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(together), len(together)))
    return units


def _weights(groups: Numbers, chars: Numbers) -> Scores:
    sizes = np.sqrt(np.bincount(groups, chars))
    weights: Scores = sizes / max(float(sizes.sum()), 1e-9)
    return weights


def _gains(choice: Choice, weights: Sequence[Scores], filled: Sequence[Scores]) -> Scores:
    """(n,) what each sentence would add on its own."""
    gains = np.zeros(len(choice.worth))
    for groups, weight, row in zip(choice.groups, weights, filled, strict=True):
        before = row[groups]
        gains += weight[groups] * (np.sqrt(before + choice.worth) - np.sqrt(before))
    return gains
