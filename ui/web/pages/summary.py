"""摘要 Summary: a report in its own sentences."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui.web.addresses import Query
from ui.web.handlers.facets import report_choices
from ui.web.handlers.opening import held
from ui.web.handlers.summary import CHARS, EVERY_REPORT, STYLES, TEXT_STYLES, summary
from ui.web.pages.frame import SETTLE, page_header, query_of, remember, results_here
from ui.web.render.header import header as header_html
from ui.web.site import Site
from ui.web.words import Words


def summary_page(site: Site, demo: gr.Blocks) -> None:
    """Build the page."""
    words = site.words
    header = page_header(site, "summary")
    report, chars, style, text, since, button = widgets = _widgets(words)
    results = results_here(site)

    def opened(request: gr.Request) -> list[Any]:
        query, reports = query_of(request), held(site)
        choices = report_choices(words, reports)
        known = {EVERY_REPORT, *(value for _, value in choices)}
        chosen = query.one("report") if query.one("report") in known else None
        earlier = query.one("since") if query.one("since") in known else None
        kind, length = _style(query), query.number("chars", CHARS[2])
        found = summary(site, query.one("report"), kind, query.one("text"), length, earlier or "")
        return [
            header_html(words, "summary", reports),
            gr.update(choices=[(words("summary.every"), EVERY_REPORT), *choices], value=chosen),
            length,
            kind,
            *_details(words, kind, query.one("text"), gr.update(choices=choices, value=earlier)),
            found,
        ]

    def made(chosen: str | None, length: int, kind: str, given: str | None, earlier: str | None) -> str:
        return summary(site, chosen or "", kind, given or "", int(length), earlier or "")

    inputs = list(widgets[:-1])
    demo.load(opened, None, [header, *inputs, results], show_progress="hidden", api_visibility="private").success(
        None, js=SETTLE
    )
    style.input(
        lambda kind: _details(words, kind, None, gr.update()),
        style,
        [text, since],
        api_visibility="private",
        show_progress="hidden",
    )
    gr.on(
        [button.click, text.submit, report.input, chars.release, style.input, since.input],
        made,
        inputs,
        results,
        js=remember("summary", ("report", "chars", "style", "text", "since")),
        show_progress="minimal",
        trigger_mode="always_last",
        api_visibility="private",
    )


def _widgets(words: Words) -> tuple[gr.Dropdown, gr.Slider, gr.Radio, gr.Textbox, gr.Dropdown, gr.Button]:
    with gr.Row(elem_classes="dz-options"):
        report = gr.Dropdown([], value=None, label=words("summary.report"), scale=3, elem_id="report")
        chars = gr.Slider(*CHARS[:2], value=CHARS[2], step=50, label=words("summary.chars"), scale=2, elem_id="chars")
    with gr.Row(elem_classes="dz-options"):
        styles = [(words(f"summary.style.{style}"), style) for style in STYLES]
        style = gr.Radio(styles, value=STYLES[0], label=words("summary.style"), scale=2, elem_id="style")
        text = gr.Textbox(visible=False, scale=3, elem_id="text")
        since = gr.Dropdown([], value=None, label=words("summary.since"), visible=False, scale=3, elem_id="since")
        button = gr.Button(words("summary.button"), variant="primary", scale=0, min_width=110, elem_id="summarise")
    return report, chars, style, text, since, button


def _details(words: Words, kind: str, text: str | None, since: dict[str, Any]) -> list[dict[str, Any]]:
    """Show what a style wants besides the report, and nothing else."""
    asked = kind if kind in TEXT_STYLES else TEXT_STYLES[0]
    named = {"label": words(f"summary.{asked}"), "placeholder": words(f"summary.{asked}.hint")}
    given = {} if text is None else {"value": text}
    return [gr.update(visible=kind in TEXT_STYLES, **named, **given), {**since, "visible": kind == "since"}]


def _style(query: Query) -> str:
    return query.one("style") if query.one("style") in STYLES else STYLES[0]
