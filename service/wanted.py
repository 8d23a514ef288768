"""The words of a question that are looked for in passages of each script."""

from __future__ import annotations

from embeddings.lexical import Wanted, words_wanted
from embeddings.words import telling


def wanted_in(script: int, text: str, rest: str) -> Wanted:
    """Give what of a question's words passages of a script may hold.

    Args:
        script: as `Collection.scripts` has it.
        text: the question as it was typed.
        rest: the question without what frames it.
    """
    return words_wanted(telling(rest))
