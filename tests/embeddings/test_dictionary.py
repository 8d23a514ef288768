from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings import cedict
from embeddings.dictionary import Dictionary, Group


@pytest.fixture(scope="module")
def dictionary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dictionary]:
    """The real dictionary."""
    found = Dictionary(tmp_path_factory.mktemp("dictionary"))
    yield found
    found.close()


def strings(group: Group) -> list[str]:
    """The alternatives of a group as strings."""
    return [written(alternative) for alternative in group.alternatives]


def written(terms: tuple[str, ...]) -> str:
    """Put the pairs of a Chinese word together again."""
    if len(terms[0]) == 2 and "\u3400" <= terms[0][0] <= "\u9fff":
        return terms[0] + "".join(pair[1] for pair in terms[1:])
    return " ".join(terms)


# Questions in English


@pytest.mark.parametrize(
    ("word", "chinese"),
    [
        ("vaccines", "疫苗"),
        ("museums", "博物馆"),
        ("electricity", "电力"),
        ("Xinjiang", "新疆"),
        ("fire", "火"),
        ("deputies", "代表"),
        ("CPPCC", "政协"),
    ],
)
def test_a_word_of_english_has_its_chinese(dictionary: Dictionary, word: str, chinese: str) -> None:
    """All meanings in one group, single characters among them."""
    (group,) = dictionary.to_chinese(word)
    assert chinese in strings(group)
    assert group.weight == 1


def test_phrases_go_before_their_words(dictionary: Dictionary) -> None:
    """A phrase counts as one word, its words by half."""
    groups = dictionary.to_chinese("the per capita income of the people's congress")
    assert strings(groups[0]) == ["人均"]
    whole = [strings(group) for group in groups if group.weight == 1]
    assert len(whole) == 3
    assert "收入" in whole[1]
    assert whole[2][:2] == ["人大", "人民代表大会"]
    halves = [strings(group) for group in groups if group.weight < 1]
    assert any("人民" in half for half in halves)


def test_what_is_not_in_the_dictionary_stands_for_itself(dictionary: Dictionary) -> None:
    """Numbers and names are looked for as they are; words that say nothing are not."""
    assert [strings(group) for group in dictionary.to_chinese("What of 2,024 in Eflops?")] == [["2,024"], ["eflop"]]
    assert dictionary.to_chinese("What is it? 。") == ()
    assert dictionary.to_chinese("") == ()


def test_a_word_of_chinese_in_english_is_left(dictionary: Dictionary) -> None:
    """For passages in Chinese only the English of a question needs translation."""
    assert all("报告" in strings(group) for group in dictionary.to_chinese("人大代表 report"))


# Questions in Chinese


def test_chinese_is_cut_at_the_longest_words(dictionary: Dictionary) -> None:
    """Each word gives the stems of its meanings; words that say nothing give none."""
    groups = dictionary.to_english("博物馆的数量是多少？")
    assert len(groups) == 2
    assert strings(groups[0]) == ["museum"]
    assert {"amount", "quantit"} <= set(strings(groups[1]))


def test_institutions_are_known_in_english(dictionary: Dictionary) -> None:
    """The glossary is read both ways; a phrase is all of its words."""
    (group,) = dictionary.to_english("人大")
    assert ("peopl", "congress") in group.alternatives


def test_latin_in_chinese_stands_for_itself(dictionary: Dictionary) -> None:
    """As it stands in English passages too."""
    assert [strings(group) for group in dictionary.to_english("5G 12345")] == [["5g"], ["12345"]]


# How it is made


@pytest.mark.parametrize(
    ("glosses", "is_name", "expected"),
    [
        ("to propose; to suggest/proposal/CL:個|个[ge4]", False, [(0, "propose"), (0.1, "suggest"), (1, "proposal")]),
        ("Tonghua, prefecture-level city", True, [(0, "Tonghua, prefecture-level city"), (0.5, "Tonghua")]),
        ("Haizhou district of Lianyungang", True, [(0, "Haizhou district of Lianyungang"), (0.5, "Haizhou district")]),
        ("work (of art) in oil", False, [(0, "work in oil")]),
        ("surname Li/see 里程[li3 cheng2]/variant of 裏|里[li3]", False, []),
        ("(Chinese) political body (CPPCC)", False, [(0, "CPPCC"), (0, "political body")]),
        ("to help sb out", False, [(0, "help out")]),
    ],
)
def test_meanings_are_taken_out_of_glosses(glosses: str, is_name: bool, expected: list[tuple[float, str]]) -> None:  # noqa: FBT001
    """Later glosses are further from the first; explanations and references are none."""
    found = [(rank, " ".join(text.split())) for rank, text in cedict._meanings(glosses, is_name=is_name)]
    assert found == expected


def test_translations_are_best_first() -> None:
    """A first gloss goes before a later one, and the glossary before all."""
    entries = [("丙", [(2.0, "motions")]), ("乙", [(0.0, "motion")])]
    found = cedict._translations(entries, [("motion", "甲")])
    assert found == {"motion": "甲|乙|丙", "甲": "motion", "乙": "motion", "丙": "motion"}


def test_the_file_is_made_once_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second dictionary finds what the first made; what fails half-way leaves nothing."""
    monkeypatch.setattr(cedict, "_entries", lambda: iter([("甲", [(0.0, "first")])]))
    path = cedict.cache_of_dictionary(tmp_path)
    made = path.stat().st_mtime_ns
    assert cedict.cache_of_dictionary(tmp_path) == path
    assert path.stat().st_mtime_ns == made
    path.unlink()
    monkeypatch.setattr(cedict, "_translations", lambda *_: {"a": None})
    with pytest.raises(Exception, match="NOT NULL"):
        cedict.cache_of_dictionary(tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_glossary_reads_well() -> None:
    """Each line has phrases and Chinese words, no word twice."""
    pairs = list(cedict._glossary(cedict._glossary_text()))
    assert len(pairs) > 100
    assert len(set(pairs)) == len(pairs)
    assert all(chinese and not chinese.isascii() and english.isascii() for english, chinese in pairs)
