import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.words import normal
from service.collection import Collection
from service.filters import Filters
from service.library import Library
from service.quoted import quoted, standing_in
from tests.invented import Invented

SAID = (
    "全县开展“12345”热线监督，Ｎｏ．１ 河长 制落实到位。",
    "The people's congress reviewed 2,024 proposals.",
    "里程碑。",
)


@pytest.fixture
def collection(tmp_path: Path, empty: Library) -> Collection:
    """A report with full-width letters, a space within a word, and English."""
    empty.add([Invented("甲水县", done=SAID).saved(tmp_path)])
    return empty.collection


def texts_with(collection: Collection, *parts: str) -> set[str]:
    """Give the texts of the passages that hold all parts."""
    return {collection.text(n) for n, holds in enumerate(standing_in(collection, parts)) if holds}


# What is quoted


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("怎样“联网监督”？", ["联网监督"]),
        ("怎样「聯網監督」？", ["聯網監督"]),
        ("怎样『联网监督』？", ["联网监督"]),
        ('怎样"联网监督"？', ["联网监督"]),
        ("как «надзор» ведётся?", ["надзор"]),
        ("Wie wird „Aufsicht“ geführt?", ["Aufsicht"]),
        ("„Aufsicht”", ["Aufsicht"]),
        ('“甲” 和 「乙」 and "丙"', ["甲", "乙", "丙"]),
        ("“ＮＯ．１”", ["ＮＯ．１"]),
        ("“ 联网\n监督 ”", ["联网\n监督"]),
        ("“People's Congress”", ["People's Congress"]),
        ("“甲”“甲”", ["甲", "甲"]),
    ],
)
def test_quoted_parts_are_taken_out(question: str, parts: list[str]) -> None:
    """Whatever the marks, as they are typed."""
    assert quoted(question) == parts


@pytest.mark.parametrize(
    "question",
    ["", '"', "“", "”", "“”", '""', "“联网监督", "联网监督”", "”联网监督“", "“，。”", '" "', "《监督法》", '5" 管'],
)
def test_marks_alone_quote_nothing(question: str) -> None:
    """One mark, two of them the wrong way round, nothing or no word between them, and the marks of titles."""
    assert quoted(question) == []


@given(st.text('“”「」『』"«»„甲a ，\n'))
def test_a_quoted_part_stands_between_marks(question: str) -> None:
    """With nothing but spaces beside it, and it holds a word."""
    for part in quoted(question):
        assert re.search(rf"[“「『\"«„]\s*{re.escape(part)}\s*[”」』\"»“]", question)
        assert "甲" in part or "a" in part


# Where it stands


@pytest.mark.parametrize(
    "part",
    [
        "河长制",
        "河長制",
        "河 长 制",
        "河\n长制",
        "“12345”热线",
        "热线监督，no.1",
        "no.1河长制落实到位",
        "no.1 河长",
        "12345",
    ],
)
def test_scripts_widths_and_spaces_make_no_difference(collection: Collection, part: str) -> None:
    """Neither in what is quoted nor in the passage, also where a space parts what belongs together."""
    assert texts_with(collection, part) == {SAID[0]}


@pytest.mark.parametrize("part", ["people's congress", "the people's", "2,024 proposals", "congress"])
def test_english_is_quoted_by_words(collection: Collection, part: str) -> None:
    """Several words are several terms."""
    assert texts_with(collection, part) == {SAID[1]}


@pytest.mark.parametrize(
    "part", ["制河长", "河长制度", "congress of the people", "监督里程", "不见于此", "2024年主要工作全县", "河"]
)
def test_only_what_stands_there_as_it_is(collection: Collection, part: str) -> None:
    """Not in another order, nor longer, nor across a heading or a paragraph; a single character can."""
    assert texts_with(collection, part) == ({SAID[0]} if part == "河" else set())


def test_all_parts_must_stand_in_a_passage(collection: Collection) -> None:
    """One that another passage has is not enough."""
    assert texts_with(collection, "12345", "河长制") == {SAID[0]}
    assert texts_with(collection, "12345", "congress") == set()


def test_a_heading_counts_as_what_stands_below_it(collection: Collection) -> None:
    """A passage has the words of its headings, but not those of its report's title."""
    assert texts_with(collection, "2024年主要工作") == set(SAID)
    assert texts_with(collection, "2024年主要工作", "河长制") == {SAID[0]}
    assert texts_with(collection, "常务委员会工作报告") == set()


@given(st.data())
def test_what_is_cut_out_of_a_passage_is_found_there(samples_by_pairs: Library, data: st.DataObject) -> None:
    """The passages found are those that a search through all of them finds, however the cut is spaced."""
    collection = samples_by_pairs.collection
    text = collection.text(data.draw(st.integers(0, len(collection.passages) - 1)))
    cut = [word for word in re.findall(r"[\u3400-\u9fff]{2,}", text) if normal(word) == word]
    if not cut:
        return
    start = data.draw(st.integers(0, len(word := data.draw(st.sampled_from(cut))) - 2))
    part = word[start : data.draw(st.integers(start + 2, len(word)))]
    expected = {
        n
        for n, (_, passage) in enumerate(collection.passages)
        if any(part in re.sub(r"\s", "", normal(line)) for line in (*passage.heading, collection.text(n)))
    }

    found = standing_in(collection, [data.draw(st.sampled_from([part, " ".join(part)]))])

    assert set(found.nonzero()[0].tolist()) == expected


# What asking makes of it


@pytest.mark.parametrize("question", ["“民主监督”的质量怎样提高？", "「民主監督」", '怎样提高"民主 监督"的质量'])
def test_only_passages_with_the_quoted_part_answer(samples_by_pairs: Library, question: str) -> None:
    """Every hit, and what is folded under it, holds it."""
    hits = samples_by_pairs.ask(question, limit=100, per_report=100).hits
    collection = samples_by_pairs.collection

    holding = {collection.answer(int(n)).id for n in standing_in(collection, ["民主监督"]).nonzero()[0]}
    found = {passage.id for hit in hits for passage in (hit.passage, *hit.siblings)}
    assert len(found) > 3
    assert found <= holding


def test_what_is_quoted_goes_before_the_frame(samples_by_pairs: Library) -> None:
    """A county that is named does not hide that another says what is quoted."""
    collection = samples_by_pairs.collection
    here = standing_in(collection, ["砚石资源"])
    regions = {collection.facts[n].region for n in collection.report_of[here]}
    other = next(facts.region for facts in collection.facts if facts.region and facts.region not in regions)

    hits = samples_by_pairs.ask(f"{other[-1]}的“砚石资源”").hits

    assert {hit.passage.report.region for hit in hits} == regions


def test_filters_go_before_what_is_quoted(samples_by_pairs: Library) -> None:
    """What the asker chose stays chosen: without the quoted part, nearest misses of it are given."""
    collection = samples_by_pairs.collection
    regions = {collection.facts[n].region for n in collection.report_of[standing_in(collection, ["砚石资源"])]}
    other = next(facts.region for facts in collection.facts if facts.region and facts.region not in regions)

    hits = samples_by_pairs.ask("“砚石资源”", filters=Filters(regions=("/".join(filter(None, other)),))).hits

    assert {hit.passage.report.region for hit in hits} == {other}


def test_what_stands_nowhere_leaves_the_nearest_misses(samples_by_pairs: Library) -> None:
    """They are what is found without the marks."""
    answer = samples_by_pairs.ask("怎样提高“提案办理飞船”的质量？")
    found = answer.hits
    assert len(found) == 10
    assert answer.absent.quotations == ("提案办理飞船",)
    assert samples_by_pairs.ask("怎样提高“提案办理”的质量？").absent.quotations == ()
    assert "提案办理" in " ".join(hit.passage.text for hit in found)
