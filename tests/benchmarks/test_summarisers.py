"""How summaries are filled, chosen by who knows, and shown to be sound: beside examples worked by hand."""

from dataclasses import replace

import numpy as np

from benchmarks.steadiness import alone, broken_promises
from benchmarks.summarisers import Made, Text, fill, made, oracle
from reports.report import Identity, Passage, Report, Span
from service.summaries.summarise import Wanted, summarise
from service.summaries.text import Texts

SENTENCES = ("甲甲甲甲。", "乙乙。", "丙丙丙。", "丁。")
TEXT = Text(SENTENCES, (0, 0, 1, 1), np.eye(4, dtype=np.float32))


def test_sentences_are_taken_while_they_fit_and_put_in_order() -> None:
    """What does not fit is passed over, and a shorter one behind it may still come in."""
    assert fill([2, 0, 3, 1], TEXT, 8) == Made((2, 3), ("丙丙丙。", "丁。"))
    assert fill([0, 1], TEXT, 1).numbers == ()


def test_who_knows_takes_the_most_for_the_least() -> None:
    """With gains for their length the short sentence goes first, without them the one that is worth most."""
    worth = {0: 3.0, 1: 2.0, 2: 2.5, 3: 0.0}

    def total(one: Made) -> float:
        return sum(worth[n] for n in one.numbers)

    assert oracle(TEXT, 7, total, by_length=False).numbers == (0,)
    assert oracle(TEXT, 7, total, by_length=True).numbers == (1, 2)


def test_a_summary_of_whole_sentences_is_their_text() -> None:
    """Numbers come in the text's order, whatever order they were chosen in."""
    assert made([3, 1], TEXT).text == "乙乙。丁。"


def test_broken_promises_are_seen() -> None:
    """A summary as it is made breaks none; one that was tampered with breaks those it should."""
    parts = ["全年召开会议11次，审议议题102项。", "制定法规5件，废止2件，备案审查49件。"]
    text = "".join(parts)
    cut = (Span(0, len(parts[0])), Span(len(parts[0]), len(text)))
    report = Report(Identity("工作报告"), text, (), (Passage(Span(0, len(text)), (), None, cut),))
    summary = summarise(Texts(alone(report, np.eye(2, dtype=np.float32))), 0, Wanted(100), None)
    assert len(summary.sentences) == 2
    assert broken_promises(report, summary) == []
    assert broken_promises(report, replace(summary, text=summary.text[:-1])) == ["verbatim"]
    assert broken_promises(report, replace(summary, budget_chars=10)) == ["within the budget"]
    turned = summary.sentences[::-1]
    backwards = replace(summary, sentences=turned, text="".join(one.text for one in turned))
    assert broken_promises(report, backwards) == ["in order, nothing twice"]
