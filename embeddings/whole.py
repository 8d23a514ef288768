"""The encoder of a whole model, in torch: for GPUs, and for models without a usable eight-bit form."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from embeddings.encoder import Vectors
from embeddings.windowed import Engine, Known, WindowedEncoder
from embeddings.windows import Spans
from models import load
from models.load import LoadedModel

BATCH_TOKENS = 2048  # with padding


class TorchEncoder(WindowedEncoder):
    """Any sentence-transformers model."""

    def __init__(self, folder: Path, *, models_folder: Path, batch_tokens: int = BATCH_TOKENS) -> None:
        """Take a model; it is loaded with the first text.

        Args:
            folder: its sentence-transformers folder.
            models_folder: where prepared models are kept.
            batch_tokens: most tokens in one batch, padding included.

        Raises:
            ModelDamaged: it is a prepared folder, and incomplete.
        """
        super().__init__(load.fingerprint(folder))
        self._folder = folder
        self._models_folder = models_folder
        self._batch_tokens = batch_tokens
        self._loading = threading.Lock()
        self._model: LoadedModel | None = None

    @property
    def _known(self) -> Known:
        return self._loaded()

    def _open(self) -> Engine:
        return _TorchEngine(self._loaded(), self._batch_tokens)

    def _loaded(self) -> LoadedModel:
        with self._loading:
            if self._model is None:
                self._model = load.load(str(self._folder), models_folder=self._models_folder)
            return self._model


class _TorchEngine:
    """See `embeddings.windowed.Engine`."""

    def __init__(self, loaded: LoadedModel, batch_tokens: int) -> None:
        self._encoder = loaded.encoder
        self._dimensions = loaded.dimensions
        self._batch_tokens = batch_tokens
        self._working = threading.Lock()  # a tokenizer keeps how it truncates as state of its own

    def counts(self, texts: Sequence[str]) -> list[int]:
        with self._working:
            found = self._encoder.tokenizer(list(texts), truncation=False, verbose=False)
        return [len(ids) for ids in found["input_ids"]]

    def spans(self, text: str) -> Spans:
        with self._working:
            found = self._encoder.tokenizer(
                text, truncation=False, add_special_tokens=False, return_offsets_mapping=True, verbose=False
            )
        return list(found["offset_mapping"])

    def encode(self, texts: Sequence[str], done: Callable[[int], None] | None = None) -> Vectors:
        vectors = np.empty((len(texts), self._dimensions), dtype=np.float32)
        for batch in batches(self.counts(texts), self._batch_tokens):
            vectors[batch] = self._together([texts[n] for n in batch])
            if done:
                for n in batch:
                    done(n)
        return vectors

    def _together(self, texts: list[str]) -> Vectors:
        with self._working:
            vectors: Vectors = self._encoder.encode(
                texts, batch_size=len(texts), normalize_embeddings=True, show_progress_bar=False
            )
        return vectors


def batches(counts: Sequence[int], most: int) -> list[list[int]]:
    """Put texts of like length together.

    Args:
        counts: each text's tokens.
        most: tokens in one batch, padding included; a longer text is a batch of its own.

    Returns:
        The texts' places, longest first, so that a lack of memory shows at once.
    """
    found: list[list[int]] = []
    for n in sorted(range(len(counts)), key=lambda n: -counts[n]):
        if found and (len(found[-1]) + 1) * counts[found[-1][0]] <= most:
            found[-1].append(n)
        else:
            found.append([n])
    return found
