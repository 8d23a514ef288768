"""Texts that look like another and say something else: opposites, and other subjects in the same frame.

The words come from `reuse_pairs/`, whose README tells what is in it.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

Random = np.random.Generator
Turn = Callable[[str, Random], str | None]
"""Makes a clause say something else, or gives None where it can't."""
FOLDER = Path(__file__).parent / "reuse_pairs"
MIN_SUBJECT = 1 / 3
"""At least this share of a clause's characters is what it is about, and takes another's place."""
_LENGTHS_APART = 2


class Written(NamedTuple):
    """Two texts that somebody judged: whether they belong together."""

    together: bool
    one: str
    other: str


@cache
def written() -> tuple[Written, ...]:
    """Read the pairs that were judged."""
    return tuple(Written(verdict == "together", one, other) for verdict, one, other in _rows("pairs.tsv"))


@cache
def opposites() -> tuple[tuple[str, str], ...]:
    """Give pairs of a word and one that says the opposite."""
    return tuple((row[0], row[1]) for row in _rows("antonyms.tsv"))


@cache
def _antonyms() -> re.Pattern[str]:
    words = [f"{row[0]}(?!{row[2]})" if len(row) > 2 else row[0] for row in _rows("antonyms.tsv")]  # noqa: PLR2004
    return re.compile("|".join(words))


@cache
def _subjects() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """Give what matches any subject, the longest first, and those of its kind by subject."""
    kinds = [tuple(row[0].split()) for row in _rows("subjects.tsv")]
    kin = {subject: kind for kind in kinds for subject in kind}
    return re.compile("|".join(sorted(map(re.escape, kin), key=len, reverse=True))), kin


def _rows(name: str) -> list[list[str]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def opposite(clause: str, random: Random) -> str | None:  # noqa: ARG001  # nothing is drawn: a turner has this form
    """Say the opposite of a clause, or nothing where it has no word to turn."""
    turned = _antonyms().sub(lambda word: dict(opposites())[word[0]], clause)
    return turned if turned != clause else None


def other_subject(clause: str, random: Random) -> str | None:
    """Say of other subjects what a clause says, or nothing where its subjects are too little of it, or not known."""
    pattern, kin = _subjects()
    found = pattern.findall(clause)
    if sum(map(len, found)) < MIN_SUBJECT * len(clause):
        return None
    used: set[str] = set(clause)

    def another(match: re.Match[str]) -> str:
        subject = match[0]
        others = [
            other
            for other in kin[subject]
            if abs(len(other) - len(subject)) <= _LENGTHS_APART and not used & set(other)
        ]
        if not others:
            return subject
        chosen = others[int(random.integers(len(others)))]
        used.update(chosen)
        return chosen

    turned = pattern.sub(another, clause)
    return turned if all(subject not in turned for subject in found) else None
