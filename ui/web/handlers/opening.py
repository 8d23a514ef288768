"""What a page needs when it is opened."""

from __future__ import annotations

from service.answers import ReportFacts
from service.errors import DuizhaoError
from service.filters import Filters
from ui.web.site import Site

_EVERYTHING = Filters()


def held(site: Site, filters: Filters = _EVERYTHING) -> tuple[ReportFacts, ...]:
    """The library's reports, those that filters admit; none when it can't be read, which the page's own handler then says."""
    try:
        return site.library.reports(filters)
    except DuizhaoError:
        return ()
