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
    ("compare", "compare"),
    ("library", "library"),
    ("basket", "basket"),
)
"""The pages of the menu, with their addresses; the reader is reached from a citation."""

_KEYS = (("/", "ask"), ("j", "next"), ("k", "previous"), ("?", "keys"), ("Esc", "close"))


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
    skip = tag("a", words("manners.skip"), href="#results", class_="dz-skip", data_skip=True)
    name = None if page == "reader" else tag("h1", words(f"nav.{page}"), class_="dz-unseen")
    said = tag("p", class_="dz-unseen", id="dz-said", role="status")
    return tag(
        "header",
        *(skip, name, brand, menu, held, _switches(words), said, shortcuts(words)),
        class_="dz-header",
        data_title=title,
        data_lang=words.html_language,
        data_stale=words("manners.stale"),
    )


def shortcuts(words: Words) -> Html:
    """List the keys that do something, with a switch that takes them away: who dictates may say them by chance."""
    lines = [(tag("dt", tag("kbd", key)), tag("dd", words(f"manners.key.{name}"))) for key, name in _KEYS]
    switch = tag("label", tag("input", type="checkbox", id="dz-keys-on"), " ", words("manners.keys_on"))
    close = tag("button", words("manners.close"), type="button", class_="dz-do dz-button", data_close_keys=True)
    return tag(
        "dialog",
        tag("h2", words("manners.keys")),
        tag("dl", *(part for line in lines for part in line)),
        tag("p", switch),
        tag("p", close, class_="dz-answers"),
        class_="dz-keys",
        id="dz-keys",
        aria_label=words("manners.keys"),
    )


def _page(words: Words, name: str, path: str, *, here: bool) -> Html:
    count = tag("span", class_="dz-count-kept", data_basket_count=True, role="status") if name == "basket" else None
    return tag("a", words(f"nav.{name}"), count, href=path, aria_current="page" if here else None)


def _switches(words: Words) -> Html:
    other = "en" if words.language == "zh" else "zh"
    language = tag("a", words("switch.language"), href=f"?lang={other}", data_switch_language=other, lang=other)
    theme = tag(
        "button", "◐", type="button", class_="dz-theme", data_switch_theme=True, aria_label=words("switch.theme")
    )
    keys = tag("button", "?", type="button", class_="dz-theme", data_keys=True, aria_label=words("manners.keys"))
    return tag("span", language, theme, keys, class_="dz-switches")


def holdings(words: Words, reports: Sequence[ReportFacts]) -> Html:
    """Say in one line how many reports there are, of how many regions, on which years."""
    regions = {facts.region for facts in reports if facts.region}
    years = [year for facts in reports if facts.covers for year in facts.covers]
    span = "–".join(str(year) for year in sorted({min(years), max(years)})) if years else ""
    pieces = [words.count("holdings.reports", len(reports)), words.count("holdings.regions", len(regions)), span]
    return joined(" · ", [piece for piece in pieces if piece]) if reports else group(words("holdings.none"))
