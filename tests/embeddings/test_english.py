import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.english import english_words, stem

ENDINGS = {"", "s", "es", "e", "ed", "ing", "y", "ies", "ied", "ying"} | {
    c + end for c in "bdfgmnprt" for end in ("ed", "ing")
}
"""What a word may have after its stem."""


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ("report reports reported reporting", "report"),
        ("propose proposes proposed proposing", "propos"),
        ("company companies", "compan"),
        ("study studies studied studying", "stud"),
        ("plan plans planned planning", "plan"),
        ("tell telling", "tell"),
        ("congress", "congress"),
        ("bus", "bus"),
        ("ring", "ring"),
        ("2024", "2024"),
        ("xquad2s", "xquad2s"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: str, expected: str) -> None:
    """Inflection goes; what holds no vowel or too few letters besides the ending stays."""
    assert {stem(form) for form in forms.split()} == {expected}


@given(st.from_regex("[a-z]{1,12}", fullmatch=True))
def test_a_word_is_its_stem_and_an_ending(word: str) -> None:
    """So all forms of a word are found by its stem."""
    assert word.startswith(stem(word))
    assert word[len(stem(word)) :] in ENDINGS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the people's congresses", ["the", "people", "congresses"]),
        ("deputies’ 1,234 motions", ["deputies", "1,234", "motions"]),
        ("high-tech 5g", ["high", "tech", "5g"]),
        ("", []),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    """Words and numbers, without the 's of an owner."""
    assert english_words(text) == expected
