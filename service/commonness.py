"""Commonness: in how many regions and years of a library each sentence and passage stands, as it is or in a variant."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from service.collection import Positions
from service.recurring import Recurring
from service.reuse.alignment import NEAR
from service.reuse.links import WHOLE
from service.reuse.wordings import NONE

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_MOST = 0.5


@dataclass(frozen=True)
class Commonness:
    """How common everything is.

    A sentence stands where another holds four fifths of it or more, in a variant, or where a near variant of its does; a passage
    where sentences that are half of its characters stand.
    """

    recurring: Recurring

    @cached_property
    def regions(self) -> Positions:
        """(sentences,) in how many regions each stands, its own among them; 1 for one too short to be reuse."""
        return _counts(self._by_sentence(self.recurring.region_of))

    @cached_property
    def other_regions(self) -> Positions:
        """(sentences,) in how many regions beside its own each stands."""
        labels = self.recurring.region_of
        stands = self._by_sentence(labels)
        own = labels[self.recurring.report_of]
        at_home = np.asarray(stands[np.arange(stands.shape[0]), own]).ravel() > 0
        return _counts(stands) - at_home

    @cached_property
    def passage_regions(self) -> Positions:
        """(passages,) in how many regions each stands, its own among them."""
        from scipy.sparse import csr_matrix

        collection = self.recurring.collection
        chars = collection.sentence_chars
        count = len(collection.passages)
        of = csr_matrix((chars, (collection.passage_of, np.arange(len(chars)))), shape=(count, len(chars)))
        shared = of @ self._by_sentence(self.recurring.region_of)
        whole = np.bincount(collection.passage_of, chars, minlength=count)
        shared.data = shared.data >= _MOST * np.repeat(whole, np.diff(shared.indptr))
        found: Positions = np.maximum(np.asarray(shared.sum(axis=1)).ravel().astype(np.int64), 1)
        return found

    def _by_sentence(self, labels: NDArray[np.int64]) -> csr_matrix:
        """(sentences, labels) 1 where a sentence stands in a report of a label."""
        from scipy.sparse import csr_matrix

        wording = self.recurring.wording
        known = wording != NONE
        sentences = np.flatnonzero(known)
        has = csr_matrix(
            (np.ones(len(sentences), dtype=np.int32), (sentences, wording[known])),
            shape=(len(wording), len(self.recurring.index.wordings)),
        )
        counted = self.recurring.collection.counted[self.recurring.report_of]
        own = csr_matrix(
            (counted.astype(np.int32), (np.arange(len(wording)), labels[self.recurring.report_of])),
            shape=(len(wording), int(labels.max(initial=-1)) + 1),
        )
        stands: csr_matrix = has @ (self._reach @ (has.T @ own)) + own
        stands.data[:] = stands.data > 0
        stands.eliminate_zeros()
        return stands

    @cached_property
    def _reach(self) -> csr_matrix:
        """(wordings, wordings) where a wording stands: itself, what holds most of it, and what that holds for near variants."""
        from scipy.sparse import csr_matrix, identity

        links, lengths = self.recurring.index.links, self.recurring.index.wordings.lengths
        count = len(lengths)
        held = links["end"] - links["start"] >= WHOLE * lengths[links["one"]]
        holds = links["other_end"] - links["other_start"] >= WHOLE * lengths[links["other"]]
        near = held & holds & (links["kept"] >= NEAR)
        one, other = links["one"], links["other"]

        def matrix(rows: NDArray[np.int32], columns: NDArray[np.int32]) -> csr_matrix:
            return csr_matrix((np.ones(len(rows), dtype=np.int32), (rows, columns)), shape=(count, count))

        itself = identity(count, dtype=np.int32, format="csr")
        stands = itself + matrix(one[held], other[held]) + matrix(other[holds], one[holds])
        alike = itself + matrix(one[near], other[near]) + matrix(other[near], one[near])
        reach: csr_matrix = alike @ stands
        return reach


def _counts(stands: csr_matrix) -> Positions:
    counts: Positions = np.maximum(np.diff(stands.indptr), 1).astype(np.int64)
    return counts
