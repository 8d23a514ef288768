import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from service.reuse.links import LINK
from service.reuse.stretches import Clause, Reading, Variant, contains, covers, stretches
from service.reuse.wordings import Wordings
from tests.service.reuse.made import wordings_of

TEN = [f"甲乙丙丁戊己庚辛壬{end}" for end in "子丑寅卯"]
REVERSED = (
    "加强监督工作实效，推动解决群众问题，新建农村公路百里。",
    "新建农村公路百里，推动解决群众问题，加强监督工作实效。",
)

Row = tuple[int, int, int, int, int, int, float, bool]


def found(rows: list[Row], texts: list[str] = TEN) -> tuple[list[Reading], dict[object, Variant]]:
    """Find the stretches that some links join, among four wordings of ten characters."""
    found_stretches, pairs = stretches(wordings_of(texts), np.array(rows, dtype=LINK))
    return found_stretches, dict(pairs)


def variant(kept: float, in_order: float, *, by_vectors: bool = False) -> Variant:
    """Make what a variant should be."""
    return Variant(pytest.approx(kept), pytest.approx(in_order), by_vectors=by_vectors)


WHOLES = [[Clause(n, 0, 10)] for n in range(4)]


def test_without_links_there_are_wordings() -> None:
    """Each wording is a stretch, and none a variant; no wordings, none."""
    assert found([]) == (WHOLES, {})
    assert stretches(Wordings.none(), np.empty(0, dtype=LINK)) == ([], {})


def test_parts_of_wordings_are_stretches() -> None:
    """A link between parts makes a stretch of each, after the wordings; two of five characters are in both in order."""
    readings, pairs = found([(1, 0, 0, 5, 3, 8, 0.4, False)])
    assert readings == [*WHOLES, [Clause(1, 0, 5)], [Clause(0, 3, 8)]]
    assert pairs == {(4, 5): variant(0.4, 0.4)}


def test_parts_that_read_the_same_are_one_stretch() -> None:
    """Whatever wordings they are of; such a link makes no variant, and one that reads like a wording is the wording."""
    texts = ["甲乙丙丁戊己庚辛", "甲乙丙丁戊己庚辛子丑寅卯辰", "天地玄黄甲乙丙丁戊己庚辛", "日月盈昃甲乙丙丁戊己"]
    readings, pairs = found([(2, 1, 4, 12, 0, 8, 1.0, False), (3, 2, 4, 10, 4, 10, 1.0, False)], texts)
    assert [len(reading) for reading in readings] == [3, 1, 1, 1, 2]
    assert readings[0] == [Clause(0, 0, 8), Clause(2, 4, 12), Clause(1, 0, 8)]
    assert readings[4] == [Clause(3, 4, 10), Clause(2, 4, 10)]
    assert pairs == {}


def test_what_is_nearly_all_of_a_wording_is_the_wording() -> None:
    """Eight of ten characters are, seven are not; what is kept is counted on all ten."""
    readings, pairs = found([(1, 0, 2, 10, 0, 7, 0.625, True)])
    assert readings == [*WHOLES, [Clause(0, 0, 7)]]
    assert pairs == {(1, 4): variant(0.5, 0.7, by_vectors=True)}


def test_stretches_that_cover_one_another_are_the_same() -> None:
    """Four of five characters are one stretch, the first that was found; what lies outside that is not counted as kept."""
    texts = ["甲乙丙丁戊己庚辛壬子", "甲乙丙丁己子丑寅卯辰", "天乙丙丁戊己日月盈昃"]
    readings, pairs = found([(1, 0, 0, 5, 0, 4, 0.8, False), (2, 0, 1, 6, 0, 5, 0.8, False)], texts)
    assert readings[3:] == [[Clause(1, 0, 5)], [Clause(2, 1, 6)], [Clause(0, 0, 4)]]
    assert pairs == {(3, 5): variant(0.8, 0.8), (4, 5): variant(0.6, 0.6)}


def test_of_two_links_the_better_one_counts() -> None:
    """The same stretches, linked twice."""
    for order in (1, -1):
        rows = [(1, 0, 0, 10, 0, 10, 0.6, True), (1, 0, 0, 9, 0, 9, 0.8, False)][::order]
        assert found(rows)[1] == {(0, 1): variant(0.72, 0.9)}


def test_clauses_that_changed_places_too_far_are_variants_by_themselves() -> None:
    """Three clauses in the reverse order: a third stands in the same order, and each clause is one stretch with the other's."""
    readings, pairs = found([(1, 0, 0, 24, 0, 24, 1.0, False)], list(REVERSED))
    assert pairs == {}
    assert sorted(sorted(clause.start for clause in reading) for reading in readings[2:]) == [[0, 16], [0, 16], [8, 8]]


spans = st.tuples(st.integers(0, 10), st.integers(0, 10)).map(sorted).filter(lambda pair: pair[0] < pair[1]).map(tuple)


@given(spans, spans)
def test_covering_and_containing_by_sets(one: tuple[int, int], other: tuple[int, int]) -> None:
    """Beside sets of characters: four fifths of the longer in both; all of one in the other."""
    mine, theirs = set(range(*one)), set(range(*other))
    assert covers(one, other) == (len(mine & theirs) >= 0.8 * max(len(mine), len(theirs)))
    assert contains(one, other) == (theirs <= mine)


links = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), spans, spans, st.floats(0.5, 1)), max_size=12)


@given(links)
def test_what_links_join(drawn: list) -> None:
    """Texts are read once; no two parts of a wording cover one another; variants have a third in order, and no link says they keep less."""
    rows = [(one, other, *a, *b, kept, False) for one, other, a, b, kept in drawn if one > other]
    readings, pairs = found(rows)
    texts = [{TEN[clause.wording][clause.start : clause.end] for clause in reading} for reading in readings]
    assert all(len(text) == 1 for text in texts)
    assert len({text for one in texts for text in one}) == len(texts)

    clauses = [clause for n, reading in enumerate(readings) for clause in reading if clause.wording != n]
    for one in clauses:
        assert not any(one != two and one.wording == two.wording and covers(one[1:], two[1:]) for two in clauses)

    def of(wording: int, span: tuple[int, int]) -> set[int]:
        whole = span[1] - span[0] >= 8
        return {
            n
            for n, reading in enumerate(readings)
            for clause in reading
            if clause.wording == wording and (n == wording if whole else n != wording and covers(clause[1:], span))
        }

    assert all(
        of(one, tuple(a)) and of(other, tuple(b)) for one, other, *ab, _, _ in rows for a, b in [(ab[:2], ab[2:])]
    )
    for (one, other), share in pairs.items():
        assert one < other
        mine, theirs = *texts[one], *texts[other]
        assert share.in_order == pytest.approx(LCSseq.normalized_similarity(mine, theirs))
        assert share.in_order >= 1 / 3
        assert share.kept <= 1
