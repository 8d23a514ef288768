"""Quantities: what the figures of a text amount to, however they are written.

20%, 百分之二十, 五分之一 and 两成 are one share; 3.5亿元 and 35000万元 one sum; 三年 and 36个月 one period. A bound such as 以上 or
左右 belongs to its quantity.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from reports.any_of import any_of
from reports.chinese import LARGE_NUMERAL, number
from reports.report import Span

SHARE, ORDINAL, COUNT = "%", "第", ""
"""What a quantity may be of that is no unit of measure: a share of a whole, a place in an order, things counted."""

_MEASURES: dict[str, dict[str, int | Fraction]] = {
    "元": {"元": 1, "人民币": 1, "yuan": 1},
    "美元": {"美元": 1},
    "欧元": {"欧元": 1},
    "港元": {"港元": 1, "港币": 1},
    "米": {"米": 1, "公里": 1000, "千米": 1000, "km": 1000, "厘米": Fraction(1, 100), "毫米": Fraction(1, 1000)},
    "平方米": {"平方米": 1, "平方公里": 10**6, "平方千米": 10**6, "公顷": 10**4, "亩": Fraction(2000, 3)},
    "立方米": {"立方米": 1, "立方": 1},
    "公斤": {"公斤": 1, "千克": 1, "吨": 1000, "斤": Fraction(1, 2), "克": Fraction(1, 1000)},
    "千瓦": {"千瓦": 1, "兆瓦": 1000, "吉瓦": 10**6},
    "千瓦时": {"千瓦时": 1},
    "千伏": {"千伏": 1},
    "月": {"个月": 1, "年": 12, "周年": 12},
    "天": {"天": 1, "周": 7, "个星期": 7, "小时": Fraction(1, 24), "分钟": Fraction(1, 1440)},
    "百分点": {"个百分点": 1, "百分点": 1, "percentage points": 1},
    "倍": {"倍": 1},
    "番": {"番": 1},
}
"""The words of units, with how many of the first of their kind each is."""
UNITS = (SHARE, ORDINAL, COUNT, *_MEASURES)
"""All that a quantity may be of."""
_UNIT_OF = {word: (unit, Fraction(factor)) for unit, words in _MEASURES.items() for word, factor in words.items()}
_COUNTED = (
    *("人次", "批次", "中全会", "标准箱"),
    *"个件项次人名家条部类期届场位户篇份所座处张支辆台套门宗轮种级组层间栋幢株棵头只匹艘架枚对双票例起案段片块口眼首集册幅字句代大岁县村镇乡",
)
"""What stands between a Chinese numeral and the things it counts."""
_UNIT = any_of([*_UNIT_OF, *_COUNTED])

_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_MAGNITUDE = "(?:[十百千]?万亿|[十百千]?[亿万]|千(?![瓦米克伏]))"
_LARGE = rf"{_ARABIC}\s?[余多]?{_MAGNITUDE}(?:{_ARABIC}{_MAGNITUDE})?"
_POINT = "(?:点[〇零一二三四五六七八九]{1,9})?"
_CHINESE = rf"[{LARGE_NUMERAL}]{{1,24}}{_POINT}"
_ONE_TO_NINE = "[一二两三四五六七八九]"
_NOT_VAGUE = "(?<![数上几十百千万亿第统唯同])"
_NO_NAME = r"(?<![A-Za-z\d.])"
_FIGURES = {
    "percent": rf"百分之(?:{_ARABIC}|{_CHINESE})|{_NO_NAME}{_ARABIC}\s?%",
    "permille": rf"千分之(?:{_ARABIC}|{_CHINESE})|{_NO_NAME}{_ARABIC}\s?‰",
    "fraction": rf"(?:{_CHINESE}|\d+)分之(?:{_CHINESE}|\d+)",
    "tenths": rf"(?:{_ONE_TO_NINE}|{_NO_NAME}\d)成(?:半|{_ONE_TO_NINE})?(?![立为员果功本品效就长交都不型份群片规])",
    "half": "一半|半数|过半",
    "ordinal": rf"第\s?(?:{_CHINESE}|\d+)",
    "figure": rf"{_NO_NAME}(?:{_LARGE}|{_ARABIC})",
    "round": rf"{_NOT_VAGUE}(?:[百千万亿]+(?=美?元|亩|吨|斤|千瓦|公里|平方|立方|人次)|(?:[十百千]亿|万亿)(?=级))",
    "numeral": rf"{_NOT_VAGUE}(?:半|[一二两三四五六七八九十][{LARGE_NUMERAL}]{{0,24}}{_POINT})(?=[余多]?{_UNIT})",
}
"""How figures are written, in the order in which they are tried."""
_FIGURE = re.compile(
    rf"(?=[\d第过{LARGE_NUMERAL}半])(?:{'|'.join(f'(?P<{name}>{pattern})' for name, pattern in _FIGURES.items())})"
)

_BOUNDS = {
    "at least": "以上 超过 超 突破 不低于 不少于 不小于 至少 高于 多于 大于 逾 余 多",
    "at most": "以下 以内 之内 不超过 不高于 不多于 不大于 至多 最多 低于 少于 小于 不足 不到",
    "about": "左右 上下 前后 近 约 大约 约为 接近 将近",
}
_BOUND_OF = {word: bound for bound, words in _BOUNDS.items() for word in words.split()}
_AFTER = ("以上", "以下", "以内", "之内", "左右", "上下", "前后")
_BEFORE_FIGURE = re.compile(
    rf"(?:{'|'.join(sorted(set(_BOUND_OF) - {*_AFTER, '余', '多'}, key=len, reverse=True))})(?=了?$)"
)
_BEHIND_FIGURE = re.compile(
    rf"(?P<over>[余多])?(?P<unit>{_UNIT})?(?P<more>[余多](?![个样元种层]))?(?P<after>[\u4e00-\u9fff]{{0,2}}?(?:{'|'.join(_AFTER)}))?"
)
_LONGEST_BEFORE = max(map(len, _BOUND_OF)) + 1

_ENUMERATOR = re.compile(r"^\s*[（(]?(\d{1,2})(?:[)）、]|\.(?!\d))", re.MULTILINE)
_RANGE = re.compile(r"\s*(?:[—–~～-]+|至|到)\s*")
_TERM = re.compile(rf"({_ARABIC})\s?({_MAGNITUDE})?")
_ARABIC_ALONE = re.compile(_ARABIC)
_VAGUE_PARTS = re.compile("[余多]")
_OPENING = tuple("“‘「『\"'《")
_LETTER = re.compile("[A-Za-z+]")
_FEW = 10


class Quantity(NamedTuple):
    """What a figure amounts to.

    Attributes:
        span: where it stands, with its unit and its bound.
        figure: the figure alone, with its magnitude (万, 亿) or sign (%).
        value: how many of `unit` it is; a share is 1 for the whole.
        unit: what all units of its kind are brought to (米 for 公里); `SHARE`, `ORDINAL`, or `COUNT` whatever counts the things.
        bound: "at least", "at most", "about", or "".
        tells: whether a text that has it says more than one without: 一个, 过去一年 and the 5 of 5G are hardly figures.
    """

    span: Span
    figure: Span
    value: Fraction
    unit: str
    bound: str
    tells: bool

    def equals(self, other: Quantity) -> bool:
        """Tell whether two are the same quantity, within the same bound."""
        return (self.value, self.unit, self.bound) == (other.value, other.unit, other.bound)


def quantities(text: str) -> tuple[Quantity, ...]:
    """List the quantities of a text, in order; numbers of lists, such as 1. at the start of a line, are none.

    Args:
        text: as `reports.chinese.even` gives it.
    """
    numbers = {match.start(1) for match in _ENUMERATOR.finditer(text)}
    found = [_read(match, text) for match in _FIGURE.finditer(text) if match.start() not in numbers]
    return tuple(_with_ranges([quantity for quantity in found if quantity], text))


def _read(match: re.Match[str], text: str) -> Quantity | None:
    """Read one figure with what stands around it; None for what only looks like one."""
    kind, written = match.lastgroup or "", match[0]
    try:
        value, unit = _amount(kind, written)
    except (ValueError, ZeroDivisionError):
        return None
    behind = _BEHIND_FIGURE.match(text, match.end())
    unit_word = (behind and behind["unit"]) or ""
    if unit == COUNT and unit_word in _UNIT_OF:
        unit, factor = _UNIT_OF[unit_word]
        value *= factor
    before = _BEFORE_FIGURE.search(text, max(0, match.start() - _LONGEST_BEFORE), match.start())
    span = Span(before.start() if before else match.start(), behind.end() if behind else match.end())
    tells = kind != "round" and _tells(match, text, value, unit_word)
    return Quantity(span, Span(*match.span()), value, unit, _bound(before, match, behind), tells)


@lru_cache(maxsize=1 << 12)
def _amount(kind: str, written: str) -> tuple[Fraction, str]:
    """Give a value, and what it is of as far as the figure itself says.

    Raises:
        ValueError: it is no number.
        ZeroDivisionError: it is a fraction of nothing.
    """
    if kind in _SHARES:
        return _SHARES[kind](written), SHARE
    return (_value(written[1:].strip()), ORDINAL) if kind == "ordinal" else (_value(written), COUNT)


def _fraction(written: str) -> Fraction:
    whole, part = written.split("分之")
    return _value(part) / _value(whole)


def _tenths(written: str) -> Fraction:
    tenths, more = written.split("成")
    return (_value(tenths) + (_value(more) / 10 if more else 0)) / 10


_SHARES: dict[str, Callable[[str], Fraction]] = {
    "percent": lambda written: _value(written.removeprefix("百分之").rstrip(" %")) / 100,
    "permille": lambda written: _value(written.removeprefix("千分之").rstrip(" ‰")) / 1000,
    "fraction": _fraction,
    "tenths": _tenths,
    "half": lambda _: Fraction(1, 2),
}


def _value(numeral: str) -> Fraction:
    """Read a number in Arabic figures, Chinese ones or both: 3亿5000万, 1,000.5, 三点五万.

    Raises:
        ValueError: it is none.
    """
    if numeral.isdecimal():
        return Fraction(int(numeral))
    if numeral == "半":
        return Fraction(1, 2)
    total, figures = Fraction(0), _VAGUE_PARTS.sub("", numeral)
    for arabic, magnitude in _TERM.findall(figures):
        total += Fraction(arabic.replace(",", "")) * (number(magnitude) if magnitude else 1)
    if figures[:1].isascii():
        return total
    whole, _, decimals = figures.partition("点")
    tail = decimals.lstrip("〇零一二三四五六七八九")
    point = decimals.removesuffix(tail)
    fraction = Fraction(number(point), 10 ** len(point)) if point else Fraction(0)
    return (number(whole) + fraction) * (number(tail) if tail else 1)


def _bound(before: re.Match[str] | None, figure: re.Match[str], behind: re.Match[str] | None) -> str:
    words = [before[0] if before else "", *_VAGUE_PARTS.findall(figure[0])]
    if behind:
        words += [behind["over"], behind["more"], (behind["after"] or "")[-2:]]
    return next((_BOUND_OF[word] for word in words if word), "")


def _tells(match: re.Match[str], text: str, value: Fraction, unit_word: str) -> bool:
    """Tell whether a figure's absence elsewhere is worth a word."""
    if text.endswith(_OPENING, 0, match.start()) or _LETTER.match(text, match.end()):
        return False
    if match.lastgroup in {"ordinal", "numeral"}:
        return value > _FEW and match[0] != "一" and unit_word not in {"届", "大", "中全会"}
    return match.lastgroup != "half"


def _with_ranges(found: Sequence[Quantity], text: str) -> Iterator[Quantity]:
    """Give the first figure of a range what only the second is written with: in 3至5亿元 both are hundreds of millions."""
    for one, two in pairwise([*found, None]):
        if one is None:
            continue
        if two and _RANGE.fullmatch(text, one.span.end, two.span.start) and _is_bare(one, two, text):
            written = one.span.of(text) + _ARABIC_ALONE.sub("", text[two.figure.start : two.span.end], count=1)
            (whole,) = quantities(written)[:1] or (one,)
            yield whole._replace(span=one.span, figure=one.figure, bound=two.bound, tells=one.tells)
        else:
            yield one


def _is_bare(one: Quantity, two: Quantity, text: str) -> bool:
    """Tell whether the first of two figures has nothing of its own, where the second begins with a figure of the same script."""
    return bool(_ARABIC_ALONE.fullmatch(one.span.of(text)) and _ARABIC_ALONE.match(two.figure.of(text)))
