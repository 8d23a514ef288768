"""The questions about reports, and which passages answer them; `questions/README.md` tells what they are."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from reports.chinese import plain
from reports.reader import read
from reports.report import Report

ROOT = Path(__file__).parents[1]
FOLDERS = {
    "samples": ROOT / "samples",
    "seeds": ROOT.parent / "shared" / "seeds",
    "provincial": ROOT.parent / "shared" / "provincial_2025",
}


def questions(name: str) -> list[dict[str, Any]]:
    """Read the questions about one library, a key of `FOLDERS`."""
    lines = (ROOT / "benchmarks" / "questions" / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@cache
def reports(path: Path) -> list[Report]:
    """Read a file once."""
    return read(path.name, path.read_bytes())


def answering(folder: Path, answer: Mapping[str, Any]) -> list[int]:
    """Give the numbers, from 1, of those passages of an answer's report in which its fragments stand together."""
    report = reports(folder / answer["file"])[answer["report"] - 1]
    texts = [plain(passage.span.of(report.text)) for passage in report.passages]
    fragments = [plain(fragment) for fragment in answer["holds"]]
    return [n for n, text in enumerate(texts, 1) if all(fragment in text for fragment in fragments)]
