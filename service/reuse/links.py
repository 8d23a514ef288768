"""Links: which wordings are variants of one another, in what stretch, and by which channel that was found."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.neighbourhoods import Neighbourhoods, Rows
from service.reuse.alignment import Aligned, Wording, aligned, reworded
from service.reuse.candidates import Grams, proposed
from service.reuse.wordings import Wordings

LINK = np.dtype(
    [
        ("one", "<i4"),
        ("other", "<i4"),
        ("start", "<i2"),
        ("end", "<i2"),
        ("other_start", "<i2"),
        ("other_end", "<i2"),
        ("kept", "<f4"),
        ("by_vectors", "?"),
    ]
)
"""A wording, an earlier one, the stretch of each `[start, end)`, the share of characters kept, and the channel."""

Links = NDArray[np.void]

WHOLE = 0.8
"""A stretch of so large a share of a wording is the wording."""
_MIN_CHARS_IN_OTHER_WORDS = 12
_RARE, _CHANCES = 1e-4, 4
_SAMPLE = 4000
_KNOWN = 1 << 16
_LIKE_LENGTHS = 0.5


def by_words(wordings: Wordings, grams: Sequence[Grams], first: int = 0) -> Links:
    """Link wordings that share a stretch, proposed by 3-grams and verified on their characters.

    Args:
        wordings: all of them.
        grams: where the 3-grams of those stand that may be found.
        first: the first wording that looks for earlier ones.
    """
    of = lru_cache(maxsize=_KNOWN)(wordings.clauses)
    found = [np.empty(0, dtype=LINK)]
    for pairs in proposed(wordings, grams, first):
        aligned_pairs = (
            (one, other, *stretch, False)
            for one, other, shared in pairs.tolist()
            if (stretch := _aligned(of(one), of(other), shared))
        )
        found.append(np.fromiter(aligned_pairs, dtype=LINK))
    return np.concatenate(found)


def _aligned(one: Wording, other: Wording, shared: int) -> Aligned | None:
    """Align two wordings so that it makes no difference which of them came first."""
    if one.text <= other.text:
        return aligned(one, other, shared)
    found = aligned(other, one, shared)
    return found and Aligned(found.other_start, found.other_end, found.start, found.end, found.kept)


def by_vectors(
    wordings: Wordings, vectors: Vectors, rows: Rows, near: Neighbourhoods, known: Links, first: int = 0
) -> Links:
    """Link wordings that say the same in other words: near in meaning, and with two fifths of their characters in order.

    Nearness alone is no sign: sentences on one subject lie as near as sentences that say one thing. A wording that words have
    already linked as a whole is not looked for.

    Args:
        wordings: all of them.
        vectors: (sentences, dimensions) unit length.
        rows: (wordings,) the row of each wording's vector, -1 for one that stands nowhere any more.
        near: the neighbourhoods of the vectors.
        known: the links by words.
        first: the first wording that looks for others.
    """
    asking = np.setdiff1d(np.arange(first, len(wordings)), wholly_linked(wordings, known))
    asking = asking[wordings.lengths[asking] >= _MIN_CHARS_IN_OTHER_WORDS]
    near_pairs = near.near(vectors, rows, asking, min_similarity=_stands_out(vectors, rows))
    pairs = np.unique(np.sort(near_pairs, axis=1)[:, ::-1], axis=0)
    longer, shorter = wordings.lengths[pairs].max(axis=1), wordings.lengths[pairs].min(axis=1)
    pairs = pairs[shorter >= _LIKE_LENGTHS * longer]  # a clause inside a long sentence is no rewording of it
    of = lru_cache(maxsize=_KNOWN)(wordings.clauses)
    found = ((*pair, *stretch, True) for pair in pairs.tolist() if (stretch := reworded(of(pair[0]), of(pair[1]))))
    return np.fromiter(found, dtype=LINK)


def wholly_linked(wordings: Wordings, links: Links) -> NDArray[np.int64]:
    """List the wordings of which most stands in another, and most of the other in them."""
    whole = (links["end"] - links["start"] >= WHOLE * wordings.lengths[links["one"]]) & (
        links["other_end"] - links["other_start"] >= WHOLE * wordings.lengths[links["other"]]
    )
    return np.union1d(links["one"][whole], links["other"][whole]).astype(np.int64)


def _stands_out(vectors: Vectors, rows: Rows) -> float:
    """Give the cosine that few pairs of this library reach: one in ten thousand, and four for each wording in a large one."""
    sample = vectors[np.random.default_rng(0).permutation(rows[rows >= 0])[:_SAMPLE]]
    cosines = sample[::2] @ sample[1::2].T
    return float(np.quantile(cosines, 1 - min(_RARE, _CHANCES / len(rows)))) if cosines.size else 1.0
