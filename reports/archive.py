"""Archives: the files in a ZIP file, read in memory one at a time; nothing is ever unpacked to the disk.

What an archive says of itself may be a lie (116 KB that become 17 GB: github.com/python/cpython/issues/109858), so bytes
are counted as they come. Names are only names: one that leads out of the archive is refused, not followed.
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO

from reports.encodings import likeliest
from reports.errors import Unreadable

SUFFIX = ".zip"
"""The ending of the names of archives, in lower case."""

MOST_FILES = 10_000
FILE_BYTES = 64 * 2**20
ALL_BYTES = 512 * 2**20
"""The most that one file of an archive, and all that are read, may hold unpacked."""

_DIRECTORY_BYTES = 4 * 2**20
_BOMB_BYTES = 2**20
_BOMB_RATIO = 200
_CHUNK_BYTES = 2**16
_ENCRYPTED = 0x1
_NAME_IS_UTF_8 = 0x800
_ENCODINGS = ("utf-8", "gb18030", "big5hkscs", "cp437")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive.

    Attributes:
        name: its path inside the archive, with "/" between folders; what can't be printed is "?".
        packed_bytes: what it takes of the archive, as the archive says.
        read: unpacks it in memory. It raises `Unreadable` when the file is encrypted, damaged, a link, another archive or
            too large, or when its name leads elsewhere.
    """

    name: str
    packed_bytes: int
    read: Callable[[], bytes]


class Archive:
    """A ZIP file that is open for reading.

    Args:
        name: the archive's name, for errors.
        file: its bytes.

    Raises:
        Unreadable: this is no ZIP file, or one with too many files.
    """

    def __init__(self, name: str, file: BinaryIO) -> None:
        self._name = name
        self._unpacked_bytes = 0
        try:
            self._zip = zipfile.ZipFile(_WithSmallDirectory(file))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, OSError, struct.error) as error:
            raise Unreadable(name, "this is no ZIP archive, or a damaged one; pack it anew") from error
        self._files = [info for info in self._zip.infolist() if not info.filename.endswith("/")]
        if len(self._files) > MOST_FILES:
            raise Unreadable(name, f"holds more than {MOST_FILES} files; divide it")

    def __iter__(self) -> Iterator[Member]:
        """Give the files in their order; after one with which all become too much, there are no more."""
        seen: set[str] = set()
        for info, inner in zip(self._files, _names(self._files), strict=True):
            if self._unpacked_bytes > ALL_BYTES:
                return
            shown = "".join(c if c.isprintable() else "?" for c in inner)
            why = "the archive holds another file of this name; rename one" if inner in seen else _refusal(info, inner)
            yield Member(shown, info.compress_size, partial(self._unpacked, info, f"{self._name}/{shown}", why))
            seen.add(inner)

    def _unpacked(self, info: zipfile.ZipInfo, name: str, why: str | None) -> bytes:
        if why:
            raise Unreadable(name, why)
        data = bytearray()
        try:
            with self._zip.open(info) as packed:
                while chunk := packed.read(_CHUNK_BYTES):
                    data += chunk
                    self._unpacked_bytes += len(chunk)
                    self._check(info, name, len(data))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error) as error:
            raise Unreadable(name, "it is damaged inside the archive; pack it anew") from error
        return bytes(data)

    def _check(self, info: zipfile.ZipInfo, name: str, size: int) -> None:
        if self._unpacked_bytes > ALL_BYTES:
            raise Unreadable(self._name, f"becomes more than {ALL_BYTES // 2**20} MB when unpacked; divide it")
        if size > _BOMB_BYTES and size > _BOMB_RATIO * info.compress_size:
            raise Unreadable(name, f"becomes more than {_BOMB_RATIO} times as large when unpacked: no text does")
        if size > FILE_BYTES:
            raise Unreadable(name, f"larger than {FILE_BYTES // 2**20} MB when unpacked; divide it")


def _refusal(info: zipfile.ZipInfo, name: str) -> str | None:
    """Say why a file is not even unpacked, if it is not."""
    if "\0" in name or name.startswith("/") or re.match("[A-Za-z]:", name) or ".." in name.split("/"):
        return "its name leads out of the archive; pack it anew"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "a link, not a file; pack the file itself"
    if PurePosixPath(name).suffix.lower() == SUFFIX:
        return "an archive inside an archive; unpack it and add it by itself"
    if info.flag_bits & _ENCRYPTED:
        return "encrypted; unpack it with its password and add what comes out"
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return "packed in a way that is not read here; pack it as an ordinary ZIP"
    return None


def _names(files: Sequence[zipfile.ZipInfo]) -> list[str]:
    """Give the files' names; those that don't say their encoding are in the one in which all of them make most sense."""
    raw = {info.orig_filename.encode("cp437") for info in files if not info.flag_bits & _NAME_IS_UTF_8}
    encoding = likeliest(b"\n".join(sorted(raw)), _ENCODINGS)
    return [
        (
            info.orig_filename
            if info.flag_bits & _NAME_IS_UTF_8
            else info.orig_filename.encode("cp437").decode(encoding, "replace")
        ).replace("\\", "/")
        for info in files
    ]


class _WithSmallDirectory:
    """A file of which only little is read at once: `zipfile` takes an archive's directory in one piece."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell, self.seekable, self.close = file.seek, file.tell, file.seekable, file.close

    def read(self, size: int = -1) -> bytes:
        """Read as a file does.

        Raises:
            ValueError: this is more than the directory of an archive with few files.
        """
        if size > _DIRECTORY_BYTES:
            raise ValueError(f"a directory of {size} bytes")
        return self._file.read(size)
