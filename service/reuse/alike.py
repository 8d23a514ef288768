"""Which sentences are variants of one another.

Pairs are proposed by the rare character 4-grams they share, on a copy with numbers and places masked, and verified by the
share of characters that an alignment keeps. Vectors are no use here: in formulaic text most near vectors are of sentences
that share hardly a character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from embeddings.words import normal

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Pair = tuple[int, int]

GRAM = 4
MIN_CHARS = 8
"""A sentence with fewer characters is a greeting or a label, not reuse."""
_MIN_CONTAINED = 0.5
_MIN_KEPT = 0.7
_NEAR = 0.9
_MOST_FREQUENT = 400
_PUNCTUATION = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?%?|[一二三四五六七八九十百千]{2,}")


@dataclass(frozen=True, slots=True)
class Variant:
    """A wording, and where it stands.

    Attributes:
        plain: without white space and punctuation, in the form in which wordings are compared.
        masked: `plain` with numbers and places masked.
        sentences: the positions of the sentences that have it.
    """

    plain: str
    masked: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """The wordings of a library, and which of them are variants of one another.

    Attributes:
        variants: each different wording.
        pairs: the share of characters kept, 0.7 to 1, by pair of indices (the smaller first).
    """

    variants: tuple[Variant, ...]
    pairs: dict[Pair, float]


def find_alike(texts: Sequence[str], places: Iterable[str]) -> Alike:
    """Find the variants among sentences.

    Args:
        texts: the sentences.
        places: names of places to mask.
    """
    variants = _variants(texts, places)
    return Alike(variants, {pair: kept for pair in _proposed(variants) for kept in [_kept(variants, pair)] if kept})


def grade(kept: float, one: str, other: str) -> str:
    """Grade a variant beside another: "identical", "near" or "edited".

    Args:
        kept: the share of characters kept between their masked forms.
        one: a wording without masks.
        other: the other.
    """
    if one == other:
        return "identical"
    return "near" if kept >= _NEAR else "edited"


def _variants(texts: Sequence[str], places: Iterable[str]) -> tuple[Variant, ...]:
    names = sorted({normal(name) for name in places if len(name) > 1}, key=len, reverse=True)
    place = re.compile("|".join(map(re.escape, names))) if names else None
    by_wording: dict[str, list[int]] = {}
    for n, text in enumerate(texts):
        plain = _PUNCTUATION.sub("", normal(text))
        if len(plain) >= MIN_CHARS:
            by_wording.setdefault(plain, []).append(n)
    return tuple(Variant(plain, _masked(plain, place), tuple(found)) for plain, found in by_wording.items())


def _masked(plain: str, place: re.Pattern[str] | None) -> str:
    if place:
        plain = place.sub("@", plain)
    return _NUMBER.sub("#", plain)


def _proposed(variants: Sequence[Variant]) -> list[Pair]:
    """Propose the pairs of which one has at least half of its 4-grams in the other."""
    from scipy.sparse import triu  # a quarter of a second, which no question need wait for

    grams = _grams(variants)
    shared = triu(grams @ grams.T, k=1).tocoo()
    sizes = np.asarray(grams.sum(axis=1)).ravel()
    smaller = np.minimum(sizes[shared.row], sizes[shared.col])
    enough = shared.data >= _MIN_CONTAINED * smaller
    return list(zip(shared.row[enough].tolist(), shared.col[enough].tolist(), strict=True))


def _grams(variants: Sequence[Variant]) -> csr_matrix:
    """(variants, grams) 1 where a wording holds a 4-gram; grams in a single wording or in very many are left out."""
    from scipy.sparse import csr_matrix

    numbers: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    for row, variant in enumerate(variants):
        for gram in _grams_of(variant.masked):
            rows.append(row)
            columns.append(numbers.setdefault(gram, len(numbers)))
    matrix = csr_matrix((np.ones(len(rows), dtype=np.int32), (rows, columns)), shape=(len(variants), len(numbers)))
    held: NDArray[np.int64] = np.asarray(matrix.sum(axis=0)).ravel()
    return matrix[:, (held > 1) & (held <= max(_MOST_FREQUENT, len(variants) // 10))]


def _kept(variants: Sequence[Variant], pair: Pair) -> float:
    """Give the share of characters that two wordings keep, or 0 when that is too little.

    In order, by alignment; or, for clauses that change places, by the 4-grams they share (Dice's coefficient).
    """
    one, other = variants[pair[0]].masked, variants[pair[1]].masked
    kept = float(Indel.normalized_similarity(one, other, score_cutoff=_MIN_KEPT))
    if kept:
        return kept
    a, b = _grams_of(one), _grams_of(other)
    shared = 2 * len(a & b) / (len(a) + len(b))
    return shared if shared >= _MIN_KEPT else 0.0


def _grams_of(masked: str) -> set[str]:
    return {masked[i : i + GRAM] for i in range(max(1, len(masked) - GRAM + 1))}
