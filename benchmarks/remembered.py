"""Vectors that are remembered from run to run: texts are what a benchmark spends its time on, and they seldom change.

Libraries and indexes are made anew in every run, so that whatever changed in them is measured; only the vectors are kept,
under the encoder's fingerprint and a digest of the text. Peers use this from their own environment: it needs NumPy alone.
"""

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

from embeddings.encoder import Encoder, Step, Vectors

CACHE = "DUIZHAO_BENCH_CACHE"
"""The environment variable that names the folder where vectors are kept; without it they are forgotten with the run."""
_BATCH = 256


@contextmanager
def cache_folder() -> Iterator[Path]:
    """Give the folder for what is remembered."""
    if CACHE in os.environ:
        folder = Path(os.environ[CACHE]).expanduser()
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
    else:
        with tempfile.TemporaryDirectory(prefix="duizhao-bench-") as aside:
            yield Path(aside)


class Memory:
    """A SQLite file of vectors of one encoder."""

    def __init__(self, file: Path, fingerprint: str) -> None:
        """Open or make the file.

        Args:
            file: where vectors are kept, of any number of encoders.
            fingerprint: the encoder's.
        """
        self._file = file
        self._fingerprint = fingerprint
        self._lent: dict[bytes, bytes] = {}
        with self._open() as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID")

    def vectors(self, texts: Sequence[str], encode: Callable[[list[str]], Vectors]) -> Vectors:
        """Give the vectors of texts, of which those not known yet are encoded now and kept.

        Args:
            texts: any strings, their prompts in front.
            encode: gives the vectors of texts.
        """
        keys = [self._key(text) for text in texts]
        found = self._known(keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        pairs = sorted(missing.items(), key=lambda pair: -len(pair[1]))
        for start in range(0, len(pairs), _BATCH):
            batch = pairs[start : start + _BATCH]
            vectors = encode([text for _, text in batch])
            made = {key: vector.astype("<f4").tobytes() for (key, _), vector in zip(batch, vectors, strict=True)}
            with self._open() as connection:
                connection.executemany("INSERT OR IGNORE INTO vector VALUES (?, ?)", made.items())
            found |= made
        joined = b"".join(found[key] for key in keys)
        return np.frombuffer(joined, dtype="<f4").reshape(len(keys), -1).astype(np.float32)

    def lend(self, text: str, vector: Vectors) -> None:
        """Take a vector for a text's until this is let go of; it is not kept."""
        self._lent[self._key(text)] = vector.astype("<f4").tobytes()

    def unknown(self, texts: Sequence[str]) -> list[str]:
        """List those of some texts that have no vector yet."""
        keys = [self._key(text) for text in texts]
        found = self._known(keys)
        return [text for key, text in zip(keys, texts, strict=True) if key not in found]

    def _known(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        found = {key: self._lent[key] for key in keys if key in self._lent}
        with self._open() as connection:
            for key in set(keys) - set(found):
                row = connection.execute("SELECT vector FROM vector WHERE key = ?", (key,)).fetchone()
                if row:
                    found[key] = row[0]
        return found

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self._fingerprint}\0{text}".encode()).digest()[:16]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._file, timeout=60)) as connection, connection:
            yield connection


class Remembering:
    """An encoder that asks its memory first."""

    def __init__(self, encoder: Encoder, file: Path) -> None:
        """Take an encoder, and the file of its memory."""
        self._encoder = encoder
        self._memory = Memory(file, encoder.fingerprint)

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
        return self._recalled("query", texts, self._encoder.encode_queries)

    def encode_passages(self, texts: Sequence[str], *, step: Step | None = None) -> Vectors:
        """See `Encoder`; what is known already counts as soon as the rest is encoded."""
        vectors = self._recalled("passage", texts, self._encoder.encode_passages)
        if step:
            step(len(texts))
        return vectors

    def _recalled(self, kind: str, texts: Sequence[str], encode: Callable[[list[str]], Vectors]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        mark = f"{kind}: "
        return self._memory.vectors([mark + text for text in texts], lambda new: encode([t[len(mark) :] for t in new]))


class StandingIn(Remembering):
    """An encoder that has stand-ins for what it does not remember, for where times are measured and meaning is not.

    A stand-in is the vector of another text, drawn from those asked for before, and turned a little.
    """

    _POOL = 2000

    def __init__(self, encoder: Encoder, file: Path) -> None:
        """Take an encoder, and the file of its memory."""
        super().__init__(encoder, file)
        self._random = np.random.default_rng(0)
        self._pool = np.eye(1, encoder.dimensions, dtype=np.float32)

    def encode_passages(self, texts: Sequence[str], *, step: Step | None = None) -> Vectors:
        """See `Encoder`."""
        for text in self._memory.unknown([f"passage: {text}" for text in texts]):
            self._memory.lend(text, turned(self._pool[self._random.integers(len(self._pool))], self._random))
        vectors = super().encode_passages(texts, step=step)
        self._pool = np.concatenate([self._pool, vectors])[-self._POOL :]
        return vectors


def turned(vector: Vectors, random: np.random.Generator) -> Vectors:
    """Turn a vector a little, so that no two are alike."""
    moved = vector + random.normal(0, 0.01, len(vector)).astype(np.float32)
    near: Vectors = moved / np.linalg.norm(moved)
    return near
