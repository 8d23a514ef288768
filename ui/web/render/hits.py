"""A passage that was found, as a card: where it stands, what it says, and ways onward."""

from __future__ import annotations

from collections.abc import Sequence

from service.answers import Commonness, Hit, PassageAnswer
from ui.web import addresses
from ui.web.markup import Child, Html, group, joined, tag
from ui.web.render.collect import collect
from ui.web.render.marks import changed, excerpt, figures, lit, marked, underlined
from ui.web.render.names import citation, commonness_class, commonness_words, provenance, where
from ui.web.words import Words, spoken_in

LEAST_COMMON = 0.2
"""With a smaller share of the wording in common, a text that is told by its changes can't be read."""


def hit_card(words: Words, hit: Hit, *, near_miss: bool = False) -> Html:
    """Show a hit of a question.

    Args:
        words: the language.
        hit: what was found; its answering sentences are lit, with the figures in them, and matched words underlined.
        near_miss: it does not answer, and is set back.
    """
    text = hit.passage.text
    marks = [*lit(hit.highlight), *figures(text, hit.highlight), *underlined(text, hit.matched.words)]
    body = tag("p", marked(text, marks, excerpt(text, hit.highlight)), class_="dz-text", lang=spoken_in(words, text))
    return tag(
        "article",
        passage_head(words, hit.passage),
        tag("p", words("hit.outside"), class_="dz-outside") if hit.outside else None,
        body,
        tag("footer", *_facts(words, hit), actions(words, hit.passage)),
        siblings(words, hit.siblings),
        class_=f"dz-hit {commonness_class(hit.commonness)}{' dz-near-miss' if near_miss else ''}",
    )


def changed_card(words: Words, mine: str, hit: Hit, *, anchor: str) -> Html:
    """Show a hit beside the text it was looked for with: as changes of it, where enough of it is left to tell them by."""
    text = changed(mine, hit.passage.text, hit.changes) if hit.wording >= LEAST_COMMON else hit.passage.text
    return tag(
        "article",
        passage_head(words, hit.passage),
        tag("p", text, class_="dz-text", lang=spoken_in(words, hit.passage.text)),
        tag("footer", *_nearness(words, hit), actions(words, hit.passage)),
        siblings(words, hit.siblings),
        class_=f"dz-hit {commonness_class(hit.commonness)}",
        id=anchor,
    )


def passage_head(words: Words, passage: PassageAnswer) -> Html:
    """Whose passage it is, and where in the report it stands."""
    place = tag("span", where(words, passage), class_="dz-where", title=passage.report.title)
    return tag("header", tag("span", provenance(words, passage.report), class_="dz-who"), place)


def actions(words: Words, passage: PassageAnswer) -> Html:
    """Open, similar, cite, collect."""
    return tag(
        "span",
        tag("a", words("hit.open"), href=addresses.reader(passage.id), class_="dz-open"),
        tag("a", words("hit.similar"), href=addresses.similar(passage.id), class_="dz-similar"),
        tag(
            "details",
            tag("summary", words("hit.cite")),
            tag("code", citation(words, passage), data_copy=True, title=words("cite.copy")),
            class_="dz-cite",
        ),
        collect(words, passage),
        class_="dz-actions",
    )


def siblings(words: Words, passages: Sequence[PassageAnswer]) -> Html | None:
    """Fold passages that say the same under the one that is shown."""
    if not passages:
        return None
    items = [
        tag("li", tag("a", provenance(words, passage.report), href=addresses.reader(passage.id)))
        for passage in passages
    ]
    title = words.count("hit.siblings", len(passages))
    return tag("details", tag("summary", title), tag("ul", *items), class_="dz-siblings")


def commonness_note(words: Words, commonness: Commonness | None) -> Html | None:
    """The words that go with the colour at the edge; what only its own region says has the deepest, and none."""
    said = commonness_words(words, commonness) if commonness else ""
    return tag("span", said, class_="dz-commonness") if said else None


def _facts(words: Words, hit: Hit) -> list[Child]:
    part = tag("span", words(f"part.{hit.passage.part}"), class_="dz-part") if hit.passage.part else None
    return [commonness_note(words, hit.commonness), part, _why(words, hit)]


def _why(words: Words, hit: Hit) -> Html:
    """Why it matched, folded: the question's words in it, and how near it is in meaning beside what is usual here."""
    held = joined(words("list.comma"), hit.matched.words) or words("hit.matched.none")
    meaning = words("hit.meaning", percent=percent(hit.similarity))
    if hit.matched.standing is not None:
        meaning += words("hit.standing", deviations=f"{hit.matched.standing:.1f}")
    lines = tag("ul", tag("li", words("hit.matched"), " ", held), tag("li", meaning))
    return tag("details", tag("summary", words("hit.why")), lines, class_="dz-reasons")


def _nearness(words: Words, hit: Hit) -> list[Child]:
    flags = [words("flag.changed", kind=words(f"flag.{kind}")) for kind in dict.fromkeys(f.kind for f in hit.flags)]
    meaning = tag("span", words("hit.meaning", percent=percent(hit.similarity)), class_="dz-why")
    wording = tag("span", words("hit.wording", percent=percent(hit.wording)), class_="dz-why")
    shown = group(*(tag("span", flag, class_="dz-flag") for flag in flags))
    return [commonness_note(words, hit.commonness), meaning, wording, shown]


def percent(share: float) -> int:
    """A share from 0 to 1 in hundredths."""
    return round(100 * share)
