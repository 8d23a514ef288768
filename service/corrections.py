"""Corrections: a report's facts as a person writes them."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from reports.places import chain_in, named_in, settle
from reports.report import Body, Region
from service.errors import BadRequest


def corrected(name: str, value: str) -> Any:
    """Read a corrected fact.

    Args:
        name: title, body, region, covers, year, date, session or speaker.
        value: as a person writes it; empty makes the fact unknown.

    Returns:
        The fact as `service.stored` keeps it.

    Raises:
        BadRequest: there is no such fact, or the value does not fit it.
    """
    if name in {"title", "session", "speaker"}:
        return value or None
    if name == "region":
        return asdict(_region(value)) if value else None
    patterns = {"year": r"\d{4}", "date": r"\d{4}-\d\d-\d\d", "covers": r"\d{4}(-\d{4})?", "body": "|".join(Body)}
    if name not in patterns:
        known = "title, body, region, covers, year, date, session, speaker"
        raise BadRequest(f"a report has no fact {name!r} to correct", hint=f"choose one of: {known}")
    if not value and name != "body":
        return None
    if not re.fullmatch(patterns[name], value):
        raise BadRequest(f"{name} can't be {value!r}", hint=f"it looks like {patterns[name]}")
    if name == "covers":
        first, _, last = value.partition("-")
        return [int(first), int(last or first)]
    return int(value) if name == "year" else value


def _region(value: str) -> Region:
    """Read a region as a person writes it: a name that means one place, or a path."""
    names = [name.strip() for name in value.split("/") if name.strip()]
    chain = chain_in("".join(names))
    if chain:
        return chain
    settled, doubtful = settle(names[-1], "".join(names)) if named_in(names[-1]) else (None, ())
    if settled and not doubtful:
        return settled
    return Region(tuple(names))
