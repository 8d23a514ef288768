"""What is taken away, whatever it is written as: a title, and texts in order, each with the passage it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from service.answers import Commonness, Flag, PassageAnswer


@dataclass(frozen=True, slots=True)
class Item:
    """A text and where it stands.

    Attributes:
        text: verbatim.
        passage: the passage that holds it.
        note: what is to be said of it; "" for nothing.
        similarity: cosine of meaning to what was asked; None where nothing was.
        wording: share of wording in common with what was asked, 0 to 1.
        commonness: in how many regions it stands; None where that was not looked at.
        flags: facts that differ from what was asked, or from the typical member of its family.
    """

    text: str
    passage: PassageAnswer
    note: str = ""
    similarity: float | None = None
    wording: float | None = None
    commonness: Commonness | None = None
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one side of a pair: `change` is "kept", "deleted", "inserted" or "moved"."""

    text: str
    change: str = "kept"


@dataclass(frozen=True, slots=True)
class Side:
    """What one side of a pair says; its pieces, one after another, are its text."""

    pieces: tuple[Piece, ...] = ()
    passages: tuple[PassageAnswer, ...] = ()

    @property
    def text(self) -> str:
        """The text, as the report has it."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that stand for one another, or one to which nothing answers.

    Attributes:
        kind: what became of the one in the other, in words.
        a: the one side; empty where it says nothing.
        b: the other.
        flags: facts that differ.
    """

    kind: str
    a: Side
    b: Side
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Items or pairs under a heading; "" for none.

    Attributes:
        lines: what is said of them all, a line each.
    """

    heading: str
    items: tuple[Item, ...] = ()
    pairs: tuple[Pair, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document to be taken away.

    Attributes:
        language: of what is said around the texts, a key of `service.exports.words.WORDS`.
        sides: what the two sides of its pairs are called, where it has any.
    """

    title: str
    parts: tuple[Part, ...]
    language: str = "zh"
    sides: tuple[str, str] = ("", "")

    def items(self) -> Iterator[Item]:
        """Give all items, in order."""
        for part in self.parts:
            yield from part.items

    def pairs(self) -> Iterator[Pair]:
        """Give all pairs, in order."""
        for part in self.parts:
            yield from part.pairs

    def passages(self) -> Iterator[PassageAnswer]:
        """Give the passages that its texts come from, in the order they are named; some more than once."""
        for part in self.parts:
            yield from (item.passage for item in part.items)
            for pair in part.pairs:
                yield from (*pair.a.passages, *pair.b.passages)
