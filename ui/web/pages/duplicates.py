"""套话 Boilerplate: text that recurs across reports."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui.web.addresses import FILTER_NAMES, filters_from, filters_in
from ui.web.handlers.duplicates import HIDEABLE, SHOWABLE, duplicates
from ui.web.handlers.opening import held
from ui.web.pages.frame import SETTLE, filter_bar, filter_updates, page_header, query_of, remember, results_here
from ui.web.render.header import header as header_html
from ui.web.site import Site

_FEWEST, _MOST = 2, 20


def duplicates_page(site: Site, demo: gr.Blocks) -> None:
    """Build the page."""
    words = site.words
    header = page_header(site, "duplicates")
    bar = filter_bar(site)
    with gr.Row(elem_classes="dz-options"):
        least = gr.Slider(
            _FEWEST, _MOST, value=_FEWEST, step=1, label=words("families.min_regions"), scale=1, elem_id="least"
        )
        hide = gr.CheckboxGroup(
            [(words(f"families.hide.{name}"), name) for name in HIDEABLE],
            label=words("families.hide"),
            scale=1,
            elem_id="hide",
        )
        show = gr.CheckboxGroup(
            [(words(f"kind.{name}"), name) for name in SHOWABLE],
            label=words("families.show"),
            scale=1,
            elem_id="show",
        )
    results = results_here(site)

    def opened(request: gr.Request) -> list[Any]:
        query, reports = query_of(request), held(site)
        regions = min(max(query.number("least", _FEWEST), _FEWEST), _MOST)
        hidden = [name for name in query.all("hide") if name in HIDEABLE]
        listed_too = [name for name in query.all("show") if name in SHOWABLE]
        found = duplicates(site, filters_in(query), min_regions=regions, hide=hidden, show=listed_too)
        return [
            header_html(words, "duplicates", reports),
            *filter_updates(site, query),
            regions,
            hidden,
            listed_too,
            found,
        ]

    def listed(*chosen: Any) -> str:
        *filters, regions, hidden, listed_too = chosen
        return duplicates(
            site, filters_from(filters), min_regions=int(regions), hide=hidden or (), show=listed_too or ()
        )

    widgets = [*bar.widgets, least, hide, show]
    demo.load(opened, None, [header, *widgets, results], show_progress="hidden", api_visibility="private").success(
        None, js=SETTLE
    )
    gr.on(
        [least.release, hide.input, show.input, *(widget.input for widget in bar.widgets)],
        listed,
        widgets,
        results,
        js=remember("duplicates", (*FILTER_NAMES, "least", "hide", "show")),
        show_progress="minimal",
        trigger_mode="always_last",
        api_visibility="private",
    )
