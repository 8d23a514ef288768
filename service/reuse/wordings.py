"""Wordings: the different sentences of a library, numbers and own places apart, each once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from service.reuse.alignment import Wording
from service.reuse.folding import Codes, Folded

MIN_CHARS = 8
"""A sentence with fewer characters is a greeting or a label, not reuse."""
MOST_CHARS = 1000
"""Of a longer sentence, which is a list without full stops, the rest is not looked at."""
NONE = -1
_FINGERPRINT = 8

OfSentences = NDArray[np.int32]


@dataclass(frozen=True)
class Wordings:
    """Folded sentences, each different one once, in the order in which they came.

    Attributes:
        codes: (characters,) of all wordings, one after another.
        opens: (characters,) True where a clause begins, by the punctuation of the sentence that came first.
        bounds: (wordings + 1,) where each begins.
        fingerprints: (wordings,) the numbers by which they are known; that two of a million share one has a chance of one in
            thirty million.
    """

    codes: Codes
    opens: NDArray[np.bool_]
    bounds: NDArray[np.int64]
    fingerprints: NDArray[np.uint64]

    @classmethod
    def none(cls) -> Wordings:
        """Begin without any."""
        return cls(
            np.empty(0, dtype=np.uint16),
            np.empty(0, dtype=bool),
            np.zeros(1, dtype=np.int64),
            np.empty(0, dtype=np.uint64),
        )

    def __len__(self) -> int:
        """Count the wordings."""
        return len(self.bounds) - 1

    def with_more(self, reports: Iterable[Folded]) -> tuple[Wordings, list[OfSentences]]:
        """Take in more reports.

        Returns:
            All wordings, and for each report (sentences,) the wording of each, -1 for one too short to be reuse.
        """
        codes, opens, sizes, of = [self.codes], [self.opens], [self.lengths], []
        new: dict[int, int] = {}
        for report in reports:
            starts, lengths = report.bounds[:-1], np.minimum(np.diff(report.bounds), MOST_CHARS)
            fingerprints = _fingerprints(report.codes, starts, lengths)
            numbers = np.where(lengths < MIN_CHARS, NONE, self.numbers(fingerprints))
            fresh: list[int] = []
            for at in np.flatnonzero((numbers == NONE) & (lengths >= MIN_CHARS)).tolist():
                fingerprint = int(fingerprints[at])
                if fingerprint not in new:
                    new[fingerprint] = len(self) + len(new)
                    fresh.append(at)
                numbers[at] = new[fingerprint]
            chosen = _characters(starts[fresh], lengths[fresh])
            codes.append(report.codes[chosen])
            opens.append(report.opens[chosen])
            sizes.append(lengths[fresh])
            of.append(numbers.astype(np.int32))
        return Wordings(
            np.concatenate(codes),
            np.concatenate(opens),
            np.concatenate([[0], np.cumsum(np.concatenate(sizes))]),
            np.concatenate([self.fingerprints, np.fromiter(new, dtype=np.uint64)]),
        ), of

    def fingerprints_of(
        self, wordings: NDArray[np.integer[Any]], starts: NDArray[np.integer[Any]], ends: NDArray[np.integer[Any]]
    ) -> NDArray[np.uint64]:
        """(stretches,) the fingerprints of some stretches of wordings, by their characters `[start, end)`."""
        lengths = ends.astype(np.int64) - starts
        return _fingerprints(self.codes, self.bounds[wordings] + starts, lengths)

    def numbers(self, fingerprints: NDArray[np.uint64]) -> NDArray[np.int64]:
        """(fingerprints,) the wording that each is of, -1 where none is."""
        order, known = self._by_fingerprint
        at = np.searchsorted(known, fingerprints)
        found: NDArray[np.int64] = np.full(len(fingerprints), NONE, dtype=np.int64)
        there = np.flatnonzero(at < len(known))
        there = there[known[at[there]] == fingerprints[there]]
        found[there] = order[at[there]]
        return found

    @cached_property
    def _by_fingerprint(self) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
        order = np.argsort(self.fingerprints)
        return order, self.fingerprints[order]

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


def _fingerprints(codes: Codes, starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.uint64]:
    data = codes.tobytes()
    found = [
        hashlib.blake2b(data[2 * start : 2 * (start + length)], digest_size=_FINGERPRINT).digest()
        for start, length in zip(starts.tolist(), lengths.tolist(), strict=True)
    ]
    return np.frombuffer(b"".join(found), dtype="<u8")


def _characters(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """(characters,) the positions of all characters of some stretches."""
    return np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())


def _text(data: bytes) -> str:
    return data.decode("utf-16-le", "replace")  # a lone surrogate, of a damaged text, is one character as before
