from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from service.answers import Cell, RegionNode, RegionRow
from service.by_region import Path, counted
from tests.ui.made import hit

NAMES = st.sampled_from(["甲", "乙", "丙"])
PATHS = st.none() | st.tuples(NAMES) | st.tuples(NAMES, NAMES | st.none(), NAMES) | st.tuples(NAMES, NAMES)


def row(region: Path | None, *, says: bool = False, covers: bool = True) -> RegionRow:
    """Make the row of a region in one year."""
    best, near = (hit(), None) if says else (None, hit(similarity=0.5))
    cell = Cell(2024, covers, best if covers else None, near if covers else None)
    return RegionRow(region, 1, best, near, (cell,))


def nodes(tree: tuple[RegionNode, ...]) -> Iterator[RegionNode]:
    """Give all nodes."""
    for node in tree:
        yield node
        yield from nodes(node.below)


def rows_of(node: RegionNode) -> list[int]:
    """Give the places of the rows under a node, its own among them."""
    own = [] if node.row is None else [node.row]
    return own + [n for below in node.below for n in rows_of(below)]


@given(st.dictionaries(PATHS, st.tuples(st.booleans(), st.booleans()), max_size=12))
def test_the_tree_holds_every_row_once_and_counts_them(regions: dict[Path | None, tuple[bool, bool]]) -> None:
    """At every node, over all and in the year, the figures are those of the rows under it."""
    made = [
        replace(row(region, says=says, covers=covers), own=region == ("甲",))
        for region, (says, covers) in regions.items()
    ]
    answer = counted(made, [2024])

    assert sorted(n for node in answer.tree for n in rows_of(node)) == list(range(len(made)))
    for node in nodes(answer.tree):
        mine = [made[n] for n in rows_of(node)]
        assert (node.region is None) == (mine[0].region is None)
        assert all(one.region is None or one.region[: len(node.region or ())] == node.region for one in mine)
        assert node.regions == len(mine)
        assert node.said == sum(one.best is not None for one in mine)
        assert node.silent == sum(one.best is None and one.region != ("甲",) for one in mine)
        (year,) = node.years
        assert year.regions == sum(one.cells[0].report for one in mine)
        assert year.regions + year.no_report == node.regions
        assert node.best_row in rows_of(node)
        assert (made[node.best_row].best is None) == (node.said == 0)
        assert node.row is not None or len(node.below) > 1 or len(node.region or ()) == 1


def test_a_province_opens_into_its_counties() -> None:
    """A city that parts several stands between; one that only leads to a county does not."""
    answer = counted([row(("甲", "城", "东")), row(("甲", "城", "西")), row(("甲", "村", "南")), row(("乙",))], [2024])
    first, second = answer.tree
    assert (first.region, first.row, first.regions) == (("甲",), None, 3)
    assert [below.region for below in first.below] == [("甲", "城"), ("甲", "村", "南")]
    assert [below.region for below in first.below[0].below] == [("甲", "城", "东"), ("甲", "城", "西")]
    assert (second.region, second.row, second.below) == (("乙",), 3, ())
