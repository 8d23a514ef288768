"""Writing a sheet as Markdown or as a Word document; sources are numbered in the order they are first named, and listed at the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO

from service.errors import BadRequest
from service.exports import citations
from service.exports.sheet import Item, Sheet

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$!&])")
_LIST = re.compile(r"^(\d*)([-+.)])")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SOURCES = "出处"
_MOST_TITLE = 255


def markdown(sheet: Sheet, style: str = "gbt7714") -> bytes:
    """Write Markdown, UTF-8; report text is escaped, so that it is text wherever it is shown."""
    numbers = _numbers(sheet, style)
    lines = [f"# {_escaped(sheet.title)}", ""]
    for part in sheet.parts:
        lines += [f"## {_escaped(part.heading)}", ""] if part.heading else []
        for item in part.items:
            lines += [_escaped(item.text) + f" \\[{numbers[_cited(item, style)]}\\]" + _note(item), ""]
    lines += [f"## {SOURCES}", "", *(f"{n}. {_escaped(source)}" for source, n in numbers.items()), ""]
    return _clean("\n".join(lines)).encode()


def docx(sheet: Sheet, style: str = "gbt7714") -> bytes:
    """Write a Word document; characters that XML forbids are left out."""
    from docx import Document
    from docx.oxml.ns import qn

    numbers = _numbers(sheet, style)
    document = Document()
    document.core_properties.author = document.core_properties.comments = ""
    document.core_properties.title = _clean(sheet.title)[:_MOST_TITLE]
    for name in ("Normal", "Title", "Heading 1"):
        document.styles[name].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    document.add_heading(_clean(sheet.title), 0)
    for part in sheet.parts:
        if part.heading:
            document.add_heading(_clean(part.heading), 1)
        for item in part.items:
            paragraph = document.add_paragraph(_clean(item.text))
            paragraph.add_run(f"[{numbers[_cited(item, style)]}]").font.superscript = True
            paragraph.add_run(_clean(_note(item)))
    document.add_heading(SOURCES, 1)
    for source, number in numbers.items():
        document.add_paragraph(_clean(f"[{number}] {source}"))
    written = BytesIO()
    document.save(written)
    return written.getvalue()


@dataclass(frozen=True, slots=True)
class Writer:
    """A way to write a sheet, and the media type of what comes out."""

    media_type: str
    write: Callable[[Sheet, str], bytes]


WRITERS: Mapping[str, Writer] = {
    ".docx": Writer("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx),
    ".md": Writer("text/markdown; charset=utf-8", markdown),
}
"""How a sheet may be written, by the ending of the file's name."""


def writer(ending: str) -> Writer:
    """Find how a file is written by the ending of its name.

    Raises:
        BadRequest: nothing is written under such a name.
    """
    if ending.lower() not in WRITERS:
        said = repr(ending) if ending else "a file without an ending"
        raise BadRequest(f"nothing is written as {said}", hint=f"choose one of: {', '.join(WRITERS)}")
    return WRITERS[ending.lower()]


def written(sheet: Sheet, ending: str, style: str = "gbt7714") -> bytes:
    """Write a sheet.

    Args:
        sheet: what is taken away.
        ending: of the file's name, a key of `WRITERS`.
        style: how sources are cited, a key of `citations.STYLES`.

    Raises:
        BadRequest: nothing is written under such a name, or there is no such style.
    """
    if style not in citations.STYLES:
        raise BadRequest(
            f"there is no style of citation {style!r}", hint=f"choose one of: {', '.join(citations.STYLES)}"
        )
    return writer(ending).write(sheet, style)


def _cited(item: Item, style: str) -> str:
    return citations.STYLES[style](item.passage)


def _numbers(sheet: Sheet, style: str) -> dict[str, int]:
    sources = dict.fromkeys(_cited(item, style) for item in sheet.items())
    return {source: number for number, source in enumerate(sources, 1)}


def _note(item: Item) -> str:
    return f"（{item.note}）" if item.note else ""


def _escaped(text: str) -> str:
    """Write text so that Markdown shows it as it is: in one line, that begins no list."""
    return _LIST.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", " ".join(text.split())))


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
