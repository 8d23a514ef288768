from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reuse import candidates
from service.reuse.candidates import Grams, proposed
from service.reuse.wordings import Wordings
from tests.service.reuse.made import wordings_of

FEWEST, APART = 10, 14
"""So many characters must be shared without a gap of more between where they begin."""


def covered(places: list[int]) -> int:
    """Count the characters that 3-grams in some places cover together."""
    return len({place + n for place in places for n in range(3)})


def expected(wordings: Wordings) -> dict[tuple[int, int], int]:
    """Compare each with each: by pair, how many characters of the later one stand in 3-grams of the earlier."""
    texts = [wordings.text(n) for n in range(len(wordings))]
    found = {}
    for early, late in combinations(range(len(texts)), 2):
        grams = {texts[early][n : n + 3] for n in range(len(texts[early]) - 2)}
        places = [n for n in range(len(texts[late]) - 2) if texts[late][n : n + 3] in grams]
        clusters: list[list[int]] = []
        for place in places:
            if clusters and place - clusters[-1][-1] <= APART:
                clusters[-1].append(place)
            else:
                clusters.append([place])
        least = min(FEWEST, min(len(texts[early]), len(texts[late])) / 2)
        if max(map(covered, clusters), default=0) >= least:
            found[late, early] = covered(places)
    return found


def found_in(wordings: Wordings, grams: list[Grams], first: int = 0) -> dict[tuple[int, int], int]:
    """Give what is proposed: how many characters are shared, by pair."""
    rows = [row for pairs in proposed(wordings, grams, first) for row in pairs.tolist()]
    pairs = {(one, other): shared for one, other, shared in rows}
    assert len(pairs) == len(rows)
    return pairs


def everything(wordings: Wordings) -> list[Grams]:
    """Index all wordings in one part."""
    return [Grams.of(wordings, 0, len(wordings))]


pieces = st.lists(
    st.sampled_from(["监督工作实效", "群众出行方便", "常委会会议", "甲", "乙", "丙丁", "戊己庚辛"]), max_size=9
)
any_wordings = st.lists(pieces.map("".join), max_size=9).map(wordings_of)


@given(any_wordings)
def test_all_that_share_enough_are_proposed(wordings: Wordings) -> None:
    """Beside a comparison of each with each: the same pairs, and as many characters in common."""
    assert found_in(wordings, everything(wordings)) == expected(wordings)


@given(any_wordings, st.data())
def test_in_parts_as_in_one(wordings: Wordings, data: st.DataObject) -> None:
    """However the 3-grams are divided, the same is proposed."""
    cut = data.draw(st.integers(0, len(wordings)))
    parts = [Grams.of(wordings, 0, cut), Grams.of(wordings, cut, len(wordings))]
    assert found_in(wordings, parts) == found_in(wordings, everything(wordings))


@given(any_wordings, st.data())
def test_only_new_ones_look(wordings: Wordings, data: st.DataObject) -> None:
    """From the first that looks on, all its pairs; none of those before it."""
    first = data.draw(st.integers(0, len(wordings)))
    found = found_in(wordings, everything(wordings), first)
    assert found == {pair: shared for pair, shared in expected(wordings).items() if pair[0] >= first}


@pytest.mark.parametrize("chunk", [1, 3, 7])
def test_chunks_make_no_difference(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    """However many look at once."""
    wordings = wordings_of(
        [f"{'监督工作实效' * (n % 3 + 1)}{chr(0x4E00 + n)}群众出行更加方便{chr(0x5E00 + n)}" for n in range(20)]
    )
    assert len(expected(wordings)) > 100
    monkeypatch.setattr(candidates, "_CHUNK", chunk)
    assert found_in(wordings, everything(wordings)) == expected(wordings)


@pytest.mark.parametrize(("between", "proposes"), [(6, True), (11, True), (12, False), (30, False)])
def test_what_is_shared_must_lie_close(between: int, *, proposes: bool) -> None:
    """Five characters and five more are ten only where they lie close together."""
    filler = "".join(chr(0x5000 + n) for n in range(60))
    one = "强化监督机" + filler[:between] + "提高工作质"
    other = "强化监督机" + filler[30 : 30 + between] + "提高工作质"
    wordings = wordings_of([one, other])
    assert bool(found_in(wordings, everything(wordings))) == proposes == bool(expected(wordings))


def test_a_short_one_is_found_by_half_of_it() -> None:
    """Of eight characters four in common are enough to look closer; of a long one they are not."""
    wordings = wordings_of(
        ["强化监督改进作风", "强化监督甲乙丙丁", "强化监督" + "".join(chr(0x5000 + n) for n in range(30))]
    )
    found = found_in(wordings, everything(wordings))
    assert (1, 0) in found
    assert found == expected(wordings)


def test_a_formula_hides_nothing_rare() -> None:
    """Where thousands share a formula, those that share rare words besides are still proposed."""
    rare = "开办流动菜市场方便老人就近买菜"
    rng = np.random.default_rng(0)

    def own() -> str:
        return "".join(chr(0x5000 + n) for n in rng.integers(0, 4000, 12))

    texts = [f"坚持党的领导人民当家作主依法治国有机统一{own()}" for _ in range(2500)]
    texts[700] += rare
    texts[1900] = own() + rare + texts[1900]
    wordings = wordings_of(texts)
    assert len(wordings) == len(texts)
    assert (1900, 700) in found_in(wordings, everything(wordings))
