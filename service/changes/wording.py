"""How much of a text's wording another has."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from embeddings.words import normal


def shared_wording(mine: str, theirs: str) -> float:
    """Give the share of mine's pairs of neighbouring characters that stand in theirs, 0 to 1, in the form in which words meet."""
    pairs = _pairs(mine)
    return len(pairs & _pairs(theirs)) / len(pairs) if pairs else 0.0


@lru_cache(maxsize=1 << 10)
def _pairs(text: str) -> frozenset[str]:
    plain = normal(text)
    return frozenset(map("".join, pairwise(plain)))
