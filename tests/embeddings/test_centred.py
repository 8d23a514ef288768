import numpy as np
import pytest

from embeddings.centred import _FEW, Centred
from embeddings.languages import Languages


def unit(vectors: np.ndarray) -> np.ndarray:
    """Bring rows to unit length."""
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize("directions", [0, 2])
def test_cosines_are_those_of_what_is_left(directions: int) -> None:
    """Reckoned one by one: languages taken out, the middle of the kind taken off, then a plain cosine."""
    random = np.random.default_rng(0)
    vectors = unit(random.normal(size=(60, 8)) + 1)
    kinds = np.arange(60) % 2
    languages = Languages(np.linalg.qr(random.normal(size=(8, 8)))[0][:directions].astype(np.float32))
    left = languages.without(vectors)
    overall = left.sum(axis=0) / (60 + _FEW)
    middles = [(left[kinds == kind].sum(axis=0) + _FEW * overall) / (30 + _FEW) for kind in (0, 1)]

    centred = Centred(vectors, kinds, languages)
    found = centred.cosines(centred.queries(vectors[:5], 1))

    mine = unit(left[:5] - middles[1])
    theirs = unit(left - np.array([middles[kind] for kind in kinds]))
    assert found == pytest.approx(mine @ theirs.T, abs=1e-5)
