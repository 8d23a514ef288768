"""What a command found: written to the file that --to names, or shown."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from service.errors import BadRequest
from service.printable import printable
from ui.cli.output import Lines, Look, show

if TYPE_CHECKING:
    from service.exports.sheets import Takeable


def check_target(given: argparse.Namespace) -> None:
    """Refuse, before any work, a file that can't be written as one, or is the one that is read, or many answers in one."""
    if not given.to:
        return
    from service.exports.write import writer

    path = Path(given.to)
    writer(path.suffix)
    if Path(getattr(given, "report", None) or "").is_file() and path.exists() and path.samefile(given.report):
        raise BadRequest(f"{path} is the file that is summarised", hint="name another file to write to")
    if getattr(given, "batch", None):
        raise BadRequest("many answers don't go into one file", hint="give --to for one question or text at a time")


def give(given: argparse.Namespace, found: Takeable, lines: Lines, look: Look | None = None, asked: str = "") -> None:
    """Write what was found to the file that --to names, or else show it; --json shows it in any case."""
    if given.to:
        _write(given, found, asked)
        print(f"written: {printable(given.to)}", file=sys.stderr)
    if given.json or not given.to:
        show(given, found, lines, look)


def _write(given: argparse.Namespace, found: Takeable, asked: str) -> None:
    """Write in Chinese, unless asked in another language."""
    from service.exports.sheets import sheet_of
    from service.exports.write import written
    from ui.web.words import is_chinese

    path = Path(given.to)
    language = "zh" if not asked or is_chinese(asked) else "en"
    content = written(sheet_of(found, asked=asked, language=language), path.suffix, given.cite)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise BadRequest(
            f"{path} can't be written ({error.strerror})", hint="name a file in a folder that is there"
        ) from error
