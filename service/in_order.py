"""What stands in the same order in two texts: the rest was moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Shared(NamedTuple):
    """Something that two texts share: where it begins in each, and how much of it there is."""

    mine: int
    theirs: int
    size: int


def in_order(shared: Sequence[Shared]) -> list[Shared]:
    """Choose what stands in the same order in both and is most in all (heaviest increasing subsequence).

    Args:
        shared: in the order of mine; none begins where another does.

    Returns:
        What stays, in that order; of several choices that are as much, the first.
    """
    best: list[tuple[int, list[Shared]]] = []
    for one in shared:
        weight, chain = max(
            ((w, c) for w, c in best if c[-1].theirs < one.theirs), key=lambda pair: pair[0], default=(0, [])
        )
        best.append((weight + one.size, [*chain, one]))
    return max(best, key=lambda pair: pair[0])[1] if best else []
