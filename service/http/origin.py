"""Pages of other sites may change nothing: a browser says where a request comes from, and a program says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.http.errors import ForeignOrigin, refused

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_HARMLESS = frozenset({"GET", "HEAD"})
_OWN_SITES = frozenset({b"same-origin", b"none"})


class SameOrigin:
    """Refuses what would change something, if a page of another origin asks for it, or asks whether it might (OPTIONS)."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it before any of its body is read."""
        if scope["type"] == "http" and scope["method"] not in _HARMLESS and _foreign(scope):
            error = ForeignOrigin(
                "a page of another site asked for this",
                hint="ask from this server's own pages, or from a program that sends no Origin",
            )
            await refused(error)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _foreign(scope: Scope) -> bool:
    """Tell whether a browser says that the request comes from elsewhere: another port is elsewhere too.

    Where it says so itself (Sec-Fetch-Site, which no page can set) that holds: a proxy may have changed the name of the host.
    """
    headers = dict(scope["headers"])
    site, origin = headers.get(b"sec-fetch-site"), headers.get(b"origin")
    if site is not None:
        return site not in _OWN_SITES
    return origin is not None and origin.lower().partition(b"://")[2] != headers.get(b"host", b"").lower()
