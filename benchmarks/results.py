"""RESULTS.md: a section for each benchmark, and each replaced by its next run."""

import re
from collections.abc import Sequence
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
HEAD = "# What was measured\n\nWritten by `make bench`; README.md beside this file says what each figure means.\n"


def keep(name: str, title: str, lines: Sequence[str]) -> None:
    """Write a benchmark's section, in place of the one it had."""
    written = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else HEAD
    head, *sections = re.split(r"^(?=## )", written, flags=re.MULTILINE)
    kept = {section.split("\n", 1)[0]: section.strip() for section in sections}
    kept[f"## {name}"] = "\n".join([f"## {name}", "", title, "", *lines]).strip()
    RESULTS.write_text("\n\n".join([head.strip(), *kept.values()]) + "\n", encoding="utf-8")


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """Write a Markdown table."""
    written = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(str(cell) for cell in row) + " |" for row in written]
