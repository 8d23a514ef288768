"""A passage across regions and years: a matrix where silence shows, and a card a region with what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.answers import Cell, Hit, PassageAnswer, RegionAnswer, RegionNode, RegionRow
from ui.web import addresses
from ui.web.markup import Html, group, tag
from ui.web.render.ask import silence
from ui.web.render.charts import savers
from ui.web.render.hits import LEAST_COMMON, actions, changed_card, passage_head, percent
from ui.web.render.names import region, region_name
from ui.web.render.nearness import nearness
from ui.web.render.notices import notice
from ui.web.words import Words

_MISSES = 3
NEAREST = "nearest"
"""Cards with the nearest first: what a passage says most like the text."""


def source(words: Words, passage: PassageAnswer, selected: str) -> Html:
    """Show what of a passage is held beside the others."""
    quote = tag("p", selected, class_="dz-text dz-quote")
    foot = tag("footer", actions(words, passage))
    return tag(
        "section", tag("h2", words("similar.source")), passage_head(words, passage), quote, foot, class_="dz-source"
    )


def across(
    words: Words, mine: str, given: RegionAnswer, *, origin: PassageAnswer | None = None, order: str = NEAREST
) -> Html:
    """Show who says a text, region by region, and who does not.

    Args:
        words: the language.
        mine: the text that was looked for; changes are shown from it.
        given: the rows.
        origin: the passage the text was taken from, marked in the matrix.
        order: how the cards come: `NEAREST`, or as the rows do.
    """
    if not given.regions:
        return notice(words("similar.nothing"))
    spoken = [row for row in as_shown(given.regions, order) if row.best]
    silent = [region_name(words, row.region) for row in given.regions if row.silent]
    count = tag("p", counted(words, given, len(spoken)), class_="dz-count")
    shown = [row.best for row in spoken if row.best] or _nearest_misses(given)
    cards = [changed_card(words, mine, hit, anchor=f"region-{n}") for n, hit in enumerate(shown)]
    legend = (
        tag("p", words("changes.legend"), class_="dz-legend")
        if any(hit.wording >= LEAST_COMMON for hit in shown)
        else None
    )
    near = tag("p", words("regions.nobody"), class_="dz-count") if cards and not spoken else None
    spread = nearness(words, given.nearness) if given.nearness else None
    return group(count, matrix(words, given, origin), spread, silence(words, silent), near, legend, *cards)


def _nearest_misses(given: RegionAnswer) -> list[Hit]:
    """Where nobody says it, give what comes nearest."""
    misses = [row.nearest_miss for row in given.regions if row.nearest_miss]
    return sorted(misses, key=lambda hit: -hit.score)[:_MISSES]


def counted(words: Words, given: RegionAnswer, said: int) -> str:
    """Say how many regions say it and how many do not; the region a passage was taken from is neither."""
    line = words("regions.count", said=said, of=given.region_count, silent=given.silent)
    own = given.region_count - said - given.silent
    return line + (words("regions.own") if own else "")


def as_shown(rows: Sequence[RegionRow], order: str) -> tuple[RegionRow, ...]:
    """Put rows as their cards come: the nearest first for `NEAREST`, else as they are."""
    return tuple(sorted(rows, key=_nearest_first)) if order == NEAREST else tuple(rows)


def _nearest_first(row: RegionRow) -> tuple[bool, float]:
    return row.best is None, -row.best.score if row.best else 0.0


def matrix(words: Words, given: RegionAnswer, origin: PassageAnswer | None = None) -> Html:
    """Lay regions against years; each cell says whether the region says it in that year.

    A province with several regions has a row of its own, which counts them and opens into them.
    """
    years = [count.year for count in given.years]
    head = tag("tr", tag("th", words("table.region"), scope="col"), *(tag("th", year, scope="col") for year in years))
    bodies = [_province(words, given, node, origin) for node in given.tree]
    legend = tag("p", words("matrix.legend"), class_="dz-legend")
    table = tag("table", tag("thead", head), *bodies, class_="dz-matrix", id="matrix")
    return group(tag("div", table, class_="dz-scroll", tabindex=0), legend, savers(words, "matrix"))


def _province(words: Words, given: RegionAnswer, node: RegionNode, origin: PassageAnswer | None) -> Html:
    rows = [_row(words, given.regions[n], origin) for n in _places(node)]
    if len(rows) == 1:
        return tag("tbody", *rows)
    counts = [
        tag("td", f"{year.said}/{year.regions}" if year.regions else "·", title=words("matrix.below"))
        for year in node.years
    ]
    name = region_name(words, node.region)
    # An open box is a checked one; the style sheet hides the rows below the others.
    opens = tag("label", tag("input", type="checkbox", checked=True), name, f" {node.said}/{node.regions}")
    return tag("tbody", tag("tr", tag("th", opens, scope="row"), *counts, class_="dz-opens"), *rows)


def _places(node: RegionNode) -> Iterator[int]:
    """Give the places of a node's rows in the answer: its own, and those below it."""
    if node.row is not None:
        yield node.row
    for below in node.below:
        yield from _places(below)


def _row(words: Words, row: RegionRow, origin: PassageAnswer | None) -> Html:
    shown = [
        _origin(words, origin) if origin and _stands_in(origin, row, cell.year) else _cell(words, cell)
        for cell in row.cells
    ]
    return tag("tr", tag("th", region(words, row.region), scope="row"), *shown)


def _stands_in(origin: PassageAnswer, row: RegionRow, year: int) -> bool:
    first, last = origin.report.covers or (0, 0)
    return row.own and first <= year <= last


def _origin(words: Words, origin: PassageAnswer) -> Html:
    return tag("td", tag("a", words("matrix.source"), href=addresses.reader(origin.id)), class_="dz-origin")


def _cell(words: Words, cell: Cell) -> Html:
    if not cell.report:
        return tag("td", "·", class_="dz-no-report", title=words("matrix.no_report"))
    if cell.best is not None:
        link = _link(words("matrix.said"), cell.best, "{}")
        return tag("td", link, class_=f"dz-said dz-said-{_depth(cell.best)}")
    if cell.nearest_miss is None:
        return tag("td", "–", class_="dz-not-said", title=words("matrix.not_said"))
    return tag("td", _link(words("matrix.near_miss"), cell.nearest_miss, "({})"), class_="dz-not-said")


def _link(title: str, hit: Hit, shape: str) -> Html:
    return tag("a", shape.format(percent(hit.similarity)), href=addresses.reader(hit.passage.id), title=title)


def _depth(hit: Hit) -> int:
    """How dark a cell is: by the share of wording in common, 0 to 3."""
    return min(3, int(4 * max(0.0, hit.wording)))
