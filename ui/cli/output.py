"""Printing an answer: one document for programs, plain lines for pipes, colours and tables for a terminal."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TextIO

from service.printable import printable

if TYPE_CHECKING:
    from rich.console import RenderableType

_NOT_IN_A_LINE = re.compile("[\x7f-\x9f\u2028\u2029]")
"""What JSON may hold as it is, but to some readers ends a line, and to some terminals begins a command."""

Lines = Callable[[Any], Iterable[str]]
Look = Callable[[Any], "Iterable[RenderableType]"]


def show(given: argparse.Namespace, answer: Any, lines: Lines, look: Look | None = None) -> None:
    """Print an answer.

    Args:
        given: what the command was given.
        answer: what was found.
        lines: writes it in plain lines.
        look: draws it for a terminal; None where the lines will do there too, coloured.
    """
    if given.json:
        print(as_json(answer))
    elif colourful(sys.stdout):
        from ui.cli import terminal

        terminal.write(look(answer) if look else map(terminal.coloured, lines(answer)))
    else:
        for line in lines(answer):
            print(printable(line))


def as_json(answer: Any) -> str:
    """Write an answer as one line of JSON."""
    from service.json import document

    text = json.dumps(document(answer), ensure_ascii=False)
    return _NOT_IN_A_LINE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def warn(message: str) -> None:
    """Say on stderr what a person should look at, though the command is done."""
    print(f"duizhao: {printable(message)}", file=sys.stderr)


def colourful(stream: TextIO) -> bool:
    """Tell whether a stream is a terminal that may be sent colours (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
