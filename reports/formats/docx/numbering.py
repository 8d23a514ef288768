"""Numbers that Word writes in front of a list's paragraphs: they are text to the reader, but stand nowhere in the file.

The rules are those of ECMA-376, part 1, section 17.9 (numbering).
"""

from __future__ import annotations

import re
from typing import Any

from reports.formats.counting import written_number

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_FULL_WIDTH_END = re.compile(r"[、，。：；．）】》」』〕]$")
_TAKEN_LEVEL = re.compile(r"%([1-9])")


def attribute(element: Any, name: str, default: str = "") -> str:
    """Give an attribute of Word's own namespace."""
    return str(element.get(WORD + name, default)) if element is not None else default


class Numbering:
    """The lists of a document, counted along while it is read from its beginning to its end."""

    def __init__(self, root: Any | None) -> None:
        """Take the root of `numbering.xml`, or None for a document without lists."""
        found = root if root is not None else ()
        self._lists = {attribute(one, "numId"): one for one in found if one.tag == WORD + "num"}
        self._patterns = {attribute(one, "abstractNumId"): one for one in found if one.tag == WORD + "abstractNum"}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def level_of_style(self, list_id: str, style_id: str) -> int:
        """Say on which level of a list the paragraphs of a style stand; a list that does not say has them on the first."""
        pattern = self._pattern(list_id)
        levels = pattern.iterfind(WORD + "lvl") if pattern is not None else ()
        return next(
            (
                int(attribute(one, "ilvl", "0"))
                for one in levels
                if attribute(one.find(WORD + "pStyle"), "val") == style_id
            ),
            0,
        )

    def next_label(self, list_id: str, level: int) -> str:
        """Count one paragraph, and give what Word writes in front of it: "三、", "（二）", "1. "; "" for a plain bullet."""
        pattern = self._pattern(list_id)
        definition = self._definition(list_id, level)
        if pattern is None or definition is None:
            return ""
        self._count(attribute(pattern, "abstractNumId"), list_id, level)
        written = attribute(definition.find(WORD + "lvlText"), "val")
        if _format_of(definition) == "bullet":
            return written if set(written) <= set("—－-") else ""
        numbers = self._counts[attribute(pattern, "abstractNumId")]
        legal = definition.find(WORD + "isLgl") is not None

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            style = _format_of(self._definition(list_id, at))
            count = numbers.get(at, self._start(list_id, at))
            return written_number(count, "decimal" if legal and style != "none" else style)

        label = _TAKEN_LEVEL.sub(number, written)
        behind = attribute(definition.find(WORD + "suff"), "val", "tab")
        return label if not label or behind == "nothing" or _FULL_WIDTH_END.search(label) else f"{label} "

    def _count(self, pattern_id: str, list_id: str, level: int) -> None:
        counts = self._counts.setdefault(pattern_id, {})
        restarts = (list_id, level) not in self._begun and self._override(list_id, level, "startOverride") is not None
        self._begun.add((list_id, level))
        counts[level] = self._start(list_id, level) if restarts or level not in counts else counts[level] + 1
        for deeper in range(level + 1, _LEVELS):
            definition = self._definition(list_id, deeper)
            never = definition is not None and attribute(definition.find(WORD + "lvlRestart"), "val") == "0"
            if not never:
                counts.pop(deeper, None)

    def _start(self, list_id: str, level: int) -> int:
        override = self._override(list_id, level, "startOverride")
        definition = self._definition(list_id, level)
        start = (
            override if override is not None else definition.find(WORD + "start") if definition is not None else None
        )
        written = attribute(start, "val", "1")
        return int(written) if re.fullmatch(r"\d{1,9}", written) else 1

    def _pattern(self, list_id: str) -> Any | None:
        """Find the pattern of a list, through the link to another list's that a list style has."""
        pattern = self._patterns.get(attribute(self._child(list_id, "abstractNumId"), "val"))
        link = attribute(pattern.find(WORD + "numStyleLink"), "val") if pattern is not None else ""
        linked = (one for one in self._patterns.values() if attribute(one.find(WORD + "styleLink"), "val") == link)
        return next(linked, pattern) if link else pattern

    def _definition(self, list_id: str, level: int) -> Any | None:
        override = self._override(list_id, level, "lvl")
        pattern = self._pattern(list_id)
        if override is not None or pattern is None:
            return override
        levels = (one for one in pattern.iterfind(WORD + "lvl") if attribute(one, "ilvl") == str(level))
        return next(levels, None)

    def _override(self, list_id: str, level: int, name: str) -> Any | None:
        own = self._lists.get(list_id)
        found = own.iterfind(WORD + "lvlOverride") if own is not None else ()
        return next((one.find(WORD + name) for one in found if attribute(one, "ilvl") == str(level)), None)

    def _child(self, list_id: str, name: str) -> Any | None:
        own = self._lists.get(list_id)
        return own.find(WORD + name) if own is not None else None


def _format_of(definition: Any | None) -> str:
    return attribute(definition.find(WORD + "numFmt"), "val", "decimal") if definition is not None else "decimal"
