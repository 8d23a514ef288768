"""What asking is measured with: BM25, remembered vectors, and hits that are counted once."""

from math import log
from pathlib import Path

import numpy as np
import pytest

from benchmarks.bm25 import Bm25, terms
from benchmarks.contenders import unseen
from benchmarks.exams import of_reports
from benchmarks.remembered import Memory, Remembering, StandingIn
from tests.fakes import PairEncoder


def test_terms_are_pairs_of_chinese_characters_and_words_of_others() -> None:
    """A single Chinese character is itself."""
    assert terms("养老服务 in 2024年, GDP") == ["养老", "老服", "服务", "in", "2024", "年", "gdp"]


def test_bm25_by_hand() -> None:
    """Of two passages of two terms, one holds a term of the question twice: idf ln 2, and 2·2.2/(2 + 1.2)."""
    index = Bm25(["a a", "b c"])
    assert index.rank("a d", 10) == [(0, pytest.approx(log(2) * 2 * 2.2 / 3.2))]
    assert index.rank("e", 10) == []


def test_bm25_gives_the_best_first() -> None:
    """A passage that says more of the question comes before one that says less."""
    index = Bm25(["城市道路", "养老服务体系", "养老保险"])
    assert [place for place, _ in index.rank("养老服务", 10)] == [1, 2]
    assert len(index.rank("养老服务", 1)) == 1


def test_vectors_are_remembered_and_never_mixed(tmp_path: Path) -> None:
    """A text is encoded once for each encoder, whatever the order, and its vector comes back as it was."""
    asked: list[str] = []

    def encode(texts: list[str]) -> np.ndarray:
        asked.extend(texts)
        return np.array([[len(text), 0.1] for text in texts], dtype=np.float32)

    one = Memory(tmp_path / "vectors.sqlite", "one")
    first = one.vectors(["aa", "b", "aa"], encode)
    again = Memory(tmp_path / "vectors.sqlite", "one").vectors(["b", "ccc"], encode)
    assert first[:, 0].tolist() == [2, 1, 2]
    assert again.tolist() == np.array([[1, 0.1], [3, 0.1]], dtype=np.float32).tolist()
    assert sorted(asked) == ["aa", "b", "ccc"]
    Memory(tmp_path / "vectors.sqlite", "two").vectors(["b"], encode)
    assert asked.count("b") == 2


def test_lent_vectors_are_not_kept(tmp_path: Path) -> None:
    """They are there for whoever lent them alone."""
    memory = Memory(tmp_path / "vectors.sqlite", "one")
    memory.lend("a", np.array([1, 2], dtype=np.float32))
    encode = lambda texts: np.zeros((len(texts), 2), dtype=np.float32)  # noqa: E731
    assert memory.unknown(["b", "a"]) == ["b"]
    assert memory.vectors(["a"], encode).tolist() == [[1, 2]]
    assert Memory(tmp_path / "vectors.sqlite", "one").vectors(["a"], encode).tolist() == [[0, 0]]


def test_stand_ins_are_unit_vectors_and_not_kept(tmp_path: Path) -> None:
    """What is remembered stays as it is, the rest is made up, and the model is not asked."""
    encoder = PairEncoder()
    known = Remembering(encoder, tmp_path / "vectors.sqlite").encode_passages(["十个字的一段话在这里"])
    standing_in = StandingIn(encoder, tmp_path / "vectors.sqlite")
    found = standing_in.encode_passages(["十个字的一段话在这里", "另一段话", "第三段话"])
    assert found[0] == pytest.approx(known[0])
    assert np.linalg.norm(found, axis=1) == pytest.approx(1, abs=1e-5)
    assert not np.allclose(found[1], found[2])
    again = Remembering(encoder, tmp_path / "vectors.sqlite").encode_passages(["另一段话"])
    assert again == pytest.approx(encoder.encode_passages(["另一段话"]))


def test_a_paragraph_read_as_several_passages_counts_once() -> None:
    """A hit that shows nothing new takes no place; one that folds something new under it does."""
    hits = [frozenset({1}), frozenset({1}), frozenset({1, 2}), frozenset({3})]
    assert unseen(hits) == (frozenset({1}), frozenset({1, 2}), frozenset({3}))


def test_questions_about_reports_point_at_their_passages() -> None:
    """Every answer of the samples' questions has a place among the passages, and some questions have none."""
    exam = of_reports("samples")
    assert len(set(exam.passages)) == len(exam.passages)
    assert all(place < len(exam.passages) for question in exam.questions for place in question.answers)
    assert any(question.answers for question in exam.questions)
    assert not all(question.answers for question in exam.questions)
