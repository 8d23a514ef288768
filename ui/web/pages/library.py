"""馆 Library: reports are dropped in, listed with their doubts, and taken out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from service.files import SUFFIXES
from ui.web.handlers import library as handlers
from ui.web.handlers.opening import held
from ui.web.pages.frame import SETTLE, page_header, shown
from ui.web.render.header import header as header_html
from ui.web.site import Site

if TYPE_CHECKING:
    from service.library import Progress

_REMOVE_CLICKED = """
element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-remove]");
  if (button) trigger("click", { report: button.dataset.remove });
});
"""


def library_page(site: Site, demo: gr.Blocks) -> None:
    """Build the page."""
    words = site.words
    header = page_header(site, "library")
    files = gr.File(
        label=words("library.drop"), file_count="multiple", file_types=sorted(SUFFIXES), height=150, elem_id="files"
    )
    result = shown("result")
    chosen = gr.State("")
    with gr.Column(visible=False, elem_classes="dz-confirm") as confirm:
        asking = shown("asking")
        with gr.Row():
            keep = gr.Button(words("library.keep"), min_width=110, scale=0, elem_id="keep")
            remove = gr.Button(words("library.remove"), variant="stop", min_width=110, scale=0, elem_id="remove")
    table = gr.HTML(elem_id="reports", js_on_load=_REMOVE_CLICKED, apply_default_css=False)

    def listed() -> list[str]:
        return [header_html(words, "library", held(site)), handlers.table(site)]

    def added(paths: list[str] | None, progress: gr.Progress = gr.Progress()) -> list[Any]:  # noqa: B008  # Gradio's way
        given = [Path(path) for path in paths or ()]
        try:
            told = handlers.add(site, given, lambda step: _show(site, progress, step))
        finally:
            for path in given:
                path.unlink(missing_ok=True)
        return [told, None, *listed()]

    def asked(event: gr.EventData) -> list[Any]:
        report = str(event.report)
        return [handlers.ask_remove(site, report), report, gr.update(visible=True)]

    def removed(report: str) -> list[Any]:
        return [handlers.remove(site, report), gr.update(visible=False), *listed()]

    demo.load(listed, None, [header, table], show_progress="hidden", api_visibility="private").success(None, js=SETTLE)
    files.upload(added, files, [result, files, header, table], show_progress_on=result, api_visibility="private")
    table.click(asked, None, [asking, chosen, confirm], show_progress="hidden", api_visibility="private")
    remove.click(removed, chosen, [result, confirm, header, table], show_progress="hidden", api_visibility="private")
    keep.click(lambda: gr.update(visible=False), None, confirm, show_progress="hidden", api_visibility="private")


def _show(site: Site, progress: gr.Progress, step: Progress) -> None:
    progress((step.done, step.total), desc=handlers.step(site.words, step))
