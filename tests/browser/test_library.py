"""The library's page in a real browser: files in, facts corrected, reports out and back."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from playwright.sync_api import TimeoutError as TookTooLong

from service.library import Library
from tests.browser.conftest import Opener, served

DROP = """
([files, target]) => {
  const transfer = new DataTransfer();
  for (const [name, text] of files) transfer.items.add(new File([text], name));
  for (const type of ["dragover", "drop"])
    target.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
}
"""
TEXT = "云岭省{place}人大常委会工作报告\n一、工作回顾\n去年听取专项报告{place}六项，督办建议三十件。\n"


@pytest.fixture(scope="module")
def server(samples_library: Library, models_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A library of their own: what these tests add and cancel is in nobody's way, however far it came."""
    with served(samples_library, models_folder, tmp_path_factory.mktemp("served")) as address:
        yield address


def _row(page: Page, words: str) -> Locator:
    return page.locator("#reports tr[data-report]", has_text=words)


def _holds(page: Page) -> int:
    return int(re.findall(r"\d+", page.locator(".dz-holdings").inner_text())[0])


def _add(page: Page, *files: Path) -> None:
    page.locator("#shelf-files").set_input_files(files)
    expect(page.locator("#shelf-jobs .dz-outcome").first).to_be_visible()


def _remove(page: Page, words: str) -> None:
    _row(page, words).locator("[data-remove]").click()
    page.locator("#remove").click()
    expect(_row(page, words)).to_have_count(0)


def _file(folder: Path, place: str) -> Path:
    path = folder / f"{place}.txt"
    path.write_text(TEXT.format(place=place), "utf-8")
    return path


def test_a_report_is_added_removed_and_put_back(opened: Opener, tmp_path: Path) -> None:
    """Told of, listed, counted; removed after a question of which one can think better; put back with what was corrected."""
    page = opened("library")
    before = _holds(page)
    _add(page, _file(tmp_path, "竹溪县"))
    expect(page.locator(".dz-outcome").first).to_contain_text("已添加 1 份报告")
    expect(_row(page, "竹溪县")).to_be_visible()
    expect(page.locator(".dz-holdings")).to_contain_text(f"{before + 1} 份报告")
    _row(page, "竹溪县").locator("[data-remove]").click()
    expect(page.locator("#shelf-asked")).to_contain_text("移除《云岭省竹溪县人大常委会工作报告》？")
    page.keyboard.press("Escape")
    expect(page.locator("#shelf-asking")).to_be_hidden()
    _row(page, "竹溪县").locator("[data-correct]").first.click()
    page.get_by_label("讲话人", exact=True).fill("某某")
    page.keyboard.press("Enter")
    expect(page.locator("[data-fact=speaker] ~ .dz-field-said")).to_have_text("✓")
    page.keyboard.press("Escape")
    _remove(page, "竹溪县")
    expect(page.locator(".dz-holdings")).to_contain_text(f"{before} 份报告")
    page.locator("[data-put-back]").first.click()
    expect(_row(page, "竹溪县")).to_be_visible()
    page.locator("#shelf-query").fill("某某")
    expect(_row(page, "竹溪县")).to_be_visible()
    expect(page.locator("#reports tr[data-report]")).to_have_count(1)
    _remove(page, "竹溪县")


def test_files_are_dropped_anywhere(opened: Opener, tmp_path: Path) -> None:
    """Several files and an archive of two, in one go, on the page's header; an image is skipped and said to be."""
    archive = tmp_path / "两份.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for place in ("石桥县", "柳林县"):
            packed.writestr(f"{place}.txt", TEXT.format(place=place))
    page = opened("library")
    page.evaluate(
        DROP, [[["松岗县.txt", TEXT.format(place="松岗县")], ["图.png", "x"]], page.locator("#header").element_handle()]
    )
    outcome = page.locator(".dz-outcome").first
    expect(outcome).to_contain_text("已添加 1 份报告")
    expect(outcome).to_contain_text("图.png")
    page.locator("#shelf-files").set_input_files(archive)
    expect(outcome).to_contain_text("已添加 2 份报告")
    for place in ("松岗县", "石桥县", "柳林县"):
        _row(page, place).locator("[data-choose]").check()
    expect(page.locator("#shelf-remove")).to_have_text("移除选中的 3 份")
    page.locator("#shelf-remove").click()
    expect(page.locator("#shelf-asked")).to_have_text("移除选中的 3 份报告？")
    page.locator("#remove").click()
    expect(_row(page, "松岗县")).to_have_count(0)


def test_a_job_outlives_its_tab(opened: Opener, tmp_path: Path) -> None:
    """The tab is closed while files are read; opened again, the page shows the job, and then what it did."""
    files = [_file(tmp_path, f"第{n}号县") for n in range(12)]
    page = opened("library")
    with page.expect_response(re.compile("library/added")):
        page.locator("#shelf-files").set_input_files(files)
    page.close()
    again = opened("en/library", locale="en-GB")
    expect(again.locator(".dz-outcome").first).to_contain_text("12 reports added")
    expect(_row(again, "第11号县")).to_be_visible()
    again.locator("#shelf-query").fill("号县")
    expect(again.locator("caption")).to_contain_text("12 of ")
    again.locator("[data-choose-all]").check()
    again.locator("#shelf-remove").click()
    again.locator("#remove").click()
    expect(again.locator("#reports tr[data-report]")).to_have_count(0)


def test_a_job_is_cancelled(opened: Opener, tmp_path: Path) -> None:
    """Many files, and a change of mind: the page says that it was cancelled."""
    files = [_file(tmp_path, f"第{n}号乡") for n in range(60)]
    page = opened("library")
    page.locator("#shelf-files").set_input_files(files)
    page.locator("[data-cancel]").first.click()
    expect(page.locator("[data-state=cancelled]").first).to_contain_text("已取消")


def test_doubts_are_settled_by_keyboard(opened: Opener, tmp_path: Path) -> None:
    """A report without a region: found among the doubtful, filled in without a mouse; what does not fit is said beside the field."""
    path = tmp_path / "x.txt"
    path.write_text("人大常委会工作报告\n一、工作回顾\n听取专项报告六项，督办建议三十件，都有着落了。\n", "utf-8")
    page = opened("library")
    _add(page, path)
    page.locator("#shelf-doubtful").check()
    row = page.locator("tr[data-report]", has=page.locator(".dz-file", has_text=re.compile("^x.txt$")))
    expect(row).to_contain_text("没有认出地区")
    row.locator("[data-correct][data-fact=region]").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("地区", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("前年")
    page.keyboard.press("Enter")
    said = page.locator("[data-fact=covers] ~ .dz-field-said")
    expect(said).to_have_text("“前年”不合适，请写成这样：2023 或 2018-2022")
    expect(page.get_by_label("总结的年份")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("总结的年份")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("2023")
    page.keyboard.press("Enter")
    expect(said).to_have_text("✓")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("浙江省/杭州市")
    page.keyboard.press("Escape")
    expect(row).to_contain_text("没有认出地区")
    expect(row.locator("[data-correct][aria-expanded]")).to_be_focused()
    row.locator("[data-correct][data-fact=region]").click()
    page.get_by_label("地区", exact=True).fill("浙江省/杭州市")
    page.keyboard.press("Enter")
    expect(row).to_contain_text("杭州市")
    expect(row.locator(".dz-doubts")).to_be_empty()
    page.keyboard.press("Escape")
    page.locator("#shelf-doubtful").uncheck()
    row.locator("[data-remove]").click()
    page.locator("#remove").click()
    expect(row).to_have_count(0)


def test_a_correction_outlives_a_slow_table(opened: Opener) -> None:
    """A form opened before the table has come stays open, and the table is drawn when it is closed, the focus where it was."""
    page = opened("library")
    first = page.locator("tr[data-report]").first
    kept, title = page.locator("tr[data-report]").count(), first.locator("a").first.inner_text()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/library/table*", hold, times=1)
    with page.expect_request("**/library/table*"):
        page.locator("#shelf-query").fill(title)
    first.locator("[data-correct]").last.click()
    expect(page.locator(".dz-correcting")).to_be_visible()
    with page.expect_response("**/library/table*"):
        held[0].continue_()
    page.get_by_label("讲话人", exact=True).fill("某某")
    expect(page.locator(".dz-correcting")).to_be_visible()
    expect(page.locator("tr[data-report]")).to_have_count(kept)
    page.keyboard.press("Escape")
    expect(page.locator("tr[data-report]")).not_to_have_count(kept)
    expect(first.locator("[data-correct][aria-expanded=false]")).to_be_focused()


def test_a_question_is_answered_while_files_are_added(opened: Opener, tmp_path: Path) -> None:
    """Other pages go on; the answer comes from what is there."""
    files = [_file(tmp_path, f"第{n}号镇") for n in range(40)]
    page = opened("library")
    with page.expect_response(re.compile("library/added")):
        page.locator("#shelf-files").set_input_files(files)
    asking = opened("?q=人大代表怎样收集群众意见？")
    expect(asking.locator(".dz-hit").first).to_be_visible()
    with suppress(TookTooLong):  # it may be done before
        page.locator("[data-cancel]").first.click(timeout=2000)
    expect(page.locator("[data-state=queued], [data-state=running]")).to_have_count(0)
    page.locator("#shelf-query").fill("号镇")
    page.wait_for_timeout(1000)
    if page.locator("[data-choose-all]").count():
        page.locator("[data-choose-all]").check()
        page.locator("#shelf-remove").click()
        page.locator("#remove").click()
