import json
from typing import Any

import pytest

from service.answers import Comparison
from service.errors import Ambiguous, NotFound
from service.json import document
from service.library import Library
from tests.truth import TRUTH, report_of

YEARS = [
    ("luoting-government-2023.txt", "luoting-government-2024.txt"),
    ("daochuan-npc-2023.txt", "daochuan-npc-2024.txt"),
    ("liaoxi-npc-2024.txt", "tangpu-npc-2024.txt"),
]
TARGETS = TRUTH["targets"]


def compared(library: Library, a: str, b: str) -> Comparison:
    """Compare two samples."""
    return library.compare(report_of(library, a), report_of(library, b))


@pytest.mark.parametrize(("a", "b"), YEARS)
def test_every_passage_is_in_one_row(samples_by_pairs: Library, a: str, b: str) -> None:
    """The rows cover both reports, in the order of a."""
    found = compared(samples_by_pairs, a, b)
    mine = [passage.id for row in found.rows for passage in row.a]

    assert sorted(mine) == sorted(passage.id for passage in samples_by_pairs.passages(found.a.id))
    assert sorted(p.id for row in found.rows for p in row.b) == sorted(
        passage.id for passage in samples_by_pairs.passages(found.b.id)
    )
    firsts = [int(row.a[0].id.rpartition(":")[2]) for row in found.rows if row.a]
    assert firsts == sorted(firsts)


@pytest.mark.parametrize(("a", "b"), YEARS)
def test_steps_lead_from_one_side_to_the_other(samples_by_pairs: Library, a: str, b: str) -> None:
    """They cover the passages of a row, and rows of one side have none."""
    for row in compared(samples_by_pairs, a, b).rows:
        old, new = ("\n".join(passage.text for passage in side) for side in (row.a, row.b))
        if not (row.a and row.b):
            assert (row.kind, row.changes, row.flags) == ("only_a" if row.a else "only_b", (), ())
        else:
            assert "".join(c.mine.of(old) for c in sorted(row.changes, key=lambda c: c.mine or (0, 0)) if c.mine) == old
            assert "".join(c.theirs.of(new) for c in row.changes if c.theirs) == new


@pytest.mark.parametrize(("a", "b"), YEARS)
def test_what_both_have_turns_round(samples_by_pairs: Library, a: str, b: str) -> None:
    """The pairs of passages are the same from either side."""
    forth, back = compared(samples_by_pairs, a, b), compared(samples_by_pairs, b, a)
    pairs = {(tuple(p.id for p in row.a), tuple(p.id for p in row.b)) for row in forth.rows}

    assert pairs == {(tuple(p.id for p in row.b), tuple(p.id for p in row.a)) for row in back.rows}


def test_a_report_beside_itself_is_the_same(samples_by_pairs: Library) -> None:
    """Every row, with one equal step and no flags; and no year follows the other."""
    for facts in samples_by_pairs.reports():
        found = samples_by_pairs.compare(facts.id, facts.id)

        assert {row.kind for row in found.rows} == {"same"}
        assert all(row.a == row.b and not row.flags and not row.numbers_only for row in found.rows)
        assert all([step.kind for step in row.changes] == ["equal"] for row in found.rows)
        assert found.targets == ()


@pytest.mark.parametrize("copied", TRUTH["copied"], ids=lambda pair: pair["from"]["file"])
def test_a_copied_paragraph_stands_beside_its_source(samples_by_pairs: Library, copied: dict[str, Any]) -> None:
    """And where only its figures were changed, the row says so."""
    found = compared(samples_by_pairs, copied["from"]["file"], copied["to"]["file"])
    (row,) = [row for row in found.rows if any(copied["from"]["text"] in passage.text for passage in row.a)]

    assert any(copied["to"]["text"] in passage.text for passage in row.b)
    assert row.kind in {"same", "edited", "moved"}


def test_rows_that_differ_in_numbers_alone_say_so(samples_by_pairs: Library) -> None:
    """Their flags are of numbers and dates, and there is at least one."""
    marked = [row for a, b in YEARS for row in compared(samples_by_pairs, a, b).rows if row.numbers_only]

    assert marked
    assert all(row.flags and {flag.kind for flag in row.flags} <= {"number", "date"} for row in marked)


def test_the_document_is_the_contract_s(samples_by_pairs: Library) -> None:
    """The keys of `compare`, in JSON."""
    found = json.loads(json.dumps(document(compared(samples_by_pairs, *YEARS[0]))))

    assert {"a", "b", "rows", "targets"} <= set(found)
    assert all({"kind", "a", "b", "changes", "flags", "numbers_only"} <= set(row) for row in found["rows"])
    assert {row["kind"] for row in found["rows"]} <= {"same", "edited", "moved", "only_a", "only_b"}
    assert all({"target", "results"} <= set(target) for target in found["targets"])


def test_reports_are_named_as_everywhere(samples_by_pairs: Library) -> None:
    """An unknown name and an ambiguous one are errors."""
    known = samples_by_pairs.reports()[0].id
    with pytest.raises(NotFound):
        samples_by_pairs.compare(known, "zzz")
    with pytest.raises(Ambiguous):
        samples_by_pairs.compare("工作报告", known)


def test_reports_of_different_regions_have_no_targets(samples_by_pairs: Library) -> None:
    """Only the next report of the same body answers for them."""
    assert compared(samples_by_pairs, *YEARS[2]).targets == ()


# With the real model


@pytest.mark.parametrize("planted", TARGETS, ids=lambda target: target["what"][:24])
@pytest.mark.parametrize("way", [1, -1])
def test_a_target_stands_beside_its_result(samples_library: Library, planted: dict[str, Any], way: int) -> None:
    """Whichever report is named first; the result is among the few that are given."""
    files = [planted["target"]["file"], planted["result"]["file"]][::way]
    results = [
        result.text
        for target in compared(samples_library, *files).targets
        if planted["target"]["text"] in target.target.text or target.target.text in planted["target"]["text"]
        for result in target.results
    ]
    assert any(planted["result"]["text"] in text or text in planted["result"]["text"] for text in results)


def test_quoted_sentences_are_of_their_passages(samples_library: Library) -> None:
    """Targets are of the plans of the earlier report, results of anything but the plans of the later."""
    found = compared(samples_library, *YEARS[0])
    assert found.targets
    for target in found.targets:
        assert target.target.passage.part == "planned"
        assert target.target.passage.report.id == found.a.id
        for quoted in (target.target, *target.results):
            assert quoted.span.of(quoted.passage.text) == quoted.text
        assert all(
            result.passage.part != "planned" and result.passage.report.id == found.b.id for result in target.results
        )
