"""A report as an X-ray: how common each of its sentences is, and where one of them stands elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.report import Span
from service.answers import Lookalike, Measured, Quoted
from service.changes import changes, flags
from service.collection import Collection
from service.commonness import Spread, stands_as
from service.recurring import Recurring


def measured(collection: Collection, spread: Spread, report: int) -> Iterator[Measured]:
    """Say how common each sentence of a report is, in order; those too short to say anything are not measured."""
    for passage in range(*collection.first_passage[report : report + 2].tolist()):
        name = collection.answer(passage).id
        for sentence in sentences_in(collection, passage):
            common = spread.sentence(sentence) if collection.saying[sentence] else None
            yield Measured(name, collection.sentence_span(sentence), common)


def sentences_in(collection: Collection, passage: int, stretch: Span | None = None) -> list[int]:
    """List the sentences of a passage, or those that a stretch of it touches."""
    first, last = collection.first_sentence[passage : passage + 2].tolist()
    if stretch is None:
        return list(range(first, last))
    spans = ((n, collection.sentence_span(n)) for n in range(first, last))
    return [n for n, span in spans if span.start < stretch.end and stretch.start < span.end]


def lookalikes(recurring: Recurring, sentences: Sequence[int], *, limit: int) -> list[Lookalike]:
    """Show where neighbouring sentences of one report stand elsewhere.

    Args:
        recurring: what recurs.
        sentences: in their order.
        limit: most of what is given.

    Returns:
        One of each other region first, then the rest, each in the order of the reports; with the changes from the sentence of
        these that is likest.
    """
    collection = recurring.collection
    own = {int(recurring.region_of[recurring.report_of[n]]) for n in sentences}
    seen: set[int] = set(own)
    first: list[int] = []
    rest: list[int] = []
    for n in stands_as(recurring, sentences):
        region = int(recurring.region_of[recurring.report_of[n]])
        (rest if region in seen else first).append(n)
        seen.add(region)
    return [_lookalike(collection, sentences, n) for n in [*first, *rest][:limit]]


def _lookalike(collection: Collection, sentences: Sequence[int], there: int) -> Lookalike:
    vectors = collection.sentence_index.vectors
    mine = collection.sentence_texts[max(sentences, key=lambda n: float(vectors[n] @ vectors[there]))]
    passage, span = collection.answer(int(collection.passage_of[there])), collection.sentence_span(there)
    theirs = span.of(passage.text)
    differing = flags(mine, theirs, collection.regions.any_name) if mine != theirs else ()
    return Lookalike(Quoted(passage, span, theirs), changes(mine, theirs), differing)
