"""How much each sentence says of what the rest of a text says, in meaning and in words.

The mean of four standard scores. In meaning and in words: how near a sentence lies to all others (degree centrality, as in LexRank: Erkan &
Radev 2004, "LexRank: graph-based lexical centrality as salience in text summarization"); in meaning only what lies nearer than most
pairs do counts, since models place all texts near one another. In words besides: the cosine with the text's own centre under TF-ISF (Radev,
Jing, Styś & Tam 2004, "Centroid-based summarization of multiple documents"), and the mean worth of a sentence's different terms, a term
being worth the number of other sentences that use it, times how rare it is (as concepts are in Gillick & Favre 2009, "A scalable
global model for summarization").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.words import carrying

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_NEAR = 1.0
"""Standard deviations above the mean of all pairs from which two sentences count as near."""
_FEW = 3
"""Terms that are added to each sentence's number of them, so that no short sentence leads by one good word."""
_BLOCK = 2048

Scores = NDArray[np.float64]


def centrality(given: csr_matrix, vectors: Vectors) -> Scores:
    """Score the sentences of one text: (n,), around 0.

    Args:
        given: (n, terms) how often each holds each term, as `term_counts` gives it.
        vectors: (n, dimensions) float32, unit length.
    """
    from scipy.sparse import diags

    weighted = _unit(given @ diags(_rarity(given)))
    centre = np.asarray((given @ diags(_rarity(given))).sum(axis=0)).ravel()
    in_words = (weighted @ np.asarray(weighted.sum(axis=0)).ravel(), weighted @ centre, _worth_of_terms(given))
    scores: Scores = np.mean([standard(values) for values in (_degree(vectors), *in_words)], axis=0)
    return scores


def _degree(vectors: Vectors) -> Scores:
    count = len(vectors)
    total = vectors.sum(axis=0, dtype=np.float64)
    pairs = max(count * (count - 1), 1)
    mean = (float(total @ total) - count) / pairs
    squares = (float(np.sum((vectors.T.astype(np.float64) @ vectors) ** 2)) - count) / pairs
    cut = mean + _NEAR * np.sqrt(max(squares - mean**2, 0.0))
    found = np.empty(count)
    for start in range(0, count, _BLOCK):
        found[start : start + _BLOCK] = np.maximum(vectors[start : start + _BLOCK] @ vectors.T - cut, 0).sum(axis=1)
    return found


def term_counts(texts: Sequence[str]) -> csr_matrix:
    """(texts, terms) how often each text holds each term that carries meaning."""
    from scipy.sparse import csr_matrix

    numbers: dict[str, int] = {}
    listed = [[numbers.setdefault(term, len(numbers)) for term in carrying(text)] for text in texts]
    rows = np.repeat(np.arange(len(texts)), [len(row) for row in listed])
    columns = np.array([column for row in listed for column in row], dtype=np.int64)
    found: csr_matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(texts), max(len(numbers), 1)))
    found.sum_duplicates()
    return found


def _unit(given: csr_matrix) -> csr_matrix:
    from scipy.sparse import diags

    lengths = np.sqrt(np.asarray(given.multiply(given).sum(axis=1)).ravel())
    unit: csr_matrix = diags(1 / np.maximum(lengths, 1e-9)) @ given
    return unit


def _worth_of_terms(given: csr_matrix) -> Scores:
    holds = (given > 0).astype(np.float64)
    users = np.asarray(holds.sum(axis=0)).ravel()
    worth: Scores = (holds @ ((users - 1) * _rarity(given))) / (np.asarray(holds.sum(axis=1)).ravel() + _FEW)
    return worth


def _rarity(given: csr_matrix) -> Scores:
    """(terms,) inverse sentence frequency, in nats."""
    users = np.asarray((given > 0).sum(axis=0)).ravel()
    rarity: Scores = np.log((given.shape[0] + 1) / np.maximum(users, 1))
    return rarity


def standard(values: NDArray[np.floating]) -> Scores:
    """Give values as standard scores; all 0 where they do not differ."""
    scores: Scores = (values.astype(np.float64) - float(values.mean())) / (float(values.std()) + 1e-9)
    return scores
