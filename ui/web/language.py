"""Which language a page is shown in, decided for each request: ?lang=, then the cookie, then the browser's wish.

There is one app a language. This middleware sends a request for a page to the right one without changing its address, so
that a link opens in the language of whoever follows it.
"""

from __future__ import annotations

from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from ui.web.words import LANGUAGES

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "duizhao_language"
_YEAR_SECONDS = 365 * 24 * 3600


class LanguageMiddleware:
    """Sends requests for pages to the app of a language, and keeps a language that was asked for in a cookie."""

    def __init__(self, app: ASGIApp, *, pages: Iterable[str], aliases: dict[str, str]) -> None:
        """Wrap an app.

        Args:
            app: the app; it has the first of `LANGUAGES` at / and each other one below its name.
            pages: the addresses of pages.
            aliases: other addresses of pages, with the address they mean.
        """
        self._app = app
        self._pages = frozenset(pages)
        self._aliases = aliases

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, to the app of its language when it asks for a page."""
        path = scope.get("path", "")
        page = self._aliases.get(path, path)
        if scope["type"] != "http" or page not in self._pages:
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
        language = chosen_language(asked, headers.get("cookie", ""), headers.get("accept-language", ""))
        path = page if language == LANGUAGES[0] else f"/{language}{page}"
        await self._app({**scope, "path": path, "raw_path": path.encode()}, receive, _keeping(send, asked))


def chosen_language(asked: str, cookie: str, accepted: str) -> str:
    """Choose a language: the one asked for, else the one kept, else the first the browser likes, else Chinese."""
    wishes = [asked, _kept(cookie), *_liked(accepted)]
    return next((wish for wish in wishes if wish in LANGUAGES), LANGUAGES[0])


def _kept(cookie: str) -> str:
    try:
        kept = SimpleCookie(cookie).get(COOKIE)
    except CookieError:
        return ""
    return kept.value if kept else ""


def _liked(accepted: str) -> list[str]:
    """List the primary languages of an Accept-Language header, most liked first."""
    weighed = []
    for entry in accepted.split(","):
        tag, _, weight = entry.strip().partition(";q=")
        weighed.append((_number(weight), tag.partition("-")[0].lower()))
    return [tag for _, tag in sorted(weighed, key=lambda pair: -pair[0])]


def _number(weight: str) -> float:
    try:
        return float(weight) if weight else 1.0
    except ValueError:
        return 0.0


def _keeping(send: Send, asked: str) -> Send:
    if asked not in LANGUAGES:
        return send
    cookie = f"{COOKIE}={asked}; Path=/; Max-Age={_YEAR_SECONDS}; SameSite=Lax"

    async def keep(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], (b"set-cookie", cookie.encode("latin-1"))]}
        await send(message)

    return keep
