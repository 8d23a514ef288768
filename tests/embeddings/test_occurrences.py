import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings import occurrences
from embeddings.dictionary import Group
from embeddings.english import ENDINGS
from embeddings.occurrences import Occurrences
from embeddings.words import normal

TEXTS = ["人大代表提出议案，代表们说", "The reports of reporters.", "", "火\n灾", "報告 report 2024年"]


@pytest.mark.parametrize(
    ("string", "expected"),
    [
        ("代表", [0, 0]),
        ("大代表提", [0]),
        ("代们", []),
        ("火", [3]),
        ("火灾", []),
        ("报告", [4]),
        ("report", [1, 4]),
        ("repor", []),
        ("2024", [4]),
        ("202", []),
        ("年", [4]),
        ("𠀀", []),
        ("", []),
    ],
)
def test_a_string_is_found_wherever_it_stands(string: str, expected: list[int]) -> None:
    """Chinese anywhere in a line, other words by their stems, in either form of the characters."""
    assert Occurrences(TEXTS).texts_with([string]).tolist() == expected


@given(
    st.lists(st.text(alphabet="人大代表\n ab，1", max_size=12), max_size=5),
    st.text(alphabet="人大代表", min_size=1, max_size=4),
)
def test_chinese_is_counted_as_by_hand(texts: list[str], string: str) -> None:
    """Every place counts, also those that overlap."""
    by_hand = [n for n, text in enumerate(texts) for _ in re.finditer(f"(?={string})", normal(text))]
    assert sorted(Occurrences(texts).texts_with([string]).tolist()) == by_hand


@given(
    st.lists(st.text(alphabet="ades 大，", max_size=12), max_size=5), st.text(alphabet="ades", min_size=1, max_size=4)
)
def test_words_are_counted_as_by_hand(texts: list[str], string: str) -> None:
    """A word begins with the stem and goes on with an ending."""
    by_hand = [
        n
        for n, text in enumerate(texts)
        for word in re.findall("[ades]+", text)
        if word.startswith(string) and word[len(string) :] in ENDINGS
    ]
    assert sorted(Occurrences(texts).texts_with([string]).tolist()) == by_hand


def test_a_group_counts_as_one_word() -> None:
    """Worked by hand: of two texts of one length one holds both translations; they add up, and are as rare as both together."""
    held = Occurrences(["提案议案", "无关文字"])
    (first, second) = held.scores([Group((("提案",), ("议案",)))])
    assert first == pytest.approx(2 / (2 + 1.2))
    assert second == 0
    rare, common = math.log(1 + 1.5 / 1.5), math.log(1 + 0.5 / 2.5)
    both = held.scores([Group((("提案",), ("文字",))), Group((("议案",),), 0.5)])
    most = 2.2 * (common + 0.5 * rare)
    assert both == pytest.approx([(common + 0.5 * rare) / most, common / most])


def test_strings_of_an_alternative_stand_together() -> None:
    """The rarer counts; a text that lacks one has none."""
    held = Occurrences(["people people congress", "people people people", "a congress"])
    assert held._frequency(Group((("people", "congress"),))).tolist() == [1, 0, 0]
    assert held._frequency(Group((("people", "congress"), ("congress",)))).tolist() == [2, 0, 1]


def test_what_no_text_holds_lowers_the_share() -> None:
    """A word that is nowhere is one that the texts don't answer; no groups, no scores."""
    held = Occurrences(["代表", "议案"])
    known = Group((("代表",),))
    assert held.scores([known, Group((("博物馆",),))])[0] < held.scores([known])[0] < 1
    assert held.scores([]).tolist() == [0, 0]
    assert Occurrences([]).scores([known]).tolist() == []
    assert held.scores([Group(())]).tolist() == [0, 0]


def test_what_stands_nearly_everywhere_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would cost more time than it tells."""
    monkeypatch.setattr(occurrences, "_TOO_COMMON", 1)
    assert not Occurrences(["的的", "好"]).scores([Group((("的",),))]).any()
    assert np.count_nonzero(Occurrences(["的的", "好"]).scores([Group((("好",),))])) == 1
