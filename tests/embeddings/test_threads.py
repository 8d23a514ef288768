from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context

import faiss
import numpy as np

from embeddings.threads import _pools, one_thread

Counts = list[int]
Counted = tuple[Counts, list[Counts], list[Counts]]
"""The counts before, inside and afterwards."""


def threads() -> Counts:
    """Count the threads of each pool that NumPy and FAISS brought along."""
    return [pool["num_threads"] for pool in _pools().info()]


def alone(look: Callable[[], Counted]) -> Counted:
    """Look in a program of its own: nothing else that a test left running takes or gives threads there."""
    with get_context("spawn").Pool(1) as programs:
        return programs.apply(look)


def twice() -> Counted:
    """Enter twice, one after the other: the counts before, inside and after."""
    assert faiss.IndexFlatIP(4).d == np.ones(4).size
    before, inside, after = threads(), [], []
    for _ in range(2):
        with one_thread():
            inside.append(threads())
        after.append(threads())
    return before, inside, after


def overlapping() -> Counted:
    """Two threads are inside at once and the one that came first leaves first: its counts and the other's."""
    before, inside = threads(), []
    first, second = one_thread(), one_thread()
    with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(1) as other:
        one.submit(first.__enter__).result()
        other.submit(second.__enter__).result()
        inside.append(one.submit(threads).result())
        one.submit(first.__exit__, None, None, None).result()
        inside.append(other.submit(threads).result())
        other.submit(second.__exit__, None, None, None).result()
        return before, inside, [one.submit(threads).result(), other.submit(threads).result()]


def test_inside_there_is_one_thread_and_afterwards_as_many_as_before() -> None:
    """For each of the pools, also when it is entered twice."""
    before, inside, after = alone(twice)
    assert before
    assert inside == [[1] * len(before)] * 2
    assert after == [before] * 2


def test_whoever_leaves_last_gives_the_threads_back() -> None:
    """Also when the one that came first is gone by then."""
    before, inside, after = alone(overlapping)
    assert inside == [[1] * len(before)] * 2
    assert after == [before] * 2
