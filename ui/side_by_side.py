"""How a comparison of two reports reads in a terminal: changes as wdiff writes them, [-old-]{+new+}, what moved between arrows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ui import printing
from ui.web.words import Words, is_chinese, words_of

_KINDS = ("same", "edited", "moved", "only_a", "only_b")
_EDGE_CHARS = 10
_SHOWN_FLAGS = 8


def comparison_lines(found: Any) -> Iterator[str]:
    """Show what both reports say and differ in, what only one says, and targets with their results; what is the same is counted."""
    words = words_of("zh" if is_chinese(found.a.title + found.b.title) else "en")
    yield f"A  {printing.report_line(found.a)}"
    yield f"B  {printing.report_line(found.b)}"
    yield _counts(words, found)
    for row in found.rows:
        if row.kind != "same":
            yield from _row(words, row, found.earlier)
    if found.targets:
        yield words("compare.targets")
        for target in found.targets:
            yield from _target(words, target)


def _counts(words: Words, found: Any) -> str:
    counts = Counter(row.kind for row in found.rows)
    said = [f"{_kind(words, kind, found.earlier)} {counts[kind]}" for kind in _KINDS]
    said.append(f"{words('compare.numbers_only')} {sum(row.numbers_only for row in found.rows)}")
    return words("list.comma").join(said)


def _kind(words: Words, kind: str, earlier: str | None) -> str:
    """Name a kind of row; for two years of one body, by what became of it."""
    if earlier is None or kind == "moved":
        return words(f"compare.kind.{kind}")
    became = {"same": "kept", "edited": "reworded"}.get(kind) or ("dropped" if kind == f"only_{earlier}" else "new")
    return words(f"compare.became.{became}")


def _row(words: Words, row: Any, earlier: str | None) -> Iterator[str]:
    ids = " → ".join(" + ".join(f"[{passage.id}]" for passage in side) for side in (row.a, row.b) if side)
    kind = _kind(words, row.kind, earlier) + (f" · {words('compare.numbers_only')}" if row.numbers_only else "")
    yield f"{kind}  {ids}"
    old, new = ("\n".join(passage.text for passage in side) for side in (row.a, row.b))
    if not (row.a and row.b):
        yield f"   {old or new}"
        return
    yield "   " + "".join(_step(change, old, new) for change in row.changes).replace("\n", " ")
    if row.flags:
        shown = [f"{words(f'flag.{f.kind}')} {f.mine or '–'} → {f.theirs or '–'}" for f in row.flags[:_SHOWN_FLAGS]]
        yield "   " + "; ".join(shown)


def _step(change: Any, old: str, new: str) -> str:
    mine = change.mine.of(old) if change.mine else ""
    theirs = change.theirs.of(new) if change.theirs else ""
    if change.kind == "equal":
        return _folded(theirs)
    if change.kind == "move":
        return f"→{_folded(theirs)}←"
    return (f"[-{mine}-]" if mine else "") + (f"{{+{theirs}+}}" if theirs else "")


def _folded(text: str) -> str:
    return text if len(text) <= 2 * _EDGE_CHARS + 2 else f"{text[:_EDGE_CHARS]}……{text[-_EDGE_CHARS:]}"


def _target(words: Words, target: Any) -> Iterator[str]:
    yield f"{words('compare.target')}  {target.target.text}  [{target.target.passage.id}]"
    for result in target.results:
        yield f"   {words('compare.result')}  {result.text}  [{result.passage.id}]"
    if not target.results:
        yield f"   {words('compare.no_result')}"
