"""A summary in the report's own sentences, each with a mark that leads to where it stands."""

from __future__ import annotations

from collections.abc import Callable

from service.answers import Commonness, Overview, Point, SectionCount, Summary, SummarySentence
from ui.web import addresses
from ui.web.markup import Html, tag
from ui.web.render.names import commonness_class, dotted, passage_number, provenance, where
from ui.web.render.take import take
from ui.web.words import Words

_WIDTHS = 12
"""Into how many parts the strip of sections is divided."""


def summary(words: Words, made: Summary, *, region_count: int, file_at: Callable[[str], str]) -> Html:
    """Show a summary.

    Args:
        words: the language.
        made: the summary.
        region_count: how many regions the library has, to colour what is common.
        file_at: gives the address of its file with an ending of `take.ENDINGS`.
    """
    title = tag("h2", tag("a", made.report.title, href=addresses.report(made.report.id)))
    length = words("summary.length", chars=len(made.text), budget=made.budget_chars)
    facts = tag("p", dotted([provenance(words, made.report), length]), class_="dz-hint")
    sentences = [_sentence(words, one, n, region_count) for n, one in enumerate(made.sentences, 1)]
    return tag(
        "article",
        title,
        facts,
        tag("p", words("summary.whole"), class_="dz-hint") if made.whole else None,
        _strip(words, made.sections),
        tag("div", *sentences, class_="dz-sentences"),
        _shared(words, made, region_count),
        _copy(words, made),
        take(words, file_at),
        class_="dz-summary",
        data_report=made.report.id,
    )


def _strip(words: Words, sections: tuple[SectionCount, ...]) -> Html | None:
    """Show which sections the summary draws on: a band a section, as wide as it is long."""
    if len(sections) < 2:  # noqa: PLR2004
        return None
    whole = max(sum(one.chars for one in sections), 1)
    bands = [
        tag(
            "li",
            tag("span", one.heading or words("summary.opening")),
            class_=f"dz-grow-{max(1, round(_WIDTHS * one.chars / whole))} {'dz-drawn' if one.sentences else 'dz-left'}",
            title=words.count("summary.from", one.sentences, heading=one.heading or words("summary.opening")),
        )
        for one in sections
    ]
    return tag("ol", *bands, class_="dz-strip", aria_label=words("summary.sections"))


def _shared(words: Words, made: Summary, region_count: int) -> Html | None:
    """Fold away what other regions say too."""
    if not made.shared:
        return None
    most = max(one.also_in or 0 for one in made.shared)
    told = words.count("summary.shared", len(made.shared), regions=most)
    sentences = [_sentence(words, one, n, region_count) for n, one in enumerate(made.shared, 1)]
    return tag("details", tag("summary", told), tag("div", *sentences, class_="dz-sentences"), class_="dz-fold")


def _sentence(words: Words, one: SummarySentence, n: int, region_count: int) -> Html:
    mark = _mark(words, one, n)
    note = tag("span", tag("span", where(words, one.passage)), _also(words, one.also_in), class_="dz-margin")
    return tag(
        "div",
        tag("p", one.text, mark, class_="dz-text"),
        note,
        class_=f"dz-sentence {_shade(one.also_in, region_count)}",
    )


def _mark(words: Words, one: SummarySentence, n: int) -> Html:
    """Lead to where a sentence stands."""
    return tag(
        "a",
        f"[{n}]",
        href=addresses.reader(one.passage.id),
        class_="dz-mark",
        title=place_title(words, one),
        aria_label=words("summary.source", number=passage_number(one.passage.id)),
    )


def place_title(words: Words, one: SummarySentence) -> str:
    """Where a sentence stands, as plain text."""
    number = words("passage.number", number=passage_number(one.passage.id))
    return " › ".join([*one.passage.heading, number])


def _also(words: Words, also_in: int | None) -> Html | None:
    if also_in is None:
        return None
    text = words.count("summary.also", also_in) if also_in else words("common.only")
    return tag("span", text, class_="dz-commonness")


def _shade(also_in: int | None, region_count: int) -> str:
    if also_in is None:
        return commonness_class(None)
    return commonness_class(Commonness(also_in + 1, max(also_in + 1, region_count)))


def _copy(words: Words, made: Summary) -> Html:
    return tag(
        "details",
        tag("summary", words("summary.plain")),
        tag("p", made.text, class_="dz-text", data_copy=True, title=words("cite.copy")),
        class_="dz-plain",
    )


def overview(words: Words, found: Overview) -> Html:
    """Show what several reports say, all of them first, and who."""
    count = len(found.reports)
    return tag(
        "article",
        tag("h2", words.count("overview.title", count)),
        None if found.confident else tag("p", words("overview.unsure"), class_="dz-unsure"),
        tag("div", *(_point(words, one, count) for one in found.points), class_="dz-sentences"),
        class_="dz-summary",
    )


def _point(words: Words, point: Point, count: int) -> Html:
    said = len(point.said_by)
    others = [
        tag("li", provenance(words, one.passage.report), " ", one.text, _mark(words, one, n))
        for n, one in enumerate(point.said_by, 1)
    ]
    who = tag("details", tag("summary", words("overview.who", n=said, of=count)), tag("ol", *others), class_="dz-fold")
    text = tag("p", point.sentence.text, _mark(words, point.sentence, 1), class_="dz-text")
    return tag("div", tag("div", text, who), class_=f"dz-sentence {commonness_class(Commonness(said, count))}")
