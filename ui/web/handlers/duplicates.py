"""Listing recurring text."""

from __future__ import annotations

from collections.abc import Collection

from service.answers import Family
from service.filters import Filters
from ui.web.handlers.readable import readable
from ui.web.markup import Html, group
from ui.web.render import families as render
from ui.web.render.notices import empty_library
from ui.web.site import Site

HIDEABLE = ("ceremonial", "mandated", "unchanged")
"""What the switches can hide: kinds of family, and families in which no number changes."""

_LIMIT = 100


@readable
def duplicates(site: Site, filters: Filters, *, min_regions: int = 2, hide: Collection[str] = ()) -> Html:
    """Show the families of recurring text, and the reports that are the same.

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
    shown = [family for family in found.families if not _hidden(family, hide)]
    return group(
        render.overlaps(site.words, found.reports, reports),
        render.families(site.words, shown, hidden=len(found.families) - len(shown)),
    )


def _hidden(family: Family, hide: Collection[str]) -> bool:
    if family.kind in hide:
        return True
    numbers = any(slot.kind == "number" for slot in family.slots)
    return "unchanged" in hide and not numbers
