"""A regular expression for any of many words, as a prefix tree: thousands of names cost a text hardly more than one.

`re` tries the branches of a plain alternation one after the other at every place of a text; in a tree, what begins alike is
tried once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """Write the expression: at any place it matches the longest word that begins there; nothing, where there are no words.

    Args:
        words: taken as they are; an empty one is none.
    """
    given = {word for word in words if word}
    return _tree(given) if given else "(?!)"


def _tree(words: set[str]) -> str:
    """Write the branches of words, none of which is empty."""
    rests: dict[str, set[str]] = defaultdict(set)
    for word in words:
        rests[word[0]].add(word[1:])
    single = [first for first, rest in rests.items() if rest == {""}]
    branches = [re.escape(first) + _rest(rest) for first, rest in sorted(rests.items()) if rest != {""}]
    if single:
        branches.append(f"[{''.join(map(re.escape, sorted(single)))}]" if len(single) > 1 else re.escape(single[0]))
    return f"(?:{'|'.join(branches)})" if len(branches) > 1 else branches[0]


def _rest(words: set[str]) -> str:
    longer = {word for word in words if word}
    return f"(?:{_tree(longer)})?" if "" in words else _tree(longer)
