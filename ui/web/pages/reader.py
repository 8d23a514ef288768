"""读 Reader: a report with the cited passage lit, its sentences shaded by how common they are, and one of them looked at."""

from __future__ import annotations

import gradio as gr

from ui.web.handlers import reader as handlers
from ui.web.handlers.opening import held
from ui.web.pages.frame import SETTLE, page_header, query_of, shown
from ui.web.render.header import header as header_html
from ui.web.render.reader import SHADED
from ui.web.site import Site

_SENTENCE_CHOSEN = """
const choose = (event) => {
  const sentence = event.target.closest(".dz-s[data-start]");
  if (!sentence || String(getSelection()) || !element.querySelector("[data-keep='shade']:checked")) return;
  if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  element.querySelectorAll(".dz-chosen").forEach((chosen) => chosen.classList.remove("dz-chosen"));
  sentence.classList.add("dz-chosen");
  document.querySelector("#panel .dz-panel")?.removeAttribute("hidden");
  const { start, end } = sentence.dataset;
  trigger("click", { passage: sentence.closest("[data-passage]").dataset.passage, start, end });
};
element.addEventListener("click", choose);
element.addEventListener("keydown", choose);
"""


def reader_page(site: Site, demo: gr.Blocks) -> None:
    """Build the page."""
    header = page_header(site, "reader")
    with gr.Row(elem_classes="dz-reading"):
        results = gr.HTML(elem_id="results", js_on_load=_SENTENCE_CHOSEN, apply_default_css=False)
        with gr.Column(elem_classes="dz-aside", scale=0, min_width=0):
            legend, panel = shown("legend"), shown("panel")

    def opened(request: gr.Request) -> list[str]:
        query = query_of(request)
        report = query.one("id")
        return [
            header_html(site.words, "reader", held(site)),
            handlers.read(site, report, query.one("passage"), shaded=bool(query.one(SHADED))),
            handlers.legend(site, report),
        ]

    def chosen(event: gr.EventData) -> str:
        return handlers.sentence(site, str(event.passage), int(event.start), int(event.end))

    demo.load(opened, None, [header, results, legend], show_progress="hidden", api_visibility="private").success(
        None, js=SETTLE
    )
    results.click(chosen, None, panel, show_progress="hidden", trigger_mode="always_last", api_visibility="private")
