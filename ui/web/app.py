"""The web app, put together: one Gradio app a language, mounted on FastAPI beside the API for programs."""

from __future__ import annotations

import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from typing import TYPE_CHECKING, cast

import gradio as gr
from fastapi import FastAPI
from gradio.routes import App
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Route

from service.http.below import Below
from service.http.origin import SameOrigin
from service.jobs import Jobs
from service.mcp.server import OverHttp
from service.removing import Bin
from ui.web.downloads import downloads
from ui.web.language import LanguageMiddleware, mount_path
from ui.web.library_calls import library_calls
from ui.web.look import STYLES, head, theme
from ui.web.pages.ask import ask_page
from ui.web.pages.basket import basket_page
from ui.web.pages.compare import compare_page
from ui.web.pages.duplicates import duplicates_page
from ui.web.pages.library import library_page
from ui.web.pages.reader import reader_page
from ui.web.pages.similar import similar_page
from ui.web.pages.summary import summary_page
from ui.web.security import LOOPBACK, SecurityHeaders
from ui.web.site import Site
from ui.web.uploads import Uploads
from ui.web.words import LANGUAGES, words_of

if TYPE_CHECKING:
    from service.library import Library

MAX_FILE_SIZE = "100mb"
_QUEUE = 64
_AT_ONCE = 8
_OTHER_PAGES = {
    "similar": similar_page,
    "duplicates": duplicates_page,
    "summary": summary_page,
    "compare": compare_page,
    "library": library_page,
    "report": reader_page,
    "basket": basket_page,
}


def build(library: Library, *, host: str = "127.0.0.1") -> FastAPI:
    """Put the web app together.

    Args:
        library: the library it shows.
        host: where it will listen; on loopback only this machine's own names are answered.
    """
    jobs, uploads, removed = Jobs(), Uploads(), Bin(library)
    tools = OverHttp(library, host)

    @asynccontextmanager
    async def while_up(_: FastAPI) -> AsyncIterator[None]:
        try:
            async with tools.up():
                yield
        finally:
            jobs.close()
            uploads.close()
            removed.close()

    app = FastAPI(title="duizhao", docs_url=None, redoc_url=None, openapi_url=None, lifespan=while_up)
    app.router.routes.append(Route("/mcp", tools))
    for language in LANGUAGES:
        site = Site(library, jobs, words_of(language))
        app.include_router(downloads(library, language))
        app.include_router(library_calls(site, uploads, removed, mount_path(language)))
    for language in reversed(LANGUAGES):
        _mount(app, _pages(Site(library, jobs, words_of(language))), mount_path(language), library)
    app.add_middleware(Below, path="/api", make=partial(_api, library, jobs))
    app.add_middleware(LanguageMiddleware, pages=("/", *(f"/{name}" for name in _OTHER_PAGES)), aliases={"/ask": "/"})
    app.add_middleware(SameOrigin)
    app.add_middleware(SecurityHeaders)
    if host in LOOPBACK:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(LOOPBACK))
    return app


def _api(library: Library, jobs: Jobs) -> FastAPI:
    from service.http.api import api  # half a second that the first page does not wait for

    return api(library, jobs)


def _pages(site: Site) -> gr.Blocks:
    """Build the app in one language."""
    with _without_servers():
        with gr.Blocks(title=site.words("app.title"), analytics_enabled=False, delete_cache=(3600, 3600)) as demo:
            ask_page(site, demo)
        for path, page in _OTHER_PAGES.items():
            with demo.route(path, f"/{path}", show_in_navbar=False):
                page(site, demo)
        demo.queue(max_size=_QUEUE, default_concurrency_limit=_AT_ONCE)
    return cast(gr.Blocks, demo)


@contextmanager
def _without_servers() -> Iterator[None]:
    """Keep Gradio from making a server whenever a page ends, a seventh of a second each; mounting makes the one that is used."""
    made = vars(App)["create_app"]
    App.create_app = staticmethod(lambda *_, **__: None)  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        App.create_app = made  # type: ignore[method-assign]


def _mount(app: FastAPI, demo: gr.Blocks, path: str, library: Library) -> None:
    with warnings.catch_warnings():
        # Said of every app with several pages, also of one that asks for no server-side rendering.
        warnings.filterwarnings("ignore", "SSR mode is not supported", UserWarning)
        gr.mount_gradio_app(
            app,
            demo,
            path,
            footer_links=[],
            run_history=False,
            blocked_paths=[str(library.home)],
            max_file_size=MAX_FILE_SIZE,
            ssr_mode=False,
            enable_monitoring=False,
            mcp_server=False,
            pwa=False,
            theme=theme(),
            css_paths=list(STYLES),
            head=head(),
        )
