"""A sheet as Markdown. What reports say is escaped, so that it is text wherever it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from service.exports.characters import clean
from service.exports.sheet import Item, Pair, Part, Piece, Sheet, Side
from service.exports.sources import Sources
from service.exports.words import WORDS, differences, remarks

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$!&])")
_LIST = re.compile(r"^(\d*)([-+.)])")
_MARKS = {"kept": "{}", "inserted": "<ins>{}</ins>", "deleted": "<del>{}</del>", "moved": "→{}←"}


def markdown(sheet: Sheet, style: str = "gbt7714") -> bytes:
    """Write Markdown, UTF-8: texts with the numbers of their sources, and the sources at the end."""
    return clean("\n".join(_lines(sheet, Sources(sheet, style)))).encode()


def _lines(sheet: Sheet, sources: Sources) -> Iterator[str]:
    yield from (f"# {_escaped(sheet.title)}", "")
    for part in sheet.parts:
        yield from _part(sheet, part, sources)
    yield from (f"## {WORDS[sheet.language]['sources']}", "")
    yield from (f"{number}. {_escaped(source)}" for number, source in sources.listed())
    yield ""


def _part(sheet: Sheet, part: Part, sources: Sources) -> Iterator[str]:
    if part.heading:
        yield from (f"## {_escaped(part.heading)}", "")
    for line in part.lines:
        yield from (_escaped(line), "")
    for item in part.items:
        yield from (_item(sheet.language, item, sources), "")
    if part.pairs:
        yield from (_row((WORDS[sheet.language]["column.kind"], *map(_escaped, sheet.sides))), "|---|---|---|")
        yield from (_pair(sheet.language, pair, sources) for pair in part.pairs)
        yield ""


def _item(language: str, item: Item, sources: Sources) -> str:
    said = remarks(WORDS[language], item)
    note = WORDS[language]["aside"].format(_escaped(said)) if said else ""
    return _escaped(item.text) + _numbers(sources.numbers([item.passage])) + note


def _pair(language: str, pair: Pair, sources: Sources) -> str:
    kind = _escaped(WORDS[language]["semicolon"].join(filter(None, (pair.kind, _flags(language, pair)))))
    return _row((kind, *(_side(side, sources) for side in (pair.a, pair.b))))


def _flags(language: str, pair: Pair) -> str:
    return differences(WORDS[language], pair.flags)


def _side(side: Side, sources: Sources) -> str:
    return "".join(map(_piece, side.pieces)) + _numbers(sources.numbers(side.passages))


def _piece(piece: Piece) -> str:
    """Write a stretch with its mark, in one line."""
    shown = _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", piece.text))
    return _MARKS[piece.change].format(shown)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _numbers(numbers: Iterable[int]) -> str:
    return "".join(f" \\[{number}\\]" for number in numbers)


def _escaped(text: str) -> str:
    """Write text so that Markdown shows it as it is: in one line, that begins no list."""
    return _LIST.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", " ".join(text.split())))
