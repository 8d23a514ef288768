"""Two reports side by side as a sheet: what is deleted is marked on the one side, what is inserted on the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reports.report import Span
from service.answers import ComparedRow, Comparison, PassageAnswer, ReportFacts, Target
from service.exports.sheet import Pair, Part, Piece, Sheet, Side
from service.exports.words import WORDS
from service.provenance import years

_NOTHING = Side()
_MARKS = {"equal": "kept", "move": "moved"}


def of_comparison(found: Comparison, language: str = "zh") -> Sheet:
    """Take a comparison away: its rows in order, then the targets of the earlier report beside their results."""
    words = WORDS[language]
    sides = _named(words["column.a"], found.a), _named(words["column.b"], found.b)
    title = words["compare.title"].format(a=found.a.title, b=found.b.title)
    rows = Part("", pairs=tuple(_row(words, row) for row in found.rows), lines=(words["compare.legend"],))
    targets = tuple(_target(words, one, found.earlier) for one in found.targets)
    return Sheet(title, (rows, Part(words["row.targets"], pairs=targets)) if targets else (rows,), language, sides)


def _named(letter: str, report: ReportFacts) -> str:
    return " ".join(filter(None, (letter, report.title, years(report.covers))))


def _row(words: Mapping[str, str], row: ComparedRow) -> Pair:
    kind = words[f"row.{row.kind}"]
    return Pair(
        words["row.numbers_only"].format(kind) if row.numbers_only else kind,
        _side(row.a, [(change.kind, change.mine) for change in row.changes], "deleted"),
        _side(row.b, [(change.kind, change.theirs) for change in row.changes], "inserted"),
        row.flags,
    )


def _side(passages: Sequence[PassageAnswer], steps: Iterable[tuple[str, Span | None]], changed: str) -> Side:
    """Cut a side's text at its changes; what no change speaks of is kept.

    Args:
        passages: what the side says.
        steps: kinds of changes, each with its stretch of the side's text, if it has one there.
        changed: what a stretch is that the other side does not have.
    """
    text = "\n".join(passage.text for passage in passages)
    pieces: list[Piece] = []
    end = 0
    for span, kind in sorted((span, kind) for kind, span in steps if span):
        start, stop = max(span.start, end), max(span.end, end)
        pieces += [Piece(text[end:start]), Piece(text[start:stop], _MARKS.get(kind, changed))]
        end = stop
    pieces.append(Piece(text[end:]))
    return Side(tuple(piece for piece in pieces if piece.text), tuple(passages))


def _target(words: Mapping[str, str], target: Target, earlier: str | None) -> Pair:
    wanted = Side((Piece(target.target.text),), (target.target.passage,))
    told = "\n".join(one.text for one in target.results)
    result = Side((Piece(told),), tuple(one.passage for one in target.results)) if told else _NOTHING
    kind = words["row.result" if told else "row.no_result"]
    return Pair(kind, result, wanted) if earlier == "b" else Pair(kind, wanted, result)
