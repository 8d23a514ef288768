"""Answers of the service as sheets: everything that was found is there, with what is known of it."""

from dataclasses import replace

import pytest

from reports.report import Span
from service.answers import AskedPart, Commonness
from service.exports.compared import of_comparison
from service.exports.families import of_duplicates
from service.exports.found import of_answer, of_passages, of_regions
from service.exports.sheet import Item
from service.exports.summaries import of_summary
from service.exports.words import WORDS, remarks
from service.library import Library
from tests.truth import report_of
from tests.ui.made import answer, by_region, changed_hit, duplicates, family, passage, summary


def test_both_languages_say_the_same_things() -> None:
    """A phrase of one language is a phrase of the other, and takes as many values."""
    assert set(WORDS["zh"]) == set(WORDS["en"])
    assert {key: text.count("{") for key, text in WORDS["zh"].items()} == {
        key: text.count("{") for key, text in WORDS["en"].items()
    }


@pytest.mark.parametrize(
    ("n", "common", "also", "counted"),
    [
        (1, "in 1 of 1 region", "1 other region also says so", "substantive; 1 region, 1 report"),
        (3, "in 1 of 3 regions", "3 other regions also say so", "substantive; 3 regions, 3 reports"),
    ],
)
def test_one_is_not_told_as_many(n: int, common: str, also: str, counted: str) -> None:
    """English tells one region, other region or report as one, and several as several."""
    assert remarks(WORDS["en"], Item("", passage(), commonness=Commonness(1, n))) == common
    (sentence, *_) = summary().sentences
    found = replace(summary(), sentences=(replace(sentence, also_in=n),))
    assert [item.note for item in of_summary(found, "en").items()] == [also]
    (part,) = of_duplicates(duplicates(family(region_count=n, report_count=n)), "en").parts
    assert part.lines[0] == counted


def test_an_answer_keeps_its_order_and_its_siblings() -> None:
    """Every hit with how near it is, how common, and where else it stands in like words."""
    (part,) = of_answer(answer()).parts
    (item,) = part.items
    assert part.lines == ()
    assert item.text == answer().hits[0].passage.text
    assert (item.similarity, item.wording) == (0.912, 0.5)
    assert item.note == "说法相近的还有：《稻川县人大常委会工作报告》，青岚省岚州市蓼溪县，2024-01-12，第3段"
    assert remarks(WORDS["zh"], item).startswith("意思 0.91；字面 0.50；17 个地区中 1 个有；说法相近的还有：")


def test_no_answer_is_said_to_be_none() -> None:
    """The nearest stand under a line that says so."""
    (part,) = of_answer(answer(confident=False)).parts
    assert part.lines == ("没有找到明确的回答。最接近的是：",)


def test_regions_that_say_it_and_those_that_do_not() -> None:
    """One year's best once; the nearest of those that are silent; the facts that differ."""
    said, silent = of_regions(by_region(), "听取报告18项").parts
    assert said.lines == ("2 个地区中 1 个说过，1 个没有说。",)
    assert [item.text for item in said.items] == [changed_hit().passage.text]
    assert [flag.theirs for flag in said.items[0].flags] == ["28"]
    assert [item.similarity for item in silent.items] == [0.71]


def test_a_region_without_anything_near_is_named() -> None:
    """No silence is left out."""
    speaks, mute = by_region().regions
    found = replace(by_region(), regions=(speaks, replace(mute, nearest_miss=None)))
    assert of_regions(found, "听取").parts[1].lines == ("没有说的：青岚省岚州市蓼溪县",)


def test_what_is_not_sure_and_where_the_text_is_from_are_said() -> None:
    """Neither is told as silence."""
    found = by_region()
    mine, silent = found.regions
    own = replace(found, regions=(replace(mine, best=None, own=True), silent), confidence=0.2, confident=False)
    said, rest = of_regions(own, "怎样听取报告？").parts
    assert "原文所在地，除原文外没有说：汀南省稻川县" in said.lines
    assert "没有找到明确的回答。最接近的是：" in rest.lines


def test_a_long_text_is_taken_away_part_by_part() -> None:
    """Each part as it was asked, with what comes nearest."""
    asked = "听取报告18项。推动解决。"
    found = replace(by_region(), parts=(AskedPart(Span(0, 8), 1, changed_hit(), None),))
    part = of_regions(found, asked).parts[-1]
    assert (part.heading, len(part.items), part.lines) == ("听取报告18项。", 1, ("2 个地区中 1 个有",))


def test_a_family_has_its_template_its_slots_and_all_its_places() -> None:
    """A part a family."""
    (part,) = of_duplicates(duplicates()).parts
    assert part.heading == "听取报告⟨数⟩项⟨…⟩"
    assert part.lines[:2] == ("实质内容；2 个地区，2 份报告", "数：18；28")
    assert [(item.text, item.note) for item in part.items] == [
        ("听取报告18项。", "完全相同"),
        ("听取报告28项", "有改动"),
    ]
    assert part.items[1].flags[0].theirs == "28"


def test_what_was_collected_keeps_its_order_and_notes_and_names_what_is_gone() -> None:
    """Never silently dropped."""
    (part,) = of_passages([(passage(2), "二"), (passage(1), "")], gone=("zz-1:4",), language="en").parts
    assert [(item.passage.id, item.note) for item in part.items] == [("aa-1:2", "二"), ("aa-1:1", "")]
    assert part.lines == ("No longer in the library: zz-1:4",)


def test_a_comparison_holds_both_reports_whole(samples_by_pairs: Library) -> None:
    """Every passage of both stands in it as the reports have it, and what is marked is what the changes say."""
    reports = [report_of(samples_by_pairs, name) for name in ("liaoxi-npc-2023.txt", "liaoxi-npc-2024.txt")]
    found = samples_by_pairs.compare(*reports)
    rows, targets = of_comparison(found).parts
    assert len(rows.pairs) == len(found.rows)
    assert len(targets.pairs) == len(found.targets)
    for row, pair in zip(found.rows, rows.pairs, strict=True):
        assert pair.a.text == "\n".join(one.text for one in row.a)
        assert pair.b.text == "\n".join(one.text for one in row.b)
        kept = ["".join(p.text for p in side.pieces if p.change == "kept") for side in (pair.a, pair.b)]
        if row.changes:
            equal = "".join(c.mine.of(pair.a.text) for c in row.changes if c.kind == "equal" and c.mine)
            assert kept[0] == equal
    changes = {piece.change for pair in rows.pairs for side in (pair.a, pair.b) for piece in side.pieces}
    assert changes >= {"kept", "deleted", "inserted"}


def test_targets_stand_on_the_side_of_the_earlier(samples_by_pairs: Library) -> None:
    """Whichever of the two is named first."""
    reports = [report_of(samples_by_pairs, name) for name in ("liaoxi-npc-2023.txt", "liaoxi-npc-2024.txt")]
    forth = of_comparison(samples_by_pairs.compare(*reports)).parts[1].pairs
    back = of_comparison(samples_by_pairs.compare(*reversed(reports))).parts[1].pairs
    assert [(pair.kind, pair.a.text) for pair in forth] == [(pair.kind, pair.b.text) for pair in back]
    assert forth
