"""How many threads linear algebra takes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from threadpoolctl import ThreadpoolController

OPENMP = {"user_api": "openmp", "threading_layer": "openmp"}
"""Pools that keep a count for each thread that enters: OpenMP, and BLAS built on it (either key is enough to be chosen)."""


@contextmanager
def one_thread() -> Iterator[None]:
    """Let BLAS and OpenMP take one thread inside, as befits the small products of one question.

    Waking a second thread costs more than it saves, and while it spins in wait of more it takes the model's core: without
    this, a question in a library with 10,000 passages took twice as long. Any thread may enter, also while others are inside.
    """
    with _own_counts().limit(limits=1), _shared():
        yield


class _SharedLimit:
    """One thread, as long as anybody is inside, for the pools that keep a single count for the whole program."""

    def __init__(self, pools: ThreadpoolController) -> None:
        self._pools = pools
        self._counting = threading.Lock()
        self._inside = 0
        self._limit: Any = None

    def __enter__(self) -> None:
        with self._counting:
            if not self._inside:
                self._limit = self._pools.limit(limits=1)
            self._inside += 1

    def __exit__(self, *error: object) -> None:
        with self._counting:
            self._inside -= 1
            if not self._inside:
                self._limit.restore_original_limits()


@cache
def _shared() -> _SharedLimit:
    own = {pool["filepath"] for pool in _own_counts().info()}
    return _SharedLimit(
        _pools().select(filepath=[pool["filepath"] for pool in _pools().info() if pool["filepath"] not in own])
    )


@cache
def _own_counts() -> ThreadpoolController:
    """Choose the pools that keep a count for each thread."""
    return _pools().select(**OPENMP)


@cache
def _pools() -> ThreadpoolController:
    """Find the thread pools of the libraries that are loaded: NumPy and FAISS are, before anything is asked."""
    return ThreadpoolController()
