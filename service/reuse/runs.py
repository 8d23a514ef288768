"""Runs: several neighbouring sentences that stand in two passages, whatever their order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from service.reuse.links import Links

_MOST_PLACES = 1000
"""Wordings that stand in more places together are formulas: what stands around them is not looked at."""
_MIN_KEPT = 0.5
_APART = 2

Positions = NDArray[np.int64]


class Run(NamedTuple):
    """A stretch over several sentences that stands in two passages.

    Stretches are `[start, end)` in characters of the wordings of all sentences, one after another.

    Attributes:
        kept: the share of the longer stretch's characters that both have.
    """

    start: int
    end: int
    other_start: int
    other_end: int
    kept: float


_PAIR = np.dtype(
    [
        ("one", "<i8"),
        ("other", "<i8"),
        ("start", "<i8"),
        ("end", "<i8"),
        ("other_start", "<i8"),
        ("other_end", "<i8"),
        ("matched", "<f4"),
    ]
)
"""Two sentences, the earlier one first, and the stretch of each, in characters of all sentences."""
_OTHER_SIDE = {"one": "other", "start": "other_start", "end": "other_end"}

Pairs = NDArray[np.void]


def runs(
    links: Links, order: Positions, bounds: Positions, begins: Positions, passage_of: Positions, report_of: Positions
) -> Iterator[Run]:
    """Find the runs of neighbouring sentences that stand in passages of two reports.

    Args:
        links: which wordings are variants.
        order: the sentences by their wordings.
        bounds: (wordings + 1,) where each wording's begin in `order`.
        begins: (sentences + 1,) where each sentence begins, in characters of all of them.
        passage_of: (sentences,) the passage of each.
        report_of: (sentences,) the report of each.
    """
    pairs = _pairs(links, order, bounds, begins)
    pairs = _turned(pairs[report_of[pairs["one"]] != report_of[pairs["other"]]])
    passages = passage_of[pairs["one"]] << 32 | passage_of[pairs["other"]]
    by_passages = np.lexsort((pairs["other"], pairs["one"], passages))
    pairs, passages = pairs[by_passages], passages[by_passages]
    breaks = (np.diff(passages) != 0) | (np.diff(pairs["one"]) > _APART) | (np.abs(np.diff(pairs["other"])) > _APART)
    cuts = np.concatenate([[0], np.flatnonzero(breaks) + 1, [len(pairs)]])
    for first, last in itertools.pairwise(cuts):
        if last - first > 1 and (found := _run(pairs[first:last])):
            yield found


def _pairs(links: Links, order: Positions, bounds: Positions, begins: Positions) -> Pairs:
    """Pair the sentences whose wordings are linked, or the same."""
    counts = np.diff(bounds)
    same = np.arange(len(counts))
    lengths = np.diff(begins)[order[np.minimum(bounds[:-1], len(order) - 1)]]
    sides = {
        "one": np.concatenate([links["one"], same]),
        "other": np.concatenate([links["other"], same]),
        "start": np.concatenate([links["start"], 0 * same]),
        "end": np.concatenate([links["end"], lengths]),
        "other_start": np.concatenate([links["other_start"], 0 * same]),
        "other_end": np.concatenate([links["other_end"], lengths]),
    }
    kept = np.concatenate([links["kept"], np.ones(len(same))])
    size = counts[sides["one"]] * counts[sides["other"]]
    size[size > _MOST_PLACES] = 0
    which = np.repeat(np.arange(len(size)), size)
    step = np.arange(len(which)) - np.repeat(np.cumsum(size) - size, size)
    one, other = sides["one"][which], sides["other"][which]
    pairs = np.zeros(len(which), dtype=_PAIR)
    pairs["one"] = order[bounds[one] + step // counts[other]]
    pairs["other"] = order[bounds[other] + step % counts[other]]
    for name, sentence in (("start", "one"), ("end", "one"), ("other_start", "other"), ("other_end", "other")):
        pairs[name] = sides[name][which] + begins[pairs[sentence]]
    longer = np.maximum(pairs["end"] - pairs["start"], pairs["other_end"] - pairs["other_start"])
    pairs["matched"] = kept[which] * longer
    return pairs


def _turned(pairs: Pairs) -> Pairs:
    """Bring the earlier sentence of each pair to the first place; each pair once."""
    turn = pairs["one"] > pairs["other"]
    turned = pairs.copy()
    for name, other in _OTHER_SIDE.items():
        turned[name][turn], turned[other][turn] = pairs[other][turn], pairs[name][turn]
    _, once = np.unique(turned[["one", "other"]], return_index=True)
    return turned[once]


def _run(pairs: Pairs) -> Run | None:
    """Join pairs of neighbouring sentences to one stretch on each side, if there are several and enough stands in both."""
    if min(len(set(pairs["one"].tolist())), len(set(pairs["other"].tolist()))) == 1:
        return None
    start, end = int(pairs["start"].min()), int(pairs["end"].max())
    other_start, other_end = int(pairs["other_start"].min()), int(pairs["other_end"].max())
    matched = min(_matched(pairs, "one"), _matched(pairs, "other"))
    kept = min(1.0, matched / max(end - start, other_end - other_start))
    return Run(start, end, other_start, other_end, kept) if kept >= _MIN_KEPT else None


def _matched(pairs: Pairs, side: str) -> float:
    """Count the characters of one side's sentences that stand on the other side, each sentence by its best pair."""
    best: dict[int, float] = {}
    for sentence, matched in zip(pairs[side].tolist(), pairs["matched"].tolist(), strict=True):
        best[sentence] = max(best.get(sentence, 0.0), matched)
    return sum(best.values())
