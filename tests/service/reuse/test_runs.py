from itertools import chain

import numpy as np
import pytest

from service.reuse.candidates import Grams
from service.reuse.folding import fold
from service.reuse.links import by_words
from service.reuse.runs import Run, runs
from service.reuse.wordings import NONE, Wordings

A = "全面加强监督工作提高实效。"
B = "新建农村公路百里通达各村。"
C = "听取审议专项工作报告三件。"
D = "开办流动菜场方便老人买菜。"
OWN = (
    "春雨润物无声岁月静好。",
    "晨曦初照山河万里晴空。",
    "今日天晴云淡风轻花香。",
    "书声琅琅庭院深深几许。",
    "渔舟唱晚彩霞满天归帆。",
)

Passages = list[list[str]]
"""The sentences of each passage."""


def found(*reports: Passages) -> list[tuple[list[str], list[str], float]]:
    """Find the runs of some reports: what stands on each side, sentence by sentence, and the share kept."""
    texts = [list(chain.from_iterable(passages)) for passages in reports]
    wordings, of = Wordings.none().with_more([fold(sentences, ()) for sentences in texts])
    wording = np.concatenate(of).astype(np.int64)
    flat = list(chain.from_iterable(texts))
    says = np.flatnonzero(wording != NONE)
    order = says[np.argsort(wording[says], kind="stable")]
    passage_sizes = [len(sentences) for passages in reports for sentences in passages]
    begins = np.concatenate([[0], np.cumsum(np.where(wording == NONE, 0, wordings.lengths[wording]))])
    all_runs = runs(
        by_words(wordings, [Grams.of(wordings, 0, len(wordings))]),
        order,
        np.searchsorted(wording[order], np.arange(len(wordings) + 1)),
        begins,
        np.repeat(np.arange(len(passage_sizes)), passage_sizes),
        np.repeat(np.arange(len(reports)), [len(sentences) for sentences in texts]),
    )

    def inside(start: int, end: int) -> list[str]:
        return [
            text for n, text in enumerate(flat) if wording[n] != NONE and start <= begins[n] and begins[n + 1] <= end
        ]

    return [(inside(run.start, run.end), inside(run.other_start, run.other_end), run.kept) for run in all_runs]


def test_two_sentences_that_stand_together_twice() -> None:
    """They are one run, whatever stands around them, and all of it is kept."""
    assert found([[OWN[0], A, B, OWN[1]]], [[A, B]]) == [([A, B], [A, B], 1.0)]


def test_in_another_order_too() -> None:
    """B before A is the same run."""
    assert found([[A, B]], [[OWN[0], B, A]]) == [([A, B], [B, A], 1.0)]
    assert found([[A, B, C]], [[C, A, B]]) == [([A, B, C], [C, A, B], 1.0)]


def test_one_sentence_is_no_run() -> None:
    """Nor are two that stand in passages of their own, on one side or both."""
    assert found([[A]], [[A]]) == []
    assert found([[A, B]], [[A], [B]]) == []
    assert found([[A], [B]], [[A], [B]]) == []


def test_runs_are_between_reports() -> None:
    """What a report says twice is no run; what stands on both sides of a report's end is none."""
    assert found([[A, B], [A, B]]) == []
    assert found([[A]], [[B]], [[A, B]]) == []


def test_a_sentence_between_is_counted() -> None:
    """One other sentence may stand between: of 34 characters on the longer side 24 are kept."""
    assert found([[A, OWN[0], B]], [[A, B]]) == [([A, OWN[0], B], [A, B], pytest.approx(24 / 34))]


def test_two_sentences_between_are_too_many() -> None:
    """What stands farther apart does not stand together."""
    assert found([[A, OWN[0], OWN[1], B]], [[A, B]]) == []


def test_what_is_too_short_to_be_a_wording_does_not_part() -> None:
    """A greeting between two sentences is no sentence to count."""
    assert found([[A, "各位代表：", B]], [[A, B]]) == [([A, B], [A, B], 1.0)]


def test_variants_make_runs() -> None:
    """By count: 12 characters stand as they are, and 11 of 13 with two more between them."""
    longer = "新改建农村公路百里通达各村。"
    ((mine, theirs, kept),) = found([[A, B]], [[A, longer]])
    assert (mine, theirs) == ([A, B], [A, longer])
    assert kept == pytest.approx((12 + 12) / (12 + 13))


def test_each_pair_of_passages_has_its_runs() -> None:
    """Three reports that say the same are three pairs."""
    every = found([[A, B]], [[A, B]], [[B, A]])
    assert len(every) == 3
    assert all(kept == 1 and {*mine} == {*theirs} == {A, B} for mine, theirs, kept in every)


def test_no_reports_no_runs() -> None:
    """An empty library has none."""
    empty = np.empty(0, dtype=np.int64)
    wordings = Wordings.none()
    links = by_words(wordings, [Grams.of(wordings, 0, 0)])
    none: list[Run] = list(runs(links, empty, np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64), empty, empty))
    assert none == []


def test_a_sentence_beside_two_variants_of_it_is_no_run() -> None:
    """Several sentences must stand on both sides."""
    assert found([[OWN[0], A, OWN[1]]], [[A, "全面加强监督工作提高质效。"]]) == []
