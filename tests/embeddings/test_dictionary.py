import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
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


def test_what_is_repeated_counts_once(dictionary: Dictionary) -> None:
    """In whatever form: a word, one of a phrase, one that stands for itself."""
    for text in ("museum", "the people's congress", "2,024 Eflops"):
        assert dictionary.to_chinese(f"{text}, {text} and {text.upper()}") == dictionary.to_chinese(text)
    for text in ("博物馆", "人大", "5G"):
        assert dictionary.to_english(f"{text}、{text}。{text}") == dictionary.to_english(text)


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


def test_the_glossary_reads_well() -> None:
    """Each line has phrases and Chinese words, no word twice."""
    pairs = list(cedict._glossary(cedict._glossary_text()))
    assert len(pairs) > 100
    assert len(set(pairs)) == len(pairs)
    assert all(chinese and not chinese.isascii() and english.isascii() for english, chinese in pairs)


# Where it is kept


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """List a word for each time that a dictionary, a small one, is made."""
    made: list[str] = []

    def entries() -> Iterator[cedict.Entry]:
        made.append("made")
        return iter([("甲", [(0.0, "museum")])])

    monkeypatch.setattr(cedict, "_entries", entries)
    return made


def check_translates(folder: Path) -> None:
    """Open the dictionary of a folder, and look a word up."""
    with closing(Dictionary(folder)) as dictionary:
        assert strings(dictionary.to_chinese("museum")[0]) == ["甲", "museum"]


def test_the_file_is_made_once_and_nothing_beside_it(tmp_path: Path, made: list[str]) -> None:
    """A second dictionary finds what the first made."""
    for _ in range(2):
        check_translates(tmp_path / "deep" / "words")
    assert len(made) == len(list((tmp_path / "deep" / "words").iterdir())) == 1


@pytest.mark.usefixtures("made")
def test_what_fails_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No half file that the next one would find."""
    monkeypatch.setattr(cedict, "_translations", lambda *_: {"a": None})
    with pytest.raises(sqlite3.IntegrityError, match="NOT NULL"):
        Dictionary(tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["a#b", "a?mode=memory", "100%", "%41", "a b&c", "目录"])
def test_a_folder_may_have_any_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: list[str], name: str
) -> None:
    """Also one that means something in an address, and as a relative path."""
    monkeypatch.chdir(tmp_path)
    for folder in (tmp_path / name, Path(name)):
        check_translates(folder)
    assert len(made) == len(list((tmp_path / name).iterdir())) == 1
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600)])
def test_the_file_has_the_ordinary_mode(tmp_path: Path, umask: int, mode: int) -> None:
    """Others who share the cache may read it, as far as files here may be read."""
    before = os.umask(umask)
    try:
        check_translates(tmp_path)
    finally:
        os.umask(before)
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o777 == mode


def without_table(file: Path) -> None:
    """Leave an SQLite file that holds something else."""
    file.unlink()
    with closing(sqlite3.connect(file)) as db:
        db.execute("CREATE TABLE other (phrase TEXT)")


def cut(file: Path) -> None:
    """Leave the beginning, which names the table, and not what is in it."""
    file.write_bytes(file.read_bytes()[:4096])


DAMAGES: dict[str, Callable[[Path], object]] = {
    "emptied": lambda file: file.write_bytes(b""),
    "garbage": lambda file: file.write_bytes(b"garbage" * 1000),
    "cut": cut,
    "zeroed": lambda file: file.write_bytes(file.read_bytes()[:4096] + bytes(file.stat().st_size - 4096)),
    "without table": without_table,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_made_again_once(tmp_path: Path, made: list[str], damage: Callable[[Path], object]) -> None:
    """The question that meets the damage is answered, and the next finds a file in order."""
    check_translates(tmp_path)
    (file,) = tmp_path.iterdir()
    damage(file)
    for _ in range(2):
        check_translates(tmp_path)
    assert len(made) == 2
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_damaged_while_it_is_open_is_made_again(tmp_path: Path, made: list[str]) -> None:
    """Nobody needs to start anew."""
    with closing(Dictionary(tmp_path)) as dictionary:
        (file,) = tmp_path.iterdir()
        file.write_bytes(b"garbage" * 1000)
        assert "甲" in strings(dictionary.to_chinese("museum")[0])
    assert len(made) == 2


def test_a_dictionary_that_was_closed_keeps_its_file(tmp_path: Path, made: list[str]) -> None:
    """To ask it is a mistake, and no damage."""
    dictionary = Dictionary(tmp_path)
    dictionary.close()
    with pytest.raises(sqlite3.ProgrammingError):
        dictionary.to_chinese("museum")
    assert len(made) == len(list(tmp_path.iterdir())) == 1


@pytest.mark.usefixtures("made")
def test_a_folder_that_can_not_be_made_does_not_stop_anyone(tmp_path: Path) -> None:
    """A file in its place, say."""
    (tmp_path / "words").write_bytes(b"x")
    check_translates(tmp_path / "words")
    assert (tmp_path / "words").read_bytes() == b"x"


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    "error", [PermissionError(), OSError("no space left"), sqlite3.OperationalError("disk is full")]
)
def test_a_folder_that_can_not_be_written_does_not_stop_anyone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """Whoever notices, Python or SQLite."""

    def refuses(_: Path) -> None:
        raise error

    monkeypatch.setattr(cedict, "_write", refuses)
    check_translates(tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("made")
def test_damage_that_can_not_be_taken_away_does_not_stop_anyone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder that is only read."""
    check_translates(tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"garbage" * 1000)

    def refuses(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuses)
    check_translates(tmp_path)
    assert file.read_bytes() == b"garbage" * 1000
