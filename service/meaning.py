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
from service.collection import Collection, Positions

Scores = NDArray[np.float64]

_SAMPLE = 500
_SMALL_SAMPLE = 8
_SILENT = -1.0
_BLOCK = 4096
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


class Meaning:
    """A library's passages by meaning. Any thread may use it."""

    def __init__(self, collection: Collection, languages: Languages) -> None:
        """Take a library as it stands, and what of its vectors tells languages."""
        self._collection = collection
        self._languages = languages
        self._passage_length = languages.length_without(collection.passage_index.vectors)
        self._sentence_length = languages.length_without(collection.sentence_index.vectors)
        self._weights = collection.sentence_chars / self._sentence_length
        self._mean_length = self._lengths_of_means()
        self._samples = {int(script): self._sample(script) for script in np.unique(collection.scripts)}

    def question(self, vectors: Vectors) -> Vectors:
        """Prepare questions' vectors, (n, dimensions): to be compared here, and looked up in the collection's indexes."""
        return self._languages.without(vectors)

    def nearness(self, question: NDArray[np.float32], passages: Positions) -> Nearness:
        """Compare passages with a question's prepared vector, (dimensions,).

        A prepared vector holds nothing of what tells languages, so its product with a passage's is that with what is left of
        the passage's: only the length of that must be known.
        """
        collection = self._collection
        counts = collection.first_sentence[passages + 1] - collection.first_sentence[passages]
        first = np.cumsum(counts) - counts
        sentences = np.arange(counts.sum()) + np.repeat(collection.first_sentence[passages] - first, counts)
        whole = collection.passage_index.vectors[passages] @ question / self._passage_length[passages]
        products = collection.sentence_index.vectors[sentences] @ question
        if not len(passages):
            return Nearness(np.empty(0), np.empty(0), np.empty(0), np.empty(0, dtype=np.int64))
        mean = np.add.reduceat(products * self._weights[sentences], first) / self._mean_length[passages]
        cosines = np.where(collection.saying[sentences], products / self._sentence_length[sentences], _SILENT)
        best = np.maximum.reduceat(cosines, first)
        at_best = np.flatnonzero(cosines == np.repeat(best, counts))
        sentence = sentences[at_best[np.searchsorted(at_best, first)]]
        return Nearness(whole.astype(float), mean.astype(float), best.astype(float), sentence)

    def standard(self, question: NDArray[np.float32], passages: Positions, nearness: Nearness) -> Scores:
        """Say how far passages stand out: (passages,) the weighted sum of three standard scores.

        Passages are measured against others of their own script: what a model still makes of languages is no merit.
        """
        scores = np.zeros(len(passages))
        scripts = self._collection.scripts[passages]
        for script, sample in self._samples.items():
            here = scripts == script
            if here.any():
                usual = self.nearness(question, sample)
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

    def _lengths_of_means(self) -> NDArray[np.float32]:
        """(passages,) the length of each passage's sum of sentences, weighted, without what tells languages."""
        collection = self._collection
        vectors, first = collection.sentence_index.vectors, collection.first_sentence
        lengths = np.empty(len(collection.passages), dtype=np.float32)
        for start in range(0, len(lengths), _BLOCK):
            firsts = first[start : start + _BLOCK + 1]
            block = vectors[firsts[0] : firsts[-1]] * self._weights[firsts[0] : firsts[-1], None]
            sums = np.add.reduceat(block, firsts[:-1] - firsts[0])
            lengths[start : start + _BLOCK] = self._languages.length_without(sums)
        return lengths


def _standard(values: Scores, usual: Scores) -> Scores:
    if not len(usual):
        return values
    return (values - float(usual.mean())) / (float(usual.std()) + 1e-6)
