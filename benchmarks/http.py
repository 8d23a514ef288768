"""How many questions a server answers when many ask at once: `duizhao serve` beside the plain pipeline behind FastAPI.

Both are given the seed files, duizhao as files and the pipeline as the paragraphs that duizhao reads in them. So many clients
at a time ask one question after another, no question twice, and the two servers take turns. The clients' own work is done on
the same machine.
"""

import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import httpx
import numpy as np

from benchmarks.results import table
from benchmarks.setting import MODELS, ROOT, SHARED, peers_python, run
from benchmarks.texts import passages_and_sentences
from models import bundled
from service.library import Library

CLIENTS = 16
ROUNDS = 3
WAIT_SECONDS = 180
GOAL_A_SECOND, GOAL_MILLISECONDS = 60, 400
QUESTIONS = Path(__file__).parent / "questions"


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs.

    Attributes:
        address: where it answers.
        process: its id.
    """

    address: str
    process: int

    @property
    def processor_seconds(self) -> float:
        """What it has computed until now, in all its threads."""
        fields = Path(f"/proc/{self.process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Round:
    """What came of some questions.

    Attributes:
        seconds: of each question that was answered.
        whole: seconds that all took together.
        computed: seconds of the server's processor time.
        errors: how many were not answered.
    """

    seconds: Sequence[float]
    whole: float
    computed: float
    errors: int

    @property
    def a_second(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.whole


def measure() -> Iterator[str]:
    """Start both servers, and have them asked in turns."""
    asked = np.random.default_rng(0).permutation(questions()).tolist()
    rounds = [asked[n::ROUNDS] for n in range(ROUNDS)]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="duizhao-bench-")))
        servers = started(folder, stack)
        found = {name: [asyncio.run(asking(server, ["养老", "公路"]))] for name, server in servers.items()}
        for some in rounds:
            for name, server in servers.items():
                found[name].append(asyncio.run(asking(server, some)))
    counted = {name: turns[1:] for name, turns in found.items()}
    yield f"{len(asked)} questions in {ROUNDS} rounds, {CLIENTS} clients at once; medians of the rounds.\n"
    head = ("", "answers a second", "half within", "95 % within", "processor, an answer", "errors")
    yield from table(head, [row(name, turns) for name, turns in counted.items()])
    ours, theirs = counted.values()
    ratio = median(one.a_second / other.a_second for one, other in zip(ours, theirs, strict=True))
    yield f"\nduizhao answers {ratio:.1f} times as many (goals: {GOAL_A_SECOND} a second, 95 % within {GOAL_MILLISECONDS} ms)."


def row(name: str, turns: Sequence[Round]) -> tuple[str, ...]:
    """Tell of a server."""
    half, most = (median(1000 * float(np.percentile(turn.seconds, part)) for turn in turns) for part in (50, 95))
    computed = median(1000 * turn.computed / len(turn.seconds) for turn in turns)
    return (
        name,
        f"{median(turn.a_second for turn in turns):.1f}",
        f"{half:.0f} ms",
        f"{most:.0f} ms",
        f"{computed:.1f} ms",
        str(sum(turn.errors for turn in turns)),
    )


def questions() -> list[str]:
    """Give the different questions about reports, in all languages."""
    lines = [line for file in sorted(QUESTIONS.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    return list(dict.fromkeys(json.loads(line)["question"] for line in lines))


async def asking(server: Server, asked: Sequence[str]) -> Round:
    """Have questions asked by clients, each of which asks its next when it has an answer."""
    waiting, taken, errors = iter(asked), [], 0

    async def client(ask: httpx.AsyncClient) -> None:
        nonlocal errors
        for question in waiting:
            start = time.perf_counter()
            answer = await ask.get("/api/ask", params={"q": question})
            if answer.status_code == httpx.codes.OK:
                taken.append(time.perf_counter() - start)
            else:
                errors += 1

    async with httpx.AsyncClient(base_url=server.address, timeout=WAIT_SECONDS) as ask:
        computed, start = server.processor_seconds, time.perf_counter()
        await asyncio.gather(*(client(ask) for _ in range(CLIENTS)))
        whole = time.perf_counter() - start
    return Round(taken, whole, server.processor_seconds - computed, errors)


# Servers


def started(folder: Path, stack: ExitStack) -> dict[str, Server]:
    """Start both, over the same reports."""
    model = bundled.prepare(MODELS)
    home = folder / "library"
    run(["-m", "ui.cli", "add", SHARED / "seeds", "--home", home, "--json"])
    texts, _ = passages_and_sentences([stored.read for stored in Library.open(home).collection.reports])
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    ours, theirs = free_port(), free_port()
    plain = [peers_python(), ROOT / "benchmarks/peers/plain_server.py", model, folder / "texts.json", theirs]
    serve = [sys.executable, "-m", "ui.cli", "serve", "--home", home, "--port", ours]
    return {
        "duizhao": stack.enter_context(running(serve, ours)),
        "sentence-transformers and FAISS behind FastAPI": stack.enter_context(running(plain, theirs)),
    }


@contextmanager
def running(command: Sequence[object], port: int) -> Iterator[Server]:
    """Run a server until it is needed no more; it has answered a question before it is given."""
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen([*map(str, command)], cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            wait(f"{address}/api/ask?q=%E5%85%BB%E8%80%81")
            yield Server(address, process.pid)
        finally:
            process.terminate()


def wait(address: str) -> None:
    """Wait until an address answers.

    Raises:
        TimeoutError: it never does.
    """
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        try:
            httpx.get(address, timeout=WAIT_SECONDS).raise_for_status()
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"{address} does not answer in {WAIT_SECONDS} s")


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
