"""The lexical index on disk: editions in a folder, each named for what it holds, and never changed once it has its name.

An edition is made aside, out of the one before it as far as that goes, and then renamed: whoever looks sees it whole or not at
all, and whoever looks at an older one keeps it. All of it is a cache; what is damaged or can't be written is done without.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import tantivy
from filelock import FileLock

from embeddings.lexical import Bundle, LexicalIndex, empty_index, opened, write
from embeddings.vectors import publish
from embeddings.words import rules

_FORMAT = 2
_LOCK_SECONDS = 60
_MANIFEST = "manifest.json"
_PRESENT_PER_GONE = 16


@dataclass(frozen=True, slots=True)
class _Manifest:
    """What an edition must be.

    Attributes:
        bundles: the names of what it holds.
        files: the SHA-256 of each file by its name.
    """

    bundles: frozenset[str]
    files: dict[str, str]


def current_index(folder: Path, bundles: Sequence[Bundle]) -> LexicalIndex:
    """Give an index of exactly some bundles, at a cost that follows what came and went since the last edition.

    Several programs may do so at once, for the same bundles or others.

    Args:
        folder: where the editions are, made if it is not there; when it can't be written to, the index is made in memory.
        bundles: each under a name that no other content ever has.
    """
    edition = folder / _name(bundle.name for bundle in bundles)
    found = _opened(edition)
    if found is None:
        with suppress(OSError, ValueError):  # of the file system and the lock, and of tantivy
            folder.mkdir(parents=True, exist_ok=True)
            with FileLock(folder / "making.lock", timeout=_LOCK_SECONDS):
                found = _opened(edition)  # perhaps another program made it meanwhile
                if found is None:
                    found = _made(edition, bundles)
    return LexicalIndex.of(bundles) if found is None else found  # an index without passages is false, and yet one


def _name(bundles: Iterable[str]) -> str:
    made_by = f"{_FORMAT}, {tantivy.__version__}, {rules()}"  # type: ignore[attr-defined]  # its stubs leave it out
    return hashlib.sha256("\n".join((made_by, *sorted(bundles))).encode()).hexdigest()[:32]


# Looking


def _opened(edition: Path) -> LexicalIndex | None:
    if _verified(edition) is None:
        return None
    try:
        return opened(tantivy.Index.open(str(edition)))
    except ValueError:  # it was taken away just now, or no lock can be made beside it
        return None


def _verified(edition: Path) -> _Manifest | None:
    """Read an edition's manifest, if the edition is what its name says and no file is damaged.

    tantivy maps the files into memory and trusts them, so damage must be found before. Malice is not: whoever can write files
    here can write a manifest that agrees with them.
    """
    try:
        record = json.loads((edition / _MANIFEST).read_text("utf-8"))
        manifest = _Manifest(frozenset(record["bundles"]), record["files"])
        inside = all(Path(name).name == name for name in manifest.files)
        whole = inside and all(_sha256(edition / name) == sha256 for name, sha256 in manifest.files.items())
        return manifest if whole and _name(manifest.bundles) == edition.name else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# Making, under the lock


def _made(edition: Path, bundles: Sequence[Bundle]) -> LexicalIndex | None:
    """Make an edition and take away the others."""
    folder = edition.parent
    with TemporaryDirectory(dir=folder, prefix="making-", ignore_cleanup_errors=True) as aside:
        made = _brought_up(Path(aside) / "up", bundles, _editions(folder)) or _anew(Path(aside) / "anew", bundles)
        if edition.exists():  # and is damaged
            shutil.rmtree(edition)
        made.rename(edition)
    for other in _editions(folder):
        if other != edition:
            shutil.rmtree(other, ignore_errors=True)
    return _opened(edition)


def _editions(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_dir()]


def _anew(aside: Path, bundles: Sequence[Bundle]) -> Path:
    aside.mkdir()
    write(empty_index(str(aside)), bundles)
    _put_manifest(aside, bundles, {})
    return aside


def _brought_up(aside: Path, bundles: Sequence[Bundle], older: Sequence[Path]) -> Path | None:
    """Make an edition out of an older one, whose files it shares; None if there is none, or it is better made anew.

    Until tantivy merges them away the passages that went still count in the statistics of BM25. They may be few beside those
    that are there; else making all anew costs no more, by the passage that went, than many times putting one in.
    """
    found = next(((path, manifest) for path in older if (manifest := _verified(path))), None)
    if found is None:
        return None
    before, manifest = found
    aside.mkdir()
    for name in manifest.files:
        _share(before / name, aside / name)
    index = tantivy.Index.open(str(aside))
    names = {bundle.name for bundle in bundles}
    write(index, [bundle for bundle in bundles if bundle.name not in manifest.bundles], manifest.bundles - names)
    now = opened(index)
    if (now.counted - len(now)) * _PRESENT_PER_GONE > len(now):
        return None
    _put_manifest(aside, bundles, manifest.files)
    return aside


def _share(file: Path, other: Path) -> None:
    try:
        os.link(file, other)
    except OSError:  # not every file system links
        shutil.copyfile(file, other)


def _put_manifest(edition: Path, bundles: Sequence[Bundle], known: dict[str, str]) -> None:
    lasting = {name: sha256 for name, sha256 in known.items() if not name.endswith(".json")}
    files = {path.name: lasting.get(path.name) or _sha256(path) for path in edition.iterdir() if path.suffix != ".lock"}
    record = {"bundles": sorted(bundle.name for bundle in bundles), "files": files}
    publish(edition / _MANIFEST, json.dumps(record).encode())
