"""Choosing an encoder for a model."""

from __future__ import annotations

import logging
from pathlib import Path

from embeddings.encoder import Encoder

_log = logging.getLogger(__name__)


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
