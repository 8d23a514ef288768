"""How much a text promises: 探索 less than 推进, 推进 less than 全面推进. The words are in `commitments.tsv`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources

from reports.any_of import any_of

PLAIN = 2
"""The strength of words that say that a thing is done, neither more nor less: 推进, 开展."""


@cache
def _steps() -> dict[str, int]:
    """Each word with its place, 0 for the weakest."""
    rows = resources.files("service").joinpath("commitments.tsv").read_text("utf-8").splitlines()
    return {word: step for step, row in enumerate(rows[1:]) for word in row.split()}


@cache
def any_commitment() -> re.Pattern[str]:
    """Give what matches any word that says how much is promised; words that stand one right behind another go together."""
    return re.compile(f"(?:{any_of(_steps())})+")


@cache
def _any_word() -> re.Pattern[str]:
    return re.compile(any_of(_steps()))


def strengths(words: Iterable[str]) -> list[int]:
    """Give the strengths of what `any_commitment` matched, in no order: equal for what promises alike."""
    return sorted(_steps()[word] for run in words for word in _any_word().findall(run))
