from dataclasses import replace

import pytest

from reports.report import Span
from service.answers import ReportFacts, Source
from service.asked_years import AskedYear, chinese_words_for_years, year_in

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
        ("2023户家庭", None),
        ("2023 户家庭", None),
        ("2024昌吉州政协", 2024),
        ("昌吉州2024政协", 2024),
        ("2023人大监督", 2023),
        ("2023项目建设", 2023),
        ("食堂 2023 怎么样", 2023),
        ("how many of the 2023 households moved", None),
        ("moved 2023 households", None),
        ("2023 canteens", 2023),
        ("canteens of year 2023 in town", 2023),
        ("canteens since 2023 in town", 2023),
        ("the town's 2023 canteens", 2023),
        ("what 2023's canteens cost", 2023),
        ("canteens, 2023?", 2023),
        ("столовые 2023 года в городе", 2023),
        ("nhà ăn năm 2023 của huyện", 2023),
        ("60岁以上年龄的人", None),
        ("目前年轻人过去年均", None),
        ("12023年", None),
        ("怎样防止滑坡", None),
    ],
)
def test_a_question_names_a_year(asked: str, year: int | None) -> None:
    """Written out or counted from the newest report; a span of years is none, nor is a number of things."""
    assert year_in(asked, [REPORT, BEFORE]) == AskedYear(year)


@pytest.mark.parametrize(
    ("asked", "absent"),
    [("1998年怎么样", 1998), ("in 1998", 1998), ("vào năm 1998", 1998), ("the 1998 people", None), ("1998元", None)],
)
def test_a_year_that_no_report_speaks_of_is_absent(asked: str, absent: int | None) -> None:
    """If it is surely a year."""
    assert year_in(asked, [REPORT, BEFORE]) == AskedYear(absent=absent)


def test_a_year_may_stand_right_before_a_place() -> None:
    """Without its 年; a number elsewhere is none."""
    assert year_in("关于2023昌吉州的食堂", [REPORT], ["昌吉州"]) == AskedYear(2023)
    assert year_in("关于2023昌吉州的食堂", [REPORT]) == AskedYear()


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("2024年度重点工作", "重点工作"),
        ("二〇二三年末的食堂", "的食堂"),
        ("今年以来的食堂", "的食堂"),
        ("去年全年", ""),
        ("今年年底前", "前"),
        ("本年度工作", "工作"),
        ("2024重点工作", "重点工作"),
        ("2024年初中教育", "初中教育"),
        ("2024年度假村", "度假村"),
        ("完成2024件", "完成2024件"),
        ("the canteens in 2023", "the canteens in 2023"),
    ],
)
def test_the_words_for_a_year_are_found_whole(asked: str, left: str) -> None:
    """With the part of it that is meant, and no more."""
    for start, end in sorted(chinese_words_for_years(asked), reverse=True):
        asked = asked[:start] + asked[end:]
    assert asked == left


@pytest.mark.parametrize("asked", ["去年的食堂", "今年的食堂", "前年的食堂"])
def test_last_year_is_none_where_regions_differ(asked: str) -> None:
    """The newest report of one region would hide that of another."""
    assert year_in(asked, [REPORT, ELSEWHERE]) == AskedYear()
    assert year_in(asked, []) == AskedYear()
