"""The filter bar: what can be chosen in this library, and how much of it there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from reports.report import Body, Part
from service.answers import ReportFacts
from ui.web import addresses
from ui.web.render.names import region_name, years
from ui.web.site import Site

if TYPE_CHECKING:
    from service.library import Library
    from ui.web.words import Words

Choices: TypeAlias = "list[tuple[str, str]]"


@dataclass(frozen=True, slots=True)
class Facets:
    """What each filter offers: pairs of a label with its count, and a value."""

    regions: Choices
    years: Choices
    bodies: Choices
    parts: Choices


def facets(site: Site, reports: Sequence[ReportFacts]) -> Facets:
    """Count what a library's reports offer to each filter; a region counts what lies below it."""
    words = site.words
    bodies = Counter(facts.body for facts in reports)
    parts = _parts(site.library, reports)
    return Facets(
        regions=_regions(reports),
        years=_counted(_years(reports)),
        bodies=[(_label(words(f"body.{body}"), bodies[body]), body) for body in Body if bodies[body]],
        parts=[(_label(words(f"part.{part}"), parts[part]), part) for part in Part if parts[part]],
    )


def report_choices(words: Words, reports: Iterable[ReportFacts]) -> Choices:
    """Offer reports by title, region and years; the file's name tells apart those that have all three in common."""
    listed = list(reports)
    names = [" · ".join(filter(None, (f.title, region_name(words, f.region), years(f)))) for f in listed]
    times = Counter(names)
    return [
        (name if times[name] == 1 else f"{name} · {facts.source.file}", facts.id)
        for name, facts in zip(names, listed, strict=True)
    ]


def _label(name: str, count: int) -> str:
    return f"{name} ({count})"


def _counted(counts: Counter[int]) -> Choices:
    return [(_label(str(year), counts[year]), str(year)) for year in sorted(counts, reverse=True)]


def _years(reports: Iterable[ReportFacts]) -> Counter[int]:
    return Counter(year for facts in reports if facts.covers for year in range(facts.covers[0], facts.covers[1] + 1))


def _regions(reports: Iterable[ReportFacts]) -> Choices:
    """Offer regions as paths, each followed by what lies below it."""
    counts: Counter[tuple[str, ...]] = Counter()
    for facts in reports:
        known = tuple(name for name in facts.region or () if name)
        counts.update(known[:depth] for depth in range(1, len(known) + 1))
    return [(_label(" / ".join(path), counts[path]), addresses.region_path(path)) for path in sorted(counts)]


def _parts(library: Library, reports: Iterable[ReportFacts]) -> Counter[str]:
    total: Counter[str] = Counter()
    for facts in reports:
        total.update(_parts_of(library, facts.id))
    return total


@lru_cache(maxsize=20_000)
def _parts_of(library: Library, report_id: str) -> Counter[str]:
    """Count the passages of a report by part; a report's id stands for its content, so this never changes."""
    return Counter(passage.part for passage in library.passages(report_id) if passage.part)
