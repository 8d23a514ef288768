"""Stretches: what recurs, from a clause to several sentences, each in the places where it stands.

Links between wordings give clauses and sentences. Where neighbouring sentences of two passages are linked, whatever their order,
all that lies between the first and the last is one longer stretch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from service.reuse.links import WHOLE, Links
from service.reuse.wordings import Wordings

Pair = tuple[int, int]


class Clause(NamedTuple):
    """A stretch of a wording, in its characters."""

    wording: int
    start: int
    end: int


@dataclass(frozen=True)
class Variant:
    """How one stretch stands beside another: the share of characters kept, and whether vectors proposed it."""

    kept: float
    by_vectors: bool


def clauses(wordings: Wordings, links: Links) -> tuple[list[Clause], dict[Pair, Variant]]:
    """Find the stretches of wordings that links join.

    Stretches of one wording that cover one another, four fifths of the longer, are the same; one that covers so much of the
    wording is all of it.

    What two stretches keep is counted on the whole of the longer.

    Returns:
        The stretches, the first ones each wording as a whole, in their order; and the variants, by pairs of stretches.
    """
    found = [Clause(n, 0, int(length)) for n, length in enumerate(wordings.lengths.tolist())]
    ones = _numbered(found, wordings, links["one"], links["start"], links["end"])
    others = _numbered(found, wordings, links["other"], links["other_start"], links["other_end"])
    pairs: dict[Pair, Variant] = {}
    matched = links["kept"] * np.maximum(links["end"] - links["start"], links["other_end"] - links["other_start"])
    for one, other, both, by_vectors in zip(ones, others, matched.tolist(), links["by_vectors"].tolist(), strict=True):
        pair = (one, other) if one < other else (other, one)
        kept = both / max(found[one].end - found[one].start, found[other].end - found[other].start)
        if one != other and (pair not in pairs or pairs[pair].kept < kept):
            pairs[pair] = Variant(kept, by_vectors)
    return found, pairs


def _numbered(
    found: list[Clause],
    wordings: Wordings,
    holders: NDArray[np.int32],
    starts: NDArray[np.int16],
    ends: NDArray[np.int16],
) -> list[int]:
    """Number the stretches on one side of links; new ones are put to those that are known."""
    known: dict[int, list[int]] = {}
    for number in range(len(wordings), len(found)):
        known.setdefault(found[number].wording, []).append(number)
    lengths = wordings.lengths.tolist()
    numbers = []
    for wording, start, end in zip(holders.tolist(), starts.tolist(), ends.tolist(), strict=True):
        number = wording
        if end - start < WHOLE * lengths[wording]:
            of_wording = known.setdefault(wording, [])
            number = next((n for n in of_wording if covers(found[n][1:], (start, end))), len(found))
            if number == len(found):
                found.append(Clause(wording, start, end))
                of_wording.append(number)
        numbers.append(number)
    return numbers


def covers(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two stretches of one text cover four fifths of the longer."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both >= WHOLE * max(one[1] - one[0], other[1] - other[0])


def contains(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether one stretch of a text holds another."""
    return one[0] <= other[0] and other[1] <= one[1]
