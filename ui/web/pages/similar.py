"""各地 Across regions: a passage held beside what every region says."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui.web.addresses import FILTER_NAMES, filters_from, filters_in
from ui.web.handlers.opening import held
from ui.web.handlers.similar import ORDERS, similar
from ui.web.pages.frame import SETTLE, filter_bar, filter_updates, page_header, query_of, remember, results_here
from ui.web.render.header import header as header_html
from ui.web.site import Site


def similar_page(site: Site, demo: gr.Blocks) -> None:
    """Build the page."""
    words = site.words
    header = page_header(site, "similar")
    with gr.Row(elem_classes="dz-search"):
        text = gr.Textbox(
            show_label=False,
            label=words("similar.text"),
            placeholder=words("similar.placeholder"),
            container=False,
            lines=1,
            max_lines=8,
            scale=8,
            elem_id="text",
        )
        button = gr.Button(words("similar.button"), variant="primary", scale=0, min_width=88, elem_id="find")
    bar = filter_bar(site)
    orders = [(words(f"similar.order.{order}"), order) for order in ORDERS]
    order = gr.Radio(orders, value=ORDERS[0], label=words("similar.order"), elem_id="order")
    passage = gr.Textbox(visible="hidden", elem_id="passage")
    results = results_here(site)

    def opened(request: gr.Request) -> list[Any]:
        query, reports = query_of(request), held(site)
        asked, chosen = query.one("text"), query.one("passage")
        by = query.one("order") if query.one("order") in ORDERS else ORDERS[0]
        found = similar(site, asked, chosen, filters_in(query), by)
        return [header_html(words, "similar", reports), asked, chosen, by, *filter_updates(site, query), found]

    def looked(asked: str, chosen: str, by: str, *filters: list[str]) -> str:
        return similar(site, asked, chosen, filters_from(filters), by)

    widgets = [text, passage, order, *bar.widgets]
    demo.load(opened, None, [header, *widgets, results], show_progress="hidden", api_visibility="private").success(
        None, js=SETTLE
    )
    gr.on(
        [text.submit, button.click, order.input, *(widget.input for widget in bar.widgets)],
        looked,
        widgets,
        results,
        js=remember("similar", ("text", "passage", "order", *FILTER_NAMES)),
        show_progress="minimal",
        trigger_mode="always_last",
        api_visibility="private",
    )
