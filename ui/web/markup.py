"""HTML that can't be broken by what stands in a report: everything is escaped unless it was built here.

Gradio puts the value of a `gr.HTML` into the page as it stands. So every page is built with `tag`, which escapes
its children and attributes, refuses attributes that run code, and lets addresses lead only to this app.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import TypeAlias

_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;"})
"""Gradio runs Handlebars over templates; a brace of ours never gets that far."""

_LOCAL = re.compile(r"(?=.)(?:\./|[a-z]+)?(?:[?#][^\x00-\x20\\]*)?")
"""A page of this app beside the one that is open; anything with a scheme or a host is none."""

_EMPTY = frozenset({"br", "hr", "input", "wbr"})


class Html(str):
    """Text that is HTML already, and may stand in a page as it is."""

    __slots__ = ()


Child: TypeAlias = "str | int | None"
Attribute: TypeAlias = "str | int | bool | None"


def escape(value: Child) -> Html:
    """Make HTML of anything; what is HTML already stays as it is, and None is nothing."""
    if isinstance(value, Html):
        return value
    return Html(html.escape("" if value is None else str(value)).translate(_BRACES))


def group(*children: Child) -> Html:
    """Put pieces one after another."""
    return Html("".join(escape(child) for child in children))


def joined(separator: Child, children: Iterable[Child]) -> Html:
    """Put pieces one after another with something between them."""
    return Html(escape(separator).join(escape(child) for child in children))


def tag(name: str, /, *children: Child, **attributes: Attribute) -> Html:
    """Build an element.

    Args:
        name: the element's name.
        children: escaped unless they are `Html`.
        attributes: `class_` is class, `data_page` is data-page; None and False leave an attribute out, True gives it
            no value.

    Raises:
        ValueError: an attribute would run code, or an address leads out of this app.
    """
    opening = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    if name in _EMPTY:
        return Html(opening)
    return Html(f"{opening}{group(*children)}</{name}>")


def _attribute(key: str, value: Attribute) -> str:
    name = key.rstrip("_").replace("_", "-")
    if name.startswith("on") or name in {"style", "src", "srcdoc"}:
        raise ValueError(f"the attribute {name} has no place in a page built from reports")
    if value is None or value is False:
        return ""
    if value is True:
        return f" {name}"
    if name in {"href", "action", "formaction"} and not _LOCAL.fullmatch(str(value)):
        raise ValueError(f"an address must lead to this app: {value!r}")
    return f' {name}="{escape(value)}"'
