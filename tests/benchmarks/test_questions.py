"""The questions that ranking is measured on point at passages that are there."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reports.chinese import plain
from reports.reader import read
from reports.report import Report

ROOT = Path(__file__).parents[2]
FOLDERS = {
    "samples": ROOT / "samples",
    "seeds": ROOT.parent / "shared" / "seeds",
    "provincial": ROOT.parent / "shared" / "provincial_2025",
}
LEAST = {"zh": 150, "en": 60, "none": 70}


def questions(name: str) -> list[dict[str, Any]]:
    """Read the questions about one library."""
    lines = (ROOT / "benchmarks" / "questions" / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@cache
def reports(path: Path) -> list[Report]:
    """Read a file once."""
    return read(path.name, path.read_bytes())


@pytest.mark.parametrize("name", FOLDERS)
def test_each_answer_is_one_passage(name: str) -> None:
    """The fragments of an answer stand together in one passage of its report, and in no other."""
    if not FOLDERS[name].is_dir():
        pytest.skip("the real reports lie in ../shared, which is not here")
    for question in questions(name):
        for answer in question["answers"]:
            report = reports(FOLDERS[name] / answer["file"])[answer["report"] - 1]
            texts = [plain(passage.span.of(report.text)) for passage in report.passages]
            held = [text for text in texts if all(plain(fragment) in text for fragment in answer["holds"])]
            assert len(held) == 1, (question["id"], answer, len(held))


def test_there_are_enough_of_each_kind_in_both_halves() -> None:
    """Chinese and English questions with an answer, and questions without; each half has its share."""
    everything = [question for name in FOLDERS for question in questions(name)]
    assert len({question["id"] for question in everything}) == len(everything)
    for kind, least in LEAST.items():
        ones = [q["split"] for q in everything if (q["language"] if q["answers"] else "none") == kind]
        assert len(ones) >= least
        assert abs(ones.count("tune") - ones.count("held")) <= 4
