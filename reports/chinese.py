"""Chinese as it is compared, not as it is shown: Simplified, half width, numerals as numbers."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import cache
from itertools import accumulate
from typing import Any

_DIGITS = {
    "〇": 0,
    "○": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
NUMERAL = "〇○零一二两三四五六七八九十百"
"""The characters of small Chinese numbers, for a regular expression's class."""
LARGE_NUMERAL = f"{NUMERAL}千万亿"
"""Those of all Chinese numbers that `number` reads."""
_HALF_WIDTH = {ord(wide): ord(wide) - 0xFEE0 for wide in "０１２３４５６７８９％＋－．／＜＞＝"} | {
    ord(first) + n: ord(first) - 0xFEE0 + n for first in "Ａａ" for n in range(26)
}
AT_MEETING = "(?:会议|大会|全会)上"
"""A regular expression for the end of saying where a report was delivered."""


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def plain(text: str) -> str:
    """Bring a text to Simplified characters and compatibility forms (NFKC), to match patterns against."""
    return unicodedata.normalize("NFKC", _simplified(text))


def as_written(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Find the stretch of a text that became the stretch `[start, end)` of its plain form.

    Returns:
        Its start and end; None where characters became others together, and nobody can say which became which.
    """
    simplified = _simplified(text)
    if len(simplified) != len(text):
        return None
    if unicodedata.is_normalized("NFKC", simplified):
        return start, end
    forms = [unicodedata.normalize("NFKC", c) for c in simplified]
    if "".join(forms) != unicodedata.normalize("NFKC", simplified):
        return None
    ends = list(accumulate(map(len, forms)))
    return bisect_right(ends, start), bisect_left(ends, end) + 1


def _simplified(text: str) -> str:
    simplified: str = _converter().convert(text) if re.search(r"[\u3400-\u9fff]", text) else text
    return simplified


def even(text: str) -> str:
    """Bring a text to Simplified characters and half-width letters and figures, one character for one: positions stay."""
    simplified = _simplified(text)
    return (simplified if len(simplified) == len(text) else text).translate(_HALF_WIDTH)


def number(numeral: str) -> int:
    """Read a Chinese or Arabic number: 十七 is 17, 二〇二四 is 2024, 三千五百万 is 35 million.

    Raises:
        ValueError: it is no number.
    """
    if numeral.isdecimal():
        return int(numeral)
    if not numeral or any(c not in _DIGITS and c not in _UNITS and c not in _MYRIADS for c in numeral):
        raise ValueError(f"not a number: {numeral!r}")
    if all(c in _DIGITS for c in numeral):
        return int("".join(str(_DIGITS[c]) for c in numeral))
    total = group = digit = 0
    for c in numeral:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _UNITS:
            group += (digit or 1) * _UNITS[c]
            digit = 0
        elif c == "亿":
            total = (total + group + digit or 1) * _MYRIADS[c]
            group = digit = 0
        else:
            total += (group + digit or 1) * _MYRIADS[c]
            group = digit = 0
    return total + group + digit
