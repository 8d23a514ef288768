"""The eight-bit form of a model: made once from its sentence-transformers folder, kept beside it, run by ONNX Runtime.

On a CPU it is several times as quick as the whole model, and it opens without torch. When it is made it is measured
against the whole model; where it does not agree, is no quicker or can't be made, a record is kept of why.
"""

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from models import load, manifest, publish, record
from models.errors import ModelDamaged
from models.record import Record
from models.tokens import Spans, TextTokenizer

if TYPE_CHECKING:
    from models.agreement import Agreement
    from models.load import LoadedModel

Floats = NDArray[np.float32]

RECIPE = "int8-2"  # changes whenever the same weights would give other vectors
GRAPH = "encoder.onnx"


def place(folder: Path, *, models_folder: Path) -> Path:
    """Say where a model's eight-bit form is kept, or would be.

    Args:
        folder: the model's sentence-transformers folder.
        models_folder: where prepared models are kept.
    """
    if folder.parent == models_folder:
        return models_folder / f"{folder.name}-int8"
    return models_folder / f"{folder.name}-{load.fingerprint(folder)[:8]}-int8"


def fingerprint(folder: Path) -> str:
    """Tell the vectors of a model's eight-bit form from all others; as quick as `load.fingerprint`."""
    return f"{load.fingerprint(folder)}-{RECIPE}"


def standing(folder: Path, *, models_folder: Path) -> Record | None:
    """Say what is known of a model's eight-bit form; None where it has not been made. Loads nothing."""
    at = place(folder, models_folder=models_folder)
    return record.read(at) if manifest.is_sound(at, fingerprint=fingerprint(folder)) else None


def remake(name_or_folder: str, *, models_folder: Path) -> Record:
    """Make and measure a model's eight-bit form, even if one stands: what `duizhao models optimise` does.

    Args:
        name_or_folder: as for `models.load.load`.
        models_folder: where prepared models are kept.

    Raises:
        ModelError: the model can't be had or opened, or the form can't be written.
    """
    return optimise(load.locate(name_or_folder, models_folder=models_folder), models_folder=models_folder, again=True)


def optimise(folder: Path, *, models_folder: Path, again: bool = False) -> Record:
    """See that a model's eight-bit form stands ready, making and measuring it if need be.

    Making the default model's takes about 15 seconds and 2 GB of memory, mostly for opening the whole model; one that
    stands ready costs under a millisecond. Several processes may call this at once: one works, the others wait.

    Args:
        folder: the model's sentence-transformers folder.
        models_folder: where prepared models are kept.
        again: make and measure it even if it stands.

    Returns:
        What is known of it; `usable` says whether it will be used.

    Raises:
        ModelError: the whole model can't be opened, or the form can't be written.
    """
    at = place(folder, models_folder=models_folder)
    publish.published(
        at, fingerprint=fingerprint(folder), build=lambda aside: record.write(aside, _made(folder, aside)), again=again
    )
    return record.read(at)


def _made(folder: Path, aside: Path) -> Record:
    from models import agreement, bert, tokens  # `onnx`, which writes graphs, is not needed to run them

    whole = load.load(str(folder), models_folder=folder.parent, device="cpu")
    try:
        shape = bert.shape_of(whole.encoder)
        tokens.save(whole.encoder.tokenizer.backend_tokenizer, aside)
        bert.write(bert.state_of(whole.encoder), shape, aside / GRAPH)
    except bert.NotOfTheFamily as error:
        return _known(whole, None, f"no eight-bit form can be made of it: {error}")
    found = agreement.measure(whole, OnnxModel(aside, max_tokens=whole.max_tokens).encode)
    return _known(whole, found, found.why_not)


def _known(whole: "LoadedModel", found: "Agreement | None", why_not: str) -> Record:
    return Record(
        dimensions=whole.dimensions,
        max_tokens=whole.max_tokens,
        query_prompt=whole.query_prompt,
        passage_prompt=whole.passage_prompt,
        mean_similarity=found.mean_similarity if found else None,
        worst_similarity=found.worst_similarity if found else None,
        speedup=found.speedup if found else None,
        why_not=why_not,
    )


def open_model(folder: Path, *, models_folder: Path) -> "OnnxModel":
    """Open a model's eight-bit form, every byte of it checked while it loads.

    Raises:
        ModelDamaged: a file of it is missing, cut short or altered.
    """
    at = place(folder, models_folder=models_folder)
    with ThreadPoolExecutor(1) as beside:
        checked = beside.submit(manifest.verify, at)
        try:
            model = OnnxModel(at, max_tokens=record.read(at).max_tokens)
        finally:
            checked.result()
    return model


class OnnxModel:
    """An eight-bit form, opened. Any thread may use it."""

    def __init__(self, folder: Path, *, max_tokens: int) -> None:
        """Open a folder.

        Args:
            folder: holds the graph and the tokenizer.
            max_tokens: most tokens of a text, special tokens included.

        Raises:
            ModelDamaged: the graph can't be opened.
        """
        self._graph = folder / GRAPH
        self._opening = threading.Lock()
        self._sessions: dict[int, Any] = {}
        self._session(cores())
        self._tokenizer = TextTokenizer(folder)
        self._max_tokens = max_tokens

    def counts(self, texts: Sequence[str]) -> list[int]:
        """Count the tokens of each text, special tokens included."""
        return [len(ids) for ids in self._tokenizer.ids(texts)]

    def spans(self, text: str) -> Spans:
        """Say where each token of a text stands in it, special tokens left out."""
        return self._tokenizer.spans(text)

    def encode(self, texts: Sequence[str], done: Callable[[int], None] | None = None) -> Floats:
        """Encode texts, each on its own, as many at a time as there are cores, longest first.

        One text a run, on a thread a core, was as quick as batches: there is no padding, and nothing to wait for. A text
        that comes alone gets all cores. Its vector is the same, bit by bit: threads share out rows, heads and columns.

        Args:
            texts: with their prompts; of one with more tokens than the model can see, the first are taken.
            done: told the place of each text when it is encoded, in any order.

        Returns:
            (n, dimensions) float32, unit length.
        """
        ids = self._tokenizer.ids(texts)
        if len(ids) == 1:
            return np.array([self._vector(ids[0], threads=cores())])
        vectors = self._at_once(ids, done)
        return np.array([vectors[n] for n in range(len(ids))], dtype=np.float32)

    def _at_once(self, ids: Sequence[list[int]], done: Callable[[int], None] | None) -> dict[int, Floats]:
        vectors = {}
        pool = ThreadPoolExecutor(cores())
        try:
            order = sorted(range(len(ids)), key=lambda n: -len(ids[n]))
            waiting: dict[Future[Floats], int] = {pool.submit(self._vector, ids[n], threads=1): n for n in order}
            for finished in as_completed(waiting):
                vectors[waiting[finished]] = finished.result()
                if done:
                    done(waiting[finished])
        finally:
            pool.shutdown(cancel_futures=True)  # whoever interrupts need not wait for the rest
        return vectors

    def _vector(self, ids: list[int], *, threads: int) -> Floats:
        given = np.array(ids[: self._max_tokens], dtype=np.int64)
        vector: Floats = self._session(threads).run(None, {"ids": given})[0]
        return vector

    def _session(self, threads: int) -> Any:
        """Open the graph for that many threads, once; the weights, in a mapped file, are shared."""
        with self._opening:
            if threads not in self._sessions:
                self._sessions[threads] = _session(self._graph, threads)
            return self._sessions[threads]


def cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _session(path: Path, threads: int) -> Any:
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3  # errors
    try:
        return InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime's errors have no class in common
        raise ModelDamaged(f"{path} can't be opened: {error}. Remove {path.parent}; it is made again.") from error
