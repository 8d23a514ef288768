"""How report text is quoted to a model: between marks that it cannot forge, and cut where it is long."""

from __future__ import annotations

from collections.abc import Iterable

from service.printable import printable

TAG = "report-text"
"""Names the marks that report text stands between."""

_OPENING = str.maketrans("<>", "‹›")


def quoted(name: str, lines: Iterable[str]) -> str:
    """Put lines from a report between marks.

    Angle brackets inside become ‹ and ›, so that no report can close the marks and speak outside of them.

    Args:
        name: the id of what is quoted.
        lines: title, heading, text: whatever a report had a say in.
    """
    inside = "\n".join(harmless(line) for line in lines if line)
    return f'<{TAG} of="{harmless(name)}">\n{inside}\n</{TAG}>'


def harmless(text: str) -> str:
    """Write text so that it is text: without marks, and without characters that steer."""
    return printable(text).translate(_OPENING)


def shortened(text: str, most_chars: int) -> tuple[str, int]:
    """Cut a text.

    Returns:
        Its beginning, and how many characters were left out.
    """
    return text[:most_chars], max(0, len(text) - most_chars)
