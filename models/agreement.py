"""An eight-bit form beside the whole model: do they agree, and is it quicker?"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from models.check_texts import CHECK_TEXTS
from models.load import LoadedModel

MIN_MEAN_SIMILARITY = 0.995
TIMED_TEXTS = 12
ROUNDS = 3

Floats = NDArray[np.float32]
Encode = Callable[[list[str]], Floats]
"""Texts, prompt in front, to (n, dimensions) float32 of unit length."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How near two encoders' vectors are, and how their speeds compare."""

    mean_similarity: float
    worst_similarity: float
    speedup: float

    @property
    def why_not(self) -> str:
        """Why the quicker one can't stand in for the whole one; "" if it can."""
        if self.mean_similarity < MIN_MEAN_SIMILARITY:
            return (
                f"its vectors differ from the whole model's: mean cosine {self.mean_similarity:.4f}, "
                f"where at least {MIN_MEAN_SIMILARITY} is asked"
            )
        return "" if self.speedup > 1 else f"it is no quicker here: {self.speedup:.2f} times the whole model's speed"


def measure(whole: LoadedModel, quick: Encode) -> Agreement:
    """Compare an encoder with the whole model on the check texts, the two taking turns."""
    texts = [whole.passage_prompt + text for text in CHECK_TEXTS]

    def by_whole(texts: list[str]) -> Floats:
        vectors: Floats = whole.encoder.encode(texts, normalize_embeddings=True, show_progress_bar=False)
        return vectors

    similarities = np.einsum("nd,nd->n", by_whole(texts), quick(texts))  # also warms both up
    timed = sorted(texts, key=len)[-TIMED_TEXTS:]
    rounds = [(_seconds(by_whole, timed), _seconds(quick, timed)) for _ in range(ROUNDS)]
    return Agreement(
        mean_similarity=float(similarities.mean()),
        worst_similarity=float(similarities.min()),
        speedup=median(slow / fast for slow, fast in rounds),
    )


def _seconds(encode: Encode, texts: list[str]) -> float:
    start = time.perf_counter()
    encode(texts)
    return time.perf_counter() - start
