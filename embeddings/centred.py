"""Vectors seen from the middle of their own kind, where what all texts share no longer makes them alike.

Models place all texts near one another, and texts of one language nearer still. What tells languages is taken out of each
vector, then the mean of those of its kind: what is left says how a text differs from others like it (cf. Mu & Viswanath 2018,
"All-but-the-top: simple and effective postprocessing for word representations", who take out the mean and more).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.languages import Languages

_FEW = 30.0
"""Means of fewer vectors than this are drawn towards the mean of all, and that towards nothing."""
_SHORTEST = 1e-6


class Centred:
    """Vectors, and where the middle of each kind of them lies. They are not copied."""

    def __init__(self, vectors: Vectors, kinds: NDArray[np.int64], languages: Languages) -> None:
        """Find the middles.

        Args:
            vectors: (n, dimensions) float32, unit length.
            kinds: (n,) any numbers; vectors of one number share a middle.
            languages: what is taken out first.
        """
        self._vectors = vectors
        self._languages = languages
        self._lengths = languages.length_without(vectors)
        count, everything = self._sum(np.arange(len(vectors)))
        overall = everything / (count + _FEW)
        self._middle = overall.astype(np.float32)
        self._middles = {int(kind): self._of_kind(np.flatnonzero(kinds == kind)) for kind in np.unique(kinds)}
        self._kinds, which = np.unique(kinds, return_inverse=True)
        middles = np.array([self._middles[int(kind)] for kind in self._kinds], dtype=np.float32)
        middles = middles.reshape(-1, vectors.shape[1])
        products = np.empty(len(vectors), dtype=np.float32)
        for n, middle in enumerate(middles):
            here = which == n
            products[here] = (vectors @ middle)[here] / self._lengths[here]
        squared = 1 - 2 * products + (middles**2).sum(axis=1)[which]
        self._spans = np.sqrt(np.maximum(squared, _SHORTEST**2))
        self._which, self._stack = which, middles

    def _sum(self, rows: NDArray[np.int64]) -> tuple[int, NDArray[np.float64]]:
        """Count some vectors, and add up what is left of them without what tells languages."""
        weighted = (1 / self._lengths[rows]) @ self._vectors[rows] if len(rows) else np.zeros(self._vectors.shape[1])
        directions = self._languages.directions
        return len(rows), weighted - (weighted @ directions.T) @ directions

    def _of_kind(self, rows: NDArray[np.int64]) -> Vectors:
        count, found = self._sum(rows)
        middle: Vectors = ((found + _FEW * self._middle) / (count + _FEW)).astype(np.float32)
        return middle

    def queries(self, vectors: Vectors, kind: int) -> Vectors:
        """Prepare vectors, (n, dimensions), of one kind; of a kind that is not held, by the middle of all."""
        left = self._languages.without(vectors) - self._middles.get(kind, self._middle)
        length = np.linalg.norm(left, axis=1, keepdims=True)
        prepared: Vectors = (left / np.maximum(length, _SHORTEST)).astype(np.float32)
        return prepared

    def cosines(self, queries: Vectors) -> NDArray[np.float32]:
        """Compare prepared vectors, (m, dimensions), with all that are held: (m, n).

        A prepared vector has nothing of what tells languages, so its product with a vector is that with what is left of it.
        """
        products = queries @ self._vectors.T
        products /= self._lengths
        products -= (queries @ self._stack.T)[:, self._which]
        products /= self._spans
        found: NDArray[np.float32] = products
        return found
