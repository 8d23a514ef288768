"""Word documents (.docx)."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from docx.opc.exceptions import OpcError
from docx.opc.oxml import parse_xml
from lxml import etree

from reports.errors import Unreadable
from reports.formats import written
from reports.formats.docx.body import BodyReader
from reports.formats.docx.numbering import WORD, Numbering
from reports.formats.docx.package import opened
from reports.formats.docx.styles import Styles
from reports.report import Removed
from reports.source import Source

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DAMAGED = (
    OpcError,
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    OSError,
    EOFError,
    RuntimeError,  # of zipfile: a part with a password
    NotImplementedError,  # of zipfile: an unknown compression
    struct.error,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
)
"""What python-docx lets through when an archive or a part of it is not as it should be."""
_NOTES = ("footnotes", "endnotes")
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def sources(name: str, data: bytes) -> list[Source]:
    """Read a document: paragraphs and tables in their order, as a reader sees them with all changes accepted.

    Notes and running heads stand apart in `removed`.

    Raises:
        Unreadable: the bytes are no document that can be opened.
    """
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            raise Unreadable(name, "the document is password-protected; save it without a password and try again")
        raise Unreadable(
            name, "this is an old .doc (or is password-protected); give it the ending .doc or save it as .docx"
        )
    try:
        return [_source(opened(data))]
    except _DAMAGED as error:
        raise Unreadable(
            name, "this is no Word document, or a damaged one; open it in Word and save it as .docx"
        ) from error


def _source(package: Any) -> Source:
    styles = Styles(_root(package, "styles"))
    body = BodyReader(styles, Numbering(_root(package, "numbering")))
    lines = written.lines(body.paragraphs(package.element.body))
    removed = [*body.removed, *_running_heads(package, styles), *_notes(package, styles)]
    return Source(lines, tuple(dict.fromkeys(removed)))


def _root(package: Any, kind: str) -> Any | None:
    """Parse the part of the document that is of a kind such as "styles"; None when it has none."""
    return next((root for root in _roots(package, kind)), None)


def _roots(package: Any, *kinds: str) -> Iterator[Any]:
    for relation in package.part.rels.values():
        if relation.is_external or relation.reltype.rpartition("/")[2] not in kinds:
            continue
        part = relation.target_part
        yield part.element if hasattr(part, "element") else parse_xml(part.blob)


def _running_heads(package: Any, styles: Styles) -> Iterator[Removed]:
    for root in _roots(package, "header", "footer"):
        yield from _apart(root, styles, "running head")


def _notes(package: Any, styles: Styles) -> Iterator[Removed]:
    for root in _roots(package, *_NOTES):
        for note in root:
            if note.get(WORD + "type") not in _SEPARATORS:
                yield from _apart(note, styles, "footnote")


def _apart(root: Any, styles: Styles, why: str) -> Iterable[Removed]:
    reader = BodyReader(styles, Numbering(None))
    lines = written.lines(reader.paragraphs(root))
    return (*(Removed(line.text, why) for line in lines), *reader.removed)
