"""Steps from one text to another: what stayed, what was taken out, put in, put in its place, or moved."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reports.report import Span
from service.answers import Change
from service.changes.kept import STOPS, clause_starts, kept
from service.changes.marked import marked_text
from service.in_order import Shared, in_order

_TOKEN = re.compile(r"[A-Za-z]+|\s+|.", re.DOTALL)
_SHORT_RUN = 2
_TILE = 6
_CLAUSE = 3
_NOWHERE = Span(0, 0)


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
    a, b = _Tokens(mine), _Tokens(theirs)
    tiles = _tiles(a, b)
    stay = in_order(tiles)
    moved = [tile for tile in tiles if tile not in stay]
    steps = [Change("move", a.span(t.mine, t.mine + t.size), b.span(t.theirs, t.theirs + t.size)) for t in moved]
    for before, after in pairwise([Shared(0, 0, 0), *stay, Shared(len(a.words), len(b.words), 0)]):
        if before.size:
            steps.append(
                Change(
                    "equal",
                    a.span(before.mine, before.mine + before.size),
                    b.span(before.theirs, before.theirs + before.size),
                )
            )
        steps += _between(a, b, before, after, moved)
    return tuple(_smoothed(_placed(steps), mine, theirs))


class _Tokens:
    """The tokens of a text and where each begins: figures, dates and Latin words whole, any other character alone."""

    def __init__(self, text: str) -> None:
        self._starts: list[int] = []
        at = 0
        for figure in marked_text(text).figures.values():
            self._starts += (match.start() for match in _TOKEN.finditer(text, at, figure.core.start))
            self._starts.append(figure.core.start)
            at = figure.core.end
        self._starts += (match.start() for match in _TOKEN.finditer(text, at))
        self._starts.append(len(text))
        self.words = [text[start:end] for start, end in pairwise(self._starts)]

    def bodies(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Give where each clause begins, and its words without the stop."""
        for start, end in pairwise(clause_starts(self.words)):
            yield start, tuple(self.words[start : end - (self.words[end - 1] in STOPS)])

    def span(self, first: int, last: int) -> Span:
        return Span(self._starts[first], self._starts[last])


def _tiles(a: _Tokens, b: _Tokens) -> list[Shared]:
    """Cover as much of both texts as can be with what they share, none over another, in mine's order.

    Whole clauses come first, so that what moved ends where a clause does; of either kind the longest come first.
    """
    taken_mine, taken_theirs = [False] * len(a.words), [False] * len(b.words)
    found = []
    for least, matches in (
        (_CLAUSE, _shared_clauses(a, b)),
        (_CLAUSE, _shared_bodies(a, b)),
        (_TILE, _matches(a.words, b.words, _TILE)),
    ):
        for match in sorted(matches, key=lambda tile: (-tile.size, tile.mine, tile.theirs)):
            for tile in _free(match, taken_mine, taken_theirs, least):
                found.append(tile)
                taken_mine[tile.mine : tile.mine + tile.size] = [True] * tile.size
                taken_theirs[tile.theirs : tile.theirs + tile.size] = [True] * tile.size
    return sorted(found)


def _shared_clauses(a: _Tokens, b: _Tokens) -> Iterator[Shared]:
    """Give the runs of whole clauses that both texts share, in tokens."""
    mine, theirs = clause_starts(a.words), clause_starts(b.words)
    clauses = [[tuple(t.words[x:y]) for x, y in pairwise(starts)] for t, starts in ((a, mine), (b, theirs))]
    for run in _matches(clauses[0], clauses[1], 1):
        yield Shared(mine[run.mine], theirs[run.theirs], mine[run.mine + run.size] - mine[run.mine])


def _shared_bodies(a: _Tokens, b: _Tokens) -> Iterator[Shared]:
    """Give the clauses that both texts share but for the stops behind them: the last one of a sentence may move too."""
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for start, body in b.bodies():
        if len(body) >= _CLAUSE:
            where[body].append(start)
    yield from (Shared(m, n, len(body)) for m, body in a.bodies() for n in where.get(body, ()))


def _matches(mine: Sequence[object], theirs: Sequence[object], least: int) -> Iterator[Shared]:
    """Give every maximal shared stretch of at least `least` elements."""
    where: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for n in range(len(theirs) - least + 1):
        where[tuple(theirs[n : n + least])].append(n)
    open_: dict[int, Shared] = {}
    for m in range(len(mine) - least + 1):
        going: dict[int, Shared] = {}
        for n in where.get(tuple(mine[m : m + least]), ()):
            run = open_.pop(n - m, None)
            going[n - m] = run._replace(size=run.size + 1) if run else Shared(m, n, least)
        yield from open_.values()
        open_ = going
    yield from open_.values()


def _free(tile: Shared, mine: Sequence[bool], theirs: Sequence[bool], least: int) -> list[Shared]:
    """Give the stretches of a tile, of at least `least` tokens, that no other has taken."""
    taken = [n for n in range(tile.size) if mine[tile.mine + n] or theirs[tile.theirs + n]]
    bounds = pairwise([-1, *taken, tile.size])
    return [
        Shared(tile.mine + first + 1, tile.theirs + first + 1, last - first - 1)
        for first, last in bounds
        if last - first - 1 >= least
    ]


def _between(a: _Tokens, b: _Tokens, before: Shared, after: Shared, moved: Sequence[Shared]) -> list[Change]:
    """Align what lies between two tiles that stayed, leaving out what moved."""
    mine = _left((before.mine + before.size, after.mine), [(t.mine, t.mine + t.size) for t in moved])
    theirs = _left((before.theirs + before.size, after.theirs), [(t.theirs, t.theirs + t.size) for t in moved])
    if len(mine) != 1 or len(theirs) != 1:
        gone = [Change("delete", a.span(*part), None) for part in mine]
        return gone + [Change("insert", None, b.span(*part)) for part in theirs]
    (m, m_end), (n, n_end) = mine[0], theirs[0]
    steps = []
    ends = m, n
    for one in [*kept(a.words[m:m_end], b.words[n:n_end]), Shared(m_end - m, n_end - n, 0)]:
        start_mine, start_theirs = m + one.mine, n + one.theirs
        steps += _edit(a.span(ends[0], start_mine), b.span(ends[1], start_theirs))
        ends = start_mine + one.size, start_theirs + one.size
        if one.size:
            steps.append(Change("equal", a.span(start_mine, ends[0]), b.span(start_theirs, ends[1])))
    return steps


def _edit(mine: Span, theirs: Span) -> list[Change]:
    """Give the step from one stretch to what stands in its place, if there is any."""
    old, new = (span if span.start < span.end else None for span in (mine, theirs))
    return [Change("replace" if old and new else "delete" if old else "insert", old, new)] if old or new else []


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


def _placed(steps: Sequence[Change]) -> list[Change]:
    """Order steps by where they stand in theirs; a deletion stands right behind the step that stands before it in mine."""
    placed = sorted((step for step in steps if step.theirs), key=lambda step: step.theirs or _NOWHERE)
    for gone in sorted((step for step in steps if not step.theirs), key=lambda step: step.mine or _NOWHERE):
        start = (gone.mine or _NOWHERE).start
        before = [n for n, step in enumerate(placed) if step.kind != "move" and step.mine and step.mine.end <= start]
        placed.insert(before[-1] + 1 if before else 0, gone)
    return placed


def _smoothed(steps: Sequence[Change], mine: str, theirs: str) -> list[Change]:
    """Join what a reader sees as one replacement: changes beside one another, or with hardly a character between.

    A clause that was changed, dropped or put in whole is not one with what follows.
    """
    joined: list[Change] = []
    for n, step in enumerate(steps):
        if (
            joined
            and _is_edit(joined[-1])
            and not _ends_a_clause(joined[-1], mine, theirs)
            and (_is_edit(step) or _is_gap(steps, n))
            and _touch(joined[-1], step)
        ):
            joined[-1] = _merged(joined[-1], step)
        else:
            joined.append(step)
    return joined


def _ends_a_clause(step: Change, mine: str, theirs: str) -> bool:
    sides = ((step.mine, mine), (step.theirs, theirs))
    return all(span is None or text[span.end - 1] in STOPS for span, text in sides)


def _is_edit(step: Change) -> bool:
    return step.kind not in {"equal", "move"}


def _is_gap(steps: Sequence[Change], n: int) -> bool:
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


def _touch(one: Change, two: Change) -> bool:
    """Tell whether two steps can be one: in each text, the second begins where the first ends, or is not there."""
    pairs = ((one.mine, two.mine), (one.theirs, two.theirs))
    return all(first is None or second is None or first.end == second.start for first, second in pairs)


def _merged(one: Change, two: Change) -> Change:
    mine = _cover(one.mine, two.mine)
    theirs = _cover(one.theirs, two.theirs)
    return Change("replace" if mine and theirs else "delete" if mine else "insert", mine, theirs)


def _cover(one: Span | None, two: Span | None) -> Span | None:
    spans = [span for span in (one, two) if span]
    return Span(spans[0].start, spans[-1].end) if spans else None


def shared_characters(mine: str, theirs: str) -> float:
    """Give the share of mine's pairs of neighbouring characters that stand in theirs, 0 to 1."""
    pairs = {x + y for x, y in pairwise(mine)}
    if not pairs:
        return 0.0
    return len(pairs & {x + y for x, y in pairwise(theirs)}) / len(pairs)
