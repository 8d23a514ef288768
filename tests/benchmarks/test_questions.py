"""The questions that ranking is measured on point at passages that are there."""

import pytest

from benchmarks.gold import FOLDERS, answering, questions

LEAST = {"zh": 150, "en": 60, "none": 70}


@pytest.mark.parametrize("name", FOLDERS)
def test_each_answer_is_one_passage(name: str) -> None:
    """The fragments of an answer stand together in one passage of its report, and in no other."""
    if not FOLDERS[name].is_dir():
        pytest.skip("the real reports lie in ../shared, which is not here")
    for question in questions(name):
        for answer in question["answers"]:
            held = answering(FOLDERS[name], answer)
            assert len(held) == 1, (question["id"], answer, len(held))


def test_there_are_enough_of_each_kind_in_both_halves() -> None:
    """Chinese and English questions with an answer, and questions without; each half has its share."""
    everything = [question for name in FOLDERS for question in questions(name)]
    assert len({question["id"] for question in everything}) == len(everything)
    for kind, least in LEAST.items():
        ones = [q["split"] for q in everything if (q["language"] if q["answers"] else "none") == kind]
        assert len(ones) >= least
        assert abs(ones.count("tune") - ones.count("held")) <= 4
