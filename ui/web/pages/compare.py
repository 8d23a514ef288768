"""比 Compare: two reports side by side."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui.web.handlers.compare import compared, partners
from ui.web.handlers.facets import report_choices
from ui.web.handlers.opening import held
from ui.web.pages.frame import SETTLE, page_header, query_of, remember, results_here
from ui.web.render.compare import HIDDEN, SHOWN_ONLY
from ui.web.render.header import header as header_html
from ui.web.site import Site


def compare_page(site: Site, demo: gr.Blocks) -> None:
    """Build the page."""
    words = site.words
    header = page_header(site, "compare")
    with gr.Row(elem_classes="dz-options"):
        a = gr.Dropdown([], value=None, label=words("versus.a"), scale=1, elem_id="a")
        b = gr.Dropdown([], value=None, label=words("versus.b"), scale=1, elem_id="b")
    results = results_here(site)

    def opened(request: gr.Request) -> list[Any]:
        query, reports = query_of(request), held(site)
        one, other = query.one("a"), query.one("b")
        known = {facts.id for facts in reports}
        return [
            header_html(words, "compare", reports),
            gr.update(choices=report_choices(words, reports), value=one if one in known else None),
            gr.update(choices=report_choices(words, partners(reports, one)), value=other if other in known else None),
            compared(site, one, other, hidden=query.all(HIDDEN), only_facts=bool(query.one(SHOWN_ONLY))),
        ]

    def chosen(request: gr.Request, one: str | None, other: str | None) -> list[Any]:
        query = query_of(request)
        choices = report_choices(words, partners(held(site), one or ""))
        found = compared(site, one or "", other or "", hidden=query.all(HIDDEN), only_facts=bool(query.one(SHOWN_ONLY)))
        return [gr.update(choices=choices, value=other), found]

    demo.load(opened, None, [header, a, b, results], show_progress="hidden", api_visibility="private").success(
        None, js=SETTLE
    )
    gr.on(
        [a.input, b.input],
        chosen,
        [a, b],
        [b, results],
        js=remember("compare", ("a", "b"), kept=(HIDDEN, SHOWN_ONLY)),
        show_progress="minimal",
        show_progress_on=results,
        trigger_mode="always_last",
        api_visibility="private",
    )
