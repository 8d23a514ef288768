"""Adding: files are read, their strings embedded, and the whole committed, some files at a time.

Embedding happens outside the write lock. Whatever is committed is whole: a file's reports with all their vectors.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from embeddings.encoder import Encoder
from embeddings.vectors import publish
from reports import guarded
from reports.errors import NotAReport, ReadError
from service.answers import Failed, Skipped
from service.files import GivenFile, OpenedFile, opened
from service.store import Store
from service.stored import StoredFile, strings_of

_COMMIT_STRINGS = 2000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is: strings embedded of strings to embed."""

    done: int
    total: int
    seconds_left: float | None
    what: str


OnProgress = Callable[[Progress], None]


@dataclass(slots=True)
class Outcome:
    """What became of the files so far, by report id and file name."""

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was looked at; `file` is None when the library holds it already."""

    given: OpenedFile
    data: bytes
    sha256: str
    file: StoredFile | None

    @property
    def strings(self) -> list[str]:
        """All strings of its reports that are embedded."""
        return [text for report in (self.file.reports if self.file else ()) for text in strings_of(report)]


def add(
    store: Store, encoder: Callable[[], Encoder], files: Sequence[GivenFile], kept: Path, progress: OnProgress | None
) -> Outcome:
    """Add files to a library; those that it has already, byte for byte, cost nothing.

    Args:
        store: the library's truth.
        encoder: gives what embeds; asked only when something must be embedded.
        files: what to add.
        kept: the folder for the original files.
        progress: told how far the work is.
    """
    outcome = Outcome()
    waiting: dict[str, _Read] = {}
    elsewhere: list[tuple[OpenedFile, str]] = []
    for found in _looked_at(store, files, outcome):
        if found.file is None or found.sha256 in waiting:
            outcome.unchanged.append(found.given.name)
            elsewhere.append((found.given, found.sha256))
        else:
            waiting[found.sha256] = found
    ticker = _Ticker(progress, sum(len(found.strings) for found in waiting.values()))
    for group in _groups(list(waiting.values())):
        _commit(store, encoder(), group, kept=kept, outcome=outcome, ticker=ticker)
    _remember(store, elsewhere, kept)
    return outcome


def _looked_at(store: Store, files: Sequence[GivenFile], outcome: Outcome) -> Iterator[_Read]:
    """Read the files that the library does not hold already; those that hold no report are noted and given up."""
    for given in files:
        try:
            for file in opened(given):
                found = _look(store, file, outcome)
                if found:
                    yield found
        except ReadError as error:
            outcome.failed.append(Failed(error.name, error.why))


def _look(store: Store, given: OpenedFile, outcome: Outcome) -> _Read | None:
    try:
        data = given.read()
        sha256 = hashlib.sha256(data).hexdigest()
        if store.holds_whole(sha256):
            return _Read(given, data, sha256, None)
        return _Read(given, data, sha256, StoredFile(sha256, given.name, tuple(guarded.read(given.name, data))))
    except NotAReport as error:
        outcome.skipped.append(Skipped(error.name, error.why))
    except ReadError as error:
        outcome.failed.append(Failed(error.name, error.why))
    return None


def _remember(store: Store, elsewhere: Sequence[tuple[OpenedFile, str]], kept: Path) -> None:
    """Remember further paths that give files the library holds; what those paths gave before goes if nothing gives it."""
    new = [(given, sha256) for given, sha256 in elsewhere if store.file_at(given.origin) != sha256]
    if not new:
        return
    with store.writing():
        for given, sha256 in new:
            store.put_origin(given.origin, sha256)
        gone = _tidied(store)
    _delete(kept, gone)


def _tidied(store: Store) -> list[str]:
    """Take out what no path gives any more; returns the names of the kept files that are no longer needed."""
    store.remove_reports(store.reports_without_origin())
    return store.remove_empty_files()


def _delete(kept: Path, names: Sequence[str]) -> None:
    for name in names:
        (kept / name).unlink(missing_ok=True)


def _groups(waiting: Sequence[_Read]) -> Iterator[list[_Read]]:
    """Gather files until they hold enough strings to be worth a commit."""
    group: list[_Read] = []
    strings = 0
    for found in waiting:
        group.append(found)
        strings += len(found.strings)
        if strings >= _COMMIT_STRINGS:
            yield group
            group, strings = [], 0
    if group:
        yield group


def _commit(
    store: Store, encoder: Encoder, group: Sequence[_Read], *, kept: Path, outcome: Outcome, ticker: _Ticker
) -> None:
    strings = [text for found in group for text in found.strings]
    new = store.without_vector(strings, encoder.fingerprint)
    ticker.skip(len(strings) - len(new))
    vectors = encoder.encode_passages(new, step=ticker.step)
    for found in group:
        publish(kept / _stored_as(found), found.data)
    with store.writing():
        store.set_encoder(encoder.fingerprint)
        store.put_vectors(new, vectors, encoder.fingerprint)
        for found in group:
            before = store.file_at(found.given.origin)
            replaces = before not in {None, found.sha256}
            ids = store.put_file(found.file, _stored_as(found)) if found.file else []
            store.put_origin(found.given.origin, found.sha256)
            (outcome.replaced if replaces else outcome.added).extend(ids)
        gone = _tidied(store)
    _delete(kept, gone)


def _stored_as(found: _Read) -> str:
    return found.sha256 + PurePath(found.given.name).suffix.lower()


class _Ticker:
    """Counts strings as they are embedded, and reckons the time left."""

    def __init__(self, progress: OnProgress | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0
        self._embedded = 0
        self._start = time.monotonic()

    def skip(self, count: int) -> None:
        self._done += count

    def step(self, count: int) -> None:
        self._done += count
        self._embedded += count
        if self._progress:
            seconds = (time.monotonic() - self._start) / self._embedded * (self._total - self._done)
            self._progress(Progress(self._done, self._total, seconds, "embedding"))
