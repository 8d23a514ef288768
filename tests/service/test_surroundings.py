import numpy as np
import pytest

from embeddings.centred import Centred
from service.library import Library
from service.surroundings import _OF_THE_REPORT, Surroundings


def test_a_section_is_the_middle_of_its_passages_drawn_towards_its_report(samples_by_pairs: Library) -> None:
    """As worked out one passage after another."""
    collection = samples_by_pairs.collection
    kinds = np.arange(len(collection.passages)) % 2
    centred = Centred(collection.passage_index.vectors, kinds, samples_by_pairs._held.languages)
    found = Surroundings(collection, centred, kinds)
    vectors = np.array(
        [
            centred.queries(collection.passage_index.vectors[n : n + 1], int(kind))[0]
            for n, kind in enumerate(kinds.tolist())
        ]
    )
    asked = vectors[3]
    cosines = found.cosines(asked)
    for n in range(0, len(vectors), 7):
        report, passage = collection.passages[n]
        mine = [m for m, (other, _) in enumerate(collection.passages) if other == report]
        first = last = n
        while first - 1 in mine and collection.passages[first - 1][1].heading == passage.heading:
            first -= 1
        while last + 1 in mine and collection.passages[last + 1][1].heading == passage.heading:
            last += 1
        middle = vectors[first : last + 1].sum(axis=0) + _OF_THE_REPORT * vectors[mine].mean(axis=0)
        middle /= np.linalg.norm(middle)
        assert np.allclose(found.of(n), middle, atol=1e-5)
        assert cosines[n] == pytest.approx(float(middle @ asked), abs=1e-5)
