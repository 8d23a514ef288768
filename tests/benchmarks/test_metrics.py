"""The figures that rankings are judged by, beside examples worked by hand and the definitions themselves."""

import numpy as np
import pytest

from benchmarks.metrics import auc, balanced_accuracy, estimate, first_place, mean, recall, reciprocal

PLACES = [1, 3, 0, 2, 11]


def test_the_place_is_that_of_the_first_hit_that_answers() -> None:
    """Places count from 1; a passage folded under a hit stands at that hit's place; 0 says that none answers."""
    hits = [frozenset({4}), frozenset({7, 2}), frozenset({9})]
    assert first_place(hits, {9, 2}) == 2
    assert first_place(hits, {4}) == 1
    assert first_place(hits, {5}) == 0
    assert first_place([], {5}) == 0


def test_recall_and_reciprocal_rank_by_hand() -> None:
    """Of answers at places 1, 3, none, 2 and 11, one is first, three are among five, and MRR@10 is 11/30."""
    assert recall(PLACES, 1).mean() == pytest.approx(1 / 5)
    assert recall(PLACES, 5).mean() == pytest.approx(3 / 5)
    assert reciprocal(PLACES, 10).mean() == pytest.approx((1 + 1 / 3 + 1 / 2) / 5)


def test_auc_by_hand() -> None:
    """Of six pairs, four are in order and one is a tie."""
    scores = np.array([0.9, 0.5, 0.3, 0.5, 0.1])
    answered = np.array([True, True, False, False, True])
    assert auc(scores, answered) == pytest.approx((2 + 1.5 + 0) / 6)


def test_auc_is_the_share_of_pairs_in_order() -> None:
    """Counting every pair gives the same, ties and all."""
    random = np.random.default_rng(1)
    scores = random.integers(0, 9, 60).astype(float)
    answered = random.random(60) < 0.6
    pairs = [(a > b) + (a == b) / 2 for a in scores[answered] for b in scores[~answered]]
    assert auc(scores, answered) == pytest.approx(sum(pairs) / len(pairs))


def test_balanced_accuracy_by_hand() -> None:
    """Three of four answered ones and one of two others are told rightly."""
    said = np.array([True, True, True, False, True, False])
    answered = np.array([True, True, True, True, False, False])
    assert balanced_accuracy(said, answered) == pytest.approx((3 / 4 + 1 / 2) / 2)


def test_one_kind_of_questions_can_not_be_told_apart() -> None:
    """There is no figure then, and that is written as a dash."""
    every = np.ones(3, dtype=bool)
    assert np.isnan(auc(np.arange(3.0), every))
    assert np.isnan(balanced_accuracy(every, every))
    assert str(estimate(3, lambda some: auc(np.arange(3.0)[some], every[some]))) == "–"
    assert str(mean(np.array([]))) == "–"


def test_the_interval_is_the_bootstraps() -> None:
    """It is as wide as four standard errors of a share, the same every time, and the quick way agrees."""
    values = np.repeat([1.0, 0.0], [80, 20])
    found = mean(values)
    assert found.value == pytest.approx(0.8)
    assert found.high - found.low == pytest.approx(2 * 1.96 * (0.8 * 0.2 / 100) ** 0.5, abs=0.02)
    assert found == mean(values)
    assert estimate(100, lambda some: float(values[some].mean())) == found


def test_samples_without_both_kinds_do_not_count() -> None:
    """An interval is that of the samples that have a figure."""
    answered = np.array([True] * 5 + [False])
    found = estimate(6, lambda some: auc(np.array([5.0, 4, 3, 2, 0, 1])[some], answered[some]))
    assert found.value == pytest.approx(0.8)
    assert found.low <= found.value <= found.high
