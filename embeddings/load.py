"""Choosing an encoder for a model."""

from __future__ import annotations

import logging
from pathlib import Path

from embeddings.accelerator import accelerator
from embeddings.encoder import Encoder

_log = logging.getLogger(__name__)


def load_encoder(model: str, *, models_folder: Path, made_by: str | None = None) -> Encoder:
    """Choose the encoder of a model: the whole model on a GPU, its eight-bit form on a CPU where that stands in for it.

    Costs a few milliseconds where what is chosen is prepared, and loads nothing: that is done with the first text. A
    model that is not prepared is prepared first; so is its eight-bit form, in half a minute, if that is what is wanted.

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
    whole, quick = load.fingerprint(folder), onnx.fingerprint(folder)
    wanted = made_by if made_by in {whole, quick} else whole if accelerator() else quick
    if wanted == quick:
        known = onnx.optimise(folder, models_folder=models_folder)
        if known.usable:
            return OnnxEncoder(folder, models_folder=models_folder)
        _log.warning("%s is used whole, at its own pace: %s", model, known.why_not)
    return TorchEncoder(folder, models_folder=models_folder)
