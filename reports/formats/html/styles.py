"""The numbers that a page's own style sheets give its lists, or take from them.

Of CSS, only what lists are styled with in practice is understood: selectors of elements, classes and ids, one inside the
other. A rule that says more is passed over; a sheet that stands elsewhere is not fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_KINDS = {
    **dict.fromkeys(("none", "disc", "circle", "square"), "none"),
    **dict.fromkeys(("lower-alpha", "lower-latin"), "lowerLetter"),
    **dict.fromkeys(("upper-alpha", "upper-latin"), "upperLetter"),
    **dict.fromkeys(("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"), "chineseCounting"),
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
"""The kinds of list of CSS, by the number formats they are; points are no numbers."""
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:([^;]*)")
_NO_RULE = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_STEP = re.compile(r"(\*|[a-z][\w-]*)?((?:[.#][\w-]+)*)")


def number_format(declarations: str) -> str | None:
    """Say which number format a rule or a style attribute gives a list, "none" for no numbers; None if it gives none.

    In `list-style` the position and a picture may stand around the kind, and `none` may be said of the picture alone.
    """
    said = _LIST_STYLE.findall(declarations.lower())
    words = re.findall(r"[\w-]+", said[-1]) if said else []
    named = (_KINDS[word] for word in words if word in _KINDS and word != "none")
    return next(named, "none" if "none" in words else None)


class _Step(NamedTuple):
    """One of the elements that a selector goes through."""

    tag: str
    classes: frozenset[str]
    ids: frozenset[str]

    def fits(self, element: Any) -> bool:
        return (
            self.tag in {"", "*", element.tag}
            and self.classes <= set(element.get("class", "").lower().split())
            and self.ids <= {element.get("id", "").lower()}
        )


class _Rule(NamedTuple):
    weight: tuple[int, int, int]
    path: tuple[_Step, ...]
    number_format: str

    def holds_for(self, element: Any) -> bool:
        *around, own = self.path
        if not own.fits(element):
            return False
        ancestors = element.iterancestors()
        return all(any(step.fits(ancestor) for ancestor in ancestors) for step in reversed(around))


class ListStyles:
    """What a page's own style sheets say of its lists."""

    def __init__(self, page: Any) -> None:
        rules = (rule for sheet in page.iter("style") for rule in _rules(sheet.text or ""))
        self._heaviest_last = sorted(rules, key=lambda rule: rule.weight)

    def number_format(self, element: Any) -> str | None:
        """Give the number format of the rule that wins for an element; None if no rule speaks of it."""
        winners = (rule.number_format for rule in reversed(self._heaviest_last) if rule.holds_for(element))
        return next(winners, None)


def _rules(sheet: str) -> Iterator[_Rule]:
    for block in _NO_RULE.sub(" ", sheet.lower()).split("}"):
        before, _, declarations = block.rpartition("{")
        chosen = number_format(declarations)
        if chosen is None:
            continue
        for selector in re.split("[{;]", before)[-1].split(","):
            path = _path(selector)
            if path:
                yield _Rule(_weight(path), path, chosen)


def _path(selector: str) -> tuple[_Step, ...]:
    """Take a selector apart; a child is taken for any descendant, and what is not understood gives an empty path."""
    steps = [_STEP.fullmatch(step) for step in selector.replace(">", " ").split()]
    return tuple(_step(step[1] or "", step[2]) for step in steps if step) if all(steps) else ()


def _step(tag: str, marks: str) -> _Step:
    named = re.findall(r"([.#])([\w-]+)", marks)
    classes, ids = (frozenset(name for sign, name in named if sign == wanted) for wanted in ".#")
    return _Step(tag, classes, ids)


def _weight(path: tuple[_Step, ...]) -> tuple[int, int, int]:
    """Weigh a selector as CSS does: its ids first, then its classes, then its elements; of equals the later rule wins."""
    return (
        sum(len(step.ids) for step in path),
        sum(len(step.classes) for step in path),
        sum(step.tag not in {"", "*"} for step in path),
    )
