"""Numbers that Word writes in front of a list's paragraphs: they are text to the reader, but stand nowhere in the file.

The rules are those of ECMA-376, part 1, section 17.9 (numbering).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_LEVELS = 9
_CIRCLED = 20
_MOST = 9999
_FULL_WIDTH_END = re.compile(r"[、，。：；．）】》」』〕]$")
_TAKEN_LEVEL = re.compile(r"%([1-9])")


def attribute(element: Any, name: str, default: str = "") -> str:
    """Give an attribute of Word's own namespace."""
    return str(element.get(WORD + name, default)) if element is not None else default


class Numbering:
    """The lists of a document, counted along while it is read from its beginning to its end."""

    def __init__(self, root: Any | None) -> None:
        """Take the root of `numbering.xml`, or None for a document without lists."""
        found = root if root is not None else ()
        self._lists = {attribute(one, "numId"): one for one in found if one.tag == WORD + "num"}
        self._patterns = {attribute(one, "abstractNumId"): one for one in found if one.tag == WORD + "abstractNum"}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def level_of_style(self, list_id: str, style_id: str) -> int:
        """Say on which level of a list the paragraphs of a style stand; a list that does not say has them on the first."""
        pattern = self._pattern(list_id)
        levels = pattern.iterfind(WORD + "lvl") if pattern is not None else ()
        return next(
            (
                int(attribute(one, "ilvl", "0"))
                for one in levels
                if attribute(one.find(WORD + "pStyle"), "val") == style_id
            ),
            0,
        )

    def next_label(self, list_id: str, level: int) -> str:
        """Count one paragraph, and give what Word writes in front of it: "三、", "（二）", "1. "; "" for a plain bullet."""
        pattern = self._pattern(list_id)
        definition = self._definition(list_id, level)
        if pattern is None or definition is None:
            return ""
        self._count(attribute(pattern, "abstractNumId"), list_id, level)
        written = attribute(definition.find(WORD + "lvlText"), "val")
        if _format_of(definition) == "bullet":
            return written if set(written) <= set("—－-") else ""
        numbers = self._counts[attribute(pattern, "abstractNumId")]
        legal = definition.find(WORD + "isLgl") is not None

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            style = _format_of(self._definition(list_id, at))
            count = numbers.get(at, self._start(list_id, at))
            return _written_number(count, "decimal" if legal and style != "none" else style)

        label = _TAKEN_LEVEL.sub(number, written)
        behind = attribute(definition.find(WORD + "suff"), "val", "tab")
        return label if not label or behind == "nothing" or _FULL_WIDTH_END.search(label) else f"{label} "

    def _count(self, pattern_id: str, list_id: str, level: int) -> None:
        counts = self._counts.setdefault(pattern_id, {})
        restarts = (list_id, level) not in self._begun and self._override(list_id, level, "startOverride") is not None
        self._begun.add((list_id, level))
        counts[level] = self._start(list_id, level) if restarts or level not in counts else counts[level] + 1
        for deeper in range(level + 1, _LEVELS):
            definition = self._definition(list_id, deeper)
            never = definition is not None and attribute(definition.find(WORD + "lvlRestart"), "val") == "0"
            if not never:
                counts.pop(deeper, None)

    def _start(self, list_id: str, level: int) -> int:
        override = self._override(list_id, level, "startOverride")
        definition = self._definition(list_id, level)
        start = (
            override if override is not None else definition.find(WORD + "start") if definition is not None else None
        )
        written = attribute(start, "val", "1")
        return int(written) if re.fullmatch(r"\d{1,9}", written) else 1

    def _pattern(self, list_id: str) -> Any | None:
        """Find the pattern of a list, through the link to another list's that a list style has."""
        pattern = self._patterns.get(attribute(self._child(list_id, "abstractNumId"), "val"))
        link = attribute(pattern.find(WORD + "numStyleLink"), "val") if pattern is not None else ""
        linked = (one for one in self._patterns.values() if attribute(one.find(WORD + "styleLink"), "val") == link)
        return next(linked, pattern) if link else pattern

    def _definition(self, list_id: str, level: int) -> Any | None:
        override = self._override(list_id, level, "lvl")
        pattern = self._pattern(list_id)
        if override is not None or pattern is None:
            return override
        levels = (one for one in pattern.iterfind(WORD + "lvl") if attribute(one, "ilvl") == str(level))
        return next(levels, None)

    def _override(self, list_id: str, level: int, name: str) -> Any | None:
        own = self._lists.get(list_id)
        found = own.iterfind(WORD + "lvlOverride") if own is not None else ()
        return next((one.find(WORD + name) for one in found if attribute(one, "ilvl") == str(level)), None)

    def _child(self, list_id: str, name: str) -> Any | None:
        own = self._lists.get(list_id)
        return own.find(WORD + name) if own is not None else None


def _format_of(definition: Any | None) -> str:
    return attribute(definition.find(WORD + "numFmt"), "val", "decimal") if definition is not None else "decimal"


def _written_number(count: int, style: str) -> str:
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
