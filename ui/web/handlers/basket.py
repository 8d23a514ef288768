"""Showing a basket: the browser says what is in it, the library what that is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from service.errors import BadRequest, NotFound
from ui.web.handlers.readable import readable
from ui.web.markup import Html
from ui.web.render import basket as render
from ui.web.render.basket import MOST_NOTE_CHARS, Collected
from ui.web.site import Site

if TYPE_CHECKING:
    from service.library import Library

MOST = 1_000
"""Most passages in a basket."""
_MOST_ID_CHARS = 100


@readable
def basket(site: Site, kept: str) -> Html:
    """Show a basket.

    Args:
        site: the library and the language.
        kept: what the browser says: JSON, `{"shared": bool, "entries": [{"id", "note"}..]}`.
    """
    shared, entries = _read(kept)
    return render.basket(site.words, found(site.library, entries), shared=shared)


def found(library: Library, entries: Iterable[tuple[str, str]]) -> list[Collected]:
    """Find what was collected; a passage that is gone stays in its place, without its text.

    Raises:
        BadRequest: there are too many, or a note or an id is too long.
    """
    collected: list[Collected] = []
    for id_, note in entries:
        if len(collected) == MOST:
            raise BadRequest(f"more than {MOST} passages", hint="take some of them out")
        if len(note) > MOST_NOTE_CHARS or len(id_) > _MOST_ID_CHARS:
            raise BadRequest(f"the note on {id_[:_MOST_ID_CHARS]} is too long", hint="shorten it")
        collected.append(_found(library, id_, note))
    return collected


def _found(library: Library, id_: str, note: str) -> Collected:
    try:
        return Collected(id_, note, library.passage(id_))
    except NotFound:
        return Collected(id_, note, None)


def _read(kept: str) -> tuple[bool, list[tuple[str, str]]]:
    """Read what the browser says; what makes no sense is an empty basket."""
    try:
        told = json.loads(kept or "{}")
        return bool(told.get("shared")), [(str(one["id"]), str(one.get("note", ""))) for one in told.get("entries", ())]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False, []
