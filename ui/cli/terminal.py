"""The terminal: what is written to it, and the colours that say what a thing is.

Report text reaches it as `Text`, never as markup, and without characters that steer.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.highlighter import RegexHighlighter
from rich.text import Text
from rich.theme import Theme

from service.printable import printable

_THEME = Theme(
    {
        "id": "cyan",
        "lit": "bold yellow",
        "faint": "dim",
        "good": "green",
        "doubt": "yellow",
        "bad": "red",
        "old": "red strike",
        "new": "green",
        "moved": "blue",
        "heading": "bold",
    }
)


class _Lines(RegexHighlighter):
    """Colours what stands in the plain lines: ids, what became of a file, doubts."""

    highlights = (
        r"(?P<id>\[[0-9a-f]{6,}-\d+(:\d+)?\])",
        r"^(?P<good>added|replaced)\b",
        r"^(?P<faint>unchanged)\b",
        r"^(?P<doubt>skipped)\b",
        r"^(?P<bad>failed|removed)\b",
        r"(?P<doubt>  ! [^!]*)",
    )


_HIGHLIGHTER = _Lines()


def write(drawn: Iterable[RenderableType]) -> None:
    """Write to the terminal, as wide as it is."""
    console = Console(theme=_THEME, markup=False, highlight=False, emoji=False)
    for one in drawn:
        console.print(one)


def coloured(line: str) -> Text:
    """Colour a plain line."""
    text = styled(line)
    _HIGHLIGHTER.highlight(text)
    return text


def styled(text: str, style: str = "") -> Text:
    """Make text to be written; whatever it holds is shown as it is."""
    return Text(printable(text), style=style, overflow="fold")
