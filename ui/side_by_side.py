"""How a comparison of two reports reads in a terminal: changes as wdiff writes them, [-old-]{+new+}, what moved between arrows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ui import printing
from ui.compared import kind_counts, kind_name
from ui.web.words import Words, is_chinese, words_of

_EDGE_CHARS = 10
_SHOWN_FLAGS = 8


def comparison_lines(found: Any) -> Iterator[str]:
    """Show what both reports say and differ in, what only one says, and targets with their results; what is the same is counted."""
    words = spoken(found)
    yield from heading_lines(words, found)
    for row in found.rows:
        if row.kind != "same":
            yield from _row(words, row, found.earlier)
    yield from target_lines(words, found)


def spoken(found: Any) -> Words:
    """Give the words to speak of two reports with: Chinese where either is in Chinese."""
    return words_of("zh" if is_chinese(found.a.title + found.b.title) else "en")


def heading_lines(words: Words, found: Any) -> Iterator[str]:
    """Say which two they are, how many rows are of each kind, and that the second is the earlier where it is."""
    yield f"A  {printing.report_line(found.a)}"
    yield f"B  {printing.report_line(found.b)}"
    yield _counts(words, found)
    if found.earlier == "b":
        yield words("terminal.b_is_earlier")


def target_lines(words: Words, found: Any) -> Iterator[str]:
    """Show what the earlier set out to do, and what the later says of it."""
    if found.targets:
        yield words("compare.targets")
    for target in found.targets:
        yield from _target(words, target)


def _counts(words: Words, found: Any) -> str:
    said = [f"{kind_name(words, kind, found.earlier)} {count}" for kind, count in kind_counts(found.rows)]
    said.append(f"{words('compare.numbers_only')} {sum(row.numbers_only for row in found.rows)}")
    return words("list.comma").join(said)


def _row(words: Words, row: Any, earlier: str | None) -> Iterator[str]:
    ids = " → ".join(" + ".join(f"[{passage.id}]" for passage in side) for side in (row.a, row.b) if side)
    kind = kind_name(words, row.kind, earlier) + (f" · {words('compare.numbers_only')}" if row.numbers_only else "")
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
