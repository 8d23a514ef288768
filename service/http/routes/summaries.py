"""What one report says in brief, and what several say together and apart."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from service.answers import Overview, Summary
from service.http import examples
from service.http.described import ASKING, answers
from service.http.served import TheLibrary
from service.http.taken import SUMMARY_CHARS, About, Chosen, Name, ReportName, Style, measured

router = APIRouter(tags=["summaries"])


@router.get("/reports/{report}/summary", responses=answers(examples.SUMMARY, codes=ASKING))
def summary(
    library: TheLibrary,
    report: ReportName,
    chars: Annotated[int, Query(ge=1, le=SUMMARY_CHARS, description="Most characters.")] = 500,
    style: Annotated[Style, Query(description='"distinctive" for what other regions do not say.')] = "general",
    about: About = None,
    section: Annotated[Name | None, Query(description="Words of a heading: of what stands under it.")] = None,
    since: Annotated[Name | None, Query(description="An earlier report: for what that one does not say.")] = None,
) -> Summary:
    """Summarise a report in its own sentences and order."""
    return library.summarize(
        report,
        budget_chars=chars,
        style=style,
        about=measured(about) if about else None,
        section=section or "",
        since=since,
    )


@router.get("/overview", responses=answers(examples.OVERVIEW, codes=ASKING))
def overview(
    library: TheLibrary,
    filters: Chosen,
    about: About = None,
    limit: Annotated[int, Query(ge=1, le=100, description="Most points.")] = 10,
) -> Overview:
    """Tell what several reports say: all of them, some, and who."""
    return library.overview(about=measured(about) if about else None, filters=filters, limit=limit)
