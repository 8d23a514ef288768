"""The library's page: what it shows, and what a person does there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from service.corrections import FACTS
from service.errors import BadRequest
from ui.web.handlers.readable import readable
from ui.web.markup import Html, group
from ui.web.render import correcting
from ui.web.render import jobs as jobs_render
from ui.web.render import library as render
from ui.web.render.coverage import coverage
from ui.web.render.names import body, region_name, years
from ui.web.render.shelf import shelf, welcome
from ui.web.site import Site

if TYPE_CHECKING:
    from service.answers import ReportFacts
    from service.jobs import Job

SAMPLES = Path(__file__).parents[3] / "samples"
"""Invented reports to begin with; they come with the source, not with an installed package."""
_SHOWN = frozenset({"add", "put back"})
_REMEMBERED = 6


@dataclass(frozen=True, slots=True)
class Search:
    """Which reports are listed.

    Attributes:
        words: all of them stand in a report's facts.
        doubtful: only those that a person should look at.
    """

    words: str = ""
    doubtful: bool = False


class Unfitting(BadRequest):
    """A corrected fact that does not fit, said in the language of the page."""


@readable
def page(site: Site, search: Search) -> Html:
    """Show the whole page as it is opened."""
    return shelf(site.words, table(site, search), jobs(site), query=search.words, doubtful=search.doubtful)


@readable
def table(site: Site, search: Search) -> Html:
    """Show what the library holds."""
    reports = site.library.reports()
    if not reports:
        return welcome(site.words, samples=SAMPLES.is_dir())
    wanted = search.words.casefold().split()
    found = [
        facts
        for facts in reports
        if (render.is_doubtful(facts) or not search.doubtful) and all(word in _said_of(site, facts) for word in wanted)
    ]
    return group(coverage(site.words, reports), render.table(site.words, reports, found))


def _said_of(site: Site, facts: ReportFacts) -> str:
    """Put a report's facts into one text to look in."""
    said = (
        facts.title,
        region_name(site.words, facts.region),
        body(site.words, facts.body),
        years(facts),
        facts.date,
        facts.session,
        facts.speaker,
        facts.source.file,
    )
    return "\n".join(filter(None, said)).casefold()


def jobs(site: Site) -> Html:
    """Show what is being done in the background, and what was done."""
    return jobs_render.jobs(site.words, _shown(site))


def busy(site: Site) -> bool:
    """Tell whether anything is being done in the background."""
    return any(job.state in {"queued", "running"} for job in _shown(site))


def _shown(site: Site) -> Sequence[Job]:
    return [job for job in site.jobs.all() if job.what in _SHOWN][-_REMEMBERED:]


def form(site: Site, report: str) -> Html:
    """Show the form that corrects a report; raises NotFound."""
    return correcting.form(site.words, site.library.report(report))


def correct(site: Site, report: str, fact: str, value: str) -> Html:
    """Correct a fact, and show the report's row as it is then.

    Raises:
        BadRequest: there is no such fact.
        Unfitting: the value does not fit the fact; the message is for people.
    """
    try:
        facts = site.library.edit(report, {fact: value})
    except BadRequest as error:
        if fact not in FACTS:
            raise
        raise Unfitting(correcting.wrong(site.words, fact, value), hint=error.hint) from error
    return render.row(site.words, facts, {one.id: one.title for one in site.library.reports()})


def removed(site: Site, reports: Sequence[ReportFacts], word: str) -> Html:
    """Say what was removed, and how it is put back."""
    return render.removed(site.words, reports, word)
