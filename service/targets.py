"""Targets and results: what a report set out to do, beside what the next one of the same body says of it."""

from __future__ import annotations

from service.answers import Target
from service.collection import Collection


def targets(collection: Collection, a: int, b: int) -> tuple[Target, ...]:
    return ()
