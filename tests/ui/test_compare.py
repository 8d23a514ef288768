"""Two reports side by side, on a comparison made by hand and on those of the samples."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from service.jobs import Jobs
from service.library import Library
from tests.truth import report_of
from tests.ui.made import LIAOXI, LONG, MadeLibrary, comparison, facts
from ui.side_by_side import comparison_lines
from ui.web.handlers.compare import compared, partners
from ui.web.render import sides
from ui.web.render.minimap import minimap
from ui.web.site import Site
from ui.web.words import words_of

ZH = words_of("zh")
FILES = (
    ("luoting-government-2023.txt", "luoting-government-2024.txt"),
    ("daochuan-npc-2023.txt", "yantang-npc-2024.txt"),
)


def plain(html: str) -> str:
    """Take the tags out."""
    return re.sub(r"<[^>]*>", "", html).replace("&amp;", "&").replace("&quot;", '"').replace("&#x27;", "'")


def test_counts_say_what_became_of_a_body_s_words(site: Site) -> None:
    """For two years of one body; a box for each kind."""
    shown = plain(compared(site, "aa-1", "bb-1"))
    for said in ("保留 1", "改写 1", "移位 1", "不再提 1", "新增 1", "只看数字等有变的 1", "2 个目标，1 个有下文"):
        assert said in shown


def test_any_two_reports_are_told_by_their_letters(site: Site, library: MadeLibrary) -> None:
    """Without an earlier one nothing is dropped or new."""
    library.compared = comparison(earlier=None, targets=())
    shown = plain(compared(site, "aa-1", "bb-1"))
    assert "仅 A 有 1" in shown
    assert "此前的目标" not in shown


def test_every_passage_leads_to_the_reader(site: Site) -> None:
    """Each of both reports, and each has one row."""
    shown = compared(site, "aa-1", "bb-1")
    for report in ("aa-1", "bb-1"):
        for number in range(1, 5):
            assert f'href="report?id={report}&amp;passage={number}#p{number}"' in shown
    assert [f'id="row-{n}"' in shown for n in range(6)] == [True] * 5 + [False]


def test_a_changed_figure_stands_in_a_box_with_both_values(site: Site) -> None:
    """In the later text, and below the pair."""
    shown = compared(site, "aa-1", "bb-1")
    assert shown.count('<span class="dz-boxed"><del>18</del><ins>28</ins></span>') == 2
    assert "<ins>了</ins>" in shown


def test_a_moved_passage_says_where_to(site: Site) -> None:
    """From which number to which, with a link to what stands before it there."""
    assert 'A 第 4 段 → B 第 4 段、<a href="compare?a=aa-1&amp;b=bb-1#row-4">在 B 第 3 段之后</a>' in compared(
        site, "aa-1", "bb-1"
    )


def test_what_is_the_same_is_folded(site: Site) -> None:
    """Whole passages run by run, and long stretches within a passage; nothing of either is lost."""
    shown = compared(site, "aa-1", "bb-1")
    assert '<details class="dz-fold dz-same dz-row-same dz-no-facts"><summary>保留 1 段</summary>' in shown
    assert shown.count("data-unfold") == 2
    assert sides.folded(ZH, "短") == "短"
    assert plain(sides.folded(ZH, LONG)).replace("…", "") == LONG


@pytest.mark.parametrize("files", FILES)
def test_each_side_keeps_its_own_words(samples_by_pairs: Library, files: tuple[str, str]) -> None:
    """Without what was put in, a side reads as its report does."""
    found = samples_by_pairs.compare(*(report_of(samples_by_pairs, file) for file in files))
    rows = [row for row in found.rows if row.a and row.b]
    assert rows
    for row in rows:
        old, new = ("\n".join(passage.text for passage in side) for side in (row.a, row.b))
        mine, theirs = sides.before(ZH, old, new, row.changes), sides.after(ZH, old, new, row.changes)
        assert _words(mine) == _letters(old)
        assert _words(re.sub(r'(<span class="dz-boxed">)<del>[^<]*</del>', r"\1", theirs)) == _letters(new)


def _words(html: str) -> str:
    return _letters(plain(re.sub(r"<button[^>]*>…</button>| →</span>|→ ", "", html)))


def _letters(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("files", FILES)
def test_the_page_and_the_terminal_agree(samples_by_pairs: Library, files: tuple[str, str]) -> None:
    """On the counts of each kind, and on what each passage is."""
    site = Site(samples_by_pairs, Jobs(), ZH)
    a, b = (report_of(samples_by_pairs, file) for file in files)
    found = samples_by_pairs.compare(a, b)
    shown, lines = compared(site, a, b), list(comparison_lines(found))
    for said in lines[2].split("、"):
        assert said in plain(shown)
    assert len(re.findall('class="dz-row ', shown)) == len(found.rows)


def test_what_is_hidden_is_in_the_address(site: Site) -> None:
    """Boxes begin as it says."""
    shown = compared(site, "aa-1", "bb-1", hidden=("same",), only_facts=True)
    assert '<input type="checkbox" value="same" data-keep="hide" data-kept="off">' in shown
    assert '<input type="checkbox" value="edited" checked data-keep="hide" data-kept="off">' in shown
    assert '<input type="checkbox" value="facts" checked data-keep="only" data-kept="on">' in shown


def test_rows_without_differing_facts_can_be_told() -> None:
    """They are what the last box hides, in the rows and in the map."""
    made = Site(MadeLibrary(), Jobs(), ZH)
    shown = compared(made, "aa-1", "bb-1")
    assert 'class="dz-row dz-row-edited" id="row-1"' in shown
    assert 'class="dz-row dz-row-moved dz-no-facts" id="row-3"' in shown


def test_the_map_leads_to_every_row() -> None:
    """With words for who cannot see it; what moved crosses, and what one side lacks has one block."""
    shown = minimap(ZH, comparison().rows, "a", "compare?a=x#row-{}".format)
    rows = re.findall(
        r'<a href="compare\?a=x#row-(\d)" class="dz-map-row dz-map-(\w+)[^"]*" aria-label="([^"]+)".*?</a>', shown
    )
    assert [(int(n), kind) for n, kind, _ in rows] == list(enumerate(("same", "edited", "only_a", "moved", "only_b")))
    assert [label for _, _, label in rows][1:3] == ["改写：第 2 段 → 第 2 段 · 数字等有变", "不再提：第 3 段"]
    assert [row.count("dz-map-block") for row in shown.split("</a>")[:-1]] == [2, 2, 1, 2, 1]


def test_blocks_of_the_map_are_as_high_as_passages_are_long() -> None:
    """None over another, and all within the picture."""
    shown = minimap(ZH, comparison().rows, "a", "compare?a=x#row-{}".format)
    blocks = re.findall(r'<rect x="0" y="([\d.]+)" width="20" height="([\d.]+)"', shown)
    extents = sorted((float(top), float(top) + float(height)) for top, height in blocks)
    assert len(extents) == 4
    assert all(one[1] <= other[0] for one, other in pairwise(extents))
    assert extents[-1][1] <= 1000
    assert max(extents, key=lambda extent: extent[1] - extent[0]) == extents[1]


def test_the_beginning_offers_years_of_one_body(site: Site, library: MadeLibrary) -> None:
    """Each pair once, the earlier first; with one chosen, whatever goes with it."""
    library.held = (facts("new", year=2025), facts("old", year=2023), facts("far", region=LIAOXI))
    shown = compared(site, "", "")
    assert "请选择两份报告" in shown
    assert re.findall(r'href="(compare[^"]*)"', shown) == ["compare?a=old&amp;b=new"]
    assert re.findall(r'href="(compare[^"]*)"', compared(site, "new", "")) == ["compare?a=new&amp;b=old"]
    library.held = ()
    assert "馆里还没有报告" in compared(site, "", "")


def test_other_years_of_the_same_body_come_first() -> None:
    """Then its region, then all others; itself is not offered."""
    mine = facts("mine")
    others = [
        facts("far", region=LIAOXI),
        facts("party", body="cppcc"),
        facts("year", year=2020),
        facts("nowhere", region=None),
    ]
    assert [one.id for one in partners([*others, mine], "mine")] == ["year", "party", "far", "nowhere"]
    assert partners(others, "gone") == others


def test_a_report_that_is_not_there_is_said_to_be_none(site: Site) -> None:
    """Where the choice would begin with it."""
    assert "没有找到" in compared(site, "zz-1", "")


def test_numbers_alone_are_said(site: Site, library: MadeLibrary) -> None:
    """Beside the kind, and in the counts."""
    rows = comparison().rows
    library.compared = comparison(rows=(replace(rows[1], numbers_only=True),))
    assert plain(compared(site, "aa-1", "bb-1")).count("仅数字不同") == 2
