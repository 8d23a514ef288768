"""The frame of a question: which region, year, body and part it names, and what is left to look in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np

from embeddings.words import normal
from reports.report import Body, Part
from service.answers import ReportFacts, Understood
from service.collection import Collection, Mask
from service.filters import Filters
from service.regions import RegionTree, display

_BODIES = (
    (Body.CPPCC, re.compile(r"政协|\bcppcc\b|political consultative|委员们?(怎|如|提)")),
    (Body.NPC, re.compile(r"人大(?!常委会以外)|人民代表大会|people'?s congress|\bnpc\b")),
    (Body.GOVERNMENT, re.compile(r"政府工作报告|government work report")),
)
_PARTS = (
    (
        Part.PROBLEMS,
        re.compile(
            r"(?<!发现)(?<!发现了)(还有|有|存在)(哪些|什么|何)?(问题|不足|短板|差距)|shortcomings|what problems"
        ),
    ),
    (Part.PLANNED, re.compile(r"下一步|打算|今后|将要|计划.{0,4}(怎|如何|什么|哪)|planned for|plans? to|next year")),
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|\b)")


def understand(question: str, regions: RegionTree, reports: tuple[ReportFacts, ...]) -> Understood:
    """Read what a question says of where, when, who and which part.

    Args:
        question: as it was typed.
        regions: the library's regions; only they are recognised.
        reports: the library's reports; "last year" is the newest year of those of the region in question.
    """
    asked = normal(question)
    region = regions.named_in(asked)
    return Understood(
        region=region,
        year=_year(asked, region, reports),
        body=next((body.value for body, words in _BODIES if words.search(asked)), None),
        part=next((part.value for part, words in _PARTS if words.search(asked)), None),
    )


def _year(asked: str, region: tuple[str | None, ...] | None, reports: tuple[ReportFacts, ...]) -> int | None:
    covered = {
        year
        for report in reports
        if report.covers and (region is None or (report.region or ())[: len(region)] == region)
        for year in range(report.covers[0], report.covers[1] + 1)
    }
    delivered = {report.year: report.covers[1] for report in reports if report.year and report.covers}
    if re.search(r"去年|last year", asked):
        return max(covered, default=None)
    named = _YEAR.search(asked)
    if named is None:
        return None
    year = int(named[1])
    if "工作报告" in asked[named.end() : named.end() + 14] and year in delivered:
        return delivered[year]
    return year if year in covered else None


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Where a question is looked up.

    Attributes:
        understood: what the question named; nothing where it was not narrowed by it.
        reports: (reports,) which are looked in.
        passages: (passages,) which are looked at.
    """

    understood: Understood
    reports: Mask
    passages: Mask


def narrow(collection: Collection, question: str, filters: Filters, *, as_asked: bool) -> Narrowed:
    """Narrow by what a question names, unless the asker chose already or nothing would be left.

    Args:
        collection: the library.
        question: as it was typed.
        filters: what the asker chose.
        as_asked: narrow by nothing but that.
    """
    asked = Narrowed(
        Understood(), collection.admitted_reports(filters), collection.admitted(filters) & collection.saying_passages
    )
    if as_asked:
        return asked
    found = understand(question, collection.regions, collection.facts)
    found = replace(
        found,
        region=None if filters.regions else found.region,
        year=None if filters.years else found.year,
        body=None if filters.bodies else found.body,
        part=None if filters.parts else found.part,
    )
    named = Filters(
        regions=(display(found.region),) if found.region else (),
        bodies=(found.body,) if found.body else (),
        parts=(found.part,) if found.part else (),
    )
    reports = asked.reports & collection.admitted_reports(named)
    passages = asked.passages & collection.admitted(named)
    if found.year:
        reports &= _speaks(collection.facts, found.year)
        passages &= _speaks_of(collection, found.year)
    return Narrowed(found, reports, passages) if passages.any() else asked


def _speaks_of(collection: Collection, year: int) -> Mask:
    """Mark the passages that speak of a year: all of the reports that review it, and the plans of those delivered in it."""
    reviews = np.array([_covers(facts, year) for facts in collection.facts], dtype=bool)
    delivered = np.array([facts.year == year for facts in collection.facts], dtype=bool)
    planned = np.array([passage.part is Part.PLANNED for _, passage in collection.passages], dtype=bool)
    speaks: Mask = reviews[collection.report_of] | (delivered[collection.report_of] & planned)
    return speaks


def _speaks(reports: tuple[ReportFacts, ...], year: int) -> Mask:
    return np.array([_covers(facts, year) or facts.year == year for facts in reports], dtype=bool)


def _covers(facts: ReportFacts, year: int) -> bool:
    return facts.covers is not None and facts.covers[0] <= year <= facts.covers[1]
