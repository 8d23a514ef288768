"""What rankings are measured on: passages, and questions whose answers stand in known ones.

Sets of paragraphs (XQuAD, CMRC 2018) become a table with a paragraph a row: files of several paragraphs would be read as
reports, in which lines are taken for titles or joined. Their titles are left out, for they often give the answer away, and
peers are given passages alone. Passages with the same text are one.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

import numpy as np

from benchmarks.gold import FOLDERS, answering, questions, reports
from benchmarks.setting import SHARED
from reports.chinese import plain
from service.answers import PassageAnswer
from service.files import SUFFIXES, GivenFile, files_in

TRANSLATIONS = "DUIZHAO_BENCH_TRANSLATIONS"
"""The environment variable that names a folder of XQuAD's questions in other languages: ru.tsv has lines `id<TAB>question`."""

CMRC_QUESTIONS = 1000

Key = tuple[str, int, int]
"""A passage as a library names it: the file, the report's number in it, and the passage's in the report, from 1."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question.

    Attributes:
        text: what is asked.
        language: of the question.
        held: whether it was held back when ranking was tuned.
        answers: the places of the passages that answer it; none if no passage does.
    """

    text: str
    language: str
    held: bool
    answers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Exam:
    """Passages and questions.

    Attributes:
        name: what it is called in tables.
        language: of its passages; "" where they are of several.
        files: what a library is made of.
        passages: the different texts, which peers are given.
        places: the place in `passages` of each passage that a library makes of the files.
        questions: what is asked.
    """

    name: str
    language: str
    files: tuple[GivenFile, ...]
    passages: tuple[str, ...]
    places: Mapping[Key, int]
    questions: tuple[Asked, ...]

    def place(self, passage: PassageAnswer) -> int:
        """Give the place of a passage that a library found."""
        report, _, number = passage.id.rpartition(":")
        return self.places[PurePath(passage.report.source.file).name, int(report.rpartition("-")[2]), int(number)]


@dataclass(slots=True)
class _Texts:
    """Different texts in the order in which they came."""

    known: dict[str, int] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)

    def place(self, text: str) -> int:
        """Give the place of a text, a new one if there is none like it."""
        place = self.known.setdefault(plain(text), len(self.texts))
        if place == len(self.texts):
            self.texts.append(text)
        return place


# Paragraphs


def xquad(language: str, folder: Path) -> Exam:
    """Take the paragraphs of XQuAD in one language, asked in both and, if it is Chinese, in those that were given.

    Args:
        language: "zh" or "en".
        folder: where the table of paragraphs is written.
    """
    blocks = tuple(_blocks(f"xquad.{language}.json"))
    asked = {tongue: _questions(_blocks(f"xquad.{tongue}.json")) for tongue in ("zh", "en")}
    asked = (asked | translated()) if language == "zh" else {"zh": asked["zh"]}
    return _paragraphs("XQuAD", language, blocks, asked, folder)


def cmrc(folder: Path) -> Exam:
    """Take the paragraphs of CMRC 2018's development set, and some of its 3,219 questions, the same ones every time."""
    blocks = tuple(_blocks("cmrc2018_dev.json"))
    everything = list(_questions(blocks).items())
    asked = {"zh": dict(everything[n] for n in np.random.default_rng(0).permutation(len(everything))[:CMRC_QUESTIONS])}
    return _paragraphs("CMRC 2018", "zh", blocks, asked, folder)


def translated() -> dict[str, dict[str, str]]:
    """Read the given translations of XQuAD's questions, by language and the question's id."""
    if TRANSLATIONS not in os.environ:
        return {}
    found = {}
    for path in sorted(Path(os.environ[TRANSLATIONS]).expanduser().glob("*.tsv")):
        lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line)
        if path.stem not in {"zh", "en"}:  # XQuAD has these itself, and all of them
            found[path.stem] = {line[0]: line[1] for line in lines}
    return found


Block = tuple[str, Sequence[Mapping[str, Any]]]


def _blocks(file: str) -> Iterator[Block]:
    data = json.loads((SHARED / "evaluation" / file).read_text(encoding="utf-8"))["data"]
    return ((block["context"], block["qas"]) for article in data for block in article["paragraphs"])


def _questions(blocks: Iterable[Block]) -> dict[str, str]:
    return {qa["id"]: qa["question"] for _, qas in blocks for qa in qas}


def _paragraphs(
    name: str, language: str, blocks: Sequence[Block], asked: Mapping[str, Mapping[str, str]], folder: Path
) -> Exam:
    """Make an exam of paragraphs.

    Args:
        name: the exam's.
        language: of the paragraphs.
        blocks: the paragraphs with the questions that they answer.
        asked: questions by language and id.
        folder: where the table is written.
    """
    texts = _Texts()
    at = [texts.place(context) for context, _ in blocks]
    where = {qa["id"]: place for place, (_, qas) in zip(at, blocks, strict=True) for qa in qas}
    path = folder / f"{name} {language}.jsonl"
    path.write_text("\n".join(json.dumps({"text": context}) for context, _ in blocks), encoding="utf-8")
    rows = reports(path)
    assert len(rows) == len(blocks), f"{name} is not read as a report a row"
    return Exam(
        name,
        language,
        (GivenFile(path, path.name),),
        tuple(texts.texts),
        {
            (path.name, row, number): at[row - 1]
            for row, report in enumerate(rows, 1)
            for number, _ in enumerate(report.passages, 1)
        },
        tuple(
            Asked(text, language, held=True, answers=frozenset({where[id_]}))
            for language, ones in asked.items()
            for id_, text in ones.items()
        ),
    )


# Reports


def of_reports(name: str) -> Exam:
    """Take the questions about one library of reports, a key of `FOLDERS`."""
    texts, places = _Texts(), {}
    files = [given for given in files_in([FOLDERS[name]]) if given.path.suffix.lower() in SUFFIXES]
    for given in files:
        for row, report in enumerate(reports(given.path), 1):
            for number, passage in enumerate(report.passages, 1):
                places[given.path.name, row, number] = texts.place(passage.span.of(report.text))
    asked = [
        Asked(
            one["question"],
            one["language"],
            held=one["split"] == "held",
            answers=frozenset(
                places[answer["file"], answer["report"], number]
                for answer in one["answers"]
                for number in answering(FOLDERS[name], answer)
            ),
        )
        for one in questions(name)
    ]
    return Exam(name, "", tuple(files), tuple(texts.texts), places, tuple(asked))
