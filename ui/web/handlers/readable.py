"""Errors of the service become messages in the page, in one place."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from service.errors import DuizhaoError
from ui.web.markup import Html
from ui.web.render.notices import error_notice
from ui.web.site import Site

P = ParamSpec("P")


def readable(handler: Callable[Concatenate[Site, P], Html]) -> Callable[Concatenate[Site, P], Html]:
    """Let a handler show what went wrong, and what to do, where its answer would stand."""

    @wraps(handler)
    def safely(site: Site, /, *args: P.args, **kwargs: P.kwargs) -> Html:
        try:
            return handler(site, *args, **kwargs)
        except DuizhaoError as error:
            return error_notice(site.words, error)

    return safely
