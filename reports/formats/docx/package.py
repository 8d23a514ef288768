"""Opening a Word document's archive, also one that points to parts it does not have, as some programs write."""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO
from typing import Any

import docx
from docx.opc.oxml import parse_xml
from lxml import etree

_DOCUMENT = "word/document.xml"
_RELATIONS = ".rels"


def opened(data: bytes) -> Any:
    """Open a document as python-docx gives it.

    Raises:
        Exception: any of several; python-docx and zipfile have no common one.
    """
    try:
        return docx.Document(BytesIO(data))
    except KeyError:
        return docx.Document(BytesIO(_without_dangling_relations(data)))


def _without_dangling_relations(data: bytes) -> bytes:
    """Take out what points to a part that the archive does not have, such as a picture at `NULL`."""
    mended = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(mended, "w") as copy:
        names = set(archive.namelist())
        if _DOCUMENT not in names:
            raise KeyError(_DOCUMENT)
        for name in sorted(names):
            part = archive.read(name)
            copy.writestr(name, _pruned(name, part, names) if name.endswith(_RELATIONS) else part)
    return mended.getvalue()


def _pruned(name: str, part: bytes, names: set[str]) -> bytes:
    root = parse_xml(part)  # type: ignore[arg-type]  # It takes bytes, whatever it says.
    folder = posixpath.dirname(posixpath.dirname(name))
    for relation in list(root):
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
        if relation.get("TargetMode") != "External" and target.lstrip("/") not in names:
            root.remove(relation)
    pruned: bytes = etree.tostring(root)
    return pruned
