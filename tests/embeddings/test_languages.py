import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from embeddings.encoder import Vectors
from embeddings.languages import Languages
from embeddings.parallel_texts import PARALLEL_TEXTS
from tests.fakes import PairEncoder

WIDTH = 16


def drawn(count: int, seed: int) -> Vectors:
    """Draw vectors of unit length at random."""
    vectors = np.random.default_rng(seed).normal(size=(count, WIDTH))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def learnt(languages: int, seed: int) -> Languages:
    """Learn from random vectors of so many languages."""
    return Languages.between([drawn(5, 100 * seed + n) for n in range(languages)])


def left_over(vectors: Vectors, languages: Languages) -> np.ndarray:
    """Project vectors onto what is orthogonal to the directions, in double precision: least squares, no formula shared."""
    directions = languages.directions.astype(np.float64)
    along, *_ = np.linalg.lstsq(directions.T, vectors.astype(np.float64).T, rcond=None)
    return vectors - (directions.T @ along).T


def test_two_languages_by_hand() -> None:
    """Two languages that differ by the first axis only: that axis goes, and the rest is what it was."""
    texts = np.array([[0, 0.6, 0.8], [0, 1, 0], [0, 0, 1]], dtype=np.float32)
    apart = np.array([0.5, 0, 0], dtype=np.float32)
    languages = Languages.between([texts + apart, texts - apart])

    assert np.allclose(np.abs(languages.directions), [[1, 0, 0]])
    found = languages.without(np.array([[0.6, 0.64, 0.48]], dtype=np.float32))
    assert np.allclose(found, [[0, 0.8, 0.6]])
    assert languages.length_without(np.array([[0.6, 0.64, 0.48]], dtype=np.float32)) == pytest.approx(0.8)


@given(st.integers(1, 8), st.integers(0, 1000))
def test_directions_are_orthonormal(languages: int, seed: int) -> None:
    """At most three, and no more than tell so many languages apart."""
    directions = learnt(languages, seed).directions

    assert directions.shape == (min(3, languages - 1), WIDTH)
    assert directions.dtype == np.float32
    assert np.allclose(directions @ directions.T, np.eye(len(directions)), atol=1e-5)


@given(st.integers(2, 4), st.integers(0, 1000))
def test_up_to_four_languages_are_no_longer_told_apart(languages: int, seed: int) -> None:
    """The means of the parallel texts are the same once the directions are out of them."""
    parallel = [drawn(5, 100 * seed + n) for n in range(languages)]
    means = np.array([vectors.mean(axis=0) for vectors in parallel])

    left = left_over(means, Languages.between(parallel))

    assert np.allclose(left, left[0], atol=1e-5)


@given(st.integers(1, 8), st.integers(0, 1000))
def test_nothing_is_left_along_the_directions(languages: int, seed: int) -> None:
    """What is left is of unit length, orthogonal to every direction, and the projection brought to unit length."""
    found, vectors = learnt(languages, seed), drawn(7, seed)

    left = found.without(vectors)

    assert np.allclose(left @ found.directions.T, 0, atol=1e-5)
    assert np.allclose(np.linalg.norm(left, axis=1), 1, atol=1e-5)
    expected = left_over(vectors, found)
    assert np.allclose(left, expected / np.linalg.norm(expected, axis=1, keepdims=True), atol=1e-5)
    assert np.allclose(found.without(left), left, atol=1e-5)


@given(st.integers(1, 8), st.integers(0, 1000), st.floats(0.01, 100))
def test_the_length_is_that_of_the_projection(languages: int, seed: int, scale: float) -> None:
    """Whatever the length of the vectors was."""
    found, vectors = learnt(languages, seed), drawn(7, seed) * np.float32(scale)

    expected = np.linalg.norm(left_over(vectors, found), axis=1)
    assume(expected.min() > 1e-2 * scale)

    assert np.allclose(found.length_without(vectors), expected, rtol=1e-3)


def test_what_is_all_language_is_no_division_by_zero() -> None:
    """A vector along a direction, or without length, leaves numbers, and its length is never 0."""
    languages = learnt(4, seed=1)
    vectors = np.vstack([languages.directions, np.zeros((1, WIDTH), dtype=np.float32)])

    assert np.isfinite(languages.without(vectors)).all()
    assert (languages.length_without(vectors) > 0).all()
    assert (languages.length_without(vectors) < 1e-2).all()


@pytest.mark.parametrize("languages", [1, 2, 6])
def test_languages_that_are_the_same_give_no_direction(languages: int) -> None:
    """Then nothing is taken out of anything."""
    found = Languages.between([drawn(5, seed=3)] * languages)
    vectors = drawn(4, seed=4)

    assert found.directions.shape == (0, WIDTH)
    assert np.allclose(found.without(vectors), vectors, atol=1e-6)
    assert np.allclose(found.length_without(vectors), 1, atol=1e-6)
    assert np.allclose(found.length_without(3 * vectors), 3, atol=1e-5)


@given(st.integers(1, 8), st.integers(0, 1000))
def test_directions_survive_being_written(languages: int, seed: int) -> None:
    """To the last bit, also where there are none."""
    found = learnt(languages, seed)

    read = Languages.from_text(found.as_text())

    assert np.array_equal(read.directions, found.directions)
    assert (read.directions.shape, read.directions.dtype) == (found.directions.shape, found.directions.dtype)


def test_no_vectors_are_none_without_languages() -> None:
    """No texts, no lengths, and the shapes that go with it."""
    languages = learnt(4, seed=2)
    assert languages.without(drawn(0, seed=0)).shape == (0, WIDTH)
    assert languages.length_without(drawn(0, seed=0)).shape == (0,)


def test_they_are_learnt_from_the_parallel_texts() -> None:
    """Each text is encoded once, as a passage."""
    encoder = PairEncoder()

    languages = Languages.of(encoder)

    assert encoder.encoded == [text for texts in PARALLEL_TEXTS.values() for text in texts]
    between = Languages.between([encoder.encode_queries(texts) for texts in PARALLEL_TEXTS.values()])
    assert np.array_equal(languages.directions, between.directions)


def test_the_parallel_texts_are_parallel() -> None:
    """As many in each language, none twice, each a sentence with its full stop or question mark."""
    (count,) = {len(texts) for texts in PARALLEL_TEXTS.values()}
    everything = [text for texts in PARALLEL_TEXTS.values() for text in texts]
    assert len(set(everything)) == len(everything) == count * len(PARALLEL_TEXTS)
    questions = [[text[-1] in "?？؟" for text in texts] for texts in PARALLEL_TEXTS.values()]
    assert questions == [questions[0]] * len(questions)
    assert all(text[-1] in ".。?？؟" for text in everything)
