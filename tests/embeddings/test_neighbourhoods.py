import numpy as np
import pytest

from embeddings.encoder import Vectors
from embeddings.neighbourhoods import Neighbourhoods, Rows


def clustered(count: int, clusters: int = 60, seed: int = 0) -> Vectors:
    """Draw vectors of unit length around centres, as sentences lie around subjects."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(clusters, 48))
    vectors = centres[rng.integers(0, clusters, count)] + 0.5 * rng.normal(size=(count, 48))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def all_of(vectors: Vectors) -> Rows:
    """Give each vector as the member of its own row."""
    return np.arange(len(vectors))


def all_pairs(vectors: Vectors, asking: Rows, min_similarity: float) -> set[tuple[int, int]]:
    """Compare each with each."""
    rows = np.argwhere(vectors[asking] @ vectors.T >= min_similarity)
    return {(int(asking[a]), int(b)) for a, b in rows if asking[a] != b}


def found_pairs(near: Neighbourhoods, vectors: Vectors, asking: Rows, min_similarity: float) -> set[tuple[int, int]]:
    """Give what is found, each pair once."""
    found = near.near(vectors, all_of(vectors), asking, min_similarity=min_similarity)
    pairs = {(one, other) for one, other in found.tolist()}
    assert len(pairs) == len(found)
    return pairs


@pytest.mark.parametrize("min_similarity", [0.75, 0.85])
def test_nearly_all_that_is_near_is_found(min_similarity: float) -> None:
    """Beside comparing each with each: nine of ten pairs, and none that is not near; no row finds itself."""
    vectors = clustered(3000)
    rows = np.arange(3000)
    expected = all_pairs(vectors, rows, min_similarity)
    found = found_pairs(Neighbourhoods.of(vectors, all_of(vectors)), vectors, rows, min_similarity)

    assert len(expected) > 1000
    assert found <= expected
    assert len(found) >= 0.9 * len(expected)


def test_few_vectors_are_compared_each_with_each() -> None:
    """While there are no more cells than are looked into, nothing is missed."""
    vectors = clustered(20, clusters=3)
    rows = np.arange(20)
    near = Neighbourhoods.of(vectors, all_of(vectors))
    assert len(near.centres) <= 4
    assert found_pairs(near, vectors, rows, 0.5) == all_pairs(vectors, rows, 0.5)


def test_only_those_that_ask_find() -> None:
    """A few rows look among all."""
    vectors = clustered(1000)
    near = Neighbourhoods.of(vectors, all_of(vectors))
    asking = np.array([3, 500, 999])
    every = found_pairs(near, vectors, np.arange(1000), 0.6)
    assert found_pairs(near, vectors, asking, 0.6) == {pair for pair in every if pair[0] in asking.tolist()}
    assert found_pairs(near, vectors, np.empty(0, dtype=np.int64), 0.6) == set()


def test_the_same_vector_is_always_found() -> None:
    """Copies lie in one cell."""
    vectors = clustered(500)
    vectors[250:] = vectors[:250]
    found = found_pairs(Neighbourhoods.of(vectors, all_of(vectors)), vectors, np.arange(500), 0.9999)
    assert {(n, n + 250) for n in range(250)} | {(n + 250, n) for n in range(250)} <= found


def test_more_vectors_are_put_into_the_cells() -> None:
    """Those that come later are found as well as those that the centres were learnt from."""
    vectors = clustered(3000)
    first = Neighbourhoods.of(vectors, np.arange(1500))
    grown = first.with_more(vectors, np.arange(1500, 2000)).with_more(vectors, np.arange(2000, 3000))
    at_once = first.with_more(vectors, np.arange(1500, 3000))
    rows = np.arange(3000)

    assert len(grown.cells) == 3000
    assert grown.cells.tolist() == at_once.cells.tolist()
    expected = all_pairs(vectors, rows, 0.75)
    assert len(found_pairs(grown, vectors, rows, 0.75)) >= 0.9 * len(expected)


def test_each_lies_in_the_cell_of_its_nearest_centre() -> None:
    """Beside NumPy; centres have unit length."""
    vectors = clustered(400)
    near = Neighbourhoods.of(vectors, all_of(vectors))
    assert np.linalg.norm(near.centres, axis=1) == pytest.approx(np.ones(len(near.centres)), abs=1e-5)
    assert near.cells.tolist() == np.argmax(vectors @ near.centres.T, axis=1).tolist()


def test_crowded_by_count() -> None:
    """Ten centres serve four hundred vectors and no more."""
    vectors = clustered(100)
    near = Neighbourhoods.of(vectors, all_of(vectors))
    assert len(near.centres) == 10
    assert not near.with_more(clustered(300, seed=1), np.arange(300)).crowded
    assert near.with_more(clustered(301, seed=1), np.arange(301)).crowded


def test_a_member_without_a_vector_is_in_no_cell() -> None:
    """It neither finds nor is found, and keeps its place for those that come after it."""
    vectors = clustered(100)
    vectors[1] = vectors[0]
    near = Neighbourhoods.of(vectors, np.array([-1, *range(100)]))
    assert near.cells[0] == -1
    found = near.near(vectors, np.array([-1, *range(100)]), np.array([0, 1]), min_similarity=0.9999)
    assert found.tolist() == [[1, 2]]
