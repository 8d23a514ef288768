"""Who else says a thing, what recurs, and two reports side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Body, Query

from service.answers import Comparison, Duplicates, RegionAnswer
from service.errors import BadRequest
from service.http import examples
from service.http.described import ASKING, NAMING, answers
from service.http.served import TheLibrary
from service.http.taken import MOST, TEXT_CHARS, Chosen, Limit, Name, Similar, measured

router = APIRouter(tags=["compare"])

_ASKED = [
    {"text": "全年听证7场，形成分级收购指引。", "order": "meaning"},
    {"passage": "664384959e-1:10", "region": ["青岚省"], "year": 2023},
]


@router.post("/similar", responses=answers(examples.REGIONS, codes=("foreign_origin", *ASKING)))
def similar(library: TheLibrary, asked: Annotated[Similar, Body(examples=_ASKED)]) -> RegionAnswer:
    """Find, region by region, who else says a text, a passage or anything in a report."""
    given = {"text", "passage", "report"} & {name for name, value in asked if value is not None}
    if len(given) != 1:
        raise BadRequest(f"{len(given)} things to look for", hint="give exactly one of text, passage and report")
    filters, limit, order = asked.filters, asked.limit, asked.order
    if asked.passage is not None:
        return library.similar_to(asked.passage, filters=filters, limit=limit, order=order)
    if asked.report is not None:
        return library.similar_to_report(asked.report, filters=filters, limit=limit, order=order)
    text = measured(asked.text or "", TEXT_CHARS)
    return library.similar(text, filters=filters, limit=limit, order=order)


@router.get("/duplicates", responses=answers(examples.DUPLICATES, codes=NAMING))
def duplicates(
    library: TheLibrary,
    filters: Chosen,
    min_regions: Annotated[int, Query(ge=1, le=10**6, description="Fewest regions that a family stands in.")] = 2,
    limit: Limit = 50,
    offset: Annotated[int, Query(ge=0, le=10 * MOST, description="How many families to pass over.")] = 0,
) -> Duplicates:
    """List the text that recurs across reports, as families of variants: first what no family before has shown."""
    found = library.duplicates(filters=filters, min_regions=min_regions, limit=offset + limit)
    return replace(found, families=found.families[offset:])


@router.get("/compare", responses=answers(examples.COMPARISON, codes=NAMING))
def compare(
    library: TheLibrary,
    a: Annotated[Name, Query(description="A report, named as in addresses.", examples=["dffced64a2-1"])],
    b: Annotated[Name, Query(description="Another.", examples=["664384959e-1"])],
) -> Comparison:
    """Set two reports side by side, passage by passage."""
    return library.compare(a, b)
