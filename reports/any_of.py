"""A regular expression for any of many words, as a prefix tree: thousands of names cost a text hardly more than one.

`re` tries the branches of a plain alternation one after the other at every place of a text; in a tree, what begins alike is
tried once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from os.path import commonprefix

_DEEPEST = 40
"""So many branchings are written one within another: `re` goes down them by calls, of which Python bears a thousand."""


def any_of(words: Iterable[str]) -> str:
    """Write the expression: at any place it matches the longest word that begins there; nothing, where there are no words.

    Args:
        words: taken as they are; an empty one is none.
    """
    given = {word for word in words if word}
    return _tree(given) if given else "(?!)"


def _tree(words: set[str], depth: int = 0) -> str:
    """Write the branches of words, none of which is empty; where they have gone deep enough, the words one after another."""
    if depth == _DEEPEST:
        return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"
    alike: dict[str, list[str]] = defaultdict(list)
    for word in words:
        alike[word[0]].append(word)
    single = [first for first, group in alike.items() if group == [first]]
    branches = [_branch(group, depth) for first, group in sorted(alike.items()) if group != [first]]
    if single:
        branches.append(f"[{''.join(map(re.escape, sorted(single)))}]" if len(single) > 1 else re.escape(single[0]))
    return f"(?:{'|'.join(branches)})" if len(branches) > 1 else branches[0]


def _branch(words: list[str], depth: int) -> str:
    """Write words that begin alike: that beginning, and what may follow."""
    shared = commonprefix(words)  # noqa: RUF071  # they are no paths, and characters are meant
    longer = {word.removeprefix(shared) for word in words} - {""}
    if not longer:
        return re.escape(shared)
    return re.escape(shared) + (f"(?:{_tree(longer, depth + 1)})?" if shared in words else _tree(longer, depth + 1))
