"""A summary of many reports: what all of them say, what only some say, and who.

From each report come the sentences that weigh most, of those that bear on a question, if one is asked. Points are chosen among them
greedily, by how much of what was gathered they stand for (maximum coverage: Nemhauser, Wolsey & Fisher 1978). Who says a point is then
looked for among all sentences of all reports: one says the same that stands out from what this library's sentences usually are to it, in
meaning, and shares its words.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from service.answers import Overview, Point, SummarySentence
from service.collection import Collection, Mask
from service.errors import NotFound
from service.summaries.centrality import Scores
from service.summaries.question import AS_GOOD, LEAST, Question
from service.summaries.text import Text, Texts

_OF_EACH = 12
"""Sentences that are gathered from each report, at most."""
_ALIKE, _WORDS_OF_ALIKE = 3.0, 0.3
"""Standard deviations above what is usual in the library, and the share of terms, from which on two sentences say the same."""
_SAME_WORDS = 0.6
"""The share of terms that suffices by itself."""
_FEW_TERMS = 5
"""Sentences with fewer terms share none by more than chance."""
_LOOKED_AT = 3
"""How many sentences of each report are looked at for a point: those nearest in meaning."""
_SAMPLE = 2000


def overview(texts: Texts, reports: Sequence[int], *, about: Question | None, confident: bool, limit: int) -> Overview:
    """Tell what reports say together and apart.

    Args:
        texts: the library's reports.
        reports: the positions of those that are to be told of.
        about: the question they are to be read for, or None for what weighs most in each.
        confident: whether the library answers that clearly.
        limit: most points.

    Raises:
        NotFound: there are no reports, or none says anything that could be told.
    """
    collection = texts.collection
    counted = [n for n in reports if collection.counted[n]]
    read = [texts.of(n) for n in counted]
    usual = _Usual(collection)
    bears = _bearing(read, about, usual)
    gathered = [(which, n) for which, text in enumerate(read) for n in _gathered(text, bears[which])]
    if not gathered:
        raise NotFound("no report says anything to that", hint="ask in other words, or take off a filter")
    chosen = _covering(read, gathered, usual, limit)
    points = [_point(collection, read, place, usual) for place in chosen]
    points.sort(key=lambda point: -len(point.said_by))
    return Overview(
        reports=tuple(collection.facts[n] for n in counted),
        confident=confident,
        points=tuple(points),
    )


def _bearing(read: Sequence[Text], about: Question | None, usual: _Usual) -> list[Mask]:
    """Mark, in each report, the sentences that bear on a question; all, where there is none."""
    if about is None:
        return [np.ones(len(text.sentences), dtype=bool) for text in read]
    bearing = [about.bearing(text, usual.sample) for text in read]
    least = max(LEAST, AS_GOOD * max((float(one.max(initial=0)) for one in bearing), default=0.0))
    return [one >= least for one in bearing]


def _gathered(text: Text, bears: Mask) -> list[int]:
    """Take the sentences of a report that stand on their own and weigh most, of those that bear on the question."""
    alone = [n for n, unit in enumerate(text.together) if unit == (n,) and bears[n]]
    return sorted(alone, key=lambda n: -text.worth[n])[:_OF_EACH]


class _Usual:
    """What the cosines of this library's sentences with a given one usually are.

    Attributes:
        sample: (m, dimensions) the vectors of some of its sentences.
    """

    def __init__(self, collection: Collection) -> None:
        everything = collection.sentence_index.vectors
        self.sample = everything[np.random.default_rng(0).permutation(len(everything))[:_SAMPLE]]

    def above(self, vectors: Vectors, others: Vectors) -> NDArray[np.float64]:
        """(n, m) how many standard deviations each of m vectors lies above what is usual to each of n."""
        usual = vectors @ self.sample.T
        middle, spread = usual.mean(axis=1, keepdims=True), usual.std(axis=1, keepdims=True)
        above: NDArray[np.float64] = ((vectors @ others.T - middle) / (spread + 1e-9)).astype(np.float64)
        return above


def _say_the_same(above: float, mine: frozenset[str], theirs: frozenset[str]) -> bool:
    fewer = min(len(mine), len(theirs))
    shared = len(mine & theirs) / max(fewer, 1) if fewer >= _FEW_TERMS else 0.0
    return shared >= _SAME_WORDS or (above >= _ALIKE and shared >= _WORDS_OF_ALIKE)


def _covering(
    read: Sequence[Text], gathered: Sequence[tuple[int, int]], usual: _Usual, limit: int
) -> list[tuple[int, int]]:
    """Choose points among what was gathered, those that stand for most of it first."""
    vectors = np.array([read[which].vectors[n] for which, n in gathered])
    terms = [read[which].all_terms[n] for which, n in gathered]
    worth: Scores = np.array([read[which].worth[n] for which, n in gathered])
    above = usual.above(vectors, vectors)
    above = np.minimum(above, above.T)
    reach = np.eye(len(gathered), dtype=bool)
    for one, mine in enumerate(terms):
        for other in range(one):
            reach[one, other] = reach[other, one] = _say_the_same(above[one, other], mine, terms[other])
    left = np.ones(len(gathered), dtype=bool)
    points: list[tuple[int, int]] = []
    while len(points) < limit and left.any():
        best = int(np.argmax(np.where(left, (reach & left) @ worth, -1.0)))
        points.append(gathered[best])
        left &= ~reach[best]
    return points


def _point(collection: Collection, read: Sequence[Text], place: tuple[int, int], usual: _Usual) -> Point:
    """Find who says a point, each in the sentence that is nearest to it."""
    home, at = place
    said_by: list[SummarySentence] = []
    vector, terms = read[home].vectors[at][None], read[home].all_terms[at]
    for which, text in enumerate(read):
        if which == home:
            said_by.append(text.shown(collection, at, None))
            continue
        above = usual.above(vector, text.vectors)[0]
        nearest = np.argsort(-above, kind="stable")[:_LOOKED_AT]
        says = [int(n) for n in nearest if _say_the_same(float(above[n]), terms, text.all_terms[int(n)])]
        if says:
            said_by.append(text.shown(collection, says[0], None))
    return Point(sentence=read[home].shown(collection, at, None), said_by=tuple(said_by))
