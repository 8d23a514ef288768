"""Workbooks of Excel (.xlsx): the values of their cells."""

from __future__ import annotations

import struct
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException

from reports.errors import Unreadable

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    etree.XMLSyntaxError,
    InvalidFileException,
    OSError,
    EOFError,
    RuntimeError,  # of zipfile: a part with a password
    NotImplementedError,  # of zipfile: an unknown compression
    struct.error,
    LookupError,
    ValueError,  # defusedxml's refusals are among them
    TypeError,
    AttributeError,
)
"""What openpyxl lets through when an archive or a part of it is not as it should be."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def sheets(name: str, data: bytes) -> list[tuple[str, Sequence[Sequence[Any]]]]:
    """Read the name and the rows of each sheet; of a formula the value that Excel kept last.

    Raises:
        Unreadable: the bytes are no workbook that can be opened.
    """
    if data.startswith(_OLD_OFFICE):
        raise Unreadable(name, "the workbook is password-protected or an old .xls; save it as .xlsx without a password")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and rules that only matter to who writes a workbook
            book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
            return [(sheet.title, _rows(sheet)) for sheet in book.worksheets]
    except _DAMAGED as error:
        raise Unreadable(
            name, "this is no workbook, or a damaged one; open it in Excel and save it as .xlsx"
        ) from error


def _rows(sheet: Any) -> list[tuple[Any, ...]]:
    sheet.reset_dimensions()  # Programs write wrong ones.
    return list(sheet.iter_rows(values_only=True))
