"""What the names mean that people and programs call reports and passages by."""

from __future__ import annotations

import re

from reports.report import Span
from service.answers import ReportFacts
from service.collection import Collection
from service.errors import Ambiguous, BadRequest, NotFound
from service.provenance import place, years

_STRETCH = re.compile(r"(?P<passage>.*)\[(?P<start>\d{1,9}):(?P<end>\d{1,9})\]")
_CHOICES = 6


def report_named(collection: Collection, name: str) -> int:
    """Find a report by its id, an unambiguous beginning of one, or an unambiguous part of a title.

    Raises:
        NotFound: no report goes by that name.
        Ambiguous: more than one does.
    """
    facts = collection.facts
    exact = [n for n, found in enumerate(facts) if found.id == name]
    begun = exact or [n for n, found in enumerate(facts) if name and found.id.startswith(name)]
    named = begun or [n for n, found in enumerate(facts) if name and name in found.title]
    if not named:
        raise NotFound(f"no report goes by {name!r}", hint="list the reports: they have ids and titles")
    if len(named) > 1:
        choices = ", ".join(_choice(facts[n]) for n in named[:_CHOICES])
        raise Ambiguous(f"{len(named)} reports go by {name!r}: {choices}", hint="give an id")
    return named[0]


def _choice(facts: ReportFacts) -> str:
    """Write a report so that it can be told from others of its title."""
    return f"{facts.id} ({', '.join(filter(None, [facts.title, place(facts.region), years(facts.covers)]))})"


def passage_named(collection: Collection, name: str) -> int:
    """Find a passage by its id.

    Raises:
        NotFound: there is none.
    """
    report, _, number = name.rpartition(":")
    if report and number.isdecimal():
        position = next((n for n, facts in enumerate(collection.facts) if facts.id == report), None)
        if position is not None and 0 < int(number) <= collection.facts[position].passages:
            return int(collection.first_passage[position]) + int(number) - 1
    raise NotFound(f"there is no passage {name!r}", hint="passage ids come with every hit, as REPORT:NUMBER")


def stretch_named(collection: Collection, name: str) -> tuple[int, Span | None]:
    """Find a passage, and the stretch of it that is named behind its id, `ID[start:end]`; None for all of it.

    Raises:
        NotFound: there is no such passage.
        BadRequest: it has no such stretch.
    """
    named = _STRETCH.fullmatch(name)
    if named is None:
        return passage_named(collection, name), None
    passage, stretch = passage_named(collection, named["passage"]), Span(int(named["start"]), int(named["end"]))
    length = len(collection.text(passage))
    if not stretch.start < stretch.end <= length:
        raise BadRequest(
            f"there is no stretch [{stretch.start}:{stretch.end}] in a passage of {length:,} characters",
            hint="count characters of the passage's text from 0, the end exclusive",
        )
    return passage, stretch
