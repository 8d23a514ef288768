"""Steps from one text to another: what stayed, what was taken out, put in, put in its place, or moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from reports.report import Span
from service.answers import Change
from service.changes.kept import STOPS, clauses_of, kept, starts_of
from service.changes.tokens import Tokens, tokens
from service.in_order import Shared, in_order

_SHORT_RUN = 2
_TILE = 6
_CLAUSE = 3
_NOWHERE = Span(0, 0)
_KEPT = frozenset({"equal", "move"})


class _Step(NamedTuple):
    """What becomes a `Change`."""

    kind: str
    mine: Span | None
    theirs: Span | None


def changes(mine: str, theirs: str) -> tuple[Change, ...]:
    """Align two texts on words (in Chinese, on characters), and name the steps from mine to theirs.

    Clauses that both share, then long stretches, are found wherever they stand (greedy string tiling, Wise 1993, "String
    similarity via greedy string tiling and running Karp-Rabin matching"); those in the same order stay, the others moved, and
    what lies between is aligned word by word.

    Args:
        mine: a text.
        theirs: another.

    Returns:
        Steps in the order of `theirs`, each deletion where it was; both texts are covered exactly once. A stretch that went here
        and came there is one "move".
    """
    a, b = tokens(mine, theirs)
    tiles = _tiles(a.letters, b.letters)
    stay = in_order(tiles)
    moved = [tile for tile in tiles if tile not in stay]
    steps = [_Step("move", a.span(t.mine, t.mine + t.size), b.span(t.theirs, t.theirs + t.size)) for t in moved]
    for before, after in pairwise([Shared(0, 0, 0), *stay, Shared(len(a.letters), len(b.letters), 0)]):
        if before.size:
            steps.append(
                _Step(
                    "equal",
                    a.span(before.mine, before.mine + before.size),
                    b.span(before.theirs, before.theirs + before.size),
                )
            )
        steps += _between(a, b, before, after, moved)
    return tuple(Change(*step) for step in _smoothed(_placed(steps), mine, theirs))


def _tiles(mine: str, theirs: str) -> list[Shared]:
    """Cover as much of both texts as can be with what they share, none over another, in mine's order.

    Whole clauses come first, so that what moved ends where a clause does; of either kind the longest come first.
    """
    clauses = clauses_of(mine), clauses_of(theirs)
    taken_mine, taken_theirs = [False] * len(mine), [False] * len(theirs)
    found = []
    for least, matches in (
        (_CLAUSE, _shared_clauses(*clauses)),
        (_CLAUSE, _shared_bodies(*clauses)),
        (_TILE, _shared_stretches(mine, theirs)),
    ):
        for match in sorted(matches, key=lambda tile: (-tile.size, tile.mine, tile.theirs)):
            for tile in _free(match, taken_mine, taken_theirs, least):
                found.append(tile)
                taken_mine[tile.mine : tile.mine + tile.size] = [True] * tile.size
                taken_theirs[tile.theirs : tile.theirs + tile.size] = [True] * tile.size
    return sorted(found)


def _shared_clauses(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[Shared]:
    """Give the runs of whole clauses that both texts share, in tokens."""
    starts, starts_theirs = starts_of(mine), starts_of(theirs)
    for run in _matches(mine, theirs):
        first, last = starts[run.mine], starts[run.mine + run.size]
        yield Shared(first, starts_theirs[run.theirs], last - first)


def _shared_bodies(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[Shared]:
    """Give the clauses that both texts share but for the stops behind them: the last one of a sentence may move too."""
    where: dict[str, list[int]] = defaultdict(list)
    for n, body in _bodies(theirs):
        where[body].append(n)
    yield from (Shared(m, n, len(body)) for m, body in _bodies(mine) for n in where.get(body, ()))


def _bodies(clauses: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Give where each clause begins, and the clause without the stop, if that is long enough."""
    for start, clause in zip(starts_of(clauses), clauses, strict=False):
        body = clause[:-1] if clause[-1] in STOPS else clause
        if len(body) >= _CLAUSE:
            yield start, body


def _shared_stretches(mine: str, theirs: str) -> Iterator[Shared]:
    """Give every maximal shared stretch of at least `_TILE` tokens."""
    stretches = [[text[n : n + _TILE] for n in range(len(text) - _TILE + 1)] for text in (mine, theirs)]
    return (run._replace(size=run.size + _TILE - 1) for run in _matches(*stretches))


def _matches(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[Shared]:
    """Give every maximal run of elements that two lists share."""
    wanted = set(mine)
    where: dict[str, list[int]] = defaultdict(list)
    for n, element in enumerate(theirs):
        if element in wanted:
            where[element].append(n)
    last: dict[int, Shared] = {}
    for m, element in enumerate(mine) if where else ():
        for n in where.get(element, ()):
            run = last.get(n - m)
            if run and run.mine + run.size == m:
                last[n - m] = Shared(run.mine, run.theirs, run.size + 1)
            else:
                if run:
                    yield run
                last[n - m] = Shared(m, n, 1)
    yield from last.values()


def _free(tile: Shared, mine: Sequence[bool], theirs: Sequence[bool], least: int) -> list[Shared]:
    """Give the stretches of a tile, of at least `least` tokens, that no other has taken."""
    taken = [n for n in range(tile.size) if mine[tile.mine + n] or theirs[tile.theirs + n]]
    bounds = pairwise([-1, *taken, tile.size])
    return [
        Shared(tile.mine + first + 1, tile.theirs + first + 1, last - first - 1)
        for first, last in bounds
        if last - first - 1 >= least
    ]


def _between(a: Tokens, b: Tokens, before: Shared, after: Shared, moved: Sequence[Shared]) -> list[_Step]:
    """Align what lies between two tiles that stayed, leaving out what moved."""
    mine = _left((before.mine + before.size, after.mine), [(t.mine, t.mine + t.size) for t in moved])
    theirs = _left((before.theirs + before.size, after.theirs), [(t.theirs, t.theirs + t.size) for t in moved])
    if len(mine) != 1 or len(theirs) != 1:
        gone = [_Step("delete", a.span(*part), None) for part in mine]
        return gone + [_Step("insert", None, b.span(*part)) for part in theirs]
    (m, m_end), (n, n_end) = mine[0], theirs[0]
    steps = []
    at_mine, at_theirs = m, n
    for one in [*kept(a.letters[m:m_end], b.letters[n:n_end]), Shared(m_end - m, n_end - n, 0)]:
        start_mine, start_theirs = m + one.mine, n + one.theirs
        old = a.span(at_mine, start_mine) if at_mine < start_mine else None
        new = b.span(at_theirs, start_theirs) if at_theirs < start_theirs else None
        if old or new:
            steps.append(_edit(old, new))
        at_mine, at_theirs = start_mine + one.size, start_theirs + one.size
        if one.size:
            steps.append(_Step("equal", a.span(start_mine, at_mine), b.span(start_theirs, at_theirs)))
    return steps


def _edit(mine: Span | None, theirs: Span | None) -> _Step:
    """Give the step from one stretch to what stands in its place; one of them may be lacking."""
    return _Step("replace" if mine and theirs else "delete" if mine else "insert", mine, theirs)


def _left(stretch: tuple[int, int], out: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give what is left of a stretch when others are taken out of it."""
    left = [stretch] if stretch[0] < stretch[1] else []
    for start, end in out:
        left = [
            part
            for first, last in left
            for part in ((first, min(last, start)), (max(first, end), last))
            if part[0] < part[1]
        ]
    return left


def _placed(steps: Sequence[_Step]) -> list[_Step]:
    """Order steps by where they stand in theirs; a deletion stands right behind the step that stands before it in mine."""
    placed = sorted((step for step in steps if step.theirs), key=lambda step: step.theirs or _NOWHERE)
    for gone in sorted((step for step in steps if not step.theirs), key=lambda step: step.mine or _NOWHERE):
        start = (gone.mine or _NOWHERE).start
        before = [n for n, step in enumerate(placed) if step.kind != "move" and step.mine and step.mine.end <= start]
        placed.insert(before[-1] + 1 if before else 0, gone)
    return placed


def _smoothed(steps: Sequence[_Step], mine: str, theirs: str) -> list[_Step]:
    """Join what a reader sees as one replacement: changes beside one another, or with hardly a character between.

    A clause that was changed, dropped or put in whole is not one with what follows.
    """
    joined: list[_Step] = []
    for n, step in enumerate(steps):
        if (
            joined
            and _is_edit(joined[-1])
            and (_is_edit(step) or _is_gap(steps, n))
            and _touch(joined[-1], step)
            and not _ends_a_clause(joined[-1], mine, theirs)
        ):
            joined[-1] = _edit(_cover(joined[-1].mine, step.mine), _cover(joined[-1].theirs, step.theirs))
        else:
            joined.append(step)
    return joined


def _ends_a_clause(step: _Step, mine: str, theirs: str) -> bool:
    return (step.mine is None or mine[step.mine.end - 1] in STOPS) and (
        step.theirs is None or theirs[step.theirs.end - 1] in STOPS
    )


def _is_edit(step: _Step) -> bool:
    return step.kind not in _KEPT


def _is_gap(steps: Sequence[_Step], n: int) -> bool:
    """Tell whether a step is a word or two between changes."""
    step = steps[n]
    return (
        step.kind == "equal"
        and n + 1 < len(steps)
        and _is_edit(steps[n + 1])
        and step.mine is not None
        and step.mine.end - step.mine.start <= _SHORT_RUN
        and _touch(step, steps[n + 1])
    )


def _touch(one: _Step, two: _Step) -> bool:
    """Tell whether two steps can be one: in each text, the second begins where the first ends, or is not there."""
    return (one.mine is None or two.mine is None or one.mine.end == two.mine.start) and (
        one.theirs is None or two.theirs is None or one.theirs.end == two.theirs.start
    )


def _cover(one: Span | None, two: Span | None) -> Span | None:
    return Span(one.start, two.end) if one and two else one or two
