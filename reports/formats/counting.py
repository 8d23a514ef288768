"""How lists count: 3 is 三, c, iii or ③, as their markup says.

The names of the styles are those of Word, ECMA-376, part 1, 17.18.59.
"""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_CIRCLED = 20
_MOST = 9999


def written_number(count: int, style: str) -> str:
    """Write a number in one of the number formats of ECMA-376 (17.18.59); one that is not known here is plain digits."""
    return _WRITERS.get(style, str)(count) if count <= _MOST else str(count)


def _chinese(count: int, digits: str = _DIGITS, tens: str = "十百千") -> str:
    """Write 1 to 9999 in Chinese: 12 is 十二, 102 is 一百零二."""
    if not 0 < count < 10 ** (len(tens) + 1):
        return str(count)
    zero = "零"
    found = ""
    for place, digit in enumerate(reversed(str(count))):
        if digit != "0":
            found = digits[int(digit)] + (tens[place - 1] if place else "") + found
        elif found and not found.startswith(zero):
            found = zero + found
    return found[1:] if found.startswith("一十") else found


def _digit_by_digit(count: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(count))


def _legal(count: int) -> str:
    return _chinese(count, _LEGAL_DIGITS, "拾佰仟")


def _circled(count: int) -> str:
    return chr(ord("①") + count - 1) if 1 <= count <= _CIRCLED else str(count)


def _letter(count: int) -> str:
    """Write a, b, … z, aa, bb as Word does."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if count > 0 else str(count)


def _roman(count: int) -> str:
    found = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        found += sign * (count // value)
        count %= value
    return found


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda count: signs[count - 1] if 1 <= count <= len(signs) else str(count)


_WRITERS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda count: f"{count:02d}",
    "decimalFullWidth": lambda count: "".join(chr(ord(digit) + 0xFEE0) for digit in str(count)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda count: f"({count})",
    "decimalEnclosedFullstop": lambda count: f"{count}.",
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
    "lowerLetter": _letter,
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
}
"""How the number formats of ECMA-376 (17.18.59) that Chinese documents use are written; others are plain digits."""
