"""Whose a report is and of which years, as files and terminals write it."""

from __future__ import annotations

from collections.abc import Sequence


def place(region: Sequence[str | None] | None) -> str:
    """Write a region without slashes, from the province down; "" for one that is unknown."""
    return "".join(name for name in region or () if name)


def years(covers: tuple[int, int] | None) -> str:
    """Write the years that a report covers, a single one once; "" where they are unknown."""
    return "–".join(dict.fromkeys(map(str, covers or ())))
