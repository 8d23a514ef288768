"""The optional second look: a cross-encoder reads the question together with each of the first passages.

It is slower than everything before it, and better (Nogueira & Cho 2019, "Passage re-ranking with BERT"); none comes with duizhao.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.load import load_cross_encoder

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class Reranker:
    """A cross-encoder by name. Any thread may ask; it is loaded with the first question."""

    def __init__(self, name: str, *, models_folder: Path) -> None:
        """Take a name, as for `models.load.load_cross_encoder`."""
        self._name = name
        self._models_folder = models_folder
        self._working = threading.Lock()
        self._model: CrossEncoder | None = None

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float64]:
        """Say how well passages answer a question: (n,), larger is better; means nothing beyond their order.

        Raises:
            ModelError: the model can't be had.
        """
        with self._working:
            if self._model is None:
                self._model = load_cross_encoder(self._name, models_folder=self._models_folder)
            found = self._model.predict([(question, passage) for passage in passages], show_progress_bar=False)
        return np.asarray(found, dtype=np.float64).reshape(len(passages))
