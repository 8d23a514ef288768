from pathlib import Path

import pytest

from embeddings.lexical import Group, Wanted, words_wanted
from embeddings.words import telling
from service import wanted as wanted_module
from service.collection import CHINESE, OTHER
from service.wanted import Wording


class FakeDictionary:
    """Tells which way it was asked to translate, and counts how often a dictionary is opened."""

    opened = 0

    def __init__(self, folder: Path) -> None:
        """Open it."""
        FakeDictionary.opened += 1
        self.folder = folder

    def to_chinese(self, text: str) -> tuple[Group, ...]:
        """Translate into Chinese."""
        return (Group((("to Chinese", text),)),)

    def to_english(self, text: str) -> tuple[Group, ...]:
        """Translate into English."""
        return (Group((("to English", text),)),)


@pytest.fixture
def wording(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wording:
    """Finds words with a dictionary that only says what it was asked for."""
    monkeypatch.setattr(wanted_module, "Dictionary", FakeDictionary)
    monkeypatch.setattr(FakeDictionary, "opened", 0)
    return Wording(tmp_path)


def groups(*kinds: Wanted) -> list[Group]:
    """List the groups of several wants."""
    return [group for kind in kinds for group in kind]


@pytest.mark.parametrize(
    ("script", "text"),
    [
        (CHINESE, "蓼溪县怎样修建农村公路？"),
        (CHINESE, "“CPPCC” 怎样提出提案？"),
        (OTHER, "How did the county build rural roads?"),
        (OTHER, "Как строили дороги?"),
        (OTHER, "Đường nông thôn được xây thế nào?"),
        (OTHER, "يېزا يوللىرى قانداق ياسالدى؟"),
    ],
)
def test_passages_of_its_own_script_hold_a_question_s_words(wording: Wording, script: int, text: str) -> None:
    """Without those that frame it; no dictionary is opened."""
    assert wording.wanted(script, text, "农村 roads") == words_wanted(["农村", "road"])
    assert FakeDictionary.opened == 0


@pytest.mark.parametrize("text", ["How did the county build rural roads?", "CPPCC 2,024", "Liaoxi’s canteens"])
def test_english_is_translated_for_chinese_passages(wording: Wording, text: str) -> None:
    """The question as it was typed: what frames it is taken out of Chinese only."""
    assert wording.wanted(CHINESE, text, "rest") == (Group((("to Chinese", text),)),)


def test_chinese_is_translated_for_other_passages(wording: Wording) -> None:
    """Without the words that frame it: their translations tell no passage from another either."""
    assert wording.wanted(OTHER, "蓼溪县怎样修建农村公路？", "怎样修建农村公路") == (
        Group((("to English", "怎样修建农村公路"),)),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Как строили дороги в 2023 году?",
        "Đường nông thôn được xây thế nào?",
        "يېزا يوللىرى قانداق ياسالدى؟",
        "What is 河长制 here?",
    ],
)
def test_other_languages_stand_for_themselves(wording: Wording, text: str) -> None:
    """There is no dictionary for them, and names and numbers are the same in Chinese."""
    assert wording.wanted(CHINESE, f"蓼溪 {text}", text) == words_wanted(telling(text))
    assert FakeDictionary.opened == 0


def test_chinese_words_in_english_are_wanted_as_they_are(wording: Wording) -> None:
    """But for those that frame it: they are what it is about, however long the English around them."""
    text = "What does the report of last year say about the 河長制, and how many rivers does it cover?"
    found = wording.wanted(CHINESE, f"蓼溪：{text}", text)
    assert groups(found) == groups(words_wanted(["河长", "长制"]), [Group((("to Chinese", f"蓼溪：{text}"),))])


@pytest.mark.parametrize(("script", "text"), [(CHINESE, "2023"), (CHINESE, "👍"), (OTHER, "？")])
def test_what_holds_no_word_is_looked_for_all_the_same(tmp_path: Path, script: int, text: str) -> None:
    """With the real dictionary too."""
    wanted = Wording(tmp_path).wanted(script, text, text)
    assert groups(wanted) == groups(words_wanted(telling(text)))


def test_the_dictionary_is_opened_once_and_only_when_needed(wording: Wording) -> None:
    """By the first question that must be translated."""
    for script, text in ((CHINESE, "公路建设"), (OTHER, "roads"), (CHINESE, "дороги")):
        wording.wanted(script, text, text)
    assert FakeDictionary.opened == 0
    for _ in range(2):
        wording.wanted(CHINESE, "roads", "roads")
        wording.wanted(OTHER, "公路建设", "公路建设")
    assert FakeDictionary.opened == 1


def test_a_real_dictionary_lies_in_the_folder_once_it_was_needed(tmp_path: Path) -> None:
    """Nothing is written before."""
    wording = Wording(tmp_path / "dictionary")
    wording.wanted(CHINESE, "公路", "公路")
    assert not (tmp_path / "dictionary").exists()

    found = wording.wanted(CHINESE, "vaccines", "vaccines")

    assert ("疫苗",) in found[0].alternatives
    assert list((tmp_path / "dictionary").iterdir())
