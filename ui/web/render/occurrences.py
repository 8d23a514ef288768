"""One place where recurring text stands: its sentence with the exact stretch marked, how like it is, and what differs."""

from __future__ import annotations

from collections.abc import Sequence

from reports.report import Span
from reports.sentences import sentences
from service.answers import Flag, Occurrence
from ui.web import addresses
from ui.web.markup import Html, group, joined, tag
from ui.web.render.collect import collect
from ui.web.render.marks import Mark, boxed, marked
from ui.web.render.names import provenance, where
from ui.web.words import Words

_MOST = 60
_AROUND_CHARS = 90


def occurrences(words: Words, places: Sequence[Occurrence]) -> Html:
    """List the places where a family stands; of a family that stands in very many, the first, and how many more there are."""
    rows = [occurrence(words, place) for place in places[:_MOST]]
    flagged = tag("p", words("families.flagged"), class_="dz-hint") if any(place.flags for place in places) else None
    more = words.count("families.elsewhere", len(places) - _MOST) if len(places) > _MOST else None
    return group(flagged, tag("ol", *rows, class_="dz-occurrences"), tag("p", more, class_="dz-hint") if more else None)


def occurrence(words: Words, place: Occurrence) -> Html:
    """Show one place where a family stands, with the facts that differ boxed."""
    passage = place.passage
    link = tag("a", provenance(words, passage.report), href=addresses.reader(passage.id), class_="dz-open")
    head = tag(
        "div",
        link,
        tag("span", where(words, passage), class_="dz-where"),
        _grade(words, place),
        collect(words, passage),
        class_="dz-occurrence-head",
    )
    return tag("li", head, _sentence(place), flag_line(words, place.flags))


def _grade(words: Words, place: Occurrence) -> Html:
    """How like the most typical member it is, and what it was found by where that was not its words."""
    title = words(f"channel.{place.channel}")
    found = tag("span", title, class_="dz-channel") if place.channel != "words" else None
    return tag("span", words(f"grade.{place.grade}"), found, class_=f"dz-grade dz-grade-{place.grade}", title=title)


def _sentence(place: Occurrence) -> Html:
    text = place.passage.text
    window = _window(text, place.span)
    whole = window == place.span
    marks = [] if whole else [Mark(place.span, "dz-stands")]
    return tag("p", marked(text, marks, window), class_="dz-text" if whole else "dz-text dz-around")


def _window(text: str, span: Span) -> Span:
    """Give the sentences that a stretch lies in; of very long ones what is near it."""
    around = [one for one in sentences(text) if one.start < span.end and span.start < one.end]
    start = min((one.start for one in around), default=span.start)
    end = max((one.end for one in around), default=span.end)
    return Span(
        min(span.start, max(start, span.start - _AROUND_CHARS)), max(span.end, min(end, span.end + _AROUND_CHARS))
    )


def flag_line(words: Words, flags: Sequence[Flag]) -> Html | None:
    """Show facts that differ in one line, each kind with its pairs of values; nothing where none do."""
    if not flags:
        return None
    kinds = dict.fromkeys(flag.kind for flag in flags)
    shown = [group(words(f"flag.{kind}"), " ", *_boxes(flags, kind)) for kind in kinds]
    return tag("p", joined("  ", shown), class_="dz-flags")


def _boxes(flags: Sequence[Flag], kind: str) -> list[Html]:
    return [group(boxed(flag.mine, flag.theirs), " ") for flag in flags if flag.kind == kind]
