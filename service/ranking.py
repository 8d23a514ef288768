"""Ranking: the passages that may answer a question, best first.

Meaning and words are added on one scale: standard scores against the library for meaning, and for words BM25 as a share of
the most that any passage could have for this question, so that words which the library does not know take nothing
from the others. What lies outside the question's frame stands back, but can still win.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.lexical import Wanted
from embeddings.words import terms
from service.collection import Collection, Mask, Positions
from service.meaning import Meaning, Scores

_CANDIDATES = 100
_WORDS = 32.0
"""How many standard scores it is worth to hold all words of a question as densely as can be."""
_MOST_TRANSLATED = 5.0
_WELL_TRANSLATED = 0.2
_OUTSIDE = 20.0
"""How many standard scores it costs to lie outside the frame."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, ready to be looked up.

    Attributes:
        vector: (dimensions,) prepared by `Meaning.question`.
        script: the script it is written in, as `Collection.scripts` has it.
        wanted: its words for passages of each script, translated for any other than its own.
        words: its telling terms.
    """

    vector: NDArray[np.float32]
    script: int
    wanted: Mapping[int, Wanted]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidate passages with their scores, best first: arrays of one length.

    Attributes:
        passages: positions.
        similarity: cosine of the passage or its best sentence, whichever is nearer.
        sentence: the position of the best sentence.
        meaning: how far it stands out in meaning, a sum of standard scores.
        wording: share of the most that a passage's words could count, 0 to 1.
        score: what orders them.
    """

    passages: Positions
    similarity: Scores
    sentence: Positions
    meaning: Scores
    wording: Scores
    score: Scores


def rank(
    collection: Collection,
    meaning: Meaning,
    question: Question,
    *,
    admitted: Mask,
    framed: Mask,
    candidates: int = _CANDIDATES,
) -> Ranking:
    """Rank the admitted passages that any channel proposes.

    Args:
        collection: what to look in.
        meaning: its passages by meaning.
        question: what to look for.
        admitted: (passages,) what may be found.
        framed: (passages,) what of it the question names.
        candidates: how many each channel proposes.
    """
    proposed = _proposed(collection, question, admitted, candidates)
    if not np.array_equal(admitted, framed):
        proposed = np.union1d(proposed, _proposed(collection, question, framed, candidates))
    nearness = meaning.nearness(question.vector, proposed)
    standing = meaning.standard(question.vector, proposed, nearness)
    wording, words = _wording(collection, question, proposed)
    score = standing + words - _OUTSIDE * ~framed[proposed]
    order = _shown(np.argsort(-score, kind="stable"), framed[proposed])
    return Ranking(
        proposed[order],
        nearness.similarity[order],
        nearness.sentence[order],
        standing[order],
        wording[order],
        score[order],
    )


def _shown(order: Positions, framed: Mask) -> Positions:
    """Leave out what lies outside the frame, but for what goes before all that lies inside."""
    inside = framed[order]
    return order[inside | ~np.logical_or.accumulate(inside)]


def _proposed(collection: Collection, question: Question, mask: Mask, candidates: int) -> Positions:
    passages = None if mask.all() else np.flatnonzero(mask)
    vector = question.vector[None]
    near = collection.passage_index.nearest(vector, limit=candidates, among=passages).ids[0]
    sentences = np.flatnonzero(mask[collection.passage_of] & collection.saying)
    near_sentences = collection.sentence_index.nearest(vector, limit=candidates, among=sentences).ids[0]
    rows = None if passages is None else collection.rows[passages]
    by_words = [
        collection.word_index.nearest(wanted, limit=candidates, among=rows).ids for wanted in question.wanted.values()
    ]
    found = [near, *(collection.positions(ids) for ids in by_words), collection.passage_of[near_sentences]]
    return np.unique(np.concatenate(found))


def _wording(collection: Collection, question: Question, passages: Positions) -> tuple[Scores, Scores]:
    """Give each passage's BM25 for the words in its own script as a share of the most that there could be, and what it is worth.

    Translations say less than words: however well they fit, they are worth no more than `_MOST_TRANSLATED`.
    """
    shares, worth = np.zeros(len(passages)), np.zeros(len(passages))
    scripts = collection.scripts[passages]
    for script, wanted in question.wanted.items():
        here = np.flatnonzero(scripts == script)
        bound = collection.word_index.bound(wanted)
        if len(here) and bound:
            found = collection.word_index.scores(wanted, collection.rows[passages[here]]) / bound
            shares[here] = found
            own = script == question.script
            worth[here] = found * (_WORDS if own else _MOST_TRANSLATED / max(float(found.max()), _WELL_TRANSLATED))
    return shares, worth


def coverage(words: tuple[str, ...], collection: Collection, passage: int) -> float:
    """Give the share of some terms that stand in a passage or its headings, 0 to 1."""
    if not words:
        return 0.0
    _, found = collection.passages[passage]
    held = set(terms("\n".join((*found.heading, collection.text(passage)))))
    return sum(word in held for word in words) / len(words)
