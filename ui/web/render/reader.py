"""A report to be read: its outline at the left, its text with every passage anchored, the cited one lit."""

from __future__ import annotations

from collections.abc import Sequence

from reports.report import Heading
from service.answers import PassageAnswer, ReportFacts
from ui.web import addresses
from ui.web.markup import Html, group, tag
from ui.web.render.hits import actions
from ui.web.render.library import doubts
from ui.web.render.names import dotted, passage_number, provenance
from ui.web.words import Words, is_chinese

_DEEPEST = 4


def reader(
    words: Words,
    facts: ReportFacts,
    text: str,
    headings: Sequence[Heading],
    passages: Sequence[PassageAnswer],
    *,
    cited: str = "",
) -> Html:
    """Show a report.

    Args:
        words: the language.
        facts: the report's facts.
        text: its text; headings and passages are spans of it.
        headings: its outline; those that open a passage begin where it begins.
        passages: its paragraphs.
        cited: the number of the passage to light.
    """
    body = tag("div", *_body(words, text, headings, passages, cited), class_="dz-body")
    article = tag("article", _front(words, facts), body, class_="dz-report", lang="zh" if is_chinese(text) else "en")
    return tag("div", outline(words, facts, headings, passages), article, class_="dz-reader", data_report=facts.id)


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


def _front(words: Words, facts: ReportFacts) -> Html:
    about = dotted([provenance(words, facts), facts.date, facts.session, facts.speaker])
    source = tag("p", words("reader.source", file=facts.source.file), class_="dz-hint")
    summarise = tag("a", words("reader.summarise"), href=addresses.summary(facts.id))
    doubtful = [tag("li", line) for line in doubts(words, facts, {})]
    return tag(
        "header",
        tag("h1", facts.title),
        tag("p", about, class_="dz-who"),
        source,
        tag("ul", *doubtful, class_="dz-doubts") if doubtful else None,
        tag("p", summarise),
    )


def _body(
    words: Words, text: str, headings: Sequence[Heading], passages: Sequence[PassageAnswer], cited: str
) -> list[Html]:
    opened = {passage.span[0] for passage in passages}
    lines = [(n, heading) for n, heading in enumerate(headings) if heading.span.start not in opened]
    blocks = [(heading.span, _heading(heading, n)) for n, heading in lines]
    blocks += [(passage.span, _passage(words, passage, cited)) for passage in passages]
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


def _passage(words: Words, passage: PassageAnswer, cited: str) -> Html:
    number = passage_number(passage.id)
    anchor = tag("a", number, href=addresses.reader(passage.id), class_="dz-number", title=words("reader.link"))
    lit = " dz-cited" if number == cited else ""
    text = tag("p", passage.text, class_="dz-text")
    return tag("section", anchor, group(text, actions(words, passage)), id=f"p{number}", class_=f"dz-passage{lit}")
