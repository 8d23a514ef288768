"""How far long work is, in a terminal, on stderr; nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ui.cli.output import colourful

if TYPE_CHECKING:
    from service.adding import OnProgress, Progress


@contextmanager
def told() -> Iterator[OnProgress | None]:
    """Give what is to be told of progress while the work is done: a bar with the time left, or None where nobody looks."""
    if not colourful(sys.stderr):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[left]}"))
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("reading", total=None, left="")

        def tell(progress: Progress) -> None:
            left = _left(progress.seconds_left)
            bars.update(bar, description=progress.what, completed=progress.done, total=progress.total, left=left)

        yield tell


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Say that something takes its time, and how long it has taken: for work that can't say how far it is."""
    if not colourful(sys.stderr):
        yield
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bars.add_task(what, total=None)
        yield


def _left(seconds: float | None) -> str:
    if seconds is None:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s left" if minutes else f"{rest} s left"
