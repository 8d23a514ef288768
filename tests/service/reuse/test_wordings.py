import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reuse.folding import fold
from service.reuse.wordings import MIN_CHARS, MOST_CHARS, NONE, Wordings
from tests.service.reuse.made import folded_text, wordings_of


def test_the_same_sentence_is_one_wording() -> None:
    """By hand: numbers, own places, scripts and marks are no difference; what is too short has no wording."""
    wordings, (first, second) = Wordings.none().with_more(
        [
            fold(["蓼溪县召开会议8次，听取报告。", "各位代表：", "强化监督，提高工作实效。"], ["蓼溪县"]),
            fold(["茗丘縣召開會議19次聽取報告", "群众出行更加方便。", "强化监督提高工作实效！"], ["茗丘县"]),
        ]
    )

    assert first.tolist() == [0, NONE, 1]
    assert second.tolist() == [0, 2, 1]
    assert [wordings.text(n) for n in range(len(wordings))] == [
        "@召开会议#次听取报告",
        "强化监督提高工作实效",
        "群众出行更加方便",
    ]
    assert wordings.lengths.tolist() == [11, 10, 8]
    assert wordings.holder.tolist() == [0] * 11 + [1] * 10 + [2] * 8


@pytest.mark.parametrize("length", [0, 1, MIN_CHARS - 1, MIN_CHARS])
def test_what_is_too_short_is_no_wording(length: int) -> None:
    """Eight characters, marks apart, are the least."""
    _, (of,) = Wordings.none().with_more([fold(["，" + "甲乙丙丁戊己庚辛"[:length] + "。"], ())])
    assert (of.tolist() == [NONE]) == (length < MIN_CHARS)


def test_clauses_are_those_of_the_first_sentence() -> None:
    """Where the clauses of a wording begin, and its end; with what in it may be denied or turned round."""
    wordings = wordings_of(["不得增加收费，违者必究；公开透明。", "不得增加收费违者必究公开透明"])
    wording = wordings.clauses(0)

    assert len(wordings) == 1
    assert wording.text == "不得增加收费违者必究公开透明"
    assert wording.clauses == [0, 6, 10, 14]


def test_of_a_list_without_full_stops_the_beginning_counts() -> None:
    """A very long sentence is known by its first characters."""
    begin = "".join(chr(0x4E00 + n) for n in range(MOST_CHARS))
    wordings, (of,) = Wordings.none().with_more([fold([begin + "甲乙", begin, begin[:-1]], ())])
    assert of[0] == of[1] != of[2]
    assert wordings.text(0) == folded_text(begin)[:MOST_CHARS]


def test_a_rare_character_is_one_character() -> None:
    """One beyond the basic plane counts as one, and two of them are no difference."""
    wordings = wordings_of(["甲乙丙丁戊己庚𠮷辛", "甲乙丙丁戊己庚𠮸辛", "甲乙丙丁戊己庚辛"])
    assert wordings.lengths.tolist() == [9, 8]
    assert [len(wordings.text(n)) for n in range(2)] == [9, 8]


sentence = st.lists(st.sampled_from(["监督工作", "提高实效", "，", "8", "全县", "群众出行"]), max_size=7).map("".join)
reports = st.lists(st.lists(sentence, max_size=5), max_size=5)


@given(reports, st.data())
def test_taken_in_bit_by_bit_is_as_all_at_once(written: list[list[str]], data: st.DataObject) -> None:
    """However the reports are divided, the wordings are the same, and stand in the same sentences."""
    folded = [fold(texts, ()) for texts in written]
    at_once, of_all = Wordings.none().with_more(folded)
    grown, of_grown = Wordings.none(), []
    while folded:
        taken = data.draw(st.integers(min_value=1, max_value=len(folded)))
        grown, of = grown.with_more(folded[:taken])
        of_grown += of
        folded = folded[taken:]

    assert grown.codes.tolist() == at_once.codes.tolist()
    assert grown.opens.tolist() == at_once.opens.tolist()
    assert grown.bounds.tolist() == at_once.bounds.tolist()
    assert [of.tolist() for of in of_grown] == [of.tolist() for of in of_all]


@given(reports)
def test_a_wording_is_what_the_sentence_folds_to(written: list[list[str]]) -> None:
    """Two sentences have one wording where they fold to the same; each different one stands once."""
    wordings, of = Wordings.none().with_more([fold(texts, ()) for texts in written])
    plain = [[folded_text(text) for text in texts] for texts in written]

    assert [[wordings.text(n) if n != NONE else "" for n in numbers.tolist()] for numbers in of] == [
        [text if len(text) >= MIN_CHARS else "" for text in texts] for texts in plain
    ]
    assert len(wordings) == len({text for texts in plain for text in texts if len(text) >= MIN_CHARS})
    assert np.diff(wordings.bounds).tolist() == wordings.lengths.tolist()
