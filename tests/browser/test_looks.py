"""Pictures of every page to look at, in both languages, on a laptop and a phone, light and dark."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Opener, filled, keep

PAGES = {
    "ask-empty": ("", ".dz-examples"),
    "ask": ("?q=人大代表怎样收集群众意见？", ".dz-hit"),
    "ask-understood": ("?q=蓼溪县人大2023年怎样解决蔺草收购差价？&open=year", ".dz-chip-open"),
    "ask-outside": ("?q=蓼溪县“采茶工随迁子女”", ".dz-outside"),
    "ask-by-region": ("?q=人大代表怎样收集群众意见？&by=region", ".dz-silent"),
    "ask-no-answer": ("?q=火星上有多少只企鹅会跳舞", ".dz-near-miss"),
    "similar": ("similar?text=代表联络站实现乡镇全覆盖，代表与群众的联系更加紧密。", ".dz-matrix"),
    "duplicates": ("duplicates", ".dz-heat"),
    "summary": ("summary", ".dz-notice"),
    "compare-begin": ("compare", ".dz-examples"),
    "library": ("library", ".dz-table"),
    "reader-none": ("report", ".dz-notice"),
}
LAPTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
LOOKS = {
    "zh-laptop-light": ("zh-CN", LAPTOP, "light"),
    "en-laptop-dark": ("en-GB", LAPTOP, "dark"),
    "zh-phone-dark": ("zh-CN", PHONE, "dark"),
    "en-phone-light": ("en-GB", PHONE, "light"),
}


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_fits(opened: Opener, look: str) -> None:
    """Nothing hangs over the edge of the screen."""
    locale, size, scheme = LOOKS[look]
    page = opened(locale=locale, viewport=size, color_scheme=scheme)
    base = page.url
    for name, (address, sign) in PAGES.items():
        page.goto(base + address)
        filled(page)
        expect(page.locator(sign).first).to_be_visible()
        keep(page, f"{name}-{look}")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name


def _has_room(text: Locator, width: int) -> None:
    """Hold a text to a good part of the screen's width: beside something else it may be narrower, but never a column of words."""
    assert text.evaluate("text => text.clientWidth") > width / 3


@pytest.mark.parametrize("look", LOOKS)
def test_what_is_reached_from_a_hit_fits(opened: Opener, look: str) -> None:
    """The reader, the passage across regions, an open family, a summary."""
    locale, size, scheme = LOOKS[look]
    page = opened("?q=代表联络站怎样实现乡镇全覆盖？", locale=locale, viewport=size, color_scheme=scheme)
    page.locator(".dz-hit .dz-similar").first.click()
    page.locator(".dz-hit").first.wait_for()
    keep(page, f"similar-passage-{look}")
    page.locator(".dz-hit").first.scroll_into_view_if_needed()
    keep(page, f"similar-changes-{look}")
    page.locator(".dz-source .dz-open").click()
    page.locator(".dz-cited").wait_for()
    keep(page, f"reader-{look}")
    _has_room(page.locator(".dz-cited .dz-text"), size["width"])
    page.locator(".dz-report header a").first.evaluate("link => link.click()")
    page.locator(".dz-summary").wait_for()
    keep(page, f"summary-made-{look}")
    _has_room(page.locator(".dz-sentence .dz-text").first, size["width"])
    page.locator(".dz-menu a").nth(2).click()
    page.locator(".dz-muted ~ .dz-family > summary").nth(7).click()
    page.locator(".dz-family[open] > .dz-occurrences").wait_for()
    page.locator(".dz-family[open]").scroll_into_view_if_needed()
    keep(page, f"family-{look}")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
