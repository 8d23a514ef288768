import pytest

from service.dates import dates


@pytest.mark.parametrize(
    "ways",
    [
        ("2024年", "2024年度", "二〇二四年"),
        ("2024年3月5日", "2024年三月五日", "2024年03月05日"),
        ("3月", "3月份", "三月", "03月"),
        ("2025年底", "2025年末"),
        ("2021—2025年", "2021-2025年", "2021年至2025年", "2021到2025年"),
        ("一季度", "第一季度", "1季度"),
        ("去年", "上年"),
        ("明年", "来年"),
        ("“十四五”规划", "十四五规划", "“十四五”"),
    ],
)
def test_one_date_in_many_ways(ways: tuple[str, ...]) -> None:
    """However it is written, it names the same."""
    ((first,), *others) = [dates(way) for way in ways]
    assert first.parts
    assert [[one.parts for one in found] for found in others] == [[first.parts]] * len(others)


@pytest.mark.parametrize(
    ("mine", "theirs", "differ"),
    [
        ("2023年", "2024年", True),
        ("2024年3月", "2024年5月", True),
        ("2024年3月", "3月", False),
        ("上半年", "下半年", True),
        ("去年", "今年", True),
        ("去年", "2024年", False),
        ("三季度", "前三季度", True),
        ("“十四五”规划", "“十五五”规划", True),
        ("6月底", "6月初", True),
        ("3月", "2024年", True),
    ],
)
def test_dates_differ_where_both_say_something_else(mine: str, theirs: str, *, differ: bool) -> None:
    """A date that says less is not another one, and 去年 may be any year."""
    (one,), (other,) = dates(mine), dates(theirs)
    assert (one.differs(other), other.differs(one)) == (differ, differ)


@pytest.mark.parametrize(
    "text", ["三年", "3个月", "三个月", "12345年", "近年来", "2024", "五年规划", "一段时间", "月度"]
)
def test_periods_and_figures_are_no_dates(text: str) -> None:
    """How long is a quantity."""
    assert dates(text) == ()


def test_spans_are_of_the_text() -> None:
    """In their order."""
    text = "2024年底前完成，2025年3月5日验收，上半年见效"
    assert [date.span.of(text) for date in dates(text)] == ["2024年底", "2025年3月5日", "上半年"]
