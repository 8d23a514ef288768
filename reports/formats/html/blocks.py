"""Blocks of a web page: the lines a reader sees, and how much of each is links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from reports.formats.html.lists import Lists, stands_over_text
from reports.formats.html.styles import ListStyles
from reports.formats.written import visible
from reports.layout import table_row

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_OF_THE_SITE = frozenset(("nav", "footer", "header", "aside", "form", "button"))
_HIDDEN_ELEMENTS = frozenset(("noscript", "object", "textarea", "video", "audio", "canvas"))
"""Elements whose text stands in for something else, or waits for a script."""
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_CELLS = frozenset(("td", "th"))
_LONG_CELL_CHARS = 200
_CELL_END = "\x1f"
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_BREAK_IN_CHINESE = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n]\s*(?={_WIDE})")
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a page between two places where a line begins.

    Attributes:
        text: what a reader sees, on one line (of preformatted text: on several).
        level: the level of the heading it is, or None.
        linked: the share of its characters that are links, 0 to 1.
        holder: the innermost block element it stands in.
        why: the reason why its markup says that it is no text of the page, or None.
        is_item: whether it begins with a list's number and is no heading.
    """

    text: str
    level: int | None
    linked: float
    holder: Any
    why: str | None
    is_item: bool = False


def blocks(body: Any, styles: ListStyles) -> Iterator[Block]:
    """Walk through a page without recursion, and give its blocks in order; a row of a table of data is one."""
    walk = _Walk(body, styles)
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            yield from walk.enter(element)
        else:
            yield from walk.leave(element)
    yield from walk.flush()


class _Walk:
    """Where the walk through a page stands."""

    def __init__(self, body: Any, styles: ListStyles) -> None:
        self._page_chars = _chars(body)
        self._rows = _data_rows(body)
        self._holders = [body]
        self._texts: list[str] = []
        self._linked = 0
        self._links = 0
        self._level: int | None = None
        self._pre = 0
        self._row: Any | None = None
        self._lists = Lists(styles)
        self._number = ""
        self._is_item = False
        self._apart: list[tuple[Any, str]] = []

    def enter(self, element: Any) -> Iterator[Block]:
        if element.tag in _BLOCKS:
            yield from self._divide()
            self._holders.append(element)
            self._pre += element.tag == "pre"
        if self._row is None and element in self._rows:
            self._row = element
        self._level = _HEADINGS.get(element.tag, self._level)
        why = self._reason(element)
        if why:
            yield from self._divide()
            self._apart.append((element, why))
        number = self._lists.enter(element)
        if number and self._row is None:
            self._number, self._is_item = number, not stands_over_text(element)
        elif number:
            self._texts.append(number)
        self._links += element.tag == "a" and "href" in element.attrib
        self._add(element.text)

    def leave(self, element: Any) -> Iterator[Block]:
        self._links -= element.tag == "a" and "href" in element.attrib
        if element is self._row:
            self._row = None
        if element.tag in _CELLS and self._row is not None:
            self._texts.append(_CELL_END)
        if element.tag in _BLOCKS:
            yield from self._divide()
            self._holders.pop()
            self._pre -= element.tag == "pre"
        if self._apart and self._apart[-1][0] is element:
            yield from self._divide()
            self._apart.pop()
        if element.tag in _HEADINGS:
            self._level = None
        if element.tag == "li":
            self._number = ""
        self._lists.leave(element)
        self._add(element.tail)

    def flush(self) -> Iterator[Block]:
        """Give what was gathered since the last block."""
        if not self._texts:
            return
        text = _seen("".join(self._texts), kept_breaks=self._pre > 0)
        linked, self._linked, self._texts = self._linked, 0, []
        if text:
            why = self._apart[-1][1] if self._apart else None
            number, self._number = self._number, ""
            linked_share = min(1.0, linked / len(text))
            is_item = bool(number) and self._is_item and self._level is None
            yield Block(number + text, self._level, linked_share, self._holders[-1], why, is_item)

    def _divide(self) -> Iterator[Block]:
        """Begin a line; inside a row of data, a space does."""
        if self._row is None:
            yield from self.flush()
        else:
            self._texts.append(" ")

    def _add(self, text: str | None) -> None:
        if text:
            self._texts.append(_BREAK_IN_CHINESE.sub("", text) if self._pre == 0 else text)
            self._linked += len("".join(text.split())) if self._links else 0

    def _reason(self, element: Any) -> str | None:
        """Say why an element is no text of the page by its markup, unless most of the page's text stands in it.

        A form may wrap a whole page (ASP.NET does so), and a page may hide its text until a script shows it.
        """
        if element.tag in _OF_THE_SITE and not _is_head_of_article(element):
            why = "site navigation"
        elif element.tag in _HIDDEN_ELEMENTS or "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")):
            why = "hidden"
        else:
            return None
        return why if 2 * _chars(element) < self._page_chars else None


def _is_head_of_article(element: Any) -> bool:
    return element.tag == "header" and next(element.iterancestors("article", "main"), None) is not None


def _chars(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _data_rows(body: Any) -> set[Any]:
    """Find the rows of tables that hold data; tables that only place things on the page have long or nested cells."""
    found: set[Any] = set()
    for table in body.iter("table"):
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        cells = [[cell for cell in row if cell.tag in _CELLS] for row in rows]
        nested = next(table.iterdescendants("table"), None) is not None
        if nested or table.get("role") == "presentation" or max(map(len, cells), default=0) < 2:  # noqa: PLR2004
            continue
        if max(_chars(cell) for row in cells for cell in row) <= _LONG_CELL_CHARS:
            found.update(rows)
    return found


def _seen(text: str, *, kept_breaks: bool) -> str:
    """Set white space as a browser does; a line's end between Chinese characters is the writer's, and no space."""
    if not kept_breaks:
        text = _SPACE.sub(" ", text)
    if kept_breaks and _CELL_END not in text:
        return text if visible(text) else ""
    return table_row(visible(cell) for cell in text.split(_CELL_END))
