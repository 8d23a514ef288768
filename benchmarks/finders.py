"""Who takes part in finding reuse: duizhao as its users meet it, and peers."""

import json
import time
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Protocol

from benchmarks.corpus import Stretch
from benchmarks.matches import Found
from benchmarks.remembered import Remembering
from benchmarks.setting import MODELS, ROOT, peers_python, run
from embeddings.encoder import Encoder
from reports.sentences import sentences
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


class Peer:
    """A peer, which runs in its own environment (see `peers/finder.py`), over sentences and over whole passages."""

    def __init__(self, name: str, model: Path, fingerprint: str, memory: Path, folder: Path) -> None:
        """Take what it is started with.

        Args:
            name: a key of `PEERS` in `peers/finder.py`.
            model: the model's folder.
            fingerprint: the model's.
            memory: the file of remembered vectors.
            folder: where it is told what to look at.
        """
        self._before = (name, model, memory, f"{fingerprint} in fp32")
        self._given = folder / f"{name}.json"

    def find(self, files: Sequence[Path], passages: Passages) -> Found:  # noqa: ARG002  # it is given what was read
        """See `Finder`; what is found among sentences and among passages counts alike."""
        whole = [Stretch(r, p, 0, len(text)) for r, report in enumerate(passages) for p, text in enumerate(report)]
        cut = [
            Stretch(one.report, one.passage, *span)
            for one in whole
            for span in sentences(passages[one.report][one.passage])
        ]
        units = {"sentences": cut, "passages": whole}
        given = {
            kind: [passages[one.report][one.passage][one.start : one.end] for one in some]
            for kind, some in units.items()
        }
        self._given.write_text(json.dumps(given), encoding="utf-8")
        script = Path(__file__).parent / "peers" / "finder.py"
        answers = json.loads(
            run([script, *self._before, self._given], peers_python(), PYTHONPATH=str(ROOT), TQDM_DISABLE="1")
        )
        groups = [[units[kind][n] for n in group] for kind, answer in answers.items() for group in answer["groups"]]
        scores = [score for answer in answers.values() for score in answer["scores"] or ()]
        return Found(groups, sum(answer["seconds"] for answer in answers.values()), scores or None)
