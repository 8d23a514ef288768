"""The families that are planted in `samples/`, as `truth.json` there names them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.corpus import Stretch
from benchmarks.gold import FOLDERS, reports


@dataclass(frozen=True, slots=True)
class Planted:
    """Reports, a file each, their passages, and the families that are planted in them."""

    files: tuple[Path, ...]
    passages: tuple[tuple[str, ...], ...]
    families: tuple[tuple[Stretch, ...], ...]


def planted() -> Planted:
    """Read the samples: sentences that many reports share, sentences that vary, and paragraphs that were taken over."""
    folder = FOLDERS["samples"]
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    files = tuple(folder / report["file"] for report in truth["reports"])
    passages = tuple(
        tuple(p.span.of(report.text) for p in report.passages) for file in files for report in reports(file)
    )
    assert len(passages) == len(files), "a sample is no longer a report"
    numbers = {file.name: n for n, file in enumerate(files)}
    families = (
        tuple(_standing(numbers[one["file"]], passages, one["text"]) for one in family) for family in _families(truth)
    )
    return Planted(files, passages, tuple(families))


def _families(truth: Mapping[str, Any]) -> Iterator[list[dict[str, str]]]:
    for shared in truth["shared"]:
        yield [*({"file": file, "text": shared["text"]} for file in shared["files"]), *shared.get("other_form", ())]
    for varied in truth["variants"]:
        yield varied["occurrences"]
    for copied in truth["copied"]:
        yield [copied["from"], copied["to"]]


def _standing(report: int, passages: Sequence[Sequence[str]], text: str) -> Stretch:
    """Find a text in a report's passages."""
    for number, passage in enumerate(passages[report]):
        if text in passage:
            return Stretch(report, number, passage.index(text), passage.index(text) + len(text))
    raise ValueError(f"a sample is read without: {text}")
