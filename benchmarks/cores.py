"""How the cores are best used: threads across texts or inside one, memory options, binding.

What `models/onnx.py` does is the first row; the others are what it could have done instead, on the same graph.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import onnxruntime

from benchmarks.results import table
from benchmarks.setting import MODELS
from benchmarks.texts import provincial_paragraphs, sample
from models import bundled, onnx
from models.onnx import cores
from models.tokens import TextTokenizer

TEXTS = 96
ROUNDS = 5
Run = Callable[[np.ndarray], object]


def measure() -> Iterator[str]:
    """Time each way, taking turns."""
    place = onnx.place(bundled.prepare(MODELS), models_folder=MODELS)
    texts = sample(provincial_paragraphs(), TEXTS)
    ids = [np.array(found[:512]) for found in TextTokenizer(place).ids(["passage: " + text for text in texts])]
    one = session(place, 1)
    ways = {
        "a thread a core, each its own text": partial(across, plain(one)),
        "one text at a time, on all cores": partial(inside, plain(session(place, cores()))),
        "a session a core, each its own text": partial(dealt, [plain(session(place, 1)) for _ in range(cores())]),
        "a thread a core, no arena": partial(across, plain(session(place, 1, enable_cpu_mem_arena=False))),
        "a thread a core, no memory pattern": partial(across, plain(session(place, 1, enable_mem_pattern=False))),
        "a thread a core, results bound": partial(across, bound(one)),
    }
    speeds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            start = time.perf_counter()
            way(ids)
            speeds[name].append(len(ids) / (time.perf_counter() - start))
    first = speeds[next(iter(ways))]
    rows = [
        (name, f"{median(found):.1f}", f"{median(one / usual for one, usual in zip(found, first, strict=True)):.2f}")
        for name, found in speeds.items()
    ]
    yield f"{len(ids)} paragraphs, {ROUNDS} rounds; graph only, without the tokenizer.\n"
    yield from table(("way", "texts a second", "beside the first"), rows)


def session(place: Path, threads: int, **options: bool) -> Any:
    """Open the graph in ONNX Runtime."""
    chosen = onnxruntime.SessionOptions()
    chosen.intra_op_num_threads = threads
    for name, value in options.items():
        setattr(chosen, name, value)
    return onnxruntime.InferenceSession(place / onnx.GRAPH, chosen, providers=["CPUExecutionProvider"])


def plain(opened: Any) -> Run:
    """Give input and output as arrays."""
    return lambda ids: opened.run(None, {"ids": ids})


def bound(opened: Any) -> Run:
    """Give input and output by binding them."""

    def call(ids: np.ndarray) -> object:
        binding = opened.io_binding()
        binding.bind_cpu_input("ids", ids)
        binding.bind_output("vector")
        opened.run_with_iobinding(binding)
        return binding.copy_outputs_to_cpu()

    return call


def across(run: Run, ids: Sequence[np.ndarray]) -> None:
    """Share the texts out among threads."""
    with ThreadPoolExecutor(cores()) as pool:
        list(pool.map(run, ids))


def inside(run: Run, ids: Sequence[np.ndarray]) -> None:
    """Take one text after the other."""
    for each in ids:
        run(each)


def dealt(runs: Sequence[Run], ids: Sequence[np.ndarray]) -> None:
    """Deal the texts to sessions, each with a thread of its own."""
    with ThreadPoolExecutor(len(runs)) as pool:
        list(pool.map(inside, runs, [ids[n :: len(runs)] for n in range(len(runs))]))
