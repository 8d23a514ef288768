"""What a library lacks: regions and years without a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from service.answers import ReportFacts
from ui.web.markup import Html, tag
from ui.web.render.names import body, region
from ui.web.words import Words

_MOST_YEARS = 30
_MOST_ROWS = 200

_Row = tuple[tuple[str | None, ...], str]


def coverage(words: Words, reports: Sequence[ReportFacts]) -> Html | None:
    """Show which years each region's bodies have reports on, those with most gaps first; None where there is nothing to hold beside.

    No more than `_MOST_ROWS` are drawn; the rest are counted.
    """
    held = _held(reports)
    found = sorted({year for _, year in held})
    span = range(found[0], found[-1] + 1)[-_MOST_YEARS:] if found else range(0)
    if len(span) < 2:  # noqa: PLR2004  # a single year has no gaps
        return None
    gaps = {row: sum(not held[row, year] for year in span) for row in {row for row, _ in held}}
    rows = sorted(gaps, key=lambda row: (-gaps[row], [name or "" for name in row[0]]))
    head = tag("tr", tag("th", words("table.region"), scope="col"), *(tag("th", str(y), scope="col") for y in span))
    lines = [_line(words, held, row, span) for row in rows[:_MOST_ROWS]]
    grid = tag("table", tag("thead", head), tag("tbody", *lines), class_="dz-matrix dz-coverage")
    scrolled = tag("div", grid, class_="dz-scroll", tabindex="0", role="region", aria_label=words("shelf.coverage"))
    said = words.count(
        "shelf.coverage.missing", sum(gaps.values()), rows=f"{len(rows):,}", first=str(span[0]), last=str(span[-1])
    )
    rest = len(rows) - _MOST_ROWS
    return tag(
        "details",
        tag("summary", tag("h2", words("shelf.coverage")), " ", tag("span", said, class_="dz-hint")),
        tag("p", words("shelf.coverage.legend"), class_="dz-legend"),
        scrolled,
        tag("p", words.count("shelf.coverage.rest", rest), class_="dz-hint") if rest > 0 else None,
        class_="dz-fold dz-missing",
    )


def _held(reports: Sequence[ReportFacts]) -> Counter[tuple[_Row, int]]:
    return Counter(
        ((facts.region, facts.body), year)
        for facts in reports
        if facts.region and facts.covers and not facts.duplicate_of
        for year in range(facts.covers[0], facts.covers[1] + 1)
    )


def _line(words: Words, held: Counter[tuple[_Row, int]], row: _Row, span: range) -> Html:
    path, whose = row
    cells = [
        tag("td", held[row, year], class_="dz-held")
        if held[row, year]
        else tag("td", tag("span", "–", title=words("shelf.coverage.none", year=str(year))), class_="dz-lacks")
        for year in span
    ]
    return tag("tr", tag("th", region(words, path), " · ", body(words, whose), scope="row"), *cells)
