import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.lexical import Bundle, Group, LexicalIndex, Wanted, empty_index, opened, words_wanted, write
from embeddings.words import characters, terms

WORDS = ["公路", "道路", "养老", "养老服务", "road", "gdp", "6.5"]
TERMS = [*sorted({term for word in WORDS for term in terms(word)}), "没有", "路", "无"]

texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=60).map("，".join), max_size=30)
alternatives = st.lists(st.sampled_from(TERMS), min_size=1, max_size=3).map(tuple)
groups = st.builds(Group, st.lists(alternatives, min_size=1, max_size=3).map(tuple), st.sampled_from([1.0, 0.5]))
questions = st.lists(groups, max_size=4)


def index_of(passages: Sequence[str]) -> LexicalIndex:
    """Index texts under the ids 0, 3, 6 and so on."""
    return LexicalIndex.of([Bundle("all", lambda: ((3 * n, text) for n, text in enumerate(passages)))])


class BruteForce:
    """BM25 by its formula (Robertson & Zaragoza 2009), with lengths kept in one byte as Lucene and tantivy keep them."""

    def __init__(self, passages: Sequence[str]) -> None:
        self._fields = [[Counter(split(text)) for text in passages] for split in (characters, terms)]
        self._average = [sum(map(Counter.total, held)) / max(1, len(held)) for held in self._fields]

    def scores(self, wanted: Wanted) -> list[float]:
        """Score every passage: over the groups the sum of the best alternative's, by the rarity of the group."""
        count = len(self._fields[0])
        total = [0.0] * count
        for group in wanted:
            best = [max(self._mean(n, alternative) for alternative in group.alternatives) for n in range(count)]
            holding = sum(score > 0 for score in best)
            idf = math.log(1 + (count - holding + 0.5) / (holding + 0.5))
            total = [sum_ + group.weight * idf * score for sum_, score in zip(total, best, strict=True)]
        return total

    def _mean(self, passage: int, alternative: tuple[str, ...]) -> float:
        scores = [self._score(passage, term) for term in alternative]
        return sum(scores) / len(scores) if all(scores) else 0.0

    def _score(self, passage: int, term: str) -> float:
        field = len(term) > 1
        held = self._fields[field][passage]
        length = shortened(held.total()) / self._average[field] if held else 0.0
        return 2.2 * held[term] / (held[term] + 1.2 * (0.25 + 0.75 * length))


def shortened(length: int) -> int:
    """Round a length down to what one byte tells: all up to 40, then four significant bits beyond 24."""
    if length <= 40:
        return length
    shift = (length - 24).bit_length() - 4
    return 24 + ((length - 24) >> shift << shift)


@given(texts, questions)
def test_scores_are_those_of_brute_force(passages: list[str], wanted: Wanted) -> None:
    """For plain words, alternatives and alternatives of several terms; ids that are not there score nothing."""
    expected = BruteForce(passages).scores(wanted)

    found = index_of(passages).query(wanted).scores(np.array([*range(0, 3 * len(passages), 3), 1, 1000]))

    assert found == pytest.approx([*expected, 0, 0], rel=1e-5)


@given(texts, questions, st.integers(1, 40))
def test_the_nearest_are_the_best(passages: list[str], wanted: Wanted, limit: int) -> None:
    """Best first, with the scores that `scores` gives, and none that holds nothing of what is wanted."""
    index = index_of(passages)
    best = sorted((score for score in BruteForce(passages).scores(wanted) if score), reverse=True)

    found = index.query(wanted).nearest(limit)

    assert found.scores.tolist() == pytest.approx(best[:limit], rel=1e-5)
    assert found.scores.tolist() == pytest.approx(index.query(wanted).scores(found.ids).tolist(), rel=1e-5)
    assert len(set(found.ids.tolist())) == len(found.ids)


@given(texts, questions, st.integers(1, 4), st.data())
def test_looking_among_some_passes_over_the_others(
    passages: list[str], wanted: Wanted, limit: int, data: st.DataObject
) -> None:
    """Few ids or nearly all: found are the best of those, with the scores they have in the whole index."""
    index = index_of(passages)
    ids = range(0, 3 * len(passages), 3)
    among = data.draw(st.one_of(st.just(set(ids)), st.sets(st.sampled_from(ids)) if ids else st.just(set())))
    everywhere = dict(zip(ids, BruteForce(passages).scores(wanted), strict=True))
    best = sorted((everywhere[id_] for id_ in among if everywhere[id_]), reverse=True)

    found = index.query(wanted).nearest(limit, among=np.array(sorted(among), dtype=np.int64))

    assert set(found.ids.tolist()) <= among
    assert found.scores.tolist() == pytest.approx(best[:limit], rel=1e-5)


def test_exact_scores_of_few_among_many() -> None:
    """Named ids are scored without looking at all that matches."""
    passages = [f"公路第{n}号" + "，道路" * (n % 7) for n in range(300)]
    wanted = words_wanted(["公路", "道路"])
    ids = np.array([3 * 299, 0, 3 * 17, 5])

    found = index_of(passages).query(wanted).scores(ids)

    expected = BruteForce(passages).scores(wanted)
    assert found == pytest.approx(
        [expected[299], expected[0], expected[17], 0], rel=1e-4
    )  # tantivy reckons in single precision


@given(texts, questions)
def test_no_score_exceeds_the_bound(passages: list[str], wanted: Wanted) -> None:
    """However often a passage repeats what is wanted."""
    index = index_of([*passages, "公路，" * 500])
    found = index.query(wanted).nearest(100)
    assert found.scores.max(initial=0.0) <= index.query(wanted).bound


def test_the_bound_by_hand() -> None:
    """A term weighs by its rarity, an unknown one most; a group by what holds any of it."""
    index = index_of(["公路", "公路", "养老"])
    common, rare, unknown = (math.log(1 + (3 - n + 0.5) / (n + 0.5)) for n in (2, 1, 0))

    assert index.query(words_wanted(["公路", "养老"])).bound == pytest.approx(2.2 * (common + rare))
    assert index.query(words_wanted(["没有"])).bound == pytest.approx(2.2 * unknown)
    assert index.query([Group((("公路", "养老"), ("没有",)), 0.5)]).bound == pytest.approx(2.2 * unknown / 2)
    assert index.query([Group((("公路",), ("养老",)))]).bound == pytest.approx(2.2 * math.log(1 + 0.5 / 3.5))
    assert index.query([]).bound == index.query([Group(())]).bound == index.query([Group(((),))]).bound == 0


def test_nothing_is_found_of_nothing() -> None:
    """No groups, no alternatives, no terms, no passages, and signs that mean something to other engines."""
    index = index_of(["公路"])
    for wanted in (
        [],
        [Group(())],
        [Group(((),))],
        words_wanted(["", '"', "a OR b", "NEAR(", "*", "公路 公路", "公" * 70_000]),
    ):
        assert len(index.query(wanted).nearest(5).ids) == 0
        assert index.query(wanted).scores(np.array([0])).tolist() == [0]
    wanted = words_wanted(["公路"])
    assert len(index.query(wanted).nearest(0).ids) == 0
    assert len(index.query(wanted).nearest(5, among=np.array([], dtype=np.int64)).ids) == 0
    assert len(index.query(wanted).scores(np.array([], dtype=np.int64))) == 0
    assert len(index_of([]).query(wanted).nearest(5).ids) == 0
    assert index_of([]).query(wanted).scores(np.array([0])).tolist() == [0]


def test_an_index_stays_as_it_was_opened() -> None:
    """What is written later shows in what is opened later."""
    index = empty_index()
    write(index, [Bundle("one", lambda: [(1, "公路")]), Bundle("two", lambda: [(2, "养老")])])
    before = opened(index)
    write(index, [Bundle("three", lambda: [(3, "公路")])], going=["one", "none"])
    after = opened(index)

    wanted = words_wanted(["公路"])
    assert before.query(wanted).nearest(5).ids.tolist() == [1]
    assert after.query(wanted).nearest(5).ids.tolist() == [3]
    assert (len(before), len(after)) == (2, 2)
    assert (before.counted, after.counted) == (2, 3)
