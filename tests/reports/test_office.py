"""Old Word documents through LibreOffice itself, where it is installed; `test_doc` has a script stand for it."""

import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import docx
import pytest

from reports import guarded
from reports.errors import Unreadable
from reports.report import Report

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
LINES = [
    "各位代表：",
    "一、2024年工作回顾",
    "全年新建农村公路一百二十公里，改造桥梁十八座。",
    "提高质量；",
    "扩大开放。",
    "指标 | 数值",
    "公路 | 340",
    "谢谢大家！",
]
WORD_XML = (
    '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
    "<w:p><w:r><w:t>各位代表：</w:t></w:r></w:p><w:p><w:r><w:t>谢谢大家！</w:t></w:r></w:p></w:body></w:wordDocument>"
)

pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


def document() -> bytes:
    """Give a .docx with a heading, a numbered list and a table."""
    made = docx.Document()
    made.add_paragraph(LINES[0])
    made.add_heading(LINES[1], 1)
    made.add_paragraph(LINES[2])
    for item in LINES[3:5]:
        made.add_paragraph(item, "List Number")
    table = made.add_table(2, 2)
    for row, line in enumerate(LINES[5:7]):
        for column, text in enumerate(line.split(" | ")):
            table.cell(row, column).text = text
    made.add_paragraph(LINES[7])
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Let LibreOffice save the document in its old formats."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "in.docx").write_bytes(document())
    for ending in ("doc", "rtf"):
        command = [str(OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        subprocess.run(
            [*command, "--convert-to", ending, "--outdir", str(folder), str(folder / "in.docx")],
            check=True,
            capture_output=True,
            timeout=120,
        )
    return {ending: (folder / f"in.{ending}").read_bytes() for ending in ("doc", "rtf")}


def lines_of(reports: list[Report]) -> list[str]:
    """List the lines of the one report of a file."""
    (report,) = reports
    return report.text.split("\n")


@pytest.mark.parametrize("ending", ["doc", "rtf"])
def test_an_old_document_reads_as_it_did_before_it_was_saved(ending: str, saved: dict[str, bytes]) -> None:
    """Heading, list, table and all, in the reader's child process with its limits."""
    reports = guarded.read("报告.doc", saved[ending])

    assert saved[ending].startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf"))
    assert lines_of(reports) == [*LINES[:3], "1. 提高质量；", "2. 扩大开放。", *LINES[5:]]
    assert [(heading.level, heading.text) for heading in reports[0].headings] == [(1, LINES[1])]


def test_words_own_xml_is_read() -> None:
    """Word 2003 saved it under the old ending, too."""
    assert lines_of(guarded.read("报告.doc", WORD_XML.encode())) == [LINES[0], LINES[-1]]


def test_several_are_read_at_once(saved: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each in a folder and with a profile of its own, and nothing is left of them."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda n: lines_of(guarded.read(f"报告{n}.doc", saved["doc"])), range(3)))

    assert [len(lines) for lines in found] == [len(LINES)] * 3
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("data", [b"\xd0\xcf\x11\xe0" + bytes(600), b"{\\rtf1\\ansi{\\stylesheet"])
def test_what_libreoffice_cannot_open_is_refused_with_the_way_out(data: bytes) -> None:
    """Save it as .docx."""
    with pytest.raises(Unreadable, match=r"save it as \.docx"):
        guarded.read("报告.doc", data)
