"""How near passages come to a question in meaning, against what is usual in this library.

A passage is compared as a whole, with its titles in front; by the mean of its sentences, which no title pulls; and by its
best sentence, which a long paragraph does not hide. Each is a standard score against a sample of the library's own
passages: models place all texts near one another, so that a cosine alone says little.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.languages import Languages
from service.collection import Collection, Mask, Positions

Scores = NDArray[np.float64]

_SAMPLE = 500
_SMALL_SAMPLE = 8
_SILENT = -1.0
_WEIGHTS = (0.5, 0.5, 1.0)
"""What the three count: half for each view of the whole passage, one for its best sentence."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near passages come to a question: arrays of one length.

    Attributes:
        whole: cosine of the passage with its titles.
        mean: cosine of the mean of its sentences, by their length.
        best: cosine of its best sentence; -1 where none says anything.
        sentence: the position of that sentence.
    """

    whole: Scores
    mean: Scores
    best: Scores
    sentence: Positions

    @property
    def similarity(self) -> Scores:
        """The cosine of the passage or of its best sentence, whichever is nearer."""
        found: Scores = np.maximum(self.whole, self.best)
        return found


@dataclass(frozen=True, slots=True)
class _Texts:
    """Vectors of some passages and their sentences, without what tells their language.

    Attributes:
        whole: (passages, dimensions).
        mean: (passages, dimensions).
        sentences: (sentences, dimensions).
        saying: (sentences,) False for those that say nothing.
        first: (passages,) where each passage's sentences begin.
        positions: (sentences,) which sentences of the library these are.
    """

    whole: Vectors
    mean: Vectors
    sentences: Vectors
    saying: Mask
    first: Positions
    positions: Positions

    def nearness(self, question: NDArray[np.float32]) -> Nearness:
        """Compare them with a question's vector, (dimensions,)."""
        if not len(self.first):
            return Nearness(np.empty(0), np.empty(0), np.empty(0), np.empty(0, dtype=np.int64))
        cosines = np.where(self.saying, self.sentences @ question, _SILENT).astype(float)
        best = np.maximum.reduceat(cosines, self.first)
        counts = np.diff(np.append(self.first, len(cosines)))
        at_best = np.flatnonzero(cosines == np.repeat(best, counts))
        sentence = self.positions[at_best[np.searchsorted(at_best, self.first)]]
        return Nearness((self.whole @ question).astype(float), (self.mean @ question).astype(float), best, sentence)


class Meaning:
    """A library's passages by meaning. Any thread may use it."""

    def __init__(self, collection: Collection, languages: Languages) -> None:
        """Take a library as it stands, and what of its vectors tells languages."""
        self._collection = collection
        self._languages = languages
        self._samples = {int(script): self._texts(self._sample(script)) for script in np.unique(collection.scripts)}

    def question(self, vectors: Vectors) -> Vectors:
        """Prepare questions' vectors, (n, dimensions): to be compared here, and looked up in the collection's indexes."""
        return self._languages.without(vectors)

    def nearness(self, question: NDArray[np.float32], passages: Positions) -> Nearness:
        """Compare passages with a question's prepared vector, (dimensions,)."""
        return self._texts(passages).nearness(question)

    def standard(self, question: NDArray[np.float32], passages: Positions, nearness: Nearness) -> Scores:
        """Say how far passages stand out: (passages,) the weighted sum of three standard scores.

        Passages are measured against others of their own script: what a model still makes of languages is no merit.
        """
        scores = np.zeros(len(passages))
        scripts = self._collection.scripts[passages]
        for script, sample in self._samples.items():
            here = scripts == script
            if here.any():
                usual = sample.nearness(question)
                scores[here] = (
                    _WEIGHTS[0] * _standard(nearness.whole[here], usual.whole)
                    + _WEIGHTS[1] * _standard(nearness.mean[here], usual.mean)
                    + _WEIGHTS[2] * _standard(nearness.best[here], usual.best)
                )
        return scores

    def _sample(self, script: int) -> Positions:
        """Draw passages of one script at random, always the same: what a question compares with when nothing answers."""
        collection = self._collection
        own = np.flatnonzero((collection.scripts == script) & collection.saying_passages)
        if len(own) < _SMALL_SAMPLE:
            own = np.flatnonzero(collection.saying_passages)
        return np.sort(np.random.default_rng(0).permutation(own)[:_SAMPLE])

    def _texts(self, passages: Positions) -> _Texts:
        collection = self._collection
        counts = collection.first_sentence[passages + 1] - collection.first_sentence[passages]
        first = np.cumsum(counts) - counts
        positions = np.arange(counts.sum()) + np.repeat(collection.first_sentence[passages] - first, counts)
        sentences = self._languages.without(collection.sentence_index.vectors[positions])
        weighted = sentences * collection.sentence_chars[positions][:, None]
        total = np.add.reduceat(weighted, first) if len(first) else sentences[:0]
        return _Texts(
            self._languages.without(collection.passage_index.vectors[passages]),
            total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-9),
            sentences,
            collection.saying[positions],
            first,
            positions,
        )


def _standard(values: Scores, usual: Scores) -> Scores:
    if not len(usual):
        return values
    return (values - float(usual.mean())) / (float(usual.std()) + 1e-6)
