"""How near passages come to a question in meaning, against what is usual in this library.

A passage is compared as a whole, with its titles in front; by the mean of its sentences, which no title pulls; and by its
best sentence, which a long paragraph does not hide. Each is a standard score against a sample of the library's own
passages: models place all texts near one another, so that a cosine alone says little.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.languages import Languages
from embeddings.vectors import CoarseIndex
from service.collection import Collection, Mask, Positions

Scores = NDArray[np.float64]

_SAMPLE = 400
_SMALL_SAMPLE = 8
_SILENT = -1.0
_BLOCK = 4096
_DRAWN = 400
_BETWEEN_REPORTS = (0.88, 0.022)
"""What `Meaning.outstanding` goes by where a library is too small to tell: as found between reports with the default model."""
_LEAST_DEVIATION = 1e-6
_WEIGHTS = np.array([0.5, 0.5, 1.0])
"""What the three count: half for each view of the whole passage, one for its best sentence."""
_ALL_WEIGHTS = float(_WEIGHTS.sum())


def standing_out(standing: float) -> float:
    """Put a sum of `Meaning.standing` in standard deviations: the mean of its three standard scores, by what they count."""
    return standing / _ALL_WEIGHTS


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
class Usual:
    """How near passages of each script usually come to a question: mean and deviation of the three cosines.

    Attributes:
        mean: (3,) by script.
        deviation: (3,) by script.
    """

    mean: Mapping[int, Scores]
    deviation: Mapping[int, Scores]


@dataclass(frozen=True, slots=True)
class _Texts:
    """Vectors of some passages and of their sentences, with the lengths that they have without what tells languages.

    Attributes:
        whole: (passages, dimensions).
        whole_length: (passages,).
        mean_length: (passages,) of the weighted sum of its sentences.
        sentences: (sentences, dimensions).
        sentence_length: (sentences,).
        weights: (sentences,) what each counts in the mean.
        saying: (sentences,) False for those that say nothing.
        first: (passages,) where each passage's sentences begin.
    """

    whole: Vectors
    whole_length: NDArray[np.float32]
    mean_length: NDArray[np.float32]
    sentences: Vectors
    sentence_length: NDArray[np.float32]
    weights: NDArray[np.float32]
    saying: Mask
    first: Positions

    def cosines(self, questions: Vectors) -> tuple[Scores, Scores, Scores]:
        """Compare them with prepared questions, (n, dimensions).

        A prepared vector holds nothing of what tells languages, so its product with a text's is that with what is left of
        the text's: only the length of that must be known.

        Returns:
            (n, passages) of the passage, (n, passages) of the mean of its sentences, (n, sentences) of each sentence.
        """
        whole = questions @ self.whole.T / self.whole_length
        products = questions @ self.sentences.T
        mean = np.add.reduceat(products * self.weights, self.first, axis=1) / self.mean_length
        sentences = np.where(self.saying, products / self.sentence_length, _SILENT)
        return whole.astype(float), mean.astype(float), sentences.astype(float)


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
        self._passages = CoarseIndex(languages.without(collection.passage_index.vectors))
        self._sentences = CoarseIndex(languages.without(collection.sentence_index.vectors))
        self._samples = {int(script): self._texts(self._sample(script))[0] for script in np.unique(collection.scripts)}

    # Questions are reckoned one by one, which costs no more: what is asked beside one shows not even in the last digit.

    def question(self, vectors: Vectors) -> Vectors:
        """Prepare questions' vectors, (n, dimensions)."""
        left = [self._languages.without(vector[None])[0] for vector in vectors]
        return np.array(left, dtype=np.float32).reshape(vectors.shape)

    def near(self, questions: Vectors, *, limit: int) -> list[Positions]:
        """List, for each of some prepared questions, the passages that are near as a whole or by a sentence, `limit` of each."""
        whole = self._passages.nearest(questions, limit=limit)
        of_sentence = self._collection.passage_of[self._sentences.nearest(questions, limit=limit)]
        return [np.union1d(*found) for found in zip(whole, of_sentence, strict=True)]

    def usual(self, questions: Vectors) -> list[Usual]:
        """Say what is usual for each of some prepared questions, (n, dimensions).

        Passages are measured against others of their own script: what a model still makes of languages is no merit.
        """
        return [self._usual(question) for question in questions]

    def _usual(self, question: NDArray[np.float32]) -> Usual:
        mean, deviation = {}, {}
        for script, sample in self._samples.items():
            (whole,), (means,), (sentences,) = sample.cosines(question[None])
            views = np.stack([whole, means, np.maximum.reduceat(sentences, sample.first)])
            mean[script], deviation[script] = views.mean(axis=1), views.std(axis=1)
        return Usual(mean, deviation)

    def outstanding(self, passage: int, cosine: float) -> float:
        """Say how far a passage's best sentence stands out of what is usual between sentences and passages of the library.

        Args:
            passage: a position.
            cosine: of its best sentence.

        Returns:
            Deviations from the mean.
        """
        mean, deviation = self._background[int(self._collection.scripts[passage])]
        return (cosine - mean) / deviation

    @cached_property
    def _background(self) -> dict[int, tuple[float, float]]:
        """How near a sentence of each script comes to the best sentence of other passages: mean and deviation, by script."""
        return {script: self._between(sample) for script, sample in self._samples.items()}

    def _between(self, sample: _Texts) -> tuple[float, float]:
        if len(sample.first) < _SMALL_SAMPLE:
            return _BETWEEN_REPORTS
        saying = np.flatnonzero(sample.saying)
        drawn = np.random.default_rng(0).permutation(saying)[:_DRAWN]
        _, _, cosines = sample.cosines(self.question(sample.sentences[drawn]))
        best = np.maximum.reduceat(cosines, sample.first, axis=1)
        own = np.searchsorted(sample.first, drawn, side="right") - 1
        others = best[np.arange(len(best[0])) != own[:, None]].reshape(len(best), -1)
        return float(others.mean()), max(float(others.std(axis=1).mean()), _BETWEEN_REPORTS[1] / 2)

    def nearness(self, question: NDArray[np.float32], passages: Positions) -> Nearness:
        """Compare passages with a prepared question, (dimensions,)."""
        if not len(passages):
            return Nearness(np.empty(0), np.empty(0), np.empty(0), np.empty(0, dtype=np.int64))
        texts, positions = self._texts(passages)
        (whole,), (mean,), (cosines,) = texts.cosines(question[None])
        best = np.maximum.reduceat(cosines, texts.first)
        counts = np.diff(np.append(texts.first, len(cosines)))
        at_best = np.flatnonzero(cosines == np.repeat(best, counts))
        return Nearness(whole, mean, best, positions[at_best[np.searchsorted(at_best, texts.first)]])

    def standing(self, passages: Positions, nearness: Nearness, usual: Usual) -> Scores:
        """Say how far passages stand out: (passages,) the weighted sum of three standard scores."""
        views = np.stack([nearness.whole, nearness.mean, nearness.best], axis=1)
        scripts = self._collection.scripts[passages]
        scores = np.zeros(len(passages))
        for script, mean in usual.mean.items():
            here = scripts == script
            scores[here] = ((views[here] - mean) / (usual.deviation[script] + _LEAST_DEVIATION)) @ _WEIGHTS
        return scores

    def _sample(self, script: int) -> Positions:
        """Draw passages of one script at random, always the same: what a question compares with when nothing answers."""
        collection = self._collection
        own = np.flatnonzero((collection.scripts == script) & collection.saying_passages)
        if len(own) < _SMALL_SAMPLE:
            own = np.flatnonzero(collection.saying_passages)
        if not len(own):
            own = np.arange(len(collection.passages))
        return np.sort(np.random.default_rng(0).permutation(own)[:_SAMPLE])

    def _texts(self, passages: Positions) -> tuple[_Texts, Positions]:
        """Gather some passages, with the positions of their sentences."""
        collection = self._collection
        counts = collection.first_sentence[passages + 1] - collection.first_sentence[passages]
        first = np.cumsum(counts) - counts
        sentences = np.arange(counts.sum()) + np.repeat(collection.first_sentence[passages] - first, counts)
        texts = _Texts(
            collection.passage_index.vectors[passages],
            self._passage_length[passages],
            self._mean_length[passages],
            collection.sentence_index.vectors[sentences],
            self._sentence_length[sentences],
            self._weights[sentences],
            collection.saying[sentences],
            first,
        )
        return texts, sentences

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
