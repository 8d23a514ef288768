"""Writing a sheet as a file, by the ending of the file's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from service.errors import BadRequest
from service.exports import citations
from service.exports.comma_separated import comma_separated
from service.exports.document import docx
from service.exports.excel import xlsx
from service.exports.markdown import markdown
from service.exports.record import record
from service.exports.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Writer:
    """A way to write a sheet, and the media type of what comes out."""

    media_type: str
    write: Callable[[Sheet, str], bytes]


WRITERS: Mapping[str, Writer] = {
    ".docx": Writer("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx),
    ".xlsx": Writer("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx),
    ".csv": Writer("text/csv; charset=utf-8", comma_separated),
    ".md": Writer("text/markdown; charset=utf-8", markdown),
    ".json": Writer("application/json", record),
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
