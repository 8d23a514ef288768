"""Duplicates: the families of recurring text, how common each sentence is, and reports that share text."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from service.answers import Duplicates, Family, Occurrence, Overlap, ReportFacts
from service.changes import flags
from service.collection import Collection
from service.filters import Filters
from service.reuse.alike import Alike, find_alike, grade
from service.reuse.families import Group, group
from service.reuse.template import template

RegionKey = tuple[str | None, ...] | str

_CEREMONIAL = re.compile(
    r"各位(代表|委员)|请予审议|提出意见|列席|崇高的?敬意|衷心的?感谢|紧密团结|高举|伟大旗帜|以习近平|习近平新时代|"
    r"两个确立|两个维护|四个意识|四个自信|踔厉奋发|勇毅前行|清醒地?(认识|看)到|不足|奋斗|"
    r"fellow deputies|submit(ted)? .{0,30}(for|to) .{0,20}(deliberation|consideration|review)|sincere gratitude",
    re.IGNORECASE,
)
_MOST_REGIONS = 0.5
_MANY = 4
_SHARED_REPORT = 0.5


@dataclass(frozen=True)
class Reuse:
    """All recurring text of a collection.

    Attributes:
        collection: what it was found in.
        alike: the wordings and which are variants of one another.
        groups: the families by their variants.
    """

    collection: Collection
    alike: Alike
    groups: tuple[Group, ...]

    @cached_property
    def regions_by_sentence(self) -> NDArray[np.int64]:
        """(sentences,) in how many other regions each sentence or a variant of it stands."""
        near: dict[int, list[int]] = defaultdict(list)
        for one, other in self.alike.pairs:
            near[one].append(other)
            near[other].append(one)
        found = np.zeros(len(self.collection.passage_of), dtype=np.int64)
        for n, variant in enumerate(self.alike.variants):
            said_by = {
                self.region_key(s) for m in (n, *near[n]) for s in self.alike.variants[m].sentences if self._counts(s)
            }
            for sentence in variant.sentences:
                found[sentence] = len(said_by - {self.region_key(sentence)})
        return found

    def _counts(self, sentence: int) -> bool:
        return bool(self.collection.counted[self.report(sentence)])

    def report(self, sentence: int) -> int:
        """Give the report of a sentence."""
        return int(self.collection.report_of[self.collection.passage_of[sentence]])

    def region_key(self, sentence: int) -> RegionKey:
        """Give what counts as a region: the path, or for a report without one the report itself."""
        report = self.report(sentence)
        return self.collection.region(report) or self.collection.reports[report].id

    @cached_property
    def region_count(self) -> int:
        """How many regions the collection has."""
        counted = np.flatnonzero(self.collection.counted)
        return len({self.collection.region(int(n)) or self.collection.reports[n].id for n in counted})


def find_reuse(collection: Collection) -> Reuse:
    """Find all recurring text of a collection: the work behind `duplicates` and commonness."""
    alike = find_alike(collection.sentence_texts, collection.regions.names)
    return Reuse(collection, alike, tuple(group(alike)))


def duplicates(reuse: Reuse, *, filters: Filters, min_regions: int, limit: int) -> Duplicates:
    """List the families of recurring text, by regions and length, and the reports that share text.

    Args:
        reuse: what was found.
        filters: which reports and parts to count.
        min_regions: fewest regions that a family stands in.
        limit: most families.
    """
    collection = reuse.collection
    admitted = collection.admitted(filters)
    whole = collection.counted[collection.report_of]
    members = [(g, _members(reuse, g, admitted & whole)) for g in reuse.groups]
    ranked = sorted(
        ((g, found, _regions(reuse, found)) for g, found in members if len(found) > 1),
        key=lambda row: -row[2] * len(reuse.alike.variants[row[0].medoid].plain),
    )
    kept = [(g, found) for g, found, regions in ranked if regions >= min_regions][:limit]
    ids = {g.medoid: _id(reuse, g) for g, _ in kept}
    families = tuple(_family(reuse, g, found, ids) for g, found in kept)
    return Duplicates(families, tuple(overlaps(reuse, filters)))


def _members(reuse: Reuse, found: Group, admitted: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """List (variant, sentence) of a family's admitted occurrences, the medoid's first."""
    return [
        (variant, sentence)
        for variant in found.members
        for sentence in reuse.alike.variants[variant].sentences
        if admitted[reuse.collection.passage_of[sentence]]
    ]


def _regions(reuse: Reuse, members: Sequence[tuple[int, int]]) -> int:
    return len({reuse.region_key(sentence) for _, sentence in members})


def _id(reuse: Reuse, found: Group) -> str:
    return hashlib.sha256(reuse.alike.variants[found.medoid].plain.encode()).hexdigest()[:10]


def _family(reuse: Reuse, found: Group, members: Sequence[tuple[int, int]], ids: dict[int, str]) -> Family:
    collection = reuse.collection
    texts = collection.sentence_texts
    typical = texts[members[0][1]]
    unlike = list(dict.fromkeys(texts[sentence] for _, sentence in members if texts[sentence] != typical))
    written, slots = template(typical, unlike, collection.regions.names)
    reports = [reuse.report(sentence) for _, sentence in members]
    regions = _regions(reuse, members)
    kind, why = _kind(reuse, typical, [collection.facts[n] for n in reports], regions)
    earliest = min(members, key=lambda member: _date(collection.facts[reuse.report(member[1])]))
    return Family(
        id=ids[found.medoid],
        template=written,
        slots=slots,
        region_count=regions,
        report_count=len(set(reports)),
        years=tuple(sorted({y for n in reports if (c := collection.facts[n].covers) for y in range(c[0], c[1] + 1)})),
        kind=kind,
        why_kind=why,
        earliest=collection.answer(int(collection.passage_of[earliest[1]])),
        contains=tuple(_contained(reuse, found, ids)),
        occurrences=tuple(_occurrence(reuse, found, typical, member) for member in members),
    )


def _date(facts: ReportFacts) -> tuple[str, str]:
    if facts.date:
        return (facts.date, facts.id)
    return (str(facts.year or (facts.covers[1] + 1 if facts.covers else 9999)), facts.id)


def _kind(reuse: Reuse, typical: str, reports: Sequence[ReportFacts], regions: int) -> tuple[str, str]:
    """Say what kind of recurrence a family is, and by what that was decided."""
    formula = _CEREMONIAL.search(typical)
    if formula:
        return "ceremonial", f"holds the formula “{formula[0]}”"
    above = next((facts for facts in reports if facts.level == "province"), None)
    if above and regions > 1:
        return "mandated", f"stands in a provincial report: {above.title}"
    everywhere = reuse.region_count
    if regions >= max(_MANY, _MOST_REGIONS * everywhere):
        return "mandated", f"stands in {regions} of {everywhere} regions"
    return "substantive", f"stands in {regions} of {everywhere} regions, in no provincial report, and holds no formula"


def _contained(reuse: Reuse, found: Group, ids: dict[int, str]) -> Iterable[str]:
    mine = reuse.alike.variants[found.medoid].masked
    for other, id_ in ids.items():
        if other != found.medoid and reuse.alike.variants[other].masked in mine:
            yield id_


def _occurrence(reuse: Reuse, found: Group, typical: str, member: tuple[int, int]) -> Occurrence:
    variant, sentence = member
    collection = reuse.collection
    text = collection.sentence_texts[sentence]
    pair = (min(found.medoid, variant), max(found.medoid, variant))
    kept = 1.0 if variant == found.medoid else reuse.alike.pairs[pair]
    wordings = reuse.alike.variants
    return Occurrence(
        passage=collection.answer(int(collection.passage_of[sentence])),
        span=collection.sentence_span(sentence),
        text=text,
        grade=grade(kept, wordings[found.medoid].plain, wordings[variant].plain),
        channel="words",
        flags=flags(typical, text, collection.regions.any_name),
    )


def overlaps(reuse: Reuse, filters: Filters) -> list[Overlap]:
    """List pairs of reports of which one has at least half of its text in the other, the most alike first.

    The share is of the characters of sentences that stand in the other report, identical or nearly so, in the report
    where that share is larger.
    """
    admitted = reuse.collection.admitted_reports(filters)
    shared: dict[tuple[int, int], set[int]] = defaultdict(set)
    for one, other in _pairs_of_sentences(reuse.alike):
        a, b = reuse.report(one), reuse.report(other)
        if a != b and admitted[a] and admitted[b]:
            shared[a, b].add(one)
            shared[b, a].add(other)
    lengths = np.array([len(text) for text in reuse.collection.sentence_texts])
    of_report = np.bincount(
        reuse.collection.report_of[reuse.collection.passage_of], lengths, minlength=len(reuse.collection.reports)
    )
    found = []
    for (a, b), sentences in shared.items():
        if a < b:
            shares = (
                float(lengths[sorted(stand)].sum() / of_report[report])
                for report, stand in ((a, sentences), (b, shared[b, a]))
            )
            found.append((max(shares), a, b))
    return [
        Overlap(reuse.collection.reports[a].id, reuse.collection.reports[b].id, round(share, 4))
        for share, a, b in sorted(found, key=lambda row: (-row[0], row[1], row[2]))
        if share >= _SHARED_REPORT
    ]


def _pairs_of_sentences(alike: Alike) -> Iterable[tuple[int, int]]:
    """Pair the sentences of one wording, and those of variants that differ in hardly a character."""
    for variant in alike.variants:
        for n, one in enumerate(variant.sentences):
            for other in variant.sentences[n + 1 :]:
                yield one, other
    for (a, b), kept in alike.pairs.items():
        if grade(kept, alike.variants[a].plain, alike.variants[b].plain) == "near":
            yield from ((one, other) for one in alike.variants[a].sentences for other in alike.variants[b].sentences)
