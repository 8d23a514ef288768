"""axe-core finds nothing serious on any page, in both languages, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener, filled

PAGES = {
    "ask, empty": ("", ".dz-examples"),
    "ask": ("?q=人大代表怎样收集群众意见？", ".dz-hit"),
    "ask, understood": ("?q=蓼溪县人大2023年怎样解决蔺草收购差价？&open=year", ".dz-chip-open"),
    "ask, by region": ("?q=人大代表怎样收集群众意见？&by=region", ".dz-silent"),
    "ask, no answer": ("?q=火星上有多少只企鹅会跳舞", ".dz-near-miss"),
    "similar, empty": ("similar", ".dz-examples"),
    "similar": ("similar?text=代表联络站实现乡镇全覆盖，代表与群众的联系更加紧密。", ".dz-matrix"),
    "duplicates": ("duplicates?region=汀南省/稻川县&region=青岚省/岚州市/蓼溪县", ".dz-family"),
    "compare, empty": ("compare", ".dz-notice, #a"),
    "basket, empty": ("basket", ".dz-notice"),
    "summary, empty": ("summary", ".dz-notice"),
    "library": ("library", ".dz-shelf"),
    "reader, none": ("report", ".dz-notice"),
}
SERIOUS = {"serious", "critical"}
SETTLED = """!document.querySelector('.pending, .generating')
  && !document.getAnimations().some((one) => one instanceof CSSTransition && one.playState === 'running')"""


def _wrong(page: Page, **options: object) -> list[str]:
    """List what axe-core finds serious: the rule, the element, and why."""
    page.wait_for_function(SETTLED)
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {node['html'][:200]}: {node['failureSummary'][:200]}"
        for one in found
        if one["impact"] in SERIOUS
        for node in one["nodes"][:3]
    ]


def _in_both_themes(page: Page, name: str) -> dict[str, list[str]]:
    before = _wrong(page)
    page.locator("[data-switch-theme]").click()
    after = _wrong(page, runOnly=["color-contrast"])
    return {f"{name}, {look}": wrong for look, wrong in (("as opened", before), ("switched", after)) if wrong}


@pytest.mark.parametrize(("language", "locale"), [("", "zh-CN"), ("en/", "en-GB")])
def test_no_page_shuts_anyone_out(opened: Opener, language: str, locale: str) -> None:
    """Contrast, names, roles, language: no serious or critical violation."""
    page = opened(language, locale=locale, reduced_motion="reduce")
    base, wrong = page.url, {}
    for name, (address, sign) in PAGES.items():
        page.goto(base + address)
        filled(page)
        expect(page.locator(sign).first).to_be_attached()
        wrong |= _in_both_themes(page, name)
    assert wrong == {}


@pytest.mark.parametrize(("language", "locale"), [("", "zh-CN"), ("en/", "en-GB")])
def test_nor_do_the_pages_behind_them(opened: Opener, language: str, locale: str) -> None:
    """The form in the library, the question before removing, the reader at a passage, a summary, the list of keys."""
    page = opened(f"{language}library", locale=locale, reduced_motion="reduce")
    page.locator("[data-correct][aria-expanded]").first.click()
    expect(page.locator(".dz-correcting")).to_be_visible()
    wrong = _in_both_themes(page, "form")
    page.locator(".dz-correcting [data-close]").click()
    page.locator("[data-remove]").first.click()
    wrong |= {"asking": _wrong(page)}
    page.locator("#keep").click()
    page.locator("[data-keys]").click()
    wrong |= {"keys": _wrong(page)}
    page.keyboard.press("Escape")
    report = page.locator("tr[data-report]").first.get_attribute("data-report")
    base = page.url.partition("library")[0]
    for name, address, sign in (
        ("reader", f"report?id={report}&passage=2", ".dz-cited"),
        ("summary", f"summary?report={report}", ".dz-summary"),
    ):
        page.goto(base + address)
        filled(page)
        expect(page.locator(sign).first).to_be_visible()
        wrong |= _in_both_themes(page, name)
    assert {name: found for name, found in wrong.items() if found} == {}
