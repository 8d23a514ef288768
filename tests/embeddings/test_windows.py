from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.windows import OVERLAP, Window, mean, places, windows


def by_character(text: str) -> list[tuple[int, int]]:
    """A token for each character."""
    return [(n, n + 1) for n in range(len(text))]


def test_a_text_with_room_enough_is_one_window() -> None:
    """It is left as it is, spaces and all."""
    assert windows(" abc ", spans_of=by_character, room=5) == [Window(" abc ", 5)]
    assert windows("", spans_of=by_character, room=5) == [Window("", 0)]


def test_two_windows_by_hand() -> None:
    """Twelve tokens into windows of eight, one shared: [0, 7) and [5, 12), of seven each once they are evened out."""
    assert places(12, 8) == [(0, 7), (5, 12)]


def test_windows_of_a_text_by_hand() -> None:
    """Room for twelve tokens and four kept free leaves windows of eight at most."""
    assert windows("abcdefghijklm", spans_of=by_character, room=12) == [Window("abcdefg", 7), Window("ghijklm", 7)]


@given(count=st.integers(2, 5000), size=st.integers(1, 600))
def test_windows_cover_every_token_and_overlap(count: int, size: int) -> None:
    """From the first token to the last, none too long, neighbours sharing about an eighth, all of one size."""
    if size >= count:
        return
    found = places(count, size)

    assert found[0][0] == 0
    assert found[-1][1] == count
    assert {last - first for first, last in found} == {found[0][1] - found[0][0]}
    assert found[0][1] <= size
    for (_, last), (first, _) in pairwise(found):
        assert last - first >= size // OVERLAP


@given(length=st.integers(0, 300), room=st.integers(1, 40))
def test_no_character_is_lost(length: int, room: int) -> None:
    """However little room there is, every character stands in a window, in order, and no window is too long."""
    text = "".join(chr(0x4E00 + n) for n in range(length))  # no two alike, so each is known by itself

    found = windows(text, spans_of=by_character, room=room)

    assert all(window.tokens == len(window.text) <= room for window in found)
    assert all(window.text in text for window in found)
    assert "".join(dict.fromkeys("".join(window.text for window in found))) == text


def test_a_stretch_that_grows_is_cut_again() -> None:
    """Cut out of its text, a stretch can have more tokens than inside it: then it is cut again, never cut off."""

    def growing(text: str) -> list[tuple[int, int]]:
        each = 3 if len(text) < 20 else 1
        return [(n, n + 1) for n in range(len(text)) for _ in range(each)]

    found = windows("abcdefghijklmnopqrstuvwxyz", spans_of=growing, room=20)

    assert all(len(growing(window.text)) <= 20 for window in found)
    assert set("".join(window.text for window in found)) == set("abcdefghijklmnopqrstuvwxyz")


def test_a_character_of_many_tokens_ends_the_cutting() -> None:
    """What can't be cut is one window."""
    assert windows("ﷺ", spans_of=lambda _: [(0, 1)] * 18, room=10) == [Window("ﷺ", 10)] * 3


def test_the_mean_by_hand() -> None:
    """Three tokens' worth of (1, 0) and four of (0, 1) make (0.6, 0.8)."""
    vectors = np.array([[1, 0], [0, 1]], dtype=np.float32)

    assert mean(vectors, [3, 4]).tolist() == pytest.approx([0.6, 0.8])


def test_the_mean_of_one_is_that_one() -> None:
    """Bit for bit."""
    vectors = np.array([[0.1, 0.7]], dtype=np.float32)

    assert mean(vectors, [0]) is not vectors
    assert mean(vectors, [0]).tolist() == vectors[0].tolist()
