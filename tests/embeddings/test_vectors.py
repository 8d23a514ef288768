from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.vectors import CoarseIndex, VectorIndex, publish


def directions(count: int, width: int = 8, seed: int = 0) -> Vectors:
    """Draw directions at random."""
    drawn = np.random.default_rng(seed).normal(size=(count, width))
    return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)


def brute_force(ids: np.ndarray, vectors: Vectors, queries: Vectors, limit: int) -> tuple[list[list[int]], np.ndarray]:
    """Rank by comparing everything with everything."""
    cosines = queries @ vectors.T
    order = np.argsort(-cosines, axis=1, kind="stable")[:, :limit]
    return ids[order].tolist(), np.take_along_axis(cosines, order, axis=1)


def test_three_vectors_by_hand() -> None:
    """A question at 30 degrees from one vector, 60 from another, 150 from the third."""
    vectors = np.array([[1, 0], [0, 1], [-1, 0]], dtype=np.float32)
    question = np.array([[np.sqrt(3) / 2, 0.5]], dtype=np.float32)

    found = VectorIndex.of(np.array([70, 80, 90]), vectors).nearest(question, limit=3)

    assert found.ids.tolist() == [[70, 80, 90]]
    assert found.similarities[0].tolist() == pytest.approx([np.sqrt(3) / 2, 0.5, -np.sqrt(3) / 2])


@given(st.integers(1, 60), st.integers(1, 5), st.integers(1, 80), st.integers(0, 1000))
def test_faiss_agrees_with_brute_force(count: int, asked: int, limit: int, seed: int) -> None:
    """The nearest by FAISS are those of a full comparison, at most as many as there are."""
    ids = np.random.default_rng(seed).permutation(count * 3)[:count].astype(np.int64)
    vectors, queries = directions(count, seed=seed), directions(asked, seed=seed + 1)
    expected, cosines = brute_force(ids, vectors, queries, limit)

    found = VectorIndex.of(ids, vectors).nearest(queries, limit=limit)

    assert found.ids.tolist() == expected
    assert np.allclose(found.similarities, cosines, atol=1e-6)
    assert np.all(np.diff(found.similarities, axis=1) <= 0)


@given(st.integers(1, 40), st.integers(1, 50), st.data())
def test_looking_among_some_is_looking_at_nothing_else(count: int, limit: int, data: st.DataObject) -> None:
    """`among` gives what an index of only those vectors would give."""
    ids = np.random.default_rng(count).permutation(count * 2)[:count].astype(np.int64)
    chosen = np.array(sorted(data.draw(st.sets(st.integers(0, count - 1)))), dtype=np.int64)
    vectors, queries = directions(count, seed=count), directions(2, seed=99)
    expected, _ = brute_force(ids[chosen], vectors[chosen], queries, limit)

    found = VectorIndex.of(ids, vectors).nearest(queries, limit=limit, among=ids[chosen])

    assert found.ids.tolist() == expected


def test_an_empty_index_finds_nothing() -> None:
    """No vectors, no neighbours, and the shape that goes with it."""
    index = VectorIndex.of(np.empty(0, np.int64), np.empty((0, 8), np.float32))

    found = index.nearest(directions(3), limit=5)

    assert len(index) == 0
    assert found.ids.shape == found.similarities.shape == (3, 0)
    assert index.vectors.shape == (0, 8)


def test_the_vectors_can_be_looked_at_and_not_changed() -> None:
    """What was put in is there, in its order, read-only."""
    vectors = directions(5)
    index = VectorIndex.of(np.arange(5), vectors)

    assert np.array_equal(index.vectors, vectors)
    with pytest.raises(ValueError, match="read-only"):
        index.vectors[0, 0] = 1


def test_a_saved_index_is_the_same_when_loaded(tmp_path: Path) -> None:
    """Ids, vectors and answers survive the disk."""
    path = tmp_path / "deep" / "x.faiss"
    index = VectorIndex.of(np.array([5, 3, 9, 7]), directions(4))
    digest = index.save(path)

    loaded = VectorIndex.load(path, sha256=digest, count=4)

    assert loaded is not None
    assert np.array_equal(loaded.ids, index.ids)
    assert np.array_equal(loaded.vectors, index.vectors)
    assert (
        loaded.nearest(directions(1, seed=4), limit=2).ids.tolist()
        == index.nearest(directions(1, seed=4), limit=2).ids.tolist()
    )


def test_no_changed_byte_is_ever_served(tmp_path: Path) -> None:
    """Wherever a single bit of the file flips, and however much of its end is missing, nothing is loaded."""
    path = tmp_path / "x.faiss"
    digest = VectorIndex.of(np.arange(4), directions(4)).save(path)
    whole = path.read_bytes()

    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert VectorIndex.load(path, sha256=digest, count=4) is None
        path.write_bytes(whole[:at])
        assert VectorIndex.load(path, sha256=digest, count=4) is None
    path.write_bytes(whole)
    assert VectorIndex.load(path, sha256=digest, count=4) is not None


def test_an_index_that_is_not_there_is_not_loaded(tmp_path: Path) -> None:
    """A missing file, and a folder in its place, are no index."""
    assert VectorIndex.load(tmp_path / "none.faiss", sha256="", count=1) is None
    assert VectorIndex.load(tmp_path, sha256="", count=1) is None


def test_publishing_leaves_nothing_beside_the_file(tmp_path: Path) -> None:
    """The new content is there whole, over the old, and the copy made aside is gone."""
    path = tmp_path / "new folder" / "x"
    publish(path, b"old")
    publish(path, b"new")

    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]


def test_a_write_that_fails_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the very last step readers see the old content."""
    path = tmp_path / "x"
    publish(path, b"old")

    def full(_: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("embeddings.vectors.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        publish(path, b"new")
    assert path.read_bytes() == b"old"


def unit(vectors: NDArray[np.float64]) -> Vectors:
    """Bring vectors to unit length."""
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@given(st.integers(0, 2**32 - 1), st.integers(1, 400), st.integers(1, 30))
def test_a_coarse_index_finds_what_brute_force_finds(seed: int, count: int, limit: int) -> None:
    """Nothing that is clearly nearer than the last one found is missed, and nothing is found twice."""
    draw = np.random.default_rng(seed)
    vectors = unit(draw.standard_normal((count, 64)))
    queries = unit(draw.standard_normal((3, 64)))

    found = CoarseIndex(vectors).nearest(queries, limit=limit)

    assert found.shape == (3, min(limit, count))
    for query, rows in zip(queries, found, strict=True):
        cosines = vectors @ query
        missed = np.delete(cosines, rows)
        assert len(set(rows.tolist())) == len(rows)
        assert missed.max(initial=-1.0) <= cosines[rows].min() + 0.02


def test_a_coarse_index_of_nothing() -> None:
    """No vectors, no rows."""
    index = CoarseIndex(np.empty((0, 8), dtype=np.float32))
    assert index.nearest(np.ones((2, 8), dtype=np.float32), limit=5).shape == (2, 0)
