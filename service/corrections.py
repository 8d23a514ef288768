"""Corrections: a report's facts as a person writes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from reports import given
from reports.report import Body
from service.errors import BadRequest

FACTS = {
    "title": "临平区人民代表大会常务委员会工作报告",
    "body": "npc, cppcc, government or other",
    "region": "浙江省/杭州市/临平区",
    "covers": "2023 or 2018-2022",
    "year": "2024",
    "date": "2024-01-12",
    "session": "第十七届人民代表大会第三次会议",
    "speaker": "王明",
}
"""The facts that can be corrected, each with an example."""


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
    if name not in FACTS:
        raise BadRequest(f"a report has no fact {name!r} to correct", hint=f"choose one of: {', '.join(FACTS)}")
    if not value and name in {"title", "body"}:
        raise BadRequest(f"a report can't be without its {name}", hint=f"give one: {FACTS[name]}")
    if not value:
        return None
    try:
        return _READ.get(name, str)(_whole(value))
    except ValueError as error:
        raise BadRequest(f"{name} can't be {value!r}", hint=f"it looks like {FACTS[name]}") from error


def _whole(value: str) -> str:
    """Refuse half a character, which nothing can keep: that raises UnicodeEncodeError, a ValueError."""
    value.encode()
    return value


def _covers(value: str) -> list[int]:
    first, _, last = value.partition("-")
    years = [_year(first), _year(last or first)]
    if years[0] > years[1]:
        raise ValueError(value)
    return years


def _year(value: str) -> int:
    if not re.fullmatch(r"(19|20)\d\d", value):
        raise ValueError(value)
    return int(value)


def _date(value: str) -> str:
    return date.fromisoformat(value).isoformat()


def _body(value: str) -> str:
    return Body(value).value


def _place(value: str) -> dict[str, Any]:
    return asdict(given.region(value))


_READ: dict[str, Callable[[str], Any]] = {
    "body": _body,
    "region": _place,
    "covers": _covers,
    "year": _year,
    "date": _date,
}
