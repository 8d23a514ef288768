"""Arrays kept in a library's cache: published whole, and given back only if they are what was asked for, undamaged."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.vectors import publish

_NAME = "name"
_DIGEST = 32


def save_arrays(path: Path, name: str, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Publish some arrays; a cache that can't be written is done without.

    Args:
        path: the file.
        name: what they were made from, and how.
        arrays: by their names, of numbers or text.
    """
    written = io.BytesIO()
    np.savez(written, allow_pickle=False, **{_NAME: np.array(name)}, **arrays)
    data = written.getvalue()
    with suppress(OSError):
        publish(path, hashlib.sha256(data).digest() + data)


def load_arrays(path: Path, name: str) -> dict[str, NDArray[Any]] | None:
    """Read arrays that `save_arrays` published under the same name.

    Returns:
        The arrays, or None if the file is missing, damaged, or of another name.
    """
    try:
        kept = path.read_bytes()
    except OSError:
        return None
    # The digest comes first: NumPy must not parse what somebody else wrote.
    if hashlib.sha256(kept[_DIGEST:]).digest() != kept[:_DIGEST] or not kept:
        return None
    with np.load(io.BytesIO(kept[_DIGEST:]), allow_pickle=False) as found:
        return {key: found[key] for key in found.files if key != _NAME} if str(found[_NAME]) == name else None
