"""How much text the members of a family share: the least that two of them do.

Shares are of the longer member's characters, without punctuation and with numbers masked: in order, the longest common
subsequence; in any order, for clauses may change places, the pairs of neighbouring characters that both have.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import LCSseq

LEAST = 1 / 3
_MOST_MEMBERS = 40
"""Of a larger family so many are drawn, for pairs grow with the square."""
_PUNCTUATION = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+")


class Shared(NamedTuple):
    """The least share that two members have in common, in order and in any order; and these two, by the latter."""

    in_order: float
    any_order: float
    pair: tuple[str, str]


def least_shared(texts: Sequence[str]) -> Shared:
    """Compare the members of a family, each different text once."""
    forms = list(dict.fromkeys(_NUMBER.sub("#", _PUNCTUATION.sub("", text)) for text in texts))
    if len(forms) > _MOST_MEMBERS:
        drawn = np.random.default_rng(0).choice(len(forms), _MOST_MEMBERS, replace=False)
        forms = [forms[n] for n in sorted(drawn)]
    pairs = list(combinations(forms, 2))
    if not pairs:
        return Shared(1.0, 1.0, (texts[0], texts[0]))
    loose = [_any_order(one, other) for one, other in pairs]
    return Shared(
        min(LCSseq.normalized_similarity(one, other) for one, other in pairs),
        min(loose),
        pairs[int(np.argmin(loose))],
    )


def _any_order(one: str, other: str) -> float:
    mine, theirs = (Counter(text[at : at + 2] for at in range(max(1, len(text) - 1))) for text in (one, other))
    return (mine & theirs).total() / max(mine.total(), theirs.total())
