"""BM25 over pairs of neighbouring characters: what a search without a model gives.

A run of Chinese characters gives its pairs, a single one itself; a run of other letters or digits gives itself, in lower case.
The weights are those of Robertson & Zaragoza 2009, "The probabilistic relevance framework", with Lucene's idf. It shares nothing with
duizhao's own words, so that a change of those does not move what they are measured beside.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

K1, B = 1.2, 0.75
_RUN = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+")


def terms(text: str) -> list[str]:
    """List the terms of a text, repeated as they are."""
    found: list[str] = []
    for run in _RUN.findall(text.lower()):
        chinese = "\u3400" <= run[0] <= "\u9fff"
        found.extend([a + b for a, b in pairwise(run)] if chinese and len(run) > 1 else [run])
    return found


class Bm25:
    """An index of passages."""

    def __init__(self, passages: Sequence[str]) -> None:
        """Count the terms of passages."""
        self._passages = len(passages)
        held = [Counter(terms(text)) for text in passages]
        lengths = np.array([sum(counts.values()) for counts in held], dtype=float)
        norm = K1 * (1 - B + B * lengths / max(1.0, lengths.mean()))
        holders: dict[str, list[tuple[int, int]]] = {}
        for place, counts in enumerate(held):
            for term, count in counts.items():
                holders.setdefault(term, []).append((place, count))
        self._scores = {term: self._weigh(np.array(found), norm) for term, found in holders.items()}

    def _weigh(
        self, found: NDArray[np.int64], norm: NDArray[np.float64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        places, counts = found.T
        idf = np.log(1 + (self._passages - len(found) + 0.5) / (len(found) + 0.5))
        return places, idf * counts * (K1 + 1) / (counts + norm[places])

    def rank(self, question: str, limit: int) -> list[tuple[int, float]]:
        """Give the places and scores of the best passages, of those that hold any of a question's terms."""
        scores = np.zeros(self._passages)
        for term in terms(question):
            if term in self._scores:
                places, weights = self._scores[term]
                scores[places] += weights
        order = np.argsort(-scores, kind="stable")[:limit]
        return [(int(place), float(scores[place])) for place in order if scores[place] > 0]
