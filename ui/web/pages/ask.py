"""问 Ask: a question, and the passages that answer it."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui.web.addresses import ASK, FILTER_NAMES, OPEN, filters_from, filters_in, left_open_in
from ui.web.handlers.ask import answer
from ui.web.handlers.opening import held
from ui.web.pages.frame import SETTLE, filter_bar, filter_updates, page_header, query_of, remember, results_here
from ui.web.render.header import header as header_html
from ui.web.site import Site


def ask_page(site: Site, demo: gr.Blocks) -> None:
    """Build the page."""
    words = site.words
    header = page_header(site, "ask")
    with gr.Row(elem_classes="dz-search"):
        question = gr.Textbox(
            show_label=False,
            label=words("ask.question"),
            placeholder=words("ask.placeholder"),
            container=False,
            autofocus=True,
            scale=8,
            elem_id="question",
        )
        button = gr.Button(words("ask.button"), variant="primary", scale=0, min_width=88, elem_id="ask")
    bar = filter_bar(site)
    choices = [(words("ask.by_passage"), "passage"), (words("ask.by_region"), "region")]
    by = gr.Radio(choices, value="passage", label=words("ask.by"), show_label=False, container=False, elem_id="by")
    results = results_here(site)

    def opened(request: gr.Request) -> list[Any]:
        query, reports = query_of(request), held(site)
        asked, shape = query.one("q"), "region" if query.one("by") == "region" else "passage"
        found = answer(site, asked, filters_in(query), by=shape, left_open=left_open_in(query))
        return [header_html(words, "ask", reports), asked, shape, *filter_updates(site, query), found]

    def asked(request: gr.Request, text: str, shape: str, *chosen: list[str]) -> str:
        return answer(site, text, filters_from(chosen), by=shape, left_open=left_open_in(query_of(request)))

    widgets = [question, by, *bar.widgets]
    demo.load(opened, None, [header, *widgets, results], show_progress="hidden", api_visibility="private").success(
        None, js=SETTLE
    )
    gr.on(
        [question.submit, button.click, by.input, *(widget.input for widget in bar.widgets)],
        asked,
        widgets,
        results,
        js=remember(ASK, ("q", "by", *FILTER_NAMES), kept=(OPEN,)),
        show_progress="minimal",
        trigger_mode="always_last",
        api_visibility="private",
    )
