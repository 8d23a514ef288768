"""Adding: files are read, their strings embedded, and the whole committed, some files at a time.

Only the files of one group are held in memory, and whoever interrupts loses the work on one group. Embedding happens outside the write lock. Whatever is committed is whole: a file's reports with all their vectors.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

import numpy as np

from embeddings.encoder import Encoder, Vectors
from embeddings.languages import Languages
from embeddings.vectors import publish
from reports import guarded
from reports.errors import NotAReport, ReadError
from service.answers import Failed, Skipped
from service.files import GivenFile, OpenedFile, opened
from service.store import Store
from service.stored import StoredFile, strings_of

_COMMIT_STRINGS = 2000
_COMMIT_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is.

    Attributes:
        done: the part of `total` that is done: of the files' bytes in adding, of strings in embedding anew.
        total: all of it, at least 1; `done` reaches it once, at the very end.
        seconds_left: an estimate, as soon as there is one.
        what: what is being done: "reading", "embedding" or "done".
    """

    done: int
    total: int
    seconds_left: float | None
    what: str

    @property
    def percent(self) -> int:
        """How much is done, in whole percent."""
        return 100 * self.done // self.total


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
    """A file that was looked at; `file` is None, and `data` empty, when the library holds it already."""

    given: OpenedFile
    data: bytes
    sha256: str
    file: StoredFile | None

    @property
    def strings(self) -> list[str]:
        """All strings of its reports that are embedded."""
        return [text for report in (self.file.reports if self.file else ()) for text in strings_of(report)]


class _Group:
    """Files that are committed together.

    Attributes:
        new: those to put in, by their digests.
        known: those that the library or the group holds already, under whatever path.
        strings: how many strings the new ones have.
        held_bytes: how large the new ones are.
    """

    def __init__(self) -> None:
        self.new: dict[str, _Read] = {}
        self.known: list[_Read] = []
        self.strings = 0
        self.held_bytes = 0

    def take(self, found: _Read) -> None:
        """Take a file in; bytes that are there already are not held again."""
        if found.file is None or found.sha256 in self.new:
            self.known.append(replace(found, data=b"", file=None))
            return
        self.new[found.sha256] = found
        self.strings += len(found.strings)
        self.held_bytes += len(found.data)


@dataclass(frozen=True, slots=True)
class _Embedded:
    """Strings and their vectors, of one encoder, and what of these tells languages apart, None where that stays as it was."""

    fingerprint: str
    languages: Languages | None
    strings: list[str]
    vectors: Vectors


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
    ticker = _Ticker(progress, sum(given.size for given in files))
    for group in _groups(_looked_at(store, files, outcome, ticker)):
        _commit(store, encoder, group, kept=kept, outcome=outcome, ticker=ticker)
    ticker.end()
    return outcome


def _looked_at(store: Store, files: Sequence[GivenFile], outcome: Outcome, ticker: _Ticker) -> Iterator[_Read]:
    """Read the files that the library does not hold already; those that hold no report are noted and given up."""
    for given in files:
        try:
            for file in opened(given):
                ticker.reading()
                found = _look(store, file, outcome)
                if found:
                    yield found
                else:
                    ticker.passed(file.size)
        except ReadError as error:
            outcome.failed.append(Failed(error.name, error.why))


def _look(store: Store, given: OpenedFile, outcome: Outcome) -> _Read | None:
    try:
        data = given.read()
        sha256 = hashlib.sha256(data).hexdigest()
        if store.holds_whole(sha256):
            return _Read(given, b"", sha256, None)
        return _Read(given, data, sha256, StoredFile(sha256, given.name, tuple(guarded.read(given.name, data))))
    except NotAReport as error:
        outcome.skipped.append(Skipped(error.name, error.why))
    except ReadError as error:
        outcome.failed.append(Failed(error.name, error.why))
    return None


def _tidied(store: Store) -> list[str]:
    """Take out what no path gives any more; returns the names of the kept files that are no longer needed."""
    store.remove_reports(store.reports_without_origin())
    return store.remove_empty_files()


def _delete(kept: Path, names: Sequence[str]) -> None:
    for name in names:
        (kept / name).unlink(missing_ok=True)


def _groups(looked_at: Iterable[_Read]) -> Iterator[_Group]:
    """Gather files until they are worth a commit; no more are looked at before a group is done with."""
    group = _Group()
    for found in looked_at:
        group.take(found)
        if group.strings >= _COMMIT_STRINGS or group.held_bytes >= _COMMIT_BYTES:
            yield group
            group = _Group()
    yield group


def _commit(
    store: Store, encoder: Callable[[], Encoder], group: _Group, *, kept: Path, outcome: Outcome, ticker: _Ticker
) -> None:
    """Put in a group's files and remember the paths that gave them.

    What a path gave before goes if nothing gives it any more: when all paths are known, so that a file that was renamed
    stays.
    """
    embedded = _embedded(store, encoder(), group, ticker) if group.new else None
    for found in group.new.values():
        publish(kept / _stored_as(found), found.data)
    moved = [found for found in group.known if store.file_at(found.given.origin) != found.sha256]
    if embedded or moved:
        with store.writing():
            if embedded:
                store.set_encoder(embedded.fingerprint, embedded.languages)
                store.put_vectors(embedded.strings, embedded.vectors, embedded.fingerprint)
            for found in group.new.values():
                _put(store, found, outcome)
            for found in moved:
                store.put_origin(found.given.origin, found.sha256)
            gone = _tidied(store)
        _delete(kept, gone)
    for found in group.known:
        outcome.unchanged.append(found.given.name)
        ticker.passed(found.given.size)


def _embedded(store: Store, encoder: Encoder, group: _Group, ticker: _Ticker) -> _Embedded:
    """Embed those strings of a group that have no vector yet."""
    fingerprint = encoder.fingerprint
    strings = store.without_vector([text for found in group.new.values() for text in found.strings], fingerprint)
    size = sum(found.given.size for found in group.new.values())
    if not strings:
        ticker.passed(size)
        return _Embedded(fingerprint, None, [], np.empty((0, 0), dtype=np.float32))  # no model is loaded for nothing
    known = store.languages if store.encoder == fingerprint else None
    vectors = encoder.encode_passages(strings, step=lambda count: ticker.embedded(size * count / len(strings)))
    return _Embedded(fingerprint, known or Languages.of(encoder), strings, vectors)


def _put(store: Store, found: _Read, outcome: Outcome) -> None:
    before = store.file_at(found.given.origin)
    ids = store.put_file(found.file, _stored_as(found)) if found.file else []
    store.put_origin(found.given.origin, found.sha256)
    if before is None or before == found.sha256:
        outcome.added.extend(ids)
        return
    store.carry_corrections(before, found.sha256)
    outcome.replaced.extend(ids)


def _stored_as(found: _Read) -> str:
    return found.sha256 + PurePath(found.given.name).suffix.lower()


class _Ticker:
    """Counts the bytes of the files that are done, and reckons the time left.

    How many strings there are is known only when all files are read, and that may take as long as embedding them. A
    group's bytes are counted as its strings are embedded.
    """

    def __init__(self, progress: OnProgress | None, total: int) -> None:
        self._progress = progress
        self._total = max(1, total)
        self._done = 0.0
        self._worked = 0.0
        self._start = time.monotonic()

    def reading(self) -> None:
        """Another file is read."""
        self._tell("reading")

    def passed(self, size: float) -> None:
        """Bytes are done with, at no cost worth reckoning with."""
        self._done += size

    def embedded(self, size: float) -> None:
        """Bytes are done with, and what they cost the others will."""
        self._done += size
        self._worked += size
        self._tell("embedding")

    def end(self) -> None:
        """All is done."""
        if self._progress:
            self._progress(Progress(self._total, self._total, None, "done"))

    def _tell(self, what: str) -> None:
        # An archive may say anything of the size of what is in it.
        if self._progress and self._done < self._total:
            left = self._total - self._done
            seconds = (time.monotonic() - self._start) / self._worked * left if self._worked else None
            self._progress(Progress(int(self._done), self._total, seconds, what))
