"""Two texts side by side: each keeps its own words, with what the other changed, and long stretches that both have are folded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter

from service.answers import Change
from ui.web.markup import Html, group, tag
from ui.web.render.marks import boxed, is_numeral
from ui.web.words import Words

_EDGE_CHARS = 16
_FOLDED_CHARS = 56
"""A stretch that both have is folded when it is longer."""

Show = Callable[[Words, Change, str, str], Html]


def before(words: Words, mine: str, theirs: str, changes: Sequence[Change]) -> Html:
    """Show `mine` in its own order: what was taken out is struck, what moved points away, a changed figure is boxed."""
    steps = sorted((change for change in changes if change.mine), key=attrgetter("mine"))
    return _shown(words, steps, mine, theirs, _old)


def after(words: Words, mine: str, theirs: str, changes: Sequence[Change]) -> Html:
    """Show `theirs` in its own order: what was put in is underlined, what moved is pointed at, a changed figure has both values."""
    steps = sorted((change for change in changes if change.theirs), key=attrgetter("theirs"))
    return _shown(words, steps, mine, theirs, _new)


def folded(words: Words, text: str) -> Html:
    """Show the ends of a long text, and a button for what lies between them."""
    if len(text) <= _FOLDED_CHARS:
        return group(text)
    middle = text[_EDGE_CHARS:-_EDGE_CHARS]
    label = words("versus.unfold", n=len(middle))
    button = tag("button", "…", type="button", class_="dz-unfold", data_unfold=True, title=label, aria_label=label)
    return group(text[:_EDGE_CHARS], button, tag("span", middle, hidden=True), text[-_EDGE_CHARS:])


def _shown(words: Words, steps: Sequence[Change], mine: str, theirs: str, show: Show) -> Html:
    pieces = (
        show(words, step, step.mine.of(mine) if step.mine else "", step.theirs.of(theirs) if step.theirs else "")
        for step in steps
    )
    return group(*pieces)


def _old(words: Words, change: Change, old: str, new: str) -> Html:
    match change.kind:
        case "equal":
            return folded(words, old)
        case "move":
            return tag("span", folded(words, old), " →", class_="dz-moved", title=words("versus.moved_away"))
        case _ if is_numeral(old) and is_numeral(new):
            return tag("span", tag("del", old), class_="dz-boxed", title=f"{old} → {new}")
        case _:
            return tag("del", old)


def _new(words: Words, change: Change, old: str, new: str) -> Html:
    match change.kind:
        case "equal":
            return folded(words, new)
        case "move":
            return tag("span", "→ ", folded(words, new), class_="dz-moved", title=words("versus.moved_here"))
        case _ if is_numeral(old) and is_numeral(new):
            return boxed(old, new)
        case _:
            return tag("ins", new)
