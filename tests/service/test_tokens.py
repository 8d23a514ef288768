from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from service.changes.tokens import tokens

WORDS = ["保护", "，", "12件", "3.5%", "the plan ", "plan", "2024年", "  ", "\n\n", chr(0xF0000), "a"]
texts = st.lists(st.sampled_from(WORDS), max_size=10).map("".join)


@given(texts, texts)
def test_tokens_have_the_same_letter_where_they_are_the_same(mine: str, theirs: str) -> None:
    """A letter stands for one token in both texts, and a token has one letter; the tokens cover the text."""
    spelt: list[tuple[str, str]] = []
    for text, cut in zip((mine, theirs), tokens(mine, theirs), strict=True):
        words = [text[start:end] for start, end in pairwise(cut.starts)]
        assert "".join(words) == text
        spelt += zip(cut.letters, words, strict=True)
    assert len(set(spelt)) == len({letter for letter, _ in spelt}) == len({word for _, word in spelt})


def test_words_and_figures_are_whole() -> None:
    """Latin words, figures without their units and runs of blanks are one token; Chinese characters are one each."""
    cut, _ = tokens("增长3.5%，the  plan", "")
    assert [cut.span(n, n + 1).of("增长3.5%，the  plan") for n in range(len(cut.letters))] == [
        "增",
        "长",
        "3.5%",
        "，",
        "the",
        "  ",
        "plan",
    ]
