"""Long texts are read in overlapping windows, so that nothing is cut off silently.

A window is a stretch of the text, short enough for the model with the prompt in front of it; the text's vector is the
mean of its windows' vectors, each counting for as many tokens as it holds, brought back to unit length.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from embeddings.encoder import Vectors

Spans = Sequence[tuple[int, int]]
"""Where each token of a text stands in it, [start, end) in characters."""

OVERLAP = 8  # neighbouring windows share an eighth of a window
SLACK = 4  # tokens kept free: a stretch cut out of its text can be a few tokens longer than it was inside


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a text."""

    text: str
    tokens: int  # its weight among the windows of its text


def windows(text: str, *, spans_of: Callable[[str], Spans], room: int) -> list[Window]:
    """Cut a text into windows of about equal size; a text that has room enough is one window.

    Args:
        text: any string.
        spans_of: tells where the tokens of a string stand in it.
        room: most tokens in a window.
    """
    spans = spans_of(text)
    if len(spans) <= room:
        return [Window(text, len(spans))]
    found = []
    for first, last in places(len(spans), max(1, room - SLACK)):
        part = text[spans[first][0] : spans[last - 1][1]]
        # A single character can stand for more tokens than there is room for: the model sees the first of them.
        found += [Window(part, room)] if part == text else windows(part, spans_of=spans_of, room=room)
    return found


def places(count: int, size: int) -> list[tuple[int, int]]:
    """Spread windows evenly over more tokens than one can hold.

    Args:
        count: how many tokens there are.
        size: most tokens in a window, fewer than `count`.

    Returns:
        [first, last) of each window, all of one size; the first begins with the text, the last ends with it.
    """
    overlap = size // OVERLAP
    number = max(2, -(-(count - overlap) // (size - overlap)))
    even = -(-(count + (number - 1) * overlap) // number)
    starts = [n * (count - even) // (number - 1) for n in range(number)]
    return [(start, start + even) for start in starts]


def mean(vectors: Vectors, weights: Sequence[int]) -> Vectors:
    """Join the vectors of a text's windows into its own.

    Args:
        vectors: (windows, dimensions) float32, unit length.
        weights: the windows' tokens.

    Returns:
        (dimensions,) float32, unit length.
    """
    if len(vectors) == 1:
        only: Vectors = vectors[0]
        return only
    total = np.asarray(weights, dtype=np.float64) @ vectors
    joined: Vectors = (total / np.linalg.norm(total)).astype(np.float32)
    return joined
