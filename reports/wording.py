"""Wording: words as they are compared, beside the same as they are written, so that what is found can be quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

from reports.chinese import as_written, plain
from reports.report import Span, Where

T = TypeVar("T")
U = TypeVar("U")


class Quote(NamedTuple):
    """Words as their author wrote them, and the stretch that they take of a place's text."""

    words: str
    place: Where
    span: Span


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """What was found, and the words that say it."""

    value: T
    quotes: tuple[Quote, ...]

    def so(self, value: U) -> Found[U]:
        """Give what follows from it: the same words say it."""
        return Found(value, self.quotes)


@dataclass(frozen=True, slots=True)
class Wording:
    """A stretch of a place's text.

    Attributes:
        plain: the form in which it is compared (`reports.chinese.plain`), or the beginning of it.
        written: as it is written.
        place: where it stands.
        start: where it begins there, in characters.
    """

    plain: str
    written: str
    place: Where
    start: int = 0

    def quote(self, start: int, end: int) -> Quote:
        """Quote the stretch `[start, end)` of the plain form: all of the wording where no less can be told for sure."""
        start, end = as_written(self.written, start, end) or (0, len(self.written))
        return Quote(self.written[start:end], self.place, Span(self.start + start, self.start + end))

    @property
    def all(self) -> Quote:
        """Quote the whole wording."""
        return Quote(self.written, self.place, Span(self.start, self.start + len(self.written)))

    def says(self, value: T, pattern: re.Pattern[str]) -> Found[T] | None:
        """Find a value that some words stand for, if they stand here."""
        match = pattern.search(self.plain)
        return Found(value, (self.quote(*match.span()),)) if match else None

    def words(self, start: int, end: int) -> Found[str]:
        """Find the words of a stretch of the plain form: in the characters of the source, where these can be told."""
        quote = self.quote(start, end)
        return Found(quote.words if as_written(self.written, start, end) else self.plain[start:end], (quote,))


def wording(written: str, place: Where, start: int = 0) -> Wording:
    """Take words that stand at a place."""
    return Wording(plain(written), written, place, start)


def wordings(lines: Iterable[str], place: Where) -> tuple[Wording, ...]:
    """Take the lines of a place's text, one below another."""
    found: list[Wording] = []
    start = 0
    for line in lines:
        found.append(wording(line, place, start))
        start += len(line) + 1
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Material:
    """All that may say who speaks in a report, of where and when.

    Attributes:
        head: the lines of its title block, or what stands for its title where there is none.
        lines: the lines of its text.
        page: the lines of the page around it.
        file_name: the file's name without its ending.
        folder: the folders that were given with the file, with "/" between them.
    """

    head: tuple[Wording, ...]
    lines: tuple[Wording, ...]
    page: tuple[Wording, ...]
    file_name: Wording
    folder: Wording

    @property
    def opening(self) -> Wording:
        """How the text begins: its greeting, and for whom the speaker reports."""
        first: list[Wording] = []
        for line in self.lines:
            if sum(len(line.plain) for line in first) >= _OPENING_CHARS:
                break
            first.append(line)
        written = "\n".join(line.written for line in first)
        return Wording("\n".join(line.plain for line in first)[:_OPENING_CHARS], written, Where.TEXT)

    @property
    def names(self) -> tuple[Wording, ...]:
        """The file's name, and those of the folders from the nearest up: the nearer tells more of the file."""
        folders = self.folder.written.split("/") if self.folder.written else ()
        starts = accumulate((len(folder) + 1 for folder in folders), initial=0)
        inner = (wording(folder, Where.FOLDER, start) for folder, start in zip(folders, starts, strict=False))
        return (self.file_name, *reversed(tuple(inner)))


_OPENING_CHARS = 120
