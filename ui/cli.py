"""The command line. Every command prints for people, or with --json one document for programs.

Imports wait until a command needs them, so that `duizhao --help` answers at once.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.errors import BadRequest, DuizhaoError, NothingToRead
from service.settings import SETTINGS, Settings, settings
from ui import printing

if TYPE_CHECKING:
    from service.exports.sheet import Sheet
    from service.filters import Filters
    from service.library import Library, Progress

_OK, _NOTHING_DONE, _WRONG_USAGE = 0, 1, 2
_PARTS = ("done", "planned", "problems")
_AT_ONCE = 64
"""How many questions of a batch are answered together, and then printed."""
_BODIES = ("npc", "cppcc", "government", "other")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        0 done; 1 nothing of what was asked could be done, with one line on stderr that says why; 2 wrong usage.
    """
    parser = _parser()
    try:
        given = parser.parse_args(arguments)
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else _WRONG_USAGE
    try:
        chosen = settings({s.name: getattr(given, s.name, None) for s in SETTINGS})
        return int(given.run(given, chosen) or _OK)
    except DuizhaoError as error:
        print(f"duizhao: {error}", file=sys.stderr)
        return _NOTHING_DONE
    except KeyboardInterrupt:
        print("duizhao: stopped; what was committed before is kept", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return _OK


# Commands


def _serve(_: argparse.Namespace, chosen: Settings) -> None:
    from ui.web.stubs import no_stubs_written

    with no_stubs_written():
        from ui.web.serve import serve

    library = _library(chosen)
    # The first page first: what the first question needs is loaded while it is read.
    serve(library, chosen.host, chosen.port, once_up=threading.Thread(target=_warm, args=(library,), daemon=True).start)


def _warm(library: Library) -> None:
    # Whatever is wrong with the model is said to whoever asks the first question.
    with contextlib.suppress(DuizhaoError):
        library.warm()


def _add(given: argparse.Namespace, chosen: Settings) -> int:
    from service.answers import Added
    from service.files import files_in

    files = files_in([Path(path) for path in given.paths])
    if not files:
        _print(given, Added((), (), (), (), ()), printing.added_lines)
        raise NothingToRead(f"{', '.join(given.paths)} holds no file", hint="give files or folders with reports")
    outcome = _library(chosen).add(files, progress=_show_progress)
    _print(given, outcome, printing.added_lines)
    if outcome.added or outcome.replaced or outcome.unchanged:
        return _OK
    problems = [f"{f.file}: {f.error}" for f in outcome.failed] + [f"{s.file}: {s.why}" for s in outcome.skipped]
    more = f" (and {len(problems) - 1} files more)" if len(problems) > 1 else ""
    raise NothingToRead(
        f"nothing could be added: {problems[0]}{more}", hint="`duizhao read FILE` shows how a file is read"
    )


def _read(given: argparse.Namespace, _: Settings) -> None:
    from service.reading import read_file

    _print(given, read_file(Path(given.path)), printing.read_lines)


def _list(given: argparse.Namespace, chosen: Settings) -> None:
    _print(
        given,
        {"reports": _library(chosen).reports(_filters(given))},
        lambda found: map(printing.report_line, found["reports"]) if found["reports"] else ["no reports"],
    )


def _edit(given: argparse.Namespace, chosen: Settings) -> None:
    facts = {}
    for fact in given.facts:
        name, equals, value = fact.partition("=")
        if not equals:
            raise BadRequest(f"{fact!r} corrects nothing", hint="write KEY=VALUE, such as region=浙江省/杭州市")
        facts[name] = value
    _print(given, _library(chosen).edit(given.report, facts), lambda found: [printing.report_line(found)])


def _remove(given: argparse.Namespace, chosen: Settings) -> None:
    gone = _library(chosen).remove(given.reports)
    _print(
        given,
        {"removed": gone},
        lambda found: (f"removed  {printing.report_line(facts)}" for facts in found["removed"]),
    )


def _ask(given: argparse.Namespace, chosen: Settings) -> int:
    from service.frame import KINDS

    library, filters, ignoring = _library(chosen), _filters(given), KINDS if given.as_asked else ()

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
        return _one_or_batch(
            given, given.question, by_region, partial(printing.region_lines, asked=given.question or "")
        )
    return _one_or_batch(given, given.question, answers, printing.answer_lines, at_once=_AT_ONCE)


def _similar(given: argparse.Namespace, chosen: Settings) -> int:
    if sum(one is not None for one in (given.text, given.passage, given.report, given.batch)) > 1:
        raise BadRequest("more than one thing to look for", hint="give one of TEXT, --passage, --report and --batch")
    library = _library(chosen)
    chosen_few: Any = {"filters": _filters(given), "limit": given.limit, "order": given.order}
    if given.passage is not None:
        lines = partial(printing.region_lines, asked=library.selection(given.passage))
        _print(given, library.similar_to(given.passage, **chosen_few), lines)
        return _OK
    if given.report is not None:
        lines = partial(printing.region_lines, asked=library.text(given.report))
        _print(given, library.similar_to_report(given.report, **chosen_few), lines)
        return _OK

    def similar(texts: Sequence[str]) -> list[Any]:
        return [library.similar(text, **chosen_few) for text in texts]

    return _one_or_batch(given, given.text, similar, partial(printing.region_lines, asked=given.text or ""))


def _duplicates(given: argparse.Namespace, chosen: Settings) -> None:
    library = _library(chosen)
    found = library.duplicates(filters=_filters(given), min_regions=given.min_regions, limit=given.limit)
    _print(given, found, partial(printing.duplicate_lines, reports=library.reports()))


def _summarize(given: argparse.Namespace, chosen: Settings) -> None:
    from service.exports.sheet import of_summary

    _check_target(given)
    library = _library(chosen)
    path = Path(given.report)
    if path.is_file() and given.since:
        raise BadRequest(f"{path} is not in the library", hint="add it before it is held beside an earlier report")
    job = (
        partial(library.summarize_file, path)
        if path.is_file()
        else partial(library.summarize, given.report, since=given.since)
    )
    found = job(budget_chars=given.chars, style=given.style, about=given.about, section=given.section)
    _write(given, lambda: of_summary(found))
    _print(given, found, printing.summary_lines)


def _overview(given: argparse.Namespace, chosen: Settings) -> None:
    from service.exports.sheet import of_overview

    _check_target(given)
    found = _library(chosen).overview(about=given.about, filters=_filters(given), limit=given.limit)
    _write(given, lambda: of_overview(found, given.about or "综述"))
    _print(given, found, printing.overview_lines)


def _check_target(given: argparse.Namespace) -> None:
    """Refuse, before any work, a file that --to names and that can't be written as one, or is the one that is read."""
    if not given.to:
        return
    from service.exports.write import writer

    path = Path(given.to)
    writer(path.suffix)
    if Path(getattr(given, "report", None) or "").is_file() and path.exists() and path.samefile(given.report):
        raise BadRequest(f"{path} is the file that is summarised", hint="name another file to write to")


def _write(given: argparse.Namespace, sheet: Callable[[], Sheet]) -> None:
    """Write what was found to the file that --to names, if any."""
    if not given.to:
        return
    from service.exports.write import written

    path = Path(given.to)
    content = written(sheet(), path.suffix, given.cite)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise BadRequest(
            f"{path} can't be written ({error.strerror})", hint="name a file in a folder that is there"
        ) from error


def _compare(given: argparse.Namespace, chosen: Settings) -> None:
    from ui.side_by_side import comparison_lines

    _print(given, _library(chosen).compare(given.a, given.b), comparison_lines)


def _models(given: argparse.Namespace, chosen: Settings) -> None:
    from service.models import list_models, optimise_model, prepare_model

    name = given.name or chosen.model
    if given.action == "prepare":
        prepare_model(name, chosen.models)
    if given.action == "optimise":
        _print(given, {"name": name, **optimise_model(name, chosen.models)}, printing.optimised_lines)
    else:
        _print(given, {"models": list_models(chosen.models)}, printing.model_lines)


def _reembed(given: argparse.Namespace, chosen: Settings) -> None:
    library = _library(chosen)
    library.reembed(progress=_show_progress)
    _print(given, {"reports": library.reports()}, lambda found: [f"{len(found['reports'])} reports embedded anew"])


# What commands share


def _library(chosen: Settings) -> Library:
    from service.library import Library

    return Library.open(chosen.home, model=chosen.model, models_folder=chosen.models, reranker=chosen.reranker)


def _filters(given: argparse.Namespace) -> Filters:
    from service.filters import Filters

    return Filters(tuple(given.region), tuple(given.year), tuple(given.body), tuple(given.part))


def _one_or_batch(
    given: argparse.Namespace,
    one: str | None,
    job: Callable[[Sequence[str]], list[Any]],
    lines: Callable[[Any], Iterator[str]],
    *,
    at_once: int = 1,
) -> int:
    """Do a job on one text, or on each line of a file: a JSON object a line, in the same order.

    A text that can't be served has its error in its place.

    Args:
        given: what the command was given.
        one: the text, where there is no file.
        job: gives as many answers as it takes texts.
        lines: writes an answer for people.
        at_once: how many lines of a file the job takes at a time.
    """
    if given.batch is None:
        if one is None:
            raise BadRequest("there is nothing to look for", hint="give a text, or a file of texts with --batch FILE")
        _print(given, job([one])[0], lines)
        return _OK
    texts = _batch(Path(given.batch))
    done = 0
    for start in range(0, len(texts), at_once):
        outcomes = _each(job, texts[start : start + at_once])
        done += sum(not isinstance(outcome, DuizhaoError) for outcome in outcomes)
        print("\n".join(map(_batch_line, outcomes)), flush=True)
    return _OK if done else _NOTHING_DONE


def _each(job: Callable[[Sequence[str]], list[Any]], texts: Sequence[str]) -> list[Any]:
    """Do a job on all texts at once; where one can't be served, on ever fewer, down to its error in its place.

    Raises:
        DuizhaoError: what is wrong with no single text, such as a model that can't be had.
    """
    try:
        return job(texts)
    except BadRequest as error:
        if len(texts) == 1:
            return [error]
    half = len(texts) // 2
    return [*_each(job, texts[:half]), *_each(job, texts[half:])]


def _batch_line(outcome: Any) -> str:
    if isinstance(outcome, DuizhaoError):
        outcome = {"error": {"code": outcome.code, "message": outcome.message, "hint": outcome.hint}}
    return _json(outcome)


def _batch(path: Path) -> list[str]:
    try:
        return [line.rstrip("\r") for line in path.read_bytes().decode("utf-8-sig").removesuffix("\n").split("\n")]
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(f"{path} can't be read as lines of text ({error})", hint="give a UTF-8 text file") from error


def _json(answer: Any) -> str:
    from service.json import document

    # Line separators of Unicode are escaped: to some readers they would end the line.
    return json.dumps(document(answer), ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _print(given: argparse.Namespace, answer: Any, lines: Callable[[Any], Any]) -> None:
    if given.json:
        print(_json(answer))
    else:
        for line in lines(answer):
            print(line)


def _show_progress(progress: Progress) -> None:
    if not sys.stderr.isatty():
        return
    left = f", {progress.seconds_left:.0f} s left" if progress.seconds_left else ""
    end = "\n" if progress.done == progress.total else "\r"
    print(f"\033[K{progress.what} {progress.percent}%{left}", end=end, file=sys.stderr, flush=True)


# The words of the command line


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="duizhao",
        description="对照 duizhao: holds official reports side by side. Ask them, find who else says a thing, find "
        "boilerplate, summarise.",
        epilog="Begin with: duizhao add REPORTS-FOLDER; duizhao ask 人大代表怎样收集群众意见; duizhao serve",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_commands(commands)
    _question_commands(commands)
    return parser


def _command(commands: Any, name: str, run: Callable[..., Any], text: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    for setting in SETTINGS[:3]:
        command.add_argument(
            f"--{setting.name}", metavar=setting.name.upper(), help=f"{setting.help} (or {setting.variable})"
        )
    command.add_argument("--json", action="store_true", help="print one JSON document")
    return command


def _add_commands(commands: Any) -> None:
    serve = _command(commands, "serve", _serve, "serve the web app")
    for setting in SETTINGS[3:]:
        serve.add_argument(
            f"--{setting.name}", help=f"{setting.help} (default {setting.default}, or {setting.variable})"
        )
    add = _command(commands, "add", _add, "read files and folders into the library")
    add.add_argument("paths", nargs="+", metavar="PATH")
    read = _command(commands, "read", _read, "show how a file would be read; stores nothing")
    read.add_argument("path", metavar="PATH")
    _filter_flags(_command(commands, "list", _list, "list the reports of the library"))
    edit = _command(commands, "edit", _edit, "correct a report's facts")
    edit.add_argument("report", metavar="REPORT")
    edit.add_argument("facts", nargs="+", metavar="KEY=VALUE")
    remove = _command(commands, "remove", _remove, "take reports out of the library")
    remove.add_argument("reports", nargs="+", metavar="REPORT")
    models = _command(commands, "models", _models, "list the embedding models, prepare one, or make its eight-bit form")
    models.add_argument("action", nargs="?", choices=["prepare", "optimise"])
    models.add_argument("name", nargs="?", metavar="NAME")
    _command(commands, "reembed", _reembed, "make the library's vectors anew with another model")


def _question_commands(commands: Any) -> None:
    ask = _command(commands, "ask", _ask, "find the passages that answer a question")
    ask.epilog = (
        "What a question names, such as 浙江 2022年 政协 下一步, is where it is looked for first; --as-asked looks everywhere. "
        "A part in quotation marks must stand in the passage as it is: duizhao ask '“代表联络站”怎样收集意见' "
        '(“…”, 「…」, «…» or "…"; quote the whole for your shell). Sure or not sure says whether the first passage answers.'
    )
    ask.add_argument(
        "question",
        nargs="?",
        metavar="QUESTION",
        help="in any language; a part in quotation marks is looked for as it is",
    )
    ask.add_argument(
        "--by", choices=["passage", "region"], default="passage", help="one list, or the best of each region"
    )
    ask.add_argument("--per-report", type=int, default=3, metavar="N", help="most hits from one report (default 3)")
    ask.add_argument(
        "--as-asked", action="store_true", help="do not narrow by the region, year, body or part that is named"
    )
    similar = _command(commands, "similar", _similar, "find, region by region, who else says this")
    similar.add_argument("text", nargs="?", metavar="TEXT")
    similar.add_argument(
        "--passage", metavar="ID", help="a passage of the library instead of a text, or a stretch of one: ID[start:end]"
    )
    similar.add_argument("--report", metavar="REPORT", help="a whole report of the library, passage by passage")
    similar.add_argument(
        "--order",
        choices=["region", "meaning", "wording", "commonness", "distinctive"],
        default="region",
        help="how regions come: by code, nearest in meaning first, verbatim first, from shared to distinctive, or back",
    )
    for command, limit in ((ask, 10), (similar, 3)):
        command.add_argument("--batch", metavar="FILE", help="a question or text a line in, a JSON object a line out")
        command.add_argument("--limit", type=int, default=limit, metavar="N", help=f"most hits (default {limit})")
        _filter_flags(command)
    duplicates = _command(commands, "duplicates", _duplicates, "find text that recurs across reports")
    duplicates.add_argument("--min-regions", type=int, default=2, metavar="N", help="fewest regions (default 2)")
    duplicates.add_argument("--limit", type=int, default=50, metavar="N", help="most families (default 50)")
    _filter_flags(duplicates)
    summarize = _command(commands, "summarize", _summarize, "summarise a report in its own sentences")
    summarize.add_argument("report", metavar="REPORT|FILE")
    summarize.add_argument("--chars", type=int, default=500, metavar="N", help="most characters (default 500)")
    summarize.add_argument("--style", choices=["general", "distinctive"], default="general")
    summarize.add_argument("--about", metavar="QUESTION", help="what the summary is to be about")
    summarize.add_argument(
        "--section", default="", metavar="HEADING", help="words of a heading: only what stands under it"
    )
    summarize.add_argument("--since", metavar="REPORT", help="an earlier report: what that one does not say yet")
    overview = _command(commands, "overview", _overview, "tell what several reports say: all of them, some, and who")
    overview.add_argument("--about", metavar="QUESTION", help="what they are read for; else what weighs most in each")
    overview.add_argument("--limit", type=int, default=10, metavar="N", help="most points (default 10)")
    _filter_flags(overview)
    for command in (summarize, overview):
        command.add_argument("--to", metavar="FILE", help="write it to a file as well: .md or .docx, with its sources")
        command.add_argument(
            "--cite", choices=["gbt7714", "plain"], default="gbt7714", help="how sources are cited there"
        )
    compare = _command(commands, "compare", _compare, "set two reports side by side, passage by passage")
    compare.epilog = (
        "For two years of one body of a region, the targets of the earlier stand beside their results in the later."
    )
    compare.add_argument("a", metavar="REPORT")
    compare.add_argument("b", metavar="REPORT")


def _filter_flags(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--region", action="append", default=[], metavar="R", help="name, path (浙江省/杭州市) or code"
    )
    command.add_argument("--year", action="append", default=[], type=int, metavar="Y", help="a year the report covers")
    command.add_argument("--body", action="append", default=[], choices=_BODIES)
    command.add_argument("--part", action="append", default=[], choices=_PARTS)


if __name__ == "__main__":
    sys.exit(main())
