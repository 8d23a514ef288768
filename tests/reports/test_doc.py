import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from lxml import etree

from reports import formats
from reports.errors import Unreadable
from reports.formats import doc
from reports.guarded import Readers, limits_for
from tests.invented import Invented
from tests.reports.test_guarded import ended

OLD = b"\xd0\xcf\x11\xe0" + bytes(600)
LINES = ["各位代表：", "全年工作圆满完成。"]
PAGE = "<p>各位代表：</p><p>全年工作圆满完成。</p>"


def new_document() -> bytes:
    """Give the bytes of a .docx with two lines."""
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def texts_of(data: bytes) -> list[str]:
    """Read the lines of a file that calls itself .doc."""
    (source,) = formats.sources("报告.doc", data)
    return [line.text for line in source.lines]


def put_office(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Let a script stand for LibreOffice; `$out` is the folder it is to write to, `$in` the file it is given."""
    program = folder / "soffice"
    program.write_text(f'#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\nout="$2"\nin="$3"\n{script}\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


@pytest.mark.parametrize(
    "data",
    [
        new_document(),
        f"<html><body>{PAGE}".encode(),
        f"\ufeff<!DOCTYPE html>\n<meta charset=utf-8>{PAGE}".encode(),
        f'<?xml version="1.0"?>\n<html xmlns:w="urn:schemas-microsoft-com:office:word">{PAGE}'.encode(),
        f'<html><meta http-equiv=Content-Type content="text/html; charset=gb2312">{PAGE}'.encode("gb18030"),
        "\n".join(LINES).encode("gb18030"),
    ],
    ids=["docx", "html", "html with a mark", "xhtml", "gbk html", "text"],
)
def test_what_calls_itself_doc_is_read_as_what_it_is(data: bytes) -> None:
    """Sites serve pages and new documents under the old ending; LibreOffice is not needed for them."""
    assert texts_of(data) == LINES


@pytest.mark.parametrize(
    "data", [OLD, b"{\\rtf1\\ansi}", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>']
)
def test_without_libreoffice_the_way_out_is_said(data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Save it as .docx, or install LibreOffice."""
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(Unreadable, match=r"save it as \.docx, or install") as caught:
        formats.sources("报告.doc", data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("data", [OLD, b"{\\rtf1\\ansi}"])
def test_libreoffice_converts_and_the_result_is_read(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It works in a folder of its own, which goes afterwards."""
    (tmp_path / "new.docx").write_bytes(new_document())
    script = f'mkdir -p "$out"; cp "{tmp_path}/new.docx" "$out/in.docx"; cp "$in" "{tmp_path}/given"; echo "$out" > "{tmp_path}/where"'
    put_office(tmp_path, monkeypatch, script)

    assert texts_of(data) == LINES
    assert (tmp_path / "given").read_bytes() == data
    assert not Path((tmp_path / "where").read_text("utf-8").strip()).parent.exists()


def test_libreoffice_fetches_and_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its new profile says so before it starts."""
    put_office(
        tmp_path, monkeypatch, f'cp "${{in%/*}}/profile/user/registrymodifications.xcu" "{tmp_path}/settings"; exit 1'
    )

    with pytest.raises(Unreadable):
        formats.sources("报告.doc", OLD)
    root = etree.fromstring((tmp_path / "settings").read_bytes())
    space = "{http://openoffice.org/2001/registry}"
    assert {prop.get(space + "name"): prop.findtext("value") for prop in root.iter("prop")} == {
        "BlockUntrustedRefererLinks": "true",
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
        "Link": "0",
    }
    assert all(item.get(space + "path", "").startswith("/org.openoffice.Office.") for item in root)


def test_a_document_that_libreoffice_does_not_open_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A password is the likeliest reason."""
    put_office(tmp_path, monkeypatch, "exit 1")

    with pytest.raises(Unreadable, match="password"):
        formats.sources("报告.doc", OLD)


@pytest.mark.parametrize(("timeout", "why"), [(2, "takes more than 2 seconds"), (20, "could not open it")])
def test_nothing_of_libreoffice_is_left_behind(
    timeout: int, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No process and no file, be it that the guard's time is over or that it went and left a child of its own."""
    rest = "wait" if timeout == 2 else "exit 1"
    put_office(tmp_path, monkeypatch, f'touch "$TMPDIR/more"; sleep 60 & echo $! > "{tmp_path}/sleeper"; {rest}')
    rooms = tmp_path / "rooms"
    rooms.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(rooms))
    readers = Readers()

    with pytest.raises(Unreadable, match=why):
        readers.read("报告.doc", OLD, replace(limits_for("报告.doc", len(OLD)), wall_seconds=timeout))
    assert ended(int((tmp_path / "sleeper").read_text("utf-8")))
    assert list(rooms.iterdir()) == []
    readers.end()


def test_libreoffice_is_ended_when_it_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document it never finishes does not hold up the rest."""
    put_office(tmp_path, monkeypatch, "sleep 60")
    monkeypatch.setattr(doc, "_TIMEOUT_SECONDS", 0.2)

    with pytest.raises(Unreadable, match="took longer"):
        formats.sources("报告.doc", OLD)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04" + bytes(99), bytes(99)])
def test_what_is_no_document_at_all_is_refused(data: bytes) -> None:
    """As under any other ending."""
    with pytest.raises(Unreadable):
        formats.sources("报告.doc", data)


def test_a_whole_report_under_the_old_ending() -> None:
    """Text that calls itself .doc is a report like any other."""
    assert texts_of(Invented().text.encode()) == Invented().text.splitlines()
