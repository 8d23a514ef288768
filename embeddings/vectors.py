"""Nearest neighbours among vectors, by FAISS.

An index on disk is a cache: `save` publishes it whole, and `load` gives it back only if not a byte has changed.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors

_STEPS = 127
_SMALLEST = 1e-6
_BLOCK = 1 << 16
_SHARDS = 2

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What is near each of n queries, nearest first.

    Attributes:
        ids: (n, limit) int64; -1 where the index holds fewer.
        similarities: (n, limit) float32 cosines, -1 to 1; -inf beside an id of -1.
    """

    ids: Ids
    similarities: NDArray[np.float32]


class VectorIndex:
    """Vectors under ids of the caller's own."""

    def __init__(self, ids: Ids, index: Any) -> None:
        """Take a FAISS index and the ids of its rows; `of` and `load` are the ways to one."""
        self.ids = ids
        self._index = index

    @classmethod
    def of(cls, ids: Ids, vectors: Vectors) -> VectorIndex:
        """Index some vectors.

        Args:
            ids: (n,) int64, each once.
            vectors: (n, dimensions) float32, unit length.
        """
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors))
        return cls(ids, index)

    def __len__(self) -> int:
        """Count the vectors."""
        return int(self._index.ntotal)

    @property
    def vectors(self) -> Vectors:
        """All vectors in the order of `ids`: (n, dimensions), a view that must not be written to."""
        count, width = self._index.ntotal, self._index.d
        flat = faiss.rev_swig_ptr(self._index.get_xb(), count * width) if count else np.empty(0, np.float32)
        view: Vectors = flat.reshape(count, width)
        view.flags.writeable = False
        return view

    def nearest(self, queries: Vectors, *, limit: int, among: Ids | None = None) -> Neighbours:
        """Find the vectors most similar to each query.

        Args:
            queries: (n, dimensions) float32, unit length.
            limit: most neighbours per query; a smaller index returns fewer.
            among: ids to look among; None admits all.
        """
        rows = min(limit, len(self) if among is None else len(among))
        if not rows:
            empty = np.empty((len(queries), 0))
            return Neighbours(empty.astype(np.int64), empty.astype(np.float32))
        only = None
        if among is not None:  # the constructor keeps its selector alive; FAISS's stubs do not know it
            only = faiss.SearchParameters(sel=faiss.IDSelectorBatch(self._places(among)))  # type: ignore[call-arg]
        similarities, places = self._index.search(np.ascontiguousarray(queries), rows, params=only)
        return Neighbours(np.where(places < 0, -1, self.ids[places]), similarities)

    def _places(self, ids: Ids) -> Ids:
        order = np.argsort(self.ids)
        return order[np.searchsorted(self.ids, ids, sorter=order)].astype(np.int64)

    def save(self, path: Path) -> str:
        """Publish the index at `path`: written aside, flushed to disk, renamed.

        Returns:
            The SHA-256 of the file, for `load`.
        """
        data = faiss.serialize_index(self._index).tobytes() + self.ids.astype("<i8").tobytes()
        publish(path, data)
        return hashlib.sha256(data).hexdigest()

    @classmethod
    def load(cls, path: Path, *, sha256: str, count: int) -> VectorIndex | None:
        """Read an index that `save` published.

        Args:
            path: the file.
            sha256: what `save` returned.
            count: how many vectors it must hold.

        Returns:
            The index, or None if the file is missing or is not, byte for byte, the one that was saved.
        """
        try:
            data = path.read_bytes()
        except OSError:
            return None
        # The digest comes first: FAISS must never see a file that somebody else wrote.
        if hashlib.sha256(data).hexdigest() != sha256:
            return None
        cut = len(data) - 8 * count
        index = faiss.deserialize_index(np.frombuffer(data[:cut], dtype=np.uint8))
        ids = np.frombuffer(data[cut:], dtype="<i8").astype(np.int64)
        return cls(ids, index) if index.ntotal == count else None


class CoarseIndex:
    """Vectors rounded to eight bits a number, to be looked through several times as fast as the vectors themselves."""

    def __init__(self, vectors: Vectors) -> None:
        """Round vectors, (n, dimensions) of unit length; they go by their row."""
        width = vectors.shape[1]
        # In threads, and rows go on from one shard to the next; the stubs know neither.
        self._index = faiss.IndexShards(width, True, True)  # type: ignore[call-arg]
        self._shards = [
            faiss.IndexScalarQuantizer(width, faiss.ScalarQuantizer.QT_8bit_direct_signed, faiss.METRIC_INNER_PRODUCT)
            for _ in range(_SHARDS)
        ]
        self._scale = _STEPS / max(float(np.abs(vectors).max(initial=0.0)), _SMALLEST)
        for shard, rows in zip(self._shards, np.array_split(np.arange(len(vectors)), _SHARDS), strict=True):
            for start in range(0, len(rows), _BLOCK):
                shard.add(self._rounded(vectors[rows[start : start + _BLOCK]]))
            self._index.add_shard(shard)

    def nearest(self, queries: Vectors, *, limit: int) -> Ids:
        """Find the rows most similar to each query, within what rounding leaves: (n, limit), fewer in a smaller index."""
        rows = min(limit, self._index.ntotal)
        if not rows:
            return np.empty((len(queries), 0), dtype=np.int64)
        _, found = self._index.search(self._rounded(queries), rows)
        nearest: Ids = found
        return nearest

    def _rounded(self, vectors: Vectors) -> NDArray[np.float32]:
        """Bring numbers to -127 to 127; FAISS rounds queries, too."""
        rounded: NDArray[np.float32] = np.rint(np.clip(vectors * self._scale, -_STEPS, _STEPS)).astype(np.float32)
        return rounded


def publish(path: Path, data: bytes) -> None:
    """Put a file in place so that readers see the old one or the new one whole, even after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as aside:
        aside.write(data)
        aside.flush()
        os.fsync(aside.fileno())
    Path(aside.name).replace(path)
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folders; there the rename itself is durable
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
