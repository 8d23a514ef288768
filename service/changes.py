"""What changed between two texts: steps from one to the other, and facts that differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from rapidfuzz.distance import Indel, Levenshtein

from reports.places import named_in
from reports.report import Span
from service.answers import Change, Flag

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*[%‰]?|[A-Za-z]+|\s+|.", re.DOTALL)
_SHORT_RUN = 2
_MOVED_CHARS = 5
_NUMBER = re.compile(
    r"\d+(?:[.,]\d+)*\s*[%‰]?(?:万|亿)?|[一二三四五六七八九十百千万]+(?=[个件项次人名家条部类批期倍成])|百分之[一二三四五六七八九十]+"
)
_DATE = re.compile(r"(?:\d{4}年)(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|(?:上|下)半年|[一二三四]季度")
_NEGATION = re.compile(r"不(?!断|仅|但|少|同|懈|忘)|未(?!来)|没有|无(?!私|偿)|\b(?:not|no|never|without)\b")
_STRENGTH = re.compile(
    r"探索|研究|试点|启动|推动|推进|全面推进|深入推进|加快|大力|全面|基本|力争|确保|必须|鼓励|支持|可以|应当"
)


def changes(mine: str, theirs: str) -> tuple[Change, ...]:
    """Align two texts on words (in Chinese, on characters), and name the steps from mine to theirs.

    Args:
        mine: a text.
        theirs: another.

    Returns:
        Steps in the order of `theirs`, with deletions where they were; both texts are covered once. A stretch that was
        deleted here and inserted there is one "move" on the side of `theirs`, and gone from `mine`'s deletions.
    """
    a, b = _Tokens(mine), _Tokens(theirs)
    steps = [
        _step(op.tag, a.span(op.src_start, op.src_end), b.span(op.dest_start, op.dest_end))
        for op in Indel.opcodes(a.words, b.words)
    ]
    return tuple(_with_moves(_smoothed(steps), mine, theirs))


class _Tokens:
    """The tokens of a text and where each begins."""

    def __init__(self, text: str) -> None:
        found = list(_TOKEN.finditer(text))
        self.words = [match[0] for match in found]
        self._starts = [match.start() for match in found] + [len(text)]

    def span(self, first: int, last: int) -> Span:
        return Span(self._starts[first], self._starts[last])


def _step(tag: str, mine: Span, theirs: Span) -> Change:
    return Change(tag, mine if tag != "insert" else None, theirs if tag != "delete" else None)


def _smoothed(steps: Sequence[Change]) -> list[Change]:
    """Join what a reader sees as one replacement: changes beside one another, or with hardly a character between."""
    joined: list[Change] = []
    for n, step in enumerate(steps):
        between = step.kind == "equal" and 0 < n < len(steps) - 1 and _length(step.mine) <= _SHORT_RUN
        if joined and joined[-1].kind != "equal" and (step.kind != "equal" or between):
            joined[-1] = _merged(joined[-1], step)
        else:
            joined.append(step)
    return joined


def _length(span: Span | None) -> int:
    return span.end - span.start if span else 0


def _merged(one: Change, two: Change) -> Change:
    mine = _cover(one.mine, two.mine)
    theirs = _cover(one.theirs, two.theirs)
    return Change("replace" if mine and theirs else "delete" if mine else "insert", mine, theirs)


def _cover(one: Span | None, two: Span | None) -> Span | None:
    spans = [span for span in (one, two) if span]
    return Span(spans[0].start, spans[-1].end) if spans else None


def _with_moves(steps: Sequence[Change], mine: str, theirs: str) -> Iterable[Change]:
    gone = {n: step.mine.of(mine) for n, step in enumerate(steps) if step.kind == "delete" and step.mine}
    come = {n: step.theirs.of(theirs) for n, step in enumerate(steps) if step.kind == "insert" and step.theirs}
    moved: dict[int, int] = {}
    for n, text in come.items():
        source = next((m for m, other in gone.items() if other == text and m not in moved.values()), None)
        if source is not None and len(text) >= _MOVED_CHARS:
            moved[n] = source
    for n, step in enumerate(steps):
        if n in moved:
            yield Change("move", steps[moved[n]].mine, step.theirs)
        elif n not in moved.values():
            yield step


def flags(mine: str, theirs: str) -> tuple[Flag, ...]:
    """Name the facts that differ between two texts that otherwise say the same."""
    kinds = (
        ("date", _DATE.findall),
        ("number", lambda text: _NUMBER.findall(_DATE.sub(" ", text))),
        ("place", named_in),
        ("negation", _NEGATION.findall),
        ("strength", _STRENGTH.findall),
    )
    return tuple(flag for kind, find in kinds for flag in _differing(kind, find(mine), find(theirs)))


def _differing(kind: str, mine: Sequence[str], theirs: Sequence[str]) -> Iterable[Flag]:
    for op in Levenshtein.opcodes(mine, theirs):
        if op.tag != "equal":
            yield Flag(kind, "、".join(mine[op.src_start : op.src_end]), "、".join(theirs[op.dest_start : op.dest_end]))


def shared_characters(mine: str, theirs: str) -> float:
    """Give the share of mine's pairs of neighbouring characters that stand in theirs, 0 to 1."""
    pairs = {x + y for x, y in pairwise(mine)}
    if not pairs:
        return 0.0
    return len(pairs & {x + y for x, y in pairwise(theirs)}) / len(pairs)
