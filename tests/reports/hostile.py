"""A reader of files that do harm, for a child process: the file's content says which."""

import ctypes
import os
import sys
import time
from pathlib import Path

from reports.report import Identity, Report

_files_read = 0


def read(name: str, data: bytes) -> list[Report]:
    """Do what the file says; the report's text is what came of it, or the number of the process."""
    global _files_read  # noqa: PLW0603  # what a child remembers of the files before
    _files_read += 1
    what, _, more = data.decode().partition(" ")
    text = _HARM[what](more) if what in _HARM else None
    return [Report(Identity(name), str(text or os.getpid()), (), ())]


def _endless(_: str) -> None:
    while True:
        pass


def _fault(text: str) -> None:
    raise IndexError(text)


def _print(text: str) -> None:
    print(text)  # noqa: T201
    os.write(1, b"9\nnot an answer")


def _answer(text: str) -> None:
    for pipe in range(3, 9):
        try:
            os.write(pipe, text.encode() + b"\n")
        except OSError:
            continue
    time.sleep(600)


_HARM = {
    "memory": lambda more: len([bytes(2**20) for _ in range(int(more))]),
    "endless": _endless,
    "asleep": lambda _: time.sleep(600),
    "exit": lambda _: os._exit(7),
    "abort": lambda _: os.abort(),
    "segfault": lambda _: ctypes.string_at(0),
    "write": lambda more: Path(more).write_bytes(b"x" * 100),
    "print": _print,
    "answer": _answer,
    "long": lambda more: "x" * int(more),
    "fault": _fault,
    "tired": lambda more: _fault(more) if _files_read > 1 else None,
    "modules": lambda _: " ".join(sys.modules),
}
