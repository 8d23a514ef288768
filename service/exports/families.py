"""Recurring text as a sheet: each family with its template, what stands in its slots, and everywhere it stands."""

from __future__ import annotations

from collections.abc import Mapping

from service.answers import Duplicates, Family, Slot
from service.exports.sheet import Item, Part, Sheet
from service.exports.words import WORDS, counted


def of_duplicates(found: Duplicates, language: str = "zh") -> Sheet:
    """Take recurring text away, a part a family."""
    words = WORDS[language]
    return Sheet(words["duplicates"], tuple(_family(words, one) for one in found.families), language)


def _family(words: Mapping[str, str], family: Family) -> Part:
    facts = words["family"].format(
        kind=words[f"kind.{family.kind}"],
        regions=counted(words, "regions", family.region_count),
        reports=counted(words, "reports", family.report_count),
    )
    items = tuple(
        Item(one.text, one.passage, words[f"grade.{one.grade}"], flags=one.flags) for one in family.occurrences
    )
    return Part(family.template, items, lines=(facts, *(_slot(words, slot) for slot in family.slots)))


def _slot(words: Mapping[str, str], slot: Slot) -> str:
    values = words["semicolon"].join(value or "∅" for value in dict.fromkeys(slot.values))
    return words["slot"].format(kind=words[f"slot.{slot.kind}"], values=values)
