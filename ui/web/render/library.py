"""The library as a table: what it holds, what is doubtful in it, and what can be done about that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.answers import ReportFacts
from ui.web import addresses
from ui.web.markup import Child, Html, group, joined, tag
from ui.web.render.names import body, region, region_name, years
from ui.web.words import Words, is_chinese

MOST_ROWS = 200
_COLUMNS = ("title", "region", "body", "years", "passages", "doubts", "actions")
_TOLD_BY_FACTS = ("region ", "years unknown", "the source breaks off")
"""How the reader's warnings begin that a report's facts say as well."""


def table(words: Words, reports: Sequence[ReportFacts], found: Sequence[ReportFacts]) -> Html:
    """List reports, those with doubts first.

    Args:
        words: the language.
        reports: all that the library holds.
        found: those to list.
    """
    titles = {facts.id: facts.title for facts in reports}
    if not found:
        return tag("p", words("shelf.none_found"), class_="dz-hint")
    rows = [row(words, facts, titles) for facts in sorted(found, key=_order)[:MOST_ROWS]]
    every = tag("input", type="checkbox", data_choose_all=True, aria_label=words("shelf.choose_all"))
    head = [tag("th", every, scope="col"), *(tag("th", words(f"table.{column}"), scope="col") for column in _COLUMNS)]
    caption = tag("caption", _counted(words, len(reports), len(found)))
    whole = tag("table", caption, tag("thead", tag("tr", *head)), tag("tbody", *rows), class_="dz-table dz-shelf")
    return tag("div", whole, class_="dz-scroll", tabindex="0", role="region", aria_label=words("nav.library"))


def _counted(words: Words, held: int, found: int) -> str:
    said = words.count("holdings.reports", held) if found == held else words.count("shelf.found", found, of=held)
    return said if found <= MOST_ROWS else said + words("shelf.first", n=MOST_ROWS)


def _order(facts: ReportFacts) -> tuple[bool, str, tuple[str, ...], int]:
    path = tuple(name or "" for name in facts.region or ())
    return (not is_doubtful(facts), facts.region_code or "", path, facts.year or 0)


def is_doubtful(facts: ReportFacts) -> bool:
    """Tell whether a person should look at a report's facts."""
    return bool(facts.warnings or facts.duplicate_of or not facts.complete)


def row(words: Words, facts: ReportFacts, titles: Mapping[str, str]) -> Html:
    """Show a report; `titles` are those of all reports, by id."""
    choose = tag("input", type="checkbox", data_choose=facts.id, aria_label=words("shelf.choose", title=facts.title))
    title = tag("a", facts.title, href=addresses.report(facts.id))
    cells = (
        tag("td", choose),
        tag("td", title, tag("span", facts.source.file, class_="dz-file"), class_="dz-title"),
        tag("td", region(words, facts.region)),
        tag("td", body(words, facts.body)),
        tag("td", years(facts), class_="dz-number"),
        tag("td", facts.passages, class_="dz-number"),
        tag("td", *_doubts_to_settle(words, facts, titles), class_="dz-doubts"),
        tag("td", _actions(words, facts)),
    )
    return tag("tr", *cells, data_report=facts.id)


def _actions(words: Words, facts: ReportFacts) -> Html:
    summarise = tag("a", words("nav.summary"), href=addresses.summary(facts.id))
    correct = _button(words("shelf.correct"), data_correct=facts.id, aria_expanded="false", title=facts.title)
    remove = _button(words("library.remove"), data_remove=facts.id, data_title=facts.title, title=facts.title)
    return tag("span", summarise, correct, remove, class_="dz-actions")


def _button(label: Child, **attributes: str) -> Html:
    return tag("button", label, type="button", class_="dz-do", **attributes)


def doubts(words: Words, facts: ReportFacts, titles: Mapping[str, str]) -> list[str]:
    """What a reader should doubt in a report's facts, in the words of the page where it has some."""
    lines = [
        _region_doubt(words, facts),
        None if facts.covers else words("doubt.years"),
        None if facts.complete else words("doubt.incomplete"),
        *_other_warnings(facts),
    ]
    if facts.duplicate_of:
        lines.append(words("doubt.duplicate", title=titles.get(facts.duplicate_of, facts.duplicate_of)))
    return [line for line in lines if line]


def _region_doubt(words: Words, facts: ReportFacts) -> str | None:
    if facts.ambiguous:
        choices = words("list.or").join(region_name(words, path) for path in facts.ambiguous)
        return words("doubt.ambiguous", choices=choices)
    return words("doubt.region") if _lacks_region(facts) else None


def _lacks_region(facts: ReportFacts) -> bool:
    return facts.region is None and facts.level != "national"


def _other_warnings(facts: ReportFacts) -> list[str]:
    return [warning for warning in facts.warnings if not warning.startswith(_TOLD_BY_FACTS)]


def _doubts_to_settle(words: Words, facts: ReportFacts, titles: Mapping[str, str]) -> list[Html]:
    """Say what is doubtful in a report, each with a button or link that settles it."""
    found = []
    if facts.ambiguous:
        choices = [_choice(words, facts.id, path) for path in facts.ambiguous]
        found.append(group(words("shelf.which_region"), " ", joined(" ", choices)))
    elif _lacks_region(facts):
        found.append(_to_fill_in(words, facts.id, "region"))
    if not facts.covers:
        found.append(_to_fill_in(words, facts.id, "covers"))
    if not facts.complete:
        found.append(group(words("doubt.incomplete")))
    found += [tag("span", warning, lang=None if is_chinese(warning) else "en") for warning in _other_warnings(facts)]
    if facts.duplicate_of:
        title = titles.get(facts.duplicate_of, facts.duplicate_of)
        found.append(tag("a", words("doubt.duplicate", title=title), href=addresses.report(facts.duplicate_of)))
    return [tag("div", one) for one in found]


def _choice(words: Words, report: str, path: tuple[str | None, ...]) -> Html:
    name = region_name(words, path)
    return tag(
        "button", name, type="button", class_="dz-choice", data_settle=report, data_region=addresses.region_path(path)
    )


def _to_fill_in(words: Words, report: str, fact: str) -> Html:
    said = words({"region": "doubt.region", "covers": "doubt.years"}[fact])
    return group(said, " ", _button(words(f"shelf.fill_in.{fact}"), data_correct=report, data_fact=fact))


def removed(words: Words, reports: Sequence[ReportFacts], word: str) -> Html:
    """Say which reports were taken out, and how they are put back."""
    titles = words("list.comma").join(facts.title for facts in reports)
    back = _button(words("shelf.put_back"), data_put_back=word)
    said = tag("p", words("library.removed", titles=titles), " ", back)
    return tag("div", said, tag("p", words("shelf.put_back.hint"), class_="dz-hint"), class_="dz-notice")
