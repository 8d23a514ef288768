"""`duizhao --help`: the commands in groups, three examples, where things are kept, and what can be set."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from service.settings import SETTINGS

EXAMPLES = """\
examples:
  duizhao add samples                           put reports in
  duizhao ask 人大代表怎样收集群众意见 --limit 3    ask them
  duizhao serve                                 look at them in a browser"""
_KEPT = """\
A library is one folder, with the original files in it. Prepared models are kept in a folder of their own.
Nothing is kept or sent anywhere else. Every command has its own help: duizhao ask --help
duizhao --version says which version this is."""


class SayVersion(argparse.Action):
    """Prints the version; what knows it is only imported then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print, and end."""
        from service.version import version

        print(f"{parser.prog} {version()}")
        parser.exit()


class HelpfulParser(argparse.ArgumentParser):
    """The parser of the whole program, whose help teaches."""

    def __init__(self, *, groups: Mapping[str, Mapping[str, str]], **given: Any) -> None:
        """Take the groups of commands: under each title, names with what they do."""
        super().__init__(**given)
        self._groups = groups

    def format_help(self) -> str:
        """Write the help."""
        width = max(len(name) for group in self._groups.values() for name in group)
        parts = [f"usage: {self.prog} COMMAND …", self.description or ""]
        for title, group in self._groups.items():
            parts.append("\n".join([f"{title}:", *(f"  {name:<{width}}  {text}" for name, text in group.items())]))
        return "\n\n".join([*parts, EXAMPLES, _settings(), _KEPT]) + "\n"


def _settings() -> str:
    """List what can be set, by flag and by environment variable, with what is so now by default."""
    lines = ["settings, by a flag or an environment variable:"]
    for setting in SETTINGS:
        lines.append(f"  --{setting.name:<9} {setting.variable:<17}  {setting.help}")
        lines.append(f"  {'':<11} {'':<17}  default: {setting.default or 'none'}")
    return "\n".join(lines)
