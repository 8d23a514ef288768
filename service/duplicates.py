"""Duplicates: the families of recurring text, listed."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from embeddings.words import normal
from reports.report import Span
from service.answers import Duplicates, Family, Occurrence
from service.changes import flags
from service.collection import Mask
from service.dated import date_of
from service.filters import Filters
from service.kinds import kind_of
from service.recurring import Place, Recurring
from service.reuse.alignment import NEAR
from service.reuse.families import Group
from service.reuse.stretches import Variant, contains, covers
from service.reuse.template import template
from service.shares import Shares, overlaps, region_shares


def duplicates(shares: Shares, *, filters: Filters, min_regions: int, limit: int) -> Duplicates:
    """List the families of recurring text, by regions and length, and the reports that share text.

    Args:
        shares: what was found, and how much of each report it is.
        filters: which reports and parts to count.
        min_regions: fewest regions that a family stands in.
        limit: most families.
    """
    recurring, collection = shares.recurring, shares.recurring.collection
    admitted = collection.admitted(filters) & collection.counted[collection.report_of]
    wide = [
        found
        for found in recurring.groups
        if len(passages := _passages(recurring, found, admitted)) > 1
        and recurring.region_count(passages) >= min_regions
    ]
    listing = _Listing(recurring, list(islice(_telling_first(recurring, wide, admitted), limit)), admitted)
    return Duplicates(tuple(listing.families()), tuple(overlaps(shares, filters)), region_shares(shares, filters))


def _passages(recurring: Recurring, found: Group, admitted: Mask) -> list[int]:
    return [passage for stretch in found.members for passage in recurring.passages(stretch) if admitted[passage]]


def _telling_first(recurring: Recurring, groups: Sequence[Group], admitted: Mask) -> Iterator[Group]:
    """Give families by regions and length, counting only places that no family before them has shown.

    One text that many have adapted makes many families that overlap; the first stands for all of it (greedy coverage with lazy
    evaluation, Minoux 1978, "Accelerated greedy algorithms for maximizing submodular set functions").
    """
    shown: dict[int, list[Span]] = defaultdict(list)

    def places(found: Group) -> list[Place]:
        return [place for stretch in found.members for place in recurring.places(stretch) if admitted[place.passage]]

    def is_new(place: Place) -> bool:
        return not any(covers(span, place.span) or contains(span, place.span) for span in shown[place.passage])

    def worth(found: Group, passages: Sequence[int]) -> float:
        kept = [recurring.variant(found.medoid, stretch).kept for stretch in found.members]
        return recurring.region_count(passages) * recurring.chars(found.medoid) * sum(kept) / len(kept)

    queue = [(-worth(found, _passages(recurring, found, admitted)), n) for n, found in enumerate(groups)]
    heapq.heapify(queue)
    while queue:
        before, n = heapq.heappop(queue)
        of = places(groups[n])
        now = -worth(groups[n], [place.passage for place in of if is_new(place)])
        if queue and now > queue[0][0] and now > before:
            heapq.heappush(queue, (now, n))
            continue
        for place in of:
            shown[place.passage].append(place.span)
        yield groups[n]


class _Listing:
    """Families that are shown together."""

    def __init__(self, recurring: Recurring, groups: Sequence[Group], admitted: Mask) -> None:
        self._recurring = recurring
        self._groups = groups
        self._admitted = admitted
        self._ids = [recurring.names[found] for found in groups]
        self._holding: dict[int, list[int]] = defaultdict(list)
        for n, found in enumerate(groups):
            for stretch in found.members:
                self._holding[stretch].append(n)

    def families(self) -> Iterator[Family]:
        for n, found in enumerate(self._groups):
            yield self._family(n, found)

    def _family(self, number: int, found: Group) -> Family:
        recurring, collection = self._recurring, self._recurring.collection
        places = [(s, place) for s in found.members for place in recurring.places(s) if self._admitted[place.passage]]
        texts = [place.span.of(collection.text(place.passage)) for _, place in places]
        shown, typical = places[0][0], texts[0]  # that of the medoid, unless filters leave it no place
        unlike = list(dict.fromkeys(text for text in texts if text != typical))
        written, slots = template(typical, unlike, collection.regions.names)
        facts = [collection.facts[int(collection.report_of[place.passage])] for _, place in places]
        regions = recurring.region_count([place.passage for _, place in places])
        kind, why = kind_of(typical, facts, regions, recurring.all_regions)
        earliest = min(range(len(places)), key=lambda n: date_of(facts[n]))
        return Family(
            id=self._ids[number],
            template=written,
            slots=slots,
            region_count=regions,
            report_count=len({one.id for one in facts}),
            years=tuple(sorted({y for one in facts if one.covers for y in range(one.covers[0], one.covers[1] + 1)})),
            kind=kind,
            why_kind=why,
            earliest=collection.answer(places[earliest][1].passage),
            contains=tuple(self._contained(number, found)),
            occurrences=tuple(
                self._occurrence(recurring.variant(shown, stretch), typical, place, text)
                for (stretch, place), text in zip(places, texts, strict=True)
            ),
        )

    def _contained(self, number: int, found: Group) -> list[str]:
        """List the families of which a member is a part of this one's most typical member."""
        within = {n for stretch in self._recurring.inside(found.medoid) for n in self._holding.get(stretch, ())}
        return [self._ids[n] for n in sorted(within - {number})]

    def _occurrence(self, variant: Variant, typical: str, place: Place, text: str) -> Occurrence:
        return Occurrence(
            passage=self._recurring.collection.answer(place.passage),
            span=place.span,
            text=text,
            grade=grade(variant, typical, text),
            channel="vectors" if variant.by_vectors else "words",
            flags=flags(typical, text, self._recurring.collection.regions.any_name) if text != typical else (),
        )


def grade(variant: Variant, typical: str, text: str) -> str:
    """Grade a variant beside the most typical member: "identical", "near", "edited" or "paraphrase".

    Identical texts differ in nothing but punctuation, white space, widths and scripts; near ones keep nine tenths of their
    characters, numbers and places apart.
    """
    if variant.by_vectors:
        return "paraphrase"
    if text == typical or _letters(text) == _letters(typical):
        return "identical"
    return "near" if variant.kept >= NEAR else "edited"


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, normal(text)))
