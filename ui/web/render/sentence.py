"""One sentence of a report: how common it is, where it stands elsewhere and what differs there, and ways onward."""

from __future__ import annotations

from collections.abc import Sequence

from reports.report import Span
from service.answers import Commonness, Lookalike, PassageAnswer
from ui.web import addresses
from ui.web.markup import Html, tag
from ui.web.render.bands import band
from ui.web.render.collect import collect
from ui.web.render.marks import changed
from ui.web.render.names import citation, commonness_class, commonness_words, provenance
from ui.web.render.occurrences import flag_line
from ui.web.words import Words


def sentence(
    words: Words,
    passage: PassageAnswer,
    span: Span,
    commonness: Commonness | None,
    found: Sequence[Lookalike],
    mine: str,
) -> Html:
    """Show a sentence.

    Args:
        words: the language.
        passage: where it stands.
        span: its stretch of the passage's text.
        commonness: in how many regions and years it stands; None where it is too short to say.
        found: where it stands elsewhere.
        mine: the sentence, which the changes in those are from.
    """
    said = "" if commonness is None else commonness_words(words, commonness) or words(f"band.{band(commonness)}")
    close = tag("button", "×", type="button", class_="dz-close", data_close=True, aria_label=words("sentence.close"))
    return tag(
        "section",
        close,
        tag("p", mine, class_="dz-text dz-quote"),
        tag("p", said or words("sentence.short"), class_=f"dz-said-by {commonness_class(commonness)}"),
        _actions(words, passage, span),
        _places(words, mine, found),
        class_="dz-panel",
    )


def _actions(words: Words, passage: PassageAnswer, span: Span) -> Html:
    line = tag("code", citation(words, passage), data_copy=True, title=words("cite.copy"))
    cite = tag("details", tag("summary", words("hit.cite")), line, class_="dz-cite")
    return tag(
        "div",
        tag(
            "a",
            words("hit.similar"),
            href=addresses.similar(f"{passage.id}[{span.start}:{span.end}]"),
            class_="dz-similar",
        ),
        collect(words, passage),
        cite,
        class_="dz-actions",
    )


def _places(words: Words, mine: str, found: Sequence[Lookalike]) -> Html | None:
    """List where it stands elsewhere, with its changes."""
    if not found:
        return None
    rows = [
        tag(
            "li",
            tag("a", provenance(words, one.said.passage.report), href=addresses.reader(one.said.passage.id)),
            tag("p", changed(mine, one.said.text, one.changes), class_="dz-text"),
            flag_line(words, one.flags),
        )
        for one in found
    ]
    return tag("div", tag("h2", words("sentence.elsewhere")), tag("ol", *rows, class_="dz-occurrences"))
