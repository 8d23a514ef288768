"""Reading a report."""

from __future__ import annotations

from ui.web.handlers.readable import readable
from ui.web.markup import Html, tag
from ui.web.render import reader as render
from ui.web.render.notices import notice
from ui.web.site import Site


@readable
def read(site: Site, report: str, cited: str = "") -> Html:
    """Show a report.

    Args:
        site: the library and the language.
        report: its id, the beginning of one, or part of a title.
        cited: the number of the passage to light.
    """
    if not report:
        link = tag("a", site.words("reader.choose"), href="library", class_="dz-button")
        return notice(site.words("reader.none"), tag("p", link))
    library = site.library
    facts = library.report(report)
    text, outline, passages = library.text(facts.id), library.outline(facts.id), library.passages(facts.id)
    return render.reader(site.words, facts, text, outline, passages, cited=cited)
