from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.report import Span
from service.collection import Collection
from service.highlight import highlight
from service.library import Library
from tests.invented import Invented
from tests.truth import TRUTH

ITEMS = ("二是新建学校十二所。", "三是改造老旧小区十八个。")


def made(*passages: tuple[str, ...]) -> Any:
    """Make what `highlight` needs of a library: passages of sentences."""
    spans: list[Span] = []
    first = [0]
    for passage in passages:
        at = 0
        for text in passage:
            spans.append(Span(at, at + len(text)))
            at += len(text)
        first.append(len(spans))
    return SimpleNamespace(
        first_sentence=first,
        sentence_texts=tuple(text for passage in passages for text in passage),
        sentence_span=spans.__getitem__,
    )


def lit(sentences: tuple[str, ...], best: int) -> tuple[str, ...]:
    """Give the sentences of a passage that are lit, where one is best."""
    text = "".join(sentences)
    before, after = ("三是前一段。", "一是前一段："), ("二是后一段。", *ITEMS)
    spans = highlight(made(before, sentences, after), 1, len(before) + best)
    return tuple(span.of(text) for span in spans)


@pytest.mark.parametrize(
    ("opening", "items"),
    [
        ("主要做了以下工作：", ("（1）修路。", "（2）架桥。")),
        ("主要做了以下工作:", ("①修路。", "②架桥。")),
        ("要求“做到三条：”", ("①修路。",)),
        ("一是新建公路一百公里。", ITEMS),
        ("今年有三件大事，一是新建公路。", ITEMS),
        ("首先，新建公路。", ("其次，新建学校。", "最后，改造小区。")),
        ("第一，新建公路。", ("第二，新建学校。", "第三，改造小区。")),
        ("有三条:", ("  (1)修路。", "(2) 架桥。")),
    ],
)
def test_a_list_comes_with_the_sentence_that_opens_it(opening: str, items: tuple[str, ...]) -> None:
    """All of its items, whatever they are numbered by, and what follows them not."""
    assert lit(("开头。", opening, *items, "结尾。", *ITEMS), 1) == (opening, *items)


@pytest.mark.parametrize(
    ("sentences", "best"),
    [
        (("新建公路一百公里。", *ITEMS), 0),
        (("有三条：", "新建公路。", *ITEMS), 0),
        (("一是新建公路。", *ITEMS), 1),
        (("有三条：但是很短。", *ITEMS), 0),
        (("第一季度增长很快。", "第二季度更快。"), 0),
        (("一是新建公路。",), 0),
    ],
)
def test_any_other_sentence_is_lit_alone(sentences: tuple[str, ...], best: int) -> None:
    """One that opens no list, has no item behind it, is an item itself, or ends its passage."""
    assert lit(sentences, best) == (sentences[best],)


def test_a_list_ends_with_its_passage() -> None:
    """The items of the next passage are another's."""
    assert lit(("有三条：", *ITEMS), 0) == ("有三条：", *ITEMS)


def test_an_endless_list_is_cut() -> None:
    """Of a passage that is nothing but a list, its beginning is lit."""
    assert len(lit(("有三十条：", *(f"({n})修路。" for n in range(30))), 0)) == 12


SENTENCES = st.lists(
    st.sampled_from(["有三条：", "一是修路。", *ITEMS, "（3）架桥。", "其次，种树。", "收入增加。", "第一，治水。"]),
    min_size=1,
    max_size=20,
).map(tuple)


@given(st.lists(SENTENCES, min_size=1, max_size=3), st.data())
def test_what_is_lit_begins_with_the_best_and_stays_in_the_passage(
    passages: list[tuple[str, ...]], data: st.DataObject
) -> None:
    """Sentences of this passage that follow one another."""
    collection = made(*passages)
    passage = data.draw(st.integers(0, len(passages) - 1))
    first, last = collection.first_sentence[passage : passage + 2]
    best = data.draw(st.integers(first, last - 1))

    spans = highlight(collection, passage, best)

    assert spans[0] == collection.sentence_span(best)
    assert all(before.end == after.start for before, after in pairwise(spans))
    assert spans[-1].end <= len("".join(passages[passage]))
    assert 1 <= len(spans) <= min(12, last - best)


def test_a_list_is_lit_in_an_answer(tmp_path: Path, empty: Library) -> None:
    """The spans are the passage's own, wherever it stands in its report."""
    text = "去年的其他工作也都完成了。农村公路建设主要做了以下三项工作：一是新建公路一百公里。" + "".join(ITEMS)
    empty.add([Invented(planned=(text,)).saved(tmp_path)])

    hit = empty.ask("农村公路建设主要做了以下哪三项工作", limit=1).hits[0]

    assert hit.passage.text == text
    collection: Collection = empty.collection
    assert "".join(span.of(text) for span in hit.highlight) in text
    assert all(span.of(text) in collection.sentence_texts for span in hit.highlight)
    assert hit.highlight[0].of(text).startswith("农村公路建设")


def test_every_highlight_is_whole_sentences(samples_by_pairs: Library) -> None:
    """In order, without overlap, and within the passage."""
    sentences = set(samples_by_pairs.collection.sentence_texts)
    for question in TRUTH["questions"]:
        for hit in samples_by_pairs.ask(question["question"]).hits:
            assert all(span.of(hit.passage.text) in sentences for span in hit.highlight)
            assert list(hit.highlight) == sorted(hit.highlight)
            assert all(a.end <= b.start for a, b in pairwise(hit.highlight))
