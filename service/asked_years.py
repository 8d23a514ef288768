"""The years that a question names: written out, or counted from the newest report as 去年 is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from service.answers import ReportFacts

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_IN_CHARACTERS = re.compile("(?<![一二三四五六七八九十])[一二][〇○零一二三四五六七八九]{3}(?=年)")
_YEAR = re.compile(r"(?<!\d)(?<!\d[.,])((?:19|20)\d{2})(?=年|[的到至和与]|(?![.,]?\d|%)\b)")
_RANGE = re.compile(r"((?:19|20)\d{2})年?(?:到|至|—+|–|-|~|～|\s+to\s+|\s+and\s+)((?:19|20)\d{2})")
_MARKED_BEFORE = re.compile(r"(?:\b(?:in|during|since|until|by|for|year|năm|в|за|с|до)\s|['’]s\s)$")
_MARKED_AFTER = re.compile(r"年|\s?(?:г\.|году?|года|-?يىل)|\s?(?:government )?(?:work )?report")
_REPORT = re.compile(r"年?(?:[\u4e00-\u9fff]{0,10}?工作报告|\s(?:\w+\s){0,2}?report\b)")
_LAST = re.compile(r"去年|上年|上一年|(?<!before )last year|прошл\w+ год|năm ngoái|năm trước|ئۆتكەن يىل")
_BEFORE_LAST = re.compile(r"前年|year before last|позапрошл\w+ год")
_THIS = re.compile(r"今年|本年度|this year|(?:этом|текущем|нынешнем) году|năm nay|بۇ يىل")


IN_CHINESE = re.compile("(?:19|20)\\d{2}年|[一二][〇○零一二三四五六七八九]{3}年|去年|上一?年|前年|今年|本年度")
"""Matches the Chinese words that name a year."""


class AskedYear(NamedTuple):
    """What a question names of the years.

    Attributes:
        year: the year that it asks of; None for none or several.
        absent: the year that it names where no report covers it or was delivered in it.
    """

    year: int | None = None
    absent: int | None = None


def year_in(asked: str, reports: Sequence[ReportFacts]) -> AskedYear:
    """Find the year that a question names.

    A year means the year reviewed, unless it names a report: that of 2025 reviews 2024. Last year is the newest that the
    reports review, this year the one in which they were delivered, where all regions' newest reports agree on it.

    Args:
        asked: the question, in the form in which words are compared.
        reports: those that it may be about.
    """
    asked = _IN_CHARACTERS.sub(lambda match: match[0].translate(_DIGITS), asked)
    named = [match for match in _YEAR.finditer(asked) if not _RANGE.search(asked)]
    years = {int(match[1]) for match in named}
    if _RANGE.search(asked) or len(years) > 1:
        return AskedYear()
    if not named:
        return AskedYear(_counted_from_newest(asked, reports))
    year, match = int(named[0][1]), named[0]
    delivered = {report.year: report.covers[1] for report in reports if report.year and report.covers}
    if _REPORT.match(asked, match.end()) and year in delivered:
        return AskedYear(delivered[year])
    if year in delivered or any(covers(report, year) for report in reports):
        return AskedYear(year)
    marked = _MARKED_BEFORE.search(asked[: match.start()]) or _MARKED_AFTER.match(asked, match.end())
    return AskedYear(absent=year if marked else None)


def covers(report: ReportFacts, year: int) -> bool:
    """Tell whether a report reviews a year."""
    return report.covers is not None and report.covers[0] <= year <= report.covers[1]


def _counted_from_newest(asked: str, reports: Sequence[ReportFacts]) -> int | None:
    back = 1 if _BEFORE_LAST.search(asked) else 0 if _LAST.search(asked) else -1 if _THIS.search(asked) else None
    newest = _newest_of_each_region(reports)
    if back is None or len(newest) != 1:
        return None
    year = newest.pop() - back
    return year if back < 1 or any(covers(report, year) for report in reports) else None


def _newest_of_each_region(reports: Iterable[ReportFacts]) -> set[int]:
    newest: dict[tuple[str | None, ...] | None, int] = {}
    for report in reports:
        if report.covers:
            newest[report.region] = max(newest.get(report.region, 0), report.covers[1])
    return set(newest.values())
