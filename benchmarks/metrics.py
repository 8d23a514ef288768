"""How good rankings are: whether an answer is among the first, how early, how well a score tells answered from unanswered.

Each figure comes with an interval: what 95 of 100 samples of as many questions would give (Efron 1979, "Bootstrap methods").
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1000
Numbers = NDArray[np.float64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and the ends of its 95 % interval; nan where nothing was to be measured."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        if np.isnan(self.value):
            return "–"
        return f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f})"


def first_place(hits: Sequence[Collection[int]], answers: Collection[int]) -> int:
    """Give the place, from 1, of the first hit that is an answer, or holds one; 0 if none does.

    Args:
        hits: best first; each is the passages that are shown at its place.
        answers: the passages that answer.
    """
    wanted = set(answers)
    return next((place for place, hit in enumerate(hits, 1) if wanted.intersection(hit)), 0)


def recall(places: Sequence[int], limit: int) -> Numbers:
    """Say of each question whether its first answer is among the first `limit`: 1 or 0; R@k is the mean."""
    return np.array([1.0 if 0 < place <= limit else 0.0 for place in places])


def reciprocal(places: Sequence[int], limit: int) -> Numbers:
    """Give one divided by the place of each question's first answer, 0 beyond `limit`; MRR@k is the mean."""
    return np.array([1.0 / place if 0 < place <= limit else 0.0 for place in places])


def auc(scores: Numbers, answered: Truths) -> float:
    """Give the chance that a question with an answer has a greater score than one without; a tie counts half.

    Returns:
        nan where all questions are of one kind.
    """
    with_answer, without = np.sort(scores[answered]), scores[~answered]
    if not len(with_answer) or not len(without):
        return float("nan")
    less_or_equal = np.searchsorted(with_answer, without, side="right")
    less = np.searchsorted(with_answer, without, side="left")
    wins = len(with_answer) - (less_or_equal + less) / 2
    return float(wins.mean() / len(with_answer))


def balanced_accuracy(said: Truths, answered: Truths) -> float:
    """Give the mean of the shares of either kind that are told rightly: half is what a guess gets.

    Returns:
        nan where all questions are of one kind.
    """
    if answered.all() or not answered.any():
        return float("nan")
    return float((said[answered].mean() + (~said[~answered]).mean()) / 2)


def estimate(count: int, figure: Callable[[NDArray[np.int64]], float]) -> Estimate:
    """Give a figure over all questions, and its interval over samples of them drawn with replacement.

    Args:
        count: how many questions there are.
        figure: gives the figure over some questions, by their places; nan where it has none.
    """
    if not count:
        return _NOTHING
    value = figure(np.arange(count))
    return _NOTHING if np.isnan(value) else _within(value, np.array([figure(some) for some in _resampled(count)]))


def mean(values: Numbers) -> Estimate:
    """Give the mean over questions, and its interval; the same as `estimate`, sooner."""
    if not len(values):
        return _NOTHING
    return _within(float(values.mean()), values[_resampled(len(values))].mean(axis=1))


_NOTHING = Estimate(float("nan"), float("nan"), float("nan"))


def _resampled(count: int) -> NDArray[np.int64]:
    return np.random.default_rng(0).integers(0, count, (RESAMPLES, count))


def _within(value: float, found: Numbers) -> Estimate:
    low, high = np.nanpercentile(found, (2.5, 97.5))
    return Estimate(value, float(low), float(high))
