"""Asking a question."""

from __future__ import annotations

from service.filters import Filters
from ui.web.handlers.examples import example_questions
from ui.web.handlers.readable import readable
from ui.web.markup import Html
from ui.web.render import ask as render
from ui.web.render.notices import empty_library
from ui.web.render.notices import example_questions as offered
from ui.web.site import Site

HITS = 10


@readable
def answer(site: Site, question: str, filters: Filters, *, by: str = "passage", as_asked: bool = False) -> Html:
    """Answer a question.

    Args:
        site: the library and the language.
        question: as it was typed; an empty one shows how to begin.
        filters: what to look in.
        by: "passage" or "region".
        as_asked: narrow nothing that the question names.
    """
    if not question.strip():
        return beginning(site)
    if by == "region":
        given = site.library.ask_by_region(question, filters=filters, as_asked=as_asked)
        return render.answer_by_region(site.words, given)
    found = site.library.ask(question, filters=filters, limit=HITS, as_asked=as_asked)
    return render.answer(site.words, found, filters)


@readable
def beginning(site: Site) -> Html:
    """What stands under an empty question: questions this library can answer, or how to add reports."""
    reports = site.library.reports()
    if not reports:
        return empty_library(site.words)
    return offered(site.words, example_questions(site, reports))
