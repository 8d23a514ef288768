"""A sheet as JSON: what stands in it under the names of the service's answers, each text with its citation."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from service.answers import PassageAnswer
from service.exports.citations import STYLES
from service.exports.sheet import Pair, Part, Sheet, Side
from service.json import document


def record(sheet: Sheet, style: str = "gbt7714") -> bytes:
    """Write one JSON document in UTF-8; halves of characters are left out."""
    parts = [_part(part, STYLES[style]) for part in sheet.parts]
    told = {"title": sheet.title, "sides": list(sheet.sides), "parts": parts}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "ignore")


def _part(part: Part, cite: Callable[[PassageAnswer], str]) -> dict[str, Any]:
    return {
        "heading": part.heading,
        "lines": list(part.lines),
        "items": [{**document(item), "citation": cite(item.passage)} for item in part.items],
        "pairs": [_pair(pair, cite) for pair in part.pairs],
    }


def _pair(pair: Pair, cite: Callable[[PassageAnswer], str]) -> dict[str, Any]:
    return {**document(pair), "a": _side(pair.a, cite), "b": _side(pair.b, cite)}


def _side(side: Side, cite: Callable[[PassageAnswer], str]) -> dict[str, Any]:
    return {**document(side), "text": side.text, "citations": [cite(passage) for passage in side.passages]}
