from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from service.filters import Filters
from service.library import Library
from service.reuse.wordings import NONE
from service.shares import Shares, overlaps, region_shares
from tests.fakes import open_library
from tests.invented import Invented
from tests.service.test_removing import copies

EVERYTHING = Filters()
A = "依法听取审议专项工作报告，推动解决群众关心的问题。"
B = "全面加强自身建设，提高履职能力水平。"
OWN = ("春雨润物无声，岁月静好人间值得。", "晨曦初照山河，万里晴空一碧如洗。", "渔舟唱晚彩霞满天，归帆点点入港来。")


def brute(library: Library, labels: list[object], *, copies_count: bool) -> dict[object, list[float]]:
    """Mark the characters of each report that stand in what has a label; give their shares, by label.

    The label "other" is all labels but the report's own together.
    """
    collection, recurring = library.collection, library.recurring
    lengths = recurring.index.wordings.lengths.tolist()
    report_of = collection.report_of[collection.passage_of].tolist()
    wording = recurring.wording.tolist()
    holders: dict[int, set[object]] = defaultdict(set)
    for n, number in enumerate(wording):
        if number != NONE and (copies_count or collection.reports[report_of[n]].duplicate_of is None):
            holders[number].add(labels[report_of[n]])
    stands: dict[int, dict[object, set[int]]] = defaultdict(lambda: defaultdict(set))
    for number in range(len(lengths)):
        for label in holders[number]:
            stands[number][label] |= set(range(lengths[number]))
    for one, other, start, end, first, last, _, _ in recurring.index.links.tolist():
        for label in holders[other]:
            stands[one][label] |= set(range(start, end))
        for label in holders[one]:
            stands[other][label] |= set(range(first, last))
    shares = {label: [0.0] * len(labels) for label in {*labels, "other"}}
    for report, own in enumerate(labels):
        said = [number for n, number in enumerate(wording) if report_of[n] == report and number != NONE]
        for label in set(labels):
            shares[label][report] = sum(len(stands[n][label]) for n in said) / sum(lengths[n] for n in said)
        elsewhere = [set().union(*(chars for label, chars in stands[n].items() if label != own)) for n in said]
        shares["other"][report] = sum(map(len, elsewhere)) / sum(lengths[n] for n in said)
    return shares


def test_between_reports_beside_counting_characters(samples_by_pairs: Library) -> None:
    """The share of each sample in each other, character by character."""
    names = list(range(len(samples_by_pairs.collection.reports)))
    expected = brute(samples_by_pairs, names, copies_count=True)
    found = Shares(samples_by_pairs.recurring).between_reports
    assert found == pytest.approx(np.array([expected[name] for name in names]).T)
    assert found.diagonal() == pytest.approx(np.ones(len(names)))


def test_in_regions_beside_counting_characters(samples_by_pairs: Library) -> None:
    """The share of each sample in each region, and in all others together."""
    regions = [facts.region for facts in samples_by_pairs.collection.facts]
    expected = brute(samples_by_pairs, regions, copies_count=False)
    shares = Shares(samples_by_pairs.recurring)
    for region in set(regions):
        number = int(samples_by_pairs.recurring.region_of[regions.index(region)])
        assert shares.in_regions[:, number] == pytest.approx(np.array(expected[region]))
    assert shares.in_other_regions == pytest.approx(np.array(expected["other"]))
    assert shares.in_other_regions.max() > 0.2


def test_however_little_is_looked_at_together(samples_by_pairs: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wording by wording, or all at once."""
    at_once = Shares(samples_by_pairs.recurring)
    expected = at_once.between_reports, at_once.in_regions, at_once.in_other_regions
    for count in (1, 100):
        monkeypatch.setattr("service.shares._AT_ONCE", count)
        bit_by_bit = Shares(samples_by_pairs.recurring)
        found = bit_by_bit.between_reports, bit_by_bit.in_regions, bit_by_bit.in_other_regions
        assert all(one == pytest.approx(other) for one, other in zip(found, expected, strict=True))


def test_regions_beside_their_reports(samples_by_pairs: Library) -> None:
    """A region's share is the mean of its reports', by their length; None for itself; reports in their order."""
    collection = samples_by_pairs.collection
    regions = [facts.region for facts in collection.facts]
    by_label = brute(samples_by_pairs, regions, copies_count=False)
    found = region_shares(Shares(samples_by_pairs.recurring), EVERYTHING)
    chars = [
        sum(
            len(text)
            for text, passage in zip(collection.sentence_texts, collection.passage_of, strict=True)
            if collection.report_of[passage] == n
        )
        for n in range(len(regions))
    ]

    assert set(found.regions) == set(regions)
    for row, region in zip(found.shares, found.regions, strict=True):
        own = [n for n, name in enumerate(regions) if name == region]
        for share, other in zip(row, found.regions, strict=True):
            if region == other:
                assert share is None
            else:
                mean = sum(by_label[other][n] * chars[n] for n in own) / sum(chars[n] for n in own)
                assert share == pytest.approx(mean, abs=1e-4)
    assert [(one.report, one.share) for one in found.reports] == [
        (facts.id, pytest.approx(share, abs=1e-4))
        for facts, share in zip(collection.facts, by_label["other"], strict=True)
    ]


def real(county: str, city: str, *done: str, year: int = 2024) -> Invented:
    """Make up a report of a county that there is."""
    return Invented(county, year, done=done, planned=(), province="浙江省", city=city)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Counties out of the order of their codes, and one that has none; sentences of two are shared."""
    folder = tmp_path_factory.mktemp("three")
    library = open_library(folder / "library")
    reports = (
        real("定海区", "舟山市", A, OWN[0]),
        Invented("甲水县", done=(OWN[2],), planned=()),
        real("余杭区", "杭州市", A, B, OWN[1]),
        real("余杭区", "杭州市", B, year=2023),
    )
    library.add([report.saved(folder / "given") for report in reports])
    return library


def test_regions_stand_in_the_order_of_their_codes(three: Library) -> None:
    """余杭 (3301..) before 定海 (3309..), whenever they came; what has no code comes last."""
    found = region_shares(Shares(three.recurring), EVERYTHING)
    assert [region[-1] for region in found.regions] == ["余杭区", "定海区", "甲水县"]


def test_filters_bound_rows_and_columns(three: Library) -> None:
    """A region without an admitted report has no row; what the others share does not change."""
    every = region_shares(Shares(three.recurring), EVERYTHING)
    found = region_shares(Shares(three.recurring), Filters(regions=("浙江省",), years=(2024,)))
    assert found.regions == every.regions[:2]
    assert [one.report for one in found.reports] == [three.reports()[n].id for n in (0, 2)]
    assert found.shares[1] == every.shares[1][:2]


def test_an_unknown_region_is_left_out_of_the_matrix(tmp_path: Path) -> None:
    """Its report still has a share in others: that of the sentence that it shares."""
    library = open_library(tmp_path / "library")
    known, unknown = real("定海区", "舟山市", A, OWN[0]), Invented(done=(A, OWN[1]), planned=())
    library.add([known.saved(tmp_path), unknown.saved(tmp_path)])
    library.edit(library.reports()[1].id, {"region": ""})
    found = region_shares(Shares(library.recurring), EVERYTHING)
    assert [region[-1] for region in found.regions] == ["定海区"]
    assert found.shares == ((None,),)
    assert [one.share for one in found.reports] == [pytest.approx(23 / (23 + 14), abs=1e-4)] * 2


def test_a_copy_shares_all(tmp_path: Path) -> None:
    """Both ways; and as a copy it is no other region."""
    library = open_library(tmp_path / "library")
    library.add(copies(tmp_path))
    library.edit(library.reports()[1].id, {"region": "浙江省/杭州市/临平区"})
    shares = Shares(library.recurring)
    assert shares.between_reports == pytest.approx(np.ones((2, 2)), abs=0.01)
    assert shares.in_other_regions[0] == 0
    found = region_shares(shares, EVERYTHING)
    assert len(found.regions) == len(found.reports) == 1


def test_pairs_are_listed_once_the_most_alike_first(tmp_path: Path) -> None:
    """Pairs with half of one in the other, by the larger of both shares; filters bound both of a pair."""
    library = open_library(tmp_path / "library")
    base = Invented("甲水县", 2024, done=(A, B, OWN[0]), planned=())
    reports = (
        base,
        replace(base, county="乙山县", done=(A, B, OWN[0], OWN[1])),
        replace(base, county="丙川县", done=(A, B)),
    )
    library.add([report.saved(tmp_path) for report in reports])
    shares = Shares(library.recurring)
    between = shares.between_reports
    ids = [facts.id for facts in library.reports()]
    found = overlaps(shares, EVERYTHING)

    assert {(pair.a, pair.b) for pair in found} == {(ids[0], ids[1]), (ids[0], ids[2]), (ids[1], ids[2])}
    for pair in found:
        a, b = ids.index(pair.a), ids.index(pair.b)
        assert pair.share == pytest.approx(max(between[a, b], between[b, a]), abs=1e-4)
    assert [pair.share for pair in found] == sorted((pair.share for pair in found), reverse=True)
    only = overlaps(shares, Filters(regions=("甲水县", "丙川县")))
    assert [(pair.a, pair.b) for pair in only] == [(ids[0], ids[2])]


def test_an_empty_library_shares_nothing(tmp_path: Path) -> None:
    """No reports, no pairs and no regions."""
    shares = Shares(open_library(tmp_path / "library").recurring)
    assert overlaps(shares, EVERYTHING) == []
    assert region_shares(shares, EVERYTHING).regions == ()
    assert region_shares(shares, EVERYTHING).reports == ()
