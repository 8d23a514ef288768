"""Wordings: the different sentences of a library, numbers and own places apart, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from service.reuse.folding import Codes, Folded

MIN_CHARS = 8
"""A sentence with fewer characters is a greeting or a label, not reuse."""
MOST_CHARS = 1000
"""Of a longer sentence, which is a list without full stops, the rest is not looked at."""
NONE = -1

OfSentences = NDArray[np.int32]


@dataclass(frozen=True)
class Wordings:
    """Folded sentences, each different one once, in the order in which they came.

    Attributes:
        codes: (characters,) of all wordings, one after another.
        bounds: (wordings + 1,) where each begins.
    """

    codes: Codes
    bounds: NDArray[np.int64]

    @classmethod
    def none(cls) -> Wordings:
        """Begin without any."""
        return cls(np.empty(0, dtype=np.uint16), np.zeros(1, dtype=np.int64))

    def __len__(self) -> int:
        """Count the wordings."""
        return len(self.bounds) - 1

    def with_more(self, reports: Sequence[Folded]) -> tuple[Wordings, list[OfSentences]]:
        """Take in more reports.

        Returns:
            All wordings, and for each report (sentences,) the wording of each, -1 for one too short to be reuse.
        """
        known = {data: n for n, data in enumerate(_cut(self.codes, self.bounds))}
        of = [
            np.array(
                [known.setdefault(data, len(known)) if len(data) >= 2 * MIN_CHARS else NONE for data in _cut(one.codes, one.bounds)],
                dtype=np.int32,
            )
            for one in reports
        ]
        new = list(known)[len(self) :]
        sizes = [len(data) // 2 for data in new]
        codes = np.concatenate([self.codes, np.frombuffer(b"".join(new), dtype=np.uint16)])
        return Wordings(codes, np.concatenate([self.bounds, self.bounds[-1] + np.cumsum(sizes, dtype=np.int64)])), of

    def text(self, wording: int) -> str:
        """Give a wording as text."""
        return _text(self.codes[self.bounds[wording] : self.bounds[wording + 1]].tobytes())

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        """(wordings,) in characters."""
        return np.diff(self.bounds)

    @cached_property
    def holder(self) -> NDArray[np.int32]:
        """(characters,) the wording of each character."""
        return np.repeat(np.arange(len(self), dtype=np.int32), self.lengths)


def _cut(codes: Codes, bounds: NDArray[np.int64]) -> list[bytes]:
    data = codes.tobytes()
    return [data[2 * start : 2 * min(end, start + MOST_CHARS)] for start, end in pairwise(bounds.tolist())]


def _text(data: bytes) -> str:
    return data.decode("utf-16-le", "replace")  # a lone surrogate, of a damaged text, is one character as before
