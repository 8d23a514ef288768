"""What stands around a passage: the middle of its section, which says what a passage of set phrases is about.

A sentence on fines or on leadership reads the same under every subject; its section does not (cf. Liu & Croft 2004,
"Cluster-based retrieval using language models", who smooth documents by the cluster they stand in).
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from embeddings.centred import Centred
from embeddings.encoder import Vectors
from service.collection import Collection

_OF_THE_REPORT = 2.0
"""The middle of a report counts as so many passages in that of each of its sections: short ones say little of their own."""
_SHORTEST = 1e-6


class Surroundings:
    """The middles of a library's sections, runs of passages under the same headings."""

    def __init__(self, collection: Collection, centred: Centred, kinds: NDArray[np.int64]) -> None:
        """Find them.

        Args:
            collection: the library.
            centred: the vectors of its passages.
            kinds: (passages,) the kinds that these were centred by.
        """
        self._section_of = np.zeros(len(collection.passages), dtype=np.int64)
        middles: list[Vectors] = []
        count = 0
        for first, last in pairwise(collection.first_passage.tolist()):
            if first == last:
                continue
            vectors = _prepared(collection.passage_index.vectors[first:last], kinds[first:last], centred)
            headings = [passage.heading for _, passage in collection.passages[first:last]]
            starts = [0, *(n for n in range(1, last - first) if headings[n] != headings[n - 1])]
            sums = np.add.reduceat(vectors, starts, axis=0) + _OF_THE_REPORT * vectors.mean(axis=0)
            middles.append(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), _SHORTEST))
            begun = np.zeros(last - first, dtype=np.int64)
            begun[starts[1:]] = 1
            self._section_of[first:last] = np.cumsum(begun) + count
            count += len(starts)
        empty = np.zeros((0, collection.passage_index.vectors.shape[1]), dtype=np.float32)
        self._middles: Vectors = np.concatenate([empty, *middles]).astype(np.float32)

    def of(self, passage: int) -> NDArray[np.float32]:
        """(dimensions,) the middle of a passage's section."""
        middle: NDArray[np.float32] = self._middles[self._section_of[passage]]
        return middle

    def cosines(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """(passages,) how near a prepared vector, or a middle, is to what stands around each passage."""
        found: NDArray[np.float32] = (self._middles @ vector)[self._section_of]
        return found


def _prepared(vectors: Vectors, kinds: NDArray[np.int64], centred: Centred) -> Vectors:
    found = np.empty_like(vectors)
    for kind in np.unique(kinds).tolist():
        here = kinds == kind
        found[here] = centred.queries(vectors[here], kind)
    return found
