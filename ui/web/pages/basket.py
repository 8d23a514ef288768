"""篮 Basket: passages that were collected, with notes, to be taken away."""

from __future__ import annotations

import gradio as gr

from ui.web.handlers.basket import basket
from ui.web.handlers.opening import held
from ui.web.pages.frame import SETTLE, page_header, results_here
from ui.web.render.header import header as header_html
from ui.web.site import Site


def basket_page(site: Site, demo: gr.Blocks) -> None:
    """Build the page."""
    header = page_header(site, "basket")
    kept = gr.Textbox(visible="hidden", elem_id="kept")
    results = results_here(site)

    def opened(told: str) -> list[str]:
        return [header_html(site.words, "basket", held(site)), basket(site, told)]

    demo.load(
        opened,
        kept,
        [header, results],
        js="() => window.duizhaoBasket.told()",
        show_progress="hidden",
        api_visibility="private",
    ).success(None, js=SETTLE)
