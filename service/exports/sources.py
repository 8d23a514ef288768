"""The sources of a sheet, numbered in the order they are first named."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from service.answers import PassageAnswer
from service.exports.citations import STYLES
from service.exports.sheet import Sheet


class Sources:
    """Numbers for sources: passages that are cited alike are one source."""

    def __init__(self, sheet: Sheet, style: str) -> None:
        """Number the sources of a sheet; `style` is a key of `citations.STYLES`."""
        self._cite: Callable[[PassageAnswer], str] = STYLES[style]
        self._numbers = {source: n for n, source in enumerate(dict.fromkeys(map(self._cite, sheet.passages())), 1)}

    def numbers(self, passages: Iterable[PassageAnswer]) -> list[int]:
        """Give the numbers of some passages' sources, each once."""
        return list(dict.fromkeys(self._numbers[self._cite(passage)] for passage in passages))

    def listed(self) -> list[tuple[int, str]]:
        """List the sources with their numbers."""
        return [(number, source) for source, number in self._numbers.items()]
