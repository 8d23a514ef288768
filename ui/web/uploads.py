"""Files that a browser sends, one by one, until they are added together."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from service.errors import BadRequest
from service.files import SUFFIXES, GivenFile, is_archive, passed_over

MAX_FILE_BYTES = 100 * 2**20
MOST_FILES = 5000
_KEPT_SECONDS = 3600


@dataclass(slots=True)
class _Batch:
    folder: Path
    since: float
    files: list[GivenFile] = field(default_factory=list)


class Uploads:
    """The files that were sent and not added yet, in batches that the browser names. Any thread may call any method."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = threading.Lock()
        self._folder: TemporaryDirectory[str] | None = None
        self._batches: dict[str, _Batch] = {}
        self._count = 0

    async def take(self, name: str, path: str, content: AsyncIterator[bytes]) -> None:
        """Take a file into a batch; what `duizhao add` passes over in a folder is passed over here.

        Args:
            name: the batch's name.
            path: the file's name, behind those of the folders it was given with.
            content: its bytes.

        Raises:
            BadRequest: it is too large, or the batch has too many files.
        """
        named = PurePosixPath(path.strip("/") or "?")
        in_folder = len(named.parts) > 1
        if in_folder and passed_over(named):
            return
        place = self._place(name, named)
        try:
            await _write(place, named, content)
        except BaseException:
            place.unlink(missing_ok=True)
            raise
        # A file on its own is told by what is in it: two folders may each hold a report.docx. A folder, or an archive, that
        # comes again brings the same files anew.
        origin = f"given:{named}" if in_folder or is_archive(named) else ""
        with self._lock:
            if name in self._batches:
                self._batches[name].files.append(GivenFile(place, str(named), origin))

    def _place(self, name: str, named: PurePosixPath) -> Path:
        """Give a free path for a file of a batch; what was sent and never added goes."""
        with self._lock:
            self._folder = self._folder or TemporaryDirectory(prefix="duizhao-given-")
            if name not in self._batches:
                folder = Path(self._folder.name) / str(self._next())
                folder.mkdir()
                self._batches[name] = _Batch(folder, time.monotonic())
            batch = self._batches[name]
            batch.since = time.monotonic()
            for old in [key for key, one in self._batches.items() if batch.since - one.since > _KEPT_SECONDS]:
                shutil.rmtree(self._batches.pop(old).folder, ignore_errors=True)
            if len(batch.files) >= MOST_FILES:
                raise BadRequest(
                    f"more than {MOST_FILES} files at once", hint="give fewer, or use `duizhao add FOLDER`"
                )
            ending = named.suffix.lower()
            return batch.folder / f"{self._next()}{ending if ending in SUFFIXES else ''}"

    def _next(self) -> int:
        self._count += 1
        return self._count

    def files(self, name: str) -> list[GivenFile]:
        """Give up a batch: its files in the order of their names, which whoever takes them deletes with `forget`.

        Raises:
            BadRequest: there is none of that name, or nothing came with it.
        """
        with self._lock:
            batch = self._batches.pop(name, None)
        if batch and not batch.files:
            shutil.rmtree(batch.folder, ignore_errors=True)
        if batch is None or not batch.files:
            raise BadRequest("no file was sent", hint="drop the files once more")
        return sorted(batch.files, key=lambda given: given.name)

    @staticmethod
    def forget(files: list[GivenFile]) -> None:
        """Delete files of a batch."""
        for folder in {given.path.parent for given in files}:
            shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Delete all that is left."""
        with self._lock:
            self._batches.clear()
            if self._folder:
                self._folder.cleanup()
                self._folder = None


async def _write(place: Path, named: PurePosixPath, content: AsyncIterator[bytes]) -> None:
    written = 0
    with place.open("xb") as file:
        async for piece in content:
            written += len(piece)
            if written > MAX_FILE_BYTES:
                raise BadRequest(
                    f"{named} is larger than {MAX_FILE_BYTES // 2**20} MB", hint="divide it, or leave out pictures"
                )
            file.write(piece)
