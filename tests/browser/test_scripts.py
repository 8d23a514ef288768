"""A report that tries to run something."""

from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import expect

from tests.browser.conftest import Opener, filled
from tests.ui.test_escaping import PAYLOADS

ATTACKS = [
    payload.replace("alert(1)", "window.ran=1").replace("alert 1", "ran").replace("\x00", "") for payload in PAYLOADS
]


def test_nothing_in_a_report_runs(opened: Opener, tmp_path: Path) -> None:
    """Thirty ways to run a script, in title, headings, text, file name and question: none runs on any page."""
    attack = "<img src=x onerror=window.ran=1>"
    lines = [
        f"青岚省测试县{attack}人大常委会工作报告",
        f"一、{attack}工作回顾",
        *(f"第{n}项工作：{a}。" for n, a in enumerate(ATTACKS)),
    ]
    file = tmp_path / "x' onerror='window.ran=1' y<img src=x>.txt"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    page = opened("library")
    page.locator("#shelf-files").set_input_files(file)
    row = page.locator("#reports tr", has_text="测试县")
    row.wait_for()
    report = row.get_attribute("data-report")
    question = quote(f"{attack} window.ran 工作")
    for address in (
        f"report?id={report}&passage=3",
        f"?q={question}",
        f"?q={question}&by=region",
        f"similar?passage={report}:2",
        f"similar?text={question}",
        "duplicates?region=" + quote(attack),
        f"summary?report={report}",
        f"report?id={question}",
        "library",
    ):
        page.goto(page.url.rsplit("/", 1)[0] + "/" + address)
        filled(page)
        expect(
            page.locator(".dz-report, .dz-hits, .dz-matrix, .dz-notice, .dz-summary, .dz-table").first
        ).to_be_visible()
        assert page.evaluate("window.ran") is None
        assert page.locator("#results img, #results script, #reports img, #header img").count() == 0
    page.locator("#reports tr", has_text="测试县").locator("[data-remove]").click()
    page.locator("#remove").click()
    expect(page.locator("#reports tr", has_text="测试县")).to_have_count(0)
    assert page.evaluate("window.ran") is None
