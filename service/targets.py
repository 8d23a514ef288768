"""Targets and results: what a report set out to do, beside what the next one of the same body says of it.

A result takes up the words of a clause of its target, and is near it in meaning; the figures may be others. A sentence that
sets several targets may have several results.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from embeddings.words import normal
from reports.report import Part
from service.answers import Quoted, ReportFacts, Target
from service.changes.marked import marked_text
from service.collection import Collection

_LEAST_SCORE = 0.65
"""Of 457 targets beside the reports of other regions, 95 % have no sentence that scores more."""
_MOST_RESULTS = 3
_CLAUSE_CHARS = 4
_STOPS = re.compile("[，；：。、,;:]")
_SETS = re.compile("目标|年内|年底前|力争|争取|确保")

Pairs = Counter[str]


def targets(collection: Collection, a: int, b: int) -> tuple[Target, ...]:
    """Set the targets of the earlier of two reports beside what the later one says of them.

    Args:
        collection: what holds them.
        a: the position of one report.
        b: that of the other.

    Returns:
        The targets in the order of their report: sentences of its plans with a figure, or words such as 力争. None where the
        reports are not of one body of one region, or of one year.
    """
    turn = in_turn(collection.facts, a, b)
    if not turn:
        return ()
    earlier, later = turn
    planned = [n for n in _sentences(collection, earlier, planned=True) if _sets_a_target(collection.sentence_texts[n])]
    said = list(_sentences(collection, later, planned=False))
    if not planned or not said:
        return tuple(Target(_quoted(collection, n), ()) for n in planned)
    scores = _taken_up(collection, planned, said) + _nearness(collection, planned, said)
    return tuple(
        Target(_quoted(collection, n), tuple(_quoted(collection, said[m]) for m in _best(row)))
        for n, row in zip(planned, scores, strict=True)
    )


def in_turn(facts: Sequence[ReportFacts], a: int, b: int) -> tuple[int, int] | None:
    """Give two reports in the order of their years, if they are of one body of one region."""
    one, other = facts[a], facts[b]
    years = one.year or (one.covers or (0,))[-1], other.year or (other.covers or (0,))[-1]
    if (
        one.region is None
        or (one.region, one.body) != (other.region, other.body)
        or not all(years)
        or years[0] == years[1]
    ):
        return None
    return (a, b) if years[0] < years[1] else (b, a)


def _sentences(collection: Collection, report: int, *, planned: bool) -> Iterator[int]:
    """Give the sentences of a report that say something: of its plans, or of all else."""
    first, last = collection.first_sentence[collection.first_passage[report : report + 2]]
    for n in range(int(first), int(last)):
        if collection.saying[n] and (collection.parts[collection.passage_of[n]] == Part.PLANNED) is planned:
            yield n


def _sets_a_target(text: str) -> bool:
    figures = marked_text(text).figures.values()
    return bool(_SETS.search(text)) or any(figure.kind == "number" and figure.tells for figure in figures)


def _taken_up(collection: Collection, planned: Sequence[int], said: Sequence[int]) -> NDArray[np.float64]:
    """(planned, said) the share of a target's words, clause by clause, that a sentence takes up; rare ones weigh more."""
    texts = {n: marked_text(collection.sentence_texts[n]).marked for n in (*planned, *said)}
    pairs = {n: _pairs(text) for n, text in texts.items()}
    held = Counter(pair for counts in pairs.values() for pair in counts)
    weight = {pair: math.log(1 + len(pairs) / count) for pair, count in held.items()}

    def share(clause: Pairs, sentence: Pairs) -> float:
        both = sum(weight[pair] * count for pair, count in (clause & sentence).items())
        return both / sum(weight[pair] * count for pair, count in clause.items())

    found = np.zeros((len(planned), len(said)))
    for row, n in enumerate(planned):
        clauses = [counts for part in _STOPS.split(texts[n]) if len(part) >= _CLAUSE_CHARS and (counts := _pairs(part))]
        for column, m in enumerate(said):
            found[row, column] = max((share(clause, pairs[m]) for clause in clauses), default=0.0)
    return found


def _pairs(text: str) -> Pairs:
    return Counter(a + b for a, b in pairwise(normal(text)) if not _STOPS.search(a + b))


def _nearness(collection: Collection, planned: Sequence[int], said: Sequence[int]) -> NDArray[np.float64]:
    """(planned, said) how near meanings are: 1 for the same, 0 for what is usual between a target and these sentences."""
    vectors = collection.sentence_index.vectors
    cosine = (vectors[planned] @ vectors[said].T).astype(np.float64)
    usual = np.median(cosine, axis=1, keepdims=True)
    return np.asarray((cosine - usual) / np.maximum(1 - usual, 1e-6))


def _best(scores: NDArray[np.float64]) -> list[int]:
    order = np.argsort(-scores, kind="stable")[:_MOST_RESULTS]
    return [int(n) for n in order if scores[n] >= _LEAST_SCORE]


def _quoted(collection: Collection, sentence: int) -> Quoted:
    passage = collection.answer(int(collection.passage_of[sentence]))
    span = collection.sentence_span(sentence)
    return Quoted(passage, span, span.of(passage.text))
