import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reports.reader import read
from reports.report import Report

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
HERE = SEEDS.is_dir()
GOLD: list[dict[str, Any]] = json.loads((SEEDS / "gold.json").read_text("utf-8"))["reports"] if HERE else []
FACTS = ("title", "kind", "level")
SOMETIMES = ("date", "published", "speaker", "session", "author")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not HERE, reason="the real reports lie in ../shared, which is not here"),
]


@cache
def found() -> list[tuple[str, Report]]:
    """Read the five files once: each report with its file's name, in their order."""
    return [
        (path.name, report) for path in sorted(SEEDS.glob("*.txt")) for report in read(path.name, path.read_bytes())
    ]


def pairs() -> list[Any]:
    """Number what a careful reader finds, each under its title."""
    return [pytest.param(n, id=f"{n}-{gold['file'][:3]}") for n, gold in enumerate(GOLD)]


def with_gold(key: str) -> list[Any]:
    """Number only the reports of which the gold says something."""
    return [param for param in pairs() if key in GOLD[param.values[0]]]


def test_all_reports_are_found_in_their_order() -> None:
    """Five files hold 22 reports; one holds two and one seventeen."""
    assert [file for file, _ in found()] == [gold["file"] for gold in GOLD]
    assert len(found()) == 22


@pytest.mark.parametrize("n", pairs())
def test_facts_are_those_a_careful_reader_finds(n: int) -> None:
    """Title, body, kind, region, level and years."""
    gold, identity = GOLD[n], found()[n][1].identity

    assert {name: getattr(identity, name) for name in FACTS} == {name: gold[name] for name in FACTS}
    assert identity.body.value == gold["body"]
    assert list(identity.region.path if identity.region else ()) == gold["region"]
    assert list(identity.covers or ()) == gold["covers"]


@pytest.mark.parametrize("n", pairs())
def test_facts_that_the_text_does_not_give_are_null(n: int) -> None:
    """Date, session, speaker and author are found where they stand, and nowhere else."""
    gold, identity = GOLD[n], found()[n][1].identity

    assert {name: getattr(identity, name) for name in SOMETIMES} == {name: gold.get(name) for name in SOMETIMES}


@pytest.mark.parametrize("n", pairs())
def test_a_report_is_whole_and_holds_nothing_of_its_neighbour(n: int) -> None:
    """It begins and ends with the words that a reader sees first and last."""
    gold, report = GOLD[n], found()[n][1]

    assert report.text.startswith(gold["first"])
    assert report.text.endswith(gold["last"])
    assert report.complete is gold.get("complete", True)
    assert any("breaks off" in warning for warning in report.warnings) is not report.complete


@pytest.mark.parametrize("n", with_gold("line"))
def test_the_stretch_of_the_source_is_told(n: int) -> None:
    """The report's span in the source's text covers the lines that a reader counts as the report's."""
    gold, report = GOLD[n], found()[n][1]
    source = (SEEDS / gold["file"]).read_bytes().decode("utf-8-sig")
    first = source.count("\n", 0, report.source_span.start) + 1
    last = source.count("\n", 0, report.source_span.end) + 1

    assert (first, last) == (gold["line"], gold["end_line"])


@pytest.mark.parametrize("n", with_gold("headings"))
def test_the_outline_is_found(n: int) -> None:
    """Headings with their levels, all of them and nothing else."""
    gold, report = GOLD[n], found()[n][1]

    assert [[heading.level, heading.text] for heading in report.headings] == gold["headings"]


@pytest.mark.parametrize("n", with_gold("joins"))
def test_broken_sentences_are_whole_again(n: int) -> None:
    """A sentence that the source breaks over two lines stands in one passage."""
    gold, report = GOLD[n], found()[n][1]
    texts = [passage.span.of(report.text) for passage in report.passages]

    for end, start in gold["joins"]:
        assert sum(end + start in text for text in texts) == 1, f"{end}|{start}"


@pytest.mark.parametrize("n", with_gold("furniture"))
def test_furniture_is_set_aside(n: int) -> None:
    """Lines of the page are listed as removed, and stand nowhere in the text."""
    gold, report = GOLD[n], found()[n][1]

    assert set(gold["furniture"]) <= {line.text for line in report.removed}
    assert not set(gold["furniture"]) & set(report.text.split("\n"))


def test_a_district_of_a_common_name_is_not_guessed() -> None:
    """The 城区 of Shanxi may be Yangquan's or Jincheng's: both are named, and the level between stays null."""
    report = next(report for _, report in found() if report.identity.title.startswith("城区"))

    assert report.identity.region is not None
    assert report.identity.region.path == ("山西省", None, "城区")
    assert {region.path for region in report.identity.ambiguous} == {
        ("山西省", "阳泉市", "城区"),
        ("山西省", "晋城市", "城区"),
    }
    assert any("阳泉市" in warning and "晋城市" in warning for warning in report.warnings)


def test_only_the_doubtful_region_is_doubted() -> None:
    """No other report of the five files has a region that is not settled."""
    assert sum(bool(report.identity.ambiguous) for _, report in found()) == 1


def test_one_report_in_two_copies_reads_the_same() -> None:
    """The second copy of the Dinghai report has the first one's text, under a longer title."""
    first, second = (report for _, report in found() if "定海区" in report.identity.title)

    assert first.text == second.text
    assert first.identity.region == second.identity.region
