"""What goes wrong, as HTTP tells it: always the same object, with a status for each code."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from service.errors import BadRequest, DuizhaoError, NotFound
from service.json import document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger(__name__)


class TooLarge(DuizhaoError):
    """A body, file, text or list is larger than is taken."""

    code = "too_large"


class ForeignOrigin(DuizhaoError):
    """A page of another site asked for a change."""

    code = "foreign_origin"


class MethodNotAllowed(DuizhaoError):
    """The address is there, but does not take that method."""

    code = "method_not_allowed"


STATUSES = {
    "bad_request": 400,
    "foreign_origin": 403,
    "not_found": 404,
    "method_not_allowed": 405,
    "ambiguous": 409,
    "too_large": 413,
    "nothing_to_read": 422,
    "too_many": 429,
    "error": 500,
    "library_damaged": 500,
    "library_busy": 503,
    "model_mismatch": 503,
    "model_unavailable": 503,
    "port_busy": 503,
}
"""The status of each code."""

_RETRY_SECONDS = {"too_many": 5, "library_busy": 2}
"""After how long it is worth asking again."""


def refused(error: DuizhaoError, headers: dict[str, str] | None = None) -> Response:
    """Give an error as an answer."""
    seconds = _RETRY_SECONDS.get(error.code)
    retry = {} if seconds is None else {"Retry-After": str(seconds)}
    # What is quoted in a message may be half a character; JSON has an escape for that.
    content = json.dumps({"error": document(error)}, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Response(content, STATUSES[error.code], {**(headers or {}), **retry}, "application/json")


class Unbroken:
    """Answers where an app broke, and keeps in the log where it did."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; an answer that has begun can only be broken off."""
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            if begun:
                raise
            _log.exception("%s %s broke", scope.get("method"), scope.get("path"))
            broken = DuizhaoError(f"this broke ({type(error).__name__})", hint="the server's log says where")
            await refused(broken)(scope, receive, send)


def told_by(app: FastAPI) -> None:
    """Have an app tell all errors in the one shape."""
    app.add_exception_handler(DuizhaoError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _unserved)
    app.add_middleware(Unbroken)


async def _ours(_: Request, error: Exception) -> Response:
    assert isinstance(error, DuizhaoError)  # noqa: S101  # it is handed only these
    return refused(error)


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  # it is handed only these
    said = "; ".join(_complaint(one) for one in error.errors()[:3])
    return refused(BadRequest(said, hint="/api/openapi.json says what is taken"))


def _complaint(found: dict[str, Any]) -> str:
    return f"{_place(found['loc'])}: {found['msg']}"


def _place(steps: Sequence[object]) -> str:
    """Name what is wrong: where it is given, and under which names."""
    return " ".join(str(step) for step in steps)


async def _unserved(request: Request, error: Exception) -> Response:
    """Tell what the framework refuses: no such address, no such method, a body that is none."""
    assert isinstance(error, HTTPException)  # noqa: S101  # it is handed only these
    asked, hint = f"{request.method} {request.url.path}", "/api/openapi.json says what there is"
    if error.status_code == STATUSES["not_found"]:
        return refused(NotFound(f"there is nothing at {asked}", hint=hint))
    if error.status_code == STATUSES["method_not_allowed"]:
        return refused(MethodNotAllowed(f"{asked} is not served", hint=hint), dict(error.headers or {}))
    if error.status_code == STATUSES["too_large"]:
        return refused(TooLarge(error.detail, hint="send less at a time"))
    return refused(BadRequest(error.detail, hint=hint))
