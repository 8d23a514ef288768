"""What of a vector tells its language, and what is left without that.

Multilingual models place texts of one language together, so that a question lies nearer to what is written in its own
language than to what answers it. The means of the same texts in several languages differ by language alone; the directions in which
they differ are taken out of questions and passages (cf. Yang, Yang, Cer & Darve 2021, "A simple and effective method to
eliminate the self language bias in multilingual representations").
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Encoder, Vectors
from embeddings.parallel_texts import PARALLEL_TEXTS

_DIRECTIONS = 3
_SHORTEST = 1e-6


@dataclass(frozen=True, slots=True)
class Languages:
    """The directions in which a model's vectors tell languages apart.

    Attributes:
        directions: (k, dimensions) float32, orthonormal; (0, dimensions) where nothing is known.
    """

    directions: Vectors

    @classmethod
    def of(cls, encoder: Encoder) -> Languages:
        """Learn them from parallel texts: a hundred short ones are encoded, in less than a second."""
        return cls.between([encoder.encode_passages(texts) for texts in PARALLEL_TEXTS.values()])

    @classmethod
    def from_text(cls, text: str) -> Languages:
        """Read what `as_text` wrote."""
        rows = np.array(json.loads(text), dtype=np.float32)
        return cls(rows[rows.any(axis=1)])

    def as_text(self) -> str:
        """Write them as JSON, a list for each direction; where there is none, zeros tell how many dimensions there are."""
        return json.dumps(self.directions.tolist() or [[0.0] * self.directions.shape[1]])

    @classmethod
    def between(cls, parallel: list[Vectors]) -> Languages:
        """Learn them from vectors of the same texts in several languages, (n, dimensions) for each."""
        means = np.array([vectors.mean(axis=0) for vectors in parallel], dtype=np.float64)
        _, spread, directions = np.linalg.svd(means - means.mean(axis=0), full_matrices=False)
        told = spread > 1e-6 * max(float(spread[0]), 1e-6)
        return cls(directions[told][:_DIRECTIONS].astype(np.float32))

    def without(self, vectors: Vectors) -> Vectors:
        """Take them out of (n, dimensions) vectors, and bring what is left back to unit length."""
        left = vectors - (vectors @ self.directions.T) @ self.directions
        found: Vectors = left / np.maximum(np.linalg.norm(left, axis=1, keepdims=True), _SHORTEST)
        return found

    def length_without(self, vectors: Vectors) -> NDArray[np.float32]:
        """Say how long each of (n, dimensions) vectors would be without them: (n,), never 0."""
        squared = np.einsum("nd,nd->n", vectors, vectors) - ((vectors @ self.directions.T) ** 2).sum(axis=1)
        length: NDArray[np.float32] = np.sqrt(np.maximum(squared, _SHORTEST**2)).astype(np.float32)
        return length
