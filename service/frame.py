"""The frame of a question: which region, year, body and part it names."""

from __future__ import annotations

import re

from embeddings.words import normal
from reports.report import Body, Part
from service.answers import ReportFacts, Understood
from service.regions import RegionTree

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
    region = next((path for spelling, path in regions.spellings if _stands(spelling, asked)), None)
    return Understood(
        region=region,
        year=_year(asked, region, reports),
        body=next((body.value for body, words in _BODIES if words.search(asked)), None),
        part=next((part.value for part, words in _PARTS if words.search(asked)), None),
    )


def _stands(spelling: str, asked: str) -> bool:
    if not spelling.isascii():
        return spelling in asked
    return re.search(rf"\b{re.escape(spelling)}\b", asked) is not None


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
