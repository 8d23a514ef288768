"""What a prepared folder must hold: every file's size and SHA-256, and the fingerprint of its vectors.

The manifest is written last, inside the folder, so it appears and disappears with it.
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from models.errors import ModelDamaged

FILE_NAME = "duizhao-manifest.json"


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of one file."""

    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a prepared folder must hold."""

    fingerprint: str
    files: dict[str, FileFacts]  # by path within the folder, "/" between its parts


def write(folder: Path, *, fingerprint: str) -> None:
    """Record a finished folder, and see that it has reached the disk.

    Args:
        folder: holds everything the model needs, and nothing else.
        fingerprint: what a library remembers of the model.
    """
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    files = {path.relative_to(folder).as_posix(): _settled(path) for path in paths}
    record = asdict(Manifest(fingerprint, files))
    path = folder / FILE_NAME
    path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    _settled(path)


def read(folder: Path) -> Manifest:
    """Read a folder's manifest and see that every file has the size it promises; costs well under 1 ms.

    Raises:
        ModelDamaged: there is no manifest, it cannot be read, or a file is missing or of another size.
    """
    try:
        record = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        files = {name: FileFacts(**facts) for name, facts in record["files"].items()}
        manifest = Manifest(str(record["fingerprint"]), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelDamaged(
            f"The model in {folder} has no readable {FILE_NAME} ({error}). Remove the folder and prepare the "
            "model again."
        ) from error
    for name, facts in files.items():
        path = folder / name
        size_bytes = path.stat().st_size if path.is_file() else None
        if size_bytes != facts.size_bytes:
            found = "is missing" if size_bytes is None else f"has {size_bytes} bytes, not {facts.size_bytes}"
            raise _damaged(folder, name, found)
    return manifest


def verify(folder: Path) -> Manifest:
    """Read a folder's manifest and hash every file; costs about a second a gigabyte.

    Raises:
        ModelDamaged: as for `read`, or a file's content has changed.
    """
    manifest = read(folder)
    for name, facts in manifest.files.items():
        if sha256(folder / name) != facts.sha256:
            raise _damaged(folder, name, "is not the file that was prepared: its SHA-256 differs")
    return manifest


def is_sound(folder: Path, *, fingerprint: str) -> bool:
    """Say whether a folder holds the model of this fingerprint, as far as sizes tell."""
    try:
        return read(folder).fingerprint == fingerprint
    except ModelDamaged:
        return False


def sha256(path: Path) -> str:
    """Hash a file's content, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _settled(path: Path) -> FileFacts:
    # Without fsync a power cut after the folder's rename can leave files of the right size full of zeros.
    with path.open("r+b") as file:
        os.fsync(file.fileno())
    return FileFacts(path.stat().st_size, sha256(path))


def _damaged(folder: Path, name: str, what: str) -> ModelDamaged:
    return ModelDamaged(f"{folder / name} {what}. Remove the folder {folder} and prepare the model again.")
