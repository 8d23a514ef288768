"""How near a library's passages come to a text, as a picture: the cut from which they say the same drawn in."""

from __future__ import annotations

from collections.abc import Iterator

from service.answers import Nearness
from ui.web.markup import Html, tag
from ui.web.render.charts import Bar, histogram, savers
from ui.web.words import Words

_PICTURE, _TABLE = "nearness", "nearness-numbers"
_LABELLED = 5
"""Every so many bins from the cut have a number under them."""


def nearness(words: Words, found: Nearness) -> Html:
    """Draw how many passages come how near; the numbers stand folded below."""
    bars = [*_bars(words, found)]
    said = sum(found.counts[found.below :])
    label = words("nearness.label", said=said, of=sum(found.counts), cut=f"{found.cut:.2f}")
    picture = histogram(
        bars,
        cut=found.below,
        cut_label=words("nearness.cut", cut=f"{found.cut:.2f}"),
        label=label,
        name=_PICTURE,
    )
    elsewhere = words.count("nearness.elsewhere", found.elsewhere) if found.elsewhere else ""
    return tag(
        "details",
        tag("summary", tag("h2", words("nearness.title"))),
        tag("p", label, " ", words("nearness.legend"), " ", elsewhere, class_="dz-legend"),
        picture,
        savers(words, _PICTURE, table=_TABLE),
        tag("details", tag("summary", words("nearness.numbers")), _numbers(words, found), class_="dz-fold"),
        class_="dz-fold dz-nearness",
    )


def _edges(found: Nearness) -> Iterator[tuple[float, float, int]]:
    for place, count in enumerate(found.counts):
        low = found.cut + (place - found.below) * found.step
        yield low, low + found.step, count


def _bars(words: Words, found: Nearness) -> Iterator[Bar]:
    for place, (low, high, count) in enumerate(_edges(found)):
        label = f"{low:.2f}" if (place - found.below) % _LABELLED == 0 else ""
        yield Bar(label, count, words("nearness.bin", low=f"{low:.2f}", high=f"{high:.2f}", n=count))


def _numbers(words: Words, found: Nearness) -> Html:
    head = tag("tr", tag("th", words("nearness.from"), scope="col"), tag("th", words("table.passages"), scope="col"))
    rows = [tag("tr", tag("td", f"{low:.2f}–{high:.2f}"), tag("td", count)) for low, high, count in _edges(found)]
    return tag("table", tag("thead", head), tag("tbody", *rows), class_="dz-table dz-numbers", id=_TABLE)
