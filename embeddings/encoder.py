"""What an encoder is: it turns texts into unit vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

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
