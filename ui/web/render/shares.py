"""How much of each report and region stands elsewhere: bars, a table of regions against regions, and pairs of reports."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from service.answers import Overlap, RegionShares, ReportFacts, ReportShare
from ui.web import addresses
from ui.web.markup import Html, tag
from ui.web.render.charts import savers
from ui.web.render.hits import percent
from ui.web.render.names import provenance, region_name
from ui.web.words import Words

_FIRST = 8
_MOST = 200
_MOST_OPEN = 40
_MOST_DRAWN = 80
_STEPS = (0.05, 0.1, 0.15, 0.2, 0.3, 0.5)
"""Where a cell becomes a shade darker: fixed, so that two tables can be held side by side."""

Region: TypeAlias = "tuple[str | None, ...]"
Opens: TypeAlias = "Callable[[Sequence[Region]], str]"
"""The address of this page, narrowed to some regions."""


def shared(words: Words, found: RegionShares, facts: Mapping[str, ReportFacts], opens: Opens) -> Html | None:
    """Show how much of each report stands in other regions, and of each region in each other."""
    parts = [_reports(words, found.reports, facts), _regions(words, found, opens)]
    return tag("div", *parts, class_="dz-shared") if any(parts) else None


def _reports(words: Words, found: Sequence[ReportShare], facts: Mapping[str, ReportFacts]) -> Html | None:
    """List reports, those with the most in other regions first."""
    ranked = sorted((one for one in found if one.report in facts), key=lambda one: -one.share)
    if not ranked:
        return None
    rows = [_bar(words, one, facts[one.report]) for one in ranked[:_MOST]]
    rest = tag(
        "details",
        tag("summary", words.count("shares.more", len(ranked) - _FIRST)),
        tag("ol", *rows[_FIRST:], class_="dz-bars"),
        tag("p", words("shares.narrow"), class_="dz-hint") if len(ranked) > _MOST else None,
        class_="dz-fold",
    )
    return tag(
        "section",
        tag("h2", words("shares.title")),
        tag("p", words("shares.legend"), class_="dz-legend"),
        tag("ol", *rows[:_FIRST], class_="dz-bars"),
        rest if len(ranked) > _FIRST else None,
    )


def _bar(words: Words, one: ReportShare, facts: ReportFacts) -> Html:
    said = words("percent", n=percent(one.share))
    return tag(
        "li",
        tag("span", said, class_="dz-number"),
        tag("meter", value=f"{one.share:.3f}", max=1, aria_hidden="true"),
        tag("a", provenance(words, facts), href=addresses.report(one.report), title=facts.title),
    )


def _regions(words: Words, found: RegionShares, opens: Opens) -> Html | None:
    """Lay regions against regions; folded when they are many."""
    count = len(found.regions)
    if count < 2:  # noqa: PLR2004  # one region has no other
        return None
    drawn = [_legend(words, found), _table(words, found, opens), savers(words, "shared-regions")]
    if count > _MOST_DRAWN:
        drawn = [tag("p", words("shared.too_many", n=count, most=_MOST_DRAWN), class_="dz-hint")]
    return tag(
        "details",
        tag("summary", tag("h2", words("shared.title")), " ", words("shared.size", n=count)),
        *drawn,
        class_="dz-fold dz-between",
        open=count <= _MOST_OPEN,
    )


def _legend(words: Words, found: RegionShares) -> Html:
    """Say how the table is read, by its largest number."""
    shares = [
        (share, row, column) for row, line in enumerate(found.shares) for column, share in enumerate(line) if share
    ]
    if not shares:
        return tag("p", words("shared.legend"), class_="dz-legend")
    share, row, column = max(shares, key=lambda one: one[0])
    return tag(
        "p",
        words("shared.legend"),
        " ",
        words("shared.example", said=_said(words, found.regions[row], found.regions[column], share)),
        class_="dz-legend",
    )


def _said(words: Words, row: Region, column: Region, share: float) -> str:
    return words("shared.cell", row=region_name(words, row), column=region_name(words, column), n=percent(share))


def _table(words: Words, found: RegionShares, opens: Opens) -> Html:
    names = _names(words, found.regions)
    heads = [
        tag("th", tag("span", name), scope="col", title=region_name(words, path))
        for name, path in zip(names, found.regions, strict=True)
    ]
    rows = [
        tag(
            "tr",
            tag("th", name, scope="row", title=region_name(words, path)),
            *(_cell(words, path, other, share, opens) for other, share in zip(found.regions, line, strict=True)),
        )
        for name, path, line in zip(names, found.regions, found.shares, strict=True)
    ]
    corner = tag("td", words("shared.corner"), class_="dz-corner")
    table = tag(
        "table",
        tag("thead", tag("tr", corner, *heads)),
        tag("tbody", *rows),
        class_="dz-heat",
        aria_label=words("shared.label"),
        id="shared-regions",
    )
    return tag("div", table, class_="dz-scroll", tabindex=0, role="region", aria_label=words("shared.label"))


def _names(words: Words, regions: Sequence[Region]) -> list[str]:
    """Call each region by its last name, or by its path where another is called the same."""
    last = [next((name for name in reversed(path) if name), "") for path in regions]
    times = Counter(last)
    return [name if times[name] == 1 else region_name(words, path) for name, path in zip(last, regions, strict=True)]


def _cell(words: Words, row: Region, column: Region, share: float | None, opens: Opens) -> Html:
    if share is None:
        return tag("td", "·", class_="dz-self")
    said = _said(words, row, column, share)
    shown = words("percent", n=percent(share))
    link = tag("a", shown, href=opens([row, column]), title=said, aria_label=said) if share else shown
    return tag("td", link, class_=f"dz-heat-{bisect_right(_STEPS, share)}")


def overlaps(words: Words, found: Sequence[Overlap], facts: Mapping[str, ReportFacts]) -> Html | None:
    """List whole reports that share much of their text."""
    rows = [_overlap(words, pair, facts) for pair in found if pair.a in facts and pair.b in facts]
    if not rows:
        return None
    head = tag(
        "tr", tag("th", words("overlap.share")), tag("th", words("overlap.one")), tag("th", words("overlap.other"))
    )
    table = tag("table", tag("thead", head), tag("tbody", *rows), class_="dz-table")
    return tag("section", tag("h2", words("overlap.title")), table, class_="dz-overlaps")


def _overlap(words: Words, pair: Overlap, facts: Mapping[str, ReportFacts]) -> Html:
    reports = [tag("td", tag("a", facts[name].title, href=addresses.report(name))) for name in (pair.a, pair.b)]
    return tag("tr", tag("td", words("percent", n=percent(pair.share)), class_="dz-number"), *reports)
