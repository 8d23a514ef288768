"""Facts that differ where two texts otherwise say the same: numbers, dates, places, negation, and how much is promised.

Figures and dates are compared by what they amount to. The texts are aligned with a mark in place of each, the same for all
that may stand for one another: those that the alignment pairs, and that are not the same, differ. Other facts are looked for
in the stretches where the alignment leaves the texts different.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from rapidfuzz.distance import Indel

from reports.places import any_known_name, any_name, short
from reports.report import Span
from service.answers import Flag
from service.changes.kept import STOPS, kept
from service.changes.marked import Marked, marked_text
from service.commitments import PLAIN, any_commitment, strengths
from service.in_order import Shared
from service.opposites import NEGATOR, any_directed, opposed

_KINDS = ("date", "number", "place", "negation", "strength")
_LACKED_CHARS = 12
"""A longer stretch that one text lacks is another statement."""
_REPLACED_CHARS = 30
"""A longer stretch in place of another is another statement."""
_GAP_CHARS = 2
"""What lies between two differences is one with them if it is no longer."""
_AROUND_CHARS = 10
"""How far the surroundings of two figures are compared."""
_SURE_NAME_CHARS = 3
"""A shorter name may be part of other words: 索县 of 探索县级."""
_ENDS = STOPS | {"、"}
_SURE_CHARS = 4
"""So much around two figures is the same where they stand for one another in texts that have little else in common."""
_NAME_CHARS = 12
"""Hardly a name or a word is longer."""
_SAME_STATEMENT = 0.35
"""The least share of characters that two texts keep where one may be a variant of the other."""


class _Stretch(NamedTuple):
    """Where two marked texts differ: places in each, end exclusive."""

    mine: Span
    theirs: Span


def flags(mine: str, theirs: str, places: re.Pattern[str] | None = None) -> tuple[Flag, ...]:
    """Name the facts that differ where two texts otherwise say the same.

    A clause that only one of them has is no other fact: what is named stands in place of something, or in a short stretch that
    one of them lacks. Traditional characters and full width make no difference. The texts turned round give the flags turned
    round.

    Args:
        mine: a text.
        theirs: another.
        places: matches the names of places; None for those of the national table.
    """
    if mine > theirs:
        return tuple(map(_turned, flags(theirs, mine, places)))
    a, b = marked_text(mine), marked_text(theirs)
    if a.even == b.even:
        return ()
    if not _may_be_variants(a.marked, b.marked) and not _may_differ_in_figures(a, b):
        return ()
    blocks = kept(a.marked, b.marked)
    share_kept = 2 * sum(block.size for block in blocks) / max(1, len(a.marked) + len(b.marked))
    differing, left_mine, left_theirs = _settled(a, b, dict(_kept_figures(a, blocks)))
    found = [
        _of_pair(a, b, i, j)
        for i, j in differing
        if share_kept >= _SAME_STATEMENT or _context(a, b, i, j) >= _SURE_CHARS
    ]
    if share_kept >= _SAME_STATEMENT:
        for stretch in _stretches(a.marked, b.marked, blocks):
            mine_here, theirs_here = _within(stretch.mine, left_mine), _within(stretch.theirs, left_theirs)
            found += _of_figures(a, b, stretch, mine_here, theirs_here)
            found += _of_words(a, b, stretch, places or any_name())
    moved = {flag for flag in found if not (flag.mine and flag.theirs) and _turned(flag) in found}
    return tuple(dict.fromkeys(sorted((f for f in found if f not in moved), key=lambda f: _KINDS.index(f.kind))))


def _turned(flag: Flag) -> Flag:
    return Flag(flag.kind, flag.theirs, flag.mine)


def _may_be_variants(mine: str, theirs: str) -> bool:
    """Tell whether two marked texts could keep so much of one another that one may be a variant of the other."""
    return Indel.similarity(mine, theirs) / max(1, len(mine) + len(theirs)) >= _SAME_STATEMENT


def _may_differ_in_figures(a: Marked, b: Marked) -> bool:
    """Tell whether any two figures that differ stand in surroundings that are surely the same."""
    return any(
        one.mark == other.mark and _context(a, b, i, j) >= _SURE_CHARS and not one.agrees(other)
        for i, one in a.figures.items()
        for j, other in b.figures.items()
    )


def _kept_figures(a: Marked, blocks: Sequence[Shared]) -> Iterator[tuple[int, int]]:
    """Pair the figures that stand in what both texts keep, by their places."""
    for i in a.figures:
        block = blocks[bisect_right(blocks, i, key=attrgetter("mine")) - 1] if blocks else Shared(0, 0, 0)
        if block.mine <= i < block.mine + block.size:
            yield i, block.theirs + i - block.mine


def _stretches(mine: str, theirs: str, blocks: Sequence[Shared]) -> list[_Stretch]:
    """Give the stretches where two marked texts differ, beside what both keep."""
    stretches: list[_Stretch] = []
    at = 0, 0
    for one in [*blocks, Shared(len(mine), len(theirs), 0)]:
        if at != (one.mine, one.theirs):
            stretches.append(_Stretch(Span(at[0], one.mine), Span(at[1], one.theirs)))
        at = one.mine + one.size, one.theirs + one.size
    return _smoothed(stretches, mine, theirs)


def _smoothed(stretches: Sequence[_Stretch], mine: str, theirs: str) -> list[_Stretch]:
    """Join differences with hardly a character between, unless a clause ends there."""
    joined: list[_Stretch] = []
    for one in stretches:
        last = joined[-1] if joined else None
        if (
            last
            and one.mine.start - last.mine.end <= _GAP_CHARS
            and not STOPS.intersection(mine[last.mine.end - 1 : one.mine.start] if _chars(last.mine) else "")
            and not STOPS.intersection(theirs[last.theirs.end - 1 : one.theirs.start] if _chars(last.theirs) else "")
        ):
            joined[-1] = _Stretch(Span(last.mine.start, one.mine.end), Span(last.theirs.start, one.theirs.end))
        else:
            joined.append(one)
    return joined


def _settled(a: Marked, b: Marked, beside: Mapping[int, int]) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Set figures right that the alignment paired by chance: clauses that change places take theirs along.

    Args:
        a: a text.
        b: another.
        beside: the place in b of each figure of a that stands in what both keep.

    Returns:
        The pairs of figures that differ, and those of each text that are in no pair.
    """
    paired = [(i, beside[i]) for i in a.figures if beside.get(i) in b.figures]
    differing = {i: j for i, j in paired if not a.figures[i].agrees(b.figures[j])}
    agreeing = {i: j for i, j in paired if i not in differing}
    free_mine = sorted(a.figures.keys() - agreeing.keys())
    free_theirs = sorted(b.figures.keys() - set(agreeing.values()))
    if not free_mine or not free_theirs:
        return list(differing.items()), free_mine, free_theirs
    nearness = {i: _context(a, b, i, j) for i, j in differing.items()}
    nearness_theirs = {j: nearness[i] for i, j in differing.items()}
    better = sorted(
        (-near, i, j)
        for i in free_mine
        for j in free_theirs
        if a.figures[i].mark == b.figures[j].mark and a.figures[i].agrees(b.figures[j])
        for near in [_context(a, b, i, j)]
        if near >= max(nearness.get(i, 0), nearness_theirs.get(j, 0))
    )
    for _, i, j in better:
        if i in free_mine and j in free_theirs:
            free_mine.remove(i)
            free_theirs.remove(j)
    differing = {i: j for i, j in differing.items() if i in free_mine and j in free_theirs}
    left_mine = [i for i in free_mine if i not in differing]
    left_theirs = [j for j in free_theirs if j not in differing.values()]
    return list(differing.items()), left_mine, left_theirs


def _context(a: Marked, b: Marked, i: int, j: int) -> int:
    """Count the characters around two figures that are the same, as far as their clauses go."""
    before = after = 0
    while (
        before < min(i, j, _AROUND_CHARS)
        and (c := a.marked[i - before - 1]) == b.marked[j - before - 1]
        and c not in _ENDS
    ):
        before += 1
    most = min(len(a.marked) - i - 1, len(b.marked) - j - 1, _AROUND_CHARS)
    while after < most and (c := a.marked[i + after + 1]) == b.marked[j + after + 1] and c not in _ENDS:
        after += 1
    return before + after


def _of_pair(a: Marked, b: Marked, i: int, j: int) -> Flag:
    """Name two figures that differ, with their units and bounds only where it is these that differ."""
    one, other = a.figures[i], b.figures[j]
    spans = [(one.core, other.core), (one.says.span, other.says.span)]
    shown = [(mine.of(a.text), theirs.of(b.text)) for mine, theirs in spans]
    return Flag(one.kind, *shown[not one.is_measured_as(other) or shown[0][0] == shown[0][1]])


def _within(stretch: Span, places: Sequence[int]) -> list[int]:
    return [place for place in places if stretch.start <= place < stretch.end]


def _of_figures(a: Marked, b: Marked, stretch: _Stretch, mine: Sequence[int], theirs: Sequence[int]) -> Iterator[Flag]:
    """Name the figures of a stretch that stand in no pair: those of one unit beside one another, then what only one text has."""
    ours, others = list(mine), list(theirs)
    for mark in dict.fromkeys(a.figures[i].mark for i in mine):
        alike = [i for i in ours if a.figures[i].mark == mark], [j for j in others if b.figures[j].mark == mark]
        if all(alike) and _is_replacement(stretch):
            yield from _beside(a, b, *alike)
            ours, others = [i for i in ours if i not in alike[0]], [j for j in others if j not in alike[1]]
    if (
        len(ours) == len(others) == 1
        and _is_lacked(stretch.mine, stretch.theirs)
        and _is_lacked(stretch.theirs, stretch.mine)
    ):
        yield _of_pair(a, b, ours[0], others[0])
        return
    if _is_lacked(stretch.mine, stretch.theirs):
        yield from (Flag(a.figures[i].kind, a.words([i]), "") for i in ours if a.figures[i].tells)
    if _is_lacked(stretch.theirs, stretch.mine):
        yield from (Flag(b.figures[j].kind, "", b.words([j])) for j in others if b.figures[j].tells)


def _beside(a: Marked, b: Marked, mine: Sequence[int], theirs: Sequence[int]) -> Iterator[Flag]:
    """Name figures of one unit, one by one where there are as many on either side."""
    if len(mine) == len(theirs):
        yield from (_of_pair(a, b, i, j) for i, j in zip(mine, theirs, strict=True))
    else:
        yield Flag(a.figures[mine[0]].kind, a.words(mine), b.words(theirs))


def _is_replacement(stretch: _Stretch) -> bool:
    return max(_chars(stretch.mine), _chars(stretch.theirs)) <= _REPLACED_CHARS


def _is_lacked(there: Span, lacking: Span) -> bool:
    """Tell whether a fact that one text has in a stretch is one that the other should have too."""
    return _chars(there) <= _LACKED_CHARS and _chars(lacking) <= _REPLACED_CHARS


def _chars(span: Span) -> int:
    return span.end - span.start


def _of_words(a: Marked, b: Marked, stretch: _Stretch, places: re.Pattern[str]) -> Iterator[Flag]:
    """Name the places, denials and promises that differ in a stretch."""
    if not _is_replacement(stretch):
        return
    mine, theirs = (
        Span(text.starts[s.start], text.starts[s.end]) for text, s in ((a, stretch.mine), (b, stretch.theirs))
    )
    yield from _of_places(a, b, mine, theirs, places)
    turned_round = list(_of_negation(a, b, mine, theirs))
    yield from turned_round or _of_strength(a, b, mine, theirs)


def _reaching(pattern: re.Pattern[str], text: str, stretch: Span) -> list[Span]:
    """Find what matches in a stretch of a text, or reaches into it."""
    matches = pattern.finditer(text, max(0, stretch.start - _NAME_CHARS), min(len(text), stretch.end + _NAME_CHARS))
    return [Span(*m.span()) for m in matches if m.start() < stretch.end and stretch.start < m.end()]


def _of_places(a: Marked, b: Marked, mine: Span, theirs: Span, places: re.Pattern[str]) -> Iterator[Flag]:
    """Name places that stand in place of others, in full or short, and those in full that one text lacks."""
    full_mine, full_theirs = (
        [name for name in _reaching(places, text.even, stretch) if _chars(name) >= _SURE_NAME_CHARS]
        for text, stretch in ((a, mine), (b, theirs))
    )
    ours = full_mine or _reaching(any_known_name(), a.even, mine)
    others = full_theirs or _reaching(any_known_name(), b.even, theirs)
    if _called(a, ours) == _called(b, others):
        return
    if ours and others:
        yield from _one_by_one("place", a, b, ours, others)
    elif full_mine and _is_lacked(mine, theirs) and not _is_only_shorter(b, theirs, _called(a, ours)):
        yield Flag("place", _written(a, full_mine), "")
    elif full_theirs and _is_lacked(theirs, mine) and not _is_only_shorter(a, mine, _called(b, others)):
        yield Flag("place", "", _written(b, full_theirs))


def _called(text: Marked, names: Sequence[Span]) -> list[str]:
    return [short(name.of(text.even)) for name in names]


def _is_only_shorter(text: Marked, at: Span, called: Sequence[str]) -> bool:
    """Tell whether a text has a place's short name right before a stretch: 杭州 beside 杭州市."""
    return text.even.endswith(tuple(called), 0, at.start)


def _of_negation(a: Marked, b: Marked, mine: Span, theirs: Span) -> Iterator[Flag]:
    """Name what one text denies and the other does not, and words that say the opposite."""
    ours, others = _reaching(NEGATOR, a.even, mine), _reaching(NEGATOR, b.even, theirs)
    if (len(ours) > len(others) and _is_lacked(mine, theirs)) or (len(others) > len(ours) and _is_lacked(theirs, mine)):
        yield Flag("negation", _written(a, ours), _written(b, others))
    ours, others = _reaching(any_directed(), a.even, mine), _reaching(any_directed(), b.even, theirs)
    if _is_most(ours, mine) and _is_most(others, theirs):
        words = ("".join(span.of(text.text) for span in spans) for text, spans in ((a, ours), (b, others)))
        yield from (Flag("negation", one, other) for one, other in opposed(*words))


def _is_most(words: Sequence[Span], stretch: Span) -> bool:
    """Tell whether words are most of what differs: in a longer stretch they are another statement's."""
    return 2 * sum(map(_chars, words)) >= _chars(stretch)


def _of_strength(a: Marked, b: Marked, mine: Span, theirs: Span) -> Iterator[Flag]:
    """Name words that promise more or less."""
    ours, others = _reaching(any_commitment(), a.even, mine), _reaching(any_commitment(), b.even, theirs)
    promised = [strengths(span.of(text.even) for span in spans) for text, spans in ((a, ours), (b, others))]
    if promised[0] == promised[1] or (not all(promised) and {*promised[0], *promised[1]} == {PLAIN}):
        return
    if _is_most(ours, mine) and _is_most(others, theirs):
        ours, others = ours or _promise_at(a, mine), others or _promise_at(b, theirs)
        yield Flag("strength", _written(a, ours), _written(b, others))


def _promise_at(text: Marked, stretch: Span) -> list[Span]:
    """Find the promise that begins where the other text promises more or less: 推进 beside 全面推进."""
    match = any_commitment().match(text.even, stretch.end)
    return [Span(*match.span())] if match else []


def _one_by_one(kind: str, a: Marked, b: Marked, ours: Sequence[Span], others: Sequence[Span]) -> Iterator[Flag]:
    """Name what stands in place of what, one by one where there are as many on either side."""
    if len(ours) == len(others):
        pairs = ((one.of(a.text), other.of(b.text)) for one, other in zip(ours, others, strict=True))
        yield from (Flag(kind, one, other) for one, other in pairs if one != other)
    else:
        yield Flag(kind, _written(a, ours), _written(b, others))


def _written(marked: Marked, spans: Sequence[Span]) -> str:
    return "、".join(span.of(marked.text) for span in spans)
