"""The files that are given to a library: listed, opened, and archives looked through as folders are."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath

from reports import archive, formats
from reports.errors import ReadError, Unreadable

SUFFIXES = formats.SUFFIXES | {archive.SUFFIX}
"""The endings of the file names that can be given, in lower case, with their dot."""


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file to add: where it lies, and its name as the user gave it. An archive stands for the files in it.

    Attributes:
        origin: what it is known by when it comes again; its path, if empty.
    """

    path: Path
    name: str
    origin: str = ""

    @property
    def size(self) -> int:
        """How many bytes it has to be read; 0 if it won't be, whatever the reason."""
        try:
            return self.path.stat().st_size if self.path.suffix.lower() in SUFFIXES else 0
        except OSError:
            return 0


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that can be read: one that was given, or one in an archive.

    Attributes:
        name: its name for the user; that of a file in an archive begins with the archive's.
        origin: where it came from: its path, or its archive's path and its own inside.
        size: its part of `GivenFile.size`.
        read: gives its bytes. It raises `ReadError` when that can't be done, and `NotAReport` before it opens or unpacks
            what holds none.
    """

    name: str
    origin: str
    size: int
    read: Callable[[], bytes]


def files_in(paths: Sequence[Path]) -> list[GivenFile]:
    """List the files that some paths mean: folders are looked through, hidden files and READMEs passed over."""
    found: list[GivenFile] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and not passed_over(p.relative_to(path)))
            found.extend(GivenFile(p, p.relative_to(path.parent).as_posix()) for p in inside)
        else:
            found.append(GivenFile(path, path.name))
    return found


def opened(given: GivenFile) -> Iterator[OpenedFile]:
    """Open a file that was given: itself, or one after another those in it, if it is an archive.

    Raises:
        ReadError: the archive can't be opened.
    """
    origin = given.origin or os.path.abspath(given.path)  # noqa: PTH100  # where it was given, links and all
    if not is_archive(given.path):
        yield OpenedFile(given.name, origin, given.size, partial(content, given.path, given.name))
        return
    try:
        _check_ordinary(given.path, given.name)
        with given.path.open("rb") as file:
            for member in archive.Archive(given.name, file):
                if not passed_over(PurePath(member.name)):
                    name = f"{given.name}/{member.name}"
                    read = partial(_unpacked, member, name)
                    yield OpenedFile(name, f"{origin}/{member.name}", member.packed_bytes, read)
    except OSError as error:
        raise _not_opened(given.name, error) from error


def is_archive(path: PurePath) -> bool:
    """Tell whether a path names an archive rather than a report."""
    return path.suffix.lower() == archive.SUFFIX


def content(path: Path, name: str) -> bytes:
    """Give a file's bytes.

    Raises:
        NotAReport: its type holds no report; it is not opened.
        ReadError: it is too large, not there, no ordinary file, or can't be opened.
    """
    try:
        _check_ordinary(path, name)
        formats.module_for(name)
        with path.open("rb") as file:
            # What the system says of a size is not asked: of files in /proc it says 0, and others grow.
            data = file.read(archive.FILE_BYTES + 1)
    except OSError as error:
        raise _not_opened(name, error) from error
    if len(data) > archive.FILE_BYTES:
        raise Unreadable(name, f"larger than {archive.FILE_BYTES // 2**20} MB; divide it")
    return data


def _check_ordinary(path: Path, name: str) -> None:
    """Refuse what may have no end, or make whoever opens it wait."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise Unreadable(name, "a folder, device or pipe, not an ordinary file; give a file")


def _unpacked(member: archive.Member, name: str) -> bytes:
    if not is_archive(PurePath(name)):
        formats.module_for(name)
    return member.read()


def _not_opened(name: str, error: OSError) -> ReadError:
    if isinstance(error, FileNotFoundError):
        return ReadError(name, "there is no such file or folder; check the path")
    return ReadError(name, f"can't be opened ({error.strerror}); check its permissions")


def passed_over(path: PurePath) -> bool:
    """Tell whether a file inside a folder or an archive is none of its reports: hidden, what macOS adds, or a README."""
    hidden = (part == "__MACOSX" or (part.startswith(".") and part != "..") for part in path.parts)
    return path.stem.upper() == "README" or any(hidden)
