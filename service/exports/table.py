"""A sheet as a table: a row a text with all that is known of it, or a row a pair. The columns are always the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from service.answers import PassageAnswer
from service.exports.citations import STYLES
from service.exports.sheet import Item, Pair, Part, Sheet, Side
from service.exports.words import WORDS, differences
from service.provenance import place, years

Cell: TypeAlias = "str | int | float | None"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, and how wide it wants to be, in characters."""

    name: str
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, as many in each as there are columns."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


_OF_ITEMS = {
    "number": 6,
    "group": 24,
    "region": 24,
    "year": 10,
    "body": 8,
    "title": 32,
    "heading": 28,
    "paragraph": 6,
    "text": 80,
    "similarity": 8,
    "wording": 8,
    "regions": 8,
    "of": 8,
    "flags": 28,
    "note": 28,
    "citation": 48,
    "passage": 16,
}
_OF_PAIRS = {"number": 6, "group": 14, "kind": 14, "a": 60, "b": 60, "flags": 28}
_OF_SIDES = {"citation": 40, "passage": 16}


def table(sheet: Sheet, style: str) -> Table:
    """Lay a sheet out as a table.

    Args:
        sheet: what is taken away; of pairs, if it holds any, else of items.
        style: how passages are cited, a key of `citations.STYLES`.
    """
    words = WORDS[sheet.language]
    if any(sheet.pairs()):
        return Table(_columns_of_pairs(sheet), tuple(_rows_of_pairs(words, sheet, style)))
    columns = tuple(Column(words[f"column.{name}"], width) for name, width in _OF_ITEMS.items())
    return Table(columns, tuple(_rows_of_items(words, sheet, style)))


def _columns_of_pairs(sheet: Sheet) -> tuple[Column, ...]:
    words = WORDS[sheet.language]
    named = {"a": sheet.sides[0], "b": sheet.sides[1]}
    shared = [Column(named.get(name) or words[f"column.{name}"], width) for name, width in _OF_PAIRS.items()]
    apart = [
        Column(f"{words[f'column.{name}']} {words[f'column.{side}']}", width)
        for side in ("a", "b")
        for name, width in _OF_SIDES.items()
    ]
    return (*shared, *apart)


def _rows_of_items(words: Mapping[str, str], sheet: Sheet, style: str) -> Iterator[tuple[Cell, ...]]:
    placed = [(part, item) for part in sheet.parts for item in part.items]
    for number, (part, item) in enumerate(placed, 1):
        yield (number, *_item(words, part, item, style))


def _item(words: Mapping[str, str], part: Part, item: Item, style: str) -> tuple[Cell, ...]:
    passage, common = item.passage, item.commonness
    facts = passage.report
    return (
        part.heading,
        place(facts.region),
        years(facts.covers),
        words.get(f"body.{facts.body}", facts.body),
        facts.title,
        " › ".join(passage.heading),
        int(passage.id.rpartition(":")[2]),
        item.text,
        None if item.similarity is None else round(float(item.similarity), 4),
        None if item.wording is None else round(float(item.wording), 4),
        common.regions if common else None,
        common.of if common else None,
        differences(words, item.flags),
        item.note,
        STYLES[style](passage),
        passage.id,
    )


def _rows_of_pairs(words: Mapping[str, str], sheet: Sheet, style: str) -> Iterator[tuple[Cell, ...]]:
    placed = [(part, pair) for part in sheet.parts for pair in part.pairs]
    for number, (part, pair) in enumerate(placed, 1):
        yield (number, *_pair(words, part, pair, style))


def _pair(words: Mapping[str, str], part: Part, pair: Pair, style: str) -> tuple[Cell, ...]:
    said = (part.heading, pair.kind, pair.a.text, pair.b.text, differences(words, pair.flags))
    return (*said, *_cited(pair.a, style), *_cited(pair.b, style))


def _cited(side: Side, style: str) -> tuple[Cell, Cell]:
    return _joined(map(STYLES[style], side.passages)), _joined(map(_id, side.passages))


def _joined(texts: Iterator[str]) -> str:
    return "\n".join(texts)


def _id(passage: PassageAnswer) -> str:
    return passage.id
