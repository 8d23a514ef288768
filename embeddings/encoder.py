"""Encoding: texts become unit vectors."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""(n, dimensions) float32, each row of unit length."""

Step = Callable[[int], None]
"""Called with the number of texts that have been encoded since it was last called."""


_log = logging.getLogger(__name__)


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
    """Choose the encoder of a model: its eight-bit form where that stands in for it, otherwise the whole model.

    Costs a few milliseconds where the model and its eight-bit form are prepared, and loads neither: that is done with
    the first text. What is not prepared is made first, in half a minute.

    Args:
        model: as for `models.load.load`.
        models_folder: where prepared models are kept.

    Raises:
        ModelError: the model can't be had.
    """
    from embeddings.quick import OnnxEncoder
    from embeddings.whole import TorchEncoder
    from models import load, onnx

    folder = load.locate(model, models_folder=models_folder)
    known = onnx.optimise(folder, models_folder=models_folder)
    if known.usable:
        return OnnxEncoder(folder, models_folder=models_folder)
    _log.warning("%s is used whole, at its own pace: %s", model, known.why_not)
    return TorchEncoder(folder, models_folder=models_folder)
