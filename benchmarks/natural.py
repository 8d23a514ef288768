"""Hits in real reports, as two readers judged them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks.metrics import Estimate
from benchmarks.results import table

JUDGED = Path(__file__).with_name("reuse_pairs") / "judged.tsv"
_SAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair that was found, and what was said of it.

    Attributes:
        stratum: what it was drawn from: a grade, and for edited ones the share of characters kept.
        of: how many pairs there were in the stratum.
        grade: how duizhao had graded it.
        verdicts: of each reader, whether it is reuse.
    """

    stratum: str
    of: int
    grade: str
    verdicts: tuple[bool, bool]


@cache
def judged() -> tuple[Judged, ...]:
    """Give all pairs that were judged."""
    rows = [line.split("\t") for line in JUDGED.read_text("utf-8").splitlines() if not line.startswith("#")]
    return tuple(Judged(row[0], int(row[1]), row[2], (row[-2] == "yes", row[-1] == "yes")) for row in rows)


def precision(grade: str) -> Estimate:
    """Give the share of a grade's pairs that both readers call reuse, each stratum by its size, with a 95 % interval."""
    strata: dict[str, list[Judged]] = defaultdict(list)
    for pair in judged():
        if pair.grade == grade:
            strata[pair.stratum].append(pair)
    weights = np.array([pairs[0].of for pairs in strata.values()], dtype=float)
    random = np.random.default_rng(0)
    verdicts = [np.array([all(pair.verdicts) for pair in pairs]) for pairs in strata.values()]
    drawn = np.array([[random.choice(some, len(some)).mean() for some in verdicts] for _ in range(_SAMPLES)])
    low, high = np.quantile(np.average(drawn, axis=1, weights=weights), [0.025, 0.975])
    value = np.average([some.mean() for some in verdicts], weights=weights)
    return Estimate(float(value), float(low), float(high))


def kappa() -> float:
    """Give the readers' agreement beyond chance (Cohen 1960, "A coefficient of agreement for nominal scales")."""
    one, other = np.array([pair.verdicts for pair in judged()]).T
    chance = one.mean() * other.mean() + (1 - one.mean()) * (1 - other.mean())
    return float(((one == other).mean() - chance) / (1 - chance))


def natural() -> Iterator[str]:
    """Tell what the readers said."""
    grades: Sequence[str] = ("near", "edited", "paraphrase")
    yield f"**Hits in the 31 reports**, {len(judged())} pairs judged by two readers (kappa {kappa():.2f})\n"
    rows = [(grade, sum(pair.grade == grade for pair in judged()), precision(grade)) for grade in grades]
    yield from table(("duizhao's grade", "pairs judged", "both readers call it reuse"), rows)
    yield ""
