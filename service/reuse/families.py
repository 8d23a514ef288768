"""Families: variants grouped around their most typical member, without chains of ever less likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from service.opposites import may_oppose
from service.reuse.stretches import Pair, Variant

_NEARLY_THE_SAME = 0.85
_SHARED_BY_ALL = 2 / 3
"""Two members that keep two thirds of a third one have a third in common (the pigeonhole principle)."""


@dataclass(frozen=True, slots=True)
class Group:
    """A family by its stretches.

    Attributes:
        medoid: the stretch that the others are all verified against.
        members: all its stretches, the medoid first.
    """

    medoid: int
    members: tuple[int, ...]


def group(weight: Sequence[int], pairs: Mapping[Pair, Variant], turned: Callable[[int], frozenset[str]]) -> list[Group]:
    """Group stretches into stars: each member is a verified variant of the medoid.

    A star is made around the stretch with most places in its reach, then around the next, until every pair stands in a star
    together: first of variants that are nearly the same, then of those that keep two thirds of the medoid; one that keeps less is
    a family of two. A stretch that is near two medoids stands in both families, so that none swallows the other. Two that say the
    opposite of one another, each a variant of the medoid (新增…, 减少…, …), do not stand in a star together.

    Args:
        weight: in how many places each stretch stands.
        pairs: the variants.
        turned: gives the words of a stretch that have an opposite.

    Returns:
        The families, those with most places first; a stretch that stands more than once without variants is one.
    """
    stars: dict[int, set[int]] = defaultdict(set)
    groups: list[Group] = []
    for least in (_NEARLY_THE_SAME, _SHARED_BY_ALL):
        near: dict[int, set[int]] = defaultdict(set)
        for (one, other), variant in pairs.items():
            if variant.kept >= least:
                near[one].add(other)
                near[other].add(one)
        for medoid in sorted(near, key=lambda n: (-(weight[n] + sum(weight[m] for m in near[n])), n)):
            nearest = sorted(near[medoid], key=lambda n: (-pairs[_pair(medoid, n)].kept, n))
            members = _agreeing([medoid, *nearest], turned)
            if all(stars[medoid] & stars[member] for member in members[1:]):
                continue
            for member in members:
                stars[member].add(len(groups))
            groups.append(Group(medoid, members))
    for one, other in pairs:
        if not stars[one] & stars[other]:
            medoid, member = (one, other) if weight[one] >= weight[other] else (other, one)
            groups.append(Group(medoid, (medoid, member)))
    grouped = {member for found in groups for member in found.members}
    alone = [Group(n, (n,)) for n, count in enumerate(weight) if count > 1 and n not in grouped]
    return sorted(groups + alone, key=lambda found: (-sum(weight[n] for n in found.members), found.medoid))


def _agreeing(stretches: Sequence[int], turned: Callable[[int], frozenset[str]]) -> tuple[int, ...]:
    """Leave out what says the opposite of something before it."""
    members: list[int] = []
    words: set[frozenset[str]] = set()
    for stretch in stretches:
        own = turned(stretch)
        if not any(may_oppose(own - other, other - own) for other in words):
            members.append(stretch)
            words.add(own)
    return tuple(members)


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
