"""When reports were given, so far as they say: what is earliest in a library."""

from __future__ import annotations

from collections.abc import Iterable

from service.answers import ReportFacts

_AT_THE_END_OF_TIME = 9999


def date_of(facts: ReportFacts) -> tuple[str, str]:
    """Give what orders reports by date: day or year, the year after the last they cover where they give none; then the id."""
    if facts.date:
        return (facts.date, facts.id)
    return (str(facts.year or (facts.covers[1] + 1 if facts.covers else _AT_THE_END_OF_TIME)), facts.id)


def earliest(reports: Iterable[tuple[ReportFacts, int]]) -> int | None:
    """Give the passage of the earliest report, each report beside a passage of it; None where there is none."""
    found = min(reports, key=lambda one: (date_of(one[0]), one[1]), default=None)
    return None if found is None else found[1]
