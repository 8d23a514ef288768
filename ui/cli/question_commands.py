"""The commands that ask the library something: the four jobs, overviews and comparisons."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.errors import BadRequest
from service.settings import Settings
from ui import printing
from ui.cli.batch import one_or_batch
from ui.cli.status import OK
from ui.cli.taken import filters_of, library_of
from ui.cli.to_file import check_target, give

if TYPE_CHECKING:
    from rich.console import RenderableType

_AT_ONCE = 64
"""How many questions of a batch are answered together, and then printed."""


def ask(given: argparse.Namespace, chosen: Settings) -> int:
    """Find the passages that answer a question."""
    from service.frame import KINDS

    check_target(given)
    library, filters, ignoring = library_of(chosen), filters_of(given), KINDS if given.as_asked else ()

    def answers(questions: Sequence[str]) -> list[Any]:
        return library.ask_many(
            questions, filters=filters, limit=given.limit, per_report=given.per_report, ignoring=ignoring
        )

    def by_region(questions: Sequence[str]) -> list[Any]:
        return [
            library.ask_by_region(question, filters=filters, limit=given.limit, ignoring=ignoring)
            for question in questions
        ]

    if given.by == "region":
        asked = given.question or ""
        return one_or_batch(
            given,
            given.question,
            by_region,
            partial(printing.region_lines, asked=asked),
            partial(_regions_drawn, asked=asked),
        )
    return one_or_batch(given, given.question, answers, printing.answer_lines, _answer_drawn, at_once=_AT_ONCE)


def similar(given: argparse.Namespace, chosen: Settings) -> int:
    """Find, region by region, who else says this."""
    if sum(one is not None for one in (given.text, given.passage, given.report, given.batch)) > 1:
        raise BadRequest("more than one thing to look for", hint="give one of TEXT, --passage, --report and --batch")
    check_target(given)
    library = library_of(chosen)
    chosen_few: Any = {"filters": filters_of(given), "limit": given.limit, "order": given.order}

    def shown(answer: Any, asked: str) -> int:
        lines, look = partial(printing.region_lines, asked=asked), partial(_regions_drawn, asked=asked)
        give(given, answer, lines, look, asked)
        return OK

    if given.passage is not None:
        return shown(library.similar_to(given.passage, **chosen_few), library.selection(given.passage))
    if given.report is not None:
        return shown(library.similar_to_report(given.report, **chosen_few), library.text(given.report))

    def job(texts: Sequence[str]) -> list[Any]:
        return [library.similar(text, **chosen_few) for text in texts]

    asked = given.text or ""
    return one_or_batch(
        given, given.text, job, partial(printing.region_lines, asked=asked), partial(_regions_drawn, asked=asked)
    )


def duplicates(given: argparse.Namespace, chosen: Settings) -> None:
    """Find text that recurs across reports."""
    check_target(given)
    library = library_of(chosen)
    found = library.duplicates(filters=filters_of(given), min_regions=given.min_regions, limit=given.limit)
    held = library.reports()
    give(given, found, partial(printing.duplicate_lines, reports=held), partial(_families_drawn, held=held))


def summarize(given: argparse.Namespace, chosen: Settings) -> None:
    """Summarise a report in its own sentences."""
    check_target(given)
    library = library_of(chosen)
    path = Path(given.report)
    if path.is_file() and given.since:
        raise BadRequest(f"{path} is not in the library", hint="add it before it is held beside an earlier report")
    job = (
        partial(library.summarize_file, path)
        if path.is_file()
        else partial(library.summarize, given.report, since=given.since)
    )
    found = job(budget_chars=given.chars, style=given.style, about=given.about, section=given.section)
    give(given, found, printing.summary_lines, asked=given.about or "")


def overview(given: argparse.Namespace, chosen: Settings) -> None:
    """Tell what several reports say."""
    check_target(given)
    found = library_of(chosen).overview(about=given.about, filters=filters_of(given), limit=given.limit)
    give(given, found, printing.overview_lines, asked=given.about or "")


def compare(given: argparse.Namespace, chosen: Settings) -> None:
    """Set two reports side by side."""
    from ui.side_by_side import comparison_lines

    check_target(given)
    found = library_of(chosen).compare(given.a, given.b)
    give(given, found, comparison_lines, _comparison_drawn)


def _answer_drawn(found: Any) -> Iterable[RenderableType]:
    from ui.cli import hits

    return hits.answer(found)


def _regions_drawn(found: Any, asked: str) -> Iterable[RenderableType]:
    from ui.cli import hits

    return hits.regions(found, asked)


def _families_drawn(found: Any, held: Sequence[Any]) -> Iterable[RenderableType]:
    from ui.cli import tables

    return tables.families(found, held)


def _comparison_drawn(found: Any) -> Iterable[RenderableType]:
    from ui.cli import tables

    return tables.comparison(found)
