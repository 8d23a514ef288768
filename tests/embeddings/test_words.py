import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.words import is_han, normal, telling, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("人大代表", ["人大", "大代", "代表"]),
        ("人", ["人"]),
        ("", []),
        ("，。！ ", []),
        ("立法、监督", ["立法", "监督"]),
        ("GDP增长6.5%左右", ["gdp", "增长", "6.5", "左右"]),
        ("the Liao River's 47 outfalls", ["the", "liao", "river", "s", "47", "outfall"]),
        ("1,234件", ["1,234", "件"]),
        ("12件12件", ["12", "件", "12", "件"]),
        ("خەلق قۇرۇلتىيى", ["خەلق", "قۇرۇلتىيى"]),
    ],
)
def test_chinese_gives_pairs_and_other_scripts_words(text: str, expected: list[str]) -> None:
    """The terms of a text in order, repeated as they are; punctuation parts them."""
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("蓼溪縣人民代表大會常務委員會", "蓼溪县人民代表大会常务委员会"),
        ("２０２４年ＧＤＰ", "2024年gdp"),
        ("6．5％", "6.5%"),
        ("People’s CONGRESS", "people’s congress"),
        ("①②", "12"),
    ],
)
def test_scripts_and_widths_meet(one: str, other: str) -> None:
    """Traditional finds Simplified, full width half width, capitals small letters."""
    assert terms(one) == terms(other)
    assert normal(one) == normal(other)


def test_only_telling_terms_of_a_question_count() -> None:
    """Function words and single characters tell no passage from another; each term counts once."""
    assert telling("What is the growth of the GDP?") == ["growth", "gdp"]
    assert "的" not in telling("代表的建议的办理")
    assert telling("代表和代表") == ["代表", "表和", "和代"]
    assert telling("在的，是。") == []


@pytest.mark.parametrize("text", ["a 5 x", "plan B", "第5项", "５ Ⅴ", "ж 7", "Đ é", "ە", "一、5", "𠀀"])
def test_single_characters_of_no_script_tell(text: str) -> None:
    """They stand in too many passages; in longer terms they count."""
    assert all(len(term) > 1 for term in telling(text))
    assert telling("5G 12 GDP") == ["5g", "12", "gdp"]


@given(st.text(max_size=40))
def test_what_tells_is_a_term(text: str) -> None:
    """Of more than one character, and each once."""
    found = telling(text)
    assert set(found) <= set(terms(text))
    assert len(set(found)) == len(found)
    assert all(len(term) > 1 for term in found)


@pytest.mark.parametrize(
    ("term", "expected"), [("人大", True), ("人", True), ("gdp", False), ("5", False), ("خ", False)]
)
def test_terms_of_chinese_are_told_by_their_first_character(term: str, expected: bool) -> None:  # noqa: FBT001
    """No term mixes them with others."""
    assert is_han(term) == expected


@given(st.text(alphabet="人大代表監督12.,%aB ，", max_size=40))
def test_normal_text_is_normal(text: str) -> None:
    """Bringing a text to its form twice changes nothing, and keeps its length where no width changes."""
    assert normal(normal(text)) == normal(text)
    assert len(normal(text)) == len(text)
