"""What people do, done in a real browser."""

import re
from urllib.parse import quote

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener, filled

QUESTION = "人大代表怎样收集群众意见？"
ASKED = f"?q={quote(QUESTION)}"


def _ask(page: Page, question: str = QUESTION) -> None:
    page.locator("#question textarea, #question input").fill(question)
    page.keyboard.press("Enter")


def test_a_question_leads_to_the_lit_passage(opened: Opener) -> None:
    """Ask, press Enter, open the citation: the passage is lit, in sight, and says what the hit said."""
    page = opened()
    _ask(page)
    hit = page.locator(".dz-hit").first
    sentence = hit.locator("mark.dz-lit").first.inner_text()
    hit.locator(".dz-open").click()
    cited = page.locator(".dz-passage.dz-cited")
    expect(cited).to_be_in_viewport()
    expect(cited).to_contain_text(sentence)
    expect(page).to_have_url(re.compile(r"/report\?id=[\w-]+&passage=\d+#p\d+$"))


def test_a_link_reopens_what_was_seen(opened: Opener) -> None:
    """The address bar follows the question; opened again it gives the same answer, with the question in its box."""
    page = opened()
    _ask(page)
    page.locator(".dz-hit").first.wait_for()
    expect(page).to_have_url(re.compile(re.escape(ASKED)))
    shown = page.locator("#results").inner_text()
    page.reload()
    page.locator(".dz-hit").first.wait_for()
    assert page.locator("#results").inner_text() == shown
    expect(page.locator("#question textarea, #question input")).to_have_value(QUESTION)


def test_going_back_goes_back(opened: Opener) -> None:
    """The back button leads to the question before."""
    page = opened(ASKED)
    page.locator(".dz-hit").first.wait_for()
    _ask(page, "政协怎样开展民主监督？")
    expect(page.locator(".dz-hits")).to_have_attribute("data-question", "政协怎样开展民主监督？")
    page.go_back()
    expect(page.locator(".dz-hits")).to_have_attribute("data-question", QUESTION)


def test_a_filter_narrows_and_stays_in_the_address(opened: Opener) -> None:
    """A year is chosen; every hit is of that year."""
    page = opened(ASKED)
    page.locator(".dz-hit").first.wait_for()
    page.locator("#filter-year input").click()
    page.get_by_role("option", name=re.compile("^2022")).click()
    expect(page).to_have_url(re.compile("year=2022"))
    expect(page.locator(".dz-hit .dz-who", has_text=re.compile("2023|2024"))).to_have_count(0)
    expect(page.locator(".dz-hit .dz-who", has_text="2022").first).to_be_visible()


def test_what_was_understood_can_be_taken_off(opened: Opener) -> None:
    """Chip by chip; it stays off while the same question is asked in another way, and is there for the next question."""
    page = opened(f"?q={quote('蓼溪县人大2023年怎样监督')}")
    chips = page.locator(".dz-chip")
    expect(chips).to_have_count(3)
    chips.filter(has_text="蓼溪县").locator("a").click()
    expect(page.locator(".dz-chip-open")).to_have_text("不限地区↺")
    expect(page).to_have_url(re.compile("open=region"))
    page.locator("#by").get_by_text("按地区").click()
    expect(page.locator(".dz-count")).to_be_visible()
    expect(page).to_have_url(re.compile("open=region"))
    expect(page.locator(".dz-chip-open")).to_be_visible()
    page.locator(".dz-chip-open a").click()
    expect(chips.filter(has_text="蓼溪县")).to_be_visible()
    expect(page).not_to_have_url(re.compile("open="))
    page.locator(".dz-understood > a").click()
    expect(page.locator(".dz-chip-open")).to_have_count(3)
    _ask(page, "蓼溪县的食堂")
    expect(page.locator(".dz-chip-open")).to_have_count(0)
    expect(chips.filter(has_text="蓼溪县")).to_be_visible()


def test_a_hit_tells_why_and_whether_it_lies_outside(opened: Opener) -> None:
    """A quoted part that only another county's report holds."""
    page = opened(f"?q={quote('蓼溪县“采茶工随迁子女”')}")
    hit = page.locator(".dz-hit").first
    expect(hit.locator(".dz-outside")).to_have_text("不在理解的范围内")
    hit.locator(".dz-reasons summary").click()
    expect(hit.locator(".dz-reasons li").first).to_contain_text("采茶工随迁子女")


def test_answers_by_region(opened: Opener) -> None:
    """The same question, a card a region."""
    page = opened(ASKED)
    page.locator("#by").get_by_text("按地区").click()
    expect(page.locator(".dz-count")).to_contain_text(re.compile(r"\d+ 个地区中 \d+ 个说过"))
    expect(page).to_have_url(re.compile("by=region"))


def test_no_answer_is_said_to_be_none(opened: Opener) -> None:
    """Near misses stand under a line that says so."""
    page = opened(f"?q={quote('火星上有多少只企鹅会跳舞')}")
    expect(page.locator(".dz-unsure")).to_have_text("没有找到明确的回答。最接近的是：")
    expect(page.locator(".dz-near-miss").first).to_be_visible()


def test_an_empty_page_offers_questions_that_are_answered(opened: Opener) -> None:
    """Four questions; the first one gives hits."""
    page = opened()
    questions = page.locator(".dz-examples a")
    expect(questions).to_have_count(4)
    questions.first.click()
    page.locator(".dz-hit").first.wait_for()


def test_a_passage_can_be_cited(opened: Opener) -> None:
    """The line to cite opens under the hit."""
    page = opened(ASKED)
    cite = page.locator(".dz-hit .dz-cite").first
    cite.locator("summary").click()
    expect(cite.locator("code")).to_have_text(re.compile(r"^《.+》，.+，.+，第 \d+ 段。$"))


def test_similar_from_a_hit(opened: Opener) -> None:
    """The passage stands above, the matrix below it, and changed texts under that."""
    page = opened(f"?q={quote('代表联络站怎样实现乡镇全覆盖？')}")
    page.locator(".dz-hit .dz-similar").first.click()
    expect(page.locator(".dz-source .dz-quote")).to_be_visible()
    expect(page.locator(".dz-matrix tbody tr").nth(5)).to_be_visible()
    expect(page.locator(".dz-matrix .dz-origin")).to_have_count(1)
    expect(page.locator(".dz-hit ins, .dz-hit del").first).to_be_attached()


def test_similar_to_a_pasted_text(opened: Opener) -> None:
    """Typed text wins over what was there, and is kept in the address."""
    page = opened("similar")
    page.locator("#text textarea").fill("代表联络站实现乡镇全覆盖，代表与群众的联系更加紧密。")
    page.keyboard.press("Enter")
    expect(page.locator(".dz-matrix .dz-said").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"similar\?text="))


def test_duplicates_lists_families(opened: Opener) -> None:
    """Families open to their occurrences, which lead to the reader; formulas are folded, and opened by their count."""
    page = opened("duplicates")
    families = page.locator(".dz-muted ~ .dz-family")
    expect(families.nth(3)).to_be_visible()
    before = families.count()
    families.first.locator("> summary").click()
    expect(families.first.locator("> .dz-occurrences > li").nth(1)).to_be_visible()
    ceremonial = page.locator("#folded-ceremonial .dz-family")
    expect(ceremonial.first).to_be_hidden()
    page.locator("#folded-ceremonial > summary").click()
    expect(ceremonial.first).to_be_visible()
    page.locator("#hide").get_by_text("没有数字变化的").click()
    expect(page.locator("#folded-unchanged")).to_be_visible()
    assert families.count() < before
    families.first.locator("> summary").click()
    families.first.locator("> .dz-occurrences .dz-open").first.click()
    expect(page.locator(".dz-cited")).to_be_in_viewport()


def test_a_share_opens_the_two_regions(opened: Opener) -> None:
    """The number leads to the page with these two alone, in the same language; back leads back."""
    page = opened("en/duplicates", locale="en-GB")
    cell = page.locator(".dz-heat tbody tr").nth(1).locator("a").first
    expect(cell).to_have_attribute("aria-label", re.compile(r"\d+% of what .+ says also stands in .+"))
    rows = page.locator(".dz-heat tbody tr")
    expect(rows).not_to_have_count(2)
    cell.click()
    expect(page).to_have_url(re.compile(r"/en/duplicates\?region=.+&region="))
    expect(rows).to_have_count(2)
    expect(page.locator(".dz-family .dz-facts", has_text="2 regions").first).to_be_attached()
    page.go_back()
    expect(rows).not_to_have_count(2)


def test_a_family_leads_to_one_that_it_holds(opened: Opener) -> None:
    """Also where that one is folded: it is opened and in sight."""
    page = opened("en/duplicates", locale="en-GB")
    page.locator(".dz-family").first.wait_for(state="attached")
    link = page.locator(".dz-muted .dz-contained a").first
    goal = (link.get_attribute("href") or "").partition("#")[2]
    link.evaluate("link => link.click()")
    held = page.locator(f"[id='{goal}']")
    expect(held).to_have_attribute("open", "")
    expect(held.locator("summary").first).to_be_in_viewport()
    expect(page).to_have_url(re.compile(f"/en/duplicates.*#{goal}$"))


def test_a_report_is_summarised(opened: Opener) -> None:
    """Chosen in the reader, summed up, and each sentence leads back."""
    page = opened("library")
    page.locator("#reports .dz-title a").first.click()
    page.locator(".dz-report header a").first.click()
    marks = page.locator(".dz-summary .dz-mark")
    expect(marks.nth(1)).to_be_visible()
    sentence = page.locator(".dz-sentence .dz-text").first.inner_text().partition("[")[0].partition("…")[0].strip()
    marks.first.click()
    expect(page.locator(".dz-cited")).to_contain_text(sentence)


def test_a_summary_about_a_question(opened: Opener) -> None:
    """The question's box appears with its style."""
    page = opened("summary")
    page.locator("#report input").click()
    page.get_by_role("option").first.click()
    page.locator(".dz-summary").wait_for()
    page.locator("#style").get_by_text("围绕一个问题").click()
    expect(page.locator("#results")).to_contain_text("请写下问题")
    page.locator("#text textarea, #text input").fill("群众意见")
    page.keyboard.press("Enter")
    page.locator(".dz-summary").wait_for()
    expect(page).to_have_url(re.compile("style=about&text="))


def test_the_outline_leads_into_the_text(opened: Opener) -> None:
    """A heading of the outline brings its place into sight without reading the report again, one that opens a paragraph too."""
    page = opened("library")
    page.locator("#reports .dz-title a").first.click()
    page.locator(".dz-outline a[href*='#h']").last.click()
    expect(page).to_have_url(re.compile(r"#h\d+$"))
    expect(page.locator(".dz-body").get_by_role("heading").last).to_be_in_viewport()
    run_in = page.locator(".dz-outline a[href*='#p']").last
    name = run_in.inner_text()
    run_in.click()
    expect(page).to_have_url(re.compile(r"#p\d+$"))
    expect(page.locator(".dz-body .dz-text", has_text=name)).to_be_in_viewport()


def test_the_language_is_switched_and_kept(opened: Opener) -> None:
    """Everything changes, what was seen stays, and the next visit speaks the same."""
    page = opened(ASKED)
    page.locator(".dz-hit").first.wait_for()
    page.locator("[data-switch-language]").click()
    expect(page).to_have_url(re.compile(r"/en/\?q="))
    filled(page)
    page.locator(".dz-hit").first.wait_for()
    expect(page.locator("#ask")).to_have_text("Ask")
    expect(page.locator("#filter-region")).to_contain_text("Region")
    expect(page.locator(".dz-holdings")).to_contain_text("reports")
    expect(page.locator(".dz-hit .dz-open").first).to_have_text("Open")
    page.goto(page.url.partition("/en/")[0] + "/library")
    filled(page)
    expect(page.locator(".dz-menu [aria-current]")).to_have_text("Library")
    page.locator("[data-switch-language]").click()
    expect(page.locator(".dz-menu [aria-current]")).to_have_text("馆")
    filled(page)


def test_an_english_browser_is_answered_in_english(opened: Opener) -> None:
    """Nothing needs to be switched, and an English question finds Chinese passages."""
    page = opened(locale="en-GB")
    expect(page.locator("#ask")).to_have_text("Ask")
    _ask(page, "How do deputies collect people's opinions?")
    expect(page.locator(".dz-hit .dz-open").first).to_have_text("Open")


def test_dark_and_light_are_kept(opened: Opener) -> None:
    """The switch wins over the system, on the next page too."""
    page = opened(color_scheme="dark")
    expect(page.locator("body")).to_have_class(re.compile("dark"))
    page.locator("[data-switch-theme]").click()
    expect(page.locator("body")).not_to_have_class(re.compile("dark"))
    page.locator(".dz-menu a").last.click()
    filled(page)
    expect(page.locator("body")).not_to_have_class(re.compile("dark"))
