"""Commonness: in how many regions and years of a library each sentence and passage stands, as it is or in a variant."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from service.answers import Commonness
from service.arrays import load_arrays, save_arrays
from service.collection import Collection, Positions
from service.recurring import Recurring, bundle_names
from service.reuse.alignment import NEAR
from service.reuse.index import rules
from service.reuse.links import WHOLE
from service.reuse.wordings import NONE

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_MOST = 0.5
_KEPT_IN_OTHER_WORDS = 0.6
"""Of what vectors proposed, half of it may be all that stands elsewhere."""
_FORMAT = 2


@dataclass(frozen=True)
class Spread:
    """How widely everything in a library stands.

    A sentence stands where another holds four fifths of it or more, in a variant, or where that is so of a near variant of its; a
    passage where sentences that are half of its characters stand.

    Attributes:
        sentences: (sentences,) in how many regions each stands, its own among them.
        elsewhere: (sentences,) in how many others.
        sentence_years: (sentences,) in how many years.
        passages: (passages,) in how many regions each stands.
        passage_years: (passages,) in how many years.
        of: (1,) how many regions there are.
    """

    sentences: Positions
    elsewhere: Positions
    sentence_years: Positions
    passages: Positions
    passage_years: Positions
    of: Positions

    @classmethod
    def among(cls, recurring: Recurring) -> Spread:
        """Count, in all reports but those that repeat another."""
        regions, years = recurring.region_of, _years(recurring.collection)
        by_region, by_year = _stands(recurring, regions), _stands(recurring, years)
        own = regions[recurring.report_of]
        at_home = np.asarray(by_region[np.arange(len(own)), own]).ravel() > 0
        return cls(
            sentences=_counts(by_region),
            elsewhere=np.diff(by_region.indptr).astype(np.int64) - at_home,
            sentence_years=_counts(by_year),
            passages=_counts(_passages(recurring.collection, by_region)),
            passage_years=_counts(_passages(recurring.collection, by_year)),
            of=np.array([recurring.all_regions]),
        )

    def passage(self, passage: int) -> Commonness:
        """Say how common a passage is."""
        return Commonness(int(self.passages[passage]), int(self.of[0]), int(self.passage_years[passage]))

    def sentence(self, sentence: int) -> Commonness:
        """Say how common a sentence is."""
        return Commonness(int(self.sentences[sentence]), int(self.of[0]), int(self.sentence_years[sentence]))

    def save(self, path: Path, collection: Collection) -> None:
        """Keep it in a cache."""
        save_arrays(path, _name(collection), asdict(self))

    @classmethod
    def load(cls, path: Path, collection: Collection) -> Spread | None:
        """Read what was kept of a collection as it stands now; None if there is no such thing."""
        found = load_arrays(path, _name(collection))
        return cls(**found) if found else None


def _name(collection: Collection) -> str:
    facts = [
        (name, facts.covers, facts.duplicate_of)
        for name, facts in zip(bundle_names(collection), collection.facts, strict=True)
    ]
    return hashlib.sha256(repr((_FORMAT, rules(), facts)).encode()).hexdigest()


def _years(collection: Collection) -> Positions:
    """(reports,) the last year that each covers, as a number from 0; -1 where that is not known."""
    years = np.array([facts.covers[1] if facts.covers else 0 for facts in collection.facts], dtype=np.int64)
    return np.unique(years, return_inverse=True)[1] if years.all() else np.unique(years, return_inverse=True)[1] - 1


def _stands(recurring: Recurring, labels: NDArray[np.int64]) -> csr_matrix:
    """(sentences, labels) where a sentence stands in a report of a label; labels are from 0, and -1 is none."""
    from scipy.sparse import csr_matrix

    wording, label = recurring.wording, labels[recurring.report_of]
    shape = (len(wording), len(recurring.index.wordings))
    says = np.flatnonzero(wording != NONE)
    has = csr_matrix((np.ones(len(says), dtype=np.int32), (says, wording[says])), shape=shape)
    counted = np.flatnonzero(recurring.collection.counted[recurring.report_of] & (label >= 0))
    own = csr_matrix(
        (np.ones(len(counted), dtype=np.int32), (counted, label[counted])),
        shape=(shape[0], int(labels.max(initial=-1)) + 1),
    )
    stands: csr_matrix = has @ (_reach(recurring) @ (has.T @ own)) + own
    stands.data[:] = 1
    return stands


class _Standing(NamedTuple):
    """Links between wordings, and what each says of where these stand: arrays of one length.

    Attributes:
        one: a wording.
        other: another.
        held: whether most of the one stands in the other.
        holds: whether most of the other stands in the one.
        near: whether they are near variants.
    """

    one: Positions
    other: Positions
    held: NDArray[np.bool_]
    holds: NDArray[np.bool_]
    near: NDArray[np.bool_]


def _standing(recurring: Recurring) -> _Standing:
    links, lengths = recurring.links, recurring.index.wordings.lengths
    links = links[~links["by_vectors"] | (links["kept"] >= _KEPT_IN_OTHER_WORDS)]
    held = links["end"] - links["start"] >= WHOLE * lengths[links["one"]]
    holds = links["other_end"] - links["other_start"] >= WHOLE * lengths[links["other"]]
    return _Standing(links["one"], links["other"], held, holds, held & holds & (links["kept"] >= NEAR))


def stands_as(recurring: Recurring, sentences: Sequence[int]) -> list[int]:
    """List where some sentences stand as `Spread` counts it: other sentences, of reports that repeat no other."""
    wanted = np.unique(recurring.wording[list(sentences)])
    wanted = wanted[wanted != NONE]
    links = _standing(recurring)

    def reached(forth: NDArray[np.bool_], back: NDArray[np.bool_], start: Positions) -> Positions:
        onward = links.other[forth & np.isin(links.one, start)], links.one[back & np.isin(links.other, start)]
        return np.unique(np.concatenate([start, *onward]))

    wordings = reached(links.held, links.holds, reached(links.near, links.near, wanted))
    found = {int(n) for wording in wordings.tolist() for n in recurring.standing(wording)}
    return sorted(found.difference(sentences))


def _reach(recurring: Recurring) -> csr_matrix:
    """(wordings, wordings) where a wording stands: itself, what holds most of it, and what holds most of its near variants."""
    from scipy.sparse import csr_matrix, identity

    one, other, held, holds, near = _standing(recurring)
    count = len(recurring.index.wordings)

    def joined(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> csr_matrix:
        rows, columns = np.concatenate([one[first], other[second]]), np.concatenate([other[first], one[second]])
        itself = identity(count, dtype=np.int32, format="csr")
        return itself + csr_matrix((np.ones(len(rows), dtype=np.int32), (rows, columns)), shape=(count, count))

    reach: csr_matrix = joined(near, near) @ joined(held, holds)
    return reach


def _passages(collection: Collection, stands: csr_matrix) -> csr_matrix:
    """(passages, labels) where sentences that are half of a passage stand."""
    from scipy.sparse import csr_matrix

    chars, count = collection.sentence_chars, len(collection.passages)
    of = csr_matrix((chars, (collection.passage_of, np.arange(len(chars)))), shape=(count, len(chars)))
    shared = (of @ stands).tocsr()
    whole = np.bincount(collection.passage_of, chars, minlength=count)
    shared.data = (shared.data >= _MOST * np.repeat(whole, np.diff(shared.indptr))).astype(np.int32)
    shared.eliminate_zeros()
    return shared


def _counts(stands: csr_matrix) -> Positions:
    """Count the labels of each row, at least one."""
    counts: Positions = np.maximum(np.diff(stands.indptr), 1).astype(np.int64)
    return counts
