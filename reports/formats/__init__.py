"""Formats: the bytes of a file become texts. One module a format, opened when a file asks for it."""

from __future__ import annotations

import importlib
from pathlib import PurePath

from reports.errors import NotAReport, Unreadable
from reports.source import Source

_MODULES = {
    ".txt": "text",
    ".md": "text",
    ".markdown": "text",
    ".docx": "docx",
    ".doc": "doc",
    ".html": "html",
    ".htm": "html",
    ".mht": "mhtml",
    ".mhtml": "mhtml",
    ".pdf": "pdf",
    ".csv": "table",
    ".xlsx": "table",
    ".jsonl": "table",
}
"""Modules of this package, each with a function `sources(name, data)`, by the endings they read."""

SUFFIXES = frozenset(_MODULES)
"""The endings of the file names that can be read, in lower case, with their dot."""


def sources(name: str, data: bytes) -> list[Source]:
    """Read the texts in a file.

    Args:
        name: the file's name; its ending says the format.
        data: the file's bytes.

    Raises:
        NotAReport: the ending is none of `SUFFIXES`.
        Unreadable: the bytes are not what the ending promises, or hold no text.
    """
    found: list[Source] = importlib.import_module(f"{__name__}.{module_for(name)}").sources(name, data)
    if not any(source.lines for source in found):
        raise Unreadable(name, "the file holds no text")
    return found


def module_for(name: str) -> str:
    """Name the module of this package that reads a file of some name.

    Raises:
        NotAReport: the ending is none of `SUFFIXES`.
    """
    module = _MODULES.get(PurePath(name).suffix.lower())
    if module is None:
        raise NotAReport(name, f"not a type that can be read ({', '.join(sorted(SUFFIXES))} can)")
    return module
