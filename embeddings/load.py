"""Choosing an encoder for a model."""

from __future__ import annotations

import logging
from pathlib import Path

from embeddings.accelerator import accelerator
from embeddings.encoder import Encoder

_log = logging.getLogger(__name__)


def load_encoder(model: str, *, models_folder: Path, made_by: str | None = None) -> Encoder:
    """Choose the encoder of a model: the whole model on a GPU, its eight-bit form on a CPU where that stands in for it.

    Costs a few milliseconds where the model and its eight-bit form are prepared, and loads neither: that is done with
    the first text. What is not prepared is made first, in half a minute.

    Args:
        model: as for `models.load.load`.
        models_folder: where prepared models are kept.
        made_by: the fingerprint of an encoder of this model that is preferred to all others, since vectors of its
            making are there already: so a library made on a machine with a GPU can be asked on one without.

    Raises:
        ModelError: the model can't be had.
    """
    from embeddings.quick import OnnxEncoder
    from embeddings.whole import TorchEncoder
    from models import load, onnx

    folder = load.locate(model, models_folder=models_folder)
    known = onnx.optimise(folder, models_folder=models_folder)
    whole, quick = load.fingerprint(folder), onnx.fingerprint(folder)
    wanted = made_by if made_by in {whole, quick} else whole if accelerator() else quick
    if known.usable and wanted == quick:
        return OnnxEncoder(folder, models_folder=models_folder)
    if known.why_not:
        _log.warning("%s is used whole, at its own pace: %s", model, known.why_not)
    return TorchEncoder(folder, models_folder=models_folder)
