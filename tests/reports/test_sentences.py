import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.sentences import sentences

CASES = {
    "chinese": ["今年成绩很好。", "明年要更好！", "怎么做？"],
    "quote closes after the stop": ["他说：“很好。”", "大家鼓掌。"],
    "book title and bracket": ["学习《条例》（试行。）", "随后讨论。"],
    "nested quotes": ["群众说：“他常说‘先办事。’”", "说得对。"],
    "several stops": ["真的吗？！", "真的。"],
    "ellipsis inside": ["他停了一下……然后走了。"],
    "semicolons do not end": ["一是立法；二是监督；三是任免。", "都已完成。"],
    "decimals": ["分别增长3.5%和4.2%。", "结构为1.2:3.4。"],
    "half-width stops in chinese": ["今年很好!", "明年呢?", "更好."],
    "english": ["GDP grew 3.5 percent.", "It was the best year yet.", "Why?", "Nobody knows!"],
    "no. 4": ["See No. 4 of the list.", "Then stop."],
    "u.s.": ["The U.S. Congress met.", "It adjourned."],
    "titles": ["Mr. Li spoke.", "Dr. Wang replied."],
    "e.g.": ["Some rivers, e.g. the Liao, were cleaned."],
    "english quote": ["He said “it works.”", "Then he left."],
    "english brackets": ["It passed (by one vote.)", "All were glad."],
    "numbered items": ["1. Build roads.", "2. Build schools."],
    "uyghur": ["بۇ ياخشىمۇ؟", "ياخشى.", "رەھمەت!"],
    "stops inside quotes": ["坚持“人民至上。生命至上。”的理念。", "大家赞同。"],
    "stops inside brackets": ["通过条例（2024年修订。2025年施行。），共三件。", "都好。"],
    "a bracket that is never closed": ["（一）立法。", "监督（见附件。", "都好。"],
    "a list of quotes": ["做到“谁主管？谁负责？”，责任到人。", "都好。"],
    "overlong": ["一是" + "立" * 120 + "；", "二是" + "监" * 120 + "（甲；乙）；", "三是任免。", "短；句。"],
    "without a stop": ["不负人民重托 书写履职新篇章"],
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("start", [0, 100])
def test_paragraphs_are_cut_behind_their_full_stops(name: str, start: int) -> None:
    """Chinese, English and Uyghur sentences end where a reader says, quotes and brackets closing with them."""
    expected = CASES[name]
    text = ("" if name in {"chinese", "quote closes after the stop", "overlong"} else " ").join(expected)

    found = sentences(text, start)

    assert [text[a - start : b - start] for a, b in found] == expected


def test_white_space_is_no_sentence() -> None:
    """A text of nothing but spaces has none."""
    assert sentences(" \u3000 ") == ()


@given(st.text(alphabet="甲乙。！？；，.!?”）a B4 \u3000…؟“(", max_size=60))
def test_sentences_cover_the_paragraph_but_for_white_space(text: str) -> None:
    """Nothing is lost, doubled or moved, whatever the punctuation; no sentence begins or ends with a space."""
    cut = [span.of(text) for span in sentences(text)]

    assert "".join("".join(cut).split()) == "".join(text.split())
    assert all(sentence == sentence.strip() and sentence for sentence in cut)
    assert list(sentences(text)) == sorted(sentences(text))
