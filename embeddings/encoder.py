"""Encoding: texts become unit vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from models.load import LoadedModel

Vectors = NDArray[np.float32]
"""(n, dimensions) float32, each row of unit length."""

Step = Callable[[int], None]
"""Called with the number of texts that have been encoded since it was last called."""


class Encoder(Protocol):
    """What turns texts into vectors. The same text always gives the same vector, whatever stands beside it."""

    @property
    def fingerprint(self) -> str:
        """Tells apart encoders whose vectors must not be mixed."""

    @property
    def dimensions(self) -> int:
        """The length of a vector."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions, to be compared with passages.

        Returns:
            (n, dimensions) float32, unit length.
        """

    def encode_passages(self, texts: Sequence[str], *, step: Step | None = None) -> Vectors:
        """Encode passages or sentences, to be compared with questions and with one another.

        Args:
            texts: any strings; longer ones than the model can see are read in overlapping windows.
            step: told how many texts were encoded, as the work goes on.

        Returns:
            (n, dimensions) float32, unit length.
        """


def load_encoder(model: str, *, models_folder: Path) -> Encoder:
    """Load an encoder by the name of its model.

    Args:
        model: as for `models.load.load`.
        models_folder: where prepared models are kept.

    Raises:
        ModelError: the model can't be had.
    """
    from models.load import load  # noqa: PLC0415  # a question about the catalogue needs no model

    return TorchEncoder(load(model, models_folder=models_folder))


class TorchEncoder:
    """Any sentence-transformers model, in torch."""

    def __init__(self, loaded: LoadedModel, *, batch_chars: int = 2048) -> None:
        """Take a loaded model.

        Args:
            loaded: the model.
            batch_chars: most characters in one batch, padding included.
        """
        self._loaded = loaded
        self._batch_chars = batch_chars

    @property
    def fingerprint(self) -> str:
        """The model's own."""
        return self._loaded.fingerprint

    @property
    def dimensions(self) -> int:
        """The model's own."""
        return self._loaded.dimensions

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions; see `Encoder`."""
        return self._encode([self._loaded.query_prompt + text for text in texts], None)

    def encode_passages(self, texts: Sequence[str], *, step: Step | None = None) -> Vectors:
        """Encode passages; see `Encoder`."""
        return self._encode([self._loaded.passage_prompt + text for text in texts], step)

    def _encode(self, texts: list[str], step: Step | None) -> Vectors:
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        lengths = np.array([len(text) for text in texts])
        for batch in _batches(np.argsort(lengths, kind="stable")[::-1], lengths, self._batch_chars):
            vectors[batch] = self._loaded.encoder.encode(
                [texts[i] for i in batch],
                batch_size=len(batch),
                normalize_embeddings=True,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
            if step:
                step(len(batch))
        return vectors


def _batches(order: NDArray[np.intp], lengths: NDArray[np.intp], most: int) -> list[NDArray[np.intp]]:
    """Cut texts sorted by length, longest first, into batches of about `most` characters with their padding."""
    found = []
    at = 0
    while at < len(order):
        count = max(1, most // max(1, int(lengths[order[at]])))
        found.append(order[at : at + count])
        at += count
    return found
