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
_BLOCK = 1 << 14
_CROWD = 4

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Neighbourhoods:
    """Centres, and the cell that each member lies in.

    Attributes:
        centres: (cells, dimensions) float32, unit length.
        cells: (n,) int32, the cell of each member, -1 for one that has no vector.
    """

    centres: Vectors
    cells: NDArray[np.int32]

    @classmethod
    def of(cls, vectors: Vectors, rows: Rows) -> Neighbourhoods:
        """Learn as many centres as the root of the number of members, and put these into their cells.

        Args:
            vectors: (m, dimensions) unit length.
            rows: (n,) the row of each member's vector, -1 for one that has none.
        """
        there = rows[rows >= 0]
        count = max(1, int(len(there) ** 0.5))
        sample = np.random.default_rng(_SEED).permutation(there)[: count * _PER_CENTRE]
        learning = faiss.Kmeans(
            vectors.shape[1], count, niter=_STEPS, seed=_SEED, spherical=True, min_points_per_centroid=1
        )
        learning.train(vectors[np.sort(sample)])
        return cls(np.asarray(learning.centroids), np.empty(0, dtype=np.int32)).with_more(vectors, rows)

    def with_more(self, vectors: Vectors, rows: Rows) -> Neighbourhoods:
        """Put more members into the cells that there are; the arguments are those of `of`."""
        cells = np.full(len(rows), -1, dtype=np.int32)
        there = np.flatnonzero(rows >= 0)
        for start in range(0, len(there), _BLOCK):
            block = there[start : start + _BLOCK]
            cells[block] = self._nearest(vectors[rows[block]], 1)[:, 0]
        return Neighbourhoods(self.centres, np.concatenate([self.cells, cells]))

    @property
    def crowded(self) -> bool:
        """Say whether so many have come that other centres would serve them better."""
        return len(self.cells) > _CROWD * len(self.centres) ** 2

    @one_thread()
    def near(self, vectors: Vectors, rows: Rows, asking: Rows, *, min_similarity: float) -> NDArray[np.int64]:
        """Find what is near some of the members; a few neighbours at the edges of cells are missed.

        Args:
            vectors: (m, dimensions) unit length.
            rows: (n,) the row of each member's vector, as they were put into the cells.
            asking: the members that look for neighbours.
            min_similarity: the least cosine.

        Returns:
            (pairs, 2) the member that asked and the one that was found; none finds itself.
        """
        asking = asking[rows[asking] >= 0]
        probed = np.concatenate(
            [
                self._nearest(vectors[rows[asking[start : start + _BLOCK]]], _PROBES)
                for start in range(0, len(asking), _BLOCK)
            ]
            or [np.empty((0, 1), dtype=np.int32)]
        )
        which, order = np.repeat(asking, probed.shape[1]), np.argsort(probed.ravel(), kind="stable")
        cells = np.where(rows >= 0, self.cells, -1)
        members = np.argsort(cells, kind="stable")
        numbers = np.arange(len(self.centres) + 1)
        asks, holds = np.searchsorted(probed.ravel()[order], numbers), np.searchsorted(cells[members], numbers)
        found = [np.empty((0, 2), dtype=np.int64)]
        for cell in range(len(self.centres)):
            mine, theirs = which[order[asks[cell] : asks[cell + 1]]], members[holds[cell] : holds[cell + 1]]
            if len(mine) and len(theirs):
                near = np.nonzero(vectors[rows[mine]] @ vectors[rows[theirs]].T >= min_similarity)
                found.append(np.column_stack([mine[near[0]], theirs[near[1]]]))
        pairs: Rows = np.concatenate(found)
        apart: Rows = pairs[pairs[:, 0] != pairs[:, 1]]
        return apart

    def _nearest(self, vectors: Vectors, count: int) -> NDArray[np.int32]:
        index = faiss.IndexFlatIP(self.centres.shape[1])
        index.add(np.ascontiguousarray(self.centres))
        _, cells = index.search(np.ascontiguousarray(vectors), min(count, len(self.centres)))
        nearest: NDArray[np.int32] = cells.astype(np.int32)
        return nearest
