"""Asking: the passages that answer a question, best first.

Three channels are fused, each as a standard score against the same sample of the library's own passages: the passage's
vector, the vector of its best sentence, and BM25 over its words (a sum of standard scores, as in Fox & Shaw 1994,
"Combination of multiple searches", with the library itself as the background).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from embeddings.encoder import Vectors
from embeddings.words import normal, telling, terms
from reports.report import Part
from service.answers import Answer, Hit, Matched, PassageAnswer, RegionAnswer, ReportFacts, Understood
from service.by_region import Ranked, region_answer
from service.collection import Collection, Mask, Positions
from service.errors import BadRequest
from service.filters import Filters
from service.frame import understand
from service.regions import display

Scores = NDArray[np.float64]
Matching = Callable[[Sequence[str], int], dict[int, float]]
"""Gives BM25 scores by passage row for some terms; `Store.matching`."""

QUESTION_CHARS = 2000
_CANDIDATES = 200
_WORD_CANDIDATES = 2000
_SAMPLE = 1000
_SMALL_SAMPLE = 8
_BEST_WORDS = 4.0
_SAME_TEXT = 90.0
_SURE = 0.5


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


def check_question(text: str) -> str:
    """Refuse a question that can't be asked.

    Raises:
        BadRequest: it is empty or too long.
    """
    text = text.strip()
    if not text:
        raise BadRequest("the question is empty", hint="ask something, such as 人大代表怎样收集群众意见")
    if len(text) > QUESTION_CHARS:
        raise BadRequest(
            f"the question has {len(text):,} characters, more than {QUESTION_CHARS:,}",
            hint="ask a shorter one, or look for passages like a long text with `similar`",
        )
    return text


def ask(
    collection: Collection,
    question: Question,
    matching: Matching,
    *,
    filters: Filters,
    limit: int,
    per_report: int,
    as_asked: bool,
) -> Answer:
    """Find the passages that answer a question.

    Args:
        collection: what to look in.
        question: what to look for.
        matching: BM25 over the same library.
        filters: what to look in, chosen by the asker.
        limit: most hits.
        per_report: most hits from one report.
        as_asked: look everywhere the filters admit, whatever the question names.
    """
    understood, mask = _narrowed(collection, question.text, filters, as_asked=as_asked)
    ranking = rank(collection, question, matching, mask)
    confidence = _confidence(collection, question, ranking)
    return Answer(
        question=question.text,
        understood=understood,
        confidence=confidence,
        confident=confidence >= _SURE,
        hits=tuple(_hits(collection, question, ranking, limit=limit, per_report=per_report)),
    )


def ask_by_region(
    collection: Collection,
    question: Question,
    matching: Matching,
    *,
    filters: Filters,
    limit: int,
    as_asked: bool,
) -> RegionAnswer:
    """Find the best answer of each region; the arguments are those of `ask`, `limit` bounds each hit's siblings."""
    _, mask = _narrowed(collection, question.text, filters, as_asked=as_asked)
    reports = sorted({int(n) for n in collection.report_of[mask]})
    everything = rank(collection, question, matching, mask, candidates=len(collection.passages))
    return region_answer(
        collection,
        reports,
        Ranked(
            everything.passages,
            everything.score >= _region_cut(everything),
            lambda place: _hit(collection, question, everything, place),
        ),
        limit=limit,
    )


def rank(
    collection: Collection, question: Question, matching: Matching, mask: Mask, *, candidates: int = _CANDIDATES
) -> Ranking:
    """Rank the admitted passages that any channel proposes.

    Args:
        collection: what to look in.
        question: what to look for.
        matching: BM25 over the same library.
        mask: (passages,) what is admitted.
        candidates: how many each channel proposes.
    """
    by_words = {
        collection.position_of_row[row]: score
        for row, score in matching(question.words, max(candidates, _WORD_CANDIDATES)).items()
        if row in collection.position_of_row
    }
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


def _narrowed(collection: Collection, question: str, filters: Filters, *, as_asked: bool) -> tuple[Understood, Mask]:
    """Narrow by what the question names, unless the asker chose already or nothing would be left."""
    asked = collection.admitted(filters) & collection.saying_passages
    if as_asked:
        return Understood(), asked
    found = understand(question, collection.regions, collection.facts)
    found = replace(
        found,
        region=None if filters.regions else found.region,
        year=None if filters.years else found.year,
        body=None if filters.bodies else found.body,
        part=None if filters.parts else found.part,
    )
    narrowed = asked & collection.admitted(
        Filters(
            regions=(display(found.region),) if found.region else (),
            bodies=(found.body,) if found.body else (),
            parts=(found.part,) if found.part else (),
        )
    )
    if found.year:
        narrowed &= _speaks_of(collection, found.year)
    return (found, narrowed) if narrowed.any() else (Understood(), asked)


def _sample(collection: Collection, script: int) -> Positions:
    """Draw passages of one script at random, always the same: what a question compares with when nothing answers.

    Models place a question nearer to any text of its own language; measured against its own script no passage gains by that.
    """
    own = np.flatnonzero((collection.scripts == script) & collection.saying_passages)
    if len(own) < _SMALL_SAMPLE:
        own = np.flatnonzero(collection.saying_passages)
    return np.random.default_rng(0).permutation(own)[:_SAMPLE]


def _speaks_of(collection: Collection, year: int) -> Mask:
    """Mark the passages that speak of a year: all of the reports that review it, and the plans of those delivered in it."""
    reviews = np.array([_covers(facts, year) for facts in collection.facts], dtype=bool)
    delivered = np.array([facts.year == year for facts in collection.facts], dtype=bool)
    planned = np.array([passage.part is Part.PLANNED for _, passage in collection.passages], dtype=bool)
    return reviews[collection.report_of] | (delivered[collection.report_of] & planned)


def _covers(facts: ReportFacts, year: int) -> bool:
    return facts.covers is not None and facts.covers[0] <= year <= facts.covers[1]


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


def _coverage(words: Sequence[str], collection: Collection, passage: int) -> float:
    if not words:
        return 0.0
    _, found = collection.passages[passage]
    held = set(terms("\n".join((*found.heading, collection.text(passage)))))
    return sum(word in held for word in words) / len(words)


def _confidence(collection: Collection, question: Question, ranking: Ranking) -> float:
    """Say how surely the first candidate answers: how far it stands out, and how many of the words it holds."""
    if not len(ranking.passages):
        return 0.0
    coverage = _coverage(question.words, collection, int(ranking.passages[0]))
    return round(1 / (1 + math.exp(-(0.55 * float(ranking.score[0]) + 2.0 * coverage - 5.2))), 3)


def _region_cut(ranking: Ranking) -> float:
    return max(0.6 * float(ranking.score[0]), 5.0) if len(ranking.score) else 0.0


# Hits


def _hits(collection: Collection, question: Question, ranking: Ranking, *, limit: int, per_report: int) -> list[Hit]:
    found: list[Hit] = []
    texts: list[str] = []
    from_report: dict[int, int] = {}
    for place, passage in enumerate(ranking.passages):
        if len(found) == limit:
            break
        text = collection.text(int(passage))
        same = next((n for n, other in enumerate(texts) if fuzz.ratio(text, other, score_cutoff=_SAME_TEXT)), None)
        if same is not None:
            siblings = (*found[same].siblings, collection.answer(int(passage)))
            found[same] = replace(found[same], siblings=siblings)
            continue
        report = int(collection.report_of[passage])
        if from_report.get(report, 0) == per_report:
            continue
        from_report[report] = from_report.get(report, 0) + 1
        found.append(_hit(collection, question, ranking, place))
        texts.append(text)
    return found


def _hit(collection: Collection, question: Question, ranking: Ranking, place: int) -> Hit:
    passage = int(ranking.passages[place])
    answer = collection.answer(passage)
    return Hit(
        passage=answer,
        highlight=(collection.sentence_span(int(ranking.sentence[place])),),
        similarity=round(float(ranking.similarity[place]), 4),
        wording=round(_coverage(question.words, collection, passage), 4),
        score=round(float(ranking.score[place]), 4),
        matched=Matched(_words_in(question.words, answer)),
    )


def _words_in(words: Sequence[str], passage: PassageAnswer) -> tuple[str, ...]:
    """List the question's words that stand in a passage; neighbouring pairs of characters are one word."""
    held = normal("\n".join((*passage.heading, passage.text)))
    found: list[str] = []
    for word in words:
        if not re.search(re.escape(word) if not word.isascii() else rf"\b{re.escape(word)}\b", held):
            continue
        longer = found[-1] + word[1:] if found and found[-1][-1] == word[0] and not word.isascii() else ""
        if longer and longer in held:
            found[-1] = longer
        else:
            found.append(word)
    return tuple(found)


def make_question(text: str, vector: Vectors) -> Question:
    """Make a question of a text and its vector."""
    return Question(text, vector, tuple(telling(text)))
