"""How addresses are described: what each answers, with an example, and what each field means, from the docstrings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from service.http.errors import STATUSES
from service.http.examples import ERRORS
from service.http.shapes import ErrorAnswer
from service.json import document

_ALWAYS = ("bad_request", "too_large", "error", "library_damaged")
CHANGING = ("foreign_origin", "library_busy")
"""What goes wrong where something is changed."""
NAMING = ("not_found", "ambiguous")
"""What goes wrong where something is named."""
ASKING = (*NAMING, "too_many", "model_mismatch", "model_unavailable")
"""What goes wrong where something is embedded."""

_FIELD = re.compile(r"^ {4}(\w+): ((?:.|\n {8})+)", re.MULTILINE)

_NAMES = {"None": "null", "True": "true", "False": "false"}

Described = dict[int | str, dict[str, Any]]


def answers(*examples: Any, codes: tuple[str, ...] = (), status: int = 200, why: str = "Done.") -> Described:
    """Describe what an address answers.

    Args:
        examples: answers, one or more.
        codes: of the errors that it may answer with, besides those of every address.
        status: of an answer.
        why: what an answer means.
    """
    shown = {str(n): {"value": _shown(example)} for n, example in enumerate(examples, 1)}
    found: Described = {status: {"description": why, "content": {"application/json": {"examples": shown}}}}
    for code in dict.fromkeys((*_ALWAYS, *codes)):
        _add_error(found, code)
    return found


def _add_error(found: Described, code: str) -> None:
    error = ERRORS[code]
    means = f"`{code}`: {(type(error).__doc__ or '').splitlines()[0]}"
    example = {code: {"value": _shown({"error": error})}}
    at = found.setdefault(
        STATUSES[code],
        {"model": ErrorAnswer, "description": "", "content": {"application/json": {"examples": {}}}},
    )
    at["description"] = f"{at['description']} {means}".strip()
    at["content"]["application/json"]["examples"].update(example)


def _shown(example: Any) -> str:
    """Write an example as text for the while: FastAPI takes every null out of objects."""
    return json.dumps(document(example))


def finished(schema: dict[str, Any]) -> dict[str, Any]:
    """Put the last touches to a description: examples with their nulls, only errors that there are, and each field told."""
    for operation in _operations(schema):
        # FastAPI's own shape of errors, in which nothing is told here.
        operation["responses"].pop("422", None)
        for answer in operation["responses"].values():
            for example in answer["content"]["application/json"]["examples"].values():
                example["value"] = json.loads(example["value"])
    shapes = schema["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        shapes.pop(name, None)
    for shape in shapes.values():
        _tell_fields(shape)
    return schema


def _operations(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for methods in schema["paths"].values():
        yield from methods.values()


def _tell_fields(shape: dict[str, Any]) -> None:
    """Move what a docstring says under "Attributes:" to the fields that it is about, in the words of JSON."""
    about, _, fields = shape.get("description", "").partition("Attributes:\n")
    if about:
        shape["description"] = _in_json(about.strip())
    for name, told in _FIELD.findall(fields):
        shape["properties"][name]["description"] = _in_json(re.sub(r"\s+", " ", told).strip())


def _in_json(words: str) -> str:
    return re.sub(r"\b(None|True|False)\b", lambda found: _NAMES[found[0]], words)
