"""An app below a path of another.

A mount of Starlette's passes on neither the path itself nor what has a line break in it; those would be answered by somebody
else, in another shape. And what is below is made when it is first asked for, so that pages need not wait for it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class Below:
    """Has an app answer everything below a path, and another all the rest."""

    def __init__(self, app: ASGIApp, *, path: str, make: Callable[[], ASGIApp]) -> None:
        """Wrap an app.

        Args:
            app: answers the rest.
            path: such as "/api".
            make: makes the app that answers what is below it.
        """
        self._app = app
        self._path = path
        self._make = make
        self._making = threading.Lock()
        self._below: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on to either."""
        if scope["type"] == "http" and f"{scope['path']}/".startswith(f"{self._path}/"):
            below = {**scope, "root_path": scope.get("root_path", "") + self._path}
            answering = await run_in_threadpool(self._made) if self._below is None else self._below
            await answering(below, receive, send)
        else:
            await self._app(scope, receive, send)

    def _made(self) -> ASGIApp:
        with self._making:
            if self._below is None:
                self._below = self._make()
            return self._below
