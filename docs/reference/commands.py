"""The page of commands, from the parser."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from docs.reference.markdown import code, table
from docs.reference.markdown import page as whole
from ui.cli.help_text import EXAMPLES
from ui.cli.parser import GROUPS, parser

_INTRODUCTION = f"""Every command takes `--home`, `--model`, `--models` and `--json` ([settings](settings.md)); `--json` prints one JSON document, whose
objects are those of [Python](python.md). Progress and warnings go to stderr. Exit status: 0 done; 1 nothing of what was asked could be done,
with one line on stderr that says why and what to do; 2 wrong usage; 130 stopped by Ctrl-C. [How to use them](../command-line.md) is told elsewhere.

```
{EXAMPLES}
```"""


def page() -> str:
    """Write it."""
    made = {one.prog.split()[-1]: one for one in _commands(parser())}
    parts: list[str] = []
    for title, group in GROUPS.items():
        parts.append(f"## {title[0].upper()}{title[1:]}")
        for command in group:
            parts += _command(made[command.name])
    return whole("Commands", _INTRODUCTION, parts)


def _commands(made: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    for action in made._actions:  # noqa: SLF001  # argparse has no other way to look into a parser
        if isinstance(action.choices, dict):
            yield from action.choices.values()


def _command(command: argparse.ArgumentParser) -> Iterator[str]:
    yield f"### {command.prog}"
    yield command.description or ""
    actions = [one for one in command._actions if one.help is not argparse.SUPPRESS and one.dest not in _COMMON]  # noqa: SLF001
    yield table(("takes", "what it is"), ((_named(one), _told(one)) for one in actions))
    yield f"```\n{command.epilog}\n```"


_COMMON = {"help", "home", "model", "models", "json"}


def _named(action: argparse.Action) -> str:
    value = action.metavar if isinstance(action.metavar, str) else ""
    if action.option_strings:
        return code(f"{action.option_strings[-1]} {value}".strip())
    repeated = "..." if action.nargs == "+" else ""
    return code(f"{value or action.dest}{repeated}")


def _told(action: argparse.Action) -> str:
    choices = f": {', '.join(map(code, action.choices))}" if action.choices else ""
    return f"{action.help or ''}{choices}".replace("%%", "%")
