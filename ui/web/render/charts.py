"""Small pictures of counts, drawn as SVG in the page's own colours: what is told by height is told in words, too."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from ui.web.markup import Html, group, tag
from ui.web.words import Words

_BAR, _GAP, _TALL = 16, 4, 36
_WIDTH, _HEIGHT, _FOOT, _HEAD = 640, 150, 22, 16


class Bar(NamedTuple):
    """A bar: what stands under it, the number that it is for, and what it says to who cannot see it."""

    label: str
    n: int
    said: str


def small_bars(bars: Sequence[Bar], label: str) -> Html:
    """Draw a few bars with their labels under them, as high as they count."""
    most = max((bar.n for bar in bars), default=0) or 1
    step = 2 * _BAR + _GAP
    drawn = [
        group(
            tag("rect", tag("title", bar.said), **_small(place * step, _TALL * bar.n / most)),
            tag("text", bar.label, x=place * step + _BAR, y=_TALL + 14, class_="dz-axis"),
        )
        for place, bar in enumerate(bars)
    ]
    said = "；".join(bar.said for bar in bars)
    return tag(
        "svg",
        *drawn,
        width=len(bars) * step,
        height=_TALL + 18,
        viewBox=f"0 0 {len(bars) * step} {_TALL + 18}",
        class_="dz-small-bars",
        role="img",
        aria_label=f"{label} {said}",
    )


def _small(left: int, height: float) -> dict[str, str | int]:
    tall = max(height, 1.0) if height else 0.0
    return {
        "x": left + _BAR // 2,
        "y": f"{_TALL - tall:.1f}",
        "width": _BAR,
        "height": f"{tall:.1f}",
        "class_": "dz-bar",
    }


def histogram(bars: Sequence[Bar], *, cut: float, cut_label: str, label: str, name: str) -> Html:
    """Draw many bars on a common line, with a cut between those below and those from it on.

    Heights are square roots of counts: beside hundreds, a few are still seen.

    Args:
        bars: in order.
        cut: where the cut stands, in bars from the left.
        cut_label: what is said of it.
        label: what the picture shows.
        name: its id.
    """
    most = sqrt(max((bar.n for bar in bars), default=0) or 1)
    wide = _WIDTH / max(len(bars), 1)
    floor = _HEAD + _HEIGHT
    drawn = []
    for place, bar in enumerate(bars):
        height = _HEIGHT * sqrt(bar.n) / most
        beyond = " dz-bar-said" if place >= cut else ""
        across = {"x": f"{place * wide + 1:.1f}", "width": f"{wide - 2:.1f}"}
        shape = {"y": f"{floor - height:.1f}", "height": f"{height:.1f}"}
        drawn.append(tag("rect", tag("title", bar.said), **across, **shape, class_=f"dz-bar{beyond}"))
        if bar.n:
            middle = f"{(place + 0.5) * wide:.1f}"
            drawn.append(tag("text", bar.n, x=middle, y=f"{floor - height - 3:.1f}", class_="dz-axis"))
        if bar.label:
            drawn.append(tag("text", bar.label, x=f"{place * wide:.1f}", y=floor + 15, class_="dz-axis"))
    at = f"{cut * wide:.1f}"
    line = tag("line", x1=at, x2=at, y1=0, y2=floor + 4, class_="dz-cut")
    text = tag("text", cut_label, x=f"{cut * wide + 5:.1f}", y=11, class_="dz-cut-label")
    return tag(
        "svg",
        *drawn,
        line,
        text,
        viewBox=f"0 0 {_WIDTH} {floor + _FOOT}",
        class_="dz-histogram",
        id=name,
        role="img",
        aria_label=label,
    )


def savers(words: Words, name: str, *, table: str = "", picture: bool = True) -> Html:
    """Buttons that take a picture away as PNG, and the numbers in a table as CSV.

    Args:
        words: the language.
        name: the id of the picture, an SVG or a table.
        table: the id of the table with the numbers; "" for that of the picture.
        picture: whether there is a picture to take.
    """
    png = tag("button", words("save.png"), type="button", data_save="png", data_of=name) if picture else None
    csv = tag("button", words("save.csv"), type="button", data_save="csv", data_of=table or name)
    return tag("span", png, csv, class_="dz-savers")
