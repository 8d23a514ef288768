"""The samples and what was planted in them."""

import json
from pathlib import Path
from typing import Any

from service.answers import PassageAnswer
from service.library import Library

SAMPLES = Path(__file__).parents[1] / "samples"
TRUTH: dict[str, Any] = json.loads((SAMPLES / "truth.json").read_text("utf-8"))
REPORTS: dict[str, dict[str, Any]] = {report["file"]: report for report in TRUTH["reports"]}
"""The facts of each report by its file's name."""


def planted(group: dict[str, Any]) -> dict[str, str]:
    """Give the sentence that a group of `shared` or `variants` plants in each file, as that file writes it."""
    if "occurrences" in group:
        return {found["file"]: found["text"] for found in group["occurrences"]}
    return dict.fromkeys(group["files"], group["text"]) | {
        other["file"]: other["text"] for other in group.get("other_form", ())
    }


def file_of(passage: PassageAnswer) -> str:
    """Give the name of the sample that a passage stands in."""
    return Path(passage.report.source.file).name


def report_of(library: Library, file: str) -> str:
    """Give the id of a sample's report."""
    return next(facts.id for facts in library.reports() if Path(facts.source.file).name == file)


def passage_with(library: Library, file: str, text: str) -> PassageAnswer:
    """Find the passage of a sample that holds a text."""
    return next(passage for passage in library.passages(report_of(library, file)) if text in passage.text)
