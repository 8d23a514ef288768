"""Ranking: the passages that may answer a question, best first.

Meaning and words are added on one scale: standard scores against the library for meaning, and for words BM25 as a share of
the most that any passage could have for this question, so that words which the library does not know take nothing
from the others. What lies outside the question's frame stands back, but can still win.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.lexical import LexicalQuery, Wanted
from embeddings.threads import one_thread
from embeddings.words import is_han, normal, terms
from service.collection import Collection, Mask, Positions
from service.meaning import Meaning, Scores, Usual

_WORD = re.compile(r"[^\W\u3400-\u9fff]+(?:[.,]\d+)*")
CANDIDATES = 100
_FEW = 300
_WORDS = 32.0
"""How many standard scores it is worth to hold all words of a question as densely as can be."""
_MOST_TRANSLATED = 5.0
_WELL_TRANSLATED = 0.2
_FOREIGN = 1.5
"""How many standard scores it costs to be written in another script than the question: of like passages its own goes first."""
_OUTSIDE = 20.0
"""How many standard scores it costs to lie outside the frame."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, ready to be looked up.

    Attributes:
        vector: (dimensions,) prepared by `Meaning.question`.
        usual: how near passages usually come to it.
        near: passages that are near in meaning, `CANDIDATES` as a whole and as many by a sentence.
        script: the script it is written in, as `Collection.scripts` has it.
        wanted: its words for passages of each script, translated for any other than its own.
        words: its telling terms.
    """

    vector: NDArray[np.float32]
    usual: Usual
    near: Positions
    script: int
    wanted: Mapping[int, Wanted]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidate passages with their scores, best first: arrays of one length.

    Attributes:
        passages: positions.
        similarity: cosine of the passage or its best sentence, whichever is nearer.
        best: cosine of the best sentence.
        sentence: the position of that sentence.
        meaning: how far it stands out in meaning, a sum of standard scores.
        wording: share of the most that a passage's words could count, 0 to 1.
        score: what orders them.
    """

    passages: Positions
    similarity: Scores
    best: Scores
    sentence: Positions
    meaning: Scores
    wording: Scores
    score: Scores


@one_thread()
def rank(
    collection: Collection,
    meaning: Meaning,
    question: Question,
    *,
    admitted: Mask,
    framed: Mask,
    few: int = _FEW,
) -> Ranking:
    """Rank the admitted passages that any channel proposes.

    Args:
        collection: what to look in.
        meaning: its passages by meaning.
        question: what to look for.
        admitted: (passages,) what may be found.
        framed: (passages,) what of it the question names.
        few: so many passages are all looked at.
    """
    words = {script: collection.word_index.query(wanted) for script, wanted in question.wanted.items()}
    proposed = _proposed(collection, question, words.values(), admitted, few)
    if not np.array_equal(admitted, framed):
        proposed = np.union1d(proposed, _proposed(collection, question, words.values(), framed, few))
    nearness = meaning.nearness(question.vector, proposed)
    standing = meaning.standing(proposed, nearness, question.usual)
    wording, worth = _wording(collection, question.script, words, proposed)
    foreign = collection.scripts[proposed] != question.script
    score = standing + worth - _OUTSIDE * ~framed[proposed] - _FOREIGN * foreign
    order = _shown(np.argsort(-score, kind="stable"), framed[proposed])
    return Ranking(
        proposed[order],
        nearness.similarity[order],
        nearness.best[order],
        nearness.sentence[order],
        standing[order],
        wording[order],
        score[order],
    )


def reordered(ranking: Ranking, order: Positions) -> Ranking:
    """Put the first candidates of a ranking into another order, (n,) their places; the scores stay, and go down the list."""
    places = np.append(order, np.arange(len(order), len(ranking.passages)))
    return Ranking(
        ranking.passages[places],
        ranking.similarity[places],
        ranking.best[places],
        ranking.sentence[places],
        ranking.meaning[places],
        ranking.wording[places],
        ranking.score,
    )


def _shown(order: Positions, framed: Mask) -> Positions:
    """Leave out what lies outside the frame, but for what goes before all that lies inside."""
    inside = framed[order]
    return order[inside | ~np.logical_or.accumulate(inside)]


def _proposed(
    collection: Collection, question: Question, words: Iterable[LexicalQuery], mask: Mask, few: int
) -> Positions:
    """List the passages of a mask that meaning or words propose; all of them where they are few."""
    passages = np.flatnonzero(mask)
    if len(passages) <= few:
        return passages
    if 2 * len(passages) > len(mask):
        by_words = [query.nearest(CANDIDATES).ids for query in words]
        found = np.concatenate([question.near, *map(collection.positions, by_words)])
        return np.unique(found[mask[found]])
    among = collection.rows[passages]
    by_words = [query.nearest(CANDIDATES, among=among).ids for query in words]
    whole = collection.passage_index.nearest(question.vector[None], limit=CANDIDATES, among=passages).ids[0]
    return np.unique(np.concatenate([question.near[mask[question.near]], whole, *map(collection.positions, by_words)]))


def _wording(
    collection: Collection, own: int, words: Mapping[int, LexicalQuery], passages: Positions
) -> tuple[Scores, Scores]:
    """Give each passage's BM25 for the words in its own script as a share of the most that there could be, and what it is worth.

    Translations say less than words: however well they fit, they are worth no more than `_MOST_TRANSLATED`.
    """
    shares, worth = np.zeros(len(passages)), np.zeros(len(passages))
    scripts = collection.scripts[passages]
    for script, query in words.items():
        here = np.flatnonzero(scripts == script)
        if len(here) and query.bound:
            found = query.scores(collection.rows[passages[here]]) / query.bound
            shares[here] = found
            worth[here] = found * (_WORDS if script == own else _MOST_TRANSLATED / max(found.max(), _WELL_TRANSLATED))
    return shares, worth


def matched(words: Sequence[str], text: str) -> tuple[float, tuple[str, ...]]:
    """Say how many of a question's terms stand in a text, as a share, and list them as the text has them.

    Neighbouring pairs are one word.
    """
    written = normal(text)
    held = frozenset(() if all(map(is_han, words)) else terms(text))
    found = [word for word in words if (word in written if is_han(word) else word in held)]
    joined: list[str] = []
    for word in found:
        longer = joined[-1] + word[1:] if joined and joined[-1][-1] == word[0] and is_han(word) else ""
        if longer and longer in written:
            joined[-1] = longer
        else:
            joined.append(word)
    return len(found) / max(1, len(words)), tuple(dict.fromkeys(_as_written(word, written) for word in joined))


def _as_written(term: str, written: str) -> str:
    """Give the word of a text that has a term for its stem: "prices" for "pric"."""
    if not term.isascii():
        return term
    alike = (word for word in _WORD.findall(written) if word.startswith(term[:-1]))
    return next((word for word in alike if term in terms(word)), term)
