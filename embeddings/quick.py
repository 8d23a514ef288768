"""The encoder that is used on a CPU: a model's eight-bit form, without torch."""

import logging
from pathlib import Path

from embeddings.windowed import Engine, Known, WindowedEncoder
from models import onnx
from models.errors import ModelDamaged

_log = logging.getLogger(__name__)


class OnnxEncoder(WindowedEncoder):
    """A model's eight-bit form, in ONNX Runtime."""

    def __init__(self, folder: Path, *, models_folder: Path) -> None:
        """Take a model; its eight-bit form is made if it is missing, and nothing is loaded before the first text.

        Args:
            folder: the model's own sentence-transformers folder.
            models_folder: where eight-bit forms are kept.

        Raises:
            ModelError: it can't be made.
        """
        super().__init__(onnx.fingerprint(folder))
        self._record = onnx.optimise(folder, models_folder=models_folder)
        self._folder = folder
        self._models_folder = models_folder

    @property
    def _known(self) -> Known:
        return self._record

    def _open(self) -> Engine:
        try:
            return onnx.open_model(self._folder, models_folder=self._models_folder)
        except ModelDamaged as error:
            _log.warning("The eight-bit form of %s is made again, since it was damaged: %s", self._folder.name, error)
            onnx.optimise(self._folder, models_folder=self._models_folder, again=True)
            return onnx.open_model(self._folder, models_folder=self._models_folder)
