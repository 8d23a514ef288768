"""Who takes part in finding reuse: duizhao as its users meet it, and peers."""

import time
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Protocol

from benchmarks.injected import Stretch
from benchmarks.matches import Found
from benchmarks.remembered import Remembering
from benchmarks.setting import MODELS
from embeddings.encoder import Encoder
from service.answers import Occurrence
from service.files import GivenFile
from service.library import Library

EVERYTHING = 10**9

Passages = Sequence[Sequence[str]]
"""The passages of each report."""


class Finder(Protocol):
    """What finds reuse between reports."""

    def find(self, files: Sequence[Path], passages: Passages) -> Found:
        """Find stretches that are variants of one another.

        Args:
            files: the reports.
            passages: of each, as read from the files.
        """


class Duizhao:
    """A library, asked through `service.Library`; vectors are there before time is taken, and so is what was read."""

    def __init__(self, encoder: Encoder, memory: Path, folder: Path) -> None:
        """Take the encoder, the file of its memory, and a folder for libraries."""
        self._encoder = Remembering(encoder, memory)
        self._folder = folder
        self._made = 0

    def find(self, files: Sequence[Path], passages: Passages) -> Found:
        """See `Finder`."""
        self._made += 1
        library = Library.open(self._folder / f"library {self._made}", models_folder=MODELS, encoder=self._encoder)
        added = library.add([GivenFile(path, path.name) for path in files])
        assert not added.failed, added.failed
        numbers = {path.name: number for number, path in enumerate(files)}
        assert len(library.collection.passages) == sum(map(len, passages)), "the library holds other passages"
        start = time.perf_counter()
        families = library.duplicates(min_regions=1, limit=EVERYTHING).families
        seconds = time.perf_counter() - start
        return Found([[_stretch(one, numbers) for one in family.occurrences] for family in families], seconds)


def _stretch(occurrence: Occurrence, numbers: dict[str, int]) -> Stretch:
    passage = occurrence.passage
    report = numbers[PurePath(passage.report.source.file).name]
    return Stretch(report, int(passage.id.rpartition(":")[2]) - 1, *occurrence.span)
