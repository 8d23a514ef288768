"""Markdown, as far as the reference needs it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

WRITTEN = "*Written from the code by `make reference`; change it there.*"


def page(title: str, introduction: str, parts: Iterable[str]) -> str:
    """Put a page together."""
    return "\n\n".join(part for part in (f"# {title}", WRITTEN, introduction, *parts) if part) + "\n"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table; an empty one is no table."""
    body = [_row(row) for row in rows]
    return "\n".join([_row(columns), _row(["---"] * len(columns)), *body]) if body else ""


def code(text: str) -> str:
    """Write a word of code."""
    return f"`{text}`"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"
