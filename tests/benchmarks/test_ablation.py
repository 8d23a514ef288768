"""Leaving an ingredient out really leaves it out, and only while it is left out."""

import numpy as np
import pytest

from benchmarks.ablation import WITHOUT
from benchmarks.steadiness import alone
from reports.report import Identity, Passage, Report, Span
from service.summaries.summarise import Wanted, summarise
from service.summaries.text import Text, Texts

RECORD = (
    "地区生产总值增长5%，粮食总产476亿斤。",
    "城乡面貌焕然一新，发展基础更加巩固。",
    "制定条例《供热条例》，建成学校3所。",
)
DEBATE = (
    "有人说城市应当建在河边，因为河边有水。",
    "也有人说城市应当建在山上，河边不安全。",
    "天气怎么样，谁也没有讲。",
)
"""Nothing done and nothing counted: here it tells what is central."""


def _text(parts: tuple[str, ...]) -> Text:
    text = "".join(parts)
    ends = np.cumsum([len(part) for part in parts]).tolist()
    starts = [0, *ends[:-1]]
    passages = tuple(
        Passage(Span(start, end), (f"第{n}部分",), None, (Span(start, end),))
        for n, (start, end) in enumerate(zip(starts, ends, strict=True))
    )
    vectors = np.eye(3, dtype=np.float32)
    vectors[1] = vectors[0] = (0.8, 0.6, 0)
    return Text.of(alone(Report(Identity("工作报告"), text, (), passages), vectors), 0, "")


@pytest.mark.parametrize("name", [name for name in WITHOUT if name not in {"whole", "without division by length"}])
def test_an_ingredient_is_left_out_for_a_while(name: str) -> None:
    """What each sentence is worth, which group it is of or what it says of others changes, and is back afterwards."""
    before = _measures()
    with WITHOUT[name]():
        without = _measures()
    assert without != before
    assert _measures() == before


def test_division_by_length_is_left_out() -> None:
    """Without it the sentence that is worth most goes first, however long."""
    long = "全年地区生产总值增长5%，" + "各项事业都有了新的变化，" * 12 + "粮食总产476亿斤。"
    parts = [long, *(f"财政收入增长{n}.{n}%，好于上年同期。" for n in (2, 3, 4))]
    text = "".join(parts)
    ends = np.cumsum([len(part) for part in parts]).tolist()
    cut = tuple(Span(start, end) for start, end in zip([0, *ends[:-1]], ends, strict=True))
    report = Report(Identity("工作报告"), text, (), (Passage(Span(0, len(text)), (), None, cut),))
    held = Texts(alone(report, np.eye(4, dtype=np.float32)))
    wanted = Wanted(len(long) + 1)
    assert long not in summarise(held, 0, wanted, None).text
    with WITHOUT["without division by length"]():
        assert summarise(held, 0, wanted, None).text == long


def _measures() -> list[tuple[list[float], list[list[int]], list[float]]]:
    texts = map(_text, (RECORD, DEBATE))
    return [(text.worth.round(9).tolist(), text._groups.tolist(), text._said(0).tolist()) for text in texts]
