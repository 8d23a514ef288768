"""Setting two reports side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import islice

from service.answers import ReportFacts
from ui.web.handlers.readable import readable
from ui.web.markup import Html, tag
from ui.web.render import compare as render
from ui.web.render.notices import empty_library, notice
from ui.web.site import Site

_OFFERED = 8


@readable
def compared(site: Site, a: str, b: str, *, hidden: Collection[str] = (), only_facts: bool = False) -> Html:
    """Set two reports side by side.

    Args:
        site: the library and the language.
        a: the id of one, "" for none yet.
        b: the id of the other.
        hidden: the kinds of rows that are hidden.
        only_facts: whether only rows are seen in which facts differ.
    """
    if not a or not b:
        return beginning(site, a or b)
    found = site.library.compare(a, b)
    return render.comparison(site.words, found, hidden=hidden, only_facts=only_facts)


def beginning(site: Site, chosen: str) -> Html:
    """What stands there before two reports are chosen: years of one body to set side by side."""
    reports = site.library.reports()
    if not reports:
        return empty_library(site.words)
    first = [site.library.report(chosen)] if chosen else reports
    bodies: dict[tuple[object, str], list[ReportFacts]] = defaultdict(list)
    for facts in reports:
        bodies[facts.region, facts.body].append(facts)
    pairs = (
        (one, other)
        for one in first
        for other in bodies[one.region, one.body]
        if _is_of_another_year(one, other) and (chosen or _year(one) < _year(other))
    )
    choose = notice(
        site.words("versus.choose_other" if chosen else "versus.choose"), tag("p", site.words("versus.choose.hint"))
    )
    return render.beginning(site.words, choose, list(islice(pairs, _OFFERED)))


def partners(reports: Sequence[ReportFacts], chosen: str) -> list[ReportFacts]:
    """List what a report may be set beside: other years of the same body first, then its region, then all others."""
    mine = next((facts for facts in reports if facts.id == chosen), None)
    if mine is None:
        return list(reports)

    def order(facts: ReportFacts) -> tuple[bool, bool]:
        return not _is_of_another_year(mine, facts), facts.region is None or facts.region != mine.region

    return sorted((facts for facts in reports if facts.id != chosen), key=order)


def _is_of_another_year(one: ReportFacts, other: ReportFacts) -> bool:
    same = one.region is not None and (one.region, one.body) == (other.region, other.body)
    return same and _year(one) != _year(other)


def _year(facts: ReportFacts) -> int:
    return facts.year or (facts.covers or (0,))[-1]
