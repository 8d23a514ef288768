import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.words import normal, telling, terms


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


@given(st.text(alphabet="人大代表監督12.,%aB ，", max_size=40))
def test_normal_text_is_normal(text: str) -> None:
    """Bringing a text to its form twice changes nothing, and keeps its length where no width changes."""
    assert normal(normal(text)) == normal(text)
    assert len(normal(text)) == len(text)
