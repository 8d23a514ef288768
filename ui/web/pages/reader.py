"""读 Reader: a report with the cited passage lit."""

from __future__ import annotations

import gradio as gr

from ui.web.handlers.opening import held
from ui.web.handlers.reader import read
from ui.web.pages.frame import SETTLE, page_header, query_of, shown
from ui.web.render.header import header as header_html
from ui.web.site import Site


def reader_page(site: Site, demo: gr.Blocks) -> None:
    """Build the page."""
    header = page_header(site, "reader")
    results = shown("results")

    def opened(request: gr.Request) -> list[str]:
        query = query_of(request)
        return [header_html(site.words, "reader", held(site)), read(site, query.one("id"), query.one("passage"))]

    demo.load(opened, None, [header, results], show_progress="hidden", api_visibility="private").success(
        None, js=SETTLE
    )
