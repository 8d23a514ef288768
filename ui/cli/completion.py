"""Completion: a script that teaches a shell the commands, flags and choices."""

from __future__ import annotations

import argparse

from service.settings import Settings

SHELLS = ("bash", "zsh", "fish")


def completion(given: argparse.Namespace, _: Settings) -> None:
    """Print the script for a shell."""
    from shtab import complete

    from ui.cli.parser import parser

    print(complete(parser(), given.shell))
