"""Holding a passage, or any text, beside what other regions say."""

from __future__ import annotations

from service import orders
from service.answers import PassageAnswer
from service.filters import Filters
from ui.web import addresses
from ui.web.handlers.readable import readable
from ui.web.markup import Html, group
from ui.web.render import regions as render
from ui.web.render.notices import empty_library, examples
from ui.web.render.take import take
from ui.web.site import Site

ORDERS = (render.NEAREST, *(order for order in orders.ORDERS if order != "region"))
"""How the regions' cards may come; the matrix keeps to the administrative tree."""
_EXAMPLES = 4
_LONG_ENOUGH = range(40, 140)


def rows_in(order: str) -> str:
    """Name the order that the service is to give rows in, for one of `ORDERS`."""
    return "region" if order == render.NEAREST else order


@readable
def similar(site: Site, text: str, passage_id: str, filters: Filters, order: str = render.NEAREST) -> Html:
    """Show who else says a text, or the passage with an id or a stretch of it, in one of `ORDERS`; with neither, how to begin."""
    rows = rows_in(order)

    def file_at(ending: str) -> str:
        return addresses.similar_file(ending, text.strip(), passage_id, filters, order)

    if passage_id and not text.strip():
        selected = site.library.selection(passage_id)
        mine = site.library.passage(passage_id.partition("[")[0])
        given = site.library.similar_to(passage_id, filters=filters, order=rows)
        shown = render.across(site.words, selected, given, origin=mine, order=order)
        return group(render.source(site.words, mine, selected), shown, take(site.words, file_at))
    if text.strip():
        given = site.library.similar(text.strip(), filters=filters, order=rows)
        return group(render.across(site.words, text.strip(), given, order=order), take(site.words, file_at))
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
