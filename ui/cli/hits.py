"""Hits in a terminal: whose each is, and its text with the sentences that answer lit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from reports.report import Span
from ui import printing
from ui.cli.terminal import coloured, styled

_AROUND_CHARS = 120


def answer(found: Any) -> Iterator[RenderableType]:
    """Draw the answer to a question."""
    words = printing.spoken(found.question)
    yield from (styled(line, "heading") for line in printing.judged_lines(words, found))
    for n, hit in enumerate(found.hits, 1):
        yield _headed(f"{n}. {printing.whose(words, hit.passage)}")
        yield from (styled(line, "doubt") for line in printing.outside_lines(words, hit))
        yield Padding(_lit(hit), (0, 0, 0, 3))
        yield from (styled(line, "faint") for line in printing.why_lines(words, hit))


def regions(found: Any, asked: str) -> Iterator[RenderableType]:
    """Draw an answer region by region: the lines of a pipe, with those that are quoted drawn as passages."""
    words = printing.spoken(asked)
    yield from map(styled, printing.judged_region_lines(words, found))
    for row in found.regions:
        if row.best is None:
            yield styled(printing.unsaid_line(words, row), "faint")
            continue
        yield _headed(printing.best_line(words, row))
        yield from (styled(line, "doubt") for line in printing.outside_lines(words, row.best))
        yield Padding(_lit(row.best), (0, 0, 0, 3))
        yield from (styled(line, "doubt") for line in printing.flag_lines(words, row.best))
    yield from map(coloured, printing.counted_lines(words, found, asked))


def _headed(line: str) -> Text:
    text = styled(line, "heading")
    text.highlight_regex(r"\[[^\[\]]+\]", "id")
    return text


def _lit(hit: Any) -> Text:
    """Write a passage, what answers lit; of a long one, what stands around that."""
    text = hit.passage.text
    first = max(0, min((span.start for span in hit.highlight), default=0) - _AROUND_CHARS)
    last = min(len(text), max((span.end for span in hit.highlight), default=0) + _AROUND_CHARS)
    drawn, place = Text("…" if first else "", overflow="fold"), first
    for span in (*sorted(hit.highlight), Span(last, last)):
        start = min(max(span.start, place), last)
        drawn.append_text(styled(text[place:start], "faint"))
        place = max(place, min(span.end, last))
        drawn.append_text(styled(text[start:place], "lit"))
    return drawn.append("…" if last < len(text) else "")
