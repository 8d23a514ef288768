"""Which language a page is shown in: the one in its address, or else the reader's.

There is one app a language: the first at /, each other one below its name (/en/). Whoever opens an address without a
language is led to the one they asked for (?lang=, which is kept in a cookie), or the one their browser likes best.
"""

from __future__ import annotations

from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from starlette.responses import RedirectResponse

from ui.web.words import LANGUAGES

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

COOKIE = "duizhao_language"
_YEAR_SECONDS = 365 * 24 * 3600


class LanguageMiddleware:
    """Leads requests for pages to the app of a language."""

    def __init__(self, app: ASGIApp, *, pages: Iterable[str], aliases: dict[str, str]) -> None:
        """Wrap an app.

        Args:
            app: the app, with a mount for each language.
            pages: the addresses of pages.
            aliases: other addresses of pages, with the address they mean.
        """
        self._app = app
        self._pages = frozenset(pages)
        self._aliases = aliases

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or send it to the address of its page in its language."""
        answer = self._redirect(scope) if scope["type"] == "http" else None
        await (answer or self._app)(scope, receive, send)

    def _redirect(self, scope: Scope) -> RedirectResponse | None:
        spoken, path = _divided(scope["path"])
        page = self._aliases.get(path, path)
        if page not in self._pages:
            return None
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        asked = next((value for name, value in pairs if name == "lang" and value in LANGUAGES), "")
        language = asked or spoken or _wished(scope)
        goal = page_address(language, page)
        if goal == scope["path"] and not asked:
            return None
        query = urlencode([pair for pair in pairs if pair[0] != "lang"])
        answer = RedirectResponse(f"{goal}?{query}" if query else goal, headers={"Cache-Control": "no-store"})
        if asked:
            answer.set_cookie(COOKIE, asked, max_age=_YEAR_SECONDS, samesite="lax")
        return answer


def mount_path(language: str) -> str:
    """Where the app of a language is mounted."""
    return "/" if language == LANGUAGES[0] else f"/{language}"


def page_address(language: str, page: str) -> str:
    """Where a page is in a language."""
    return page if language == LANGUAGES[0] else f"/{language}{page}"


def _divided(path: str) -> tuple[str, str]:
    """Divide an address into its language, if it names one, and its page."""
    for language in LANGUAGES[1:]:
        if path == f"/{language}" or path.startswith(f"/{language}/"):
            return language, path.removeprefix(f"/{language}") or "/"
    return "", path


def _wished(scope: Scope) -> str:
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    return chosen_language(headers.get(b"cookie", ""), headers.get(b"accept-language", ""))


def chosen_language(cookie: str, accepted: str) -> str:
    """Choose a language: the one kept in the cookie, else the first that the browser likes, else Chinese."""
    return next((wish for wish in (_kept(cookie), *_liked(accepted)) if wish in LANGUAGES), LANGUAGES[0])


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
