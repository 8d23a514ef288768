import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.any_of import any_of

words = st.lists(st.text("甲乙.*[]", max_size=4), max_size=8)


@given(words, st.text("甲乙.*[]", max_size=12))
def test_it_finds_what_a_plain_alternation_finds(given_words: list[str], text: str) -> None:
    """The longest word at each place, whatever characters the words are made of."""
    longest_first = sorted(filter(None, given_words), key=len, reverse=True)
    plain = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")

    assert re.findall(any_of(given_words), text) == plain.findall(text)


def test_it_is_one_thing_for_what_follows() -> None:
    """What is written behind it holds for the whole: 甲 or 乙, twice."""
    assert re.fullmatch(any_of(["甲", "乙"]) + "{2}", "甲乙")
    assert re.fullmatch(f"(?:{any_of(['甲乙'])}){{2}}", "甲乙甲乙")


@pytest.mark.parametrize(
    "long", [["甲" * 5000], ["甲" * 5000 + "乙", "甲" * 5000 + "丙", "甲"], ["甲" * n for n in range(1, 400)]]
)
def test_long_words_are_no_deep_tree(long: list[str]) -> None:
    """A place may be called anything: neither this nor `re`, which both go down branch by branch, gets lost in it."""
    assert re.findall(any_of(long), f"乙{long[-1]}乙{long[0]}") == [long[-1], long[0]]
