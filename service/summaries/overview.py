"""A summary of many reports: what all of them say, what only some say, and who.

From each report come the sentences that weigh most, or those nearest to a question. Two sentences of different reports say the same
where each stands out from what the library's sentences usually are to the other, in meaning, or where they share their words. Points
are chosen greedily by how much of what was gathered they stand for (maximum coverage: Nemhauser, Wolsey & Fisher 1978), and each is
told in the words of the sentence that stands for most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.words import carrying
from service.answers import Overview, Point, SummarySentence
from service.collection import Collection
from service.errors import NotFound
from service.summaries.centrality import Scores, standard
from service.summaries.text import Text

_OF_EACH = 12
"""Sentences that are gathered from each report."""
_ON_THE_SUBJECT = 1.5
"""Standard deviations, among a report's sentences, from which on one is about the question."""
_ALIKE = 3.0
"""Standard deviations above what is usual in the library from which on two sentences say the same."""
_SHARED_TERMS = 0.5
_SAMPLE = 2000


@dataclass(frozen=True, slots=True)
class Subject:
    """What reports are to be read for.

    Attributes:
        words: a question or a few words.
        vector: (1, dimensions) their vector.
    """

    words: str
    vector: Vectors


def overview(collection: Collection, reports: Sequence[int], *, about: Subject | None, limit: int) -> Overview:
    """Tell what reports say together and apart.

    Args:
        collection: the library.
        reports: the positions of the reports.
        about: what they are to be read for, or None for what weighs most in each.
        limit: most points.

    Raises:
        NotFound: there are no reports, or none says anything to the question.
    """
    texts = [Text.of(collection, n, "") for n in reports if collection.counted[n]]
    scores = [text.worth for text in texts] if about is None else _relevance(texts, about)
    gathered = [(which, n) for which, text in enumerate(texts) for n in _best(text, scores[which])]
    if not gathered:
        raise NotFound("no report says anything to that", hint="ask in other words, or take off a filter")
    of = np.array([which for which, _ in gathered])
    same = _same(collection, texts, gathered)
    worth = np.array([texts[which].worth[n] for which, n in gathered])
    points: list[Point] = []
    for best, told in _covering(same, worth, limit):
        says = sorted({int(which) for which in of[told]} | {int(of[best])})
        members = [_nearest(best, told, of, which, same) for which in says]
        points.append(
            Point(
                sentence=_shown(collection, texts, gathered[best]),
                said_by=tuple(_shown(collection, texts, gathered[member]) for member in members),
            )
        )
    points.sort(key=lambda point: -len(point.said_by))
    return Overview(reports=tuple(collection.facts[n] for n in reports if collection.counted[n]), points=tuple(points))


def _relevance(texts: Sequence[Text], about: Subject) -> list[Scores]:
    """Score the sentences of each text: standard scores of meaning, and below 0 what holds far fewer of the words than others do."""
    wanted = set(carrying(about.words))
    shares = [np.array([len(wanted.intersection(carrying(one.text))) for one in text.sentences]) for text in texts]
    most = max((int(share.max(initial=0)) for share in shares), default=0)
    scores = [standard(text.vectors @ about.vector[0]) - _ON_THE_SUBJECT for text in texts]
    return [np.where(2 * share >= most, score, -1.0) for score, share in zip(scores, shares, strict=True)]


def _best(text: Text, score: Scores) -> list[int]:
    """Take the sentences of a report that stand on their own and score best, above 0."""
    alone = np.array([unit == (n,) for n, unit in enumerate(text.together)], dtype=bool) & (score > 0)
    order = np.argsort(np.where(alone, -score, np.inf), kind="stable")[: min(_OF_EACH, int(alone.sum()))]
    return [int(n) for n in order]


def _same(collection: Collection, texts: Sequence[Text], gathered: Sequence[tuple[int, int]]) -> NDArray[np.float64]:
    """(n, n) how far two gathered sentences of different reports say the same; 0 where they do not."""
    vectors = np.array([texts[which].vectors[n] for which, n in gathered])
    everything = collection.sentence_index.vectors
    drawn = np.random.default_rng(0).permutation(len(everything))[:_SAMPLE]
    usual = vectors @ everything[drawn].T
    above = (vectors @ vectors.T - usual.mean(axis=1, keepdims=True)) / (usual.std(axis=1, keepdims=True) + 1e-9)
    near = np.minimum(above, above.T)
    terms = [set(carrying(texts[which].sentences[n].text)) for which, n in gathered]
    shared = np.array([[len(a & b) / max(min(len(a), len(b)), 1) for b in terms] for a in terms])
    of = np.array([which for which, _ in gathered])
    alike = ((near >= _ALIKE) & (shared > 0)) | (shared >= _SHARED_TERMS)
    found: NDArray[np.float64] = np.where(alike & (of[:, None] != of), near, 0.0)
    return found


def _covering(same: NDArray[np.float64], worth: Scores, limit: int) -> list[tuple[int, NDArray[np.int64]]]:
    """Choose points: the number of a sentence, and of those that it stands for."""
    left = np.ones(len(worth), dtype=bool)
    reach = (same > 0) | np.eye(len(worth), dtype=bool)
    points: list[tuple[int, NDArray[np.int64]]] = []
    while len(points) < limit and left.any():
        gains = np.where(left, (reach & left) @ worth, -1.0)
        best = int(np.argmax(gains))
        told = np.flatnonzero(reach[best] & left)
        points.append((best, told))
        left[told] = False
    return points


def _nearest(best: int, told: NDArray[np.int64], of: NDArray[np.int64], which: int, same: NDArray[np.float64]) -> int:
    """Of a report's sentences that a point stands for, give the nearest to it."""
    if of[best] == which:
        return best
    own = told[of[told] == which]
    return int(own[np.argmax(same[best, own])])


def _shown(collection: Collection, texts: Sequence[Text], place: tuple[int, int]) -> SummarySentence:
    which, n = place
    return texts[which].shown(collection, n, None)
