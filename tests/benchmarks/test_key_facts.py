"""Key facts: how keys are read, when a summary says a fact, and that the data fits the reports."""

import pytest

from benchmarks.gold import FOLDERS
from benchmarks.key_facts import annotated, keys, says


def test_keys_are_alternatives_of_strings_that_stand_together() -> None:
    """A bar divides alternatives, a plus what one sentence must hold; neither divides without spaces around it."""
    assert keys("常委会会议11次") == (("常委会会议11次",),)
    assert keys("a + b | c") == (("a", "b"), ("c",))
    assert keys("1+2|3") == (("1+2|3",),)


def test_all_strings_must_stand_in_one_sentence() -> None:
    """Two halves in two sentences are not the fact; the other alternative alone is."""
    wanted = keys("粮食 + 增产 | 丰收")
    assert says(["秋天", "全年粮食增产。"], wanted)
    assert not says(["全年粮食。", "全年增产。"], wanted)
    assert says(["全年丰收。"], wanted)
    assert not says([], wanted)


@pytest.mark.skipif(not FOLDERS["seeds"].is_dir(), reason="the real reports lie in ../shared, which is not here")
def test_each_fact_and_answer_stands_in_its_report() -> None:
    """Keys match sentences as they are read, and there are as many as README.md tells."""
    found = annotated()
    assert sum(len(one.facts) for one in found) == 199
    assert sum(fact.figures for one in found for fact in one.facts) == 92
    assert [len(one.questions) for one in found] == [8] * 8
    for one in found:
        report = one.report
        sentences = [span.of(report.text) for passage in report.passages for span in passage.sentences]
        missing = [wanted.text for wanted in (*one.facts, *one.questions) if not says(sentences, wanted.keys)]
        assert not missing, (one.slug, missing)
