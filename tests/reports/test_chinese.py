import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.chinese import number, plain

DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("零", 0),
        ("七", 7),
        ("两", 2),
        ("十", 10),
        ("十七", 17),
        ("二十", 20),
        ("九十九", 99),
        ("百", 100),
        ("一百零五", 105),
        ("一百一十", 110),
        ("三百二十一", 321),
        ("三千零五", 3005),
        ("一万二千", 12_000),
        ("三亿五千万", 350_000_000),
        ("一万亿", 10**12),
        ("二〇二四", 2024),
        ("二零二四", 2024),
        ("12", 12),
        ("１２", 12),
    ],
)
def test_numerals_are_read_as_they_are_counted(numeral: str, value: int) -> None:
    """Chinese numbers, years digit by digit, and Arabic digits of either width."""
    assert number(numeral) == value


@pytest.mark.parametrize("numeral", ["", "三兆", "第三", "three", "3.5", "十 七"])
def test_what_is_no_number_is_refused(numeral: str) -> None:
    """Anything else raises ValueError instead of giving some number."""
    with pytest.raises(ValueError, match="not a number"):
        number(numeral)


def written(value: int) -> str:
    """Write 1 to 999 as it is said."""
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    said = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        said += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif said and ones:
        said += "零"
    return said + (DIGITS[ones] if ones else "")


@given(st.integers(1, 999))
def test_reading_a_numeral_undoes_writing_it(value: int) -> None:
    """Every number that is written is read back."""
    assert number(written(value)) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("蓼溪縣人民代表大會", "蓼溪县人民代表大会"),
        ("２０２４年（草案）", "2024年(草案)"),
        ("Ｒｅｐｏｒｔ", "Report"),
        ("", ""),
    ],
)
def test_patterns_see_simplified_half_width_text(text: str, expected: str) -> None:
    """Traditional characters and full-width letters, digits and brackets are brought to one form."""
    assert plain(text) == expected
