"""Stand-ins for the embedding model: what they find near can be reckoned by hand."""

import zlib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from embeddings.encoder import Step, Vectors
from service.library import Library


class PairEncoder:
    """Counts pairs of neighbouring characters: two texts are as similar as they have characters in common.

    Attributes:
        encoded: every string that was encoded as a passage, in order.
    """

    dimensions = 384

    def __init__(self, name: str = "pairs") -> None:
        """Take a name; encoders of two names must not be mixed."""
        self.fingerprint = name
        self.encoded: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions, as passages are."""
        return np.array([self._counts(text) for text in texts], dtype=np.float32).reshape(-1, self.dimensions)

    def encode_passages(self, texts: Sequence[str], *, step: Step | None = None) -> Vectors:
        """Encode passages, and remember them."""
        self.encoded.extend(texts)
        for _ in texts:
            if step:
                step(1)
        return self.encode_queries(texts)

    def _counts(self, text: str) -> np.ndarray:
        counts = np.zeros(self.dimensions)
        counts[0] = 1e-3  # a text of a single character has a direction too
        for pair in pairwise(text):
            counts[zlib.crc32("".join(pair).encode()) % self.dimensions] += 1
        return counts / np.linalg.norm(counts)


def open_library(home: Path, encoder: PairEncoder | None = None) -> Library:
    """Open a library that embeds by a fake."""
    encoder = encoder or PairEncoder()
    return Library.open(home, model=encoder.fingerprint, models_folder=home / "no models", encoder=encoder)


def fake_loader(model: str, *, models_folder: Path, made_by: str | None) -> PairEncoder:  # noqa: ARG001
    """Load a fake in place of the model of that name: for `service.encoder.load_encoder`."""
    return PairEncoder(f"pairs of {model}")
