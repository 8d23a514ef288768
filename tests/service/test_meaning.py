from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.languages import Languages
from embeddings.vectors import VectorIndex
from service.collection import CHINESE, OTHER, SAYING_CHARS, Collection
from service.library import Library
from service.meaning import Meaning, Nearness
from tests.fakes import PairEncoder, open_library
from tests.invented import DONE, PLANNED, Invented

WIDTH = 12
WEIGHTS = (0.5, 0.5, 1.0)
ENGLISH = (
    "The county built twelve new schools in the mountains.",
    "Members put forward forty proposals on the care of the elderly.",
)


# Each text by itself, in double precision


@dataclass(frozen=True)
class Oracle:
    """Compares a question with passages one after another."""

    collection: Collection
    languages: Languages

    def _left(self, vector: np.ndarray) -> np.ndarray:
        """Take a vector's languages out, direction by direction, and bring it to unit length."""
        left = vector.astype(np.float64)
        for direction in self.languages.directions.astype(np.float64):
            left = left - (left @ direction) * direction
        return left / np.linalg.norm(left)

    def views(self, question: np.ndarray, passage: int) -> tuple[float, float, float, int]:
        """Give the cosines of a passage, of the mean of its sentences and of the best one, and where that stands."""
        collection, asked = self.collection, self._left(question)
        first, last = collection.first_sentence[passage : passage + 2]
        sentences = [self._left(collection.sentence_index.vectors[n]) for n in range(first, last)]
        chars = [len(text) for text in collection.sentence_texts[first:last]]
        total = sum(length * sentence for length, sentence in zip(chars, sentences, strict=True))
        cosines = [
            float(asked @ sentence) if length >= SAYING_CHARS else -1.0
            for length, sentence in zip(chars, sentences, strict=True)
        ]
        best = max(cosines)
        return (
            float(asked @ self._left(collection.passage_index.vectors[passage])),
            float(asked @ total / np.linalg.norm(total)),
            best,
            int(first) + cosines.index(best),
        )

    def sample(self, script: int) -> list[int]:
        """List what passages of a script are measured against, in a library smaller than a sample."""
        saying = [n for n in range(len(self.collection.passages)) if self.collection.saying_passages[n]]
        own = [n for n in saying if self.collection.scripts[n] == script]
        return (own if len(own) >= 8 else saying) or list(range(len(self.collection.passages)))

    def standing(self, question: np.ndarray, passage: int) -> float:
        """Sum the standard scores of a passage."""
        usual = np.array([self.views(question, n)[:3] for n in self.sample(int(self.collection.scripts[passage]))])
        found = np.array(self.views(question, passage)[:3])
        scores = (found - usual.mean(axis=0)) / (usual.std(axis=0) + 1e-6)
        return float(scores @ WEIGHTS)


def unit(count: int, rng: np.random.Generator) -> np.ndarray:
    """Draw vectors of unit length."""
    vectors = rng.normal(size=(count, WIDTH))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def made(chars: Sequence[Sequence[int]], scripts: Sequence[int], seed: int) -> Any:
    """Make what `Meaning` needs of a library: passages of sentences of so many characters, with random vectors."""
    rng = np.random.default_rng(seed)
    counts = [len(passage) for passage in chars]
    lengths = np.array([length for passage in chars for length in passage])
    saying = lengths >= SAYING_CHARS
    passage_of = np.repeat(np.arange(len(chars)), counts)
    return SimpleNamespace(
        passages=tuple(chars),
        scripts=np.array(scripts),
        first_sentence=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        sentence_texts=tuple("字" * length for length in lengths),
        sentence_chars=lengths.astype(np.float32),
        saying=saying,
        saying_passages=np.bincount(passage_of, saying, minlength=len(chars)) > 0,
        passage_index=VectorIndex.of(np.arange(len(chars)), unit(len(chars), rng)),
        sentence_index=VectorIndex.of(np.arange(len(lengths)), unit(len(lengths), rng)),
    )


def check(collection: Any, languages: Languages, questions: np.ndarray) -> None:
    """Compare all that `Meaning` says of some questions with the oracle; against a single passage rounding shows."""
    meaning, oracle = Meaning(collection, languages), Oracle(collection, languages)
    atol = 0.5 if any(len(oracle.sample(script)) == 1 for script in (CHINESE, OTHER)) else 1e-2
    prepared = meaning.question(questions)
    passages = np.arange(len(collection.passages))
    for question, asked, usual in zip(questions, prepared, meaning.usual(prepared), strict=True):
        nearness = meaning.nearness(asked, passages)
        expected = [oracle.views(question, n) for n in passages]
        assert np.allclose(nearness.whole, [view[0] for view in expected], atol=1e-5)
        assert np.allclose(nearness.mean, [view[1] for view in expected], atol=1e-5)
        assert np.allclose(nearness.best, [view[2] for view in expected], atol=1e-5)
        assert nearness.sentence.tolist() == [view[3] for view in expected]
        assert np.array_equal(nearness.similarity, np.maximum(nearness.whole, nearness.best))
        standing = meaning.standing(passages, nearness, usual)
        assert np.allclose(standing, [oracle.standing(question, n) for n in passages], atol=atol, rtol=1e-3)


LENGTHS = st.lists(
    st.lists(st.sampled_from([3, SAYING_CHARS - 1, SAYING_CHARS, 20, 60]), min_size=1, max_size=5), min_size=1
)


@given(LENGTHS, st.integers(0, 6), st.data())
def test_random_libraries_agree_with_the_oracle(chars: list[list[int]], languages: int, data: st.DataObject) -> None:
    """Of any number of passages, sentences, scripts and directions, with sentences that say nothing."""
    scripts = data.draw(st.lists(st.sampled_from([CHINESE, OTHER]), min_size=len(chars), max_size=len(chars)))
    seed = data.draw(st.integers(0, 1000))
    rng = np.random.default_rng(seed + 1)
    found = Languages.between([unit(4, rng) for _ in range(languages + 1)])

    check(made(chars, scripts, seed), found, unit(3, rng))


# With a small library


@pytest.fixture
def bilingual(tmp_path: Path, empty: Library) -> Library:
    """A library of two scripts, enough of one to be its own measure."""
    three = ("检查河流水质三次，推动整改问题二十个。", "好。", f"{DONE[0]}{PLANNED[0]}")
    empty.add(
        [
            Invented("甲水县", done=(*DONE, *three)).saved(tmp_path),
            Invented("乙山县", done=three, planned=("听取报告。", *PLANNED)).saved(tmp_path),
            Invented("丙林区", done=ENGLISH).saved(tmp_path),
        ]
    )
    return empty


QUESTIONS = ("新建了多少公里农村公路？", "怎样整改河流水质", "How many schools were built?", "好", "完全无关的事")


def test_a_small_library_agrees_with_the_oracle(bilingual: Library) -> None:
    """Two scripts, sentences that say nothing, and what two reports share."""
    collection = bilingual.collection
    assert set(collection.scripts.tolist()) == {CHINESE, OTHER}
    assert not collection.saying.all()
    check(collection, collection.languages, PairEncoder().encode_queries(QUESTIONS))


def test_passages_of_a_script_are_measured_by_their_own(bilingual: Library) -> None:
    """The mean and the deviation differ by script only where each has enough passages."""
    collection = bilingual.collection
    meaning = Meaning(collection, collection.languages)
    asked = meaning.question(PairEncoder().encode_queries(QUESTIONS[:1]))
    (usual,) = meaning.usual(asked)

    assert (collection.scripts[collection.saying_passages] == CHINESE).sum() >= 8
    assert 0 < (collection.scripts == OTHER).sum() < 8
    saying = np.flatnonzero(collection.saying_passages)
    nearness = meaning.nearness(asked[0], saying)
    views = np.stack([nearness.whole, nearness.mean, nearness.best])
    chinese = collection.scripts[saying] == CHINESE
    assert np.allclose(usual.mean[OTHER], views.mean(axis=1), atol=1e-5)
    assert np.allclose(usual.mean[CHINESE], views[:, chinese].mean(axis=1), atol=1e-5)
    assert np.allclose(usual.deviation[CHINESE], views[:, chinese].std(axis=1), atol=1e-5)


def test_of_equal_sentences_the_first_is_best(tmp_path: Path, empty: Library) -> None:
    """A passage that says a thing twice is cited where it says it first."""
    empty.add([Invented(done=("开头的一句话说了一些别的。" + DONE[0] * 2,)).saved(tmp_path)])
    collection = empty.collection
    passage = next(n for n in range(len(collection.passages)) if DONE[0] in collection.text(n))
    meaning = Meaning(collection, collection.languages)

    found = meaning.nearness(meaning.question(PairEncoder().encode_queries(DONE[:1]))[0], np.array([passage]))

    assert found.sentence.tolist() == [int(collection.first_sentence[passage]) + 1]
    assert found.best[0] == pytest.approx(1, abs=1e-5)


def test_a_short_sentence_is_never_best(bilingual: Library) -> None:
    """Not even where it is what was asked; a passage of such sentences alone is as far as can be by its best."""
    collection = bilingual.collection
    meaning = Meaning(collection, collection.languages)
    short = next(n for n in range(len(collection.passages)) if collection.text(n) == "好。")

    found = meaning.nearness(meaning.question(PairEncoder().encode_queries(["好。"]))[0], np.array([short]))

    assert found.best.tolist() == [-1]
    assert found.mean[0] == pytest.approx(1, abs=1e-5)
    assert found.sentence.tolist() == [int(collection.first_sentence[short])]


def test_a_single_passage_stands_out_from_nothing(tmp_path: Path) -> None:
    """It is its own measure: its score is nought, and it is found all the same."""
    path = tmp_path / "one.txt"
    path.write_text(DONE[0], encoding="utf-8")
    library = open_library(tmp_path / "library")
    library.add([type(Invented().saved(tmp_path / "given"))(path, path.name)])
    collection = library.collection
    assert len(collection.passages) == 1
    meaning = Meaning(collection, collection.languages)
    asked = meaning.question(PairEncoder().encode_queries(["公路"]))
    nearness = meaning.nearness(asked[0], np.array([0]))

    assert meaning.standing(np.array([0]), nearness, meaning.usual(asked)[0]) == pytest.approx([0], abs=0.5)
    assert [hit.passage.text for hit in library.ask("公路").hits] == [DONE[0]]


def test_a_library_that_says_nothing_is_measured_all_the_same() -> None:
    """Where no sentence says anything, all passages are the sample."""
    check(made([[3], [4, 5], [6]], [CHINESE] * 3, seed=5), learnt(), unit(2, np.random.default_rng(6)))


def test_of_a_large_library_a_sample_is_measured() -> None:
    """Four hundred passages of a script, always the same, and near the mean of all."""
    collection = made([[20]] * 3000, [CHINESE] * 3000, seed=7)
    meaning, again = Meaning(collection, learnt()), Meaning(collection, learnt())
    asked = meaning.question(unit(3, np.random.default_rng(8)))

    usual, nearness = meaning.usual(asked), [meaning.nearness(one, np.arange(3000)) for one in asked]

    for one, other, found in zip(usual, again.usual(asked), nearness, strict=True):
        assert np.array_equal(one.mean[CHINESE], other.mean[CHINESE])
        assert one.mean[CHINESE] == pytest.approx([x.mean() for x in (found.whole, found.mean, found.best)], abs=0.08)
        assert one.deviation[CHINESE] == pytest.approx(
            [x.std() for x in (found.whole, found.mean, found.best)], rel=0.2
        )
    assert len(meaning._sample(CHINESE)) == 400


def test_passages_are_compared_in_any_order_and_number() -> None:
    """What is said of a passage does not hang on the others; of none, nothing is said."""
    collection = made([[20, 5, 30]] * 9, [CHINESE] * 9, seed=9)
    meaning = Meaning(collection, learnt())
    (asked,) = meaning.question(unit(1, np.random.default_rng(10)))
    everything = meaning.nearness(asked, np.arange(9))

    some = meaning.nearness(asked, np.array([7, 2, 2]))
    assert some.sentence.tolist() == everything.sentence[[7, 2, 2]].tolist()
    assert np.allclose(some.best, everything.best[[7, 2, 2]], atol=1e-6)
    none = meaning.nearness(asked, np.empty(0, dtype=np.int64))
    assert isinstance(none, Nearness)
    assert none.similarity.shape == (0,)
    assert meaning.standing(np.empty(0, dtype=np.int64), none, meaning.usual(asked[None])[0]).shape == (0,)
    assert meaning.usual(np.empty((0, WIDTH), dtype=np.float32)) == []


def learnt() -> Languages:
    """Learn from random vectors of three languages."""
    rng = np.random.default_rng(11)
    return Languages.between([unit(4, rng) for _ in range(3)])
