"""The look: the theme, the styles and the scripts of every page. System fonts only, so that no page asks the network for one."""

from __future__ import annotations

from pathlib import Path

import gradio as gr
from gradio.themes import colors, sizes

SANS = (
    "-apple-system",
    "BlinkMacSystemFont",
    "Segoe UI",
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "sans-serif",
)
MONO = ("ui-monospace", "Consolas", "Noto Sans Mono CJK SC", "monospace")

_HERE = Path(__file__).parent
_STYLES = (
    "base",
    "passages",
    "regions",
    "families",
    "summary",
    "reader",
    "compare",
    "library",
    "pictures",
    "basket",
    "narrow",
    "manners",
)
STYLES = tuple(_HERE / "styles" / f"{name}.css" for name in _STYLES)
"""What every page looks like, each file over those before it."""
SCRIPTS = tuple(
    _HERE / "scripts" / f"{name}.js" for name in ("keys", "page", "selection", "pictures", "library", "basket")
)
"""What runs in every page, in this order."""
_BEFORE_STYLE = (
    ".nav-holder { display: none !important } "
    ".gradio-container { width: 100% !important; max-width: 1120px !important; margin: 0 auto !important }"
)
"""What must hold before Gradio has fetched the styles: or the page would move when they come."""
_BLUE, _DEEP_BLUE = "#1d4f8c", "#163d6d"


def head() -> str:
    """Put together what stands in the head of every page."""
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    return f"<style>{_BEFORE_STYLE}</style><script>{scripts}</script>"


def theme() -> gr.themes.Base:
    """Make the theme; the rest of the look is in `styles/`."""
    base = gr.themes.Base(
        primary_hue=colors.blue,
        neutral_hue=colors.stone,
        text_size=sizes.text_md,
        spacing_size=sizes.spacing_sm,
        radius_size=sizes.radius_sm,
        font=SANS,
        font_mono=MONO,
    )
    return base.set(
        button_primary_background_fill=_BLUE,
        button_primary_background_fill_hover=_DEEP_BLUE,
        button_primary_background_fill_dark=_BLUE,
        button_primary_background_fill_hover_dark=_DEEP_BLUE,
        button_primary_text_color="white",
        checkbox_background_color_selected=_BLUE,
        checkbox_background_color_selected_dark=_BLUE,
        checkbox_label_background_fill="transparent",
        checkbox_label_background_fill_hover="transparent",
        checkbox_label_background_fill_selected="transparent",
        checkbox_label_background_fill_dark="transparent",
        checkbox_label_background_fill_hover_dark="transparent",
        checkbox_label_background_fill_selected_dark="transparent",
        checkbox_label_text_color_selected="*body_text_color",
        checkbox_label_text_color_selected_dark="*body_text_color",
        checkbox_label_border_width="0px",
        checkbox_label_border_width_dark="0px",
        checkbox_label_padding="4px 14px 4px 0",
        input_background_fill="white",
        input_background_fill_dark="#1e2023",
        input_border_width="1px",
        input_border_color="#ddd7cc",
        input_border_color_dark="#3a3c40",
        slider_color=_BLUE,
        slider_color_dark=_BLUE,
    )
