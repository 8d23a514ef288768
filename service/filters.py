"""Filters: which reports and passages a question is put to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

BodyName: TypeAlias = Literal["npc", "cppcc", "government", "other"]
"""The values of `reports.report.Body`, where what is asked must be checked by its type."""
PartName: TypeAlias = Literal["done", "planned", "problems"]
"""The values of `reports.report.Part`, likewise."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What to look in. Several of one kind mean "or", different kinds mean "and"; an empty kind admits all.

    Attributes:
        regions: names, paths such as 浙江省/杭州市, or codes; each includes what lies below it.
        years: years that a report covers.
        bodies: "npc", "cppcc", "government" or "other".
        parts: "done", "planned" or "problems".
    """

    regions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    bodies: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
