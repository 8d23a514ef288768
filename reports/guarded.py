"""Guarded reading: files are read in a child process, so that no file can hurt or stop the program that asked.

Parsing is dangerous (tika.apache.org/security-model.html): a file may take all memory, never come to an end, or crash a
library. The child has limits on memory, time, what it writes and how much it gives back; it is used for one file after
another, and replaced when a file was too much for it. What it gives back is JSON, never a pickle.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any

from reports.child import MEMORY
from reports.errors import NotAReport, Unreadable
from reports.records import from_record, to_json
from reports.report import Report

_GIB = 2**30
_START = "import sys; sys.path[:] = sys.argv[2:]; from reports.child import main; main(sys.argv[1])"


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take; None is no limit. Only time and output are limited on every system.

    Attributes:
        memory_bytes: address space of the child.
        cpu_seconds: computing time, of the child and of each program that it starts.
        wall_seconds: time by the clock, after which the child and all it started end.
        file_bytes: the largest file that may be written; 0 forbids writing.
        output_bytes: the largest answer, as JSON.
    """

    memory_bytes: int | None = _GIB
    cpu_seconds: int = 60
    wall_seconds: float = 180
    file_bytes: int | None = 0
    output_bytes: int = _GIB // 4

    @property
    def may_write(self) -> bool:
        """Whether reading may write files, as only what another program converts needs to."""
        return self.file_bytes != 0


_WITH_ANOTHER_PROGRAM = {".doc": Limits(memory_bytes=4 * _GIB, wall_seconds=90, file_bytes=_GIB // 4)}
"""Formats that another program converts: it needs a folder to write in, and a large address space."""
_WITH_OCR = {".pdf": Limits(memory_bytes=2 * _GIB, cpu_seconds=300, wall_seconds=600)}
"""Formats that may be scans: recognising characters takes seconds a page, and room for its models."""


def limits_for(name: str, size: int) -> Limits:
    """Say what a file may take, by its ending and its size in bytes: more time for each megabyte."""
    special = _WITH_ANOTHER_PROGRAM | (_WITH_OCR if find_spec("rapidocr_onnxruntime") else {})
    usual = special.get(PurePath(name).suffix.lower(), Limits())
    more = usual.cpu_seconds // 2 * (size // 10**6)
    return Limits(
        memory_bytes=usual.memory_bytes,
        cpu_seconds=usual.cpu_seconds + more,
        wall_seconds=usual.wall_seconds + 3 * more,
        file_bytes=usual.file_bytes,
        output_bytes=usual.output_bytes,
    )


def read(name: str, data: bytes) -> list[Report]:
    """Read the reports in a file as `reports.reader.read` does, in a child process. Threads may call it at once.

    Raises:
        NotAReport: the file's type holds no report.
        Unreadable: the file can't be read, or takes more than it may.
    """
    return _READERS.read(name, data, limits_for(name, len(data)))


class _ChildLost(Exception):
    """The child did not live through a file, ran out of memory or failed, be it from this file or from those before."""


class Readers:
    """The children that wait for files: as many as threads ask at once, one of which is kept.

    Args:
        function: what the children read with, as "module:name".
    """

    def __init__(self, function: str = "reports.reader:read") -> None:
        self._function = function
        self._waiting: list[_Child] = []
        self._lock = threading.Lock()

    def read(self, name: str, data: bytes, limits: Limits) -> list[Report]:
        """Read a file within limits; what a child that is not new can't do, a new one tries again.

        Raises:
            NotAReport: the file's type holds no report.
            Unreadable: the file can't be read, or takes more than it may.
        """
        with self._lock:
            child = self._waiting.pop() if self._waiting else None
        if child is not None:
            with contextlib.suppress(_ChildLost):
                return self._read_with(child, name, data, limits)
        try:
            return self._read_with(_Child(self._function), name, data, limits)
        except _ChildLost as error:
            raise Unreadable(name, str(error)) from None

    def _read_with(self, child: _Child, name: str, data: bytes, limits: Limits) -> list[Report]:
        with _folder(limits) as folder:
            try:
                return child.read(name, data, limits, folder)
            except (NotAReport, Unreadable):
                raise
            except BaseException:
                child.end()
                raise
            finally:
                if limits.may_write:
                    child.end()  # and with it what it started, before the folder goes
                self._keep(child)

    def _keep(self, child: _Child) -> None:
        with self._lock:
            if child.is_alive and not self._waiting:
                self._waiting.append(child)
                return
        child.end()

    def end(self) -> None:
        """End the children that wait."""
        with self._lock:
            children, self._waiting = self._waiting, []
        for child in children:
            child.end()

    def forget(self) -> None:
        """Leave the children to the process that was forked: two that speak to one child get each other's answers."""
        self._lock = threading.Lock()
        self._waiting = []


@contextlib.contextmanager
def _folder(limits: Limits) -> Iterator[str | None]:
    """Make a folder to write in if that is allowed; whatever becomes of the child, it goes with all that is in it."""
    if not limits.may_write:
        yield None
        return
    with TemporaryDirectory(prefix="duizhao-", ignore_cleanup_errors=True) as folder:
        yield folder


class _Child:
    """A child process that reads one file at a time."""

    def __init__(self, function: str) -> None:
        home = str(Path(__file__).parents[1])
        paths = sys.path if home in sys.path else [*sys.path, home]
        # A session of its own: Ctrl-C is the parent's to handle, and what the child starts ends with it.
        self._process = subprocess.Popen(  # noqa: S603  # this interpreter, and nothing of the file
            [sys.executable, "-P", "-c", _START, function, *paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    @property
    def is_alive(self) -> bool:
        """Whether it waits for another file."""
        return self._process.returncode is None

    def read(self, name: str, data: bytes, limits: Limits, folder: str | None) -> list[Report]:
        """Send a file and wait for what it holds.

        Args:
            name: the file's name.
            data: its bytes.
            limits: what reading it may take.
            folder: where temporary files go; None where nothing is written.

        Raises:
            NotAReport: the file's type holds no report.
            Unreadable: the file can't be read.
            _ChildLost: the child must be replaced.
        """
        with self._time_limit(limits.wall_seconds) as too_late:
            request = {"name": name, "size": len(data), "limits": asdict(limits), "folder": folder}
            answer = self._exchange(request, data, limits)
        if answer is None:
            self.end()
            raise self._cause_of_death(name, limits, late=too_late.is_set())
        try:
            return _reports(name, answer, limits)
        except ValueError as error:
            raise _ChildLost("the reader gave no sensible answer; save the file anew and try again") from error

    def _exchange(self, request: dict[str, Any], data: bytes, limits: Limits) -> bytes | None:
        """Send a file and take the answer, or None when the child ended."""
        assert self._process.stdin  # noqa: S101  # for the type checker: both are pipes
        assert self._process.stdout  # noqa: S101
        try:
            self._process.stdin.write(to_json(request) + b"\n")
            self._process.stdin.write(data)
            self._process.stdin.flush()
        except OSError:
            return None
        head = self._process.stdout.readline(32)
        if not head.strip().isdigit():
            return None
        size = int(head)
        if size > limits.output_bytes:
            self.end()
            raise Unreadable(
                request["name"], f"becomes more than {limits.output_bytes // 2**20} MiB of reports; divide it"
            )
        answer = self._process.stdout.read(size)
        return answer if len(answer) == size else None

    @contextlib.contextmanager
    def _time_limit(self, seconds: float) -> Iterator[threading.Event]:
        passed = threading.Event()

        def end() -> None:
            passed.set()
            self._kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            yield passed
        finally:
            timer.cancel()

    def _cause_of_death(self, name: str, limits: Limits, *, late: bool) -> Exception:
        status, what_to_do = self._process.returncode, "divide it or save it as plain text"
        if late:
            return Unreadable(name, f"takes more than {limits.wall_seconds:g} seconds to read; {what_to_do}")
        if hasattr(signal, "SIGXCPU") and status == -signal.SIGXCPU:
            return Unreadable(name, f"takes more than {limits.cpu_seconds} seconds of computing to read; {what_to_do}")
        return _ChildLost(f"reading it crashed the reader (status {status}); save it anew or as plain text")

    def end(self) -> None:
        """End the child and what it started, and let go of its pipes."""
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        if self._process.returncode is None:
            self._kill()
            self._process.wait()

    def _kill(self) -> None:
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()


def _reports(name: str, answer: bytes, limits: Limits) -> list[Report]:
    """Make the reports of an answer, or raise what it says.

    Raises:
        ValueError: it is no answer.
    """
    said = json.loads(answer)
    if not isinstance(said, dict):
        raise ValueError("no answer")  # noqa: TRY004  # the child's fault, not the caller's
    if "reports" in said:
        return list(from_record(tuple[Report, ...], said["reports"]))
    if "error" in said:
        raise (NotAReport if said["error"] == NotAReport.__name__ else Unreadable)(name, str(said.get("why")))
    if said.get("failure") == MEMORY:
        most = f"{(limits.memory_bytes or 0) / _GIB:g} GiB of memory" if limits.memory_bytes else "all memory"
        raise _ChildLost(f"takes more than {most} to read; divide it or save it as plain text")
    raise _ChildLost(f"the reader failed on it ({said.get('failure')}): a fault of duizhao; please report it")


_READERS = Readers()
atexit.register(_READERS.end)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_READERS.forget)
