"""Passages as sheets: those that answer a question, those that say the same in each region, and those that were collected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reports.report import Span
from service.answers import Answer, AskedPart, Hit, PassageAnswer, RegionAnswer, RegionRow
from service.exports.citations import plain
from service.exports.sheet import Item, Part, Sheet
from service.exports.words import WORDS, counted
from service.provenance import place

_TITLE_CHARS = 60


def of_answer(answer: Answer, language: str = "zh") -> Sheet:
    """Take the answer to a question away, best first; where nothing answers, that is said above the nearest."""
    words = WORDS[language]
    unsure = () if answer.confident else (words["unsure"],)
    items = tuple(_item(words, hit) for hit in answer.hits)
    return Sheet(answer.question, (Part("", items, lines=unsure),), language)


def of_regions(found: RegionAnswer, asked: str, language: str = "zh") -> Sheet:
    """Take away who says a thing, region by region and year by year, and who does not.

    Args:
        found: the rows.
        asked: the question or the text that was looked for; the spans of `found.parts` count in it.
        language: of what is said around the texts.
    """
    words = WORDS[language]
    spoken = [hit for row in found.regions for hit in _said(row)]
    nearest = [row.nearest_miss for row in found.regions if row.silent and row.nearest_miss]
    mute = [_name(words, row) for row in found.regions if row.silent and not row.nearest_miss]
    said = sum(row.best is not None for row in found.regions)
    told = words["counted"].format(said=said, of=found.region_count, silent=found.silent)
    silent = (words["silent"].format(words["comma"].join(mute)),) if mute else ()
    unsure = (words["unsure"],) if found.confident is False else ()
    own = tuple(words["own"].format(_name(words, row)) for row in found.regions if row.own and row.best is None)
    parts = (
        Part(words["said"], tuple(_item(words, hit) for hit in spoken), lines=(told, *own)),
        Part(words["not_said"], tuple(_item(words, hit) for hit in nearest), lines=(*silent, *unsure)),
        *(_asked(words, part, asked, found.region_count) for part in found.parts),
    )
    return Sheet(_begun(asked), tuple(part for part in parts if part.items or part.lines), language)


def of_passages(
    passages: Iterable[tuple[PassageAnswer, str]], *, gone: Sequence[str] = (), title: str = "", language: str = "zh"
) -> Sheet:
    """Take passages away that somebody collected.

    Args:
        passages: in order, each with a note; "" for none.
        gone: ids of passages that were collected, and that the library no longer holds.
        title: of the sheet; "" for the basket's.
        language: of what is said around the texts.
    """
    words = WORDS[language]
    items = tuple(Item(passage.text, passage, note) for passage, note in passages)
    lines = tuple(words["gone"].format(one) for one in gone)
    return Sheet(title or words["basket"], (Part("", items, lines=lines),), language)


def _begun(asked: str) -> str:
    """What a sheet is called: a question, or the beginning of a long text."""
    first = asked.strip().partition("\n")[0]
    return first if len(first) <= _TITLE_CHARS else first[:_TITLE_CHARS] + "…"


def _item(words: Mapping[str, str], hit: Hit) -> Item:
    like = words["semicolon"].join(plain(passage) for passage in hit.siblings)
    return Item(
        hit.passage.text,
        hit.passage,
        words["siblings"].format(like) if like else "",
        similarity=hit.similarity,
        wording=hit.wording,
        commonness=hit.commonness,
        flags=hit.flags,
    )


def _said(row: RegionRow) -> list[Hit]:
    """What a region says, the best of each year; a report that covers several years says it once."""
    hits = [cell.best for cell in row.cells if cell.best] + ([row.best] if row.best else [])
    return list({hit.passage.id: hit for hit in hits}.values())


def _name(words: Mapping[str, str], row: RegionRow) -> str:
    return place(row.region) or words["unknown_region"]


def _asked(words: Mapping[str, str], part: AskedPart, asked: str, regions: int) -> Part:
    """Take away what comes nearest to a passage of a long text, under that passage."""
    hit = part.best or part.nearest_miss
    count = counted(words, "common", regions, regions=part.said)
    return Part(Span(*part.span).of(asked), (_item(words, hit),) if hit else (), lines=(count,))
