"""Long work in the background, one piece after another, so that it goes on when nobody looks."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeAlias

from service.adding import OnProgress, Progress
from service.errors import DuizhaoError, NotFound, TooMany

Work: TypeAlias = "Callable[[OnProgress], Any]"
"""What a job does: it tells now and then how far it is, and gives an answer."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work, as it stands.

    Attributes:
        id: names it.
        what: what it does, such as "add".
        state: "queued", "running", "done", "failed" or "cancelled".
        done: how much of `total` is done, in the job's own unit.
        total: all of it, at least 1.
        seconds_left: an estimate, as soon as there is one.
        result: the answer, once it is done.
        error: what went wrong, if it failed.
    """

    id: str
    what: str
    state: str
    done: int
    total: int
    seconds_left: float | None
    result: Any
    error: DuizhaoError | None


class Jobs:
    """The jobs of a running server. Any thread may call any method."""

    def __init__(self, *, waiting: int = 16, kept: int = 100) -> None:
        """Begin with none.

        Args:
            waiting: most jobs that wait or run at a time.
            kept: how many that ended are remembered.
        """
        self._waiting = waiting
        self._kept = kept
        self._lock = threading.Lock()
        self._begun: dict[str, _Begun] = {}
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="duizhao-job")

    def start(self, what: str, work: Work, *, afterwards: Callable[[], None] = lambda: None) -> Job:
        """Put a job behind those that wait.

        Args:
            what: what it does, in a word.
            work: does it; what it tells of its progress is where it can be cancelled.
            afterwards: called once it has ended, however it ended, also before it began.

        Raises:
            TooMany: as many wait as may.
        """
        with self._lock:
            self._check_room()
            begun = _Begun(secrets.token_hex(8), what)
            begun.future = self._worker.submit(begun.run, work)
            self._begun[begun.id] = begun
            ended = [id_ for id_, other in self._begun.items() if other.future.done()]
            for id_ in ended[: max(0, len(ended) - self._kept)]:
                del self._begun[id_]
        begun.future.add_done_callback(lambda _: afterwards())
        return begun.seen()

    def check_room(self) -> None:
        """Look whether another job may be started, before what it needs is taken in.

        Raises:
            TooMany: as many wait as may.
        """
        with self._lock:
            self._check_room()

    def job(self, id_: str) -> Job:
        """Look at a job.

        Raises:
            NotFound: there is none of that id, or it ended long ago.
        """
        return self._find(id_).seen()

    def all(self) -> tuple[Job, ...]:
        """Look at all jobs, in the order they were started."""
        with self._lock:
            return tuple(begun.seen() for begun in self._begun.values())

    def cancel(self, id_: str) -> Job:
        """End a job: at once if it waits, else when it next tells its progress. What it has committed stays.

        Raises:
            NotFound: there is none of that id, or it ended long ago.
        """
        begun = self._find(id_)
        begun.stop()
        return begun.seen()

    def close(self) -> None:
        """End all jobs, and wait until they have."""
        with self._lock:
            for begun in self._begun.values():
                begun.stop()
        self._worker.shutdown()

    def _check_room(self) -> None:
        if sum(not begun.future.done() for begun in self._begun.values()) >= self._waiting:
            raise TooMany(f"{self._waiting} jobs are waiting", hint="try again when one of them has ended")

    def _find(self, id_: str) -> _Begun:
        with self._lock:
            if id_ not in self._begun:
                raise NotFound(f"there is no job {id_!r}", hint="only the latest jobs of this server are remembered")
            return self._begun[id_]


class _Stopped(Exception):
    """Ends a job from within."""


class _Begun:
    """A job that was started."""

    future: Future[Any]

    def __init__(self, id_: str, what: str) -> None:
        self.id = id_
        self._what = what
        self._stop = threading.Event()
        self._latest = Progress(0, 1, None, what)

    def run(self, work: Work) -> Any:
        """Do it, in the worker's thread."""
        try:
            return work(self._tell)
        except (DuizhaoError, _Stopped):
            raise
        except Exception as error:
            _log.exception("the job %s broke", self._what)
            raise DuizhaoError(f"{self._what} broke ({error})", hint="the server's log says where") from error

    def stop(self) -> None:
        """Let it end at the next opportunity."""
        self._stop.set()
        self.future.cancel()

    def seen(self) -> Job:
        """Tell how it stands."""
        latest, state, result, error = self._latest, *self._outcome()
        return Job(self.id, self._what, state, latest.done, latest.total, latest.seconds_left, result, error)

    def _outcome(self) -> tuple[str, Any, DuizhaoError | None]:
        if not self.future.done():
            return "running" if self.future.running() else "queued", None, None
        if self.future.cancelled():
            return "cancelled", None, None
        error = self.future.exception()
        if error is None:
            return "done", self.future.result(), None
        return ("failed", None, error) if isinstance(error, DuizhaoError) else ("cancelled", None, None)

    def _tell(self, progress: Progress) -> None:
        if self._stop.is_set():
            raise _Stopped
        self._latest = progress
