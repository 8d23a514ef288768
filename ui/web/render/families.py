"""Families of recurring text: the template, what varies in it, and everywhere it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from service.answers import Family, PassageAnswer, Slot
from ui.web import addresses
from ui.web.markup import Child, Html, escape, group, joined, tag
from ui.web.render.names import dotted, provenance
from ui.web.render.notices import notice
from ui.web.render.occurrences import occurrences
from ui.web.render.variants import regions, timeline, who_has_what, wordings
from ui.web.words import Words

_SLOT = re.compile(r"(⟨[^⟩]*⟩)")
_SLOT_KINDS = {"⟨数⟩": "number", "⟨地⟩": "place"}
_MOST_VALUES = 12
_BEGINNING_CHARS = 32
REASONS = (
    ("why.formula", re.compile(r"holds the formula “(?P<formula>.+)”", re.DOTALL)),
    ("why.above", re.compile(r"stands in a report from above: (?P<title>.+)", re.DOTALL)),
    ("why.substantive", re.compile(r"stands in (?P<regions>\d+) of (?P<of>\d+) regions, in no report from above, .+")),
    ("why.widespread", re.compile(r"stands in (?P<regions>\d+) of (?P<of>\d+) regions")),
)
"""How the service says why a family is of its kind, and the key of the same in the words of the page."""


def families(
    words: Words,
    found: Sequence[Family],
    folds: Mapping[str, Sequence[Family]],
    here: Callable[[str], str],
    *,
    more: bool = False,
) -> Html:
    """List families, widest first.

    Args:
        words: the language.
        found: those that are listed.
        folds: those that are folded, by why: a line says how many, and opens them.
        here: gives the address of an anchor on this page.
        more: there are more than these.
    """
    everything = [one for listed in (found, *folds.values()) for one in listed]
    if not everything:
        return notice(words("families.none"), tag("p", words("families.none.hint")))
    count = words("families.first", n=len(everything)) if more else words.count("families.count", len(everything))
    links = {one.id: tag("a", _beginning(one.template), href=here(_anchor(one))) for one in everything}
    return group(
        tag("p", count, class_="dz-count"),
        *(_fold(words, why, hidden, links) for why, hidden in folds.items() if hidden),
        *(family(words, one, links) for one in found),
    )


def _fold(words: Words, why: str, hidden: Sequence[Family], links: Mapping[str, Html]) -> Html:
    return tag(
        "details",
        tag("summary", words.count(f"families.folded.{why}", len(hidden))),
        *(family(words, one, links) for one in hidden),
        class_="dz-fold dz-muted",
        id=f"folded-{why}",
    )


def family(words: Words, one: Family, links: Mapping[str, Html]) -> Html:
    """Show a family, folded to its template; `links` lead to those on the page, by id."""
    facts = dotted(
        [words.count("regions.n", one.region_count), words.count("reports.n", one.report_count), _years(one.years)]
    )
    why = reason(words, one.why_kind)
    kind = tag("span", words(f"kind.{one.kind}"), class_=f"dz-kind dz-kind-{one.kind}", title=why)
    summary = tag(
        "summary",
        tag("span", template(words, one.template), class_="dz-text"),
        tag("span", kind, facts, class_="dz-facts"),
    )
    return tag(
        "details",
        summary,
        tag("p", words("families.why"), " ", why, class_="dz-hint"),
        _earliest(words, one),
        _contained(words, [links[name] for name in one.contains if name in links]),
        slots(words, one),
        timeline(words, one.occurrences),
        wordings(words, one.occurrences),
        occurrences(words, one.occurrences),
        class_="dz-family",
        id=_anchor(one),
    )


def _anchor(one: Family) -> str:
    return f"family-{one.id}"


def reason(words: Words, said: str) -> str:
    """Say why a family is of its kind in the words of the page; a reason it has no words for stands as it is."""
    for key, pattern in REASONS:
        found = pattern.fullmatch(said)
        if found:
            return words(key, **found.groupdict())
    return said


def template(words: Words, text: str) -> Html:
    """Show a template with its slots as pills."""
    pieces = _SLOT.split(text)
    return group(*(_pill(words, piece) if _SLOT.fullmatch(piece) else escape(piece) for piece in pieces))


def _pill(words: Words, slot: str) -> Html:
    kind = _SLOT_KINDS.get(slot)
    return tag("span", words(f"slot.{kind}") if kind else "…", class_="dz-slot")


def slots(words: Words, one: Family) -> Html | None:
    """Say what stands in each slot, and in which regions."""
    if not one.slots:
        return None
    rows = [
        tag("tr", tag("th", words(f"slot.{slot.kind}"), scope="row"), tag("td", *_values(words, slot, having)))
        for slot, having in zip(one.slots, who_has_what(one), strict=True)
    ]
    return tag("table", tag("caption", words("families.slots")), tag("tbody", *rows), class_="dz-slots")


def _values(words: Words, slot: Slot, having: Mapping[str, Sequence[PassageAnswer]]) -> list[Child]:
    """List the values of a slot, those that most places have first."""
    values = sorted(dict.fromkeys([*having, *slot.values]), key=lambda value: -len(having.get(value, ())))
    shown = [_value(words, value, having.get(value, ())) for value in values[:_MOST_VALUES]]
    more = words("families.more", n=len(values) - _MOST_VALUES) if len(values) > _MOST_VALUES else None
    return [joined(" ", shown), " ", more]


def _value(words: Words, value: str, passages: Sequence[PassageAnswer]) -> Html:
    where = tag("span", regions(words, passages), class_="dz-where") if passages else None
    return tag("span", tag("span", value or "∅", class_="dz-value"), where, class_="dz-having")


def _earliest(words: Words, one: Family) -> Html:
    link = tag("a", provenance(words, one.earliest.report), href=addresses.reader(one.earliest.id))
    return tag("p", words("families.earliest"), " ", link, class_="dz-hint")


def _contained(words: Words, links: Sequence[Html]) -> Html | None:
    """Lead to the families that are a part of this one."""
    if not links:
        return None
    held = tag("ul", *(tag("li", link) for link in links), class_="dz-contained")
    return group(tag("p", words("families.contains"), class_="dz-hint"), held)


def _beginning(text: str) -> str:
    plain = _SLOT.sub("…", text)
    return plain if len(plain) <= _BEGINNING_CHARS else plain[:_BEGINNING_CHARS].rstrip("…") + "…"


def _years(years: Sequence[int]) -> str:
    if not years:
        return ""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}–{last}"
