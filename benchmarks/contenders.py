"""Who takes part in asking: duizhao as its users meet it, BM25, and peers as processes of their own."""

import json
import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from benchmarks.bm25 import Bm25
from benchmarks.exams import Exam
from benchmarks.remembered import Remembering, StandingIn
from benchmarks.setting import MODELS, ROOT, peers_python
from embeddings.encoder import Encoder, Step, Vectors
from service.answers import Hit
from service.library import Library

LIMIT = 10


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a contender found for a question.

    Attributes:
        hits: best first; each the places of the passages shown there, more than one where like ones are folded.
        score: how surely the first one answers.
        confident: whether the contender says that anything answers; None if it never says.
    """

    hits: tuple[frozenset[int], ...]
    score: float
    confident: bool | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """The seconds of one question, and of these the model's."""

    whole: float
    in_model: float


class Contender(Protocol):
    """What ranks passages, and can be timed at it."""

    def hold(self, exam: Exam, folder: Path) -> None:
        """Make passages searchable, in a folder that is there for it; where nothing is asked, by stand-ins for vectors."""

    def rank(self, questions: Sequence[str]) -> list[Ranking]:
        """Answer questions."""

    def time(self, question: str) -> Taken:
        """Answer one question with nothing remembered of it, and say how long that took."""


class Duizhao:
    """A library, asked through `service.Library`."""

    def __init__(self, encoder: Encoder, memory: Path) -> None:
        """Take the encoder that is timed, and the file of its memory for everything else."""
        self._encoder = Stopwatch(encoder)
        self._remembering = Remembering(encoder, memory)
        self._standing_in = StandingIn(encoder, memory)

    def hold(self, exam: Exam, folder: Path) -> None:
        """See `Contender`."""
        self._exam = exam
        encoder = self._remembering if exam.questions else self._standing_in
        self._library = Library.open(folder, models_folder=MODELS, encoder=encoder)
        added = self._library.add(exam.files)
        assert not added.failed, added.failed
        self._timed = Library.open(folder, models_folder=MODELS, encoder=self._encoder)

    def rank(self, questions: Sequence[str]) -> list[Ranking]:
        """See `Contender`."""
        return [self._ranking(question) for question in questions]

    def _ranking(self, question: str) -> Ranking:
        answer = self._library.ask(question, limit=LIMIT)
        return Ranking(unseen([self._places(hit) for hit in answer.hits]), answer.confidence, answer.confident)

    def _places(self, hit: Hit) -> frozenset[int]:
        return frozenset(self._exam.place(passage) for passage in (hit.passage, *hit.siblings))

    def time(self, question: str) -> Taken:
        """See `Contender`."""
        self._encoder.seconds = 0.0
        start = time.perf_counter()
        self._timed.ask(question, limit=LIMIT)
        return Taken(time.perf_counter() - start, self._encoder.seconds)

    def time_many(self, questions: Sequence[str]) -> float:
        """Answer some questions in a batch, and say how many seconds that took."""
        start = time.perf_counter()
        self._timed.ask_many(questions, limit=LIMIT)
        return time.perf_counter() - start


def unseen(hits: Sequence[frozenset[int]]) -> tuple[frozenset[int], ...]:
    """Leave out hits all of whose passages were shown before: a paragraph read as several counts once."""
    shown: set[int] = set()
    kept = []
    for hit in hits:
        if not hit <= shown:
            kept.append(hit)
        shown |= hit
    return tuple(kept)


class Stopwatch:
    """An encoder that counts the seconds spent on questions."""

    def __init__(self, encoder: Encoder) -> None:
        """Take an encoder."""
        self._encoder = encoder
        self.seconds = 0.0

    @property
    def fingerprint(self) -> str:
        """See `Encoder`."""
        return self._encoder.fingerprint

    @property
    def dimensions(self) -> int:
        """See `Encoder`."""
        return self._encoder.dimensions

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder`."""
        start = time.perf_counter()
        vectors = self._encoder.encode_queries(texts)
        self.seconds += time.perf_counter() - start
        return vectors

    def encode_passages(self, texts: Sequence[str], *, step: Step | None = None) -> Vectors:
        """See `Encoder`."""
        return self._encoder.encode_passages(texts, step=step)


class Words:
    """BM25 over the passages."""

    def hold(self, exam: Exam, folder: Path) -> None:  # noqa: ARG002  # a folder is not needed
        """See `Contender`."""
        self._index = Bm25(exam.passages)

    def rank(self, questions: Sequence[str]) -> list[Ranking]:
        """See `Contender`."""
        return [_ranking(self._index.rank(question, LIMIT)) for question in questions]

    def time(self, question: str) -> Taken:
        """See `Contender`."""
        start = time.perf_counter()
        self._index.rank(question, LIMIT)
        return Taken(time.perf_counter() - start, 0.0)


class Peer:
    """A peer, which runs in its own environment; see `peers/ranker.py`."""

    def __init__(self, name: str, model: Path, fingerprint: str, memory: Path) -> None:
        """Start it.

        Args:
            name: "pipeline", "semantic_search" or "txtai".
            model: the model's folder.
            fingerprint: the model's.
            memory: the file of remembered vectors.
        """
        script = Path(__file__).parent / "peers" / "ranker.py"
        command = [peers_python(), script, name, model, memory, f"{fingerprint} in fp32"]
        self._process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.communicate()

    def hold(self, exam: Exam, folder: Path) -> None:  # noqa: ARG002  # its index stays in its memory
        """See `Contender`."""
        self._tell({"hold": exam.passages})

    def rank(self, questions: Sequence[str]) -> list[Ranking]:
        """See `Contender`."""
        found = self._tell({"rank": questions, "limit": LIMIT})
        return [_ranking(hits) for hits in found]

    def time(self, question: str) -> Taken:
        """See `Contender`."""
        return Taken(*self._tell({"time": question, "limit": LIMIT}))

    def lend(self, copies: Sequence[tuple[str, str]]) -> None:
        """Give copies the vectors of what they were made of: for times, their own are not worth the wait."""
        self._tell({"lend": copies})

    def _tell(self, command: dict[str, object]) -> Any:
        """Have a command done, and give what came of it.

        Raises:
            RuntimeError: the peer has ended.
        """
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the peer has ended; what it said last stands above")
        return json.loads(line)


def _ranking(hits: Sequence[tuple[int, float]]) -> Ranking:
    return Ranking(tuple(frozenset({place}) for place, _ in hits), hits[0][1] if hits else 0.0)
