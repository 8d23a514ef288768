"""What pages share: the header, the filter bar, and the address that keeps what is seen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import gradio as gr

from ui.web.addresses import FILTER_NAMES, Query, filters_from, filters_in
from ui.web.handlers.facets import Facets, facets
from ui.web.markup import tag
from ui.web.render.header import header
from ui.web.site import Site

SETTLE = "() => window.duizhao.settle()"
"""Runs after a page is filled: names the tab, and scrolls to what the address points at."""


@dataclass(frozen=True, slots=True)
class FilterBar:
    """The four filters."""

    region: gr.Dropdown
    year: gr.Dropdown
    body: gr.Dropdown
    part: gr.Dropdown

    @property
    def widgets(self) -> list[gr.Dropdown]:
        """The filters, in the order of `FILTER_NAMES`."""
        return [self.region, self.year, self.body, self.part]


def page_header(site: Site, page: str) -> gr.HTML:
    """Put the header on a page."""
    return shown("header", header(site.words, page))


def shown(name: str, value: str = "") -> gr.HTML:
    """Put a place for HTML on a page. What it shows only ever comes as its value, never as a template."""
    return gr.HTML(value, elem_id=name, js_on_load=None, apply_default_css=False)


def results_here(site: Site) -> gr.HTML:
    """Put the place for what is found on a page; until it is found, it says that it is being looked for."""
    return shown("results", tag("p", site.words("waiting"), class_="dz-waiting", role="status"))


def filter_bar(site: Site) -> FilterBar:
    """Put the filters on a page."""
    with gr.Row(elem_classes="dz-filters"):
        widgets = [_filter(site, name) for name in FILTER_NAMES]
    for n, widget in enumerate(widgets):
        others = [m for m in range(len(widgets)) if m != n]
        widget.input(
            partial(_recounted, site, others),
            widgets,
            [widgets[m] for m in others],
            show_progress="hidden",
            trigger_mode="always_last",
            api_visibility="private",
        )
    return FilterBar(*widgets)


def _recounted(site: Site, which: Sequence[int], *chosen: list[str]) -> list[dict[str, Any]]:
    """Count anew what some filters offer; the one that was just used is left alone, since its own choice does not count in it."""
    offered = _in_order(facets(site, filters_from(chosen)))
    return [gr.update(choices=offered[n]) for n in which]


def _filter(site: Site, name: str) -> gr.Dropdown:
    return gr.Dropdown(
        [],
        label=site.words(f"filter.{name}"),
        multiselect=True,
        allow_custom_value=name == "region",
        min_width=140,
        elem_id=f"filter-{name}",
    )


def filter_updates(site: Site, query: Query) -> list[dict[str, Any]]:
    """Fill the filter bar: what this library offers, and what the address has chosen."""
    offered = facets(site, filters_in(query))
    return [_filled(name, choices, query) for name, choices in zip(FILTER_NAMES, _in_order(offered), strict=True)]


def _in_order(offered: Facets) -> list[list[tuple[str, str]]]:
    return [offered.regions, offered.years, offered.bodies, offered.parts]


def _filled(name: str, choices: list[tuple[str, str]], query: Query) -> dict[str, Any]:
    known = {value for _, value in choices}
    chosen = [value for value in query.all(name) if name == "region" or value in known]
    return gr.update(choices=choices, value=chosen)


def query_of(request: gr.Request) -> Query:
    """Read the query string of the page that sent a request."""
    return Query.of(request.query_params.multi_items())


def remember(path: str, names: Sequence[str], *, kept: Sequence[str] = ()) -> str:
    """JavaScript that keeps the inputs of an event in the address bar, by name, and passes them on.

    Args:
        path: the page's address.
        names: of the inputs, in their order.
        kept: of what else stays in the address, as long as the first input does.
    """
    given = ", ".join(json.dumps(part) for part in (path, list(names), list(kept)))
    return f"(...values) => window.duizhao.remember({given}, values)"
