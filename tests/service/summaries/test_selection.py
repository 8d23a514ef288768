"""The greedy choice, beside all that could be chosen."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from service.summaries.selection import SAME, Choice, choose


def said_by_nobody(count: int) -> np.ndarray:
    """No sentence says any of another."""
    return np.eye(count)


@st.composite
def choices(draw: st.DrawFn) -> tuple[Choice, np.ndarray]:
    """Draw up to eight sentences, some leaning on the one before, and how much each says of each."""
    count = draw(st.integers(1, 8))
    numbers = range(count)
    leans = [False, *(draw(st.booleans()) for _ in numbers[1:])]
    units: list[tuple[int, ...] | None] = []
    for n in numbers:
        before = units[-1] if n else ()
        alone: tuple[int, ...] | None = (n,) if draw(st.integers(0, 4)) else None
        units.append(alone if not leans[n] else (*before, n) if before else None)
    said = np.array(
        draw(st.lists(st.lists(st.floats(0, 1), min_size=count, max_size=count), min_size=count, max_size=count))
    )
    said = np.minimum(said, said.T)
    np.fill_diagonal(said, 1)
    groups = np.array([draw(st.lists(st.integers(0, 2), min_size=count, max_size=count)) for _ in range(2)])
    worth = np.array(draw(st.lists(st.floats(0.01, 1), min_size=count, max_size=count)))
    chars = np.array(draw(st.lists(st.integers(1, 40), min_size=count, max_size=count)))
    return Choice(units, worth, chars, groups, draw(st.floats(0, 1)), lambda n: said[n]), said


@given(choices(), st.integers(0, 120))
def test_what_is_chosen_keeps_to_the_rules(drawn: tuple[Choice, np.ndarray], budget: int) -> None:
    """Never over the budget; what leans comes with the others; a sentence that is said already comes only with another."""
    choice, _ = drawn
    chosen = choose(choice, budget)
    assert chosen == sorted(set(chosen))
    assert sum(int(choice.chars[n]) for n in chosen) <= budget
    for n in chosen:
        assert any(unit and n in unit and set(unit) <= set(chosen) for unit in choice.together)
    assert chosen == choose(choice, budget)


@given(choices(), st.integers(1, 120))
def test_nothing_that_fits_and_is_new_is_left(drawn: tuple[Choice, np.ndarray], budget: int) -> None:
    """The choice is full: what is left out does not fit, or is said already."""
    choice, said = drawn
    chosen = set(choose(choice, budget))
    left = budget - sum(int(choice.chars[n]) for n in chosen)
    for n, unit in enumerate(choice.together):
        if (
            unit is not None
            and n not in chosen
            and sum(int(choice.chars[one]) for one in unit if one not in chosen) <= left
        ):
            assert max((said[one, n] for one in chosen), default=0) >= SAME


@given(st.lists(st.tuples(st.floats(0.01, 1), st.integers(0, 2)), min_size=2, max_size=9), st.integers(1, 5))
def test_it_is_within_the_bound_of_the_best(drawn: list[tuple[float, int]], picks: int) -> None:
    """Of sentences of one length, greedy reaches 1 - 1/e of the best choice (Nemhauser, Wolsey & Fisher 1978)."""
    worth, groups = np.array([w for w, _ in drawn]), np.array([[g for _, g in drawn]])
    count = len(worth)
    chars = np.full(count, 10)
    nothing = said_by_nobody(count)
    choice = Choice([(n,) for n in range(count)], worth, chars, groups, 1.0, lambda n: nothing[n])
    weights = np.sqrt(np.bincount(groups[0], chars)) / np.sqrt(np.bincount(groups[0], chars)).sum()

    def value(chosen: tuple[int, ...]) -> float:
        return float((weights * np.sqrt(np.bincount(groups[0][list(chosen)], worth[list(chosen)], len(weights)))).sum())

    best = max(value(some) for some in combinations(range(count), min(picks, count)))
    assert value(tuple(choose(choice, 10 * picks))) >= (1 - 1 / np.e) * best


def test_what_is_said_already_is_passed_over() -> None:
    """The second of two that say the same is not taken, though it is worth more than the third."""
    said = np.array([[1, 0.9, 0], [0.9, 1, 0], [0, 0, 1.0]])
    worth, chars = np.array([0.9, 0.8, 0.1]), np.array([10, 10, 10])
    choice = Choice([(0,), (1,), (2,)], worth, chars, np.zeros((1, 3), dtype=np.int64), 1.0, lambda n: said[n])
    assert choose(choice, 20) == [0, 2]


def test_sections_share_the_budget() -> None:
    """The best of the other section goes before the second of the same, though that is worth more."""
    worth, chars = np.array([0.9, 0.5, 0.4]), np.array([10, 10, 10])
    nothing = said_by_nobody(3)
    choice = Choice([(0,), (1,), (2,)], worth, chars, np.array([[0, 0, 1]]), 1.0, lambda n: nothing[n])
    assert choose(choice, 20) == [0, 2]
