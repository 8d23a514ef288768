"""Arrays kept in a library's cache: published whole, and given back only if they are what was asked for, undamaged."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.vectors import publish

_NAME = "name"


def save_arrays(path: Path, name: str, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Publish some arrays; a cache that can't be written is done without.

    Args:
        path: the file.
        name: what they were made from, and how.
        arrays: by their names, of numbers or text.
    """
    written = io.BytesIO()
    np.savez(written, allow_pickle=False, **{_NAME: np.array(_named(name, arrays))}, **arrays)
    with suppress(OSError):
        publish(path, written.getvalue())


def load_arrays(path: Path, name: str) -> dict[str, NDArray[Any]] | None:
    """Read arrays that `save_arrays` published under the same name.

    Returns:
        The arrays, or None if the file is missing, damaged (its members carry check sums), or of another name.
    """
    try:
        with path.open("rb") as kept, np.load(kept, allow_pickle=False) as found:
            arrays = {key: found[key] for key in found.files if key != _NAME}
            return arrays if str(found[_NAME]) == _named(name, arrays) else None
    except (OSError, ValueError, KeyError, EOFError, RuntimeError, zipfile.BadZipFile):
        return None


def _named(name: str, arrays: Iterable[str]) -> str:
    """Name a file for its members, too: a damaged directory may leave some out."""
    return f"{name}: {', '.join(sorted(arrays))}"
