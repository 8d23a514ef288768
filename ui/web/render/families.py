"""Families of recurring text: the template, what varies in it, and everywhere it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from service.answers import Family, Flag, Occurrence, Overlap, ReportFacts, Slot
from ui.web import addresses
from ui.web.markup import Html, escape, group, joined, tag
from ui.web.render.hits import percent
from ui.web.render.marks import boxed
from ui.web.render.names import dotted, provenance, where
from ui.web.render.notices import notice
from ui.web.words import Words

_SLOT = re.compile(r"(⟨[^⟩]*⟩)")
_SLOT_KINDS = {"⟨数⟩": "number", "⟨地⟩": "place"}
_MOST_VALUES = 12
_REASONS = (
    ("why.formula", re.compile(r"holds the formula “(?P<formula>.+)”")),
    ("why.provincial", re.compile(r"stands in a provincial report: (?P<title>.+)")),
    ("why.substantive", re.compile(r"stands in (?P<regions>\d+) of (?P<of>\d+) regions, in no provincial report.*")),
    ("why.widespread", re.compile(r"stands in (?P<regions>\d+) of (?P<of>\d+) regions")),
)
"""How the service says why a family is of its kind, and the key of the same in the words of the page."""


def families(words: Words, found: Sequence[Family], *, hidden: int = 0) -> Html:
    """List families, widest first; `hidden` says how many the switches above leave out."""
    count = words.count("families.count", len(found))
    left_out = words.count("families.hidden", hidden) if hidden else None
    line = tag("p", dotted([count, left_out]), class_="dz-count")
    if not found:
        return group(line, notice(words("families.none"), tag("p", words("families.none.hint"))))
    return group(line, *(family(words, one) for one in found))


def family(words: Words, one: Family) -> Html:
    """Show a family, folded to its template."""
    facts = dotted(
        [words.count("regions.n", one.region_count), words.count("reports.n", one.report_count), _years(one.years)]
    )
    kind = tag(
        "span", words(f"kind.{one.kind}"), class_=f"dz-kind dz-kind-{one.kind}", title=reason(words, one.why_kind)
    )
    summary = tag(
        "summary",
        tag("span", template(words, one.template), class_="dz-text"),
        tag("span", kind, facts, class_="dz-facts"),
    )
    rows = [occurrence(words, place) for place in one.occurrences]
    return tag(
        "details",
        summary,
        tag("p", words("families.why"), " ", reason(words, one.why_kind), class_="dz-hint"),
        _earliest(words, one),
        slots(words, one.slots),
        tag("ol", *rows, class_="dz-occurrences"),
        class_="dz-family",
        id=f"family-{one.id}",
    )


def reason(words: Words, said: str) -> str:
    """Say why a family is of its kind in the words of the page; a reason it has no words for stands as it is."""
    for key, pattern in _REASONS:
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


def slots(words: Words, found: Sequence[Slot]) -> Html | None:
    """Say what stands in each slot."""
    if not found:
        return None
    rows = [
        tag("tr", tag("th", words(f"slot.{slot.kind}"), scope="row"), tag("td", _values(words, slot))) for slot in found
    ]
    return tag("table", tag("caption", words("families.slots")), tag("tbody", *rows), class_="dz-slots")


def _values(words: Words, slot: Slot) -> Html:
    values = list(dict.fromkeys(slot.values))
    shown = [tag("span", value or "∅", class_="dz-value") for value in values[:_MOST_VALUES]]
    more = words("families.more", n=len(values) - _MOST_VALUES) if len(values) > _MOST_VALUES else None
    return group(joined(" ", shown), " ", more)


def _earliest(words: Words, one: Family) -> Html:
    link = tag("a", provenance(words, one.earliest.report), href=addresses.reader(one.earliest.id))
    return tag("p", words("families.earliest"), " ", link, class_="dz-hint")


def occurrence(words: Words, place: Occurrence) -> Html:
    """Show one place where a family stands, with the facts that differ boxed."""
    passage = place.passage
    link = tag("a", provenance(words, passage.report), href=addresses.reader(passage.id), class_="dz-open")
    grade = tag("span", words(f"grade.{place.grade}"), class_=f"dz-grade dz-grade-{place.grade}")
    head = tag(
        "div", link, " ", tag("span", where(words, passage), class_="dz-where"), grade, class_="dz-occurrence-head"
    )
    return tag("li", head, tag("p", place.text, class_="dz-text"), _flags(words, place.flags))


def _flags(words: Words, flags: Sequence[Flag]) -> Html | None:
    if not flags:
        return None
    kinds = dict.fromkeys(flag.kind for flag in flags)
    shown = [group(words(f"flag.{kind}"), " ", *_boxes(flags, kind)) for kind in kinds]
    return tag("p", joined("  ", shown), class_="dz-flags")


def _boxes(flags: Sequence[Flag], kind: str) -> list[Html]:
    return [group(boxed(flag.mine, flag.theirs), " ") for flag in flags if flag.kind == kind]


def _years(years: Sequence[int]) -> str:
    if not years:
        return ""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}–{last}"


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
