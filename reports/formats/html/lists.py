"""Numbers that a browser writes in front of a list's items: they are text to the reader, but stand nowhere in the page.

The rules are those of the HTML standard, section 4.4.5 to 4.4.8: `start`, `reversed`, `type` and `value`.
"""

from __future__ import annotations

import re
from typing import Any

from reports.formats.counting import written_number
from reports.layout import is_numbered

_OF_TYPE = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_OF_STYLE = {
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
}
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_WHOLE = re.compile(r"\s*(-?\d{1,9})\s*")


class Lists:
    """The numbered lists that are open while a page is walked through, and what they have counted."""

    def __init__(self) -> None:
        self._open: list[_List] = []

    def enter(self, element: Any) -> str:
        """Go into an element; give what a browser writes in front of it."""
        if element.tag == "ol":
            self._open.append(_List(element))
        if element.tag == "li" and self._open and self._open[-1].element is element.getparent():
            return self._open[-1].label(element)
        return ""

    def leave(self, element: Any) -> None:
        """Go out of an element."""
        if self._open and self._open[-1].element is element:
            self._open.pop()


class _List:
    def __init__(self, element: Any) -> None:
        self.element = element
        items = [child for child in element if child.tag == "li"]
        self._step = -1 if "reversed" in element.attrib else 1
        self._next = _number(element.get("start"), len(items) if self._step < 0 else 1)
        style = _STYLE.search(element.get("style", ""))
        self._style = _OF_STYLE.get(style[1].lower(), style[1]) if style else _OF_TYPE.get(element.get("type", ""), "")
        # The paths and menus of sites are numbered lists as well, whose numbers their style sheets hide.
        self._is_counted = self._style != "none" and not any(map(_is_link, items)) and not _has_numbers(items)

    def label(self, item: Any) -> str:
        """Count an item, and give its number."""
        count = _number(item.get("value"), self._next)
        self._next = count + self._step
        if not self._is_counted:
            return ""
        written = written_number(count, self._style) if count > 0 else str(count)
        return f"{written}、" if self._style == "chineseCounting" else f"{written}. "


def _number(written: str | None, otherwise: int) -> int:
    whole = _WHOLE.match(written or "")
    return int(whole[1]) if whole else otherwise


def _is_link(item: Any) -> bool:
    links = [link for link in item.iter("a") if "href" in link.attrib]
    return 2 * sum(len(link.text_content()) for link in links) > len(item.text_content().strip())


def _has_numbers(items: list[Any]) -> bool:
    """Tell whether the writer has numbered the items by hand: then no style sheet lets the browser do it as well."""
    return bool(items) and all(is_numbered(item.text_content().strip()) for item in items)
