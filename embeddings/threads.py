"""How many threads linear algebra takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from threadpoolctl import ThreadpoolController


@contextmanager
def one_thread() -> Iterator[None]:
    """Let BLAS and OpenMP take one thread inside, as befits the small products of one question.

    Waking a second thread costs more than it saves, and while it spins in wait of more it takes the model's core: without
    this, a question in a library with 10,000 passages took twice as long.
    """
    with _pools().limit(limits=1):
        yield


@cache
def _pools() -> ThreadpoolController:
    """Find the thread pools of the libraries that are loaded: NumPy and FAISS are, before anything is asked."""
    return ThreadpoolController()
