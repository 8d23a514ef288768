"""Families: variants grouped around their most typical member, without chains of ever less likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from service.opposites import may_oppose
from service.reuse.stretches import MIN_IN_ORDER, Pair, Variant

_LEAST = (0.85, 2 / 3)
"""What members keep of the medoid: families of what is nearly the same come first."""
_SHARED_BY_ALL = (1 + MIN_IN_ORDER) / 2
"""Two members that share so much of the medoid share `MIN_IN_ORDER` of one another (the pigeonhole principle)."""


@dataclass(frozen=True, slots=True)
class Group:
    """A family by its stretches.

    Attributes:
        medoid: the stretch that the others are all verified against.
        members: all its stretches, the medoid first.
    """

    medoid: int
    members: tuple[int, ...]


def group(
    weight: Sequence[int],
    pairs: Mapping[Pair, Variant],
    turned: Callable[[int], frozenset[str]],
    shared: Callable[[int, int], float],
) -> list[Group]:
    """Group stretches into stars: each member is a verified variant of the medoid.

    A star is made around the stretch with most places in its reach, then around the next, until every pair stands in a star
    together: first of variants that are nearly the same, then of those that keep two thirds of the medoid; one that keeps less
    is a family of two. A stretch that is near two medoids stands in both families, so that none swallows the other. Any two members have enough in
    common, and none say the opposite of one another, each a variant of the medoid (新增…, 减少…, …).

    Args:
        weight: in how many places each stretch stands.
        pairs: the variants.
        turned: gives the words of a stretch that have an opposite.
        shared: gives the share of the longer one's characters that two stretches have in the same order.

    Returns:
        The families, those with most places first; a stretch that stands more than once without variants is one.
    """
    stars: dict[int, set[int]] = defaultdict(set)
    groups: list[Group] = []

    def add(medoid: int, *members: int) -> None:
        for member in (medoid, *members):
            stars[member].add(len(groups))
        groups.append(Group(medoid, (medoid, *members)))

    for least in _LEAST:
        near: dict[int, set[int]] = defaultdict(set)
        for (one, other), variant in pairs.items():
            if variant.kept >= least:
                near[one].add(other)
                near[other].add(one)
        for medoid in sorted(near, key=lambda n: (-(weight[n] + sum(weight[m] for m in near[n])), n)):
            by_nearness = sorted((-pairs[_pair(medoid, n)].kept, n) for n in near[medoid])
            fitting = {n: pairs[_pair(medoid, n)].in_order for _, n in by_nearness}
            members = _together(medoid, fitting, turned, shared)
            if not all(stars[medoid] & stars[member] for member in members):
                add(medoid, *members)
    for one, other in pairs:
        if not stars[one] & stars[other]:
            add(*((one, other) if weight[one] >= weight[other] else (other, one)))
    alone = [Group(n, (n,)) for n, count in enumerate(weight) if count > 1 and not stars.get(n)]
    return sorted(groups + alone, key=lambda found: (-sum(weight[n] for n in found.members), found.medoid))


def _together(
    medoid: int,
    variants: Mapping[int, float],
    turned: Callable[[int], frozenset[str]],
    shared: Callable[[int, int], float],
) -> list[int]:
    """Choose variants of a medoid that may stand together, by what each shares with it, in their order.

    What says the opposite of one before it is left out, and so is what has too little in common with one.
    """
    members: list[int] = []
    loose: list[int] = []
    words = {turned(medoid)}
    for variant, share in variants.items():
        own = turned(variant)
        doubtful = loose if share >= _SHARED_BY_ALL else members
        if any(may_oppose(own - other, other - own) for other in words):
            continue
        if any(shared(variant, member) < MIN_IN_ORDER for member in doubtful):
            continue
        members.append(variant)
        words.add(own)
        if share < _SHARED_BY_ALL:
            loose.append(variant)
    return members


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
