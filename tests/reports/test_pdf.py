from importlib.util import find_spec
from io import BytesIO

import pytest
from rapidfuzz.fuzz import ratio

from reports import guarded
from reports.errors import Unreadable
from reports.formats import sources
from reports.formats.pdf import document, ocr
from reports.reader import read
from reports.source import Source
from tests.reports.pdfs import HEAD, Setting, scanned

pytest.importorskip("reportlab", reason="makes the PDFs")

WORK = "全县新建农村公路一百二十公里，改造桥梁十八座，群众出行更加方便，沿线村庄的农产品当天就能运到省城的市场。"
HOMES = "改造老旧小区二十三个，加装电梯四十一部，新增停车位两千六百个，惠及居民一万二千户。"
SCHOOLS = "新建公办幼儿园六所、小学两所，新增学位三千一百个，教师轮岗交流二百余人，城乡学校结成对子三十一对，"
PARAGRAPHS = [
    "# 政府工作报告",
    "各位代表：",
]
NUMBERS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未"
PARAGRAPHS += [
    (WORK, HOMES, SCHOOLS)[n % 3] * (1 + n % 4) + f"{name}组负责这项工作，按季度向社会公布进展。"
    for n, name in enumerate(NUMBERS)
]
PARAGRAPHS.insert(8, "一、重点工作")
PARAGRAPHS.insert(14, "（二）加快补齐短板")
EXPECTED = [text.removeprefix("# ") for text in PARAGRAPHS]

needs_ocr = pytest.mark.skipif(
    find_spec("rapidocr_onnxruntime") is None, reason="the extra duizhao[ocr] is not installed"
)


def texts(data: bytes) -> list[str]:
    """Read the lines of a PDF."""
    return [line.text for line in only(data).lines]


def only(data: bytes) -> Source:
    """Read a PDF as its one source."""
    (found,) = sources("report.pdf", data)
    return found


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("number", ["— {} —", "{}", "第 {} 页 共 9 页", "Page {}", "{}/9"])
def test_paragraphs_come_back_as_they_were_written(columns: int, number: str) -> None:
    """Lines are joined over the ends of columns and pages; heads and page numbers are set apart."""
    data = Setting(columns=columns, number=number).pdf(PARAGRAPHS)
    found = only(data)

    assert [line.text for line in found.lines] == EXPECTED
    assert {line.why for line in found.removed} == {"running head", "page number"}
    assert {line.text for line in found.removed if line.why == "running head"} == {HEAD}
    assert sum(line.why == "page number" for line in found.removed) >= 3


def test_paragraphs_without_indent_are_told_by_the_gaps_between_them() -> None:
    """Where paragraphs are set apart by space, the same paragraphs come back."""
    data = Setting(indent=0, gap=12).pdf(PARAGRAPHS)

    assert texts(data) == EXPECTED


def test_a_larger_heading_has_a_level() -> None:
    """What is set larger than the text is a heading; what is set like the text is left to the outline."""
    levels = {line.text: line.level for line in only(Setting().pdf(PARAGRAPHS)).lines}

    assert levels["政府工作报告"] == 1
    assert levels["一、重点工作"] is None


def test_pages_that_lie_on_their_side_are_read() -> None:
    """Writing that runs up the page is read like any other."""
    assert texts(Setting(turned=True, columns=2).pdf(PARAGRAPHS)) == EXPECTED


def test_writing_across_the_page_is_a_watermark() -> None:
    """A watermark disturbs no paragraph, and is listed."""
    found = only(Setting(watermark="内部资料注意保存").pdf(PARAGRAPHS))

    assert [line.text for line in found.lines] == EXPECTED
    assert ("内部资料注意保存", "watermark") in {(line.text, line.why) for line in found.removed}


def test_spans_cut_the_lines_out_of_the_whole_text() -> None:
    """Lines, one below the other, are the source's text that their spans count in."""
    lines = only(Setting().pdf(PARAGRAPHS)).lines
    whole = "\n".join(line.text for line in lines)

    assert [line.span.of(whole) for line in lines] == [line.text for line in lines]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"%PDF-1.7\nnothing", "damaged"),
        (b"<html>not found</html>", "no PDF"),
    ],
)
def test_what_is_no_pdf_is_refused(data: bytes, why: str) -> None:
    """One error, that names the file and says what to do."""
    with pytest.raises(Unreadable, match=why) as caught:
        sources("report.pdf", data)
    assert caught.value.name == "report.pdf"


def test_a_locked_pdf_is_refused() -> None:
    """A PDF with a password says so."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret"))
    canvas.drawString(100, 100, "locked")
    canvas.save()

    with pytest.raises(Unreadable, match="password"):
        sources("report.pdf", out.getvalue())


def test_a_pdf_without_text_is_refused() -> None:
    """A blank page holds no text, and is no scan."""
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out)
    canvas.showPage()
    canvas.save()

    with pytest.raises(Unreadable, match="no text"):
        sources("report.pdf", out.getvalue())


def test_a_scan_without_ocr_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture of text is no text; the extra that reads it is named."""
    monkeypatch.setattr(document, "find_spec", lambda _: None)

    with pytest.raises(Unreadable, match=r"scan.*duizhao\[ocr\]"):
        sources("report.pdf", scanned(Setting().pdf(PARAGRAPHS[:4]), scale=1))


def test_scanned_pages_among_others_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without OCR the pages with text are read, and a warning names those that were not."""
    monkeypatch.setattr(document, "find_spec", lambda _: None)
    found = only(_mixed())

    assert [line.text for line in found.lines][:5] == EXPECTED[:5]
    assert found.warnings == ("pages 3-4 without text: not read; install duizhao[ocr], or give the text",)


@needs_ocr
@pytest.mark.filterwarnings("ignore")
def test_a_scan_is_read_by_ocr() -> None:
    """The paragraphs of a scanned page come back but for a few characters, with a warning."""
    (report,) = read("report.pdf", scanned(Setting().pdf(PARAGRAPHS[:8])))
    found = report.text.split("\n")[-6:]

    assert "pages 1-2 read by OCR: characters may be wrong" in report.warnings
    assert all(ratio(*pair) > 97 for pair in zip(found, EXPECTED[2:8], strict=True))


def test_lines_of_which_ocr_is_unsure_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are no text of the report, but nothing of a page goes unsaid."""
    box = [[100, 100], [900, 100], [900, 140], [100, 140]]
    lower = [[x, y + 100] for x, y in box]
    monkeypatch.setattr(document, "find_spec", lambda _: True)
    monkeypatch.setattr(
        ocr, "_engine", lambda: lambda _: ([(box, "全年新建农村公路", "0.9"), (lower, "印章模糊", "0.3")], None)
    )
    found = only(scanned(Setting().pdf(PARAGRAPHS[:1])))

    assert [line.text for line in found.lines] == ["全年新建农村公路"]
    assert [(line.text, line.why) for line in found.removed] == [("印章模糊", "read by OCR, unsure")]


@needs_ocr
def test_a_scan_fits_the_limits_of_reading() -> None:
    """The models that recognise characters find room in the child process."""
    (report,) = guarded.read("report.pdf", scanned(Setting().pdf(PARAGRAPHS[:4])))

    assert any("read by OCR" in warning for warning in report.warnings)


@needs_ocr
@pytest.mark.filterwarnings("ignore")
def test_only_the_scanned_pages_are_read_by_ocr() -> None:
    """In a mixed PDF the text layer is taken where there is one."""
    found = only(_mixed())

    assert found.warnings == ("pages 3-4 read by OCR: characters may be wrong",)
    assert [line.text for line in found.lines][:5] == EXPECTED[:5]
    assert any("农村公路" in line.text for line in found.lines[6:])


def _mixed() -> bytes:
    """Put a page with text before a scanned one."""
    import pypdfium2

    whole = pypdfium2.PdfDocument(Setting().pdf(PARAGRAPHS[:6]))
    scan = pypdfium2.PdfDocument(scanned(Setting().pdf(PARAGRAPHS[:6])))
    whole.import_pages(scan)
    out = BytesIO()
    whole.save(out)
    whole.close()
    scan.close()
    return out.getvalue()
