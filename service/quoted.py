"""The quoted parts of a question: they must stand in a passage as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from embeddings.lexical import Group
from embeddings.words import characters, is_han, normal, terms
from service.collection import Collection, Mask

_QUOTED = re.compile('“([^“”]+)”|「([^「」]+)」|『([^『』]+)』|"([^"]+)"|«([^«»]+)»|„([^„“”]+)[“”]')
_SPACE = re.compile(r"\s+")


def quoted(question: str) -> list[str]:
    """List the quoted parts of a question that hold words."""
    parts = (next(filter(None, match.groups())).strip() for match in _QUOTED.finditer(question))
    return [part for part in parts if terms(normal(part))]


def standing_in(collection: Collection, parts: Sequence[str]) -> Mask:
    """Mark the passages that hold all of some parts: (passages,) bool. Scripts, widths and spaces make no difference."""
    holding = np.zeros(len(collection.passages), dtype=bool)
    plain = [_plain(part) for part in parts]
    for passage, lines in _candidates(collection, parts):
        texts = [_plain(line) for line in lines]
        holding[passage] = all(any(part in text for text in texts) for part in plain)
    return holding


def _candidates(collection: Collection, parts: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Give the passages that may hold some parts, with their headings and texts.

    They have all terms of the parts, which is little to look through; or a space, which parts pairs, and all characters.
    """
    text = normal("\n".join(parts))
    with_terms = set(_holding(collection, terms(text)))
    words = [term for term in terms(text) if not is_han(term)]
    for passage in _holding(collection, [*characters(text), *words]):
        lines = (*collection.passages[passage][1].heading, collection.text(passage))
        if passage in with_terms or any(map(_SPACE.search, lines)):
            yield passage, lines


def _holding(collection: Collection, wanted: Sequence[str]) -> list[int]:
    return collection.holding([Group((tuple(dict.fromkeys(wanted)),))])


def _plain(text: str) -> str:
    return _SPACE.sub("", normal(text))
