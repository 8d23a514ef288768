"""Old Word documents (.doc) and what Chinese sites serve under that ending: Rich Text, web pages, plain text, .docx."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from reports.errors import Unreadable
from reports.formats import docx, html, text
from reports.source import Source

_OFFICE_NAMES = ("soffice", "libreoffice")
_TIMEOUT_SECONDS = 60
_OFFICE = (b"\xd0\xcf\x11\xe0", b"{\\rtf")
_WORD_XML = re.compile(rb"<\?mso-application\s+progid=.Word.Document|<w:wordDocument\b")
_PAGE = re.compile(rb"\s*(<!doctype html|<html|<head|<body|<meta|<div|<p\b|<table|<!--)", re.IGNORECASE)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
"""What LibreOffice's profile says: nothing that a document links to is fetched, and nothing in it is run."""
_MARK = b"\xef\xbb\xbf"


def sources(name: str, data: bytes) -> list[Source]:
    """Read a document by what its bytes are, whatever its ending says; Word's own old format by LibreOffice.

    Raises:
        Unreadable: LibreOffice is needed and missing, or the bytes are no document.
    """
    head = data[:4096].removeprefix(_MARK)
    if data.startswith(_OFFICE) or _WORD_XML.search(head):
        return docx.sources(name, _as_docx(name, data))
    if data.startswith(b"PK"):
        return docx.sources(name, data)
    if _PAGE.match(head.replace(b"\x00", b"").removeprefix(b"\xff\xfe")) or b"<html" in head.lower():
        return html.sources(name, data)
    return text.sources(name, data)


def _as_docx(name: str, data: bytes) -> bytes:
    """Convert a document by LibreOffice, in a folder and with a profile of its own, so that no other run is disturbed."""
    office = next(filter(None, map(shutil.which, _OFFICE_NAMES)), None)
    if office is None:
        raise Unreadable(
            name, "an old .doc is read through LibreOffice, which is not here: save it as .docx, or install it"
        )
    with TemporaryDirectory(prefix="duizhao-doc-") as given:
        folder = Path(given)
        source = folder / ("in.rtf" if data.startswith(b"{\\rtf") else "in.doc")
        source.write_bytes(data)
        profile = (folder / "profile").as_uri()
        options = ["--headless", "--norestore", "--convert-to", "docx", "--outdir", str(folder / "out")]
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        _run(name, [office, f"-env:UserInstallation={profile}", *options, str(source)], folder)
        converted = folder / "out" / "in.docx"
        if not converted.is_file():
            raise Unreadable(
                name, "LibreOffice could not open it (is it password-protected?); save it as .docx and try again"
            )
        return converted.read_bytes()


def _run(name: str, command: list[str], folder: Path) -> None:
    """Run a command, whose temporary files go to a folder; end it when it takes too long.

    It stays in this process's group: who ends that (`reports.guarded`) ends also what the command started.
    """
    with subprocess.Popen(  # noqa: S603 - the program is found by its name on the path, and no shell reads the words.
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(folder)},
    ) as process:
        try:
            process.wait(_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise Unreadable(
                name, f"LibreOffice took longer than {_TIMEOUT_SECONDS} s; save it as .docx and try again"
            ) from error
