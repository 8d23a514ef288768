"""Office programs open what is written: LibreOffice reads it, and says the same."""

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from service.answers import Flag
from service.exports.sheet import Item, Pair, Part, Piece, Sheet, Side
from service.exports.write import written
from tests.ui.made import passage

OFFICE = shutil.which("soffice")
TEXTS = ("=1+1", "+cmd|' /C calc'!A0", "_x0041_号", "2024-01-12", "#N/A", '引号"逗号,分号;', "𠀀生僻字", "一行\n两行")

CALC = OFFICE is not None and (Path(OFFICE).resolve().parent / "libsclo.so").exists()

pytestmark = pytest.mark.skipif(OFFICE is None, reason="no LibreOffice here: install libreoffice-writer-nogui")
with_calc = pytest.mark.skipif(not CALC, reason="no LibreOffice Calc here: install libreoffice-calc-nogui")


def converted(path: Path, wanted: str) -> bytes:
    """Let LibreOffice open a file and save it in another form."""
    folder = path.parent
    command = [str(OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to"]
    subprocess.run([*command, wanted, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=180)
    return path.with_suffix(f".{wanted.partition(':')[0]}").read_bytes()


def of(*texts: str) -> Sheet:
    """Make a sheet of texts."""
    return Sheet("表", (Part("组", tuple(Item(text, passage(n)) for n, text in enumerate(texts, 1))),))


@with_calc
def test_an_office_program_reads_the_workbook(tmp_path: Path) -> None:
    """Every cell as text: nothing was reckoned, and no code was taken for a character."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(written(of(*TEXTS), ".xlsx"))
    rows = list(
        csv.reader(converted(path, "csv:Text - txt - csv (StarCalc):44,34,76").decode("utf-8-sig").splitlines(True))
    )
    assert [row[8] for row in rows[1:]] == list(TEXTS)


@with_calc
def test_an_office_program_reckons_nothing_of_comma_separated_values(tmp_path: Path) -> None:
    """Opened as a table, and looked at through what it became: there is no formula in it."""
    path = tmp_path / "b.csv"
    path.write_bytes(written(of(*TEXTS), ".csv"))
    flat = converted(path, "fods").decode()
    assert "table:formula" not in flat
    assert "&apos;=1+1" in flat or "'=1+1" in flat


def test_an_office_program_reads_a_comparison(tmp_path: Path) -> None:
    """The texts of both sides, and the marks on them, in LibreOffice's own form of the document."""
    a, b = Side((Piece("三十件", "deleted"),), (passage(1),)), Side((Piece("四十件", "inserted"),), (passage(2),))
    sheet = Sheet(
        "甲乙", (Part("", pairs=(Pair("改动", a, b, (Flag("number", "三十", "四十"),)),)),), sides=("甲", "乙")
    )
    path = tmp_path / "c.docx"
    path.write_bytes(written(sheet, ".docx"))
    flat = converted(path, "fodt").decode()
    assert all(text in flat for text in ("三十件", "四十件", "数字 三十 → 四十"))
    assert 'line-through-style="solid"' in flat
    assert 'text-underline-style="solid"' in flat
