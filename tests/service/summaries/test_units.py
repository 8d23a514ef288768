"""What may stand in a summary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.summaries.units import CUT, LONGEST, Sentence, sentence, together

WHOLE = "制定地方性法规五件，听取专项工作报告十八项。"


def made(*texts: str, heading: tuple[str, ...] = ("一、工作",)) -> list[Sentence]:
    """Make the sentences of one paragraph."""
    return [sentence(text, heading, opens=n == 0) for n, text in enumerate(texts)]


@pytest.mark.parametrize(
    "opener",
    [
        "此外，",
        "同时，",
        "同時，",
        "其中，",
        "上述法规",
        "这",
        "這",
        "对此，",
        "對此，",
        "该条例",
        "二是",
        "第三，",
        "在肯定成绩的同时，",
        "Moreover, ",
        "This ",
    ],
)
def test_what_leans_comes_with_the_sentence_before(opener: str) -> None:
    """Or not at all, where it opens its paragraph."""
    leaning = f"{opener}推动解决了一批群众关心的问题。"
    assert together(made(WHOLE, leaning)) == [(0,), (0, 1)]
    assert together(made(leaning)) == [None]
    assert together([*made(WHOLE), *made(leaning)]) == [(0,), None]


def test_a_chain_ends_somewhere() -> None:
    """What leans on what leans, and so on, goes without its end."""
    chain = together(made(WHOLE, *(f"同时，推动解决了第{n}批群众关心的问题。" for n in range(20))))
    assert chain[7] == tuple(range(8))
    assert chain[8:] == [None] * 13


def test_an_enumeration_comes_from_its_first_item_on() -> None:
    """一是 leans on what announces it, 二是 on 一是."""
    items = made("一年来主要做了三件事。", "一是修订议事规则并予以公布。", "二是开通了代表履职平台。")
    assert together(items) == [(0,), (0, 1), (0, 1, 2)]


@pytest.mark.parametrize(
    "text",
    [
        "各位代表，现在我向大会报告工作。",
        "请予审议这一份工作报告。",
        "（一）坚持党的全面领导。",
        "太短。",
        "没有句号的一行字而已",
        "我代表常委会向大会作报告。",
    ],
)
def test_what_says_nothing_cannot_stand(text: str) -> None:
    """Greetings, requests, headings in a paragraph, fragments."""
    assert together(made(text)) == [None]


@pytest.mark.parametrize(
    "text", ["其他国家机关工作人员任免二十三人次。", "该县今年新建学校十二所以上。", "同心同德完成了全年立法计划。"]
)
def test_what_only_begins_alike_stands(text: str) -> None:
    """其他 is not 其中, 该县 names its place, 同心 is not 同时; who is thanked or charged in passing is no greeting."""
    assert together(made(text)) == [(0,)]


@given(st.lists(st.integers(5, 260), min_size=1, max_size=6))
def test_a_long_sentence_is_cut_behind_a_part(lengths: list[int]) -> None:
    """It keeps its beginning and its full stop, with … between them, and the spans say so."""
    text = "；".join("字" * length for length in lengths) + "。"
    one = sentence(text, (), opens=True)
    assert CUT.join(span.of(text) for span in one.spans) == one.text
    if len(text) <= LONGEST:
        assert one.text == text
    elif len(lengths) > 1:
        kept, stop = one.text.split(CUT)
        assert stop == "。"
        assert text.startswith(kept + "；")
        assert len(kept) < LONGEST or ";" not in kept
    else:
        assert one.text == text


def test_no_quotation_is_cut() -> None:
    """A semicolon inside one is no end of a part."""
    text = f"会议指出“{'一' * 150}；{'二' * 100}”；{'三' * 30}。"
    one = sentence(text, (), opens=True)
    assert one.text == f"会议指出“{'一' * 150}；{'二' * 100}”…。"
