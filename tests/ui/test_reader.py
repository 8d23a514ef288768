"""A report to be read, its sentences shaded, and one of them looked at."""

import re

import pytest

from reports.report import Span
from service.answers import Commonness, Measured
from service.filters import Filters
from service.jobs import Jobs
from service.library import Library
from tests.ui.made import MadeLibrary
from tests.ui.test_compare import plain
from ui.web.handlers import reader, similar
from ui.web.render.bands import BANDS, band, legend
from ui.web.site import Site
from ui.web.words import words_of

ZH = words_of("zh")


def test_sentences_say_how_common_they_are(site: Site) -> None:
    """In a shade, a mark and words; what is too short has none."""
    shown = reader.read(site, "aa-1")
    assert (
        '<span class="dz-s dz-shade-1 dz-band-few" title="也见于 17 个地区中的 2 个、2 个年份" tabindex="-1" data-start="0" data-end="12">'
        in shown
    )
    assert '<span class="dz-s dz-shade-0 dz-band-only" title="仅此一地"' in shown
    assert shown.count('class="dz-s ') == 2


def test_marks_change_no_letter(samples_by_pairs: Library) -> None:
    """A passage reads as it does in its report, so that what is selected can be counted."""
    site = Site(samples_by_pairs, Jobs(), ZH)
    for facts in samples_by_pairs.reports()[:8]:
        texts = re.findall(r'<p class="dz-text">(.*?)</p>', reader.read(site, facts.id), re.DOTALL)
        assert [plain(text) for text in texts] == [passage.text for passage in samples_by_pairs.passages(facts.id)]


def test_the_switch_is_in_the_address(site: Site) -> None:
    """It begins as that says."""
    assert '<input type="checkbox" value="1" data-keep="shade" data-kept="on">' in reader.read(site, "aa-1")
    assert 'value="1" checked data-keep="shade"' in reader.read(site, "aa-1", shaded=True)


def test_the_legend_counts_sentences_and_text(site: Site) -> None:
    """Each band with its share of all that was measured or not."""
    shown = plain(re.sub("</t[hd]>", " ", reader.legend(site, "aa-1")))
    assert "仅此一地 1 句 45%" in shown
    assert "少数地区 1 句 39%" in shown
    assert "多数地区 0 句 0%" in shown
    assert reader.legend(site, "") == ""


def test_what_is_little_is_not_nothing() -> None:
    """A sentence of a long report; and where nothing was measured there is no legend."""
    rare = [
        Measured("a:1", Span(0, 10), Commonness(9, 9)),
        Measured("a:2", Span(0, 9000), Commonness(1, 9)),
    ]
    assert "&lt;1%" in legend(ZH, rare)
    assert legend(ZH, [Measured("a:1", Span(0, 3), None)]) is None


@pytest.mark.parametrize(
    ("regions", "expected"), [(1, "only"), (2, "few"), (4, "few"), (5, "some"), (7, "some"), (8, "most"), (10, "most")]
)
def test_bands(regions: int, expected: str) -> None:
    """Of nine other regions: three are few, six are some."""
    assert band(Commonness(regions, 10)) == expected


def test_bands_of_one_region() -> None:
    """Where there is no other, everything is only here; every band has a name."""
    assert band(Commonness(1, 1)) == "only"
    assert {f"band.{name}" for name in BANDS} <= set(ZH.entries)


def test_a_sentence_is_looked_at(site: Site, library: MadeLibrary) -> None:
    """How common, where else, what differs there, and ways onward from exactly that stretch."""
    shown = reader.sentence(site, "aa-1:1", 0, 12)
    assert library.asked == [("lookalikes", "aa-1:1[0:12]", {"limit": 12})]
    assert "也见于 17 个地区中的 2 个、2 个年份" in shown
    assert 'href="similar?passage=aa-1%3A1%5B0%3A12%5D"' in shown
    assert 'data-collect="aa-1:1"' in shown
    assert "《稻川县人大常委会工作报告》，汀南省稻川县，2024-01-12，第 1 段。" in shown
    assert shown.count('<span class="dz-boxed"><del>18</del><ins>28</ins></span>') == 2
    assert 'href="report?id=bb-1&amp;passage=2#p2"' in shown


def test_a_sentence_that_is_not_there(site: Site) -> None:
    """One too short says so."""
    assert "太短，不作比较" in reader.sentence(site, "aa-1:2", 14, 19)


def test_a_selection_has_ways_onward(site: Site) -> None:
    """The script fills them in."""
    shown = reader.read(site, "aa-1")
    assert '<div class="dz-selection" role="toolbar" aria-label="选中的文字" hidden>' in shown
    assert 'data-passage="aa-1:2"' in shown


def test_a_stretch_is_held_beside_other_regions(site: Site, library: MadeLibrary) -> None:
    """The page shows what of the passage was asked with, and leads to the passage."""
    shown = similar.similar(site, "", "aa-1:2[0:5]", Filters())
    assert library.asked[0][:2] == ("similar_to", "aa-1:2[0:5]")
    assert '<p class="dz-text dz-quote">代表联络站</p>' in shown
    assert 'href="report?id=aa-1&amp;passage=2#p2"' in shown
