"""How alike the passages of a library are to a text: in meaning, sentence by sentence and as a whole, and in words.

What a text says is found by its sentences, each beside the nearest one of a passage (late interaction, as in Khattab & Zaharia
2020, "ColBERT", with sentences for tokens), so that a clause in a long paragraph is found; what it is about by the text as
a whole beside the passage with its titles; what is copied by its words, as BM25 has them. The three are added on one scale,
with how near the passage's section is, and told in standard deviations of how passages in the same language compare with this
text.

Whether a passage says the same is another question than which comes nearest: what is on the same subject does not say it. In
the same script sentences and words decide, without the whole and its section; in another, where there are no words to share,
how far a passage stands out.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from embeddings.centred import Centred
from embeddings.encoder import Vectors
from embeddings.languages import Languages
from embeddings.lexical import words_wanted
from embeddings.words import telling
from reports.report import Span
from service.collection import Collection, Mask
from service.surroundings import Surroundings

Scores = NDArray[np.float64]

_SILENT = -1.0
_SAMPLE = 2000
_FIRST_LETTERS = 60
_SENTENCES, _WHOLE, _WORDS, _AROUND = 0.5, 0.5, 2.0, 1.0
"""What each counts."""
_LEAST_DEVIATION = 1e-3
_FEW = 10.0
"""The middle and the deviation of fewer passages than this are drawn towards those of all."""
SAID = 0.65
"""A passage in the script of the text says the same where the nearness of its sentences and its share of words add up to this."""
_SAID_ELSEWHERE = 0.25
"""One in another script, where the nearness of its sentences alone is this,"""
_STANDS_OUT = 4.0
"""and it stands out by so many standard deviations."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is looked for.

    Attributes:
        text: as given.
        sentences: its sentences, as stretches of it.
        vectors: (sentences, dimensions) of the sentences.
        whole: (dimensions,) of the text, of a passage of the library with its titles in front.
        passage: the passage of the library that it is or stands in; None for any other text.
    """

    text: str
    sentences: Sequence[Span]
    vectors: Vectors
    whole: NDArray[np.float32]
    passage: int | None = None


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike all passages are to a text: arrays of one length.

    Attributes:
        similarity: the mean, over the text's sentences, of the cosine of the nearest sentence, as the model has it.
        standing: how far each stands out, in standard deviations.
        says: whether each says the same.
        nearness: what decides that in the script of the text, from `SAID` on; NaN for passages in another script.
    """

    similarity: Scores
    standing: Scores
    says: Mask
    nearness: Scores


class Likeness:
    """A library's passages, ready to be held beside texts. Any thread may use it."""

    def __init__(self, collection: Collection, languages: Languages) -> None:
        """Take a library as it stands, and what of its vectors tells languages."""
        self.collection = collection
        self._scripts = np.array([script(collection.text(n)) for n in range(len(collection.passages))], dtype=np.int64)
        self._passages = Centred(collection.passage_index.vectors, self._scripts, languages)
        of_sentences = self._scripts[collection.passage_of]
        self._sentences = Centred(collection.sentence_index.vectors, of_sentences, languages)
        self._surroundings = Surroundings(collection, self._passages, self._scripts)

    def alike(self, text: Text) -> Alike:
        """Compare all passages with a text."""
        written = script(text.text)
        weights = np.array([span.end - span.start for span in text.sentences], dtype=np.float64)
        weights /= weights.sum()
        plain = self._nearest(text.vectors @ self.collection.sentence_index.vectors.T, weights)
        of_sentences = self._nearest(self._sentences.cosines(self._sentences.queries(text.vectors, written)), weights)
        prepared = self._passages.queries(text.whole[None], written)
        (whole,) = self._passages.cosines(prepared)
        words = self._words(text.text)
        score = _SENTENCES * of_sentences + _WHOLE * whole + _WORDS * words
        around = prepared[0] if text.passage is None else self._surroundings.of(text.passage)
        nearness = of_sentences + words
        return Alike(
            plain,
            self._standing(score + _AROUND * self._surroundings.cosines(around)),
            self._says(written, of_sentences, nearness, score),
            np.where(self._scripts == written, nearness, np.nan),
        )

    def _says(self, written: int, of_sentences: Scores, nearness: Scores, score: Scores) -> Mask:
        """(passages,) whether each says the same as a text that is written in a script."""
        elsewhere = (of_sentences >= _SAID_ELSEWHERE) & (self._standing(score) >= _STANDS_OUT)
        says: Mask = np.where(self._scripts == written, nearness >= SAID, elsewhere)
        return says & self.collection.saying_passages

    def _nearest(self, cosines: NDArray[np.float32], weights: Scores) -> Scores:
        """(passages,) the weighted mean, over the rows of (m, sentences) cosines, of each passage's best."""
        cosines[:, ~self.collection.saying] = _SILENT
        found: Scores = weights @ np.maximum.reduceat(cosines, self.collection.first_sentence[:-1], axis=1)
        return found

    def _words(self, text: str) -> Scores:
        """(passages,) BM25 as a share of the most that there could be."""
        collection = self.collection
        query = collection.word_index.query(words_wanted(telling(text)))
        shares = np.zeros(len(collection.passages))
        if query.bound:
            found = query.nearest(len(collection.passages))
            shares[collection.positions(found.ids)] = found.scores / query.bound
        return shares

    def _standing(self, score: Scores) -> Scores:
        """Say how far scores stand out of those of passages in the same script.

        A fixed score means nothing where all texts are about the same; the library's own spread does. It is taken from quartiles,
        which what does match leaves where they are.
        """
        standing = np.zeros(len(score))
        saying = self.collection.saying_passages
        if not saying.any():
            return standing
        overall = _usual(score[saying])
        for own in np.unique(self._scripts):
            here = (self._scripts == own) & saying
            count = int(here.sum())
            if count:
                middle, deviation = (count * _usual(score[here]) + _FEW * overall) / (count + _FEW)
                standing[here] = (score[here] - middle) / max(deviation, _LEAST_DEVIATION)
        return standing


def _usual(scores: Scores) -> Scores:
    """(2,) the middle of some scores and their deviation, of a sample where they are many."""
    sample = scores[_sample(len(scores))]
    quarter, half, three = np.quantile(sample, [0.25, 0.5, 0.75])
    return np.array([half, (three - quarter) / 1.349])  # the deviation of a normal law


@lru_cache(maxsize=16)
def _sample(count: int) -> NDArray[np.int64]:
    """List places of a sample of so many scores, the same every time."""
    return np.random.default_rng(0).permutation(count)[:_SAMPLE]


def script(text: str) -> int:
    """Tell the script that most letters of a text are in, by a number; 0 where it has none."""
    letters = [letter for letter in text[: 4 * _FIRST_LETTERS] if letter.isalpha()][:_FIRST_LETTERS]
    names = Counter(unicodedata.name(letter, "").split(" ", 1)[0] for letter in letters)
    return int.from_bytes(names.most_common(1)[0][0][:7].encode()) if names else 0
