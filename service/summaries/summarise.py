"""Summaries: whole sentences of a report, in its order, within a budget of characters.

Styles change what a sentence is worth: "distinctive" divides by how many regions also say it, a question favours what is near it, and an
earlier report takes away what it said already.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from service.answers import Summary, SummarySentence
from service.commonness import Spread
from service.errors import BadRequest, NotFound
from service.summaries.centrality import Scores, term_counts
from service.summaries.question import AS_GOOD, LEAST, Question
from service.summaries.text import Text, Texts

STYLES = ("general", "distinctive")
_COMMON, _COMMON_WITH_FIGURES = 2.0, 0.25
"""The power of the number of regions by which "distinctive" divides: a figure is a region's own, however common the words around it."""
_NEWS = 3.0
"""The power of the share of a sentence that an earlier report does not say."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a summary is to be.

    Attributes:
        budget_chars: most characters.
        style: one of `STYLES`: "distinctive" favours what other regions do not say.
        about: a question that it is to be about, or None.
        section: words of the heading of the one section that it is to be of, or "".
        since: the position of an earlier report, to favour what that one does not say; or None.
    """

    budget_chars: int
    style: str = "general"
    about: Question | None = None
    section: str = ""
    since: int | None = None


def summarise(texts: Texts, report: int, wanted: Wanted, spread: Spread | None) -> Summary:
    """Summarise a report in its own sentences.

    Args:
        texts: the library's reports.
        report: the report's position.
        wanted: what is asked for.
        spread: how common the library's sentences are; None where there is no library to compare with.

    Raises:
        BadRequest: no such style or section, nothing to summarise, or a budget that no sentence fits.
        NotFound: nothing bears on the question.
    """
    if wanted.style not in STYLES:
        raise BadRequest(f"there is no style {wanted.style!r}", hint=f"choose one of: {', '.join(STYLES)}")
    collection = texts.collection
    if wanted.since == report:
        raise BadRequest("a report says nothing that it does not say itself", hint="name an earlier report")
    section = wanted.section.strip()
    text = Text.of(collection, report, section) if section else texts.of(report)
    also_in = None if spread is None else spread.elsewhere[text.numbers]
    worth = text.worth
    if wanted.about is not None:
        worth = worth * _bearing(text, wanted.about)
    if wanted.since is not None:
        worth = worth * _news(text, texts.of(wanted.since)) ** _NEWS
    if also_in is not None and wanted.style == "distinctive":
        worth = worth / (1.0 + also_in) ** np.where(text.counting, _COMMON_WITH_FIGURES, _COMMON)
    chosen = text.choose(worth, wanted.budget_chars)

    def shown(n: int) -> SummarySentence:
        return text.shown(collection, n, None if also_in is None else int(also_in[n]))

    elsewhere = np.zeros(len(text.numbers)) if also_in is None or wanted.style != "distinctive" else also_in
    left_out = [n for n in text.standing if n not in chosen and elsewhere[n]]
    return Summary(
        report=collection.facts[report],
        budget_chars=wanted.budget_chars,
        text=text.joiner.join(text.sentences[n].text for n in chosen),
        sentences=tuple(map(shown, chosen)),
        shared=tuple(map(shown, left_out)),
        sections=text.sections(chosen),
        whole=set(text.standing) <= set(chosen) and all(len(text.sentences[n].spans) == 1 for n in chosen),
    )


def _bearing(text: Text, about: Question) -> Scores:
    """(n,) how much each sentence bears on a question, 0 for those that do not.

    Raises:
        NotFound: none does.
    """
    bearing = about.bearing(text, text.vectors)
    bears = bearing >= max(LEAST, AS_GOOD * float(bearing.max(initial=0)))
    if not any(unit and bears[n] for n, unit in enumerate(text.together)):
        raise NotFound(f"{text.title!r} says nothing to that", hint="ask in other words")
    found: Scores = np.where(bears, np.exp(bearing), 0.0)
    return found


def _news(text: Text, before: Text) -> Scores:
    """(n,) the share of each sentence's terms that no one sentence of an earlier report holds; never quite 0."""
    count = len(text.sentences)
    holds = (term_counts([one.text for one in (*text.sentences, *before.sentences)]) > 0).astype(np.float64)
    mine, theirs = holds[:count], holds[count:]
    most = (mine @ theirs.T).max(axis=1).toarray().ravel() if theirs.shape[0] else np.zeros(count)
    news: Scores = np.maximum(1 - most / np.maximum(np.asarray(mine.sum(axis=1)).ravel(), 1), 1e-3)
    return news
