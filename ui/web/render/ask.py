"""The answer to a question."""

from __future__ import annotations

from collections.abc import Sequence

from service.answers import Answer, Hit, RegionAnswer, Understood
from ui.web import addresses
from ui.web.markup import Child, Html, group, joined, tag
from ui.web.render.asked import Asked, absent, understood
from ui.web.render.hits import hit_card, percent
from ui.web.render.names import region_name
from ui.web.render.notices import notice
from ui.web.words import Words


def answer(words: Words, given: Answer, asked: Asked) -> Html:
    """Show the hits of an answer; when nothing answers, say so above the near misses."""
    head = group(understood(words, given.understood, asked), absent(words, given.absent))
    if not given.hits:
        return group(head, notice(words("ask.nothing"), tag("p", words("ask.nothing.hint"))))
    unsure = None if given.confident else tag("p", words("ask.unsure"), class_="dz-unsure", role="status")
    cards = [hit_card(words, hit, near_miss=not given.confident) for hit in given.hits]
    said = words.count("ask.said", len(cards)) if given.confident else words("ask.unsure")
    return tag("div", head, unsure, *cards, class_="dz-hits", data_question=given.question, data_said=said)


def answer_by_region(words: Words, given: RegionAnswer, asked: Asked) -> Html:
    """Show the best answer of each region, and name the regions that are silent, with the nearest that they say."""
    spoken = [row.best for row in given.regions if row.best is not None]
    silent = [_silent(words, row.region, row.nearest_miss) for row in given.regions if row.silent]
    head = group(
        understood(words, given.understood or Understood(), asked),
        absent(words, given.absent),
        tag(
            "p", words("regions.count", said=len(spoken), of=given.region_count, silent=given.silent), class_="dz-count"
        ),
    )
    if not given.regions:
        return group(head, notice(words("ask.nothing"), tag("p", words("ask.nothing.hint"))))
    if not given.confident:
        unsure = tag("p", words("ask.unsure.regions"), class_="dz-unsure", role="status")
        return tag("div", head, unsure, silence(words, silent), class_="dz-hits")
    cards = [hit_card(words, hit) for hit in spoken]
    return tag("div", head, *cards, silence(words, silent), class_="dz-hits")


def _silent(words: Words, region: tuple[str | None, ...] | None, miss: Hit | None) -> Child:
    name = region_name(words, region)
    if miss is None:
        return name
    nearest = words("regions.nearest", percent=percent(miss.similarity))
    return group(name, " ", tag("a", nearest, href=addresses.reader(miss.passage.id), class_="dz-nearest"))


def silence(words: Words, names: Sequence[Child]) -> Html | None:
    """Name the regions that say nothing of the kind."""
    if not names:
        return None
    return tag("p", tag("b", words("regions.silent")), " ", joined(words("list.comma"), names), class_="dz-silent")
