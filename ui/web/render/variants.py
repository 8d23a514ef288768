"""The wordings of a family: what varies in each, which regions have it, and in which years it stands."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from service.answers import Family, Occurrence, PassageAnswer
from service.changes import changes
from ui.web import addresses
from ui.web.markup import Html, group, joined, tag
from ui.web.render.charts import Bar, small_bars
from ui.web.render.marks import changed
from ui.web.render.names import region_name
from ui.web.words import Words

_SLOT = re.compile(r"⟨[^⟩]*⟩")
_MOST_WORDINGS = 6
_MOST_PLACES = 8
_MOST_YEARS = 12
_MOST_SLOTS = 6
"""Where more places differ, what stands in which is not told from the text alone."""


def who_has_what(one: Family) -> list[dict[str, list[PassageAnswer]]]:
    """Find what stands in each slot of a family's template, and where: for each slot, passages by value.

    Occurrences that depart from the template elsewhere are left out.
    """
    count = len(_SLOT.findall(one.template))
    if not 0 < count <= _MOST_SLOTS or count != len(one.slots):
        return [{} for _ in one.slots]
    pattern = re.compile("(.*?)".join(re.escape(piece) for piece in _SLOT.split(one.template)), re.DOTALL)
    found: list[dict[str, list[PassageAnswer]]] = [defaultdict(list) for _ in one.slots]
    for place in one.occurrences:
        match = pattern.fullmatch(place.text)
        for slot, value in zip(found, match.groups() if match else (), strict=False):
            slot[value].append(place.passage)
    return found


def wordings(words: Words, places: Sequence[Occurrence]) -> Html | None:
    """List the wordings of a family, the most frequent first, each as a change of the first one."""
    by_text: dict[str, list[PassageAnswer]] = defaultdict(list)
    for place in places:
        by_text[place.text].append(place.passage)
    typical, others = next(iter(by_text)), sorted(by_text.items(), key=lambda one: -len(one[1]))
    if len(others) == 1:
        return None
    rows = [
        tag(
            "li",
            tag("p", changed(typical, text, changes(typical, text)) if text != typical else text, class_="dz-text"),
            tag("p", regions(words, passages), class_="dz-where"),
        )
        for text, passages in others[:_MOST_WORDINGS]
    ]
    more = words.count("variants.more", len(others) - _MOST_WORDINGS) if len(others) > _MOST_WORDINGS else None
    return tag(
        "details",
        tag("summary", words.count("variants.count", len(others))),
        tag("ol", *rows, class_="dz-occurrences"),
        tag("p", more, class_="dz-hint") if more else None,
        class_="dz-fold",
    )


def regions(words: Words, passages: Sequence[PassageAnswer]) -> Html:
    """Name the regions of some passages, each leading to one of them."""
    by_region = {region_name(words, passage.report.region): passage for passage in reversed(passages)}
    links = [
        tag("a", _last(passage) or name, href=addresses.reader(passage.id), title=name)
        for name, passage in list(reversed(by_region.items()))[:_MOST_PLACES]
    ]
    more = words("families.more", n=len(by_region) - _MOST_PLACES) if len(by_region) > _MOST_PLACES else None
    return group(joined(words("list.comma"), links), " ", more)


def _last(passage: PassageAnswer) -> str:
    return next((name for name in reversed(passage.report.region or ()) if name), "")


def timeline(words: Words, places: Sequence[Occurrence]) -> Html | None:
    """Count, year by year, the regions whose reports have it; from the first year to the last; nothing for one year or very many."""
    having = {
        (year, place.passage.report.region or place.passage.report.id)
        for place in places
        if place.passage.report.covers
        for year in range(place.passage.report.covers[0], place.passage.report.covers[1] + 1)
    }
    counts = Counter(year for year, _ in having)
    if len(counts) <= 1 or max(counts) - min(counts) >= _MOST_YEARS:
        return None
    years = range(min(counts), max(counts) + 1)
    bars = [Bar(str(year), counts[year], words("timeline.year", year=year, n=counts[year])) for year in years]
    return tag("figure", small_bars(bars, words("timeline.label")), class_="dz-timeline")
