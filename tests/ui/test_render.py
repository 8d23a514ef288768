"""Marks in a text, worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.report import Span
from service.answers import Change, Commonness
from tests.ui.made import facts, passage
from ui.web.render.marks import Mark, boxed, changed, excerpt, figures, lit, marked, underlined
from ui.web.render.names import citation, commonness_class, commonness_words, region_name, years
from ui.web.words import words_of

ZH, EN = words_of("zh"), words_of("en")


def test_marks_may_overlap() -> None:
    """A word inside a lit sentence is both."""
    shown = marked("甲乙丙丁", [*lit([Span(0, 3)]), *underlined("甲乙丙丁", ["丙"])])
    assert shown == '<mark class="dz-lit">甲乙</mark><mark class="dz-lit dz-word">丙</mark>丁'


def test_words_are_found_whatever_their_case() -> None:
    """The longer word wins where two begin alike; an empty one is none."""
    found = underlined("Deputies and deputy", ["DEPUT", "deputies", ""])
    assert found == [Mark(Span(0, 8), "dz-word"), Mark(Span(13, 18), "dz-word")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("收集意见3.7万余条,办结率98.5%,下降1.2个百分点", ["3.7万余条", "98.5%", "1.2个百分点"]),
        ("投资1,234.5亿元，补助￥300元", ["1,234.5亿元", "￥300元"]),
        ("听取报告九项，立法三十八件，占百分之九十五", ["九项", "三十八件", "百分之九十五"]),
        ("2023年共办理，历时5年，第3次会议，8月12日通过〔2023〕5号文", ["5年"]),
        ("一是抓统一，十四五规划，三农工作，2023—2025年", []),
        ("It built 1,200 km of roads, up 12.5 percent, in 2023", ["1,200 km", "12.5 percent"]),
        ("cut 19.4 million yuan, adding 3 thousand tonnes", ["19.4 million yuan", "3 thousand"]),
        ("（１２３人次）与COVID-19", ["１２３人次"]),
    ],
)
def test_figures_stand_with_their_units(text: str, found: list[str]) -> None:
    """Years, days, ordinals and enumerations are none."""
    marks = figures(text, [Span(0, len(text))])
    assert [mark.span.of(text) for mark in marks] == found


def test_figures_outside_what_is_lit_are_left_alone() -> None:
    """Only the answer's count."""
    assert figures("12件。34件。", [Span(4, 8)]) == [Mark(Span(4, 7), "dz-figure")]


def test_a_window_shows_what_it_leaves_out() -> None:
    """An ellipsis on each side that is cut."""
    assert marked("甲乙丙丁", [], Span(1, 3)) == "…乙丙…"


@given(st.text(max_size=900), st.integers(0, 900), st.integers(0, 40))
def test_an_excerpt_shows_where_the_light_begins(text: str, start: int, length: int) -> None:
    """Whatever the text, the window lies in it and holds the beginning of what is lit."""
    begin = min(start, len(text))
    window = excerpt(text, [Span(begin, min(begin + length, len(text)))])
    assert 0 <= window.start <= begin <= window.end <= len(text)


def test_an_excerpt_cuts_no_word() -> None:
    """It begins with a sentence, or else with a word, and ends with a word."""
    english = "We followed the work from start to finish. " * 20
    begun = english.index("We", 300)
    window = excerpt(english, [Span(begun, begun + 42)])
    assert window.of(english).startswith("We followed")
    assert english[window.end] == " "
    words = "rush " * 200
    window = excerpt(words, [Span(500, 504)])
    assert window.of(words).startswith("rush ")
    assert window.of(words).endswith(" rush")


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (Change("equal", Span(0, 1), Span(0, 1)), "乙"),
        (Change("delete", Span(0, 1), None), "<del>甲</del>"),
        (Change("insert", None, Span(0, 1)), "<ins>乙</ins>"),
        (Change("replace", Span(0, 1), Span(0, 1)), "<del>甲</del><ins>乙</ins>"),
        (Change("replace", Span(1, 3), Span(1, 3)), '<span class="dz-boxed"><del>18</del><ins>28</ins></span>'),
        (Change("move", Span(0, 1), Span(0, 1)), '<span class="dz-moved">→ 乙</span>'),
    ],
)
def test_changes(change: Change, shown: str) -> None:
    """Never colour alone: underlined, struck, boxed, an arrow."""
    assert changed("甲18", "乙28", [change]) == shown


def test_without_changes_the_text_stands_as_it_is() -> None:
    """A hit that was not aligned."""
    assert changed("甲", "乙<", []) == "乙&lt;"


def test_a_fact_that_one_side_lacks() -> None:
    """An empty side is shown as such."""
    assert boxed("", "2023") == '<span class="dz-boxed"><del>∅</del><ins>2023</ins></span>'


def test_names_of_things() -> None:
    """Unknown levels are left out, one year is not a span."""
    assert region_name(ZH, ("汀南省", None, "稻川县")) == "汀南省稻川县"
    assert region_name(EN, None) == "region unknown"
    assert years(facts(covers=(2018, 2022))) == "2018–2022"
    assert years(facts(covers=None, year=2024)) == "2024"
    assert years(facts(covers=None, year=None)) == ""


def test_the_line_to_cite() -> None:
    """Title, region, date, paragraph; the year stands in for a date that is unknown."""
    assert citation(EN, passage(17)) == "“稻川县人大常委会工作报告”, 汀南省 稻川县, 2024-01-12, para. 17."
    assert "，2024，" in citation(ZH, passage(date=None))
    assert "日期不明" in citation(ZH, passage(date=None, year=None, covers=None))


@pytest.mark.parametrize(("regions", "of", "shade"), [(1, 17, 0), (17, 17, 9), (9, 17, 4), (1, 1, 0), (20, 17, 9)])
def test_shades_of_commonness(regions: int, of: int, shade: int) -> None:
    """From only here to everywhere."""
    assert commonness_class(Commonness(regions, of)) == f"dz-common-{shade}"


def test_commonness_in_words() -> None:
    """How many others, of all; one year is not worth a word, and nothing is said where no other has it."""
    assert commonness_words(ZH, Commonness(16, 17)) == "也见于 17 个地区中的 15 个"
    assert commonness_words(ZH, Commonness(16, 17, 3)) == "也见于 17 个地区中的 15 个、3 个年份"
    assert commonness_words(EN, Commonness(2, 17)) == "also in 1 of 17 regions"
    assert commonness_words(EN, Commonness(19, 31, 3)) == "also in 18 of 31 regions, 3 years"
    assert commonness_words(EN, Commonness(1, 17, 2)) == ""
    assert commonness_words(EN, Commonness(0, 17, 0)) == ""
