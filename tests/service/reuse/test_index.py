from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.encoder import Vectors
from service.reuse.folding import fold
from service.reuse.index import Bundle, ReuseIndex
from service.reuse.wordings import NONE
from tests.fakes import PairEncoder

REPORT = "依法听取审议专项工作报告"
REPORTS: dict[str, tuple[str, ...]] = {
    "甲水县": ("各位代表：", f"{REPORT}，督促整改落实到位。", "甲水县全年召开常委会会议8次，听取报告9项。"),
    "乙山县": ("乙山县全年召开常委会会议12次，听取报告3项。", "新建农村公路百里，群众出行方便。"),
    "丙川县": (f"新一届常委会认真履职，{REPORT}。", "新改建农村公路百里，村民出行更方便。"),
    "丁岭县": ("群众出行方便，新建农村公路百里。", "丁岭县全年召开常委会会议8次，听取工作报告9项。", "谢谢大家！"),
    "戊湖县": ("开办流动菜市场，方便老人就近买菜。",),
    "己港县": (),
}
NAMES = tuple(REPORTS)


def bundles(names: Sequence[str]) -> list[Bundle]:
    """Take some of the reports."""
    return [Bundle(name, lambda name=name: REPORTS[name], (name,)) for name in names]


def vectors(names: Sequence[str]) -> Vectors:
    """Embed the sentences of some of the reports."""
    return PairEncoder().encode_passages([text for name in names for text in REPORTS[name]])


def brought_up(index: ReuseIndex, names: Sequence[str]) -> ReuseIndex:
    """Bring an index up to some of the reports."""
    return index.brought_up(bundles(names), vectors(names))


def at_once(names: Sequence[str]) -> ReuseIndex:
    """Make an index of some of the reports."""
    return brought_up(ReuseIndex.empty(), names)


def texts(index: ReuseIndex) -> dict[str, list[str]]:
    """Give the wordings of each report's sentences."""
    return {name: [index.wordings.text(n) if n != NONE else "" for n in of.tolist()] for name, of in index.of.items()}


def by_words(index: ReuseIndex) -> set[tuple[str, str, str, str, float]]:
    """Give the links by words between wordings that stand in a report: the wordings and their stretches."""
    standing = {n for of in index.of.values() for n in of.tolist()}
    found = set()
    for link in index.links[~index.links["by_vectors"]]:
        one, other = index.wordings.text(link["one"]), index.wordings.text(link["other"])
        mine, theirs = one[link["start"] : link["end"]], other[link["other_start"] : link["other_end"]]
        if {int(link["one"]), int(link["other"])} <= standing:
            found.add((one, other, mine, theirs, round(float(link["kept"]), 5)))
    return found


def equal(one: ReuseIndex, other: ReuseIndex) -> bool:
    """Tell whether two indexes hold the same, array by array."""
    near, far = one.neighbourhoods, other.neighbourhoods
    pairs = [
        (one.wordings.codes, other.wordings.codes),
        (one.wordings.opens, other.wordings.opens),
        (one.wordings.bounds, other.wordings.bounds),
        (one.links, other.links),
        (one.grams.keys, other.grams.keys),
        (one.grams.places, other.grams.places),
        *((one.of[name], other.of[name]) for name in one.of),
        *([(near.centres, far.centres), (near.cells, far.cells)] if near and far else []),
    ]
    return (
        list(one.of) == list(other.of)
        and one.indexed == other.indexed
        and (near is None) == (far is None)
        and all(a.dtype == b.dtype and np.array_equal(a, b) for a, b in pairs)
    )


def test_what_is_planted_is_linked() -> None:
    """By hand: sentences with other figures and counties are one wording, a clause in two and edited sentences are links."""
    index = at_once(NAMES)

    assert texts(index) == {
        name: [text if len(text) >= 8 else "" for text in (fold_one(text, name) for text in REPORTS[name])]
        for name in NAMES
    }
    assert index.of["甲水县"][2] == index.of["乙山县"][0]
    linked = {frozenset({mine, theirs}) for _, _, mine, theirs, _ in by_words(index)}
    assert frozenset({REPORT}) in linked
    assert frozenset({"新建农村公路百里群众出行方便", "群众出行方便新建农村公路百里"}) in linked
    assert frozenset({"@全年召开常委会会议#次听取报告#项", "@全年召开常委会会议#次听取工作报告#项"}) in linked


def fold_one(text: str, place: str) -> str:
    """Give a sentence of a report as it is compared."""
    return fold([text], [place]).codes.tobytes().decode("utf-16-le")


@settings(max_examples=15)
@given(st.permutations(NAMES), st.data())
def test_brought_up_bit_by_bit_is_as_all_at_once(order: list[str], data: st.DataObject) -> None:
    """However the reports came, the wordings and the links by words are those of all of them."""
    cuts = sorted(data.draw(st.sets(st.integers(1, len(order) - 1))))
    index = ReuseIndex.empty()
    for cut in [*cuts, len(order)]:
        index = brought_up(index, order[:cut])

    fresh = at_once(order)
    assert list(index.of) == order
    assert texts(index) == texts(fresh)
    assert by_words(index) == by_words(fresh)
    assert len(by_words(fresh)) >= 4


@settings(max_examples=15)
@given(st.permutations(NAMES), st.integers(0, 6), st.integers(0, 6))
def test_reports_come_and_go(order: list[str], stay: int, come: int) -> None:
    """After removing some, and after adding others, it holds what a fresh index of the rest does."""
    index = brought_up(at_once(order), order[:stay])
    assert texts(index) == texts(at_once(order[:stay]))

    now = [*order[:stay], *order[max(stay, come) :]]
    index = brought_up(index, now)
    assert texts(index) == texts(at_once(now))
    assert {frozenset(link[:2]) for link in by_words(index)} == {frozenset(link[:2]) for link in by_words(at_once(now))}


def test_what_is_gone_for_the_most_part_is_forgotten() -> None:
    """When most sentences have gone, the wordings are those of the reports that are left."""
    index = brought_up(at_once(NAMES), ["戊湖县"])
    assert len(index.wordings) == 1
    assert len(index.links) == 0


def test_nothing_new_is_the_same_object() -> None:
    """The same reports in the same order cost nothing; their texts are not asked for."""
    index = at_once(NAMES)

    def never() -> Sequence[str]:
        raise AssertionError

    assert index.brought_up([Bundle(name, never, (name,)) for name in NAMES], vectors(NAMES)) is index


def test_only_new_reports_are_read() -> None:
    """The texts of those that are in it are not asked for again."""
    index = at_once(NAMES[:3])
    asked = []

    def text(name: str) -> Sequence[str]:
        asked.append(name)
        return REPORTS[name]

    index.brought_up([Bundle(name, lambda name=name: text(name), (name,)) for name in NAMES], vectors(NAMES))
    assert asked == list(NAMES[3:])


def test_another_order_is_another_index() -> None:
    """Reports stand in it in the order in which they are given."""
    index = brought_up(at_once(NAMES), NAMES[::-1])
    assert list(index.of) == list(NAMES[::-1])
    assert texts(index) == texts(at_once(NAMES[::-1]))


@pytest.mark.parametrize("names", [(), NAMES[:1], NAMES[-1:], NAMES])
def test_saved_and_loaded_it_is_the_same(tmp_path: Path, names: tuple[str, ...]) -> None:
    """Every array comes back, and bringing it up goes on from there."""
    index = at_once(names)
    index.save(tmp_path / "reuse.npz")
    loaded = ReuseIndex.load(tmp_path / "reuse.npz")

    assert equal(loaded, index)
    assert brought_up(loaded, names) is loaded
    assert equal(brought_up(loaded, NAMES), brought_up(index, NAMES))


def test_what_is_not_there_is_an_empty_index(tmp_path: Path) -> None:
    """No file is nothing found."""
    assert equal(ReuseIndex.load(tmp_path / "reuse.npz"), ReuseIndex.empty())


@pytest.mark.parametrize("share", [0, 0.3, 0.9])
def test_a_file_that_was_cut_off_is_an_empty_index(tmp_path: Path, share: float) -> None:
    """Half a file is none."""
    path = tmp_path / "reuse.npz"
    at_once(NAMES).save(path)
    path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
    assert equal(ReuseIndex.load(path), ReuseIndex.empty())


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7])
def test_a_damaged_file_is_never_served(tmp_path: Path, share: float) -> None:
    """Bytes that have changed are noticed, or were of no account."""
    path = tmp_path / "reuse.npz"
    index = at_once(NAMES)
    index.save(path)
    data = bytearray(path.read_bytes())
    at = int(share * len(data))
    data[at : at + 16] = bytes(255 - byte for byte in data[at : at + 16])
    path.write_bytes(data)
    loaded = ReuseIndex.load(path)
    assert equal(loaded, ReuseIndex.empty()) or equal(loaded, index)


def test_what_other_rules_made_is_an_empty_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index of former rules is not read."""
    path = tmp_path / "reuse.npz"
    monkeypatch.setattr("service.reuse.index._RULES", "reuse 0")
    at_once(NAMES).save(path)
    monkeypatch.undo()
    assert equal(ReuseIndex.load(path), ReuseIndex.empty())


def test_arrays_of_another_kind_are_an_empty_index(tmp_path: Path) -> None:
    """A file of the right name that lacks what it should hold is none."""
    path = tmp_path / "reuse.npz"
    at_once(NAMES).save(path)
    with np.load(path) as kept:
        found = {name: kept[name] for name in kept.files}
    assert set(found) > {"name", "links", "codes"}
    for changed in (found | {"name": np.array("something else")}, {k: v for k, v in found.items() if k != "links"}):
        np.savez(path, allow_pickle=False, **changed)
        assert equal(ReuseIndex.load(path), ReuseIndex.empty())
