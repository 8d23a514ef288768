"""What a page needs when it is opened."""

from __future__ import annotations

from service.answers import ReportFacts
from service.errors import DuizhaoError
from ui.web.site import Site


def held(site: Site) -> tuple[ReportFacts, ...]:
    """The library's reports; none when it can't be read, which the page's own handler then says."""
    try:
        return site.library.reports()
    except DuizhaoError:
        return ()
