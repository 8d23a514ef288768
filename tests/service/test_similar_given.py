"""What may be asked with, in what order regions come, and what is counted; none of it hangs on the model."""

import pytest

from service.errors import BadRequest
from service.library import Library
from service.parts import WHOLE_CHARS, parts_of
from tests.truth import REPORTS, TRUTH, passage_with, report_of

COPIED = TRUTH["copied"][0]


def test_a_stretch_of_a_passage_is_looked_for_without_its_report(samples_by_pairs: Library) -> None:
    """As the same text pasted, but that its own report, where it stands, is not searched."""
    passage = passage_with(samples_by_pairs, COPIED["from"]["file"], COPIED["from"]["text"])
    end = passage.text.index("。") + 1

    found = samples_by_pairs.similar_to(f"{passage.id}[0:{end}]")
    pasted = samples_by_pairs.similar(passage.text[:end])

    assert samples_by_pairs.selection(f"{passage.id}[0:{end}]") == passage.text[:end]
    hits = [hit for row in found.regions for hit in (row.best, row.nearest_miss) if hit]
    assert {hit.passage.report.id for hit in hits}.isdisjoint({passage.report.id})
    theirs = {row.region: row for row in pasted.regions}
    own = passage.report.region
    others = [row for row in found.regions if row.region != own]
    assert [row.best is None for row in others] == [theirs[row.region].best is None for row in others]


@pytest.mark.parametrize("stretch", ["[5:5]", "[7:3]", "[0:99999]"])
def test_stretches_that_are_not_there_are_refused(samples_by_pairs: Library, stretch: str) -> None:
    """Empty, backwards, or beyond the end."""
    passage = samples_by_pairs.passages(samples_by_pairs.reports()[0].id)[2]
    for job in (samples_by_pairs.similar_to, samples_by_pairs.selection, samples_by_pairs.lookalikes):
        with pytest.raises(BadRequest, match="there is no stretch"):
            job(passage.id + stretch)


def test_a_long_text_is_taken_passage_by_passage(samples_by_pairs: Library) -> None:
    """Each paragraph finds its own; changes count from the start of the whole text."""
    passages = samples_by_pairs.passages(report_of(samples_by_pairs, COPIED["from"]["file"]))
    text = "\n".join(one.text for one in passages if len(one.text) > 40)
    assert len(text) > WHOLE_CHARS

    found = samples_by_pairs.similar(text)

    for part in found.parts:
        assert part.best is not None
        assert part.best.passage.text == part.span.of(text)
        assert part.said >= 1
        assert {change.mine for change in part.best.changes} == {part.span}


def test_spans_count_in_the_text_as_it_was_given(samples_by_pairs: Library) -> None:
    """Also behind blanks and empty lines before it."""
    passages = samples_by_pairs.passages(report_of(samples_by_pairs, COPIED["from"]["file"]))
    text = "\n\u3000\u3000\n" + "\n".join(one.text for one in passages if len(one.text) > 40) + "\n"

    for part in samples_by_pairs.similar(text).parts:
        assert part.best is not None
        assert part.best.passage.text == part.span.of(text)


def test_a_report_is_taken_passage_by_passage(samples_by_pairs: Library) -> None:
    """Each of its passages is answered for as when it is asked with alone."""
    report = report_of(samples_by_pairs, COPIED["from"]["file"])
    text = samples_by_pairs.text(report)

    found = samples_by_pairs.similar_to_report(report)

    spans = {passage.span: passage.id for passage in samples_by_pairs.passages(report)}
    for part in found.parts[:4]:
        alone = samples_by_pairs.similar_to(spans[part.span])
        bests = [row.best for row in alone.regions if row.best]
        assert part.said == len(bests)
        assert (part.best is None) == (not bests)
        if part.best:
            assert part.best.score == max(best.score for best in bests)
            assert part.span.of(text) == samples_by_pairs.selection(spans[part.span])
    assert all(row.best is None or row.best.passage.report.id != report for row in found.regions)


@pytest.mark.parametrize("order", ["meaning", "wording", "commonness", "distinctive"])
def test_rows_come_in_order(samples_by_pairs: Library, order: str) -> None:
    """Those that say it first, each with no less of the figure than the next."""
    found = samples_by_pairs.similar(TRUTH["shared"][0]["text"], order=order)
    bests = [row.best for row in found.regions]
    said = [best for best in bests if best]
    figures = {
        "meaning": [best.similarity for best in said],
        "wording": [best.wording for best in said],
        "commonness": [best.commonness.regions if best.commonness else 0 for best in said],
        "distinctive": [-best.commonness.regions if best.commonness else 0 for best in said],
    }[order]

    assert len(said) > 1
    assert bests[: len(said)] == said
    assert figures == sorted(figures, reverse=True)


def test_there_is_no_other_order(samples_by_pairs: Library) -> None:
    """An order that is none is said."""
    with pytest.raises(BadRequest):
        samples_by_pairs.similar("依法监督。", order="random")


def test_fewer_than_no_siblings_are_refused(samples_by_pairs: Library) -> None:
    """None may be wanted, fewer may not."""
    none = samples_by_pairs.similar(TRUTH["shared"][0]["text"], limit=0)
    assert all(row.best is None or row.best.siblings == () for row in none.regions)
    with pytest.raises(BadRequest):
        samples_by_pairs.similar("依法监督。", limit=-1)


@pytest.mark.parametrize("order", ["region", "wording"])
def test_nodes_lead_to_their_rows(samples_by_pairs: Library, order: str) -> None:
    """In whatever order rows come."""
    found = samples_by_pairs.similar(COPIED["from"]["text"], order=order)
    leaves = [node for province in found.tree for node in [province, *province.below] if node.row is not None]
    assert leaves
    assert all(found.regions[node.row].region == node.region for node in leaves if node.row is not None)
    assert sum(province.said for province in found.tree) == sum(row.best is not None for row in found.regions)
    assert found.tree[0].best_row == 0 or order == "region"


def test_years_are_counted(samples_by_pairs: Library) -> None:
    """Each year's figures are those of its cells, and every row has a cell for each year."""
    found = samples_by_pairs.similar(COPIED["from"]["text"])
    assert found.years
    for n, count in enumerate(found.years):
        cells = [row.cells[n] for row in found.regions]
        assert {cell.year for cell in cells} == {count.year}
        assert count.said == sum(cell.best is not None for cell in cells)
        assert count.regions == sum(cell.report for cell in cells) == count.said + count.silent
        assert count.regions + count.no_report == found.region_count
        covering = {tuple(f["region"]) for f in REPORTS.values() if f["covers"][0] <= count.year <= f["covers"][1]}
        assert count.regions == len(covering)


def test_the_earliest_is_of_those_that_say_it(samples_by_pairs: Library) -> None:
    """By date, among the best and what else says it, and the passage asked with."""
    passage = passage_with(samples_by_pairs, COPIED["from"]["file"], COPIED["from"]["text"])
    found = samples_by_pairs.similar_to(passage.id)
    bests = [row.best.passage for row in found.regions if row.best]

    assert found.earliest is not None
    assert all((found.earliest.report.date or "") <= (one.report.date or "") for one in [passage, *bests])


def test_parts_cover_what_says_anything() -> None:
    """Short texts are one part; of long ones no part is too long, and nothing but white space and headings is left out."""
    assert parts_of("一段话。\n两段话。") == [(0, 9)]
    text = "一、标题\n" + "今天听取报告十八项。" * 150 + "\n" + "长" * 2500
    parts = parts_of(text)
    assert all(span.end - span.start <= WHOLE_CHARS for span in parts)
    assert "".join(span.of(text) for span in parts) == text.removeprefix("一、标题\n").replace("\n", "")
