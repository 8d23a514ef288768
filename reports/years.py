"""Years: the day a report was delivered and the day it was published, and which years' work it reviews."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from reports.chinese import NUMERAL, number
from reports.wording import Found, Wording

_DATE = re.compile(
    rf"(\d{{4}}|[{NUMERAL}]{{4}})\s*年\s*(\d{{1,2}}|[{NUMERAL}]{{1,3}})\s*月\s*(\d{{1,2}}|[{NUMERAL}]{{1,3}})\s*日"
    r"|(\d{4})-(\d{1,2})-(\d{1,2})"
)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ENGLISH_DATE = re.compile(rf"({'|'.join(_MONTHS)}) (\d{{1,2}}), (\d{{4}})")
_YEAR_OF_TITLE = re.compile(r"(\d{4})\s?年.{0,20}工作报告")
_YEAR_OF_PLANS = re.compile(
    rf"^(?:[{NUMERAL}]+、)?(\d{{4}})\s?年(?:的)?(?:主要|重点)?(?:工作)?(?:任务|安排|打算|计划|部署)"
)
_YEAR_OF_REVIEW = re.compile(r"(\d{4})\s*年.{0,6}(?:履职|综述|纪实)")
_YEAR_OF_WORK = re.compile(
    r"(\d{4})\s*年(?:的)?(?:主要|重点)?工作(?:的?(?:回顾|情况|总结))?(?!.*(?:任务|安排|打算|计划))"
)
_YEAR_NAMED = re.compile(r"(?<![到至\d])(20\d\d)年(?!底前|前|目标)")
_YEAR_ALONE = re.compile(r"^\s*((?:19|20)\d\d)\s*(?:年度?)?\s*$")
_PLANS = re.compile(r"^.{0,3}今后.{0,8}(建议|任务|打算)$")
_TERM = re.compile(rf"(?<![{NUMERAL}\d])([二三四五2-5])年(?:来)?的?(?:工作|履职)")
_WHOLE_TERM = re.compile(r"届.*履职工作综述")
_TERM_YEARS = 5
_SHORT_LINE_CHARS = 40
_EVENTS = {
    "十八大": 2012,
    "十九大": 2017,
    "二十大": 2022,
    "二十届二中全会": 2023,
    "二十届三中全会": 2024,
    "二十届四中全会": 2025,
}


def day_in(line: Wording) -> Found[date] | None:
    """Find a day in a line; one that no calendar has is none."""
    match = _DATE.search(line.plain)
    english = None if match else _ENGLISH_DATE.search(line.plain)
    try:
        if match:
            year, month, day = (number(part) for part in match.groups() if part)
            return Found(date(year, month, day), (line.quote(*match.span()),))
        if english:
            day_of = date(int(english[3]), _MONTHS.index(english[1]) + 1, int(english[2]))
            return Found(day_of, (line.quote(*english.span()),))
    except ValueError:
        return None
    return None


def dated_line(lines: Sequence[Wording], delivered: Wording | None = None) -> Wording | None:
    """Find the line that says when something was published: one that names the day as such, else the first with a day.

    Args:
        lines: the lines of a title block and of a page.
        delivered: the line that says when the report was delivered, which is another day.
    """
    said = [line for line in lines if line.plain != (delivered.plain if delivered else None)]
    said = [line for line in said if not re.search("今天|下载", line.plain)]
    named = [line for line in said if re.search("发布|发稿|日期", line.plain)]
    return next((line for line in (*named, *said) if day_in(line)), None)


def delivery_year(title: Sequence[Wording], lines: Sequence[Wording]) -> Found[int] | None:
    """Find the year a report was delivered in by its title or by what it plans: the tasks of 2023 are set early in 2023."""
    return _year(_YEAR_OF_TITLE, title) or _year(_YEAR_OF_PLANS, lines)


def filed_year(names: Sequence[Wording], covers: tuple[int, int] | None) -> Found[int] | None:
    """Find the year of delivery in the names of the file and its folders.

    One is the year of delivery where the name says so, as 2024年政府工作报告 does. A plain year is only if it comes right
    after those reviewed: where the text says none, it may as well be the year reviewed, by which many file.

    Args:
        names: the names of the file and its folders, the most trusted first.
        covers: the years that the text says it reviews; None when it says none.
    """
    if covers is None:
        return _year(_YEAR_OF_TITLE, names)
    found = (_year(_YEAR_ALONE, [name]) or _year(_YEAR_OF_TITLE, [name]) for name in names)
    return next((year for year in found if year and year.value == covers[1] + 1), None)


def years_covered(
    title: Sequence[Wording], lines: Sequence[Wording], year: Found[int] | None
) -> Found[tuple[int, int]] | None:
    """Say which years' work is reviewed: one, or the five of a term when title or headings speak of five.

    Args:
        title: the title, and the subtitle.
        lines: the lines of the text.
        year: the year of delivery; what says nothing of years reviews the one before.
    """
    short = [line for line in lines if len(line.plain) < _SHORT_LINE_CHARS]
    before = year.so(year.value - 1) if year else None
    reviewed = _reviewed_year(title, short, before=year.value if year else None) or before or _last_year_named(lines)
    if reviewed is None:
        return None
    term = _term_years(title, short)
    first = reviewed.value - (term.value if term else 1) + 1
    return Found((first, reviewed.value), (*reviewed.quotes, *(term.quotes if term else ())))


def _year(pattern: re.Pattern[str], lines: Sequence[Wording]) -> Found[int] | None:
    """Find the first year that a pattern's first group finds."""
    return next(
        (Found(int(match[1]), (line.quote(*match.span()),)) for line in lines if (match := pattern.search(line.plain))),
        None,
    )


def _reviewed_year(title: Sequence[Wording], short: Sequence[Wording], *, before: int | None) -> Found[int] | None:
    """Find the year that title or headings say is reviewed; it lies before the year of delivery, where that is known."""
    said = [_year(_YEAR_OF_REVIEW, title), *(_year(_YEAR_OF_WORK, [line]) for line in short)]
    return next((year for year in said if year and (before is None or year.value < before)), None)


def _term_years(title: Sequence[Wording], short: Sequence[Wording]) -> Found[int] | None:
    for line in (*title, *short):
        term = _TERM.search(line.plain)
        if term and not re.search(r"今后|未来", line.plain):
            return Found(number(term[1]), (line.quote(*term.span()),))
    whole = ((line, _WHOLE_TERM.search(line.plain)) for line in title)
    return next((Found(_TERM_YEARS, (line.quote(*match.span()),)) for line, match in whole if match), None)


def _last_year_named(lines: Sequence[Wording]) -> Found[int] | None:
    """Fall back on the newest year that the review names, or else on the newest event it names whose year is known."""
    plans = next((n for n, line in enumerate(lines) if _PLANS.search(line.plain)), len(lines))
    named = [
        (int(match[1]), line, match.span()) for line in lines[:plans] for match in _YEAR_NAMED.finditer(line.plain)
    ] or [
        (year, line, (line.plain.index(event), line.plain.index(event) + len(event)))
        for event, year in _EVENTS.items()
        for line in lines[:plans]
        if event in line.plain
    ]
    newest = max(named, key=lambda one: one[0], default=None)
    return Found(newest[0], (newest[1].quote(*newest[2]),)) if newest else None
