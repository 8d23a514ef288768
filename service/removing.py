"""Removing that can be undone: what a report needs to come back is kept for a while."""

from __future__ import annotations

import secrets
import shutil
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from embeddings.encoder import Encoder
from service import adding
from service.adding import OnProgress
from service.answers import ReportFacts
from service.errors import NotFound
from service.files import GivenFile
from service.store import Source, Store

if TYPE_CHECKING:
    from service.library import Library

KEPT_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class TakenOut:
    """Reports that were taken out, and what brings them back.

    Attributes:
        sources: what each was read from, by its id.
        aside: the folder with the bytes of those files, under the names by which the library kept them.
    """

    reports: tuple[ReportFacts, ...]
    sources: Mapping[str, Source]
    aside: Path


def kept(store: Store, reports: Sequence[ReportFacts], files: Path, aside: Path) -> TakenOut:
    """Copy aside what some reports need to come back, before they go.

    Args:
        store: the library's truth.
        reports: those that will be taken out.
        files: the library's folder of original files; one that is gone can't be kept.
        aside: where to copy them.
    """
    sources = {facts.id: store.source_of(facts.id) for facts in reports}
    aside.mkdir(parents=True, exist_ok=True)
    for name in {source.stored_as for source in sources.values()}:
        if (files / name).is_file():
            shutil.copy2(files / name, aside / name)
    return TakenOut(tuple(reports), sources, aside)


def put_back(
    store: Store, encoder: Callable[[], Encoder], taken: TakenOut, files: Path, progress: OnProgress | None
) -> list[str]:
    """Read reports in again from what was kept of them, and none that had been removed before; returns their ids.

    Raises:
        NotFound: what they were read from is no longer there.
    """
    sources = {source.sha256: source for source in taken.sources.values()}
    lost = [source.name for source in sources.values() if not (taken.aside / source.stored_as).is_file()]
    if lost:
        raise NotFound(f"{lost[0]} can't be put back: its bytes were not kept", hint="add your own file again")
    given = [
        GivenFile(taken.aside / source.stored_as, source.name, origin=_free(store, source)[0])
        for source in sources.values()
    ]
    before = {id_ for sha256 in sources for id_ in store.reports_of(sha256)}
    adding.add(store, encoder, given, files, progress)
    with store.writing():
        present = [id_ for sha256 in sources for id_ in store.reports_of(sha256)]
        store.remove_reports(id_ for id_ in present if id_ not in before and id_ not in taken.sources)
        for source in sources.values():
            for origin in _free(store, source):
                store.put_origin(origin, source.sha256)
        for id_, source in taken.sources.items():
            if id_ in present and source.corrections:
                store.correct(id_, source.corrections)
    return [id_ for id_ in taken.sources if id_ in present]


def _free(store: Store, source: Source) -> list[str]:
    """List the paths that gave a file and have not given another since; else a name of its own."""
    free = [origin for origin in source.origins if store.file_at(origin) in {None, source.sha256}]
    return free or [f"put back:{source.sha256}"]


class Bin:
    """Removed reports of a running server, each for `KEPT_SECONDS`. Any thread may call any method."""

    def __init__(self, library: Library, *, seconds: float = KEPT_SECONDS) -> None:
        """Begin with none."""
        self._library = library
        self._seconds = seconds
        self._lock = threading.Lock()
        self._folder: TemporaryDirectory[str] | None = None
        self._taken: dict[str, tuple[float, TakenOut]] = {}

    def remove(self, reports: Sequence[str]) -> tuple[str, tuple[ReportFacts, ...]]:
        """Take reports out of the library, each named as for `Library.report`; all of them or none.

        Returns:
            A word by which they can be put back, and the reports.

        Raises:
            NotFound: one of them is not there.
            Ambiguous: a name means more than one.
        """
        self._forget()
        word = secrets.token_hex(8)
        with self._lock:
            self._folder = self._folder or TemporaryDirectory(prefix="duizhao-removed-")
            folder = Path(self._folder.name)
        try:
            taken = self._library.take_out(reports, folder / word)
        except BaseException:
            shutil.rmtree(folder / word, ignore_errors=True)
            raise
        self._keep(word, taken)
        return word, taken.reports

    def restoring(self, word: str) -> Callable[[OnProgress], Any]:
        """Give the work of putting reports back, for `Jobs.start`; they can be put back once.

        Raises:
            NotFound: nothing goes by that word any more.
        """
        self._forget()
        with self._lock:
            if word not in self._taken:
                raise _too_late()

        def work(progress: OnProgress) -> tuple[ReportFacts, ...]:
            with self._lock:
                _, taken = self._taken.pop(word, (0.0, None))
            if taken is None:
                raise _too_late()
            try:
                back = self._library.put_back(taken, progress=progress)
            except BaseException:
                self._keep(word, taken)  # it may be tried again
                raise
            if len(back) < len(taken.reports):
                self._keep(word, taken)
                raise NotFound(f"only {len(back)} of {len(taken.reports)} reports could be put back", hint="try again")
            shutil.rmtree(taken.aside, ignore_errors=True)
            return back

        return work

    def _keep(self, word: str, taken: TakenOut) -> None:
        with self._lock:
            self._taken[word] = time.monotonic(), taken
        later = threading.Timer(self._seconds, self._forget)
        later.daemon = True
        later.start()

    def close(self) -> None:
        """Give up what is kept."""
        with self._lock:
            self._taken.clear()
            if self._folder:
                self._folder.cleanup()
                self._folder = None

    def _forget(self) -> None:
        """Give up what was kept long enough."""
        with self._lock:
            old = [word for word, (since, _) in self._taken.items() if time.monotonic() - since >= self._seconds]
            gone = [self._taken.pop(word)[1] for word in old]
        for taken in gone:
            shutil.rmtree(taken.aside, ignore_errors=True)


def _too_late() -> NotFound:
    return NotFound("these reports can no longer be put back", hint="add your own files again")
