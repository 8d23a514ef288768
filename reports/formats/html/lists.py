"""Numbers that a browser writes in front of a list's items: they are text to the reader, but stand nowhere in the page.

The rules are those of the HTML standard, section 4.4.5 to 4.4.8: `start`, `reversed`, `type` and `value`.
"""

from __future__ import annotations

import re
from typing import Any

from reports.chinese import NUMERAL
from reports.formats.counting import written_number
from reports.formats.html.styles import ListStyles, number_format
from reports.formats.written import visible
from reports.layout import is_numbered

_OF_TYPE = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_WHOLE = re.compile(r"\s*(-?\d{1,9})\s*")
_NUMBER_IN_TEXT = re.compile(rf"[①-⒛㈠-㈩]|[（(]?\d{{1,2}}[)）]|\d+(\.\d+)+\s|[{NUMERAL}]+[是要]")
"""The numbers of items that stand over no heading: ①, 1）, 1.1, 一是."""


class Lists:
    """The numbered lists that are open while a page is walked through, and what they have counted."""

    def __init__(self, styles: ListStyles) -> None:
        self._styles = styles
        self._open: list[_List] = []

    def enter(self, element: Any) -> str:
        """Go into an element; give what a browser writes in front of it."""
        if element.tag == "ol":
            self._open.append(_List(element, self._styles))
        if element.tag == "li" and self._open and self._open[-1].element is element.getparent():
            return self._open[-1].label(element)
        return ""

    def leave(self, element: Any) -> None:
        """Go out of an element."""
        if self._open and self._open[-1].element is element:
            self._open.pop()


def stands_over_text(item: Any) -> bool:
    """Tell whether an item is its list's only one and text follows: so Word saves a numbered heading."""
    listed = item.getparent()
    if [child.tag for child in listed].count("li") > 1:
        return False
    below = listed.getnext()
    return bool(visible(listed.tail or "")) or (below is not None and below.tag in {"p", "div"})


class _List:
    def __init__(self, element: Any, styles: ListStyles) -> None:
        self.element = element
        self._styles = styles
        items = [child for child in element if child.tag == "li"]
        self._step = -1 if "reversed" in element.attrib else 1
        self._next = _number(element.get("start"), len(items) if self._step < 0 else 1)
        self._format = self._own_format(element) or "decimal"
        # The paths and menus of sites are numbered lists as well, whose numbers their style sheets hide.
        self._is_counted = not any(map(_is_link, items)) and not _has_numbers(items)

    def label(self, item: Any) -> str:
        """Count an item, and give its number."""
        count = _number(item.get("value"), self._next)
        self._next = count + self._step
        chosen = self._own_format(item) or self._format
        if not self._is_counted or chosen == "none":
            return ""
        written = written_number(count, chosen) if count > 0 else str(count)
        return f"{written}、" if chosen == "chineseCounting" else f"{written}. "

    def _own_format(self, element: Any) -> str | None:
        """Give the number format that an element's own style says, else the page's style sheets, else its type."""
        return (
            number_format(element.get("style", ""))
            or self._styles.number_format(element)
            or _OF_TYPE.get(element.get("type", ""))
        )


def _number(written: str | None, otherwise: int) -> int:
    whole = _WHOLE.match(written or "")
    return int(whole[1]) if whole else otherwise


def _is_link(item: Any) -> bool:
    links = [link for link in item.iter("a") if "href" in link.attrib]
    return 2 * sum(len(link.text_content()) for link in links) > len(item.text_content().strip())


def _has_numbers(items: list[Any]) -> bool:
    """Tell whether the writer has numbered the items by hand: then no style sheet lets the browser do it as well."""
    texts = [text for item in items if (text := visible(item.text_content()))]
    return bool(texts) and all(is_numbered(text) or _NUMBER_IN_TEXT.match(text) for text in texts)
