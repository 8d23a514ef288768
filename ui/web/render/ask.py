"""The answer to a question."""

from __future__ import annotations

from service.answers import Answer, RegionAnswer, Understood
from service.filters import Filters
from ui.web import addresses
from ui.web.markup import Html, group, joined, tag
from ui.web.render.hits import hit_card
from ui.web.render.names import body, region_name
from ui.web.render.notices import notice
from ui.web.words import Words


def answer(words: Words, given: Answer, filters: Filters) -> Html:
    """Show the hits of an answer; when nothing answers, say so above the near misses."""
    if not given.hits:
        return group(
            understood(words, given, filters), notice(words("ask.nothing"), tag("p", words("ask.nothing.hint")))
        )
    unsure = None if given.confident else tag("p", words("ask.unsure"), class_="dz-unsure", role="status")
    cards = [hit_card(words, hit, near_miss=not given.confident) for hit in given.hits]
    return tag("div", understood(words, given, filters), unsure, *cards, class_="dz-hits", data_question=given.question)


def understood(words: Words, given: Answer, filters: Filters) -> Html | None:
    """Say how the question was narrowed, with a way to ask it as it stands."""
    named = _narrowed(words, given.understood)
    if not named:
        return None
    chips = [tag("span", name, class_="dz-chip") for name in named]
    undo = tag("a", words("ask.as_asked"), href=addresses.ask(given.question, filters, as_asked=True))
    return tag("p", words("ask.understood"), " ", *chips, " ", undo, class_="dz-understood")


def _narrowed(words: Words, found: Understood) -> list[str]:
    return [
        name
        for name in (
            region_name(words, found.region) if found.region else "",
            str(found.year or ""),
            body(words, found.body) if found.body else "",
            words(f"part.{found.part}") if found.part else "",
        )
        if name
    ]


def answer_by_region(words: Words, given: RegionAnswer) -> Html:
    """Show the best answer of each region, and name the regions that are silent."""
    spoken = [row for row in given.regions if row.best is not None]
    silent = [region_name(words, row.region) for row in given.regions if row.best is None]
    count = tag(
        "p", words("regions.count", said=len(spoken), of=given.region_count, silent=given.silent), class_="dz-count"
    )
    if not spoken:
        return group(count, notice(words("ask.nothing"), tag("p", words("ask.nothing.hint"))))
    cards = [hit_card(words, row.best) for row in spoken if row.best is not None]
    return tag("div", count, *cards, silence(words, silent), class_="dz-hits")


def silence(words: Words, names: list[str]) -> Html | None:
    """Name the regions that say nothing of the kind."""
    if not names:
        return None
    return tag("p", tag("b", words("regions.silent")), " ", joined(words("list.comma"), names), class_="dz-silent")
