"""A folder is built aside and put in place whole, by one process at a time."""

import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from models import manifest
from models.errors import ModelError


def published(folder: Path, *, fingerprint: str, build: Callable[[Path], None], again: bool = False) -> Path:
    """See that a folder stands whole, building it if it does not.

    Args:
        folder: where it is to stand. One that was published before and is damaged, or of another fingerprint,
            is replaced; one that was not published is left alone.
        fingerprint: of the model it is to hold.
        build: fills an empty folder.
        again: build it even if it stands whole.

    Returns:
        `folder`.

    Raises:
        ModelError: it could not be written, or something else stands there; or whatever `build` raises.
    """
    if not again and manifest.is_sound(folder, fingerprint=fingerprint):
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        # The operating system drops the lock of a process that dies: a crash leaves nothing to clear by hand.
        with FileLock(folder.parent / f".{folder.name}.lock"):
            if again or not manifest.is_sound(folder, fingerprint=fingerprint):
                _build_and_place(folder, fingerprint=fingerprint, build=build)
    except OSError as error:
        raise ModelError(
            f"The model could not be written to {folder}: {error}. See that you may write there, and that 1 GB is free."
        ) from error
    return folder


def _build_and_place(folder: Path, *, fingerprint: str, build: Callable[[Path], None]) -> None:
    if folder.exists() and not (folder / manifest.FILE_NAME).exists():
        raise ModelError(f"{folder} is not a model that duizhao prepared. Move it away, or load it by its path.")
    _clear(folder)
    aside = _aside(folder)
    aside.mkdir()
    try:
        build(aside)
        manifest.write(aside, fingerprint=fingerprint)
        if folder.exists():
            folder.rename(_aside(folder))
        aside.rename(folder)
    finally:
        _clear(folder)


def _aside(folder: Path) -> Path:
    return folder.parent / f".{folder.name}.aside-{uuid.uuid4().hex}"


def _clear(folder: Path) -> None:
    # Only the holder of the lock makes these: any that it did not make were left by a process that died.
    for leftover in folder.parent.glob(f".{folder.name}.aside-*"):
        shutil.rmtree(leftover, ignore_errors=True)
