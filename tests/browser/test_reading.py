"""Two reports set side by side, and a report read as an X-ray, in a real browser."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from service.library import Library
from tests.browser.conftest import Opener, filled
from tests.truth import report_of


@pytest.fixture
def pair(samples_library: Library) -> str:
    """The address of two years of one city."""
    files = ("luoting-government-2023.txt", "luoting-government-2024.txt")
    a, b = (report_of(samples_library, file) for file in files)
    return f"compare?a={a}&b={b}"


@pytest.fixture
def shared(samples_library: Library) -> str:
    """The address of a report of which other regions say much, too."""
    return f"report?id={report_of(samples_library, 'daochuan-npc-2023.txt')}"


def test_two_reports_are_chosen(opened: Opener) -> None:
    """The first by hand; other years of the same body are the first that are offered beside it."""
    page = opened("compare")
    page.locator("#a input").click()
    page.get_by_role("option", name=re.compile("螺汀市.+2022")).click()
    expect(page.locator(".dz-notice")).to_contain_text("请再选择一份报告")
    page.locator("#b input").click()
    expect(page.get_by_role("option").first).to_have_text(re.compile("螺汀市.+2023"))
    page.get_by_role("option").first.click()
    expect(page.locator(".dz-row").first).to_be_attached()
    expect(page).to_have_url(re.compile(r"compare\?a=[\w-]+&b=[\w-]+$"))
    page.reload()
    expect(page.locator(".dz-row").first).to_be_attached()
    expect(page.locator("#b input")).to_have_value(re.compile("2023"))


def test_kinds_are_hidden_and_stay_hidden(opened: Opener, pair: str) -> None:
    """Without asking the server; a link reopens what was seen."""
    page = opened(pair)
    only = page.locator(".dz-row-only_a")
    expect(only.first).to_be_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator(".dz-box-only_a input").uncheck()
    expect(only.first).to_be_hidden()
    expect(page).to_have_url(re.compile("hide=only_a$"))
    page.locator(".dz-box-facts input").check()
    expect(page.locator(".dz-row.dz-no-facts:visible")).to_have_count(0)
    expect(page.locator(".dz-row-edited:not(.dz-no-facts)").first).to_be_visible()
    expect(page).to_have_url(re.compile("hide=only_a&only=facts$"))
    assert asked == []
    page.reload()
    page.locator(".dz-row").first.wait_for(state="attached")
    expect(page.locator(".dz-box-only_a input")).not_to_be_checked()
    expect(page.locator(".dz-row.dz-no-facts:visible")).to_have_count(0)


def test_the_map_leads_to_a_row(opened: Opener, pair: str) -> None:
    """Also to one that is folded away; what is kept in the address stays there."""
    page = opened(f"{pair}&hide=only_b")
    page.locator(".dz-row").first.wait_for(state="attached")
    for kind in ("only_a", "same"):
        link = page.locator(f".dz-map-{kind}").last
        goal = (link.get_attribute("href") or "").partition("#")[2]
        link.dispatch_event("click")
        row = page.locator(f"#{goal}")
        expect(row).to_be_in_viewport()
        expect(row).to_be_focused()
        expect(page).to_have_url(re.compile(f"hide=only_b.*#{goal}$"))


def test_targets_stand_beside_their_results(opened: Opener, pair: str) -> None:
    """A citation of a result opens the report there."""
    page = opened(pair)
    page.locator("#targets summary").click()
    page.locator(".dz-targets td:nth-child(2) .dz-open").first.click()
    expect(page.locator(".dz-cited")).to_be_in_viewport()


def test_what_is_folded_opens(opened: Opener, samples_library: Library) -> None:
    """The button gives way to the text that it stands for."""
    files = ("shangu-cppcc-2023.txt", "shangu-cppcc-2024.txt")
    a, b = (report_of(samples_library, file) for file in files)
    page = opened(f"compare?a={a}&b={b}")
    page.locator(".dz-row").first.wait_for(state="attached")
    buttons = page.locator(".dz-row:not(.dz-row-same) [data-unfold]")
    hidden = page.locator(".dz-row:not(.dz-row-same) [data-unfold] + [hidden]").first
    text = hidden.text_content() or ""
    buttons.first.click()
    expect(page.get_by_text(text, exact=True).first).to_be_visible()


def _shaded(page: Page) -> str:
    return str(page.locator(".dz-body .dz-s").first.evaluate("one => getComputedStyle(one).backgroundColor"))


def test_the_x_ray_is_switched_on_and_kept(opened: Opener, shared: str) -> None:
    """Sentences are shaded and marked, the legend stands beside them; a link to a heading keeps the switch."""
    page = opened(shared)
    page.locator(".dz-s").first.wait_for()
    plain = _shaded(page)
    expect(page.locator(".dz-bands")).to_be_hidden()
    page.locator(".dz-box-shade input").check()
    assert _shaded(page) != plain
    expect(page.locator(".dz-bands")).to_be_visible()
    page.locator(".dz-outline a").last.click()
    expect(page).to_have_url(re.compile(r"shade=1.*#[hp]\d+$"))
    page.reload()
    page.locator(".dz-s").first.wait_for()
    expect(page.locator(".dz-box-shade input")).to_be_checked()


def test_a_sentence_opens_its_panel(opened: Opener, shared: str) -> None:
    """By a click, and by Enter where the arrows led; the look-alikes lead to their reports."""
    page = opened(f"{shared}&shade=1")
    sentence = page.locator(".dz-s.dz-band-few, .dz-s.dz-band-some").first
    sentence.click()
    panel = page.locator(".dz-panel")
    expect(panel.locator(".dz-quote")).to_have_text(sentence.inner_text())
    expect(panel.locator(".dz-occurrences a").first).to_have_attribute("href", re.compile(r"^report\?id="))
    expect(panel.locator("[data-collect]")).to_be_visible()
    sentence.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(panel.locator(".dz-quote")).not_to_have_text(sentence.inner_text())
    sentence.click()
    title, here = page.locator("h1").last.inner_text(), page.url
    elsewhere = panel.locator(".dz-occurrences a").first
    goal = elsewhere.get_attribute("href")
    elsewhere.click()
    expect(page).to_have_url(re.compile(re.escape(str(goal).split("#")[0].split("&")[0])))
    expect(page.locator("h1").last).not_to_have_text(title)
    page.goto(here)
    page.locator(".dz-s.dz-band-few, .dz-s.dz-band-some").first.click()
    panel.locator(".dz-similar").click()
    expect(page.locator(".dz-source .dz-quote")).to_be_visible()
    expect(page).to_have_url(re.compile(r"similar\?passage=.+%5B\d+%3A\d+%5D"))


def test_reading_without_the_x_ray_is_undisturbed(opened: Opener, shared: str) -> None:
    """A click opens nothing."""
    page = opened(shared)
    page.locator(".dz-s").first.click()
    page.wait_for_timeout(500)
    expect(page.locator(".dz-panel")).to_have_count(0)


SELECT = """text => {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT), first = walker.nextNode(), range = document.createRange();
  range.setStart(first, 2);
  range.setEnd(first, 12);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return String(range);
}"""


def test_selected_text_has_ways_onward(opened: Opener, shared: str) -> None:
    """Exactly what was selected is held beside other regions; nothing selected, nothing offered."""
    page = opened(shared)
    bar = page.locator(".dz-selection")
    expect(bar).to_be_hidden()
    selected = page.locator(".dz-passage .dz-text").nth(4).evaluate(SELECT)
    expect(bar).to_be_visible()
    page.evaluate("getSelection().removeAllRanges()")
    expect(bar).to_be_hidden()
    page.locator(".dz-passage .dz-text").nth(4).evaluate(SELECT)
    bar.locator("a").click()
    filled(page)
    expect(page.locator(".dz-source .dz-quote")).to_have_text(selected)


@pytest.mark.parametrize(
    ("address", "of"), [("duplicates", "shared-regions"), ("similar?text=代表联络站实现乡镇全覆盖。", "matrix")]
)
def test_tables_are_taken_away(opened: Opener, tmp_path: Path, address: str, of: str) -> None:
    """As a picture that is more than one colour, and as numbers, a line a row."""
    page = opened(address)
    rows = page.locator(f"#{of} tr")
    rows.first.wait_for()
    for ending in ("csv", "png"):
        with page.expect_download() as taken:
            page.locator(f"[data-save={ending}][data-of={of}]").click()
        assert taken.value.suggested_filename == f"duizhao-{of}.{ending}"
        taken.value.save_as(tmp_path / f"it.{ending}")
    lines = list(csv.reader((tmp_path / "it.csv").read_text("utf-8-sig").splitlines()))
    assert len(lines) == rows.count()
    assert len({len(line) for line in lines}) == 1
    picture = (tmp_path / "it.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 10_000


def test_the_histogram_is_taken_away(opened: Opener, tmp_path: Path) -> None:
    """The cut is drawn in; the picture is drawn from the page's own."""
    page = opened("similar?text=代表联络站实现乡镇全覆盖，代表与群众的联系更加紧密。")
    page.locator(".dz-nearness > summary").click()
    expect(page.locator("#nearness .dz-cut-label")).to_be_visible()
    expect(page.locator("#nearness .dz-bar-said").first).to_be_attached()
    with page.expect_download() as taken:
        page.locator("[data-save=png][data-of=nearness]").click()
    taken.value.save_as(tmp_path / "it.png")
    assert len((tmp_path / "it.png").read_bytes()) > 10_000
