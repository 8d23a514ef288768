"""Summarising a report."""

from __future__ import annotations

from ui.web import addresses
from ui.web.handlers.readable import readable
from ui.web.markup import Html, tag
from ui.web.render import summary as render
from ui.web.render.notices import empty_library, notice
from ui.web.site import Site

STYLES = ("general", "distinctive", "about")
"""The styles of a summary: of everything, of what only this report says, or around a question."""

CHARS = (100, 2000, 500)
"""Shortest, longest and usual length in characters."""


@readable
def summary(site: Site, report: str, style: str, about: str, chars: int) -> Html:
    """Summarise a report.

    Args:
        site: the library and the language.
        report: its id.
        style: one of `STYLES`.
        about: the question, for the style "about".
        chars: most characters.
    """
    if not report:
        return beginning(site)
    if style == "about" and not about.strip():
        return notice(site.words("summary.no_question"), tag("p", site.words("summary.no_question.hint")))
    weighed, asked = ("general", about.strip()) if style == "about" else (style, "")
    made = site.library.summarize(report, budget_chars=chars, style=weighed, about=asked or None)
    regions = {facts.region for facts in site.library.reports() if facts.region}

    def file_at(ending: str) -> str:
        return addresses.summary_file(report, ending, chars=chars, style=weighed, about=asked)

    return render.summary(site.words, made, region_count=len(regions), file_at=file_at)


def beginning(site: Site) -> Html:
    """What stands there before a report is chosen."""
    if not site.library.reports():
        return empty_library(site.words)
    return notice(site.words("summary.choose"), tag("p", site.words("summary.choose.hint")))
