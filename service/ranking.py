"""Ranking: the passages that may answer a question, best first.

Three channels are fused: the passage's vector, the vector of its best sentence, and BM25 over its words. The vector channels
are standard scores against a sample of the library's own passages, and all are added (a sum of standard scores, as in Fox &
Shaw 1994, "Combination of multiple searches", with the library itself for background).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.lexical import words_wanted
from embeddings.words import telling, terms
from service.collection import Collection, Mask, Positions

Scores = NDArray[np.float64]

_CANDIDATES = 200
_WORD_CANDIDATES = 2000
_SAMPLE = 1000
_SMALL_SAMPLE = 8
_BEST_WORDS = 4.0


@dataclass(frozen=True, slots=True)
class Question:
    """A question, ready to be looked up.

    Attributes:
        text: as it was typed.
        vector: (1, dimensions) its vector.
        words: its telling terms.
    """

    text: str
    vector: Vectors
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidate passages with their scores, best first: arrays of one length.

    Attributes:
        passages: positions.
        similarity: cosine of the passage or its best sentence, whichever is nearer.
        sentence: the position of the best sentence.
        score: the sum of standard scores.
    """

    passages: Positions
    similarity: Scores
    sentence: Positions
    score: Scores


def make_question(text: str, vector: Vectors) -> Question:
    """Make a question of a text and its vector."""
    return Question(text, vector, tuple(telling(text)))


def rank(collection: Collection, question: Question, mask: Mask, *, candidates: int = _CANDIDATES) -> Ranking:
    """Rank the admitted passages that any channel proposes.

    Args:
        collection: what to look in.
        question: what to look for.
        mask: (passages,) what is admitted.
        candidates: how many each channel proposes.
    """
    worded = collection.word_index.nearest(words_wanted(question.words), limit=max(candidates, _WORD_CANDIDATES))
    by_words = dict(zip((collection.position_of_row[row] for row in worded.ids.tolist()), worded.scores, strict=True))
    proposed = _proposed(collection, question.vector, by_words, mask, candidates)
    passage, sentence, best = _similarities(collection, question.vector[0], proposed)
    words = np.array([by_words.get(int(n), 0.0) for n in proposed])
    score = _standard_words(words)
    for script in np.unique(collection.scripts):
        sample = _sample(collection, script)
        passage_0, sentence_0, _ = _similarities(collection, question.vector[0], sample)
        here = collection.scripts[proposed] == script
        score[here] += _standard(passage[here], passage_0) + _standard(sentence[here], sentence_0)
    order = np.argsort(-score, kind="stable")
    return Ranking(proposed[order], np.maximum(passage, sentence)[order].astype(float), best[order], score[order])


def _sample(collection: Collection, script: int) -> Positions:
    """Draw passages of one script at random, always the same: what a question compares with when nothing answers.

    Models place a question nearer to any text of its own language; measured against its own script no passage gains by that.
    """
    own = np.flatnonzero((collection.scripts == script) & collection.saying_passages)
    if len(own) < _SMALL_SAMPLE:
        own = np.flatnonzero(collection.saying_passages)
    return np.random.default_rng(0).permutation(own)[:_SAMPLE]


def _proposed(
    collection: Collection, vector: Vectors, by_words: dict[int, float], mask: Mask, candidates: int
) -> Positions:
    among = None if mask.all() else np.flatnonzero(mask)
    sentences = np.flatnonzero(mask[collection.passage_of] & collection.saying)
    near = collection.passage_index.nearest(vector, limit=candidates, among=among).ids[0]
    near_sentences = collection.sentence_index.nearest(vector, limit=candidates, among=sentences).ids[0]
    lexical = [n for n in by_words if mask[n]][:candidates]
    found = {*near.tolist(), *collection.passage_of[near_sentences].tolist(), *lexical}
    return np.array(sorted(n for n in found if n >= 0), dtype=np.int64)


def _similarities(
    collection: Collection, vector: NDArray[np.float32], passages: Positions
) -> tuple[NDArray[np.float32], NDArray[np.float32], Positions]:
    """Give the cosine of each passage and of its best sentence, and which sentence that is."""
    whole = collection.passage_index.vectors[passages] @ vector
    best = np.empty(len(passages), dtype=np.int64)
    nearest = np.empty(len(passages), dtype=np.float32)
    for i, n in enumerate(passages):
        first, last = collection.first_sentence[n : n + 2]
        cosines = np.where(collection.saying[first:last], collection.sentence_index.vectors[first:last] @ vector, -1.0)
        best[i] = first + int(np.argmax(cosines))
        nearest[i] = cosines.max()
    return whole, nearest, best


def _standard(values: NDArray[np.float32], background: NDArray[np.float32]) -> Scores:
    if not len(background):
        return values.astype(float)
    return (values.astype(float) - float(background.mean())) / (float(background.std()) + 1e-6)


def _standard_words(values: Scores) -> Scores:
    """Bring BM25 to the scale of a standard score.

    Most passages hold none of the words, so a standard deviation says little: the best score counts as four of them.
    """
    best = values.max(initial=0.0)
    return values * (_BEST_WORDS / best) if best > 0 else np.zeros(len(values))


def coverage(words: Sequence[str], collection: Collection, passage: int) -> float:
    """Give the share of some terms that stand in a passage or its headings, 0 to 1."""
    if not words:
        return 0.0
    _, found = collection.passages[passage]
    held = set(terms("\n".join((*found.heading, collection.text(passage)))))
    return sum(word in held for word in words) / len(words)
