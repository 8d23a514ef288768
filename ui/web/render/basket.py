"""The basket: passages that were collected, in order, each with its citation and a note; a form that takes them away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.answers import PassageAnswer
from service.exports.citations import STYLES
from ui.web import addresses
from ui.web.markup import Html, group, tag
from ui.web.render.hits import passage_head
from ui.web.render.notices import notice
from ui.web.render.take import ENDINGS
from ui.web.words import Words

MOST_NOTE_CHARS = 2_000


@dataclass(frozen=True, slots=True)
class Collected:
    """A passage that somebody collected; `passage` is None where the library no longer holds it."""

    id: str
    note: str
    passage: PassageAnswer | None


def basket(words: Words, collected: Sequence[Collected], *, shared: bool = False) -> Html:
    """Show what was collected.

    Args:
        words: the language.
        collected: in order.
        shared: it came with the address, and is not what this browser keeps.
    """
    entries = [_entry(words, one) for one in collected]
    form = tag(
        "form",
        _given(words, len(collected)) if shared else None,
        _tools(words),
        _undo(words),
        tag("ol", *entries, class_="dz-entries"),
        class_="dz-basket",
        method="post",
        action="download",
        data_shared=shared,
    )
    return group(form, _empty(words))


def _given(words: Words, count: int) -> Html:
    keep = tag("button", words("basket.keep"), type="button", class_="dz-button", data_basket="keep")
    return notice(words.count("basket.shared", count), tag("p", words("basket.shared.hint")), tag("p", keep))


def _tools(words: Words) -> Html:
    styles = [tag("option", words(f"basket.style.{style}"), value=style) for style in STYLES]
    files = [tag("button", words(f"file.{one}"), type="submit", name="as", value=one) for one in ENDINGS]
    return tag(
        "div",
        tag("span", words("take.label"), class_="dz-soft"),
        *files,
        tag("label", words("basket.style"), " ", tag("select", *styles, name="cite")),
        tag("a", words("basket.link"), href=addresses.basket(()), data_basket="link"),
        tag("button", words("basket.clear"), type="button", data_basket="clear"),
        class_="dz-basket-tools",
        role="toolbar",
        aria_label=words("nav.basket"),
    )


def _undo(words: Words) -> Html:
    """Where it is said that something was taken out; it can be undone until the page is left."""
    undo = tag("button", words("basket.undo"), type="button", data_basket="undo")
    said = tag("span", words("basket.taken_out"), " ", undo, class_="dz-undo", hidden=True)
    return tag("p", said, role="status", class_="dz-basket-said")


def _entry(words: Words, one: Collected) -> Html:
    return tag(
        "li",
        tag("input", type="hidden", name="passage", value=one.id),
        *(_gone(words, one.id) if one.passage is None else _held(words, one.passage)),
        _note(words, one.note),
        _actions(words, one),
        class_="dz-entry dz-gone" if one.passage is None else "dz-entry",
        data_entry=one.id,
        tabindex=-1,
    )


def _held(words: Words, passage: PassageAnswer) -> list[Html]:
    cited = [
        tag("code", cite(passage), class_=f"dz-cited-{style}", data_copy=True, title=words("cite.copy"))
        for style, cite in STYLES.items()
    ]
    return [
        passage_head(words, passage),
        tag("p", passage.text, class_="dz-text"),
        tag("p", *cited, class_="dz-citation"),
    ]


def _gone(words: Words, passage_id: str) -> list[Html]:
    return [tag("p", words("basket.gone", id=passage_id), class_="dz-unknown")]


def _note(words: Words, note: str) -> Html:
    # A text area swallows the line break that it begins with.
    written = tag("textarea", "\n", note, name="note", rows=1, placeholder=" ", maxlength=MOST_NOTE_CHARS)
    return tag("label", tag("span", words("basket.note")), written, class_="dz-note")


def _actions(words: Words, one: Collected) -> Html:
    moves = [
        tag(
            "button",
            sign,
            type="button",
            data_basket=way,
            aria_label=words(f"basket.{way}"),
            title=words(f"basket.{way}"),
        )
        for way, sign in (("up", "↑"), ("down", "↓"))
    ]
    out = tag("button", words("basket.out"), type="button", data_basket="out")
    return tag("span", *moves, *(_ways(words, one.passage) if one.passage else ()), out, class_="dz-actions")


def _ways(words: Words, passage: PassageAnswer) -> list[Html]:
    return [
        tag("a", words("hit.open"), href=addresses.reader(passage.id)),
        tag("a", words("hit.similar"), href=addresses.similar(passage.id)),
    ]


def _empty(words: Words) -> Html:
    """Teach how to fill it; shown while the form holds nothing."""
    steps = [tag("li", words(f"basket.empty.{step}")) for step in ("collect", "note", "take")]
    begin = tag("p", tag("a", words("basket.empty.ask"), href=addresses.ASK, class_="dz-button"))
    return tag("div", notice(words("basket.empty"), tag("ol", *steps), begin), class_="dz-basket-empty")
