"""The years that a question names: written out, or counted from the newest report as 去年 is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from service.answers import ReportFacts

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_IN_CHARACTERS = re.compile("(?<![一二三四五六七八九十])[一二][〇○零一二三四五六七八九]{3}(?=年)")
_YEAR = re.compile(r"(?<!\d)(?<!\d[.,])((?:19|20)\d{2})(?![.,]?\d|%)")
_RANGE = re.compile(r"((?:19|20)\d{2})年?(?:到|至|—+|–|-|~|～|\s+to\s+|\s+and\s+)((?:19|20)\d{2})")
_MARKED_BEFORE = re.compile(
    r"(?:\b(?:in|during|since|until|by|for|of|year|report|năm|báo cáo|в|за|с|до|доклад\w*)\s|['’]s\s)$"
)
_MARKED_AFTER = re.compile(r"\s?年|['’]s\b|\s?(?:г\.|году?|года|-?يىل)|\s?(?:government )?(?:work )?report")
_COUNTED = (
    "(?:[件户人个名家项次位所处条座套辆台村亩吨米元万亿多余组场份对篇宗株头只栋间]|公里|平方)"
    "(?!大|民|目|庭|镇|庄|元化|党委)"
)
"""What is counted: a number before it is no year."""
_NO_WORD_AFTER = re.compile(rf"[的到至和与]|政协|人大|政府|\s*(?:[^\w\s]|$)|\s+(?!{_COUNTED})[\u4e00-\u9fff]")
_WORD_APART = re.compile(rf"\s+(?!{_COUNTED})\w")
_CHINESE_AFTER = re.compile(rf"(?!年|{_COUNTED})[\u4e00-\u9fff]")
_REPORT = re.compile(r"年?(?:[\u4e00-\u9fff]{0,10}?工作报告|\s(?:\w+\s){0,2}?report\b)")
_LAST = re.compile(r"(?<!过)去年|(?<![以晚])上一?年|(?<!before )last year|прошл\w+ год|năm ngoái|năm trước|ئۆتكەن يىل")
_BEFORE_LAST = re.compile(r"(?<!目)前年|year before last|позапрошл\w+ год")
_THIS = re.compile(r"今年|本年度|this year|(?:этом|текущем|нынешнем) году|năm nay|بۇ يىل")
_IN_CHINESE = re.compile(
    r"(?:(?:19|20)\d{2}\s?年|[一二][〇○零一二三四五六七八九]{3}年|(?<!过)去年|(?<![以晚])上一?年|(?<!目)前年|今年|本年(?=度))"
    r"(?:年?(?:度(?!假)|底(?![线层气数])|初(?![中级等步一二三])|末(?!端))|以来|全年)?"
)


class AskedYear(NamedTuple):
    """What a question names of the years.

    Attributes:
        year: the year that it asks of; None for none or several.
        absent: the year that it names where no report covers it or was delivered in it.
    """

    year: int | None = None
    absent: int | None = None


def year_in(asked: str, reports: Sequence[ReportFacts], places: Sequence[str] = ()) -> AskedYear:
    """Find the year that a question names.

    A year means the year reviewed, unless it names a report: that of 2025 reviews 2024. Last year is the newest that the
    reports review, this year the one in which they were delivered, where all regions' newest reports agree on it.

    Args:
        asked: the question, in the form in which words are compared.
        reports: those that it may be about.
        places: the names of places that it has.
    """
    asked = _IN_CHARACTERS.sub(lambda match: match[0].translate(_DIGITS), asked)
    if _RANGE.search(asked):
        return AskedYear()
    named = _named(asked, places)
    if len({match[1] for match in named}) > 1:
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


def chinese_words_for_years(asked: str, places: Sequence[str] = ()) -> list[tuple[int, int]]:
    """Give where the Chinese words stand that name years, 2024年度 or 去年底, and years right before other Chinese words.

    Args:
        asked: the question, in the form in which words are compared.
        places: the names of places that it has.
    """
    bare = (match for match in _named(asked, places) if _CHINESE_AFTER.match(asked, match.end()))
    return [match.span() for match in (*bare, *_IN_CHINESE.finditer(asked))]


def _named(asked: str, places: Sequence[str]) -> list[re.Match[str]]:
    """Find the numbers that are years: before a word of another script they need a mark, or to open the question."""
    return [match for match in _YEAR.finditer(asked) if _is_year(asked, match, places)]


def _is_year(asked: str, match: re.Match[str], places: Sequence[str]) -> bool:
    before, end = asked[: match.start()], match.end()
    return bool(
        _MARKED_AFTER.match(asked, end)
        or _REPORT.match(asked, end)
        or _NO_WORD_AFTER.match(asked, end)
        or asked.startswith(tuple(places), end)
        or (_WORD_APART.match(asked, end) and (not before.strip() or _MARKED_BEFORE.search(before)))
        or (not before.strip() and _CHINESE_AFTER.match(asked, end))
    )


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
