"""The library as a table, and in words what became of files that were added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from service.answers import Added, ReportFacts
from ui.web import addresses
from ui.web.markup import Html, group, joined, tag
from ui.web.render.names import body, region, region_name, years
from ui.web.words import Words

_COLUMNS = ("title", "region", "body", "years", "passages", "doubts", "actions")
_TOLD_BY_FACTS = ("region ", "years unknown", "the source breaks off")
"""How the reader's warnings begin that a report's facts say as well."""


def table(words: Words, reports: Sequence[ReportFacts]) -> Html:
    """List reports, those with doubts first."""
    if not reports:
        return tag("p", words("library.none"), class_="dz-hint")
    titles = {facts.id: facts.title for facts in reports}
    rows = [_row(words, facts, titles) for facts in sorted(reports, key=_order)]
    head = tag("tr", *(tag("th", words(f"table.{column}"), scope="col") for column in _COLUMNS))
    caption = tag("caption", words.count("holdings.reports", len(reports)))
    return tag(
        "div", tag("table", caption, tag("thead", head), tag("tbody", *rows), class_="dz-table"), class_="dz-scroll"
    )


def _order(facts: ReportFacts) -> tuple[bool, str, tuple[str, ...], int]:
    path = tuple(name or "" for name in facts.region or ())
    return (not _is_doubtful(facts), facts.region_code or "", path, facts.year or 0)


def _is_doubtful(facts: ReportFacts) -> bool:
    return bool(facts.warnings or facts.duplicate_of or facts.region is None)


def _row(words: Words, facts: ReportFacts, titles: Mapping[str, str]) -> Html:
    remove = tag(
        "button", words("library.remove"), type="button", data_remove=facts.id, class_="dz-remove", title=facts.title
    )
    summarise = tag("a", words("nav.summary"), href=addresses.summary(facts.id))
    cells = (
        tag("td", tag("a", facts.title, href=addresses.report(facts.id)), class_="dz-title"),
        tag("td", region(words, facts.region)),
        tag("td", body(words, facts.body)),
        tag("td", years(facts), class_="dz-number"),
        tag("td", facts.passages, class_="dz-number"),
        tag("td", joined(tag("br"), doubts(words, facts, titles)), class_="dz-doubts"),
        tag("td", tag("span", summarise, remove, class_="dz-actions")),
    )
    return tag("tr", *cells, data_report=facts.id)


def doubts(words: Words, facts: ReportFacts, titles: Mapping[str, str]) -> list[str]:
    """What a reader should doubt in a report's facts, in the words of the page where it has some."""
    lines = [
        _region_doubt(words, facts),
        None if facts.covers else words("doubt.years"),
        None if facts.complete else words("doubt.incomplete"),
        *(warning for warning in facts.warnings if not warning.startswith(_TOLD_BY_FACTS)),
    ]
    if facts.duplicate_of:
        lines.append(words("doubt.duplicate", title=titles.get(facts.duplicate_of, facts.duplicate_of)))
    return [line for line in lines if line]


def _region_doubt(words: Words, facts: ReportFacts) -> str | None:
    if facts.ambiguous:
        choices = words("list.or").join(region_name(words, path) for path in facts.ambiguous)
        return words("doubt.ambiguous", choices=choices)
    return None if facts.region else words("doubt.region")


def added(words: Words, result: Added) -> Html:
    """Say what became of the files that were given."""
    shown = group(
        _reports(words, "added", result.added),
        _reports(words, "replaced", result.replaced),
        _lines(words, "unchanged", result.unchanged),
        _lines(words, "skipped", (words("library.why", file=one.file, why=one.why) for one in result.skipped)),
        _lines(words, "failed", (words("library.why", file=one.file, why=one.error) for one in result.failed)),
    )
    return tag("div", shown, class_="dz-notice dz-outcome", role="status")


def _reports(words: Words, what: str, found: Sequence[ReportFacts]) -> Html | None:
    links = (tag("a", facts.title, href=addresses.report(facts.id)) for facts in found)
    return _lines(words, what, links)


def _lines(words: Words, what: str, lines: Iterable[str]) -> Html | None:
    items = [tag("li", line) for line in lines]
    if not items:
        return None
    return tag("section", tag("b", words.count(f"library.{what}", len(items))), tag("ul", *items), class_=f"dz-{what}")


def removed(words: Words, reports: Sequence[ReportFacts]) -> Html:
    """Say which reports were taken out."""
    titles = words("list.comma").join(facts.title for facts in reports)
    return tag("div", words("library.removed", titles=titles), class_="dz-notice", role="status")


def asking(words: Words, facts: ReportFacts) -> Html:
    """Ask whether a report should go."""
    return tag(
        "div",
        tag("b", words("library.ask_remove", title=facts.title)),
        tag("p", words("library.ask_remove.hint"), class_="dz-hint"),
        class_="dz-notice dz-asking",
        role="alertdialog",
    )
