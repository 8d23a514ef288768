"""Reports in which reuse is planted, and what is planted where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PassageKey = tuple[int, int]
"""A passage: its report's number and its own, from 0."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where something stands: characters `[start, end)` of a passage of a report, both counted from 0."""

    report: int
    passage: int
    start: int
    end: int

    @property
    def passage_key(self) -> PassageKey:
        """The passage."""
        return self.report, self.passage


@dataclass(frozen=True, slots=True)
class Copied:
    """A planted pair.

    Attributes:
        source: where the text was taken from.
        copy: where what became of it stands.
        operator: how it was edited, a key of `edits.OPERATORS`.
        level: the share of its characters that was to be edited, of `injected.LEVELS`.
        changed: the share that was.
        length: a key of `injected.LENGTHS`.
        padding: the share of the copy's paragraph that was to be other text, of `injected.PADDINGS`.
    """

    source: Stretch
    copy: Stretch
    operator: str
    level: float
    changed: float
    length: str
    padding: float


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A pair that is no reuse, and of which kind it is, a key of `injected.KINDS`."""

    kind: str
    one: Stretch
    other: Stretch


@dataclass(frozen=True, slots=True)
class Corpus:
    """Reports with planted reuse.

    Attributes:
        files: what is written of each report, by the file's name.
        passages: of each report, as read from that.
        pairs: what is reuse.
        lookalikes: what is not.
        families: the stretches of each planted family, its source first.
    """

    files: Mapping[str, str]
    passages: tuple[tuple[str, ...], ...]
    pairs: tuple[Copied, ...]
    lookalikes: tuple[Lookalike, ...]
    families: tuple[tuple[Stretch, ...], ...]

    def of(self, stretch: Stretch) -> str:
        """Give the text of a stretch."""
        return self.passages[stretch.report][stretch.passage][stretch.start : stretch.end]

    def write(self, folder: Path) -> list[Path]:
        """Write the reports into a folder, a file each."""
        paths = [folder / name for name in self.files]
        for path, text in zip(paths, self.files.values(), strict=True):
            path.write_text(text, encoding="utf-8")
        return paths
