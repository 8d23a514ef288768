"""A summary of many reports: what all of them say, what only some say, and who.

From each report come the sentences that weigh most, or those that answer a question. Points are chosen among them greedily, by how much of
what was gathered they stand for (maximum coverage: Nemhauser, Wolsey & Fisher 1978). Who says a point is then looked for among
all sentences of all reports: one says the same that stands out from what this library's sentences usually are to it, in meaning, and shares
its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from service.answers import Answer, Overview, Point, SummarySentence
from service.collection import Collection
from service.errors import NotFound
from service.summaries.centrality import Scores
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


def overview(texts: Texts, reports: Sequence[int], *, about: Answer | None, limit: int) -> Overview:
    """Tell what reports say together and apart.

    Args:
        texts: the library's reports.
        reports: the positions of those that are to be told of.
        about: what the library answers to the question they are to be read for, or None for what weighs most in each.
        limit: most points.

    Raises:
        NotFound: there are no reports, or none says anything that could be told.
    """
    collection = texts.collection
    counted = [n for n in reports if collection.counted[n]]
    read = [texts.of(n) for n in counted]
    lit = None if about is None else set(_lit(collection, about))
    gathered = [(which, n) for which, text in enumerate(read) for n in _gathered(text, lit)]
    if not gathered:
        raise NotFound("no report says anything to that", hint="ask in other words, or take off a filter")
    usual = _Usual(collection)
    chosen = _covering(read, gathered, usual, limit)
    points = [_point(collection, read, place, usual) for place in chosen]
    points.sort(key=lambda point: -len(point.said_by))
    return Overview(
        reports=tuple(collection.facts[n] for n in counted),
        confident=about is None or about.confident,
        points=tuple(points),
    )


def _lit(collection: Collection, about: Answer) -> Iterator[int]:
    """Give the positions of the sentences that an answer lights."""
    of = {facts.id: n for n, facts in enumerate(collection.facts)}
    for hit in about.hits:
        report, _, number = hit.passage.id.rpartition(":")
        passage = int(collection.first_passage[of[report]]) + int(number) - 1
        for n in range(*(int(at) for at in collection.first_sentence[passage : passage + 2])):
            span = collection.sentence_span(n)
            if any(start < span.end and span.start < end for start, end in hit.highlight):
                yield n


def _gathered(text: Text, lit: set[int] | None) -> list[int]:
    """Take the sentences of a report that stand on their own and weigh most, of those that are lit."""
    alone = [n for n, unit in enumerate(text.together) if unit == (n,) and (lit is None or int(text.numbers[n]) in lit)]
    return sorted(alone, key=lambda n: -text.worth[n])[:_OF_EACH]


class _Usual:
    """What the cosines of this library's sentences with a given one usually are."""

    def __init__(self, collection: Collection) -> None:
        everything = collection.sentence_index.vectors
        self._sample = everything[np.random.default_rng(0).permutation(len(everything))[:_SAMPLE]]

    def above(self, vectors: Vectors, others: Vectors) -> NDArray[np.float64]:
        """(n, m) how many standard deviations each of m vectors lies above what is usual to each of n."""
        usual = vectors @ self._sample.T
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
