"""Pictures of counts, and what a family's wordings are."""

import re
from pathlib import Path

import pytest

from reports.report import Span
from service.answers import Nearness, Occurrence, Slot
from service.exports.comma_separated import _FORMULA
from service.filters import Filters
from tests.ui.made import DAOCHUAN, LIAOXI, MadeLibrary, family, passage
from tests.ui.made import duplicates as made_duplicates
from tests.ui.test_compare import plain
from ui import web
from ui.web.handlers.duplicates import duplicates
from ui.web.render.charts import Bar, small_bars
from ui.web.render.families import slots
from ui.web.render.nearness import nearness
from ui.web.render.variants import timeline, who_has_what, wordings
from ui.web.site import Site
from ui.web.words import words_of

ZH, EN = words_of("zh"), words_of("en")


def place(text: str, region: tuple[str, ...] = DAOCHUAN, year: int = 2023) -> Occurrence:
    """Make an occurrence of a text in a region's report on a year."""
    there = passage(text=text, region=region, covers=(year, year), report_id=f"{region[-1]}{year}")
    return Occurrence(there, Span(0, len(text)), text, "near", "words", ())


def test_bars_are_as_high_as_they_count() -> None:
    """None for nothing; each says what it is."""
    shown = small_bars([Bar("2022", 4, "2022 年 4 个"), Bar("2023", 0, "无"), Bar("2024", 1, "一个")], "各年")
    heights = [float(height) for height in re.findall(r'<rect [^>]*height="([\d.]+)"', shown)]
    assert heights == [36, 0, 9]
    assert 'aria-label="各年 2022 年 4 个；无；一个"' in shown
    assert re.findall("<title>([^<]+)</title>", shown) == ["2022 年 4 个", "无", "一个"]


def test_years_count_regions_not_places() -> None:
    """Twice in one region is once; years without any stand between."""
    shown = timeline(ZH, [place("a"), place("b"), place("a", LIAOXI, 2023), place("a", LIAOXI, 2021)])
    assert re.findall("<title>([^<]+)</title>", shown) == ["2021 年 1 个", "2022 年 0 个", "2023 年 2 个"]
    assert timeline(ZH, [place("a"), place("a", LIAOXI)]) is None
    assert timeline(ZH, [place("a", year=1990), place("a")]) is None


def test_a_value_leads_to_its_regions() -> None:
    """Read off the template; what departs from it elsewhere is left out."""
    places = (
        place("听取报告18项。"),
        place("听取报告28项。", LIAOXI),
        place("听取了报告9项。"),
        place("听取报告18项。", LIAOXI, 2022),
    )
    one = family(template="听取报告⟨数⟩项。", slots=(Slot("number", ("18", "28", "9")),), occurrences=places)
    (found,) = who_has_what(one)
    assert {value: [there.report.region for there in having] for value, having in found.items()} == {
        "18": [DAOCHUAN, LIAOXI],
        "28": [LIAOXI],
    }
    shown = plain(slots(ZH, one))
    assert "18稻川县、蓼溪县" in shown
    assert shown.rstrip().endswith("9")


def test_a_template_of_many_slots_is_not_read_back() -> None:
    """Nor one whose signs are not its slots."""
    many = Slot("text", ("a", "b"))
    assert who_has_what(family(template="⟨…⟩、" * 7, slots=(many,) * 7)) == [{}] * 7
    assert who_has_what(family(template="没有", slots=(many,))) == [{}]


def test_wordings_are_changes_of_the_first() -> None:
    """The most frequent first, each with its regions; one alone is not listed."""
    shown = wordings(
        ZH, [place("听取报告18项。"), place("听取报告28项。", LIAOXI), place("听取报告28项。", LIAOXI, 2022)]
    )
    assert shown.index('<span class="dz-boxed"><del>18</del><ins>28</ins></span>') < shown.index(">稻川县<")
    assert "2 种写法" in shown
    assert shown.count(">蓼溪县<") == 1
    assert wordings(ZH, [place("a"), place("a", LIAOXI)]) is None


def test_very_many_wordings_are_counted() -> None:
    """The first six are shown."""
    shown = wordings(EN, [place(f"听取报告{n}项。") for n in range(9)])
    assert shown.count("<li>") == 6
    assert "3 more wordings" in shown


@pytest.mark.parametrize(("below", "said"), [(2, 4), (0, 53), (5, 0)])
def test_the_cut_divides_what_says_it(below: int, said: int) -> None:
    """In words, in the picture and in its colours."""
    found = Nearness(0.65, 0.05, below, (40, 9, 3, 0, 1), 0)
    shown = nearness(ZH, found)
    assert f"53 段中有 {said} 段达到 0.65" in shown
    assert shown.count("dz-bar-said") == 5 - below
    assert f'<line x1="{128 * below:.1f}"' in shown
    assert "另行判断" not in shown


def test_the_numbers_stand_below_the_picture() -> None:
    """A line a bin; the cut is the lower edge of one."""
    shown = nearness(EN, Nearness(0.65, 0.05, 1, (2, 1), 3))
    rows = re.findall(r"<tr><td>([^<]+)</td><td>(\d+)</td></tr>", shown)
    assert rows == [("0.60–0.65", "2"), ("0.65–0.70", "1")]
    assert "3 passages in another script" in plain(shown)


def test_a_kind_that_is_folded_can_be_listed(site: Site, library: MadeLibrary) -> None:
    """Among the others, and links keep the switch."""
    library.found = made_duplicates(family(kind="ceremonial"), family(id="f2", kind="mandated"))
    folded = duplicates(site, Filters())
    assert 'id="folded-ceremonial"' in folded
    listed = duplicates(site, Filters(), show=("ceremonial",))
    assert 'id="folded-ceremonial"' not in listed
    assert 'id="folded-mandated"' in listed
    assert "&amp;show=ceremonial" in listed


def test_a_formula_begins_alike_in_pages_and_in_files() -> None:
    """The numbers of a picture are kept from being formulas by the signs that files know, in both widths."""
    script = (Path(web.__file__).parent / "scripts" / "pictures.js").read_text("utf-8")
    (guarded,) = re.findall(r"replace\(/\^\(\?=(.*?)\)/, \"'\"\)", script)
    assert guarded == _FORMULA.pattern
