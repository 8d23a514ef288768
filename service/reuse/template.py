"""Templates: what the members of a family have in common, with slots where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Indel, Opcodes

from embeddings.words import normal
from service.answers import Slot

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*[%‰]?|[A-Za-z]+|习近平|習近平|.", re.DOTALL)
"""What a slot holds as a whole: after 学习 a name that begins with the same character would be cut in two."""
_SIGNS = {"number": "⟨数⟩", "place": "⟨地⟩", "text": "⟨…⟩"}
_MOST_VALUES = 12
_ODD_SHARE = 1 / 3
_COMMAS = re.compile(r"[,、;；，:：]")


def template(typical: str, others: Sequence[str], places: Iterable[str]) -> tuple[str, tuple[Slot, ...]]:
    """Write a family's template.

    A number is a slot wherever any member has another; other words are one where at least a third of the members differ,
    so that one odd member does not dissolve what the rest have in common.

    Args:
        typical: the text of the most typical member.
        others: the texts of the others.
        places: names that make a slot one for places.

    Returns:
        The typical text with a sign for each slot, and the slots in their order, each value once.
    """
    words = _TOKEN.findall(typical)
    tokens = [_TOKEN.findall(other) for other in others]
    aligned = [Indel.opcodes(_keys(words), _keys(other)) for other in tokens]
    lost = [0] * len(words)
    gained = [0] * (len(words) + 1)
    for ops in aligned:
        for op in ops:
            if op.tag == "delete":
                for at in range(op.src_start, op.src_end):
                    lost[at] += 1
            elif op.tag == "insert":
                gained[op.src_start] += 1
    most = max(1, len(others) * _ODD_SHARE)
    kept = [count < (1 if words[at][0].isdigit() else most) for at, count in enumerate(lost)]
    runs = _runs(kept, [count >= most for count in gained])
    names = set(places)
    values = [[_values(ops, other, run) for ops, other in zip(aligned, tokens, strict=True)] for run in runs]
    slots = tuple(_slot("".join(words[a:b]), found, names) for (a, b), found in zip(runs, values, strict=True))
    return _written(words, runs, slots), slots


def _keys(words: Sequence[str]) -> list[str]:
    """Give words in the form in which they are the same: scripts, widths and kinds of commas meet."""
    return [_COMMAS.sub(",", normal(word)) for word in words]


def _runs(kept: Sequence[bool], gaps: Sequence[bool]) -> list[tuple[int, int]]:
    """List the stretches of words where some member differs; an insertion between two words is an empty stretch."""
    runs: list[tuple[int, int]] = []
    for at in range(len(kept) + 1):
        differs = at < len(kept) and not kept[at]
        if not differs and not gaps[at]:
            continue
        end = at + differs
        if runs and runs[-1][1] >= at - 1 and (runs[-1][1] == at or _lonely(kept, at)):
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((at, end))
    return runs


def _lonely(kept: Sequence[bool], at: int) -> bool:
    """Tell whether the one word before a difference stands between two of them: it then belongs to the slot."""
    return at - 1 >= 0 and kept[at - 1]


def _values(ops: Opcodes, words: Sequence[str], run: tuple[int, int]) -> str:
    """Give what a member has in place of a run of the typical member's words."""
    found: list[str] = []
    for op in ops:
        first, last = max(op.src_start, run[0]), min(op.src_end, run[1])
        if op.tag == "equal" and first < last:
            offset = op.dest_start - op.src_start
            found.extend(words[first + offset : last + offset])
        elif op.tag == "insert" and run[0] <= op.src_start <= run[1]:
            found.extend(words[op.dest_start : op.dest_end])
    return "".join(found)


def _slot(typical: str, others: Iterable[str], places: set[str]) -> Slot:
    values = tuple(dict.fromkeys([typical, *others]))
    said = [value for value in values if value]
    if (
        said
        and sum(bool(re.fullmatch(r"[\d.,%‰一二三四五六七八九十百千两]+", value)) for value in said) * 3
        >= len(said) * 2
    ):
        kind = "number"
    elif said and all(value in places for value in said):
        kind = "place"
    else:
        kind = "text"
    return Slot(kind, values[:_MOST_VALUES])


def _written(words: Sequence[str], runs: Sequence[tuple[int, int]], slots: Sequence[Slot]) -> str:
    written: list[str] = []
    at = 0
    for (first, last), slot in zip(runs, slots, strict=True):
        written.extend(words[at:first])
        written.append(_SIGNS[slot.kind])
        at = last
    written.extend(words[at:])
    return "".join(written)
