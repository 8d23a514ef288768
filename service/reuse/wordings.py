"""Wordings: the different sentences of a library, numbers and own places apart, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from service.reuse.alignment import Wording
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
        opens: (characters,) True where a clause begins, by the punctuation of the sentence that came first.
        bounds: (wordings + 1,) where each begins.
    """

    codes: Codes
    opens: NDArray[np.bool_]
    bounds: NDArray[np.int64]

    @classmethod
    def none(cls) -> Wordings:
        """Begin without any."""
        return cls(np.empty(0, dtype=np.uint16), np.empty(0, dtype=bool), np.zeros(1, dtype=np.int64))

    def __len__(self) -> int:
        """Count the wordings."""
        return len(self.bounds) - 1

    def with_more(self, reports: Sequence[Folded]) -> tuple[Wordings, list[OfSentences]]:
        """Take in more reports.

        Returns:
            All wordings, and for each report (sentences,) the wording of each, -1 for one too short to be reuse.
        """
        known = {data: n for n, data in enumerate(_cut(self.codes, self.bounds))}
        opens = [self.opens]
        of = []
        for report in reports:
            numbers = []
            for data, start in zip(_cut(report.codes, report.bounds), report.bounds.tolist(), strict=False):
                number = known.get(data, NONE)
                if number == NONE and len(data) >= 2 * MIN_CHARS:
                    number = known[data] = len(known)
                    opens.append(report.opens[start : start + len(data) // 2])
                numbers.append(number)
            of.append(np.array(numbers, dtype=np.int32))
        new = list(known)[len(self) :]
        sizes = [len(data) // 2 for data in new]
        return Wordings(
            np.concatenate([self.codes, np.frombuffer(b"".join(new), dtype=np.uint16)]),
            np.concatenate(opens),
            np.concatenate([self.bounds, self.bounds[-1] + np.cumsum(sizes, dtype=np.int64)]),
        ), of

    def clauses(self, wording: int) -> Wording:
        """Give a wording with its clauses."""
        start, end = int(self.bounds[wording]), int(self.bounds[wording + 1])
        opens = np.flatnonzero(self.opens[start:end]).tolist()
        return Wording(self.text(wording), [*opens, end - start])

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
