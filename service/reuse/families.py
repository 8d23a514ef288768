"""Families: variants grouped around their most typical member, without chains of ever less likeness."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from service.reuse.alike import Alike, Pair


@dataclass(frozen=True, slots=True)
class Group:
    """A family by its variants.

    Attributes:
        medoid: the variant that the others are all verified against.
        members: all its variants, the medoid first.
    """

    medoid: int
    members: tuple[int, ...]


def group(alike: Alike) -> list[Group]:
    """Group variants into stars: each member is a verified variant of the medoid.

    A star is made around the variant with most sentences in its reach; then around the next, until every verified pair
    stands in a star together. A variant that is near two medoids stands in both families, so that none swallows the other.

    Returns:
        The families, those with most sentences first; a wording that stands more than once without variants is one.
    """
    near: dict[int, set[int]] = defaultdict(set)
    for one, other in alike.pairs:
        near[one].add(other)
        near[other].add(one)
    weight = [len(variant.sentences) for variant in alike.variants]
    order = sorted(near, key=lambda n: (-(weight[n] + sum(weight[m] for m in near[n])), n))
    covered: set[Pair] = set()
    groups: list[Group] = []
    for medoid in order:
        if all(_pair(medoid, other) in covered for other in near[medoid]):
            continue
        members = (medoid, *sorted(near[medoid], key=lambda n: (-alike.pairs[_pair(medoid, n)], n)))
        covered |= {_pair(a, b) for a in members for b in members if a < b}
        groups.append(Group(medoid, members))
    alone = [Group(n, (n,)) for n, count in enumerate(weight) if count > 1 and n not in near]
    return sorted(groups + alone, key=lambda found: (-sum(weight[n] for n in found.members), found.medoid))


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
