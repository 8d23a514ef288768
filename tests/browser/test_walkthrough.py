"""Fifteen tasks of people who read reports for a living, each done on the screen from the first page to what they came for.

On the samples, and on the real reports where they lie beside the project.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, ViewportSize, expect

from tests.browser.conftest import Watch, filled
from tests.browser.walks import SAMPLES, SEEDS, Walk, numbers

_LAPTOP: ViewportSize = {"width": 1366, "height": 768}
_LIBRARIES = {"samples": ("server", SAMPLES), "seeds": ("seeds_server", SEEDS)}


@dataclass(frozen=True, slots=True)
class Memories:
    """What a browser remembers of each library from walk to walk, and what went wrong there."""

    browser: Browser
    kept: dict[str, tuple[BrowserContext, Watch]] = field(default_factory=dict)

    def of(self, server: str) -> tuple[BrowserContext, Watch]:
        """Give those of a server's library; at first there are none."""
        if server not in self.kept:
            context, watch = self.browser.new_context(locale="zh-CN", viewport=_LAPTOP), Watch(server)
            context.set_default_timeout(30_000)
            watch.over(context)
            self.kept[server] = context, watch
        return self.kept[server]


@pytest.fixture(scope="module")
def memories(browser: Browser) -> Memories:
    """One browser for all walks: what a page needs is loaded once."""
    return Memories(browser)


@pytest.fixture(params=["samples", pytest.param("seeds", marks=pytest.mark.shared)])
def walk(request: pytest.FixtureRequest, memories: Memories) -> Iterator[Walk]:
    """A page of a library, as people find it; at the end no error was told and nothing was asked of another machine."""
    fixture, sought = _LIBRARIES[request.param]
    server = request.getfixturevalue(fixture)
    context, watch = memories.of(server)
    watch.wrong.clear()
    page = context.new_page()
    page.goto(server)
    filled(page)
    yield Walk(page, request.param, sought)
    page.close()
    assert watch.wrong == []


def test_another_county_has_solved_my_problem(walk: Walk) -> None:
    """I ask how somebody else solved it, and open the source at the sentence that says so."""
    question, answer = walk.sought.problem
    first = walk.ask(question).first
    expect(first.locator(".dz-who")).to_contain_text(walk.sought.solved_by)
    lit = "".join(first.locator("mark.dz-lit").all_inner_texts())
    assert answer in lit
    walk.keep("1-asked")
    first.get_by_role("link", name="打开").click()
    expect(walk.cited()).to_contain_text(lit)
    expect(walk.page.locator(".dz-report .dz-who")).to_contain_text(walk.sought.solved_by)
    walk.keep("1-opened")


def test_i_see_how_i_was_understood_and_change_it(walk: Walk) -> None:
    """The place is taken off, so others answer too; a filter then leaves only what is planned."""
    page, hits = walk.page, walk.ask(walk.sought.named)
    chips = page.locator(".dz-chip")
    expect(chips).to_have_count(3)
    place = walk.sought.named.partition("2")[0]
    assert {place in who for who in page.locator(".dz-hit .dz-who").all_inner_texts()} == {True}
    chips.filter(has_text=place).get_by_role("link").click()
    expect(page.locator(".dz-chip-open")).to_be_visible()
    expect(hits.locator(".dz-who").filter(has_not_text=place).first).to_be_visible()
    walk.choose("filter-part", "计划的工作")
    expect(page).to_have_url(re.compile("open=region.*part=planned|part=planned.*open=region"))
    expect(page.locator(".dz-hit .dz-part").filter(has_not_text="计划的工作")).to_have_count(0)
    expect(hits.first.locator(".dz-part")).to_have_text("计划的工作")
    walk.keep("2-narrowed")


def test_i_learn_who_is_silent(walk: Walk) -> None:
    """Asked by region: those that say it, each with its best passage, and by name those that do not."""
    question, says, silent = walk.sought.told
    page = walk.page
    walk.ask(question)
    page.locator("#by").get_by_text("按地区").click()
    expect(page.locator(".dz-silent")).to_be_visible()
    of, said, not_said = numbers(page.locator(".dz-count").inner_text())
    assert said + not_said == of
    expect(page.locator(".dz-hit")).to_have_count(said)
    expect(page.locator(".dz-hit .dz-who").filter(has_text=says)).to_have_count(1)
    expect(page.locator(".dz-hit .dz-who").filter(has_text=silent)).to_have_count(0)
    named = page.locator(".dz-silent").inner_text()
    assert silent in named
    assert len(named.split("、")) == not_said
    walk.keep("3-silent")


def test_i_find_who_else_says_a_passage(walk: Walk) -> None:
    """From a hit to all regions and years; a cell of the table opens what another region says."""
    question, words = walk.sought.shared
    page = walk.page
    walk.ask(question).filter(has_text=words).first.get_by_role("link", name="各地类似").click()
    expect(page.locator(".dz-source .dz-quote")).to_contain_text(words)
    expect(page.locator(".dz-matrix .dz-origin")).to_have_text("源")
    own = page.locator(".dz-source .dz-who").inner_text().split(" · ")[0]
    row = page.locator(".dz-matrix tbody tr").filter(has=page.locator(".dz-said")).filter(has_not_text=own).first
    region = row.get_by_role("rowheader").inner_text()
    walk.keep("4-matrix")
    row.locator(".dz-said a").first.click()
    expect(walk.cited()).to_contain_text(words)
    expect(page.locator(".dz-report .dz-who")).to_contain_text(region.strip())


def test_i_read_what_they_changed(walk: Walk) -> None:
    """My text beside theirs: put in, struck out, and figures that differ said to."""
    region, change = walk.sought.theirs
    card = walk.hold(walk.sought.mine).filter(has=walk.page.locator(".dz-who", has_text=region))
    expect(card).to_have_count(1)
    expect(card.locator(".dz-flag").filter(has_text="数字有变")).to_be_visible()
    expect(card.locator("ins").first).to_be_attached()
    old, new = change.split("→")
    text = card.locator(".dz-text")
    expect(text.locator("del").filter(has_text=old).first).to_be_attached()
    expect(text.locator("ins").filter(has_text=new).first).to_be_attached()
    card.scroll_into_view_if_needed()
    walk.keep("5-changes")


def test_i_order_regions_from_shared_to_distinctive(walk: Walk) -> None:
    """What many say comes first, then the other way round; the same regions both times."""
    page, cards = walk.page, walk.hold(walk.sought.shades)
    before = sorted(cards.locator(".dz-who").all_inner_texts())
    shown = {}
    for order, name in (("commonness", "共有的在前"), ("distinctive", "独有的在前")):
        page.locator("#order").get_by_text(name).click()
        expect(page).to_have_url(re.compile(f"order={order}"))
        walk.settled()
        notes = ["".join(card.locator(".dz-commonness").all_inner_texts()) for card in cards.all()]
        shown[order] = [numbers(note)[1] if note else 0 for note in notes]
        assert sorted(cards.locator(".dz-who").all_inner_texts()) == before
        walk.keep(f"6-{order}")
    assert shown["commonness"] == sorted(shown["commonness"], reverse=True)
    assert shown["distinctive"] == sorted(shown["distinctive"])
    assert shown["commonness"] != shown["distinctive"]


def test_i_find_boilerplate_of_most_regions(walk: Walk) -> None:
    """Only what stands in most regions, ceremonial sentences listed too; opened, it gives every place that says it."""
    page, sought = walk.page, walk.sought
    walk.turn_to("套话")
    families = page.locator(".dz-family")
    expect(families.first).to_be_attached()
    walk.type_number("least", sought.least)
    expect(page).to_have_url(re.compile(f"least={sought.least}"))
    walk.settled()
    for kind in ("礼仪用语", "统一提法"):
        page.locator("#show").get_by_text(kind).click()
        walk.settled()
    expect(page).to_have_url(re.compile("show=ceremonial"))
    expect(page.locator(".dz-fold .dz-family")).to_have_count(0)
    facts = [numbers(facts)[0] for facts in page.locator(".dz-family .dz-facts").all_text_contents()]
    assert min(facts) >= sought.least
    family = families.filter(has_text=sought.everywhere).first
    family.locator("summary").first.click()
    places = family.locator("xpath=./ol[contains(@class, 'dz-occurrences')]/li")
    expect(places.first).to_be_visible()
    regions = {place.split(" · ")[0] for place in places.locator(".dz-open").all_inner_texts()}
    assert len(regions) == numbers(family.locator(".dz-facts").inner_text())[0]
    walk.keep("7-family")
    places.first.locator(".dz-open").click()
    expect(walk.cited()).to_contain_text("核心")


def test_i_see_which_regions_share_text(walk: Walk, tmp_path: Path) -> None:
    """The table of regions, taken as numbers and as a picture; a number in it opens what these two share."""
    page = walk.page
    walk.turn_to("套话")
    heat = page.locator("#shared-regions")
    expect(heat).to_be_visible()
    seen = [[cell.strip() for cell in row.split("\t")] for row in heat.inner_text().splitlines() if row.strip()]
    between = page.locator(".dz-between")
    taken = walk.take(between.get_by_role("button", name="存为数据（CSV）"), tmp_path)
    picture = walk.take(between.get_by_role("button", name="存为图片（PNG）"), tmp_path)
    rows = list(csv.reader(taken.read_text("utf-8-sig").splitlines()))
    assert len(rows) == heat.locator("tr").count()
    assert [cell for row in rows for cell in row if cell] == [cell for row in seen for cell in row if cell]
    assert picture.read_bytes().startswith(b"\x89PNG")
    walk.keep("8-shared")
    links = heat.locator("a")
    shares = [numbers(share)[0] for share in links.all_inner_texts()]
    link = links.nth(shares.index(max(shares)))
    said = link.get_attribute("aria-label") or ""
    link.click()
    expect(page).to_have_url(re.compile("region=.+&region="))
    filled(page)
    expect(page.locator(".dz-family").first).to_be_attached()
    assert heat.locator("tbody tr").count() < len(rows) - 1
    names = heat.locator("tbody th").all_inner_texts()
    assert sum(name in said for name in names) == 2


def _sum_up(walk: Walk) -> None:
    walk.turn_to("摘要")
    walk.choose("report", walk.sought.summed)
    expect(walk.page.locator(".dz-summary")).to_be_visible()


def _sentences(walk: Walk) -> list[str]:
    texts = walk.page.locator(".dz-summary > .dz-sentences .dz-sentence .dz-text").all_inner_texts()
    return [re.sub(r"\[\d+\]$", "", text).strip() for text in texts]


def _elsewhere(walk: Walk) -> float:
    """In how many other regions a sentence of the summary stands, on average."""
    notes = walk.page.locator(".dz-summary > .dz-sentences .dz-margin .dz-commonness").all_inner_texts()
    return sum(sum(numbers(note)) for note in notes) / len(notes)


def test_i_take_a_summary_of_a_report(walk: Walk, tmp_path: Path) -> None:
    """In 500 characters; a citation leads to the sentence in the report, and Word has the same sentences."""
    page = walk.page
    _sum_up(walk)
    walk.type_number("chars", 500)
    expect(page.locator(".dz-summary > .dz-hint").first).to_contain_text("上限 500 字")
    sentences = _sentences(walk)
    assert len(sentences) >= 3
    assert 250 <= len("".join(sentences)) <= 500
    walk.keep("9-summary")
    written = docx.Document(str(walk.take(page.locator(".dz-take").get_by_role("link", name="Word"), tmp_path)))
    text = "\n".join(paragraph.text for paragraph in written.paragraphs)
    assert [sentence for sentence in sentences if sentence not in text] == []
    page.locator(".dz-summary .dz-mark").first.click()
    expect(walk.cited()).to_contain_text(sentences[0].strip("…"))


def test_i_ask_what_only_this_report_says(walk: Walk) -> None:
    """Its own things rather than everybody's; then what it says about my question."""
    page = walk.page
    _sum_up(walk)
    general, elsewhere = page.locator(".dz-summary > .dz-sentences").inner_text(), _elsewhere(walk)
    page.locator("#style").get_by_text("独特之处").click()
    expect(page).to_have_url(re.compile("style=distinctive"))
    expect(page.locator(".dz-summary > .dz-sentences")).not_to_have_text(general, use_inner_text=True)
    assert _elsewhere(walk) < elsewhere
    walk.keep("10-distinctive")
    question, word = walk.sought.topic
    page.locator("#style").get_by_text("围绕一个问题").click()
    page.locator("#text textarea, #text input").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".dz-summary > .dz-sentences .dz-text").filter(has_text=word).first).to_be_visible()
    walk.keep("10-about")


def test_i_learn_what_all_reports_say(walk: Walk) -> None:
    """What all say comes first, then what only some say, and who they are."""
    page = walk.page
    walk.turn_to("摘要")
    walk.choose("report", "所有报告")
    points = page.locator(".dz-summary .dz-sentence")
    expect(points.first).to_be_visible()
    counts = [numbers(line) for line in points.locator("summary").all_inner_texts()]
    said = [min(pair) for pair in counts]
    assert said == sorted(said, reverse=True)
    assert said[0] > said[-1]
    points.first.locator("summary").click()
    expect(points.first.locator("ol li")).to_have_count(said[0])
    walk.keep("11-overview")


def test_i_compare_two_reports(walk: Walk) -> None:
    """Two of one body side by side; targets beside results, and then only passages in which facts differ."""
    page, (one, other) = walk.page, walk.sought.pair
    walk.turn_to("比")
    walk.choose("a", one)
    expect(page.locator(".dz-notice")).to_contain_text("请再选择一份报告")
    walk.choose("b", other)
    rows = page.locator(".dz-row")
    expect(rows.first).to_be_attached()
    walk.keep("12-compared")
    if walk.library == "samples":
        page.locator("#targets > summary").click()
        met = page.locator(".dz-targets tbody tr").filter(has_text="退塘还湿6000亩")
        expect(met.locator("td").nth(1)).to_contain_text("退塘还湿6240亩")
        walk.keep("12-targets")
    page.get_by_label(re.compile("只看数字等有变的")).check()
    expect(page.locator(".dz-row.dz-no-facts:visible")).to_have_count(0)
    told = numbers(page.locator(".dz-box-facts").inner_text())[0]
    expect(page.locator(".dz-row:visible")).to_have_count(told)
    expect(page.locator(".dz-row:visible .dz-flags")).to_have_count(told)


def test_i_x_ray_a_report(walk: Walk) -> None:
    """Sentences shaded by how many regions say them; a click on one names the others, and leads there."""
    page = walk.page
    walk.turn_to("馆")
    page.locator("#reports").get_by_role("link", name=walk.sought.read, exact=True).first.click()
    page.get_by_label("共有程度着色").check()
    sentence = page.locator(".dz-s.dz-band-some, .dz-s.dz-band-most, .dz-s.dz-band-few").first
    text = sentence.inner_text()
    sentence.click()
    panel = page.locator(".dz-panel")
    expect(panel.locator(".dz-quote")).to_have_text(text)
    expect(panel.locator(".dz-quote")).to_be_in_viewport()
    walk.settled()
    regions = numbers(panel.locator(".dz-said-by").inner_text())[1]
    others = panel.locator(".dz-occurrences > li")
    assert len({place.split(" · ")[0] for place in others.get_by_role("link").all_inner_texts()}) >= regions
    walk.keep("13-x-ray")
    place, theirs = others.first.get_by_role("link"), others.first.locator(".dz-text").evaluate(_LONGEST_UNCHANGED)
    said_by = place.inner_text()
    place.click()
    expect(page.locator(".dz-report .dz-who")).to_contain_text(said_by)
    expect(walk.cited()).to_contain_text(theirs)


_LONGEST_UNCHANGED = """
text => [...text.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data)
  .reduce((one, other) => (other.length > one.length ? other : one), "")
"""
_FILE = "青岚省{place}人大常委会工作报告\n（2024年2月3日）\n一、工作回顾\n2023年听取专项报告六项，督办建议三十件，走访代表小组四十个。\n"
_DROP = """
([files, target]) => {
  const transfer = new DataTransfer();
  for (const [name, text] of files) transfer.items.add(new File([text], name));
  for (const type of ["dragover", "drop"])
    target.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
}
"""


def _row(walk: Walk, place: str) -> Locator:
    title = walk.page.locator(".dz-title a", has_text=f"青岚省{place}人大")
    return walk.page.locator("#reports tr[data-report]", has=title)


def test_i_look_after_the_library(walk: Walk) -> None:
    """Files are dropped and read; a region is set right; one report goes, and comes back as it was set right."""
    page = walk.page
    walk.turn_to("馆")
    held = numbers(page.locator(".dz-holdings").inner_text())[0]
    files = [[f"{place}.txt", _FILE.format(place=place)] for place in ("望溪县", "听泉县")]
    page.evaluate(_DROP, [files, page.locator("#header").element_handle()])
    expect(page.locator("#shelf-jobs [data-job]").first).to_be_visible()
    expect(page.locator("#shelf-jobs .dz-outcome").first).to_contain_text("已添加 2 份报告")
    expect(page.locator(".dz-holdings")).to_contain_text(f"{held + 2} 份报告")
    row = _row(walk, "望溪县")
    row.get_by_role("button", name="修改").click()
    page.get_by_label("地区", exact=True).fill("青岚省/岚州市/望溪县")
    page.keyboard.press("Enter")
    expect(row.locator("td").nth(2)).to_contain_text("岚州市")
    page.keyboard.press("Escape")
    walk.keep("14-set-right")
    row.get_by_role("button", name="移除").click()
    page.locator("#remove").click()
    expect(row).to_have_count(0)
    expect(page.locator(".dz-holdings")).to_contain_text(f"{held + 1} 份报告")
    page.get_by_role("button", name="放回").click()
    expect(row.locator("td").nth(2)).to_contain_text("岚州市")
    expect(page.locator(".dz-holdings")).to_contain_text(f"{held + 2} 份报告")
    for place in ("望溪县", "听泉县"):
        _row(walk, place).get_by_role("checkbox").check()
    page.get_by_role("button", name="移除选中的 2 份").click()
    page.locator("#remove").click()
    expect(page.locator(".dz-holdings")).to_contain_text(f"{held} 份报告")


def test_i_take_collected_passages_away(walk: Walk, browser: Browser, tmp_path: Path) -> None:
    """Three passages, a note, another order: Word has them so, cited by GB/T 7714, and a link gives a colleague the same."""
    page, hits = walk.page, walk.ask(walk.sought.problem[0])
    expect(hits.nth(2)).to_be_visible()
    for n in range(3):
        hits.nth(n).get_by_role("button", name="收藏").click()
    page.locator(".dz-menu").get_by_role("link", name=re.compile("篮")).click()
    entries = page.locator(".dz-entry")
    expect(entries).to_have_count(3)
    first, second, third = entries.locator(".dz-who").all_inner_texts()
    entries.nth(2).get_by_role("button", name="上移").click()
    expect(entries.locator(".dz-who")).to_have_text([first, third, second])
    page.get_by_label("备注").first.fill("先看这一段：有办法，有数字。")
    page.get_by_label("引用格式").select_option("GB/T 7714")
    cited = page.locator(".dz-cited-gbt7714").all_inner_texts()
    walk.keep("15-basket")
    written = docx.Document(str(walk.take(page.get_by_role("button", name="Word"), tmp_path)))
    lines = [paragraph.text for paragraph in written.paragraphs]
    places = [next(n for n, line in enumerate(lines) if citation in line) for citation in cited]
    assert places == sorted(places)
    assert any("先看这一段：有办法，有数字。" in line for line in lines)
    link = page.get_by_role("link", name="这一篮的链接").get_attribute("href") or ""
    context = browser.new_context(locale="zh-CN")
    colleague = context.new_page()
    colleague.goto(link)
    expect(colleague.locator(".dz-entry .dz-who")).to_have_text([first, third, second])
    expect(colleague.get_by_label("备注").first).to_have_value("先看这一段：有办法，有数字。")
    context.close()
    page.get_by_role("button", name="清空").click()
    expect(entries).to_have_count(0)
