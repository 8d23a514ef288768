"""Styles of a Word document: which paragraphs are headings, in a list, hidden, or lines of a table of contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reports.formats.docx.numbering import WORD, attribute

_HEADING = re.compile(r"^(?:heading|标题|標題)\s*([1-9])$", re.IGNORECASE)
_TITLE = re.compile(r"^(?:title|标题|標題)$", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc|目录|目錄)\s*\d", re.IGNORECASE)
_BODY_LEVEL = 9
_OFF = ("0", "false", "off")


class Styles:
    """The styles of a document, each with those it is based on."""

    def __init__(self, root: Any | None) -> None:
        """Take the root of `styles.xml`, or None for a document without."""
        found = root.findall(WORD + "style") if root is not None else []
        self._styles = {attribute(style, "styleId"): style for style in found}
        self._default = next(
            (
                attribute(style, "styleId")
                for style in found
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true", "on"}
            ),
            "",
        )

    def heading_level(self, paragraph: Any) -> int | None:
        """Say at which level a paragraph is a heading: by its outline level, else its style's, else its style's name."""
        for properties, _ in self._with_style(paragraph):
            level = attribute(properties.find(WORD + "outlineLvl"), "val")
            if level.isdecimal():
                return int(level) + 1 if int(level) < _BODY_LEVEL else None
        for name in self._names(paragraph):
            numbered = _HEADING.match(name)
            if numbered:
                return int(numbered[1])
            if _TITLE.match(name):
                return 1
        return None

    def is_contents(self, paragraph: Any) -> bool:
        """Tell whether a paragraph is a line of the table of contents."""
        return any(_CONTENTS.match(name) for name in self._names(paragraph))

    def list_of(self, paragraph: Any) -> tuple[str, int | None, str]:
        """Say in which list a paragraph stands.

        Returns:
            The list's id ("" for none), the level when it is said, and the id of the style that says it ("" when the
            paragraph itself does).
        """
        found, level = "", ""
        for properties, style in self._with_style(paragraph):
            numbers = properties.find(WORD + "numPr")
            if numbers is None:
                continue
            level = level or attribute(numbers.find(WORD + "ilvl"), "val")
            found = attribute(numbers.find(WORD + "numId"), "val")
            if found:
                return ("" if found == "0" else found), int(level) if level.isdecimal() else None, style
        return "", None, ""

    def hides(self, run: Any, paragraph: Any) -> bool:
        """Tell whether a run of a paragraph is hidden text."""
        own = run.find(WORD + "rPr")
        style = attribute(own.find(WORD + "rStyle"), "val") if own is not None else ""
        chain = [own, *(one.find(WORD + "rPr") for one in self._chain(style))]
        chain += [one.find(WORD + "rPr") for one in self._chain(self._style_id(paragraph))]
        said = (one.find(WORD + "vanish") for one in chain if one is not None)
        mark = next((one for one in said if one is not None), None)
        return mark is not None and attribute(mark, "val", "1") not in _OFF

    def _style_id(self, paragraph: Any) -> str:
        properties = paragraph.find(WORD + "pPr")
        named = attribute(properties.find(WORD + "pStyle"), "val") if properties is not None else ""
        return named or self._default

    def _chain(self, style_id: str) -> Iterator[Any]:
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            yield style
            style_id = attribute(style.find(WORD + "basedOn"), "val")

    def _names(self, paragraph: Any) -> Iterator[str]:
        for style in self._chain(self._style_id(paragraph)):
            yield attribute(style.find(WORD + "name"), "val")

    def _with_style(self, paragraph: Any) -> Iterator[tuple[Any, str]]:
        own = paragraph.find(WORD + "pPr")
        if own is not None:
            yield own, ""
        for style in self._chain(self._style_id(paragraph)):
            properties = style.find(WORD + "pPr")
            if properties is not None:
                yield properties, attribute(style, "styleId")
