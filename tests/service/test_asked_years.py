from dataclasses import replace

import pytest

from reports.report import Span
from service.answers import ReportFacts, Source
from service.asked_years import AskedYear, year_in

REPORT = ReportFacts(
    id="a-1",
    title="",
    body="npc",
    kind="work report",
    region=("甲省",),
    region_code=None,
    level=None,
    covers=(2023, 2023),
    year=2024,
    date=None,
    session=None,
    speaker=None,
    complete=True,
    ambiguous=(),
    warnings=(),
    duplicate_of=None,
    passages=1,
    source=Source("a.txt", "", Span(0, 1)),
)
"""Of 2024, reviewing 2023."""
BEFORE = replace(REPORT, covers=(2022, 2022), year=2023)
ELSEWHERE = replace(REPORT, region=("乙省",), covers=(2024, 2024), year=2025)


@pytest.mark.parametrize(
    ("asked", "year"),
    [
        ("2023年怎么样", 2023),
        ("食堂,2023年的", 2023),
        ("2023的食堂", 2023),
        ("二〇二三年的食堂", 2023),
        ("二零二二年的食堂", 2022),
        ("the canteens in 2023", 2023),
        ("2024年要做什么", 2024),
        ("2024年政府工作报告", 2023),
        ("the 2024 work report", 2023),
        ("去年的食堂", 2023),
        ("last year", 2023),
        ("the year before last", 2022),
        ("前年的食堂", 2022),
        ("今年的食堂", 2024),
        ("this year", 2024),
        ("в прошлом году", 2023),
        ("năm ngoái", 2023),
        ("ئۆتكەن يىل", 2023),
        ("近三年的食堂", None),
        ("过去五年", None),
        ("2022到2023年", None),
        ("2022—2023年", None),
        ("from 2022 to 2023", None),
        ("2022年和2023年有什么不同", None),
        ("2023件", None),
        ("12023年", None),
        ("怎样防止滑坡", None),
    ],
)
def test_a_question_names_a_year(asked: str, year: int | None) -> None:
    """Written out or counted from the newest report; a span of years is none, nor is a number of things."""
    assert year_in(asked, [REPORT, BEFORE]) == AskedYear(year)


@pytest.mark.parametrize(
    ("asked", "absent"),
    [("1998年怎么样", 1998), ("in 1998", 1998), ("vào năm 1998", 1998), ("1998 people", None), ("1998元", None)],
)
def test_a_year_that_no_report_speaks_of_is_absent(asked: str, absent: int | None) -> None:
    """If it is surely a year."""
    assert year_in(asked, [REPORT, BEFORE]) == AskedYear(absent=absent)


@pytest.mark.parametrize("asked", ["去年的食堂", "今年的食堂", "前年的食堂"])
def test_last_year_is_none_where_regions_differ(asked: str) -> None:
    """The newest report of one region would hide that of another."""
    assert year_in(asked, [REPORT, ELSEWHERE]) == AskedYear()
    assert year_in(asked, []) == AskedYear()
