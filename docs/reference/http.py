"""The page of the HTTP API, from its OpenAPI description."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from docs.reference.markdown import code, table
from docs.reference.markdown import page as whole
from service.http.api import api
from service.jobs import Jobs

if TYPE_CHECKING:
    from service.library import Library

_INTRODUCTION = """`duizhao serve` answers programs under `/api`; the objects are those of [Python](python.md). Errors are
`{"error": {"code", "message", "hint"}}` with the matching status."""


def page() -> str:
    """Write it; the API is described without a library."""
    jobs = Jobs()
    try:
        return described(api(cast("Library", None), jobs).openapi())
    finally:
        jobs.close()


def described(openapi: Mapping[str, Any]) -> str:
    """Write a page from an OpenAPI description."""
    return whole("HTTP", _INTRODUCTION, (part for path, ways in openapi["paths"].items() for part in _path(path, ways)))


def _path(path: str, ways: Mapping[str, Any]) -> Iterator[str]:
    for way, operation in ways.items():
        yield f"## {way.upper()} /api{path}"
        yield (operation.get("description") or operation.get("summary") or "").strip()
        rows = (
            (code(one["name"]), one["in"], "yes" if one.get("required") else "", one.get("description") or "")
            for one in operation.get("parameters", ())
        )
        yield table(("parameter", "in", "required", "what it is"), rows)
        if "requestBody" in operation:
            yield "Takes " + ", ".join(map(code, operation["requestBody"]["content"])) + "."
        yield "Answers:"
        yield "\n".join(f"- {status}: {one['description']}" for status, one in operation["responses"].items())
