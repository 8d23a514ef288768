"""Who else says this: the best passage of each region for a passage or a pasted text.

A text says what another says when its sentences do: the similarity is the mean, over the sentences asked with (weighted by
their length), of the cosine of the nearest sentence in the passage (late interaction, as in Khattab & Zaharia 2020,
"ColBERT", with sentences for tokens). A clause inside a long paragraph is found, and titles do not pull.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.words import normal
from reports.report import Span
from service.answers import Hit, Matched, RegionAnswer
from service.by_region import Ranked, region_answer
from service.changes import changes, flags, shared_characters
from service.collection import Collection
from service.commonness import Spread
from service.errors import BadRequest
from service.filters import Filters

TEXT_CHARS = 20_000
_SAMPLE = 2000
_STANDS_OUT = 3.0


@dataclass(frozen=True, slots=True)
class Given:
    """The text that is looked for.

    Attributes:
        text: as given.
        sentences: its sentences, as stretches of it.
        vectors: (sentences, dimensions).
        report: the report it stands in, or None for a pasted text; that report is not searched, nor its copies.
    """

    text: str
    sentences: Sequence[Span]
    vectors: Vectors
    report: int | None = None


def check_text(text: str) -> str:
    """Refuse a text that can't be looked for.

    Raises:
        BadRequest: it is empty or too long.
    """
    text = text.strip()
    if not text:
        raise BadRequest("the text is empty", hint="give a sentence or a paragraph, or a passage with --passage ID")
    if len(text) > TEXT_CHARS:
        raise BadRequest(
            f"the text has {len(text):,} characters, more than {TEXT_CHARS:,}", hint="give one section of it at a time"
        )
    return text


def similar(collection: Collection, given: Given, spread: Spread, *, filters: Filters, limit: int) -> RegionAnswer:
    """Find the best passage of each region.

    Args:
        collection: what to look in.
        given: what to look for.
        spread: says how common each passage is.
        filters: which regions, years, bodies and parts to look in.
        limit: most further passages of a region beside its best.
    """
    mask = collection.admitted(filters) & collection.saying_passages
    reports = _searched(collection, given, filters)
    mask &= np.isin(collection.report_of, reports)
    similarity = _similarities(collection, given)
    passages = np.flatnonzero(mask)
    passages = passages[np.argsort(-similarity[passages], kind="stable")]
    own = frozenset() if given.report is None else frozenset({collection.region(given.report)})
    listed = sorted({*reports, *([] if given.report is None else [given.report])})
    return region_answer(
        collection,
        listed,
        Ranked(
            passages,
            similarity[passages] >= _cut(similarity),
            lambda place: _hit(collection, given, spread, int(passages[place]), float(similarity[passages[place]])),
        ),
        limit=limit,
        spoken_for=own,
    )


def _searched(collection: Collection, given: Given, filters: Filters) -> list[int]:
    """List the reports to look in: those admitted that count, without the one asked from and what repeats it."""
    admitted = collection.admitted_reports(filters) & collection.counted
    if given.report is not None:
        own = collection.reports[given.report]
        admitted &= np.array([r.id not in {own.id, own.duplicate_of} for r in collection.reports], dtype=bool)
    return [int(n) for n in np.flatnonzero(admitted)]


def _similarities(collection: Collection, given: Given) -> NDArray[np.float64]:
    """(passages,) the similarity of each passage to the text."""
    cosines = np.where(collection.saying, given.vectors @ collection.sentence_index.vectors.T, -1.0)
    nearest = np.maximum.reduceat(cosines, collection.first_sentence[:-1], axis=1)
    weights = np.array([span.end - span.start for span in given.sentences], dtype=float)
    found: NDArray[np.float64] = weights @ nearest / weights.sum()
    return found


def _cut(similarity: NDArray[np.float64]) -> float:
    """Say from where on a passage says the same: well outside of how this library's passages compare with the text.

    A fixed cosine means nothing with models whose unrelated texts lie at 0.8; the library's own spread does.
    """
    similarity = similarity[similarity > 0]
    sample = similarity[np.random.default_rng(0).permutation(len(similarity))[:_SAMPLE]]
    quarter, half, three = np.quantile(sample, [0.25, 0.5, 0.75])
    spread = max(three - quarter, 1e-3) / 1.349  # the standard deviation of a normal law, unmoved by what does match
    return float(min(half + _STANDS_OUT * spread, 0.97))


def _hit(collection: Collection, given: Given, spread: Spread, passage: int, similarity: float) -> Hit:
    answer = collection.answer(passage)
    lit = _highlight(collection, given, passage)
    return Hit(
        passage=answer,
        highlight=lit,
        similarity=round(similarity, 4),
        wording=round(shared_characters(normal(given.text), normal(answer.text)), 4),
        score=round(similarity, 4),
        matched=Matched(()),
        commonness=spread.passage(passage),
        changes=changes(given.text, answer.text),
        flags=flags(given.text, "".join(span.of(answer.text) for span in lit), collection.regions.any_name),
    )


def _highlight(collection: Collection, given: Given, passage: int) -> tuple[Span, ...]:
    """Light, for each sentence asked with, the nearest sentence of the passage."""
    first, last = collection.first_sentence[passage : passage + 2]
    saying = collection.saying[first:last]
    cosines = np.where(saying, given.vectors @ collection.sentence_index.vectors[first:last].T, -1.0)
    lit = {int(n) for n in np.argmax(cosines, axis=1)}
    return tuple(collection.sentence_span(int(first) + n) for n in sorted(lit))
