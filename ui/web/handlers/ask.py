"""Asking a question."""

from __future__ import annotations

from collections.abc import Sequence

from service.filters import Filters
from ui.web import addresses
from ui.web.handlers.examples import example_questions
from ui.web.handlers.readable import readable
from ui.web.markup import Html, group
from ui.web.render import ask as render
from ui.web.render.asked import Asked
from ui.web.render.notices import empty_library
from ui.web.render.notices import example_questions as offered
from ui.web.render.take import take
from ui.web.site import Site

HITS = 10


@readable
def answer(site: Site, question: str, filters: Filters, *, by: str = "passage", left_open: Sequence[str] = ()) -> Html:
    """Answer a question.

    Args:
        site: the library and the language.
        question: as it was typed; an empty one shows how to begin.
        filters: what to look in.
        by: "passage" or "region".
        left_open: what the question names and narrows nothing.
    """
    if not question.strip():
        return beginning(site)
    asked = Asked(question, filters, by, tuple(left_open))

    def file_at(ending: str) -> str:
        return addresses.answer_file(ending, question, filters, by=by, left_open=left_open)

    if by == "region":
        given = site.library.ask_by_region(question, filters=filters, ignoring=asked.left_open)
        return group(render.answer_by_region(site.words, given, asked), take(site.words, file_at))
    found = site.library.ask(question, filters=filters, limit=HITS, ignoring=asked.left_open)
    return group(render.answer(site.words, found, asked), take(site.words, file_at) if found.hits else None)


@readable
def beginning(site: Site) -> Html:
    """What stands under an empty question: questions this library can answer, or how to add reports."""
    reports = site.library.reports()
    if not reports:
        return empty_library(site.words)
    return offered(site.words, example_questions(site, reports))
