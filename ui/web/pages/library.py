"""馆 Library: reports are dropped in, listed with their doubts, corrected, and taken out.

What happens on it goes by `ui.web.library_calls`, from `scripts/library.js`: nothing a person is writing is drawn anew meanwhile.
"""

from __future__ import annotations

import gradio as gr

from ui.web.handlers import library as handlers
from ui.web.handlers.opening import held
from ui.web.pages.frame import page_header, query_of, shown
from ui.web.render.header import header as header_html
from ui.web.site import Site

_OPENED = "() => { window.duizhao.settle(); window.duizhao.openLibrary(); }"


def library_page(site: Site, demo: gr.Blocks) -> None:
    """Build the page."""
    header = page_header(site, "library")
    shelf = shown("library")

    def opened(request: gr.Request) -> list[str]:
        query = query_of(request)
        search = handlers.Search(query.one("q"), doubtful=query.one("doubtful") == "1")
        return [header_html(site.words, "library", held(site)), handlers.page(site, search)]

    demo.load(opened, None, [header, shelf], show_progress="hidden", api_visibility="private").success(None, js=_OPENED)
