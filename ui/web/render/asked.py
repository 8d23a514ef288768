"""How a question was understood, as chips that can be taken off one by one, and put back."""

from __future__ import annotations

from dataclasses import dataclass

from service.answers import Absent, Understood
from service.filters import Filters
from ui.web import addresses
from ui.web.markup import Html, tag
from ui.web.render.names import body, region_name
from ui.web.words import Words


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, and how: all that the address of an answer keeps.

    Attributes:
        by: "passage" or "region".
        left_open: what the question names and narrows nothing; some of `addresses.FILTER_NAMES`.
    """

    question: str
    filters: Filters
    by: str = "passage"
    left_open: tuple[str, ...] = ()

    def address(self, left_open: tuple[str, ...]) -> str:
        """Where the same is asked with something else left open."""
        ordered = [name for name in addresses.FILTER_NAMES if name in left_open]
        by = None if self.by == "passage" else self.by
        return addresses.ask(self.question, self.filters, by=by, left_open=ordered)


def understood(words: Words, found: Understood, asked: Asked) -> Html | None:
    """Say how the question was narrowed: each chip can be taken off, and one that was is offered again."""
    named = _named(words, found)
    if not named and not asked.left_open:
        return None
    chips = [_chip(words, name, label, asked) for name, label in named.items()]
    opened = [_opened_chip(words, name, asked) for name in asked.left_open]
    every = tag("a", words("ask.as_asked"), href=asked.address((*asked.left_open, *named))) if len(named) > 1 else None
    lead = tag("span", words("ask.understood"))
    return tag("p", lead, *chips, *opened, every, class_="dz-understood")


def absent(words: Words, lacking: Absent) -> Html | None:
    """Say what the question names and the library lacks."""
    said = [words("ask.absent.region", region=lacking.region)] if lacking.region else []
    said += [words("ask.absent.year", year=lacking.year)] if lacking.year else []
    quoted = words("list.comma").join(lacking.quotations)
    said += [words("ask.absent.quotations", quoted=quoted)] if quoted else []
    return tag("div", *(tag("p", line) for line in said), class_="dz-absent", role="status") if said else None


def _named(words: Words, found: Understood) -> dict[str, str]:
    """What a question was narrowed by, and how that is called."""
    named = {
        "region": region_name(words, found.region) if found.region else "",
        "year": str(found.year or ""),
        "body": body(words, found.body) if found.body else "",
        "part": words(f"part.{found.part}") if found.part else "",
    }
    return {name: label for name, label in named.items() if label}


def _chip(words: Words, name: str, label: str, asked: Asked) -> Html:
    does = words("ask.take_off", label=label)
    cross = tag("a", "×", href=asked.address((*asked.left_open, name)), class_="dz-off", title=does, aria_label=does)
    return tag("span", label, cross, class_="dz-chip")


def _opened_chip(words: Words, name: str, asked: Asked) -> Html:
    rest = tuple(other for other in asked.left_open if other != name)
    does = words("ask.put_back")
    back = tag("a", "↺", href=asked.address(rest), class_="dz-off", title=does, aria_label=does)
    return tag("span", words(f"ask.any.{name}"), back, class_="dz-chip dz-chip-open")
