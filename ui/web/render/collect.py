"""The button that puts a passage into the basket; which ones are in it, only the browser knows."""

from __future__ import annotations

from service.answers import PassageAnswer
from ui.web.markup import Html, group, tag
from ui.web.words import Words


def collect(words: Words, passage: PassageAnswer) -> Html:
    """Offer to put a passage into the basket, or to take it out again."""
    out = tag("span", words("basket.collect"), class_="dz-not-collected")
    in_it = tag("span", words("basket.collected"), class_="dz-is-collected")
    return tag(
        "button",
        group(out, in_it),
        type="button",
        class_="dz-collect",
        data_collect=passage.id,
        aria_pressed="false",
        aria_label=words("basket.collect.label"),
    )
