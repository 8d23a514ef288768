"""Formats: the bytes of a file become lines. One module a format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from reports.errors import NotAReport, Unreadable
from reports.formats import text
from reports.source import Line

_READERS: dict[str, Callable[[str, bytes], list[Line]]] = {
    ".txt": text.lines,
    ".md": text.lines,
    ".markdown": text.lines,
}

SUFFIXES = frozenset(_READERS)
"""The endings of the file names that can be read, in lower case, with their dot."""


def lines(name: str, data: bytes) -> list[Line]:
    """Read the lines of a file.

    Args:
        name: the file's name; its ending says the format.
        data: the file's bytes.

    Raises:
        NotAReport: the ending is none of `SUFFIXES`.
        Unreadable: the bytes are not what the ending promises, or hold no text.
    """
    reader = _READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise NotAReport(name, f"not a type that can be read ({', '.join(sorted(SUFFIXES))} can)")
    found = reader(name, data)
    if not found:
        raise Unreadable(name, "the file holds no text")
    return found
