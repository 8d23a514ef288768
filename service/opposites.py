"""Words that turn a statement round: those that deny it, and pairs of which one says the opposite of the other.

The pairs are in `opposites.tsv`.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache, lru_cache
from importlib import resources

from reports.any_of import any_of

NEGATOR = re.compile(
    "(?<!初心)不(?!断|仅|但|少|同|懈|忘|只|久|论|管|折|扣|移|停|怠|止|渝|遗|愧|惜|时|禁|妨|外|等|锈|足|易|负|辱|舍|松劲|动摇|动产|可或缺|辜负|正之)"
    "|未(?!来|雨|病|成年|央)|没有?|无(?!私|偿|比|疑|限|缝|障|人[机区车驾]|线|废|愧|穷|论|锡|党|界|棣|数|悔|畏|土)|并非|绝非|难以|尚缺"
    r"|\b(?:not|no|never|without|cannot)\b",
    re.IGNORECASE,
)
"""Matches a word that denies; one that is part of a word without a no in it, such as 不断 or 无偿, is none."""


@cache
def _opposites() -> dict[str, frozenset[str]]:
    """Each word, and all that say its opposite."""
    found: dict[str, frozenset[str]] = {}
    for row in resources.files("service").joinpath("opposites.tsv").read_text("utf-8").splitlines():
        if not row.startswith("#"):
            one, other = (frozenset(side.split()) for side in row.split("\t"))
            for side, against in ((one, other), (other, one)):
                found |= {word: found.get(word, frozenset()) | against for word in side}
    return found


@cache
def any_directed() -> re.Pattern[str]:
    """Give what matches any word that has an opposite, the longest first."""
    return re.compile(any_of(_opposites()))


def opposed(mine: str, theirs: str) -> tuple[tuple[str, str], ...]:
    """Pair the words of one stretch with those of another that say the opposite, in the order of the first.

    Args:
        mine: a stretch of text; words that stand in the other too are not looked at.
        theirs: what stands in its place elsewhere.

    Returns:
        Pairs of words, one of each; a word stands in one pair at most.
    """
    ours, others = any_directed().findall(mine), any_directed().findall(theirs)
    left = [word for word in others if word not in ours]
    pairs = []
    for word in ours:
        against = next((other for other in left if other in _opposites()[word]), None)
        if against and word not in others:
            left.remove(against)
            pairs.append((word, against))
    return tuple(pairs)


@lru_cache(maxsize=1 << 14)
def denies(stretch: str) -> bool:
    """Tell whether there is a word in a stretch that denies."""
    return bool(NEGATOR.search(stretch))


def is_negator(stretch: str) -> bool:
    """Tell whether a stretch is a word that denies, and nothing else."""
    return bool(NEGATOR.fullmatch(stretch))


@lru_cache(maxsize=1 << 14)
def directed(stretch: str) -> frozenset[str]:
    """List the words of a stretch that have an opposite."""
    return frozenset(any_directed().findall(stretch))


def may_oppose(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether among the words of two texts that have opposites, one is the opposite of one of the other's."""
    return any(not _opposites()[word].isdisjoint(other) for word in one)


@cache
def digest() -> str:
    """Name the words that this module knows."""
    table = resources.files("service").joinpath("opposites.tsv").read_bytes()
    return hashlib.sha256(table + NEGATOR.pattern.encode()).hexdigest()[:16]
