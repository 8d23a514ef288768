"""Files that are sent in: put under names of ours into a folder of their own, however they are called.

What a file is called says where its report is from, and is kept as data: no path is ever made of it.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from service.errors import BadRequest
from service.files import SUFFIXES, GivenFile
from service.http.bodies import MIB
from service.http.errors import TooLarge

if TYPE_CHECKING:
    from starlette.requests import Request

FILE_BYTES = 100 * MIB
FILES = 200
NAME_CHARS = 1000
FIELD = "files"
_OTHER_FIELDS = 10


async def received(request: Request, folder: Path) -> list[GivenFile]:
    """Receive the files of a form.

    Args:
        request: multipart/form-data with files in the field `FIELD`.
        folder: where they are put.

    Raises:
        BadRequest: it is no such form, holds no file, or a file's name is very long.
        TooLarge: a file is larger than `FILE_BYTES`, or there are more than `FILES`.
    """
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise BadRequest("this is no multipart/form-data", hint=f"send files in the field {FIELD!r} of a form")
    try:
        form = await _Form(request.headers, request.stream(), max_fields=_OTHER_FIELDS).parse()
    except MultiPartException as error:
        raise BadRequest(f"the form can't be read ({error.message})", hint="see RFC 7578") from error
    try:
        sent = [file for file in form.getlist(FIELD) if isinstance(file, UploadFile) and file.filename]
        if not sent:
            raise BadRequest("no file came with this", hint=f"send files in the field {FIELD!r} of a form")
        return await run_in_threadpool(_put, sent, folder)
    finally:
        await form.close()


def _put(sent: Sequence[UploadFile], folder: Path) -> list[GivenFile]:
    return [_put_one(file, file.filename or "", folder / str(number)) for number, file in enumerate(sent)]


def _put_one(file: UploadFile, name: str, place: Path) -> GivenFile:
    if len(name) > NAME_CHARS:
        raise BadRequest(f"a file's name has {len(name):,} characters", hint=f"give one of {NAME_CHARS:,} at most")
    ending = PurePath(name).suffix.lower()
    path = place.with_suffix(ending if ending in SUFFIXES else "")
    with path.open("wb") as target:
        shutil.copyfileobj(file.file, target)
    return GivenFile(path, name)


class _Form(MultiPartParser):
    """Reads a form, and stops at the file that is too large or one too many."""

    _files = 0

    def on_headers_finished(self) -> None:
        """Begin a part."""
        super().on_headers_finished()
        if self._current_part.file is not None:
            self._files += 1
            if self._files > FILES:
                raise TooLarge(f"more than {FILES} files", hint="send them in several requests")

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        """Take some of a part."""
        file = self._current_part.file
        if file is not None and (file.size or 0) + end - start > FILE_BYTES:
            raise TooLarge(
                f"{(file.filename or '')[:NAME_CHARS]!r} is larger than {FILE_BYTES // MIB} MB", hint="divide it"
            )
        super().on_part_data(data, start, end)
