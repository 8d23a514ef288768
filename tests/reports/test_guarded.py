import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from reports import guarded, reader
from reports.child import MEMORY, _reply
from reports.errors import NotAReport, Unreadable
from reports.guarded import Limits, Readers
from tests.invented import Invented

ROOT = Path(__file__).parents[2]
LIMITS = Limits(memory_bytes=2**28, cpu_seconds=20, wall_seconds=20, output_bytes=2**20)
UNIX = pytest.mark.skipif(not hasattr(os, "killpg"), reason="only Unix limits memory, computing and writing")


@pytest.fixture
def hostile() -> Iterator[Readers]:
    """Children that do what the files say."""
    readers = Readers("tests.reports.hostile:read")
    yield readers
    readers.end()


def said(readers: Readers, what: str, limits: Limits = LIMITS) -> str:
    """Give the text that came of a file, or why none did."""
    try:
        return readers.read("bad.txt", what.encode(), limits)[0].text
    except Unreadable as error:
        return error.why if error.name == "bad.txt" else "another file's error"


def ended(process: int) -> bool:
    """Wait until a process is gone, for at most ten seconds."""
    for _ in range(200):
        with suppress(ProcessLookupError):
            os.kill(process, 0)
            time.sleep(0.05)
            continue
        return True
    return False


def test_a_report_is_the_same_as_without_a_guard() -> None:
    """Nothing of a report is lost on its way between the processes."""
    for text in (Invented().text, Invented().text * 3, "# 总结\n\n第一段。\n\n（下转06版）", "𠮷 \u2028 ﷺ ئۇيغۇر"):
        assert guarded.read("notes.md", text.encode()) == reader.read("notes.md", text.encode())


def test_errors_are_the_same_as_without_a_guard() -> None:
    """Class, name and reason."""
    with pytest.raises(NotAReport, match="not a type that can be read") as caught:
        guarded.read("photo.jpg", b"x")
    assert caught.value.name == "photo.jpg"
    with pytest.raises(Unreadable, match="the file is empty"):
        guarded.read("empty.txt", b"")


def test_one_child_reads_many_files(hostile: Readers) -> None:
    """Nobody waits for a new process with every file."""
    assert len({said(hostile, "which") for _ in range(20)}) == 1


def test_a_failure_of_a_child_that_read_before_is_tried_again(hostile: Readers) -> None:
    """Where those before left no room, a library can't even be loaded; the file is not to blame."""
    old = said(hostile, "which")
    assert said(hostile, "tired").isdecimal()
    assert said(hostile, "which") != old


def test_threads_read_at_once(hostile: Readers) -> None:
    """Each gets its own answers, and one child is left."""
    with ThreadPoolExecutor(4) as threads:
        names = [f"{n}.txt" for n in range(40)]
        found = list(threads.map(lambda name: hostile.read(name, b"which", LIMITS)[0].identity.title, names))
    assert found == names
    assert len(hostile._waiting) == 1


@pytest.mark.parametrize(
    ("what", "why"),
    [
        pytest.param("memory 400", "takes more than 0.25 GiB of memory", marks=UNIX),
        pytest.param("endless", "takes more than 1 seconds of computing", marks=UNIX),
        ("asleep", "takes more than 2 seconds to read"),
        ("exit", "crashed the reader"),
        ("abort", "crashed the reader"),
        ("segfault", "crashed the reader"),
        ("long 2000000", "becomes more than 1 MiB"),
        ("fault", "IndexError in hostile.py, line"),
        ("answer x", "crashed the reader"),
        ("answer 999999999999", "becomes more than 1 MiB"),
        ("answer 5\nnull ", "no sensible answer"),
        ('answer 15\n{"reports":[7]}', "no sensible answer"),
    ],
)
def test_a_bad_file_is_an_error_and_the_next_is_read(hostile: Readers, what: str, why: str) -> None:
    """Whatever a file does to the child, with an old child or a new one."""
    limits = replace(LIMITS, cpu_seconds=1 if what == "endless" else 20, wall_seconds=2 if what == "asleep" else 20)
    for _ in "ab":
        assert why in said(hostile, what, limits)
        assert said(hostile, "which").isdecimal()


@UNIX
def test_a_file_writes_nothing(hostile: Readers, tmp_path: Path) -> None:
    """No format needs to, but for those that another program converts."""
    path = tmp_path / "written"
    assert "OSError" in said(hostile, f"write {path}")
    assert not path.exists() or not path.read_bytes()
    assert said(hostile, f"write {path}", replace(LIMITS, file_bytes=200)) == "100"
    assert said(hostile, f"write {path}") != "100"


def test_what_a_library_prints_is_no_answer(hostile: Readers, capfd: pytest.CaptureFixture[str]) -> None:
    """It is seen by nobody."""
    assert said(hostile, "print x").isdecimal()
    assert capfd.readouterr() == ("", "")


def test_a_child_that_dies_waiting_is_replaced(hostile: Readers) -> None:
    """The next file doesn't suffer."""
    first = said(hostile, "which")
    os.kill(int(first), signal.SIGTERM)
    hostile._waiting[0]._process.wait()
    assert said(hostile, "which") not in {first, ""}


def test_larger_files_may_take_longer() -> None:
    """Half a minute of computing a megabyte, and programs that convert may write."""
    assert guarded.limits_for("a.txt", 100).cpu_seconds == 60
    assert guarded.limits_for("a.txt", 3_000_000).cpu_seconds == 150
    assert guarded.limits_for("a.txt", 100).file_bytes == 0
    assert guarded.limits_for("A.DOC", 100).file_bytes
    assert (guarded.limits_for("A.DOC", 100).memory_bytes, guarded.limits_for("A.DOC", 100).wall_seconds) == (2**32, 90)


def test_the_child_imports_nothing_heavy(hostile: Readers) -> None:
    """It starts in a moment: no model, no web page, not the program that started it."""
    loaded = set(said(hostile, "modules").split())
    assert not loaded & {"torch", "gradio", "onnxruntime", "transformers", "numpy", "pytest", "ui", "service"}


PROGRAM = """
from reports import guarded
from pathlib import Path
print(guarded.read("a.txt", Path("README.md").read_bytes())[0].identity.title, guarded._READERS._waiting[0]._process.pid)
"""


@pytest.mark.parametrize("how", ["-c", "-", "file"])
def test_it_reads_however_the_program_was_started(tmp_path: Path, how: str) -> None:
    """As a line, from standard input, from a file; the child ends with the program, which leaves no warning."""
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    arguments = {"-c": ["-c", PROGRAM], "-": ["-"], "file": [str(tmp_path / "program.py")]}[how]
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", *arguments],
        input=PROGRAM if how == "-" else "",
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    title, process = done.stdout.rsplit(maxsplit=1)
    assert title == "对照 duizhao"
    assert ended(int(process))


BUSY = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background is started deaf to it
from reports.guarded import Limits, Readers
readers = Readers("tests.reports.hostile:read")
print(readers.read("a.txt", b"which", Limits())[0].text, flush=True)
try:
    readers.read("a.txt", b"endless", Limits())
except KeyboardInterrupt:
    print("stopped", flush=True)
"""


@UNIX
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_program_that_is_stopped_leaves_no_child(how: signal.Signals) -> None:
    """Not with Ctrl-C, and when it was killed not beyond the child's time."""
    code = BUSY.replace('b"endless", Limits()', 'b"endless", Limits(cpu_seconds=1)') if how is signal.SIGKILL else BUSY
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as program:
        assert program.stdout
        child = int(program.stdout.readline())
        time.sleep(0.3)
        program.send_signal(how)
        rest = program.stdout.read()
    assert rest == ("stopped\n" if how is signal.SIGINT else "")
    assert ended(child)


@pytest.mark.parametrize(
    ("error", "memory"),
    [
        (MemoryError(), True),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), True),
        (ImportError("libz.so: failed to map segment from shared object"), True),
        (ImportError("No module named 'nothing'"), False),
        (OSError(errno.ENOENT, "No such file"), False),
        (ValueError("memory"), False),
    ],
)
def test_want_of_memory_is_told_from_other_faults(error: Exception, memory: bool) -> None:  # noqa: FBT001
    """Also where a library could not be loaded for want of it."""

    def read(*_: object) -> None:
        raise error

    said = json.loads(_reply(read, "a.txt", b""))
    assert (said["failure"] == MEMORY) is memory
