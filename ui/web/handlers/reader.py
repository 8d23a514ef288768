"""Reading a report, and looking closer at one sentence of it."""

from __future__ import annotations

from reports.report import Span
from service.errors import DuizhaoError
from ui.web.handlers.readable import readable
from ui.web.markup import Html, escape, group, tag
from ui.web.render import bands
from ui.web.render import reader as render
from ui.web.render.notices import notice
from ui.web.render.sentence import sentence as shown
from ui.web.site import Site

_PLACES = 12


@readable
def read(site: Site, report: str, cited: str = "", *, shaded: bool = False) -> Html:
    """Show a report.

    Args:
        site: the library and the language.
        report: its id, the beginning of one, or part of a title.
        cited: the number of the passage to light.
        shaded: whether commonness is seen at first.
    """
    if not report:
        link = tag("a", site.words("reader.choose"), href="library", class_="dz-button")
        return notice(site.words("reader.none"), tag("p", link))
    library = site.library
    facts = library.report(report)
    content = render.Content(
        library.text(facts.id), library.outline(facts.id), library.passages(facts.id), library.commonness(facts.id)
    )
    return render.reader(site.words, facts, content, cited=cited, shaded=shaded)


def legend(site: Site, report: str) -> Html:
    """Say what the shades of a report mean, and how much of it is of each; nothing of one that is not there, as `read` says so."""
    try:
        counted = bands.legend(site.words, site.library.commonness(report))
    except DuizhaoError:
        return escape("")
    return group(counted, tag("p", site.words("sentence.choose"), class_="dz-hint"))


@readable
def sentence(site: Site, passage_id: str, start: int, end: int) -> Html:
    """Look closer at the sentence that begins and ends at some characters of a passage."""
    library = site.library
    passage, span = library.passage(passage_id), Span(start, end)
    measured = (one for one in library.commonness(passage.report.id) if (one.passage, one.span) == (passage_id, span))
    common = next((one.commonness for one in measured), None)
    found = library.lookalikes(f"{passage_id}[{start}:{end}]", limit=_PLACES)
    return shown(site.words, passage, span, common, found, span.of(passage.text))
