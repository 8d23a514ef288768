"""What the pages do, on answers made by hand."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from reports.report import Span
from service.answers import Absent, Cell, Commonness, Occurrence, RegionRow, ReportShare, Understood
from service.by_region import counted
from service.errors import BadRequest, DuizhaoError, LibraryDamaged
from service.filters import Filters
from service.kinds import kind_of
from service.library import Library
from tests.ui.made import DAOCHUAN, LIAOXI, MadeLibrary, answer, changed_hit, facts, family, hit, passage
from tests.ui.made import duplicates as made_duplicates
from tests.ui.made import shared as made_shared
from ui.web.handlers import ask, duplicates, reader, similar, summary
from ui.web.handlers.examples import example_questions
from ui.web.handlers.facets import Facets, facets, report_choices
from ui.web.handlers.opening import held
from ui.web.handlers.readable import readable
from ui.web.markup import Html
from ui.web.render.ask import answer_by_region
from ui.web.render.asked import Asked
from ui.web.render.families import REASONS, reason
from ui.web.render.regions import across
from ui.web.site import Site

ROOT = Path(__file__).parents[2]


def test_handlers_need_no_gradio() -> None:
    """Everything but the pages, the theme and the composition can be used without a screen."""
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "ui" / "web").rglob("*.py")
        if path.parent.name != "pages" and path.stem not in {"app", "look", "serve", "__init__"}
    ]
    code = f"import importlib, sys; [importlib.import_module(m) for m in {modules}]; sys.exit('gradio' in sys.modules)"
    assert len(modules) > 15
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_an_answer_leads_to_the_passage(site: Site) -> None:
    """Every hit opens the report at its passage, finds similar ones, and can be cited."""
    shown = ask.answer(site, "怎样收集意见？", Filters())
    assert 'href="report?id=aa-1&amp;passage=2#p2"' in shown
    assert 'href="similar?passage=aa-1%3A2"' in shown
    assert "《稻川县人大常委会工作报告》，汀南省稻川县，2024-01-12，第 2 段。" in shown


def test_an_answer_says_how_it_was_understood(site: Site) -> None:
    """The narrowing is shown, each chip with a way to take it off, and a way to ask as it stands."""
    shown = ask.answer(site, "怎样收集意见？", Filters(years=(2023,)))
    assert "理解为：" in shown
    assert '<span class="dz-chip">已做的工作<a href="./?q=' in shown
    assert 'year=2023&amp;open=body" class="dz-off" title="不按“人大”限定"' in shown
    assert 'year=2023&amp;open=part" class="dz-off" title="不按“已做的工作”限定"' in shown
    assert 'year=2023&amp;open=body&amp;open=part">全部去掉</a>' in shown


def test_what_was_taken_off_can_be_put_back(site: Site, library: MadeLibrary) -> None:
    """It stands beside the other chips, which keep it off."""
    library.answer = answer(understood=Understood(body="npc"))
    shown = ask.answer(site, "怎样收集意见？", Filters(), left_open=("year",))
    assert library.asked[0][2]["ignoring"] == ("year",)
    assert '<span class="dz-chip dz-chip-open">不限年份<a href="./?q=' in shown
    assert 'open=year&amp;open=body" class="dz-off"' in shown
    assert '%9F" class="dz-off" title="恢复"' in shown


def test_nothing_understood_nothing_said(site: Site, library: MadeLibrary) -> None:
    """No chip, no line."""
    library.answer = answer(understood=Understood())
    assert "理解为" not in ask.answer(site, "怎样收集意见？", Filters())


def test_what_the_library_lacks_is_said(site: Site, english: Site, library: MadeLibrary) -> None:
    """A place and a year that a question names and no report has, and what it quotes and no passage holds."""
    library.answer = answer(absent=Absent("贵州省", 1998))
    assert "馆里没有贵州省的报告" in ask.answer(site, "贵州1998年的公路", Filters())
    assert "no report of 贵州省" in ask.answer(english, "Guizhou's roads", Filters())
    library.answer = answer(absent=Absent(quotations=("<飞船>", "飞艇")))
    assert "没有段落写着“&lt;飞船&gt;、飞艇”" in ask.answer(site, "“<飞船>”“飞艇”", Filters())


def test_a_hit_outside_what_was_understood_is_marked(site: Site, library: MadeLibrary) -> None:
    """Nothing else is."""
    assert "dz-outside" not in ask.answer(site, "问", Filters())
    library.answer = answer(hits=(hit(outside=True),))
    assert '<p class="dz-outside">不在理解的范围内</p>' in ask.answer(site, "问", Filters())


def test_a_hit_says_why_it_matched(site: Site, english: Site) -> None:
    """Words, nearness, and how far that stands out."""
    shown = ask.answer(site, "问", Filters())
    assert "<li>问题里的词： 代表、意见</li><li>意思 91，比本馆段落的一般水平高 3.2 个标准差</li>" in shown
    assert "3.2 standard deviations above" in ask.answer(english, "问", Filters())


def test_figures_of_the_answer_are_marked(site: Site) -> None:
    """With their units, in the lit sentence only."""
    assert '<mark class="dz-figure dz-lit">3.7万条</mark>' in ask.answer(site, "问", Filters())


def test_filters_reach_the_library(site: Site, library: MadeLibrary) -> None:
    """What is chosen is what is looked in."""
    filters = Filters(("青岚省",), (2022,), ("npc",), ("done",))
    ask.answer(site, "问", filters, left_open=("part",))
    assert library.asked == [("ask", "问", {"filters": filters, "limit": ask.HITS, "ignoring": ("part",)})]


def test_near_misses_are_set_back(site: Site, library: MadeLibrary) -> None:
    """Nothing answers: that is said first."""
    library.answer = answer(confident=False)
    shown = ask.answer(site, "火星", Filters())
    assert shown.index("没有找到明确的回答。最接近的是：") < shown.index("dz-near-miss")


def test_no_hit_at_all(site: Site, library: MadeLibrary) -> None:
    """An empty answer says what to do."""
    library.answer = answer(hits=())
    assert "换一种说法" in ask.answer(site, "火星", Filters())


def test_by_region(site: Site) -> None:
    """A card a region, and the silent ones named."""
    shown = ask.answer(site, "问", Filters(), by="region")
    assert "2 个地区中 1 个说过，1 个没有说。" in shown
    assert "没有说的：</b> 青岚省岚州市蓼溪县" in shown
    assert 'class="dz-nearest">最接近 71</a>' in shown


def test_commonness_has_words_beside_its_colour(site: Site, english: Site, library: MadeLibrary) -> None:
    """What others say too is counted; what only its own region says has the deepest edge, and no words."""
    shown = ask.answer(site, "问", Filters())
    assert "dz-common-0" in shown
    assert "dz-commonness" not in shown
    library.answer = answer(hits=(hit(commonness=Commonness(17, 17, 3)),))
    shown = ask.answer(site, "问", Filters())
    assert "dz-common-9" in shown
    assert '<span class="dz-commonness">也见于 17 个地区中的 16 个、3 个年份</span>' in shown
    assert "also in 16 of 17 regions, 3 years" in ask.answer(english, "Who?", Filters())


def test_an_empty_question_offers_some(site: Site) -> None:
    """Questions are made of the library's own headings."""
    shown = ask.answer(site, "  ", Filters())
    assert "稻川县在围绕糖业振兴依法履职方面做了什么？" in shown
    assert 'href="./?q=' in shown


def test_examples_come_from_different_regions(site: Site) -> None:
    """One a region, at most four."""
    reports = [facts(f"r{n}-1", region=("汀南省", f"县{n}")) for n in range(9)] + [
        facts("r0-2", region=("汀南省", "县0"))
    ]
    questions = example_questions(site, reports)
    assert len(questions) == 4
    assert len(set(questions)) == 4


def test_an_empty_library_teaches(site: Site, library: MadeLibrary) -> None:
    """Every page tells how to add reports."""
    library.held = ()
    for shown in (
        ask.answer(site, "", Filters()),
        similar.similar(site, "", "", Filters()),
        duplicates.duplicates(site, Filters()),
        summary.summary(site, "", "general", "", 500),
    ):
        assert 'href="library"' in shown


def test_similar_shows_what_changed(site: Site) -> None:
    """Inserted is underlined, and a changed number stands in a box with both values."""
    shown = similar.similar(site, "听取报告18项", "", Filters())
    assert "听取<ins>了</ins>报告" in shown
    assert '<span class="dz-boxed"><del>18</del><ins>28</ins></span>项' in shown
    assert "数字有变" in shown


def test_the_matrix_shows_silence(site: Site) -> None:
    """Said, not said, and no report are three different things."""
    shown = similar.similar(site, "听取报告18项", "", Filters())
    assert "dz-said dz-said-2" in shown
    assert "(71)" in shown
    assert 'class="dz-no-report"' in shown


def test_what_has_no_wording_in_common_is_shown_as_it_is(site: Site) -> None:
    """A translation, or a near miss: nothing would be left of it but strokes."""
    for wording, told in ((0.1, False), (0.6, True)):
        shown = across(
            site.words, "听取报告18项", counted((RegionRow(LIAOXI, 1, changed_hit(wording=wording), None, ()),), ())
        )
        assert ("<ins>" in shown) == told
        assert ("听取了报告28项" in shown) != told


def test_a_province_opens_into_its_regions(site: Site) -> None:
    """It counts those that say it; one that is alone in its province needs no row above it."""
    said, near = Cell(2024, True, hit(), None), Cell(2024, True, None, hit(similarity=0.5))
    east = RegionRow(("甲省", "东县"), 1, hit(), None, (said,))
    west, alone = (RegionRow(region, 1, None, hit(), (near,)) for region in (("甲省", "西县"), ("乙省", "南县")))
    shown = across(site.words, "文", counted((east, west, alone), (2024,)))
    assert shown.count('class="dz-opens"') == 1
    assert '<input type="checkbox" checked>甲省 1/2</label>' in shown
    assert "乙省 " not in shown.split("<table")[0]
    assert shown.index("甲省 1/2") < shown.index("东县") < shown.index("西县") < shown.index("南县")


def test_no_region_is_said_to_say_what_nothing_answers(site: Site) -> None:
    """Their nearest are named all the same; where there is nothing to look in, that is said."""
    silent = RegionRow(LIAOXI, 1, None, hit(similarity=0.71), ())
    given = replace(counted((silent,), ()), understood=Understood(), confidence=0.2, confident=False)
    shown = answer_by_region(site.words, given, Asked("企鹅？", Filters(), "region", ()))
    assert "因此各地都不计为说过" in shown
    assert "最接近 71" in shown
    nothing = replace(counted((), ()), understood=Understood(), confidence=0.0, confident=False)
    assert "没有找到相关的段落" in answer_by_region(site.words, nothing, Asked("企鹅？", Filters(), "region", ()))


def test_the_region_a_passage_comes_from_is_not_called_silent(site: Site) -> None:
    """It says it, if only there; a region that is unknown is still a region of its own."""
    own = RegionRow(DAOCHUAN, 1, None, None, ())
    other, unknown = replace(own, region=LIAOXI), replace(own, region=None)
    given = counted((replace(own, own=True), other, unknown), ())
    shown = across(site.words, "文", given, origin=passage())
    assert "3 个地区中 0 个说过，2 个没有说。另一个是原文所在地" in shown
    assert "没有说的：</b> 青岚省岚州市蓼溪县、地区不明</p>" in shown
    assert "稻川县、青岚省" in across(site.words, "文", counted((own, other, unknown), ()))


def test_similar_to_a_passage_shows_it(site: Site, library: MadeLibrary) -> None:
    """The passage stands above, and its own cell is marked."""
    shown = similar.similar(site, "", "aa-1:2", Filters())
    assert library.asked[0][:2] == ("similar_to", "aa-1:2")
    assert "原文" in shown
    assert 'class="dz-origin"' in shown


def test_a_pasted_text_comes_before_a_passage(site: Site, library: MadeLibrary) -> None:
    """Whoever types a text means it."""
    similar.similar(site, " 一段话 ", "aa-1:2", Filters())
    assert library.asked[0][:2] == ("similar", "一段话")


def test_nothing_to_compare_offers_passages(site: Site) -> None:
    """Passages of some length are offered to begin with."""
    assert "可以从这些段落开始" in similar.similar(site, "", "", Filters())


def test_families(site: Site) -> None:
    """Template with pills, counts, kind with its reason, occurrences with boxed numbers."""
    shown = duplicates.duplicates(site, Filters())
    assert '<span class="dz-slot">数</span>' in shown
    assert "2 个地区" in shown
    assert "16 个地区中 2 个说过，上级报告里没有" in shown
    assert '<span class="dz-boxed"><del>18</del><ins>28</ins></span>' in shown
    assert "另有 10 个" in shown


def test_a_place_shows_its_exact_stretch(site: Site, english: Site, library: MadeLibrary) -> None:
    """Inside its sentence; a whole sentence needs no mark. What was found by meaning says so."""
    shown = duplicates.duplicates(site, Filters())
    assert '<p class="dz-text">听取报告18项。…</p>' in shown
    assert '<p class="dz-text dz-around">常委会<mark class="dz-stands">听取报告28项</mark>，推动解决。</p>' in shown
    assert 'class="dz-grade dz-grade-edited" title="按文字找到">有改动</span>' in shown
    other = replace(family().occurrences[1], grade="paraphrase", channel="vectors")
    library.found = made_duplicates(family(occurrences=(family().occurrences[0], other)))
    assert '换了说法<span class="dz-channel">按意思找到</span>' in duplicates.duplicates(site, Filters())
    assert 'in other words<span class="dz-channel">found by its meaning' in duplicates.duplicates(english, Filters())


def test_a_long_sentence_is_cut_around_the_stretch(site: Site, library: MadeLibrary) -> None:
    """What is near stands, and an ellipsis where more was."""
    text = "甲" * 300 + "乙乙" + "丙" * 300 + "。"
    place = Occurrence(passage(text=text), Span(300, 302), "乙乙", "identical", "words", ())
    library.found = made_duplicates(family(occurrences=(place,)))
    shown = duplicates.duplicates(site, Filters())
    assert f'…{"甲" * 90}<mark class="dz-stands">乙乙</mark>{"丙" * 90}…' in shown


def test_a_family_with_very_many_places_says_how_many_more(site: Site, library: MadeLibrary) -> None:
    """The first sixty stand."""
    library.found = made_duplicates(family(occurrences=family().occurrences[:1] * 65))
    shown = duplicates.duplicates(site, Filters())
    assert shown.count("dz-occurrence-head") == 60
    assert "另有 5 处" in shown


def test_whole_reports_that_are_the_same(site: Site) -> None:
    """Pairs of reports stand before the families."""
    shown = duplicates.duplicates(site, Filters())
    assert shown.index("97%") < shown.index("dz-family")


def test_formulas_are_folded_and_counted(site: Site, english: Site, library: MadeLibrary) -> None:
    """Nothing is dropped: a line for each kind says how many there are, and holds them."""
    library.found = made_duplicates(
        family(), family(id="f2", kind="ceremonial"), family(id="f3", kind="mandated"), family(id="f4", slots=())
    )
    shown = duplicates.duplicates(site, Filters())
    assert "4 组重复的文字" in shown
    assert '<details class="dz-fold dz-muted" id="folded-ceremonial"><summary>其中 1 组是礼仪用语' in shown
    assert shown.index("其中 1 组是礼仪用语") < shown.index("family-f2") < shown.index('id="family-f1"')
    assert "folded-unchanged" not in shown
    folded = duplicates.duplicates(english, Filters(), hide=("unchanged",))
    assert folded.index("In 1 of them no number changes") < folded.index("family-f4") < folded.index("family-f1")
    assert "1 of them is handed down" in folded
    library.found = made_duplicates(*(family(id=f"c{n}", kind="ceremonial") for n in range(100)))
    assert "前 100 组重复的文字" in duplicates.duplicates(site, Filters())
    assert "其中 100 组是礼仪用语" in duplicates.duplicates(site, Filters())


def test_nothing_recurs(site: Site, library: MadeLibrary) -> None:
    """That is said."""
    library.found = replace(made_duplicates(), families=())
    assert "没有找到在多个地区重复的文字" in duplicates.duplicates(site, Filters())


def test_a_family_leads_to_those_it_holds(site: Site, library: MadeLibrary) -> None:
    """As far as they are on the page."""
    library.found = made_duplicates(
        family(contains=("f2", "gone")), family(id="f2", template="推动⟨数⟩件问题解决", contains=())
    )
    shown = duplicates.duplicates(site, Filters())
    assert '<a href="duplicates?least=2#family-f2">推动…件问题解决</a>' in shown
    assert "gone" not in shown
    assert shown.count("其中含有") == 1


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("holds the formula “请予审议”", "含有固定用语“请予审议”"),
        ("stands in a report from above: 汀南省政府工作报告", "上级报告里也有：汀南省政府工作报告"),
        ("stands in 9 of 16 regions", "16 个地区中 9 个说过"),
        (
            "stands in 2 of 16 regions, in no report from above, and is no formula",
            "16 个地区中 2 个说过，上级报告里没有，也不是固定用语",
        ),
        ("something new", "something new"),
    ],
)
def test_reasons_in_the_words_of_the_page(site: Site, said: str, shown: str) -> None:
    """One that the page has no words for stands as it is."""
    assert reason(site.words, said) == shown


@pytest.mark.parametrize(
    ("text", "other", "regions", "key"),
    [
        ("各位代表，请予审议。", LIAOXI, 2, "why.formula"),
        ("修路。", DAOCHUAN[:1], 2, "why.above"),
        ("修路。", LIAOXI, 9, "why.widespread"),
        ("修路。", LIAOXI, 2, "why.substantive"),
    ],
)
def test_every_reason_that_the_service_gives_is_known(
    text: str, other: tuple[str, ...], regions: int, key: str
) -> None:
    """What the service decides by has words on the page."""
    _, why = kind_of(text, [facts(), facts("bb-1", region=other)], regions, 16)
    assert next(known for known, pattern in REASONS if pattern.fullmatch(why)) == key


def test_reports_by_what_stands_elsewhere(site: Site) -> None:
    """The most first, each with a bar and a way to read it; one that is gone is left out."""
    shown = duplicates.duplicates(site, Filters())
    first, second = shown.index('<span class="dz-number">34%</span>'), shown.index('<span class="dz-number">6%</span>')
    assert first < second
    assert '<meter value="0.345" max="1" aria-hidden="true"></meter><a href="report?id=bb-1"' in shown
    assert "gone-1" not in shown


def test_most_reports_are_folded(english: Site, library: MadeLibrary) -> None:
    """Eight stand; the rest are one line away, and very many are left to the filters."""
    library.held = tuple(facts(f"r{n}") for n in range(9))
    shares = tuple(ReportShare(f"r{n}", n / 10) for n in range(9))
    library.found = made_duplicates(shared=made_shared(reports=shares))
    shown = duplicates.duplicates(english, Filters())
    assert "<summary>1 more report</summary>" in shown
    assert shown.index("80%") < shown.index("1 more report") < shown.index('"dz-number">0%')
    library.held = tuple(facts(f"r{n}") for n in range(300))
    library.found = made_duplicates(shared=made_shared(reports=tuple(ReportShare(f"r{n}", 0.1) for n in range(300))))
    shown = duplicates.duplicates(english, Filters())
    assert "292 more reports" in shown
    assert shown.count("<meter") == 200
    assert "Use the filters to see more." in shown


def test_regions_against_regions(site: Site, english: Site) -> None:
    """Row to column, said in words; a number opens the page narrowed to the two, other filters kept."""
    shown = duplicates.duplicates(site, Filters(("汀南省",), (2023,), ("npc",)), hide=("unchanged",))
    both = "region=%E6%B1%80%E5%8D%97%E7%9C%81%2F%E7%A8%BB%E5%B7%9D%E5%8E%BF&amp;region=%E9%9D%92%E5%B2%9A%E7%9C%81%2F"
    assert f'<td class="dz-heat-5"><a href="duplicates?{both}' in shown
    assert "&amp;year=2023&amp;body=npc&amp;hide=unchanged" in shown
    assert 'aria-label="汀南省稻川县的文字有 34% 也见于青岚省岚州市蓼溪县"' in shown
    assert "例如：汀南省稻川县的文字有 34% 也见于青岚省岚州市蓼溪县。" in shown
    assert '<th scope="row" title="汀南省稻川县">稻川县</th><td class="dz-self">·</td>' in shown
    assert '<td class="dz-heat-1">' in shown
    said = "34% of what 汀南省 稻川县 says also stands in 青岚省 岚州市 蓼溪县"
    assert f"For example: {said}." in duplicates.duplicates(english, Filters())


def test_regions_of_one_name_are_told_apart(site: Site, library: MadeLibrary) -> None:
    """By their paths."""
    library.found = made_duplicates(shared=made_shared(regions=(("甲省", "城关区"), ("乙省", None, "城关区"))))
    shown = duplicates.duplicates(site, Filters())
    assert ">甲省城关区</th>" in shown
    assert "region=%E4%B9%99%E7%9C%81%2F%E5%9F%8E%E5%85%B3%E5%8C%BA" in shown


@pytest.mark.parametrize(("count", "shown_as"), [(1, "nothing"), (40, "open"), (41, "folded"), (81, "words")])
def test_many_regions_are_folded(site: Site, library: MadeLibrary, count: int, shown_as: str) -> None:
    """A region alone has no other; very many are left to the filters, and that is said."""
    regions = tuple((f"省{n}",) for n in range(count))
    shares = tuple(tuple(None if a == b else 0.0 for b in range(count)) for a in range(count))
    library.found = made_duplicates(shared=made_shared(regions=regions, shares=shares))
    shown = duplicates.duplicates(site, Filters())
    assert ("dz-heat-0" in shown) == (shown_as in {"open", "folded"})
    assert ('class="dz-fold dz-between" open>' in shown) == (shown_as == "open")
    assert ("81 个地区太多" in shown) == (shown_as == "words")
    assert "例如" not in shown


def test_the_order_of_regions_is_passed_on(site: Site, library: MadeLibrary) -> None:
    """The nearest first is this page's own; any other is the service's."""
    for order in similar.ORDERS:
        similar.similar(site, "一段话", "", Filters(), order)
        assert library.asked[-1][2]["order"] == ("region" if order == "nearest" else order)


def test_summary_leads_back(site: Site, library: MadeLibrary) -> None:
    """Each sentence has a mark that opens the report there, and says where else it stands."""
    shown = summary.summary(site, "aa-1", "distinctive", "", 300)
    assert library.asked[0] == (
        "summarize",
        "aa-1",
        {"budget_chars": 300, "style": "distinctive", "about": None, "section": "", "since": None},
    )
    assert 'href="report?id=aa-1&amp;passage=1#p1"' in shown
    assert "也见于 15 个地区" in shown


def test_summary_about_a_question(site: Site, library: MadeLibrary) -> None:
    """The question is passed on; without one, it is asked for."""
    assert "请写下问题" in summary.summary(site, "aa-1", "about", " ", 500)
    summary.summary(site, "aa-1", "about", "养老", 500)
    assert library.asked[-1][2]["about"] == "养老"


def test_summaries_of_a_section_and_since(site: Site, library: MadeLibrary) -> None:
    """What each wants is passed on, and asked for where it is missing."""
    assert "请写下标题里的几个字" in summary.summary(site, "aa-1", "section", "", 500)
    assert "请选择一份更早的报告" in summary.summary(site, "aa-1", "since", "", 500)
    shown = summary.summary(site, "aa-1", "section", "监督", 500)
    assert library.asked[-1][2]["section"] == "监督"
    assert "as=docx&amp;report=aa-1&amp;chars=500&amp;style=general&amp;section=%E7%9B%91%E7%9D%A3" in shown
    summary.summary(site, "aa-1", "since", "", 500, "bb-2")
    assert library.asked[-1][2]["since"] == "bb-2"


def test_all_reports_together(site: Site) -> None:
    """Who says it can be opened, and leads to each."""
    shown = summary.summary(site, summary.EVERY_REPORT, "general", "", 500)
    assert "2 份报告说了什么" in shown
    assert "2 份中有 2 份这么说" in shown
    assert shown.count('class="dz-mark"') == 3


def test_the_reader_shows_the_whole_text_in_order(site: Site) -> None:
    """Title lines, headings and passages; the cited one is lit."""
    shown = reader.read(site, "aa-1", "2")
    order = [shown.index(piece) for piece in ('class="dz-front-line"', 'id="h0"', 'id="p1"', 'id="p2"')]
    assert order == sorted(order)
    assert 'id="p2" class="dz-passage dz-cited"' in shown
    assert 'id="p1" class="dz-passage"' in shown


def test_the_reader_without_a_report(site: Site) -> None:
    """An address that names none leads to the library; one that is not there is said not to be."""
    assert "没有指定报告" in reader.read(site, "")
    assert "没有找到" in reader.read(site, "zz")


def test_facets_count(site: Site, english: Site, library: MadeLibrary) -> None:
    """A region counts what lies below it; parts count passages."""
    library.held = (
        facts(),
        facts("bb-1", region=LIAOXI, covers=(2021, 2023), body="government"),
        facts("cc-1", region=None),
    )
    found = facets(site, Filters())
    assert found.regions[0] == ("汀南省 (1)", "汀南省")
    assert ("青岚省 / 岚州市 (1)", "青岚省/岚州市") in found.regions
    assert found.years == [("2023 (3)", "2023"), ("2022 (1)", "2022"), ("2021 (1)", "2021")]
    assert found.bodies == [("人大 (2)", "npc"), ("政府 (1)", "government")]
    assert found.parts == [("已做的工作 (6)", "done")]
    assert facets(english, Filters()).bodies[0] == ("People's Congress (2)", "npc")


def test_facets_count_among_what_the_others_admit(samples_by_pairs: Library, site: Site) -> None:
    """Each as a search with that choice would have it; what is chosen is offered though nothing is left of it."""
    here = replace(site, library=samples_by_pairs)
    found = facets(here, Filters(("汀南省",), (2023,), ("cppcc",)))
    held = samples_by_pairs.reports
    for choices, narrowed in (
        (found.regions, lambda region: Filters((region,), (2023,), ("cppcc",))),
        (found.years, lambda year: Filters(("汀南省",), (int(year),), ("cppcc",))),
        (found.bodies, lambda body: Filters(("汀南省",), (2023,), (body,))),
    ):
        assert choices
        assert [label for label, _ in choices] == [
            f"{label.rpartition(' (')[0]} ({len(held(narrowed(value)))})" for label, value in choices
        ]
    assert ("1999 (0)", "1999") in facets(here, Filters(years=(1999,))).years
    assert facets(here, Filters(("火星区",), (2023,))) == facets(here, Filters(years=(2023,)))


def test_reports_to_choose_from_can_be_told_apart(site: Site) -> None:
    """By title, region and years; by file when those are the same."""
    same = facts("bb-1", source=replace(facts().source, file="other.txt"))
    labels = [label for label, _ in report_choices(site.words, [facts(), same, facts("cc-1", covers=(2022, 2022))])]
    assert labels == [
        "稻川县人大常委会工作报告 · 汀南省稻川县 · 2023 · daochuan.txt",
        "稻川县人大常委会工作报告 · 汀南省稻川县 · 2023 · other.txt",
        "稻川县人大常委会工作报告 · 汀南省稻川县 · 2022",
    ]


@pytest.mark.parametrize(
    "error", [one for one in DuizhaoError.__subclasses__() if one.__module__ == DuizhaoError.__module__]
)
def test_errors_become_messages(site: Site, error: type[DuizhaoError]) -> None:
    """Whatever the service refuses is said in the page: what, and what to do."""

    @readable
    def refuses(_: Site, /) -> Html:
        raise error("<that> was wrong", hint="do this")

    shown = refuses(site)
    assert site.words(f"error.{error.code}") in shown
    assert "&lt;that&gt; was wrong" in shown
    assert "do this" in shown


def test_a_library_that_cannot_be_read_still_has_pages(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The header says nothing then; the page's own handler says what is wrong."""

    def damaged(_: MadeLibrary, filters: Filters = Filters()) -> tuple[()]:  # noqa: ARG001, B008
        raise LibraryDamaged("the file is no library", hint="put back a copy")

    monkeypatch.setattr(MadeLibrary, "reports", damaged)
    assert held(site) == ()
    assert facets(site, Filters(("火星区",))) == Facets([], [], [], [])
    assert "put back a copy" in ask.answer(site, "", Filters())


def test_other_errors_are_not_hidden(site: Site) -> None:
    """A mistake of ours stays one."""

    @readable
    def breaks(_: Site, /) -> Html:
        raise RuntimeError("ours")

    with pytest.raises(RuntimeError):
        breaks(site)
    assert issubclass(BadRequest, DuizhaoError)
