"""Character ROUGE, beside examples worked by hand and the definition of a common subsequence."""

import numpy as np
import pytest

from benchmarks.rouge import in_order, in_runs, rouge_1, rouge_2


def test_characters_and_pairs_by_hand() -> None:
    """Of 全年粮食增产 and 粮食全年丰收, four of six characters and two of five pairs are common: 全年 and 粮食."""
    assert rouge_1("全年粮食增产", "粮食全年丰收") == pytest.approx(4 / 6)
    assert rouge_2("全年粮食增产", "粮食全年丰收") == pytest.approx(2 / 5)


def test_each_run_counts_as_often_as_both_hold_it() -> None:
    """人人人 has two of the pair 人人, 人人 has one: precision a half, recall whole."""
    assert rouge_2("人人人", "人人") == pytest.approx(2 / 3)
    assert rouge_1("人人人", "人人") == pytest.approx(4 / 5)


def test_order_by_hand() -> None:
    """The longest sequence that both hold in order is two characters of six and five."""
    assert in_order("全年粮食增产", "粮食全年好") == pytest.approx(2 * 2 / (6 + 5))


def test_order_is_the_longest_common_subsequence() -> None:
    """The table of the textbook gives the same."""
    random = np.random.default_rng(2)
    for _ in range(20):
        ours, theirs = ("".join(random.choice(list("甲乙丙丁"), random.integers(1, 15))) for _ in range(2))
        longest = np.zeros((len(ours) + 1, len(theirs) + 1), dtype=int)
        for a, one in enumerate(ours, 1):
            for b, other in enumerate(theirs, 1):
                skipped = max(longest[a - 1, b], longest[a, b - 1])
                longest[a, b] = longest[a - 1, b - 1] + 1 if one == other else skipped
        assert in_order(ours, theirs) == pytest.approx(2 * longest[-1, -1] / (len(ours) + len(theirs)))


def test_white_space_does_not_count_and_nothing_is_nought() -> None:
    """Spaces and line breaks go; a text without characters, or too short for a pair, scores 0."""
    assert rouge_2("粮 食\n增产", "粮食增产") == 1
    assert in_order("", "粮食") == 0
    assert in_runs("粮", "粮", 2) == 0
