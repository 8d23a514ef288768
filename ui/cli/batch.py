"""Batches: a question or text a line in, a JSON object a line out, in the same order."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from service.errors import BadRequest, DuizhaoError
from ui.cli.output import Lines, Look, as_json
from ui.cli.status import NOTHING_DONE, OK
from ui.cli.to_file import give


def one_or_batch(
    given: argparse.Namespace,
    one: str | None,
    job: Callable[[Sequence[str]], list[Any]],
    lines: Lines,
    look: Look,
    *,
    at_once: int = 1,
) -> int:
    """Do a job on one text, or on each line of a file.

    A text that can't be served has its error in its place.

    Args:
        given: what the command was given.
        one: the text, where there is no file.
        job: gives as many answers as it takes texts.
        lines: writes an answer in plain lines.
        look: draws it for a terminal.
        at_once: how many lines of a file the job takes at a time.

    Raises:
        BadRequest: there is neither a text nor a file, or both, or the file can't be read.
    """
    if given.batch is not None and one is not None:
        raise BadRequest("there is a text, and a file of texts", hint="give the one or the other")
    if given.batch is None:
        if one is None:
            raise BadRequest("there is nothing to look for", hint="give a text, or a file of texts with --batch FILE")
        (found,) = job([one])
        give(given, found, lines, look, one)
        return OK
    texts = _texts(Path(given.batch))
    done = 0
    for start in range(0, len(texts), at_once):
        outcomes = _each(job, texts[start : start + at_once])
        done += sum(not isinstance(outcome, DuizhaoError) for outcome in outcomes)
        print("\n".join(map(_line, outcomes)), flush=True)
    return OK if done else NOTHING_DONE


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


def _line(outcome: Any) -> str:
    return as_json({"error": outcome} if isinstance(outcome, DuizhaoError) else outcome)


def _texts(path: Path) -> list[str]:
    try:
        return [line.rstrip("\r") for line in path.read_bytes().decode("utf-8-sig").removesuffix("\n").split("\n")]
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(f"{path} can't be read as lines of text ({error})", hint="give a UTF-8 text file") from error
