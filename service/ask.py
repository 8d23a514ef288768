"""Asking: the passages that answer a question, how surely, and region by region."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from rapidfuzz import fuzz

from embeddings.words import normal
from service.answers import Answer, Hit, Matched, PassageAnswer, RegionAnswer
from service.by_region import Ranked, region_answer
from service.collection import Collection
from service.errors import BadRequest
from service.filters import Filters
from service.frame import narrow
from service.ranking import Question, Ranking, coverage, rank

QUESTION_CHARS = 2000
_SAME_TEXT = 90.0
_SURE = 0.5


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
        filters: what to look in, chosen by the asker.
        limit: most hits.
        per_report: most hits from one report.
        as_asked: look everywhere the filters admit, whatever the question names.
    """
    narrowed = narrow(collection, question.text, filters, as_asked=as_asked)
    ranking = rank(collection, question, narrowed.passages)
    confidence = _confidence(collection, question, ranking)
    return Answer(
        question=question.text,
        understood=narrowed.understood,
        confidence=confidence,
        confident=confidence >= _SURE,
        hits=tuple(_hits(collection, question, ranking, limit=limit, per_report=per_report)),
    )


def ask_by_region(
    collection: Collection,
    question: Question,
    *,
    filters: Filters,
    limit: int,
    as_asked: bool,
) -> RegionAnswer:
    """Find the best answer of each region; the arguments are those of `ask`, `limit` bounds each hit's siblings."""
    narrowed = narrow(collection, question.text, filters, as_asked=as_asked)
    everything = rank(collection, question, narrowed.passages, candidates=len(collection.passages))
    return region_answer(
        collection,
        np.flatnonzero(narrowed.reports).tolist(),
        Ranked(
            everything.passages,
            everything.score >= _region_cut(everything),
            lambda place: _hit(collection, question, everything, place),
        ),
        limit=limit,
    )


def _confidence(collection: Collection, question: Question, ranking: Ranking) -> float:
    """Say how surely the first candidate answers: how far it stands out, and how many of the words it holds."""
    if not len(ranking.passages):
        return 0.0
    covered = coverage(question.words, collection, int(ranking.passages[0]))
    return round(1 / (1 + math.exp(-(0.55 * float(ranking.score[0]) + 2.0 * covered - 5.2))), 3)


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
        wording=round(coverage(question.words, collection, passage), 4),
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
