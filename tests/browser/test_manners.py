"""Good manners: keys, what is told to those who do not see, nothing that moves, paper."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener, filled

QUESTION = "人大代表怎样收集群众意见？"
ASKED = f"?q={quote(QUESTION)}"
SHIFT = """() => { window.moved = 0; new PerformanceObserver((list) => { for (const shift of list.getEntries())
  if (!shift.hadRecentInput && shift.sources.some(({ node }) => node && !node.matches?.(".gradio-container")
      && !(node.closest ? node : node.parentElement)?.closest("#results")))
    window.moved += shift.value; }).observe({ type: "layout-shift", buffered: true }); }"""
"""Adds up what moves by itself, but for Gradio's frame while it is empty, and answers that take the place of others."""


def _box(page: Page) -> object:
    return page.locator("#question textarea, #question input")


def test_the_first_tab_skips_to_the_content(opened: Opener) -> None:
    """The skip link is the first stop, is seen then, and leads past the header."""
    page = opened("library")
    page.locator("body").evaluate("() => document.activeElement.blur()")
    page.keyboard.press("Tab")
    skip = page.locator(".dz-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#library').contains(document.activeElement)")


def test_keys_lead_through_an_answer(opened: Opener) -> None:
    """J and k go from hit to hit, / to the question, ? to the list; in the box they are letters."""
    page = opened(ASKED)
    hits = page.locator(".dz-hit")
    hits.nth(2).wait_for()
    page.evaluate("document.activeElement.blur()")
    for key, place in (("j", 0), ("j", 1), ("k", 0)):
        page.keyboard.press(key)
        assert hits.nth(place).evaluate("hit => hit.contains(document.activeElement)")
    page.keyboard.press("?")
    expect(page.locator("#dz-keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#dz-keys")).to_be_hidden()
    page.keyboard.press("/")
    expect(_box(page)).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type("/j?")
    expect(_box(page)).to_have_value(f"{QUESTION}/j?")


def test_keys_can_be_switched_off(opened: Opener) -> None:
    """In the list, which the button in the header opens; the choice is kept."""
    page = opened(ASKED)
    page.locator(".dz-hit").first.wait_for()
    page.locator("[data-keys]").click()
    page.locator("#dz-keys-on").uncheck()
    page.locator("[data-close-keys]").click()
    page.reload()
    page.locator(".dz-hit").first.wait_for()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    page.keyboard.press("/")
    expect(page.locator("#dz-keys")).to_be_hidden()
    expect(_box(page)).not_to_be_focused()


def test_an_answer_to_another_question_is_marked(opened: Opener) -> None:
    """While the question is being changed; not when it is as it was, nor when it is asked."""
    page = opened(ASKED)
    results = page.locator("#results")
    page.locator(".dz-hit").first.wait_for()
    expect(results).not_to_have_class("dz-stale")
    _box(page).fill("政协怎样开展民主监督？")
    assert "dz-stale" in (results.get_attribute("class") or "")
    _box(page).fill(QUESTION)
    assert "dz-stale" not in (results.get_attribute("class") or "")
    _box(page).fill("政协怎样开展民主监督？")
    page.keyboard.press("Enter")
    expect(page.locator(".dz-hits")).to_have_attribute("data-question", "政协怎样开展民主监督？")
    assert "dz-stale" not in (results.get_attribute("class") or "")


def test_what_came_is_told(opened: Opener) -> None:
    """In one line, for those who hear the page, in its language."""
    page = opened(f"en/{ASKED}", locale="en-GB")
    expect(page.locator("#dz-said")).to_have_text("10 results")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".dz-hit .dz-text").first).to_have_attribute("lang", "zh")


@pytest.mark.parametrize("address", ["", ASKED, "library", "duplicates"])
def test_nothing_jumps(opened: Opener, address: str) -> None:
    """Neither while a page comes up nor when an answer takes the place of another: nothing shifts by itself."""
    page = opened(address)
    page.evaluate(SHIFT)
    page.wait_for_timeout(1000)
    if address == ASKED:
        _box(page).fill("政协怎样开展民主监督？")
        page.keyboard.press("Enter")
        expect(page.locator(".dz-hits")).to_have_attribute("data-question", "政协怎样开展民主监督？")
        page.wait_for_timeout(500)
    assert page.evaluate("window.moved") < 0.1


def test_paper_is_grey_and_without_controls(opened: Opener) -> None:
    """From a dark screen too: black on white, the answering sentence underlined, nothing to press."""
    page = opened(ASKED, color_scheme="dark")
    page.locator(".dz-hit mark.dz-lit").first.wait_for()
    page.emulate_media(media="print")
    for hidden in (".dz-menu", ".dz-search", ".dz-actions", ".dz-filters", "#by"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert page.locator(".dz-hit .dz-text").first.evaluate("text => getComputedStyle(text).color") == "rgb(0, 0, 0)"
    lit = page.locator(".dz-hit mark.dz-lit").first
    assert "underline" in lit.evaluate("mark => getComputedStyle(mark).textDecorationLine")
    assert lit.evaluate("mark => getComputedStyle(mark).backgroundColor") == "rgb(228, 228, 228)"


def test_nothing_moves_for_those_who_asked_for_that(opened: Opener) -> None:
    """No transition or animation lasts."""
    page = opened(reduced_motion="reduce")
    filled(page)
    longest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('*')].map((e) => parseFloat(getComputedStyle(e).transitionDuration)))"
    )
    assert longest <= 0.001
