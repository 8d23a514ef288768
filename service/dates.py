"""Dates: the years, months, days and parts of a year that a text names, however it writes them."""

from __future__ import annotations

import re
from typing import NamedTuple

from reports.chinese import number
from reports.report import Span

_YEAR = "(?:19|20)\\d\\d|[一二][〇○零一二三四五六七八九]{3}"
_MONTH = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY = "3[01]|[12]\\d|0?[1-9]|三?十[一]?|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
_ALONE = r"(?<!\d)(?<!\d[.,])"
_DATE = re.compile(
    r"(?=[\d〇○零一二三四五六七八九十上下前第“今本去明来后年])(?:"
    rf"{_ALONE}(?P<from>{_YEAR})年?\s*(?:[—–~～-]+|至|到)\s*(?P<to>{_YEAR})年"
    rf"|{_ALONE}(?P<year>{_YEAR})年(?:度(?!假))?(?:(?P<in>{_MONTH})月(?!亮)(?:份|(?P<on>{_DAY})[日号])?)?(?P<when>[初底末中](?!级|期|央))?"
    rf"|{_ALONE}(?<!个)(?P<month>{_MONTH})月(?:份|(?P<day>{_DAY})[日号])?(?P<at>[初底末]|[上中下]旬)?"
    r"|(?P<half>[上下])半年|前(?P<quarters>[二三23])个?季度|第?(?P<quarter>[一二三四1-4])季度"
    r"|“?(?P<plan>十[一二三四五六七])五”?(?=规划|时期|期间|末|收官|开局|目标)|“(?P<quoted>十[一二三四五六七])五”"
    r"|(?P<relative>今年|本年度?|去年|上年|上一年|明年|来年|前年|后年)(?P<end>[初底末](?!期))?"
    r"|年(?P<bare>[初底末])(?![级期]))"
)
_RELATIVE = {
    "今年": 0,
    "本年": 0,
    "本年度": 0,
    "去年": -1,
    "上年": -1,
    "上一年": -1,
    "明年": 1,
    "来年": 1,
    "前年": -2,
    "后年": 2,
}
_NUMBERED = {
    "from": ("from",),
    "year": ("year", "to"),
    "month": ("in", "month"),
    "day": ("on", "day"),
    "quarter": ("quarter",),
    "quarters": ("quarters",),
    "plan": ("plan", "quoted"),
}
"""The parts that are numbers, and the groups of the expression that may hold each."""


class Date(NamedTuple):
    """A date as far as it is named.

    Attributes:
        span: where it stands.
        parts: what is named of it, as ("year", 2024), ("month", 3), ("half", "上").
    """

    span: Span
    parts: frozenset[tuple[str, int | str]]

    def differs(self, other: Date) -> bool:
        """Tell whether two can't be the same: something that both name is not the same, or they name nothing in common.

        Whether 去年 is 2024年 only the report can say: these do not differ.
        """
        mine, theirs = dict(self.parts), dict(other.parts)
        if ("relative" in mine) != ("relative" in theirs) and ("year" in mine) != ("year" in theirs):
            return False
        common = mine.keys() & theirs.keys()
        return not common or any(mine[name] != theirs[name] for name in common)


def dates(text: str) -> tuple[Date, ...]:
    """List the dates of a text, in order.

    Args:
        text: as `reports.chinese.even` gives it.
    """
    return tuple(Date(Span(*match.span()), frozenset(_parts(match.groupdict()))) for match in _DATE.finditer(text))


def _parts(found: dict[str, str | None]) -> list[tuple[str, int | str]]:
    parts: list[tuple[str, int | str]] = []
    for name, groups in _NUMBERED.items():
        parts += [(name, number(value)) for group in groups if (value := found[group])]
    if found["relative"]:
        parts.append(("relative", _RELATIVE[found["relative"]]))
    if found["half"]:
        parts.append(("half", found["half"]))
    parts += [("at", value.replace("末", "底")) for group in ("when", "at", "end", "bare") if (value := found[group])]
    return parts
