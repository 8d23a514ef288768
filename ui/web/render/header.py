"""The thin header on every page: what this library holds, the pages, and the switches."""

from __future__ import annotations

from collections.abc import Sequence

from service.answers import ReportFacts
from ui.web.addresses import ASK
from ui.web.markup import Html, group, joined, tag
from ui.web.words import Words

PAGES = (
    ("ask", ASK),
    ("similar", "similar"),
    ("duplicates", "duplicates"),
    ("summary", "summary"),
    ("library", "library"),
)
"""The pages of the menu, with their addresses; the reader is reached from a citation."""


def header(words: Words, page: str, reports: Sequence[ReportFacts] | None = None) -> Html:
    """Build the header.

    Args:
        words: the language.
        page: the name of the page that is open.
        reports: what the library holds; None when that is not known yet.
    """
    brand = tag("a", tag("b", "对照"), " duizhao", class_="dz-brand", href=ASK)
    held = tag("span", holdings(words, reports) if reports is not None else None, class_="dz-holdings")
    links = [_page(words, name, path, here=name == page) for name, path in PAGES]
    menu = tag("nav", *links, class_="dz-menu", aria_label=words("nav.label"))
    title = words("page.title", page=words(f"nav.{page}"))
    return tag(
        "div", brand, menu, held, _switches(words), class_="dz-header", data_title=title, data_lang=words.html_language
    )


def _page(words: Words, name: str, path: str, *, here: bool) -> Html:
    return tag("a", words(f"nav.{name}"), href=path, aria_current="page" if here else None)


def _switches(words: Words) -> Html:
    other = "en" if words.language == "zh" else "zh"
    language = tag("a", words("switch.language"), href=f"?lang={other}", data_switch_language=other, lang=other)
    theme = tag(
        "button", "◐", type="button", class_="dz-theme", data_switch_theme=True, aria_label=words("switch.theme")
    )
    return tag("span", language, theme, class_="dz-switches")


def holdings(words: Words, reports: Sequence[ReportFacts]) -> Html:
    """Say in one line how many reports there are, of how many regions, on which years."""
    regions = {facts.region for facts in reports if facts.region}
    years = [year for facts in reports if facts.covers for year in facts.covers]
    span = "–".join(str(year) for year in sorted({min(years), max(years)})) if years else ""
    pieces = [words.count("holdings.reports", len(reports)), words.count("holdings.regions", len(regions)), span]
    return joined(" · ", [piece for piece in pieces if piece]) if reports else group(words("holdings.none"))
