import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.alignment import Group, align
from service.in_order import Shared, in_order

A = "全年召开常委会会议八次，听取和审议专项工作报告十七项，开展执法检查三次。"
B = "修复退化湿地六千亩，红楠湾入选省级美丽海湾，黑脸琵鹭越冬数量增加。"
C = "改造农村公路一百二十公里，新增托育位六百个，建成渔港夜间急救站两处。"
D = "推行渔船证照一船一码，换证由跑五个窗口变为扫一次码，群众普遍称便。"
passages = st.lists(st.sampled_from([A, B, C, D, "各位代表：", "甲", A + B]), max_size=7)


def aligned(mine: list[str], theirs: list[str]) -> list[Group]:
    """Align by words alone."""
    return align(mine, theirs, np.zeros((len(mine), len(theirs))), least=0.5)


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ([A, B], [A, B], [Group((0,), (0,)), Group((1,), (1,))]),
        ([A, B], [A], [Group((0,), (0,)), Group((1,), ())]),
        ([A], [C, A, D], [Group((), (0,)), Group((0,), (1,)), Group((), (2,))]),
        ([A + B, C], [A, B, C], [Group((0,), (0, 1)), Group((1,), (2,))]),
        ([A, B, C], [A + B, C], [Group((0, 1), (0,)), Group((2,), (1,))]),
        ([A, B, C], [B, C, A], [Group((0,), (2,), moved=True), Group((1,), (0,)), Group((2,), (1,))]),
        ([A], [A.replace("八次", "九次").replace("三次", "五次")], [Group((0,), (0,))]),
        ([A], [D], [Group((0,), ()), Group((), (0,))]),
        ([], [A], [Group((), (0,))]),
        ([], [], []),
    ],
)
def test_alignments_by_hand(mine: list[str], theirs: list[str], expected: list[Group]) -> None:
    """One to one, one to two, two to one, moved, dropped and new."""
    assert sorted(aligned(mine, theirs)) == sorted(expected)


def test_what_only_theirs_has_comes_behind_what_stands_before_it() -> None:
    """A reader of both meets it where it stands there."""
    assert aligned([A, B], [A, C, B, D]) == [Group((0,), (0,)), Group((), (1,)), Group((1,), (2,)), Group((), (3,))]


def test_a_passage_that_says_what_is_said_already_is_linked_to_nothing() -> None:
    """What one link explains is used up: a second copy is new."""
    assert aligned([A, B], [A, A, B]) == [Group((0,), (0,)), Group((), (1,)), Group((1,), (2,))]


def test_meaning_links_what_words_do_not() -> None:
    """As many as can be, each to one, and none below the least nearness."""
    near = np.array([[0.9, 0.8], [0.8, 0.2]])
    linked = {(group.mine, group.theirs) for group in align([A, B], [C, D], near, least=0.5)}

    assert linked == {((0,), (1,)), ((1,), (0,))}
    assert all(not (group.mine and group.theirs) for group in align([A, B], [C, D], near, least=0.95))


@given(passages, passages)
def test_every_passage_is_in_one_group(mine: list[str], theirs: list[str]) -> None:
    """No group is empty, and none has several on both sides."""
    groups = aligned(mine, theirs)

    assert sorted(i for group in groups for i in group.mine) == list(range(len(mine)))
    assert sorted(j for group in groups for j in group.theirs) == list(range(len(theirs)))
    assert all(group.mine or group.theirs for group in groups)
    assert all(len(group.mine) <= 1 or len(group.theirs) <= 1 for group in groups)


@given(passages)
def test_a_report_beside_itself_is_the_same_in_order(texts: list[str]) -> None:
    """Also where passages are repeated."""
    assert aligned(texts, texts) == [Group((n,), (n,)) for n in range(len(texts))]


@given(st.permutations(range(6)), st.lists(st.integers(1, 9), min_size=6, max_size=6))
def test_what_stays_is_the_most_that_can(theirs: list[int], sizes: list[int]) -> None:
    """As heavy as the heaviest of all choices in order, tried one by one."""
    shared = [Shared(n, place, size) for n, (place, size) in enumerate(zip(theirs, sizes, strict=True))]
    choices = ([one for n, one in enumerate(shared) if chosen >> n & 1] for chosen in range(1 << len(shared)))
    ordered = [c for c in choices if [one.theirs for one in c] == sorted(one.theirs for one in c)]

    stay = in_order(shared)

    assert stay in ordered
    assert sum(one.size for one in stay) == max(sum(one.size for one in choice) for choice in ordered)
