"""How much a request may bring: what is more is refused while it comes in, not once it is in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from service.http.errors import STATUSES, TooLarge, refused

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MIB = 2**20
JSON_BYTES = MIB
UPLOAD_BYTES = 1024 * MIB
"""All files of a request together; `uploads.FILE_BYTES` bounds each."""

_DIGITS = 18
"""So many digits of a length are read: more than any limit has."""


class BodyLimit:
    """Bounds the bodies of requests."""

    def __init__(self, app: ASGIApp, *, uploads: str) -> None:
        """Wrap an app.

        Args:
            app: what is asked.
            uploads: the one path, within the app, that takes files.
        """
        self._app = app
        self._uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; one that says that it is too large is not even begun to be read."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._most(scope)
        if _announced(scope) > most:
            await refused(TooLarge(_too_large(most), hint="send less at a time"))(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > most:
                raise HTTPException(STATUSES[TooLarge.code], _too_large(most))
            return message

        await self._app(scope, counted, send)

    def _most(self, scope: Scope) -> int:
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        return UPLOAD_BYTES if path == self._uploads and scope["method"] == "POST" else JSON_BYTES


def _announced(scope: Scope) -> int:
    """Read how large a body is said to be; 0 where that is not said, or is no number."""
    length = dict(scope["headers"]).get(b"content-length", b"")
    return int(length[:_DIGITS]) if length.isdigit() else 0


def _too_large(most: int) -> str:
    return f"the request is larger than {most // MIB:,} MB"
