"""What encoders of all models have in common: long texts in windows, each string once, opened with the first text."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from embeddings.encoder import Step, Vectors
from embeddings.windows import Spans, Window, mean, windows

UNLIMITED_TOKENS = 1 << 30


class Known(Protocol):
    """What is known of a model, by its record or since it is loaded."""

    @property
    def dimensions(self) -> int:
        """The length of a vector."""

    @property
    def max_tokens(self) -> int:
        """The most tokens of prompt and text together; 0 is no limit."""

    @property
    def query_prompt(self) -> str:
        """What stands in front of a question."""

    @property
    def passage_prompt(self) -> str:
        """What stands in front of a passage."""


class Engine(Protocol):
    """A model at work. Any thread may use it."""

    def counts(self, texts: Sequence[str]) -> list[int]:
        """Count the tokens that the model would have to see of each text, special tokens included."""

    def spans(self, text: str) -> Spans:
        """Say where each token of a text stands in it, special tokens left out."""

    def encode(self, texts: Sequence[str], done: Callable[[int], None] | None = None) -> Vectors:
        """Encode texts that the model can see whole, their prompts in front.

        Args:
            texts: at least one.
            done: told the place of each text once it is encoded.

        Returns:
            (n, dimensions) float32, unit length.
        """


class WindowedEncoder(ABC):
    """An `embeddings.encoder.Encoder` over an engine. Any thread may use it."""

    def __init__(self, fingerprint: str) -> None:
        """Take a model's fingerprint; `_open` is called with the first text."""
        self.fingerprint = fingerprint
        self._opening = threading.Lock()
        self._opened: Engine | None = None

    @property
    @abstractmethod
    def _known(self) -> Known:
        """What is known of the model. Any thread may ask; it may be loaded for it."""

    @abstractmethod
    def _open(self) -> Engine:
        """Load the model."""

    @property
    def dimensions(self) -> int:
        """See `Encoder`."""
        return self._known.dimensions

    @property
    def engine(self) -> Engine:
        """The model, loaded when it is first asked for."""
        with self._opening:
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions; see `Encoder`."""
        return self._encode(texts, self._known.query_prompt, None)

    def encode_passages(self, texts: Sequence[str], *, step: Step | None = None) -> Vectors:
        """Encode passages; see `Encoder`."""
        return self._encode(texts, self._known.passage_prompt, step)

    def _encode(self, texts: Sequence[str], prompt: str, step: Step | None) -> Vectors:
        times = Counter(texts)  # in order of first appearance
        if not times:
            return np.empty((0, self.dimensions), dtype=np.float32)
        cut = self._windows(list(times), prompt)
        told = _Told(cut, list(times.values()), step) if step else None
        vectors = self.engine.encode([prompt + window.text for found in cut for window in found], told)
        first, joined = 0, {}
        for text, found in zip(times, cut, strict=True):
            joined[text] = mean(vectors[first : first + len(found)], [window.tokens for window in found])
            first += len(found)
        return np.array([joined[text] for text in texts], dtype=np.float32)

    def _windows(self, texts: Sequence[str], prompt: str) -> list[list[Window]]:
        engine, most = self.engine, self._known.max_tokens or UNLIMITED_TOKENS
        *counts, taken = engine.counts([*(prompt + text for text in texts), prompt])
        room = max(1, most - taken)
        return [
            [Window(text, count)] if count <= most else windows(text, spans_of=engine.spans, room=room)
            for text, count in zip(texts, counts, strict=True)
        ]


class _Told:
    """Turns finished windows into finished texts, each as many times as it was given."""

    def __init__(self, cut: Sequence[Sequence[Window]], times: Sequence[int], step: Step) -> None:
        self._text_of = [text for text, found in enumerate(cut) for _ in found]
        self._left = [len(found) for found in cut]
        self._times = times
        self._step = step

    def __call__(self, window: int) -> None:
        text = self._text_of[window]
        self._left[text] -= 1
        if not self._left[text]:
            self._step(self._times[text])
