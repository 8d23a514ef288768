"""How recurring text reads in a terminal."""

from dataclasses import replace

from service.answers import Overview, Point
from tests.ui.made import LIAOXI, by_region, duplicates, facts, family, shared, summary
from ui.printing import duplicate_lines, overview_lines, region_lines, summary_lines

REPORTS = (facts(), facts("bb-1", region=LIAOXI, title="蓼溪县人大常委会工作报告"))
DAOCHUAN_REPORT = "汀南省稻川县 · 人大 · 2023  稻川县人大常委会工作报告  [aa-1]"
LIAOXI_REPORT = "青岚省岚州市蓼溪县 · 人大 · 2023  蓼溪县人大常委会工作报告  [bb-1]"


def test_recurring_text_in_a_terminal() -> None:
    """A family with its first places, each with its grade and where it stands; then reports' shares; then pairs."""
    one = family()
    found = duplicates(family(occurrences=(*one.occurrences, *one.occurrences), kind="mandated"))
    lines = list(duplicate_lines(found, REPORTS))
    assert lines[0] == "2 个地区、2 份报告、统一提法：听取报告⟨数⟩项⟨…⟩"
    assert lines[1] == "   完全相同  汀南省稻川县 · 人大 · 2023  一、全年工作  [aa-1:2]"
    assert lines[2].startswith("   有改动  ")
    assert lines[4:] == [
        "   ……另有 1 处",
        "各份报告与其他地区相同的部分：",
        "    50%  [gone-1]",
        f"    34%  {LIAOXI_REPORT}",
        f"     6%  {DAOCHUAN_REPORT}",
        "大段相同的报告：",
        f"    97%  {DAOCHUAN_REPORT} = {LIAOXI_REPORT}",
    ]


def test_the_region_of_the_text_is_told_apart_from_silent_ones() -> None:
    """And a question that nothing answers is said to be one."""
    found = by_region()
    mine, silent = found.regions
    lines = list(
        region_lines(replace(found, regions=(replace(mine, best=None, own=True), silent)), asked="听取报告18项")
    )
    assert lines[0] == "=  汀南省稻川县：原文所在地"
    assert lines[1].startswith("–  青岚省岚州市蓼溪县：没有说")
    unsure = replace(found, regions=(silent,), confidence=0.2, confident=False)
    assert next(region_lines(unsure, asked="怎样听取报告？")).startswith("没有找到明确的回答（把握 0.20）")


def test_english_reports_are_told_of_in_english() -> None:
    """One is not many; of many reports the first are listed."""
    report = facts(title="Work report")
    one = replace(family(template="We heard ⟨…⟩ reports."), region_count=1, report_count=3)
    shares = shared(reports=shared().reports[:1] * 22)
    lines = list(duplicate_lines(duplicates(one, shared=shares, reports=()), [report]))
    assert lines[0] == "1 region, 3 reports, substantive: We heard ⟨…⟩ reports."
    assert lines[3] == "What of each report stands in other regions:"
    assert lines[-1] == "   and 2 more reports (--json lists them all)"
    assert len(lines) == 1 + 2 + 1 + 20 + 1


def test_nothing_recurs_in_a_terminal() -> None:
    """That is said, in the language of the reports."""
    none = replace(duplicates(), families=())
    assert next(iter(duplicate_lines(none, REPORTS))) == "没有找到在多个地区重复的文字。"
    empty = replace(none, reports=(), shared=shared(regions=(), shares=(), reports=()))
    assert list(duplicate_lines(empty)) == ["No text was found that recurs across regions."]


def test_a_summary_speaks_the_reports_language() -> None:
    """How long it is, what is common, and what was left out."""
    lines = list(summary_lines(summary()))
    assert lines[2] == "推动解决。 [aa-1:2]  也见于 15 个地区"
    assert lines[3:] == ["17 字（上限 500 字）", "还说了与其他地区相同的 1 句（最多见于 15 个地区）"]
    whole = replace(summary(), text="It held 8 meetings.", whole=True, shared=())
    assert list(summary_lines(whole))[-1] == "That is all that stands there: it is too short to summarise."


def test_an_overview_names_who_says_what() -> None:
    """All of them need no names."""
    said = summary().sentences
    three = Overview((facts(), facts(), facts()), confident=False, points=(Point(said[0], said),))
    first, unsure, point, who = overview_lines(three)
    assert (first, point) == ("3 份报告说了什么", "2/3  听取专项工作报告18项。 [aa-1:1]")
    assert unsure.startswith("没有报告明确地说到")
    assert who.count("人大") == 2
    assert len(list(overview_lines(replace(three, reports=three.reports[:2], confident=True)))) == 2
