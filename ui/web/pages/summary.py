"""摘要 Summary: a report in its own sentences."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui.web.addresses import Query
from ui.web.handlers.facets import report_choices
from ui.web.handlers.opening import held
from ui.web.handlers.summary import CHARS, STYLES, summary
from ui.web.pages.frame import SETTLE, page_header, query_of, remember, shown
from ui.web.render.header import header as header_html
from ui.web.site import Site


def summary_page(site: Site, demo: gr.Blocks) -> None:
    """Build the page."""
    words = site.words
    header = page_header(site, "summary")
    with gr.Row(elem_classes="dz-options"):
        report = gr.Dropdown([], value=None, label=words("summary.report"), scale=3, elem_id="report")
        chars = gr.Slider(*CHARS[:2], value=CHARS[2], step=50, label=words("summary.chars"), scale=2, elem_id="chars")
    with gr.Row(elem_classes="dz-options"):
        styles = [(words(f"summary.style.{style}"), style) for style in STYLES]
        style = gr.Radio(styles, value=STYLES[0], label=words("summary.style"), scale=2, elem_id="style")
        about = gr.Textbox(
            label=words("summary.about"),
            placeholder=words("summary.about.hint"),
            visible=False,
            scale=3,
            elem_id="about",
        )
        button = gr.Button(words("summary.button"), variant="primary", scale=0, min_width=110, elem_id="summarise")
    results = shown("results")

    def opened(request: gr.Request) -> list[Any]:
        query, reports = query_of(request), held(site)
        choices = report_choices(words, reports)
        known = {value for _, value in choices}
        chosen = query.one("report") if query.one("report") in known else None
        kind, length = _style(query), query.number("chars", CHARS[2])
        found = summary(site, query.one("report"), kind, query.one("about"), length)
        filled = [gr.update(choices=choices, value=chosen), length, kind]
        question = gr.update(value=query.one("about"), visible=kind == "about")
        return [header_html(words, "summary", reports), *filled, question, found]

    def made(chosen: str | None, length: int, kind: str, question: str | None) -> str:
        return summary(site, chosen or "", kind, question or "", int(length))

    widgets = [report, chars, style, about]
    demo.load(opened, None, [header, *widgets, results], show_progress="hidden", api_visibility="private").success(
        None, js=SETTLE
    )
    style.input(
        lambda kind: gr.update(visible=kind == "about"), style, about, api_visibility="private", show_progress="hidden"
    )
    gr.on(
        [button.click, about.submit, report.input, chars.release, style.input],
        made,
        widgets,
        results,
        js=remember("summary", ("report", "chars", "style", "about")),
        show_progress="minimal",
        trigger_mode="always_last",
        api_visibility="private",
    )


def _style(query: Query) -> str:
    return query.one("style") if query.one("style") in STYLES else STYLES[0]
