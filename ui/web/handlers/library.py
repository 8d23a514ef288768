"""Adding reports to the library and taking them out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ui.web.handlers.readable import readable
from ui.web.markup import Html, escape
from ui.web.render import library as render
from ui.web.site import Site

if TYPE_CHECKING:
    from service.library import Progress
    from ui.web.words import Words

_MINUTE_SECONDS = 60


@readable
def table(site: Site) -> Html:
    """Show what the library holds."""
    return render.table(site.words, site.library.reports())


@readable
def add(site: Site, paths: Sequence[Path], progress: Callable[[Progress], None]) -> Html:
    """Read files into the library and say what became of each.

    Args:
        site: the library and the language.
        paths: the files as uploaded; they are called by the names of these.
        progress: is told how far it is.
    """
    from service.library import GivenFile  # the models behind it take a while to import

    if not paths:
        return escape("")
    added = site.library.add([GivenFile(path=path, name=path.name) for path in paths], progress=progress)
    return render.added(site.words, added)


@readable
def ask_remove(site: Site, report: str) -> Html:
    """Ask whether a report should go."""
    return render.asking(site.words, site.library.report(report))


@readable
def remove(site: Site, report: str) -> Html:
    """Take a report out of the library."""
    return render.removed(site.words, site.library.remove([report]))


def step(words: Words, progress: Progress) -> str:
    """Say how far adding is, with the time left in words."""
    left, so_far = progress.seconds_left, {"percent": progress.percent}
    if left is None:
        return words("progress.step", **so_far)
    if left < _MINUTE_SECONDS:
        return words("progress.seconds", seconds=max(1, round(left)), **so_far)
    return words("progress.minutes", minutes=round(left / _MINUTE_SECONDS), **so_far)
