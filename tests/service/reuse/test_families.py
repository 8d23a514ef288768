from collections.abc import Mapping, Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.opposites import may_oppose
from service.reuse.families import Group, group
from service.reuse.stretches import Pair, Variant

WORDS = (frozenset[str](), frozenset({"增长"}), frozenset({"下降"}), frozenset({"加快"}), frozenset({"增长", "放缓"}))
MOST_OPPOSITE_FREE = 2


def grouped(
    weight: Sequence[int],
    kept: Mapping[Pair, float],
    words: Mapping[int, frozenset[str]] | None = None,
    in_order: Mapping[Pair, float] | None = None,
) -> list[Group]:
    """Group stretches by how much variants keep, and how much of that stands in order: all, where nothing else is said."""
    shares = {**kept, **(in_order or {})}
    pairs = {pair: Variant(share, shares[pair], by_vectors=False) for pair, share in kept.items()}
    return group(
        weight,
        pairs,
        lambda stretch: (words or {}).get(stretch, frozenset()),
        lambda one, other: shares.get((min(one, other), max(one, other)), 0.0),
    )


def members(groups: Sequence[Group]) -> list[set[int]]:
    """Give the families' members."""
    return [set(found.members) for found in groups]


# By hand


def test_a_star_is_made_around_what_reaches_most() -> None:
    """The stretch that all others are variants of comes first, those nearest to it next."""
    assert grouped([1, 1, 1, 1], {(0, 2): 0.9, (1, 2): 1.0, (2, 3): 0.95}) == [Group(2, (2, 1, 3, 0))]


def test_no_chain() -> None:
    """0 is like 1, 1 like 2, 2 like 3: the ends are in no family together."""
    found = members(grouped([1] * 4, {(0, 1): 0.9, (1, 2): 0.9, (2, 3): 0.9}))
    assert not any({0, 3} <= family for family in found)
    assert all(any(set(pair) <= family for family in found) for pair in ((0, 1), (1, 2), (2, 3)))


def test_what_is_nearly_the_same_comes_before_what_is_like() -> None:
    """Four that are nearly the same stay a family, though one of them reaches more that is only like it."""
    same = {(0, 1): 0.95, (0, 2): 0.95, (0, 3): 0.95}
    like = {(1, 4): 0.7, (1, 5): 0.7, (1, 6): 0.7, (1, 7): 0.7}
    found = members(grouped([1] * 8, same | like))
    assert {0, 1, 2, 3} in found
    assert {0, 1, 4, 5, 6, 7} in found or {1, 4, 5, 6, 7} in found


def test_what_keeps_less_is_a_family_of_two() -> None:
    """A star holds none that keep less than two thirds: they need have nothing in common with one another."""
    found = members(grouped([3, 1, 1], {(0, 1): 0.6, (0, 2): 0.6}))
    assert sorted(map(sorted, found)) == [[0, 1], [0, 2]]


@pytest.mark.parametrize(("shared", "expected"), [(0.3, [[0, 1], [0, 2]]), (0.35, [[0, 1, 2]])])
def test_where_clauses_moved_members_are_held_beside_one_another(shared: float, expected: list[list[int]]) -> None:
    """All of the medoid is kept, half of it in its order: so little may be in common in order that two families are made."""
    found = grouped([3, 1, 1], {(0, 1): 1.0, (0, 2): 1.0}, in_order={(0, 1): 0.5, (0, 2): 0.5, (1, 2): shared})
    assert sorted(map(sorted, members(found))) == expected


def test_one_whose_clauses_moved_is_held_beside_those_whose_did_not() -> None:
    """Whichever of them comes first."""
    in_order = {(0, 1): 0.9, (0, 2): 0.5, (1, 2): 0.1}
    for nearer in ((0, 1), (0, 2)):
        kept = {(0, 1): 0.9, (0, 2): 0.9} | {nearer: 1.0}
        assert sorted(map(sorted, members(grouped([3, 1, 1], kept, in_order=in_order)))) == [[0, 1], [0, 2]]


def test_two_opposites_do_not_stand_together() -> None:
    """What is like both stands in a family with each."""
    found = members(grouped([5, 1, 1], {(0, 1): 0.9, (0, 2): 0.9}, {1: frozenset({"增长"}), 2: frozenset({"下降"})}))
    assert sorted(map(sorted, found)) == [[0, 1], [0, 2]]


def test_no_family_comes_twice() -> None:
    """One member is nearly the same, the other, its opposite, is like the medoid: two families, each once."""
    found = grouped([5, 1, 1], {(0, 1): 0.9, (0, 2): 0.7}, {1: frozenset({"增长"}), 2: frozenset({"下降"})})
    assert sorted(map(sorted, members(found))) == [[0, 1], [0, 2]]


def test_what_stands_twice_is_a_family() -> None:
    """Without variants it is one by itself; what stands once is none."""
    assert grouped([1, 3, 0, 2], {}) == [Group(1, (1,)), Group(3, (3,))]
    assert grouped([], {}) == []


def test_two_thirds_of_a_third_are_a_third() -> None:
    """The pigeonhole: however two choose 6 of a medoid's 9 characters, 3 of these are the same."""
    choices = [set(chosen) for chosen in combinations(range(9), 6)]
    assert min(len(one & other) for one in choices for other in choices) == 3


# Whatever the variants are

Drawn = tuple[list[int], dict[Pair, float], dict[int, frozenset[str]]]


@st.composite
def variants(draw: st.DrawFn) -> Drawn:
    """Draw stretches with their places and words, and any variants among them."""
    count = draw(st.integers(0, 10))
    weight = draw(st.lists(st.integers(0, 4), min_size=count, max_size=count))
    every = list(combinations(range(count), 2))
    chosen = draw(st.lists(st.sampled_from(every), unique=True)) if every else []
    kept = {pair: draw(st.sampled_from([0.5, 0.6, 2 / 3, 0.7, 0.84, 0.85, 0.9, 1.0])) for pair in sorted(chosen)}
    return weight, kept, {n: draw(st.sampled_from(WORDS)) for n in range(count)}


@given(variants())
def test_every_pair_stands_in_a_family(drawn: Drawn) -> None:
    """Two variants of one another are together in at least one family."""
    found = members(grouped(*drawn))
    assert all(any(set(pair) <= family for family in found) for pair in drawn[1])


@given(variants())
def test_every_member_is_a_variant_of_the_medoid(drawn: Drawn) -> None:
    """What is in a family was verified against its medoid, which comes first; in one of several, each keeps two thirds of it."""
    for found in grouped(*drawn):
        assert found.members[0] == found.medoid
        assert len(set(found.members)) == len(found.members)
        shares = [drawn[1][min(found.medoid, n), max(found.medoid, n)] for n in found.members[1:]]
        assert len(shares) <= 1 or min(shares) >= 2 / 3
        assert shares == sorted(shares, reverse=True)


@given(variants())
def test_no_two_in_a_star_say_the_opposite(drawn: Drawn) -> None:
    """Of more than two members none turns another round."""
    for found in grouped(*drawn):
        if len(found.members) > MOST_OPPOSITE_FREE:
            for one, other in combinations([drawn[2][n] for n in found.members], 2):
                assert not may_oppose(one - other, other - one)


@given(variants())
def test_families_hold_what_recurs_and_nothing_else(drawn: Drawn) -> None:
    """What stands twice, or has a variant, is in a family; what stands alone is in none; the widest come first."""
    weight, kept, _ = drawn
    found = grouped(*drawn)
    assert {n for family in found for n in family.members} == {
        n for n, count in enumerate(weight) if count > 1 or any(n in pair for pair in kept)
    }
    places = [sum(weight[n] for n in family.members) for family in found]
    assert places == sorted(places, reverse=True)
