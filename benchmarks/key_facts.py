"""The facts that a good summary of a report holds, and questions about it; `key_facts/README.md` tells what they are."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.gold import FOLDERS, reports
from reports.report import Report

_FOLDER = Path(__file__).with_name("key_facts")

Keys = tuple[tuple[str, ...], ...]
"""Alternatives, each the strings that must stand together in one sentence."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact, whether it hangs on a figure, and what shows that a text says it."""

    text: str
    figures: bool
    keys: Keys


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and what shows that a text answers it."""

    text: str
    keys: Keys


@dataclass(frozen=True, slots=True)
class Annotated:
    """A report with its facts and questions.

    Attributes:
        slug: its name here.
        path: the file that it is in.
        place: which report of the file it is, from 0.
        facts: what a summary should choose from.
        questions: about it, with known answers.
    """

    slug: str
    path: Path
    place: int
    facts: tuple[Fact, ...]
    questions: tuple[Question, ...]

    @property
    def report(self) -> Report:
        """The report as it is read."""
        return reports(self.path)[self.place]


@cache
def annotated() -> tuple[Annotated, ...]:
    """Read all reports that have facts."""
    asked = _rows("questions")
    return tuple(
        Annotated(
            row["slug"],
            FOLDERS[row["folder"]] / row["file"],
            int(row["report"]) - 1,
            tuple(Fact(one["fact"], one["figures"] == "yes", keys(one["keys"])) for one in _rows(row["slug"])),
            tuple(Question(one["question"], keys(one["keys"])) for one in asked if one["slug"] == row["slug"]),
        )
        for row in _rows("reports")
    )


def keys(written: str) -> Keys:
    """Read keys: alternatives between " | ", and between " + " what must stand in one sentence."""
    return tuple(tuple(part.strip() for part in one.split(" + ")) for one in written.split(" | "))


def says(sentences: Iterable[str], wanted: Keys) -> bool:
    """Tell whether one of some sentences holds all strings of one of the alternatives."""
    return any(all(part in sentence for part in one) for sentence in sentences for one in wanted)


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
