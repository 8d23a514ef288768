"""A report to be read: its outline at the left, its text with every passage anchored, the cited one lit.

Sentences are marked by how common they are; that is seen when shading is switched on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.report import Heading, Span
from service.answers import Measured, PassageAnswer, ReportFacts
from ui.web import addresses
from ui.web.markup import Html, escape, group, tag
from ui.web.render.bands import band, band_class
from ui.web.render.hits import actions
from ui.web.render.library import doubts
from ui.web.render.names import commonness_words, dotted, passage_number, provenance
from ui.web.words import Words, is_chinese

SHADED = "shade"
"""The name, in a query string, of the switch that shades sentences by commonness."""
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Content:
    """What a report says.

    Attributes:
        text: all of it; headings and passages are spans of it.
        headings: its outline; those that open a passage begin where it begins.
        passages: its paragraphs.
        sentences: theirs, with how common they are.
    """

    text: str
    headings: Sequence[Heading]
    passages: Sequence[PassageAnswer]
    sentences: Sequence[Measured] = ()


def reader(words: Words, facts: ReportFacts, content: Content, *, cited: str = "", shaded: bool = False) -> Html:
    """Show a report.

    Args:
        words: the language.
        facts: the report's facts.
        content: what it says.
        cited: the number of the passage to light.
        shaded: whether commonness is seen at first.
    """
    text, headings, passages = content.text, content.headings, content.passages
    measured: dict[str, list[Measured]] = defaultdict(list)
    for one in content.sentences:
        measured[one.passage].append(one)
    blocks = [(passage.span, _passage(words, passage, cited, measured)) for passage in passages]
    body = tag("div", *_body(text, headings, passages, blocks), class_="dz-body")
    front = _front(words, facts, shaded=shaded)
    article = tag("article", front, body, class_="dz-report", lang="zh" if is_chinese(text) else "en")
    shown = tag("div", outline(words, facts, headings, passages), article, class_="dz-reader", data_report=facts.id)
    return group(shown, _selection(words))


def _selection(words: Words) -> Html:
    """What is offered for a stretch of text that is selected; the script puts it beside it, and says which stretch."""
    return tag(
        "div",
        tag("a", words("hit.similar"), href="similar", class_="dz-similar"),
        tag("button", words("hit.cite"), type="button", data_cite_selection=True, title=words("reader.cite_selection")),
        tag("button", words("reader.collect"), type="button", data_collect=""),
        class_="dz-selection",
        role="toolbar",
        aria_label=words("reader.selection"),
        hidden=True,
    )


def outline(words: Words, facts: ReportFacts, headings: Sequence[Heading], passages: Sequence[PassageAnswer]) -> Html:
    """List the headings, each leading to its place."""
    here = addresses.report(facts.id)
    opened = {passage.span[0]: f"p{passage_number(passage.id)}" for passage in passages}
    items = [
        tag(
            "li",
            tag("a", heading.text, href=f"{here}#{opened.get(heading.span.start, f'h{n}')}"),
            class_=f"dz-level-{min(heading.level, _DEEPEST)}",
        )
        for n, heading in enumerate(headings)
    ]
    return tag("nav", tag("h2", words("reader.outline")), tag("ol", *items), class_="dz-outline")


def _front(words: Words, facts: ReportFacts, *, shaded: bool) -> Html:
    about = dotted([provenance(words, facts), facts.date, facts.session, facts.speaker])
    source = tag("p", words("reader.source", file=facts.source.file), class_="dz-hint")
    summarise = tag("a", words("reader.summarise"), href=addresses.summary(facts.id))
    compare = tag("a", words("versus.with"), href=addresses.compare(facts.id))
    doubtful = [tag("li", line) for line in doubts(words, facts, {})]
    return tag(
        "header",
        tag("h1", facts.title),
        tag("p", about, class_="dz-who"),
        source,
        tag("ul", *doubtful, class_="dz-doubts") if doubtful else None,
        tag("p", tag("span", dotted([summarise, compare])), _switch(words, on=shaded), class_="dz-front-actions"),
    )


def _switch(words: Words, *, on: bool) -> Html:
    box = tag("input", type="checkbox", value="1", checked=on, data_keep=SHADED, data_kept="on")
    return tag("label", box, words("reader.shade"), class_="dz-box dz-box-shade", title=words("reader.shade.hint"))


def _body(
    text: str,
    headings: Sequence[Heading],
    passages: Sequence[PassageAnswer],
    shown_passages: Sequence[tuple[Span, Html]],
) -> list[Html]:
    opened = {passage.span[0] for passage in passages}
    lines = [(n, heading) for n, heading in enumerate(headings) if heading.span.start not in opened]
    blocks = [*((heading.span, _heading(heading, n)) for n, heading in lines), *shown_passages]
    shown: list[Html] = []
    end = 0
    for span, block in sorted(blocks, key=lambda pair: pair[0]):
        shown.extend(_between(text[end : span.start]))
        shown.append(block)
        end = max(end, span.end)
    return [*shown, *_between(text[end:])]


def _between(text: str) -> list[Html]:
    """Lines that are neither heading nor passage: the title, the speaker, a form of address."""
    return [tag("p", line.strip(), class_="dz-front-line") for line in text.splitlines() if line.strip()]


def _heading(heading: Heading, n: int) -> Html:
    level = min(heading.level, _DEEPEST)
    return tag(f"h{level + 1}", heading.text, id=f"h{n}", class_=f"dz-level-{level}")


def _passage(words: Words, passage: PassageAnswer, cited: str, measured: Mapping[str, Sequence[Measured]]) -> Html:
    number = passage_number(passage.id)
    anchor = tag("a", number, href=addresses.reader(passage.id), class_="dz-number", title=words("reader.link"))
    lit = " dz-cited" if number == cited else ""
    text = tag("p", *_sentences(words, passage.text, measured.get(passage.id, ())), class_="dz-text")
    return tag(
        "section",
        anchor,
        group(text, actions(words, passage)),
        id=f"p{number}",
        class_=f"dz-passage{lit}",
        data_passage=passage.id,
    )


def _sentences(words: Words, text: str, measured: Sequence[Measured]) -> list[Html]:
    """Show a passage's text, letter by letter, each sentence that was measured in a span of its own."""
    shown: list[Html] = []
    end = 0
    for one in measured:
        shown += [escape(text[end : one.span.start]), _sentence(words, one, one.span.of(text))]
        end = one.span.end
    return [*shown, escape(text[end:])]


def _sentence(words: Words, one: Measured, text: str) -> Html:
    if one.commonness is None:
        return escape(text)
    said = commonness_words(words, one.commonness) or words(f"band.{band(one.commonness)}")
    return tag(
        "span",
        text,
        class_=f"dz-s {band_class(one.commonness)}",
        title=said,
        tabindex=-1,
        data_start=one.span.start,
        data_end=one.span.end,
    )
