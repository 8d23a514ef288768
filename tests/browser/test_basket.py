"""Collecting passages in a real browser, and taking them away."""

import csv
import json
import re
from io import StringIO
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Opener, filled, keep

QUESTION = quote("人大代表怎样收集群众意见？")
_LOOKS = {
    "zh-laptop-light": ("zh-CN", {"width": 1366, "height": 768}, "light"),
    "en-laptop-dark": ("en-GB", {"width": 1366, "height": 768}, "dark"),
    "zh-phone-dark": ("zh-CN", {"width": 390, "height": 844}, "dark"),
    "en-phone-light": ("en-GB", {"width": 390, "height": 844}, "light"),
}


def collected(page: Page, count: int = 3) -> list[str]:
    """Collect the first hits of a question, and open the basket."""
    buttons = page.locator(".dz-hit [data-collect]")
    buttons.nth(count - 1).wait_for()
    ids = [buttons.nth(n).get_attribute("data-collect") or "" for n in range(count)]
    for n in range(count):
        buttons.nth(n).click()
    page.locator(".dz-menu a").last.click()
    expect(page.locator(".dz-entry")).to_have_count(count)
    return ids


def shown(page: Page) -> list[str]:
    """List the passages of the basket that is open."""
    return [entry.get_attribute("data-entry") or "" for entry in page.locator(".dz-entry").all()]


def stored(page: Page) -> list[dict[str, str]]:
    """Read what the browser keeps."""
    entries: list[dict[str, str]] = json.loads(page.evaluate("localStorage.getItem('duizhao_basket') || '[]'"))
    return entries


def note(page: Page, n: int) -> Locator:
    """Find the note of an entry."""
    return page.locator(".dz-entry textarea").nth(n)


def test_a_hit_is_collected_and_let_go(opened: Opener) -> None:
    """The button says so, the header counts, and another page knows it too."""
    page = opened(f"?q={QUESTION}")
    button = page.locator(".dz-hit [data-collect]").first
    count = page.locator("[data-basket-count]")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_have_text("✓ 已收藏", use_inner_text=True)
    expect(count).to_have_text("1")
    id_ = button.get_attribute("data-collect")
    page.locator(".dz-hit .dz-open").first.click()
    there = page.locator(f".dz-passage [data-collect='{id_}']")
    expect(there).to_have_attribute("aria-pressed", "true")
    expect(count).to_have_text("1")
    there.click()
    expect(there).to_have_attribute("aria-pressed", "false")
    expect(count).to_be_empty()
    assert stored(page) == []


def test_similar_passages_and_occurrences_are_collected(opened: Opener) -> None:
    """Wherever a passage is shown."""
    page = opened(f"similar?text={quote('代表联络站实现乡镇全覆盖，代表与群众的联系更加紧密。')}")
    page.locator(".dz-hit [data-collect]").first.click()
    page.goto(page.url.partition("/similar")[0] + "/duplicates")
    filled(page)
    family = page.locator(".dz-muted ~ .dz-family").first
    family.locator("> summary").click()
    family.locator("> .dz-occurrences [data-collect]").first.click()
    expect(page.locator("[data-basket-count]")).to_have_text("2")


def test_the_basket_keeps_order_and_notes(opened: Opener) -> None:
    """Moved with the keyboard, annotated, reopened: as it was left."""
    page = opened(f"?q={QUESTION}")
    first, second, third = collected(page)
    down = page.locator(".dz-entry").first.get_by_role("button", name="下移")
    down.focus()
    page.keyboard.press("Enter")
    assert shown(page) == [second, first, third]
    page.keyboard.press("Enter")
    assert shown(page) == [second, third, first]
    page.locator(".dz-entry").nth(1).get_by_role("button", name="上移").click()
    page.get_by_label("备注").first.fill("开头 <b>&")
    assert stored(page) == [{"id": third, "note": "开头 <b>&"}, {"id": second, "note": ""}, {"id": first, "note": ""}]
    page.reload()
    filled(page)
    expect(note(page, 0)).to_have_value("开头 <b>&")
    assert shown(page) == [third, second, first]


def test_taking_out_and_clearing_can_be_undone(opened: Opener) -> None:
    """What was taken out comes back to its place, with its note; an empty basket teaches."""
    page = opened(f"?q={QUESTION}")
    ids = collected(page)
    note(page, 1).fill("留着")
    page.locator(".dz-entry").nth(1).get_by_role("button", name="移出").click()
    assert shown(page) == [ids[0], ids[2]]
    assert [entry["id"] for entry in stored(page)] == [ids[0], ids[2]]
    page.get_by_role("button", name="撤销").click()
    assert shown(page) == ids
    assert stored(page)[1] == {"id": ids[1], "note": "留着"}
    page.get_by_role("button", name="清空").click()
    expect(page.locator(".dz-basket-empty")).to_be_visible()
    expect(page.locator(".dz-basket-tools")).to_be_hidden()
    expect(page.get_by_role("button", name="撤销")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".dz-basket-empty")).to_be_hidden()
    assert shown(page) == ids


def test_an_empty_basket_teaches(opened: Opener) -> None:
    """How to fill it, and where to begin."""
    page = opened("basket")
    expect(page.locator(".dz-basket-empty")).to_contain_text("＋ 收藏")
    page.get_by_role("link", name="去提问").click()
    expect(page.locator("#question")).to_be_visible()


def test_a_basket_is_taken_away_as_every_kind_of_file(opened: Opener, tmp_path: Path) -> None:
    """In its order, with its notes, cited as chosen."""
    page = opened(f"?q={QUESTION}")
    ids = collected(page)
    note(page, 0).fill("=看这里")
    page.locator(".dz-entry").nth(0).get_by_role("button", name="下移").click()
    expect(page.locator(".dz-cited-plain").first).to_be_hidden()
    page.get_by_label("引用格式").select_option("plain")
    expect(page.locator(".dz-cited-plain").first).to_be_visible()
    for name, ending in (("Word", "docx"), ("Excel", "xlsx"), ("CSV", "csv"), ("Markdown", "md"), ("JSON", "json")):
        with page.expect_download() as started:
            page.get_by_role("button", name=name, exact=True).click()
        assert started.value.suggested_filename == f"basket.{ending}"
        started.value.save_as(tmp_path / f"a.{ending}")
    rows = list(csv.reader(StringIO((tmp_path / "a.csv").read_text("utf-8-sig"))))
    assert [row[-1] for row in rows[1:]] == [ids[1], ids[0], ids[2]]
    assert rows[2][-3] == "'=看这里"
    assert rows[1][-2].startswith("《")
    assert (tmp_path / "a.docx").read_bytes().startswith(b"PK")
    assert len(json.loads((tmp_path / "a.json").read_text("utf-8"))["parts"][0]["items"]) == 3


def test_a_link_reopens_exactly_this_basket_for_a_colleague(opened: Opener) -> None:
    """In another browser; changes there stay in the link, until they are put into one's own basket."""
    page = opened(f"?q={QUESTION}")
    ids = collected(page)
    note(page, 2).fill("第三 & 段")
    address = page.get_by_role("link", name="这一篮的链接").get_attribute("href") or ""
    other = opened(address[len(address.split("/basket")[0]) + 1 :], locale="en-GB")
    expect(other.locator(".dz-notice").first).to_contain_text("A basket from elsewhere, with 3 passages")
    assert shown(other) == ids
    expect(note(other, 2)).to_have_value("第三 & 段")
    other.locator(".dz-entry").nth(0).get_by_role("button", name="Take out").click()
    assert stored(other) == []
    other.get_by_role("button", name="Put into my basket").click()
    expect(other).to_have_url(re.compile(r"/basket$"))
    expect(other.locator(".dz-entry")).to_have_count(2)
    assert [entry["id"] for entry in stored(other)] == ids[1:]
    page.goto(address)
    filled(page)
    expect(page.locator(".dz-entry")).to_have_count(3)
    expect(page.locator("[data-basket='keep']")).to_have_count(0)


def test_a_passage_that_is_gone_is_said(opened: Opener) -> None:
    """It stays in the basket, with its note, until it is taken out."""
    page = opened()
    page.evaluate("localStorage.setItem('duizhao_basket', JSON.stringify([{id: 'gone-1:7', note: '要紧'}]))")
    page.goto(page.url.split("?")[0] + "basket")
    filled(page)
    expect(page.locator(".dz-gone")).to_contain_text("已不在馆中：gone-1:7")
    expect(note(page, 0)).to_have_value("要紧")
    page.locator(".dz-gone").get_by_role("button", name="移出").click()
    assert stored(page) == []


def test_what_a_browser_keeps_can_do_no_harm(opened: Opener) -> None:
    """Nonsense is an empty basket, markup is text."""
    page = opened()
    base = page.url.split("?")[0]
    for kept in ("{", "[1, null, {}]", "{}", "null"):
        page.evaluate("kept => localStorage.setItem('duizhao_basket', kept)", kept)
        page.goto(base + "basket")
        filled(page)
        expect(page.locator(".dz-basket-empty")).to_be_visible()
    attack = json.dumps(
        [{"id": "<img src=x onerror=window.ran=1>:1", "note": "</textarea><script>window.ran=1</script>"}]
    )
    page.evaluate("kept => localStorage.setItem('duizhao_basket', kept)", attack)
    page.goto(base + "basket")
    filled(page)
    expect(page.locator(".dz-gone")).to_be_visible()
    assert page.evaluate("window.ran") is None
    assert page.locator("#results img, #results script").count() == 0


def test_two_tabs_agree(opened: Opener) -> None:
    """What is collected in one tab stands in the basket of the other."""
    page = opened(f"?q={QUESTION}")
    other = page.context.new_page()
    other.goto(page.url.split("?")[0] + "basket")
    filled(other)
    page.locator(".dz-hit [data-collect]").first.click()
    expect(other.locator(".dz-entry")).to_have_count(1)
    expect(other.locator("[data-basket-count]")).to_have_text("1")


def test_an_answer_is_taken_away(opened: Opener, tmp_path: Path) -> None:
    """From the line under it."""
    page = opened(f"?q={QUESTION}")
    page.locator(".dz-hit").first.wait_for()
    with page.expect_download() as started:
        page.locator(".dz-take").get_by_role("link", name="Excel").click()
    assert started.value.suggested_filename == "answer.xlsx"
    started.value.save_as(tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")


def test_the_basket_fits_and_prints(opened: Opener) -> None:
    """On a laptop and a phone, in both languages, light and dark; on paper without its buttons."""
    for look, (locale, size, scheme) in _LOOKS.items():
        page = opened(f"?q={QUESTION}", locale=locale, viewport=size, color_scheme=scheme)
        keep(page, f"collect-{look}")
        collected(page)
        note(page, 0).fill("note 备注")
        page.evaluate("scrollTo(0, 0)")
        keep(page, f"basket-{look}")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, look
    page.emulate_media(media="print")
    expect(page.locator(".dz-basket-tools")).to_be_hidden()
    expect(page.locator(".dz-entry").first).to_be_visible()
    expect(note(page, 0)).to_be_visible()
    expect(note(page, 1)).to_be_hidden()
    keep(page, "basket-print")
    page.goto(page.url.split("?")[0].replace("/basket", "/similar"))
    empty = opened("basket", viewport={"width": 390, "height": 844})
    expect(empty.locator(".dz-basket-empty")).to_be_visible()
    keep(empty, "basket-empty")
