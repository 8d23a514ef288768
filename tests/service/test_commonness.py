from collections import defaultdict
from dataclasses import astuple, replace
from pathlib import Path

import numpy as np
import pytest

from service.commonness import Spread
from service.library import Library
from service.reuse.wordings import NONE
from tests.fakes import open_library
from tests.invented import Invented
from tests.service.test_removing import copies

SHARED = "依法听取审议专项工作报告，推动解决群众关心的问题。"
FIGURES = ("全年召开常委会会议8次，听取报告17项，办结建议百件。", "全年召开常委会会议9次，听取报告21项，办结建议百件。")
LONGER = f"新一届常委会忠诚履职尽责，{SHARED[:-1]}，督促整改落实到位。"
OWN = {
    "甲水县": "春雨润物无声，岁月静好人间值得。",
    "乙山县": "晨曦初照山河，万里晴空一碧如洗。",
    "丙川县": "渔舟唱晚彩霞满天，归帆点点入港来。",
}
FIRST = Invented("甲水县", 2023, done=(SHARED, FIGURES[0] + OWN["甲水县"]), planned=(OWN["甲水县"],))
SECOND = Invented("乙山县", 2024, done=(SHARED + FIGURES[1],), planned=(OWN["乙山县"],))
THIRD = Invented("丙川县", 2024, done=(LONGER,), planned=(OWN["丙川县"],))
AGAIN = replace(FIRST, year=2022, done=(SHARED,), planned=("植树造林九千亩，封山育林万亩。",))


def library_of(folder: Path, *reports: Invented) -> Library:
    """Make a library of some reports."""
    library = open_library(folder / "library")
    library.add([report.saved(folder / "given") for report in reports])
    return library


def counts(library: Library) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Give, by county and sentence, in how many regions, other regions and years it stands."""
    collection, spread = library.collection, library.spread
    return {
        (f"{collection.facts[report].region[-1]} {collection.facts[report].covers[0]}", text): (
            int(spread.sentences[n]),
            int(spread.elsewhere[n]),
            int(spread.sentence_years[n]),
        )
        for n, text in enumerate(collection.sentence_texts)
        for report in [int(collection.report_of[collection.passage_of[n]])]
    }


def test_by_hand(tmp_path: Path) -> None:
    """A sentence stands where it is, in a variant, or inside a longer one."""
    library = library_of(tmp_path, FIRST, SECOND, THIRD, AGAIN)
    found = counts(library)

    assert library.spread.of.tolist() == [3]
    assert found["甲水县 2023", SHARED] == (3, 2, 3)
    assert found["甲水县 2022", SHARED] == (3, 2, 3)
    assert found["乙山县 2024", SHARED] == (3, 2, 3)
    assert found["甲水县 2023", FIGURES[0]] == found["乙山县 2024", FIGURES[1]] == (2, 1, 2)
    for county, text in OWN.items():
        for when in (2023, 2024):
            assert found.get((f"{county} {when}", text), (1, 0, 1)) == (1, 0, 1)


def test_a_longer_sentence_does_not_stand_in_a_shorter_one(tmp_path: Path) -> None:
    """Where half of a sentence stands elsewhere, the sentence does not."""
    found = counts(library_of(tmp_path, FIRST, SECOND, THIRD))
    assert found["丙川县 2024", LONGER] == (1, 0, 1)


def test_passages_by_hand(tmp_path: Path) -> None:
    """A passage stands where half of its characters do, sentence by sentence."""
    library = library_of(tmp_path, FIRST, SECOND, THIRD)
    collection, spread = library.collection, library.spread
    found = {collection.text(n): spread.passage(n) for n in range(len(collection.passages))}

    assert (found[SHARED].regions, found[SHARED].of, found[SHARED].years) == (3, 3, 2)
    mostly = found[FIGURES[0] + OWN["甲水县"]]
    assert len(FIGURES[0]) > len(OWN["甲水县"])
    assert (mostly.regions, mostly.years) == (2, 2)
    halves = found[SHARED + FIGURES[1]]
    assert len(SHARED) < len(FIGURES[1])
    assert (halves.regions, halves.years) == (2, 2)
    assert found[OWN["乙山县"]].regions == 1


def brute(library: Library, labels: list[object]) -> tuple[list[set[object]], list[set[object]]]:
    """Reckon sentence by sentence with what labels of reports each sentence and each passage stands."""
    collection, recurring = library.collection, library.recurring
    lengths = recurring.index.wordings.lengths
    near, within = defaultdict(set), defaultdict(set)
    for one, other, start, end, first, last, kept, _ in recurring.index.links.tolist():
        mine, theirs = end - start >= 0.8 * lengths[one], last - first >= 0.8 * lengths[other]
        if mine:
            within[one].add(other)
        if theirs:
            within[other].add(one)
        if mine and theirs and kept >= 0.9:
            near[one].add(other)
            near[other].add(one)
    says = defaultdict(set)
    report_of = [int(n) for n in collection.report_of[collection.passage_of]]
    for n, wording in enumerate(recurring.wording.tolist()):
        if collection.reports[report_of[n]].duplicate_of is None and labels[report_of[n]] is not None:
            says[wording].add(labels[report_of[n]])
    stands = []
    for n, wording in enumerate(recurring.wording.tolist()):
        found = {labels[report_of[n]]} - {None}
        if wording != NONE:
            alike = {wording, *near[wording]}
            found |= {label for one in alike for other in {one, *within[one]} for label in says[other]}
        stands.append(found)
    passages = []
    for passage in range(len(collection.passages)):
        these = [n for n in range(len(stands)) if collection.passage_of[n] == passage]
        chars = sum(len(collection.sentence_texts[n]) for n in these)
        passages.append(
            {
                label
                for label in set().union(*(stands[n] for n in these))
                if sum(len(collection.sentence_texts[n]) for n in these if label in stands[n]) * 2 >= chars
            }
        )
    return stands, passages


def test_beside_reckoning_sentence_by_sentence(samples_by_pairs: Library) -> None:
    """All sentences and passages of the samples, by regions and by years."""
    collection, spread = samples_by_pairs.collection, samples_by_pairs.spread
    regions = [facts.region for facts in collection.facts]
    years = [facts.covers[1] if facts.covers else None for facts in collection.facts]
    by_region, region_passages = brute(samples_by_pairs, regions)
    by_year, year_passages = brute(samples_by_pairs, years)
    home = [regions[report] for report in collection.report_of[collection.passage_of]]

    assert spread.of.tolist() == [len(set(regions))]
    assert spread.sentences.tolist() == [max(1, len(found)) for found in by_region]
    assert spread.elsewhere.tolist() == [len(found - {own}) for found, own in zip(by_region, home, strict=True)]
    assert spread.sentence_years.tolist() == [max(1, len(found)) for found in by_year]
    assert spread.passages.tolist() == [max(1, len(found)) for found in region_passages]
    assert spread.passage_years.tolist() == [max(1, len(found)) for found in year_passages]
    assert spread.sentences.max() > 4


def same(one: Spread, other: Spread) -> bool:
    """Tell whether two say the same of everything."""
    return all(np.array_equal(a, b) for a, b in zip(astuple(one), astuple(other), strict=True))


def test_after_reports_came_and_went_as_in_a_fresh_library(tmp_path: Path) -> None:
    """Added one by one, one of them removed and another added, it counts what a library made of the rest counts."""
    grown = open_library(tmp_path / "grown")
    for report in (FIRST, AGAIN, SECOND):
        grown.add([report.saved(tmp_path / "given")])
        assert len(grown.spread.sentences) == len(grown.collection.sentence_texts)
    grown.remove([facts.id for facts in grown.reports() if facts.covers == (2022, 2022)])
    assert same(grown.spread, library_of(tmp_path / "two", FIRST, SECOND).spread)
    grown.add([THIRD.saved(tmp_path / "given")])
    assert same(grown.spread, library_of(tmp_path / "three", FIRST, SECOND, THIRD).spread)


def test_what_was_counted_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opened again nothing is counted anew; a corrected region is, and so is what was damaged."""
    counted = library_of(tmp_path, FIRST, SECOND).spread
    asked = []
    among = Spread.among

    def counting(recurring: object) -> Spread:
        asked.append(recurring)
        return among(recurring)

    monkeypatch.setattr(Spread, "among", counting)
    assert same(open_library(tmp_path / "library").spread, counted)
    assert asked == []

    library = open_library(tmp_path / "library")
    library.edit(library.reports()[1].id, {"region": "/".join(library.reports()[0].region)})
    assert library.spread.of.tolist() == [1]
    assert len(asked) == 1

    kept = tmp_path / "library" / "index" / "commonness.npz"
    kept.write_bytes(kept.read_bytes()[:100])
    assert same(open_library(tmp_path / "library").spread, library.spread)
    assert len(asked) == 2


def test_a_copy_counts_once(tmp_path: Path) -> None:
    """A report that repeats another makes nothing more common, though its region is another."""
    library = open_library(tmp_path / "library")
    library.add(copies(tmp_path))
    library.edit(library.reports()[1].id, {"region": "浙江省/杭州市/临平区"})

    assert library.spread.of.tolist() == [1]
    first = library.collection.report_of[library.collection.passage_of] == 0
    assert set(library.spread.sentences[first].tolist()) == {1}
    assert set(library.spread.elsewhere[first].tolist()) == {0}


def test_an_unknown_region_is_one_by_itself(tmp_path: Path) -> None:
    """Two reports of regions that nobody knows are two."""
    library = library_of(tmp_path, FIRST, SECOND)
    for facts in library.reports():
        library.edit(facts.id, {"region": "", "covers": ""})
    found = {library.collection.text(n): library.spread.passage(n) for n in range(len(library.collection.passages))}
    assert (found[SHARED].regions, found[SHARED].of, found[SHARED].years) == (2, 2, 1)
