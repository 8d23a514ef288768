"""A report as an X-ray."""

from pathlib import Path

import pytest

from service.errors import NotFound
from service.library import Library
from tests.service.test_commonness import AGAIN, FIGURES, FIRST, OWN, SECOND, SHARED, THIRD, library_of


def test_sentences_are_measured_in_order(samples_by_pairs: Library) -> None:
    """Each as `Spread` counts it, its span a sentence of its passage; short ones are not measured."""
    collection, spread = samples_by_pairs.collection, samples_by_pairs.spread
    for position, facts in enumerate(collection.facts):
        passages = {passage.id: passage for passage in samples_by_pairs.passages(facts.id)}
        found = samples_by_pairs.commonness(facts.id)
        first, last = collection.first_sentence[collection.first_passage[position : position + 2]].tolist()
        assert [one.span.of(passages[one.passage].text) for one in found] == list(collection.sentence_texts[first:last])
        expected = [spread.sentence(n) if collection.saying[n] else None for n in range(first, last)]
        assert [one.commonness for one in found] == expected


def test_lookalikes_stand_where_commonness_counts(samples_by_pairs: Library) -> None:
    """For every sentence: the regions of its look-alikes, with its own, are as many as it is said to stand in."""
    recurring = samples_by_pairs.recurring
    collection = samples_by_pairs.collection
    numbers = {facts.id: int(recurring.region_of[n]) for n, facts in enumerate(collection.facts)}
    several = 0
    for facts in collection.facts[:6]:
        for one in samples_by_pairs.commonness(facts.id):
            if one.commonness is None:
                continue
            alike = samples_by_pairs.lookalikes(f"{one.passage}[{one.span.start}:{one.span.end}]", limit=1000)
            regions = {numbers[found.said.passage.report.id] for found in alike} | {numbers[facts.id]}
            assert len(regions) == one.commonness.regions
            several += one.commonness.regions > 1
    assert several > 10


def test_other_regions_come_first(tmp_path: Path) -> None:
    """One of each, then the rest; with what changed and what facts differ."""
    library = library_of(tmp_path, FIRST, SECOND, THIRD, AGAIN)
    report = library.reports()[0].id
    shared, figures, own, again = (one for one in library.commonness(report) if one.commonness)
    assert (shared.commonness.regions, figures.commonness.regions, own.commonness.regions) == (3, 2, 1)

    names = [found.said.passage.report.region[-1] for found in library.lookalikes(shared.passage)]
    assert names[:2] == ["乙山县", "丙川县"]
    assert names[2:] == ["甲水县"]
    assert SHARED in [found.said.text for found in library.lookalikes(shared.passage)]
    own_again = [found.said.span for found in library.lookalikes(f"{own.passage}[{own.span.start}:{own.span.end}]")]
    assert own_again == [again.span]
    (there,) = library.lookalikes(f"{figures.passage}[0:4]")
    assert there.said.text == FIGURES[1]
    assert [flag.kind for flag in there.flags] == ["number", "number"]
    assert [change.kind for change in there.changes].count("replace") == 2


def test_what_stands_nowhere_else_has_no_lookalike(tmp_path: Path) -> None:
    """And a passage that is not there is refused."""
    library = library_of(tmp_path, FIRST, SECOND, THIRD)
    (own,) = (
        one for one in library.commonness(library.reports()[1].id) if one.commonness and one.commonness.regions == 1
    )
    assert library.passage(own.passage).text == OWN["乙山县"]
    assert library.lookalikes(f"{own.passage}[{own.span.start}:{own.span.end}]") == ()
    with pytest.raises(NotFound):
        library.lookalikes("no-1:1")
