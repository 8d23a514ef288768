"""Summaries without one of their ingredients at a time."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack, nullcontext
from typing import Any
from unittest.mock import patch

import numpy as np

from service.summaries import substance, text

_NOTHING = 1e-9
"""Above 0, since in a record of work what is not is taken for a motto."""

WITHOUT: Mapping[str, Callable[[], AbstractContextManager[Any]]] = {
    "whole": nullcontext,
    "without substance": lambda: patch.object(
        text, "substance", lambda found: np.full_like(found["figures"], _NOTHING)
    ),
    "without headline figures": lambda: patch.dict(substance._WEIGHTS, headlines=0.0),  # noqa: SLF001  # its own weights
    "without centrality": lambda: patch.object(text, "centrality", lambda _, vectors: np.zeros(len(vectors))),
    "without sections": lambda: _instead("_groups", lambda one: np.zeros((1, len(one.sentences)), dtype=np.int64)),
    "without division by length": lambda: patch.object(text, "_BY_LENGTH", 0.0),
    "without novelty": lambda: patch.object(text.Text, "_said", lambda one, _: np.zeros(len(one.sentences))),
}
"""What is left out, and how the code runs without it."""


def without(name: str) -> AbstractContextManager[Any]:
    """Leave out what `WITHOUT` names, and have nothing kept from before."""
    left_out = ExitStack()
    left_out.enter_context(WITHOUT[name]())
    left_out.enter_context(
        patch.object(text.Texts, "of", lambda texts, report: text.Text.of(texts.collection, report, ""))
    )
    return left_out


def _instead(name: str, give: Callable[[Any], Any]) -> AbstractContextManager[Any]:
    """Put a property in the place of one of a text's."""
    return patch.object(text.Text, name, property(give))
