"""Neighbourhoods: pairs of near vectors among many, without comparing each with each.

Vectors are put into cells around centres (an inverted file, Jégou, Douze & Schmid 2011, "Product quantization for nearest
neighbor search"), and each is compared with those of the few cells that lie nearest to it.
"""

from __future__ import annotations

from dataclasses import dataclass

import faiss
import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.threads import one_thread

_PROBES = 4
_STEPS = 8
_PER_CENTRE = 64
_SEED = 0

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Neighbourhoods:
    """Centres, and the cell that each vector lies in.

    Attributes:
        centres: (cells, dimensions) float32, unit length.
        cells: (n,) int32, by the row of the vector.
    """

    centres: Vectors
    cells: NDArray[np.int32]

    @classmethod
    def of(cls, vectors: Vectors) -> Neighbourhoods:
        """Learn as many centres as the root of the number of vectors, (n, dimensions), and put these into their cells."""
        count = max(1, int(len(vectors) ** 0.5))
        learning = faiss.Kmeans(
            vectors.shape[1],
            count,
            niter=_STEPS,
            seed=_SEED,
            spherical=True,
            max_points_per_centroid=_PER_CENTRE,
            min_points_per_centroid=1,
        )
        learning.train(vectors)
        centres: Vectors = np.asarray(learning.centroids)
        return cls(centres, np.empty(0, dtype=np.int32)).with_more(vectors)

    def with_more(self, vectors: Vectors) -> Neighbourhoods:
        """Put more vectors, (n, dimensions), into the cells that there are."""
        return Neighbourhoods(self.centres, np.concatenate([self.cells, self._nearest(vectors, 1)[:, 0]]))

    @property
    def crowded(self) -> bool:
        """Say whether so many vectors have come that other centres would serve them better."""
        return len(self.cells) > 4 * len(self.centres) ** 2

    @one_thread()
    def near(self, vectors: Vectors, asking: Rows, *, min_similarity: float) -> tuple[Rows, Rows]:
        """Find what is near some of the vectors; a few neighbours at the edges of cells are missed.

        Args:
            vectors: (n, dimensions), all of them.
            asking: the rows that look for neighbours.
            min_similarity: the least cosine.

        Returns:
            The rows that asked and those found, pair by pair; no row finds itself.
        """
        probed = self._nearest(vectors[asking], _PROBES)
        which, order = np.repeat(asking, probed.shape[1]), np.argsort(probed.ravel(), kind="stable")
        members = np.argsort(self.cells, kind="stable")
        numbers = np.arange(len(self.centres) + 1)
        asks, holds = np.searchsorted(probed.ravel()[order], numbers), np.searchsorted(self.cells[members], numbers)
        found: list[tuple[Rows, Rows]] = []
        for cell in range(len(self.centres)):
            mine, theirs = which[order[asks[cell] : asks[cell + 1]]], members[holds[cell] : holds[cell + 1]]
            if len(mine) and len(theirs):
                near = np.nonzero(vectors[mine] @ vectors[theirs].T >= min_similarity)
                found.append((mine[near[0]], theirs[near[1]]))
        one, other = (
            (np.concatenate(side) if found else np.empty(0, dtype=np.int64) for side in zip(*found, strict=True))
            if found
            else (np.empty(0, dtype=np.int64),) * 2
        )
        apart = one != other
        return one[apart], other[apart]

    def _nearest(self, vectors: Vectors, count: int) -> NDArray[np.int32]:
        index = faiss.IndexFlatIP(self.centres.shape[1])
        index.add(np.ascontiguousarray(self.centres))
        _, cells = index.search(np.ascontiguousarray(vectors), min(count, len(self.centres)))
        nearest: NDArray[np.int32] = cells.astype(np.int32)
        return nearest
