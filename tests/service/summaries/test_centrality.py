"""Centrality, beside the same reckoned one pair at a time."""

from math import log

import numpy as np
import pytest

from embeddings.words import carrying
from service.summaries.centrality import centrality, standard, term_counts

TEXTS = [
    "推进养老服务体系建设，新建养老服务站。",
    "养老服务站为老人提供就餐服务。",
    "修建农村公路，方便群众出行。",
    "老人就餐更加方便，养老服务体系更加完善。",
    "文化活动丰富多彩。",
]


def vectors() -> np.ndarray:
    """Five unit vectors."""
    drawn = np.random.default_rng(3).normal(size=(5, 8)).astype(np.float32) + 1
    unit: np.ndarray = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return unit


def by_hand(given: np.ndarray) -> np.ndarray:
    """Reckon the four scores with loops."""
    count = len(TEXTS)
    held = [carrying(text) for text in TEXTS]
    cosines = given.astype(float) @ given.T.astype(float)
    pairs = np.array([cosines[a, b] for a in range(count) for b in range(count) if a != b])
    cut = pairs.mean() + pairs.std()
    degree = [sum(max(cosines[a, b] - cut, 0) for b in range(count)) for a in range(count)]
    users = {term: sum(term in other for other in held) for own in held for term in own}
    rarity = {term: log((count + 1) / number) for term, number in users.items()}
    rows = [{term: own.count(term) * rarity[term] for term in own} for own in held]
    lengths = [sum(value**2 for value in row.values()) ** 0.5 for row in rows]
    centre = {term: sum(row.get(term, 0) for row in rows) for term in users}

    def cosine(a: int, b: int) -> float:
        return sum(value * rows[b].get(term, 0) for term, value in rows[a].items()) / lengths[a] / lengths[b]

    in_words = [sum(cosine(a, b) for b in range(count)) for a in range(count)]
    near = [sum(value * centre[term] for term, value in row.items()) / lengths[n] for n, row in enumerate(rows)]
    worth = [sum((users[term] - 1) * rarity[term] for term in set(own)) / (len(set(own)) + 3) for own in held]
    scores: np.ndarray = np.mean([standard(np.array(score)) for score in (degree, in_words, near, worth)], axis=0)
    return scores


def test_it_is_what_loops_make_it() -> None:
    """The mean of four standard scores."""
    given = vectors()
    assert centrality(term_counts(TEXTS), given) == pytest.approx(by_hand(given), abs=1e-4)


def test_what_nothing_else_says_is_least_central_in_words() -> None:
    """With vectors that tell nothing apart."""
    alike = np.ones((5, 4), dtype=np.float32) / 2
    scores = centrality(term_counts(TEXTS), alike)
    assert scores.argmin() in {2, 4}
    assert scores.argmax() in {0, 1, 3}


@pytest.mark.parametrize("texts", [["只有一句话说了养老服务。"], ["。", "！"], ["同一句话说养老服务。"] * 3])
def test_texts_that_tell_nothing_apart_are_borne(texts: list[str]) -> None:
    """One sentence, no words at all, the same sentence over and over: all finite."""
    assert np.isfinite(centrality(term_counts(texts), np.ones((len(texts), 4), dtype=np.float32) / 2)).all()
