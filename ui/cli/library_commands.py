"""The commands that put reports in, look at them, and look after the library and its models."""

from __future__ import annotations

import argparse
import contextlib
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.errors import BadRequest, DuizhaoError, NothingToRead
from service.settings import Settings
from ui import printing
from ui.cli.output import show, warn
from ui.cli.status import OK
from ui.cli.taken import filters_of, library_of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from service.library import Library


def serve(_: argparse.Namespace, chosen: Settings) -> None:
    """Serve the web app."""
    from ui.web.stubs import no_stubs_written

    with no_stubs_written():
        from ui.web.serve import serve as serve_web

    library = library_of(chosen)
    # The first page first: what the first question needs is loaded while it is read.
    serve_web(library, chosen.host, chosen.port, once_up=lambda: _warm_aside(library))


def mcp(_: argparse.Namespace, chosen: Settings) -> None:
    """Serve the library's tools over standard input and output."""
    from service.mcp.server import server

    library = library_of(chosen)
    _warm_aside(library)
    server(library).run("stdio")


def add(given: argparse.Namespace, chosen: Settings) -> int:
    """Read files and folders into the library."""
    from service.answers import Added
    from service.files import files_in
    from ui.cli.progress import told

    files = files_in([Path(path) for path in given.paths])
    if not files:
        show(given, Added((), (), (), (), ()), printing.added_lines)
        raise NothingToRead(f"{', '.join(given.paths)} holds no file", hint="give files or folders with reports")
    with told() as progress:
        outcome = library_of(chosen).add(files, progress=progress)
    show(given, outcome, printing.added_lines)
    if outcome.added or outcome.replaced or outcome.unchanged:
        return OK
    problems = [f"{f.file}: {f.error}" for f in outcome.failed] + [f"{s.file}: {s.why}" for s in outcome.skipped]
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    raise NothingToRead(
        f"nothing could be added: {problems[0]}{more}", hint="`duizhao read FILE` shows how a file is read"
    )


def read(given: argparse.Namespace, _: Settings) -> None:
    """Show how a file would be read."""
    from service.reading import read_file

    show(given, read_file(Path(given.path)), printing.read_lines)


def list_(given: argparse.Namespace, chosen: Settings) -> None:
    """List the reports of the library."""
    show(
        given,
        {"reports": library_of(chosen).reports(filters_of(given))},
        lambda found: map(printing.report_line, found["reports"]) if found["reports"] else ["no reports"],
        _report_table,
    )


def edit(given: argparse.Namespace, chosen: Settings) -> None:
    """Correct a report's facts."""
    facts = {}
    for fact in given.facts:
        name, equals, value = fact.partition("=")
        if not equals:
            raise BadRequest(f"{fact!r} corrects nothing", hint="write KEY=VALUE, such as region=浙江省/杭州市")
        facts[name] = value
    found = library_of(chosen).edit(given.report, facts)
    show(given, found, lambda facts: [printing.report_line(facts)])
    if facts.get("region") and found.region and found.region_code is None:
        warn(
            f"no place is known as {facts['region']!r}, or more than one is; it is kept as you wrote it "
            "(write the path from the province down to name one of several)"
        )


def remove(given: argparse.Namespace, chosen: Settings) -> None:
    """Take reports out of the library."""
    gone = library_of(chosen).remove(given.reports)
    show(
        given,
        {"removed": gone},
        lambda found: (f"removed  {printing.report_line(facts)}" for facts in found["removed"]),
    )


def export(given: argparse.Namespace, chosen: Settings) -> None:
    """Write the whole library as Parquet."""
    told = library_of(chosen).export(Path(given.to), overwrite=given.overwrite)
    show(
        given,
        told,
        lambda told: [
            f"reports: {told.reports}; passages: {told.passages}; sentences: {told.sentences}; in {told.folder}"
        ],
    )


def models(given: argparse.Namespace, chosen: Settings) -> None:
    """List the models, prepare one, or make its eight-bit form."""
    from service.models import list_models, optimise_model, prepare_model
    from ui.cli.progress import waiting

    name = given.name or chosen.model
    if given.action == "prepare":
        with waiting(f"preparing {name}, half a minute the first time"):
            prepare_model(name, chosen.models)
    if given.action == "optimise":
        with waiting(f"making and measuring the eight-bit form of {name}, about a minute"):
            found = optimise_model(name, chosen.models)
        show(given, {"name": name, **found}, printing.optimised_lines)
    else:
        show(given, {"models": list_models(chosen.models)}, printing.model_lines, _model_table)


def reembed(given: argparse.Namespace, chosen: Settings) -> None:
    """Make the library's vectors anew."""
    from ui.cli.progress import told

    library = library_of(chosen)
    with told() as progress:
        library.reembed(progress=progress)
    show(given, {"reports": library.reports()}, lambda found: [f"reports embedded anew: {len(found['reports'])}"])


def _warm_aside(library: Library) -> None:
    threading.Thread(target=_warm, args=(library,), daemon=True).start()


def _warm(library: Library) -> None:
    # Whatever is wrong with the model is said to whoever asks the first question.
    with contextlib.suppress(DuizhaoError):
        library.warm()


def _report_table(found: Any) -> Iterable[RenderableType]:
    from ui.cli import tables

    return tables.reports(found)


def _model_table(found: Any) -> Iterable[RenderableType]:
    from ui.cli import tables

    return tables.models(found)
