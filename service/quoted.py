"""The quoted parts of a question: they must stand in a passage as they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from embeddings.lexical import Group
from embeddings.words import normal, terms
from service.collection import Collection, Mask

_QUOTED = re.compile('“([^“”]+)”|「([^「」]+)」|『([^『』]+)』|"([^"]+)"|«([^«»]+)»|„([^„“”]+)[“”]')
_SPACE = re.compile(r"\s+")


def quoted(question: str) -> list[str]:
    """List the quoted parts of a question, in the form in which words are compared."""
    parts = (next(filter(None, match.groups())) for match in _QUOTED.finditer(question))
    return [part for part in map(_plain, parts) if terms(part)]


def standing_in(collection: Collection, parts: Sequence[str]) -> Mask:
    """Mark the passages that hold all of some parts: (passages,) bool. Scripts, widths and spaces make no difference."""
    holding = np.zeros(len(collection.passages), dtype=bool)
    for passage in _with_terms(collection, parts):
        text = _plain("\n".join((*collection.passages[passage][1].heading, collection.text(passage))))
        holding[passage] = all(part in text for part in parts)
    return holding


def _with_terms(collection: Collection, parts: Sequence[str]) -> list[int]:
    """List the passages that hold every term of the parts, which is little to look through."""
    return collection.holding([Group((tuple(dict.fromkeys(terms("\n".join(parts)))),))])


def _plain(text: str) -> str:
    return _SPACE.sub("", normal(text))
