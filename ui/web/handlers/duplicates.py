"""Listing recurring text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from service.answers import Family
from service.filters import Filters
from ui.web import addresses
from ui.web.handlers.readable import readable
from ui.web.markup import Html, group
from ui.web.render import families as render
from ui.web.render import shares
from ui.web.render.notices import empty_library
from ui.web.render.take import take
from ui.web.site import Site

HIDEABLE = ("unchanged",)
"""What a switch folds: families in which no number changes."""
SHOWABLE = ("mandated", "ceremonial")
"""What is folded unless a switch lists it: families of these kinds."""

_FOLDED = (*SHOWABLE, *HIDEABLE)
LIMIT = 100
"""Most families that are listed."""


@readable
def duplicates(
    site: Site, filters: Filters, *, min_regions: int = 2, hide: Collection[str] = (), show: Collection[str] = ()
) -> Html:
    """Show how much reports share, the reports that are the same, and the families of recurring text.

    Args:
        site: the library and the language.
        filters: what to look in.
        min_regions: a family stands in at least so many regions.
        hide: some of `HIDEABLE`.
        show: some of `SHOWABLE`.
    """
    reports = {facts.id: facts for facts in site.library.reports()}
    if not reports:
        return empty_library(site.words)
    found = site.library.duplicates(filters=filters, min_regions=min_regions, limit=LIMIT)

    def narrowed(regions: Sequence[Sequence[str | None]]) -> str:
        chosen = replace(filters, regions=tuple(addresses.region_path(path) for path in regions))
        return addresses.duplicates(chosen, hide=sorted(hide), show=sorted(show))

    def here(anchor: str) -> str:
        return addresses.duplicates(filters, least=min_regions, hide=sorted(hide), show=sorted(show), anchor=anchor)

    def file_at(ending: str) -> str:
        return addresses.families_file(ending, filters, least=min_regions)

    folds = {why: [family for family in found.families if _why_folded(family, hide, show) == why] for why in _FOLDED}
    shown = [family for family in found.families if not _why_folded(family, hide, show)]
    return group(
        shares.shared(site.words, found.shared, reports, narrowed),
        shares.overlaps(site.words, found.reports, reports),
        render.families(site.words, shown, folds, here, more=len(found.families) == LIMIT),
        take(site.words, file_at) if found.families else None,
    )


def _why_folded(family: Family, hide: Collection[str], show: Collection[str]) -> str | None:
    if family.kind in SHOWABLE and family.kind not in show:
        return family.kind
    numbers = any(slot.kind == "number" for slot in family.slots)
    return "unchanged" if "unchanged" in hide and not numbers else None
