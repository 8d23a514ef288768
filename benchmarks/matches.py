"""What was found, held beside what is true: pairs that are found, and families that are kept together.

A pair is found when the stretches that join its sides cover at least half of each: the occurrences of all families that
reach both. A long text found sentence by sentence is found, and one found inside a longer stretch is, too; `exactness`
tells how much more was shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from benchmarks.corpus import PassageKey, Stretch

LEAST = 0.5
"""The share of either side that must be covered."""
Group = Sequence[Stretch]
"""Stretches that somebody says are variants of one another."""


@dataclass(frozen=True)
class Found:
    """What a contender found.

    Attributes:
        groups: families, or pairs; a stretch may stand in several.
        seconds: how long it took.
        scores: of pairs, how surely each is one; None where nothing of the kind is said.
    """

    groups: Sequence[Group]
    seconds: float
    scores: Sequence[float] | None = None

    def least(self, score: float) -> "Found":
        """Leave out the pairs that score less."""
        assert self.scores is not None
        kept = [n for n, one in enumerate(self.scores) if one >= score]
        return Found([self.groups[n] for n in kept], self.seconds, [self.scores[n] for n in kept])

    def between(self, passages: Iterable[tuple[PassageKey, PassageKey]]) -> "Found":
        """Keep the pairs that join two given passages, whichever comes first."""
        assert self.scores is not None
        wanted = {frozenset(pair) for pair in passages}
        kept = [n for n, (a, b) in enumerate(self.groups) if frozenset((a.passage_key, b.passage_key)) in wanted]
        return Found([self.groups[n] for n in kept], self.seconds, [self.scores[n] for n in kept])

    @cached_property
    def families(self) -> "Found":
        """What was found, as families: of pairs, whatever a chain of them joins."""
        return self if self.scores is None else Found(components(self.groups), self.seconds)

    @cached_property
    def _by_passage(self) -> Mapping[PassageKey, Sequence[tuple[int, Stretch]]]:
        found: dict[PassageKey, list[tuple[int, Stretch]]] = defaultdict(list)
        for number, group in enumerate(self.groups):
            for stretch in group:
                found[stretch.passage_key].append((number, stretch))
        return found

    def reaching(self, truth: Stretch) -> dict[int, list[Stretch]]:
        """Give the occurrences that overlap a stretch, by group."""
        found: dict[int, list[Stretch]] = defaultdict(list)
        for number, stretch in self._by_passage.get(truth.passage_key, ()):
            if stretch.start < truth.end and truth.start < stretch.end:
                found[number].append(stretch)
        return found

    def joins(self, one: Stretch, other: Stretch) -> bool:
        """Tell whether two stretches were found to be variants."""
        return _covers(self._shown(one, other), one) and _covers(self._shown(other, one), other)

    def exactness(self, truth: Stretch, beside: Stretch) -> float:
        """Give the share of what was shown of a passage, as joined to the other side, that lies in the truth."""
        shown = _characters(self._shown(truth, beside))
        return len(shown & _characters([truth])) / len(shown)

    def _shown(self, truth: Stretch, beside: Stretch) -> list[Stretch]:
        """Give the occurrences that overlap a stretch, of the groups that reach the other one, too."""
        mine, theirs = self.reaching(truth), self.reaching(beside)
        if truth.passage_key == beside.passage_key:
            mine = {number: some for number, some in mine.items() if len({*some, *theirs.get(number, ())}) > 1}
        return [one for number in mine.keys() & theirs.keys() for one in mine[number]]


def _covers(shown: Iterable[Stretch], truth: Stretch) -> bool:
    """Tell whether stretches cover half of another of their passage."""
    return len(_characters(shown) & _characters([truth])) >= LEAST * (truth.end - truth.start)


def _characters(stretches: Iterable[Stretch]) -> set[int]:
    return {at for one in stretches for at in range(one.start, one.end)}


# Families


@dataclass(frozen=True, slots=True)
class Kept:
    """How well items were kept together, each beside its family: B³ (Bagga & Baldwin 1998), an item at a time.

    Attributes:
        precision: the share of the items found with it, itself among them, that are of its family.
        recall: the share of its family that was found with it.
    """

    precision: float
    recall: float


def b_cubed(found: Found, families: Sequence[Sequence[Stretch]]) -> list[list[Kept]]:
    """Hold planted families beside found ones.

    An item is found with another where the pair is found, in whatever family: where stretches stand in several
    families, the union counts, for that is what somebody sees who opens an occurrence.

    Returns:
        A list for each planted family, with one entry for each of its items.
    """
    items = [(n, item) for n, family in enumerate(families) for item in family]
    near = _near(found, [item for _, item in items])
    kept: list[list[Kept]] = [[] for _ in families]
    for i, (n, _) in enumerate(items):
        right = sum(items[j][0] == n for j in near[i])
        kept[n].append(Kept(right / len(near[i]), right / len(families[n])))
    return kept


def _near(found: Found, items: Sequence[Stretch]) -> list[set[int]]:
    """Give for each item those that it is found with, itself among them.

    Items of different passages of which one group alone covers half each are found together; of others every pair is
    looked at.
    """
    whole: dict[int, set[int]] = defaultdict(set)
    partly: dict[int, set[int]] = defaultdict(set)
    for i, item in enumerate(items):
        for number, shown in found.reaching(item).items():
            (whole if _covers(shown, item) else partly)[number].add(i)
    near = [{i} for i in range(len(items))]
    for some in whole.values():
        for i in some:
            near[i] |= {j for j in some if items[j].passage_key != items[i].passage_key}
    unsure = {
        (i, j)
        for number in whole.keys() | partly.keys()
        for i, j in combinations(sorted(whole[number] | partly[number]), 2)
        if not {i, j} <= whole[number] or items[i].passage_key == items[j].passage_key
    }
    for i, j in unsure:
        if j not in near[i] and found.joins(items[i], items[j]):
            near[i].add(j)
            near[j].add(i)
    return near


def components(pairs: Iterable[Group]) -> list[Group]:
    """Make families of pairs: whatever is joined by a chain of them."""
    leader: dict[Stretch, Stretch] = {}

    def lead(stretch: Stretch) -> Stretch:
        while leader.setdefault(stretch, stretch) != stretch:
            leader[stretch] = leader[leader[stretch]]
            stretch = leader[stretch]
        return stretch

    for first, *others in pairs:
        for other in others:
            leader[lead(other)] = lead(first)
    found: dict[Stretch, list[Stretch]] = defaultdict(list)
    for stretch in leader:
        found[lead(stretch)].append(stretch)
    return list(found.values())
