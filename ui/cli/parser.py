"""The words of the command line: commands in groups, what each takes, and an example of each."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reports.report import Body, Part
from service.orders import ORDERS
from service.settings import SETTINGS, Setting
from ui.cli import completion, library_commands, question_commands
from ui.cli.help_text import HelpfulParser, SayVersion

_OF_EVERY_COMMAND, _OF_ASKING, _OF_SERVING = ("home", "model", "models"), ("reranker",), ("host", "port")


@dataclass(frozen=True, slots=True)
class _Command:
    """A command: what it does in a line, what runs it, what it takes, and how it is called."""

    name: str
    text: str
    run: Callable[..., Any]
    takes: Callable[[argparse.ArgumentParser], None]
    example: str
    more: str = ""


def parser() -> argparse.ArgumentParser:
    """Make the parser of all commands."""
    made = HelpfulParser(
        prog="duizhao",
        groups={title: {one.name: one.text for one in commands} for title, commands in GROUPS.items()},
        description="对照 duizhao holds official reports side by side: ask them questions, find who else says a thing,\n"
        "find boilerplate, summarise. Everything runs on this machine.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--version", action=SayVersion, nargs=0, help="say which version this is")
    commands = made.add_subparsers(
        title="commands", metavar="COMMAND", required=True, parser_class=argparse.ArgumentParser
    )
    for group in GROUPS.values():
        for one in group:
            _add(commands, one)
    return made


def _add(commands: Any, one: _Command) -> None:
    command: argparse.ArgumentParser = commands.add_parser(
        one.name,
        help=one.text,
        description=f"{one.text[0].upper()}{one.text[1:]}.",
        epilog="\n".join(part for part in (one.more, f"example:\n  {one.example}") if part),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=one.run)
    one.takes(command)
    _settings(command, _OF_EVERY_COMMAND)
    command.add_argument("--json", action="store_true", help="print one JSON document")


def _settings(command: argparse.ArgumentParser, names: Sequence[str]) -> None:
    for setting in (one for one in SETTINGS if one.name in names):
        command.add_argument(f"--{setting.name}", metavar=setting.name.upper(), help=_told(setting))


def _told(setting: Setting) -> str:
    return f"{setting.help} (or {setting.variable}; default: {setting.default_said})".replace("%", "%%")


# What each takes


def _nothing(_: argparse.ArgumentParser) -> None:
    """Takes nothing of its own."""


def _serve(serve: argparse.ArgumentParser) -> None:
    _settings(serve, (*_OF_SERVING, *_OF_ASKING))


def _mcp(mcp: argparse.ArgumentParser) -> None:
    _settings(mcp, _OF_ASKING)


def _paths(add: argparse.ArgumentParser) -> None:
    add.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder or a ZIP archive")


def _path(read: argparse.ArgumentParser) -> None:
    read.add_argument("path", metavar="PATH", help="a file")


def _edit(edit: argparse.ArgumentParser) -> None:
    edit.add_argument("report", metavar="REPORT", help=_REPORT)
    edit.add_argument(
        "facts",
        nargs="+",
        metavar="KEY=VALUE",
        help="title, body, region (浙江省/杭州市), covers (2023 or 2018-2022), year, date (2024-01-12), session or speaker; "
        "an empty value makes a fact unknown",
    )


def _remove(remove: argparse.ArgumentParser) -> None:
    remove.add_argument("reports", nargs="+", metavar="REPORT", help=_REPORT)


def _export(export: argparse.ArgumentParser) -> None:
    export.add_argument(
        "--to", metavar="FOLDER", required=True, help="where reports, passages and sentences are written"
    )
    export.add_argument(
        "--overwrite", action="store_true", help="put it in the place of what was exported there before"
    )


def _models(models: argparse.ArgumentParser) -> None:
    models.add_argument(
        "action", nargs="?", choices=["prepare", "optimise"], help="make a model ready, or make its eight-bit form anew"
    )
    models.add_argument("name", nargs="?", metavar="NAME", help="a known name, a folder, or org/name@revision")


def _completion(command: argparse.ArgumentParser) -> None:
    command.add_argument("shell", choices=completion.SHELLS, help="your shell")


def _ask(ask: argparse.ArgumentParser) -> None:
    ask.add_argument(
        "question",
        nargs="?",
        metavar="QUESTION",
        help="in any language; a part in quotation marks is looked for as it is",
    )
    ask.add_argument(
        "--by", choices=["passage", "region"], default="passage", help="one list, or the best of each region"
    )
    _limit(ask, 10, "most passages; with --by region, most further passages of a region beside its best")
    ask.add_argument("--per-report", type=int, default=3, metavar="N", help="most passages of one report (default 3)")
    ask.add_argument(
        "--as-asked", action="store_true", help="do not narrow by the region, year, body or part that is named"
    )
    _batch(ask, "a file of questions, one a line")
    _filter_flags(ask)
    _written(ask)
    _settings(ask, _OF_ASKING)


def _similar(similar: argparse.ArgumentParser) -> None:
    similar.add_argument(
        "text", nargs="?", metavar="TEXT", help="of any length; a long one is taken passage by passage"
    )
    similar.add_argument(
        "--passage", metavar="ID", help="a passage of the library instead of a text, or a stretch of one: ID[start:end]"
    )
    similar.add_argument("--report", metavar="REPORT", help="a whole report of the library, passage by passage")
    similar.add_argument(
        "--order",
        choices=ORDERS,
        default="region",
        help="how regions come: by code, nearest in meaning first, verbatim first, from shared to distinctive, or back",
    )
    _limit(similar, 3, "most further passages of a region beside its best; every region has its row")
    _batch(similar, "a file of texts, one a line")
    _filter_flags(similar)
    _written(similar)


def _duplicates(duplicates: argparse.ArgumentParser) -> None:
    duplicates.add_argument(
        "--min-regions", type=int, default=2, metavar="N", help="fewest regions that a text stands in (default 2)"
    )
    _limit(duplicates, 50, "most families of recurring text")
    _filter_flags(duplicates)
    _written(duplicates)


def _summarize(summarize: argparse.ArgumentParser) -> None:
    summarize.add_argument(
        "report", metavar="REPORT|FILE", help=f"{_REPORT}; or a file, which stays outside the library"
    )
    summarize.add_argument("--chars", type=int, default=500, metavar="N", help="most characters (default 500)")
    summarize.add_argument(
        "--style",
        choices=["general", "distinctive"],
        default="general",
        help="distinctive: what other regions do not say (default general)",
    )
    summarize.add_argument("--about", metavar="QUESTION", help="what the summary is to be about")
    summarize.add_argument(
        "--section", default="", metavar="HEADING", help="words of a heading: only what stands under it"
    )
    summarize.add_argument("--since", metavar="REPORT", help="an earlier report: what that one does not say yet")
    _written(summarize)


def _overview(overview: argparse.ArgumentParser) -> None:
    overview.add_argument("--about", metavar="QUESTION", help="what they are read for; else what weighs most in each")
    _limit(overview, 10, "most points")
    _filter_flags(overview)
    _written(overview)
    _settings(overview, _OF_ASKING)


def _compare(compare: argparse.ArgumentParser) -> None:
    compare.add_argument("a", metavar="REPORT", help=_REPORT)
    compare.add_argument("b", metavar="REPORT", help="another")
    _written(compare)


# What several take

_REPORT = "a report: its id, an unambiguous beginning of it, or an unambiguous part of its title"


def _limit(command: argparse.ArgumentParser, default: int, what: str) -> None:
    command.add_argument("--limit", type=int, default=default, metavar="N", help=f"{what} (default {default})")


def _batch(command: argparse.ArgumentParser, what: str) -> None:
    command.add_argument("--batch", metavar="FILE", help=f"{what}; a JSON object a line comes out, in the same order")


def _written(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--to", metavar="FILE", help="write it to a file instead, with its sources: .docx, .xlsx, .csv, .md or .json"
    )
    command.add_argument(
        "--cite",
        choices=["gbt7714", "plain"],
        default="gbt7714",
        help="how sources are cited there (default gbt7714: GB/T 7714)",
    )


def _filter_flags(command: argparse.ArgumentParser) -> None:
    filters = command.add_argument_group("where to look", "Each may come several times: one of them must fit.")
    filters.add_argument(
        "--region",
        action="append",
        default=[],
        metavar="R",
        help="name, path (浙江省/杭州市) or code; what lies below is included",
    )
    filters.add_argument("--year", action="append", default=[], type=int, metavar="Y", help="a year the report covers")
    filters.add_argument(
        "--body", action="append", default=[], choices=[body.value for body in Body], help="whose report"
    )
    filters.add_argument(
        "--part", action="append", default=[], choices=[part.value for part in Part], help="which part of a report"
    )


GROUPS: dict[str, tuple[_Command, ...]] = {
    "ask the reports": (
        _Command(
            "ask",
            "find the passages that answer a question",
            question_commands.ask,
            _ask,
            "duizhao ask 蓼溪县怎样解决蔺草收购差价？ --limit 3",
            "What a question names, such as 浙江 2022年 政协 下一步, is where it is looked for first; --as-asked looks everywhere.\n"
            "A part in quotation marks must stand in the passage as it is: duizhao ask '“代表联络站”怎样收集意见'\n"
            '(“…”, 「…」, «…» or "…"; quote the whole for your shell). Sure or not sure says whether the first passage answers.',
        ),
        _Command(
            "similar",
            "find, region by region, who else says this",
            question_commands.similar,
            _similar,
            "duizhao similar --passage 664384959e-1:10 --order meaning",
        ),
        _Command(
            "duplicates",
            "find text that recurs across reports",
            question_commands.duplicates,
            _duplicates,
            "duizhao duplicates --min-regions 7 --body npc",
        ),
        _Command(
            "summarize",
            "summarise a report in its own sentences",
            question_commands.summarize,
            _summarize,
            "duizhao summarize 664384959e --chars 300 --style distinctive --to summary.docx",
        ),
        _Command(
            "overview",
            "tell what several reports say: all of them, some, and who",
            question_commands.overview,
            _overview,
            "duizhao overview --about 代表怎样联系群众 --year 2023",
        ),
        _Command(
            "compare",
            "set two reports side by side, passage by passage",
            question_commands.compare,
            _compare,
            "duizhao compare dffced64a2-1 664384959e-1",
            "For two years of one body of a region, the targets of the earlier stand beside their results in the later.",
        ),
    ),
    "keep the library": (
        _Command(
            "add",
            "read files and folders into the library; unchanged files cost nothing",
            library_commands.add,
            _paths,
            "duizhao add reports/ 2024.zip",
        ),
        _Command(
            "read",
            "show how a file would be read; stores nothing",
            library_commands.read,
            _path,
            "duizhao read samples/liaoxi-npc-2023.txt",
        ),
        _Command(
            "list",
            "list the reports of the library",
            library_commands.list_,
            _filter_flags,
            "duizhao list --region 蓼溪县 --year 2023",
        ),
        _Command(
            "edit",
            "correct a report's facts",
            library_commands.edit,
            _edit,
            "duizhao edit 664384959e region=浙江省/杭州市 covers=2023",
        ),
        _Command(
            "remove",
            "take reports out of the library",
            library_commands.remove,
            _remove,
            "duizhao remove 664384959e-1",
        ),
        _Command(
            "export",
            "write the whole library as Parquet, for other programs",
            library_commands.export,
            _export,
            "duizhao export --to parquet/",
        ),
    ),
    "serve others": (
        _Command(
            "serve",
            "serve the web app, and the library's tools for models at /mcp",
            library_commands.serve,
            _serve,
            "duizhao serve --port 8000",
        ),
        _Command(
            "mcp",
            "serve the library's tools to a model's client over standard input and output (MCP)",
            library_commands.mcp,
            _mcp,
            "duizhao mcp --home my-library   (what the client is told to start)",
        ),
    ),
    "look after it": (
        _Command(
            "models",
            "list the embedding models, prepare one, or make its eight-bit form",
            library_commands.models,
            _models,
            "duizhao models prepare multilingual-e5-small",
        ),
        _Command(
            "reembed",
            "make the library's vectors anew with another model",
            library_commands.reembed,
            _nothing,
            "duizhao reembed --model org/name@revision",
        ),
        _Command(
            "completion",
            "print a script that completes commands and flags in your shell",
            completion.completion,
            _completion,
            'eval "$(duizhao completion bash)"',
            "bash and zsh: put the example into ~/.bashrc or ~/.zshrc, with the name of your shell.\n"
            "fish: duizhao completion fish > ~/.config/fish/completions/duizhao.fish",
        ),
    ),
}
