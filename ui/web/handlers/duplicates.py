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
from ui.web.site import Site

HIDEABLE = ("unchanged",)
"""What the switch folds beside what is always folded: families in which no number changes."""

_FOLDED = ("mandated", "ceremonial", *HIDEABLE)
_LIMIT = 100


@readable
def duplicates(site: Site, filters: Filters, *, min_regions: int = 2, hide: Collection[str] = ()) -> Html:
    """Show how much reports share, the reports that are the same, and the families of recurring text.

    Args:
        site: the library and the language.
        filters: what to look in.
        min_regions: a family stands in at least so many regions.
        hide: some of `HIDEABLE`.
    """
    reports = {facts.id: facts for facts in site.library.reports()}
    if not reports:
        return empty_library(site.words)
    found = site.library.duplicates(filters=filters, min_regions=min_regions, limit=_LIMIT)

    def narrowed(regions: Sequence[Sequence[str | None]]) -> str:
        chosen = replace(filters, regions=tuple(addresses.region_path(path) for path in regions))
        return addresses.duplicates(chosen, hide=sorted(hide))

    def here(anchor: str) -> str:
        return addresses.duplicates(filters, least=min_regions, hide=sorted(hide), anchor=anchor)

    folds = {why: [family for family in found.families if _why_folded(family, hide) == why] for why in _FOLDED}
    shown = [family for family in found.families if not _why_folded(family, hide)]
    return group(
        shares.shared(site.words, found.shared, reports, narrowed),
        shares.overlaps(site.words, found.reports, reports),
        render.families(site.words, shown, folds, here, more=len(found.families) == _LIMIT),
    )


def _why_folded(family: Family, hide: Collection[str]) -> str | None:
    if family.kind in _FOLDED:
        return family.kind
    numbers = any(slot.kind == "number" for slot in family.slots)
    return "unchanged" if "unchanged" in hide and not numbers else None
