"""Summarising a report."""

from __future__ import annotations

from typing import Any

from ui.web import addresses
from ui.web.handlers.readable import readable
from ui.web.markup import Html, group, tag
from ui.web.render import summary as render
from ui.web.render.notices import empty_library, notice
from ui.web.render.take import take
from ui.web.site import Site

STYLES = ("general", "distinctive", "about", "section", "since")
"""The styles of a summary: of everything, of what only this report says, around a question, of one section, of what is new."""

TEXT_STYLES = ("about", "section")
"""The styles that want words: a question, or those of a heading."""

EVERY_REPORT = "*"
"""Stands for all reports where one is chosen."""

CHARS = (100, 2000, 500)
"""Shortest, longest and usual length in characters."""
POINTS = 20
"""Most points of an overview."""


@readable
def summary(site: Site, report: str, style: str, text: str, chars: int, since: str = "") -> Html:
    """Summarise a report, or all of them.

    Args:
        site: the library and the language.
        report: its id, or `EVERY_REPORT`.
        style: one of `STYLES`.
        text: the question, for the style "about"; words of a heading, for "section".
        chars: most characters.
        since: the id of an earlier report, for the style "since".
    """
    if not report:
        return beginning(site)
    given = text.strip()
    if style in TEXT_STYLES and not given:
        return notice(site.words(f"summary.no_{style}"), tag("p", site.words(f"summary.no_{style}.hint")))
    if report == EVERY_REPORT:
        about = given if style == "about" else None
        found = site.library.overview(about=about, limit=POINTS)
        return group(
            render.overview(site.words, found), take(site.words, lambda ending: addresses.overview_file(ending, about))
        )
    if style == "since" and not since:
        return notice(site.words("summary.no_since"), tag("p", site.words("summary.no_since.hint")))
    wanted: dict[str, Any] = {
        "style": style if style in {"general", "distinctive"} else "general",
        "about": given if style == "about" else None,
        "section": given if style == "section" else "",
        "since": since if style == "since" else None,
    }
    made = site.library.summarize(report, budget_chars=chars, **wanted)
    regions = {facts.region for facts in site.library.reports() if facts.region}

    def file_at(ending: str) -> str:
        return addresses.summary_file(report, ending, chars=chars, **wanted)

    return render.summary(site.words, made, region_count=len(regions), file_at=file_at)


def beginning(site: Site) -> Html:
    """What stands there before a report is chosen."""
    if not site.library.reports():
        return empty_library(site.words)
    return notice(site.words("summary.choose"), tag("p", site.words("summary.choose.hint")))
