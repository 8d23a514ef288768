"""The encoder of a library: found when it is first needed, and its troubles told as people see errors."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from embeddings.encoder import Encoder, Step, Vectors
from embeddings.load import load_encoder
from models.errors import ModelError
from service.errors import ModelUnavailable


class ModelEncoder:
    """A named model's `embeddings.encoder.Encoder`. Everything asked of it can raise `ModelUnavailable`."""

    def __init__(self, model: str, *, models_folder: Path, made_by: str | None = None) -> None:
        """Take a name; nothing is looked for yet.

        Args:
            model: as for `models.load.load`.
            models_folder: where prepared models are kept.
            made_by: the fingerprint of the encoder whose vectors are there already, preferred if this model has it.
        """
        self._model = model
        self._models_folder = models_folder
        self._made_by = made_by
        self._finding = threading.Lock()
        self._found: Encoder | None = None

    @property
    def fingerprint(self) -> str:
        """See `Encoder`."""
        with saying_what_is_wrong():
            return self._encoder().fingerprint

    @property
    def dimensions(self) -> int:
        """See `Encoder`."""
        with saying_what_is_wrong():
            return self._encoder().dimensions

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder`."""
        with saying_what_is_wrong():
            return self._encoder().encode_queries(texts)

    def encode_passages(self, texts: Sequence[str], *, step: Step | None = None) -> Vectors:
        """See `Encoder`."""
        with saying_what_is_wrong():
            return self._encoder().encode_passages(texts, step=step)

    def _encoder(self) -> Encoder:
        with self._finding:
            if self._found is None:
                self._found = load_encoder(self._model, models_folder=self._models_folder, made_by=self._made_by)
            return self._found


@contextmanager
def saying_what_is_wrong() -> Iterator[None]:
    """Turn what goes wrong with a model into an error for people."""
    try:
        yield
    except ModelError as error:
        raise ModelUnavailable(str(error), hint="see `duizhao models`") from error
