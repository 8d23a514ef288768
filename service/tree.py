"""The rows of an answer as a tree: a province's row opens into what lies below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from service.answers import RegionNode, RegionRow, YearCount

Path = tuple[str | None, ...]
Counting = Callable[[Sequence[RegionRow]], tuple[YearCount, ...]]


def tree_of(rows: Sequence[RegionRow], years: Counting) -> tuple[RegionNode, ...]:
    """Nest rows by their regions.

    Args:
        rows: of exact regions, each once.
        years: counts rows year by year.

    Returns:
        The provinces, and the rows whose region is not known, in the order in which `rows` first come to each; so it is in
        every node. Between a province and what reports, a region stands only where it reports itself or parts several.
    """

    def node(region: Path | None, members: Sequence[int]) -> RegionNode:
        mine = [rows[n] for n in members]
        own = next((n for n in members if rows[n].region == region), None)
        return RegionNode(
            region=region,
            row=own,
            regions=len(mine),
            said=sum(row.best is not None for row in mine),
            silent=sum(row.silent for row in mine),
            best_row=max(members, key=lambda n: _nearness(rows[n])),
            years=years(mine),
            below=tuple(node(*group) for group in _below(region or (), [n for n in members if n != own], rows)),
        )

    return tuple(node(*group) for group in _grouped(0, range(len(rows)), rows))


def _below(region: Path, members: Sequence[int], rows: Sequence[RegionRow]) -> Iterator[tuple[Path | None, list[int]]]:
    """Part what lies below a region; a level that neither reports nor parts anything is passed over."""
    for path, group in _grouped(len(region), members, rows):
        if path is not None and path not in {rows[n].region for n in group} and len(group) == 1:
            yield rows[group[0]].region, group
        else:
            yield path, group


def _grouped(depth: int, members: Sequence[int], rows: Sequence[RegionRow]) -> list[tuple[Path | None, list[int]]]:
    """Group rows by their regions, cut one level deeper than `depth`, or deeper where that level is not settled."""
    groups: dict[Path | None, list[int]] = {}
    for n in members:
        groups.setdefault(_cut(rows[n].region, depth), []).append(n)
    return list(groups.items())


def _cut(region: Path | None, depth: int) -> Path | None:
    if region is None:
        return None
    end = next((n for n in range(depth, len(region)) if region[n]), len(region) - 1)
    return region[: end + 1]


def _nearness(row: RegionRow) -> tuple[bool, float]:
    hit = row.best or row.nearest_miss
    return (row.best is not None, hit.score if hit else float("-inf"))
