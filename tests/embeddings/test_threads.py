import faiss
import numpy as np
from threadpoolctl import threadpool_info

from embeddings.threads import one_thread


def threads() -> list[int]:
    """Count the threads of each pool that NumPy and FAISS brought along."""
    return [pool["num_threads"] for pool in threadpool_info()]


def test_inside_there_is_one_thread_and_afterwards_as_many_as_before() -> None:
    """For each of the pools, also when it is entered twice."""
    assert faiss.IndexFlatIP(4).d == np.ones(4).size
    before = threads()
    assert before
    for _ in range(2):
        with one_thread():
            assert set(threads()) == {1}
        assert threads() == before
