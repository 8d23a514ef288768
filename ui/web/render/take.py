"""A line that takes what is shown away, as one file or another."""

from __future__ import annotations

from collections.abc import Callable

from service.exports.write import WRITERS
from ui.web.markup import Html, joined, tag
from ui.web.words import Words

ENDINGS = tuple(ending.removeprefix(".") for ending in WRITERS)
"""What anything can be taken away as."""


def take(words: Words, file_at: Callable[[str], str]) -> Html:
    """Offer files; `file_at` gives the address of the one with an ending of `ENDINGS`."""
    files = [tag("a", words(f"file.{ending}"), href=file_at(ending), download=True) for ending in ENDINGS]
    return tag("p", words("take.label"), " ", joined(" ", files), class_="dz-hint dz-take")
