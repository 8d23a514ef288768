"""Holding a passage, or any text, beside what other regions say."""

from __future__ import annotations

from service.answers import PassageAnswer
from service.filters import Filters
from ui.web import addresses
from ui.web.handlers.readable import readable
from ui.web.markup import Html, group
from ui.web.render import regions as render
from ui.web.render.notices import empty_library, examples
from ui.web.site import Site

_EXAMPLES = 4
_LONG_ENOUGH = range(40, 140)


@readable
def similar(site: Site, text: str, passage_id: str, filters: Filters) -> Html:
    """Show who else says a text, or the passage with an id; with neither, how to begin."""
    if passage_id and not text.strip():
        mine = site.library.passage(passage_id)
        given = site.library.similar_to(passage_id, filters=filters)
        return group(render.source(site.words, mine), render.across(site.words, mine.text, given, origin=mine))
    if text.strip():
        return render.across(site.words, text.strip(), site.library.similar(text.strip(), filters=filters))
    return beginning(site)


@readable
def beginning(site: Site) -> Html:
    """What stands under an empty text: passages to try."""
    reports = site.library.reports()
    if not reports:
        return empty_library(site.words)
    tried = (_example(site, facts.id) for facts in reports[:: max(1, len(reports) // _EXAMPLES)])
    links = [(one.text, addresses.similar(one.id)) for one in tried if one is not None]
    return examples(site.words("similar.examples"), links[:_EXAMPLES])


def _example(site: Site, report_id: str) -> PassageAnswer | None:
    fitting = [one for one in site.library.passages(report_id) if len(one.text) in _LONG_ENOUGH]
    return fitting[len(fitting) // 2] if fitting else None
