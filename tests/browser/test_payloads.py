"""Report text is data: whatever a report, a question or a note holds, no page runs it, fetches it, or makes an element of it."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Watch, filled
from tests.browser.hostile import MARKUP, PAYLOADS, Hostile, serving_hostile
from tests.browser.test_library import DROP

HOOKS = """
for (const name of ["alert", "confirm", "prompt", "open", "print"]) window[name] = () => { window.__pwned = name; };
"""
WRONG = """
() => {
  const wrong = window.__pwned ? [`ran: ${window.__pwned}`] : [];
  const never = "script, iframe, object, embed, style, link, meta, base, img, math, animate, audio, video";
  for (const one of document.querySelectorAll("*")) {
    const said = one.outerHTML.slice(0, 100);
    if (one.classList.contains("pwn") || one.matches("form[action*='evil']")) wrong.push(`an element: ${said}`);
    if (one.matches(never) && one.parentElement?.closest("#results, #header, #legend, #panel, #shelf, [class^='dz-']"))
      wrong.push(`an element of a kind that we do not write: ${said}`);
    for (const { name, value } of one.attributes) {
      if (/^on/i.test(name) || name === "srcdoc") wrong.push(`a handler: ${said}`);
      if (/^\\s*(javascript|vbscript|data:text)/i.test(value) && /href|src|action|data/i.test(name) && !name.startsWith("data-"))
        wrong.push(`an address: ${said}`);
    }
  }
  return wrong;
}
"""
READ = """
() => [document.body.textContent, ...[...document.querySelectorAll("input, textarea")].map((field) => field.value)].join("\\n")
"""
EVERYTHING = "".join(PAYLOADS)
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    """Reports that try everything, served."""
    with serving_hostile(tmp_path_factory.mktemp("hostile")) as served:
        yield served


@pytest.fixture(scope="module")
def watched(hostile: Hostile, browser: Browser) -> Iterator[tuple[BrowserContext, Watch]]:
    """A browser whose every dialog, request and error is noted."""
    watch = Watch(hostile.address)
    context = browser.new_context(locale="zh-CN")
    context.set_default_timeout(60_000)
    context.add_init_script(HOOKS)
    watch.over(context)
    yield context, watch
    context.close()


@pytest.fixture
def visit(hostile: Hostile, watched: tuple[BrowserContext, Watch]) -> Iterator[Visit]:
    """Opens a page of that library; at the end no page may have done anything that its reports wanted."""
    context, watch = watched
    page = context.new_page()

    def go(path: str, shows: str, **query: Any) -> Page:
        page.goto(f"{hostile.address}{path}?{urlencode(query, doseq=True)}")
        filled(page)
        page.locator(shows).first.wait_for(state="attached")
        _harmless(page)
        return page

    yield go
    _harmless(page)
    page.close()
    assert watch.wrong == []


def _harmless(page: Page) -> None:
    assert page.evaluate(WRONG) == []


def _shown(page: Page) -> set[str]:
    """Say which payloads a page shows just as they are."""
    read = page.evaluate(READ)
    return {payload for payload in PAYLOADS if payload in read}


def _all(page: Page) -> None:
    assert set(PAYLOADS) - _shown(page) == set()


def test_there_are_payloads_enough() -> None:
    """No two are the same."""
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 20


def test_the_check_sees_what_is_let_through(hostile: Hostile, browser: Browser) -> None:
    """Each payload that is markup, put into a page as markup, is found: the other tests could fail."""
    context = browser.new_context(bypass_csp=True)
    context.route("**/*", lambda route: route.continue_() if hostile.address in route.request.url else route.abort())
    page = context.new_page()
    page.goto(hostile.address)
    filled(page)
    put = "text => { document.getElementById('header').insertAdjacentHTML('beforeend', '<div class=dz-x></div>'); "
    put += "document.querySelector('.dz-x').innerHTML = text; }"
    for payload in MARKUP:
        page.evaluate(put, payload.replace("__pwned", "__later").replace("content='0;", "content='9999;"))
        assert page.evaluate(WRONG) != [], payload
        page.evaluate("document.querySelector('.dz-x').remove()")
        assert page.evaluate(WRONG) == [], payload
    page.evaluate(put, "<img src=/nothing onerror=\"__pwned='it'\">")
    page.wait_for_function("window.__pwned === 'it'")
    context.close()


def test_answers(visit: Visit) -> None:
    """As a list and by region, with a question that attacks, and where the choices of a filter are open."""
    for by in ("passage", "region"):
        page = visit("", ".dz-hit, .dz-silent", q=EVERYTHING[:1900], by=by)
        assert len(_shown(page)) > len(PAYLOADS) // 2
    page.locator("#filter-region input").first.click()
    page.get_by_role("option").first.wait_for()
    _harmless(page)
    page = visit("", ".dz-notice, .dz-unsure, .dz-hit", q=f"“{MARKUP[2]}”", region=PAYLOADS[4])
    assert MARKUP[2] in _shown(page)


def test_who_else_says_it(visit: Visit, hostile: Hostile) -> None:
    """A text, and a passage; their regions are called by payloads."""
    for query in ({"text": f"全年办理群众建议9件{MARKUP[2]}，群众都很满意。"}, {"passage": f"{hostile.whole[2]}:5"}):
        page = visit("similar", ".dz-hit", **query)
        assert _shown(page)


def test_recurring_text(visit: Visit) -> None:
    """With every fold open."""
    page = visit("duplicates", ".dz-family")
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    _harmless(page)
    assert len(_shown(page)) > len(PAYLOADS) // 2


@pytest.mark.parametrize("style", ["general", "distinctive", "about", "section", "since"])
def test_summaries(visit: Visit, hostile: Hostile, style: str) -> None:
    """In every style; the report's title is all payloads at once."""
    asked = "工作" if style == "section" else EVERYTHING[:1900]
    page = visit(
        "summary",
        "#results .dz-summary, #results .dz-notice",
        report=hostile.whole[1],
        style=style,
        text=asked,
        chars=2000,
        since=hostile.whole[0],
    )
    assert _shown(page)


def test_overviews(visit: Visit) -> None:
    """Of everything, and about a question."""
    for query in ({"style": "general"}, {"style": "about", "text": EVERYTHING[:1900]}):
        assert _shown(visit("summary", "#results .dz-sentences, #results .dz-notice", report="*", **query))


def test_comparisons(visit: Visit, hostile: Hostile) -> None:
    """Of two years, with targets, and of two places."""
    first, second, elsewhere = hostile.whole
    for a, b in ((first, second), (first, elsewhere)):
        page = visit("compare", ".dz-row", a=a, b=b)
        page.evaluate("document.querySelectorAll('[data-unfold]').forEach((button) => button.click())")
        page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
        _all(page)


def test_a_report_that_is_read(visit: Visit, hostile: Hostile) -> None:
    """With its X-ray, and the panel of a sentence; every payload is shown as it is."""
    page = visit("report", ".dz-s[data-start]", id=hostile.whole[0], shade=1, passage=3)
    _all(page)
    for sentence in page.locator(".dz-s[data-start]").all()[2:5]:
        sentence.click(position={"x": 3, "y": 3})
        expect(page.locator(".dz-panel .dz-quote")).to_have_text(sentence.text_content() or "")
        _harmless(page)


def test_errors(visit: Visit) -> None:
    """What is not there is named as it was asked for."""
    payload = MARKUP[2]
    for path, query in (("report", {"id": payload}), ("similar", {"passage": payload}), ("compare", {"a": payload})):
        page = visit(path, ".dz-notice", **query)
    assert payload in _shown(page)


def test_the_library(visit: Visit, hostile: Hostile) -> None:
    """Every title, region and file; a form, what is wrong in it, what is asked before removing, what became of files."""
    page = visit("library", "#reports tr[data-report]", q="")
    expect(page.locator("#reports tr[data-report]")).to_have_count(hostile.holds)
    _all(page)
    row = page.locator(f"tr[data-report='{hostile.whole[0]}']")
    row.locator("[data-correct][aria-expanded]").click()
    field = page.locator("[data-correcting] [data-fact=year][data-of]")
    field.fill(MARKUP[2])
    field.press("Enter")
    expect(page.locator(".dz-wrong")).to_contain_text(MARKUP[2])
    _harmless(page)
    field.press("Escape")
    row.locator("[data-remove]").click()
    expect(page.locator("#shelf-asked")).to_contain_text(MARKUP[2])
    _harmless(page)
    page.keyboard.press("Escape")
    files = [(f"{MARKUP[2]}{ending}", text) for ending, text in ((".png", "x"), (".pdf", "x"), (".txt", ""))]
    page.evaluate(DROP, [files, page.locator("#header").element_handle()])
    expect(page.locator(".dz-outcome").first).to_contain_text("onerror")
    page.evaluate("document.querySelectorAll('#shelf-jobs details').forEach((fold) => { fold.open = true; })")
    _harmless(page)
    assert MARKUP[2] in _shown(visit("en/library", "#shelf-query", q=MARKUP[2]))


def test_a_basket(visit: Visit, hostile: Hostile) -> None:
    """Notes and ids from a link, and from what the browser keeps."""
    ids = [f"{hostile.whole[0]}:{n + 2}" for n in range(len(PAYLOADS))]
    page = visit("basket", ".dz-entry", passage=[*ids, MARKUP[2]], note=[*PAYLOADS, ""])
    _all(page)
    entries = [{"id": payload, "note": payload} for payload in PAYLOADS]
    page.evaluate("kept => localStorage.setItem('duizhao_basket', kept)", json.dumps(entries))
    page = visit("basket", ".dz-gone")
    notes = page.locator(".dz-entry textarea").evaluate_all("areas => areas.map((area) => area.value)")
    assert notes == list(PAYLOADS)
    page.evaluate("localStorage.removeItem('duizhao_basket')")
