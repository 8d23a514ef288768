"""The filter bar: what can be chosen in this library, and how much of it there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from reports.report import Body, Part
from service.answers import ReportFacts
from service.errors import Ambiguous, DuizhaoError, NotFound
from service.filters import Filters
from ui.web import addresses
from ui.web.handlers.opening import held
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


def facets(site: Site, filters: Filters) -> Facets:
    """Count what each filter offers among the reports that the others admit: reports, and of each part the passages.

    A region counts what lies below it. Years, bodies and parts that are chosen are offered even where nothing is left of them.
    """
    words = site.words
    known = filters if _known(site.library, filters) else replace(filters, regions=())

    def left(**without: tuple[()]) -> tuple[ReportFacts, ...]:
        return held(site, replace(known, **without))

    counts = _years(left(years=()))
    counts.update(dict.fromkeys(filters.years, 0))
    bodies = Counter(facts.body for facts in left(bodies=()))
    parts = _parts(site.library, left())
    return Facets(
        regions=_regions(left(regions=())),
        years=[(_label(str(year), counts[year]), str(year)) for year in sorted(counts, reverse=True)],
        bodies=[
            (_label(words(f"body.{body}"), bodies[body]), body)
            for body in Body
            if bodies[body] or body in filters.bodies
        ],
        parts=[
            (_label(words(f"part.{part}"), parts[part]), part) for part in Part if parts[part] or part in filters.parts
        ],
    )


def _known(library: Library, filters: Filters) -> bool:
    """Tell whether the regions are there: where one is not, the answer says so, and no filter should be empty for it."""
    try:
        library.reports(Filters(regions=filters.regions))
    except (NotFound, Ambiguous):
        return False
    except DuizhaoError:  # the library can't be read, which the answer says
        pass
    return True


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
