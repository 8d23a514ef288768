"""`python -m docs.reference` writes the pages of the reference from the code; a test fails when they are not what it writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from docs.reference import commands, http, mcp, python, settings

HERE = Path(__file__).parent
PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": commands.page,
    "settings.md": settings.page,
    "python.md": python.page,
    "mcp.md": mcp.page,
    "http.md": http.page,
}
"""What writes each page."""


def main() -> None:
    """Write all pages."""
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
