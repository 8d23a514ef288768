"""What the rows of a comparison are called, and how many there are of each kind: in a page as in a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.answers import ComparedRow
    from ui.web.words import Words

KINDS = ("same", "edited", "moved", "only_a", "only_b")
"""The kinds of rows, in the order in which they are counted."""


def kind_counts(rows: Iterable[ComparedRow]) -> list[tuple[str, int]]:
    """Count the rows of each kind, in the order of `KINDS`."""
    counts = Counter(row.kind for row in rows)
    return [(kind, counts[kind]) for kind in KINDS]


def kind_name(words: Words, kind: str, earlier: str | None) -> str:
    """Name a kind of row; for two years of one body, by what became of it.

    Args:
        words: the language.
        kind: one of `KINDS`.
        earlier: "a" or "b", which of the two reports is the earlier; None for any others.
    """
    if earlier is None or kind == "moved":
        return words(f"compare.kind.{kind}")
    became = {"same": "kept", "edited": "reworded"}.get(kind) or ("dropped" if kind == f"only_{earlier}" else "new")
    return words(f"compare.became.{became}")
