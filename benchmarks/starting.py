"""How soon something is there: help, one question from a cold start beside txtai, the web app's first page.

A library is made of the seed files, and a txtai index of the passages that duizhao reads in them. Every round starts each
command as a process of its own, the two taking turns; files are in the system's cache from the round before.
"""

import http.client
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.results import table
from benchmarks.setting import MODELS, ROOT, SHARED, peers_python, run, seconds
from benchmarks.texts import passages_and_sentences
from models import bundled
from service.library import Library

QUESTION = "哪些地方提到了加强养老服务体系建设？"
ROUNDS = 7
WAIT_SECONDS = 60


def measure() -> Iterator[str]:
    """Time each, as whole commands."""
    model = bundled.prepare(MODELS)
    peers = Path(__file__).parent / "peers"
    with tempfile.TemporaryDirectory(prefix="duizhao-bench-") as aside:
        folder = Path(aside)
        home = folder / "library"
        run(["-m", "ui.cli", "add", SHARED / "seeds", "--home", home, "--json"])
        reports = [stored.read for stored in Library.open(home).collection.reports]
        passages, _ = passages_and_sentences(reports)
        (folder / "texts.json").write_text(json.dumps(passages), encoding="utf-8")
        run([peers / "txtai_index.py", model, folder / "texts.json", folder / "index"], peers_python())
        ways: dict[str, Callable[[], object]] = {
            "`duizhao --help`": partial(run, ["-m", "ui.cli", "--help"]),
            "`duizhao ask`, cold": partial(run, ["-m", "ui.cli", "ask", QUESTION, "--home", home]),
            "txtai, cold": partial(run, [peers / "txtai_ask.py", folder / "index", QUESTION], peers_python()),
            "`duizhao serve`, to its first page": partial(first_page, home),
        }
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                times[name].append(seconds(way))
    yield f"{len(reports)} reports, {len(passages)} passages; medians of {ROUNDS} rounds.\n"
    ours, theirs = times["`duizhao ask`, cold"], times["txtai, cold"]
    ratio = median(one / other for one, other in zip(ours, theirs, strict=True))
    goals = ("0.3", "1.5, and a third of txtai's", "", "6")
    rows = [
        (name, f"{median(found):.2f}", f"{min(found):.2f} to {max(found):.2f}", goal)
        for (name, found), goal in zip(times.items(), goals, strict=True)
    ]
    yield from table(("", "seconds", "from … to", "goal"), rows)
    yield f"\nA cold question takes {ratio:.2f} of txtai's time (goal 0.33)."


def first_page(home: Path) -> None:
    """Start the web app, wait until its first page is there, and stop it.

    Raises:
        TimeoutError: it never came.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "ui.cli", "serve", "--home", str(home), "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as server:
        try:
            _wait(port)
        finally:
            server.terminate()


def _wait(port: int) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        asked = http.client.HTTPConnection("127.0.0.1", port)
        try:
            asked.request("GET", "/")
            asked.getresponse().read()
        except ConnectionError:
            time.sleep(0.02)
        else:
            return
        finally:
            asked.close()
    raise TimeoutError(f"no page from port {port} in {WAIT_SECONDS} s")
