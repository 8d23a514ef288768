import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reuse.links import LINK
from service.reuse.stretches import Clause, Variant, clauses, contains, covers
from service.reuse.wordings import Wordings
from tests.service.reuse.made import wordings_of

TEN = [f"甲乙丙丁戊己庚辛壬{end}" for end in "子丑寅卯"]


def found(rows: list[tuple[int, int, int, int, int, int, float, bool]]) -> tuple[list[Clause], dict[object, Variant]]:
    """Find the stretches that some links join, among four wordings of ten characters."""
    stretches, pairs = clauses(wordings_of(TEN), np.array(rows, dtype=LINK))
    return stretches, dict(pairs)


WHOLES = [Clause(n, 0, 10) for n in range(4)]


def test_without_links_there_are_wordings() -> None:
    """Each wording is a stretch, and none a variant; no wordings, none."""
    assert found([]) == (WHOLES, {})
    assert clauses(Wordings.none(), np.empty(0, dtype=LINK)) == ([], {})


def test_parts_of_wordings_are_stretches() -> None:
    """A link between parts makes a stretch of each, after the wordings."""
    stretches, pairs = found([(1, 0, 0, 5, 3, 8, 1.0, False)])
    assert stretches == [*WHOLES, Clause(1, 0, 5), Clause(0, 3, 8)]
    assert pairs == {(4, 5): Variant(1.0, by_vectors=False)}


def test_what_is_nearly_all_of_a_wording_is_the_wording() -> None:
    """Eight of ten characters are, seven are not; what is kept is counted on all ten."""
    stretches, pairs = found([(1, 0, 2, 10, 0, 7, 0.75, True)])
    assert stretches == [*WHOLES, Clause(0, 0, 7)]
    assert pairs == {(1, 4): Variant(pytest.approx(0.6), by_vectors=True)}


def test_stretches_that_cover_one_another_are_the_same() -> None:
    """Four of five characters are one stretch, the first that was found; what stands elsewhere in it is another."""
    stretches, pairs = found(
        [(1, 0, 0, 5, 0, 5, 1.0, False), (2, 0, 0, 5, 0, 4, 0.8, False), (3, 0, 0, 5, 5, 10, 0.9, False)]
    )
    numbers = {clause: n for n, clause in enumerate(stretches)}
    assert set(stretches) == {
        *WHOLES,
        Clause(1, 0, 5),
        Clause(2, 0, 5),
        Clause(3, 0, 5),
        Clause(0, 0, 5),
        Clause(0, 5, 10),
    }
    first, second = numbers[0, 0, 5], numbers[0, 5, 10]
    assert {frozenset(pair) for pair in pairs} == {
        frozenset({numbers[1, 0, 5], first}),
        frozenset({numbers[2, 0, 5], first}),
        frozenset({numbers[3, 0, 5], second}),
    }


def test_of_two_links_the_better_one_counts() -> None:
    """The same stretches, linked twice."""
    for order in (1, -1):
        rows = [(1, 0, 0, 10, 0, 10, 0.6, True), (1, 0, 0, 9, 0, 9, 0.8, False)][::order]
        assert found(rows)[1] == {(0, 1): Variant(pytest.approx(0.72), by_vectors=False)}


spans = st.tuples(st.integers(0, 10), st.integers(0, 10)).map(sorted).filter(lambda pair: pair[0] < pair[1]).map(tuple)


@given(spans, spans)
def test_covering_and_containing_by_sets(one: tuple[int, int], other: tuple[int, int]) -> None:
    """Beside sets of characters: four fifths of the longer in both; all of one in the other."""
    mine, theirs = set(range(*one)), set(range(*other))
    assert covers(one, other) == (len(mine & theirs) >= 0.8 * max(len(mine), len(theirs)))
    assert contains(one, other) == (theirs <= mine)


links = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), spans, spans, st.floats(0.5, 1)), max_size=12)


@given(links)
def test_every_link_joins_stretches_that_cover_its_own(drawn: list) -> None:
    """Each link stands for a pair whose stretches cover it; no two parts of a wording that cover one another, no pair twice."""
    rows = [(one, other, *a, *b, kept, False) for one, other, a, b, kept in drawn if one > other]
    stretches, pairs = found(rows)

    def of(wording: int, span: tuple[int, int]) -> set[int]:
        whole = span[1] - span[0] >= 8
        return {
            n
            for n, clause in enumerate(stretches)
            if clause.wording == wording and (n == wording if whole else n >= 4 and covers(clause[1:], span))
        }

    for one, other, *spans_of, kept, _ in rows:
        mine, theirs = of(one, tuple(spans_of[:2])), of(other, tuple(spans_of[2:]))
        joined = [(a, b) for a in mine for b in theirs if (min(a, b), max(a, b)) in pairs]
        both = kept * max(spans_of[1] - spans_of[0], spans_of[3] - spans_of[2])
        longest = max(stretches[n].end - stretches[n].start for pair in joined for n in pair)
        assert max(pairs[min(a, b), max(a, b)].kept for a, b in joined) >= both / longest - 1e-6
    assert all(one < other for one, other in pairs)
    assert len(set(stretches)) == len(stretches)
    assert {n for pair in pairs for n in pair} >= set(range(4, len(stretches)))
