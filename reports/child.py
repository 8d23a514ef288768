"""The child process that reads files for `reports.guarded`, one after another, within limits.

A request is a line of JSON {"name", "size", "limits", "folder"} and `size` bytes; the reply is a line of JSON with the number of its
bytes, and as many bytes: {"reports": […]}, or {"error": class, "why"}, or {"failure": what went wrong in the reader}.
"""

from __future__ import annotations

import errno
import importlib
import json
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any, BinaryIO

from reports.errors import NotAReport, ReadError
from reports.records import to_json

MEMORY = "memory"
"""The failure of a file that needs more memory than it may take."""


def main(function: str) -> None:
    """Serve until the parent closes the pipe.

    Args:
        function: what reads, as "module:name"; in earnest `reports.reader:read`.
    """
    requests, replies = _own_pipes()
    sys.dont_write_bytecode = True
    module, _, name = function.partition(":")
    read = getattr(importlib.import_module(module), name)
    while head := requests.readline():
        request = json.loads(head)
        data = requests.read(request["size"])
        _limit(request["limits"])
        tempfile.tempdir = request["folder"]
        reply = _reply(read, request["name"], data)
        replies.write(b"%d\n" % len(reply))
        replies.write(reply)
        replies.flush()


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes to the parent to ourselves: what a library prints goes nowhere."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    return requests, replies


def _limit(limits: dict[str, int | None]) -> None:
    """Set this file's limits: a soft limit may be raised again for the next file. Windows has none of them."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu_seconds = limits["cpu_seconds"]
    soft = {
        resource.RLIMIT_AS: limits["memory_bytes"],
        resource.RLIMIT_FSIZE: limits["file_bytes"],
        resource.RLIMIT_CPU: None if cpu_seconds is None else int(used.ru_utime + used.ru_stime) + 1 + cpu_seconds,
        resource.RLIMIT_CORE: 0,
    }
    for what, value in soft.items():
        hard = resource.getrlimit(what)[1]
        wanted = hard if value is None else value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(what, (wanted, hard))
        except (ValueError, OSError):  # macOS refuses to limit the address space; the time limit remains
            continue


def _reply(read: Any, name: str, data: bytes) -> bytes:
    try:
        return to_json({"reports": read(name, data)})
    except ReadError as error:
        kind = NotAReport.__name__ if isinstance(error, NotAReport) else ReadError.__name__
        return to_json({"error": kind, "why": error.why})
    except Exception as error:  # noqa: BLE001  # a fault in reading one file must not stop the others
        if _is_of_memory(error):
            return to_json({"failure": MEMORY})
        where = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__} in {Path(where.filename).name}, line {where.lineno}"
        return to_json({"failure": what})


def _is_of_memory(error: Exception) -> bool:
    """Tell whether memory was wanting: also where a library could not be loaded for want of it."""
    if isinstance(error, ImportError):
        return "failed to map" in str(error) or "allocate memory" in str(error)
    return isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM)


if __name__ == "__main__":
    main("reports.reader:read")
