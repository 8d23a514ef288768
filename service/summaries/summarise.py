"""Summaries: whole sentences of a report, in its order, within a budget of characters.

Styles change what a sentence is worth: "distinctive" divides by how many regions also say it, a question favours what is near it, and an
earlier report takes away what it said already.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from embeddings.encoder import Vectors
from embeddings.words import carrying
from service.answers import Summary, SummarySentence
from service.collection import Collection
from service.commonness import Spread
from service.errors import BadRequest
from service.summaries.centrality import Scores, standard
from service.summaries.text import Text

STYLES = ("general", "distinctive")
_COMMON = 2.0
"""The power of the number of regions by which "distinctive" divides."""
_ABOUT = 2.0
"""How many times its worth a sentence gains for each standard deviation nearer to the question, as a natural logarithm."""
_NEWS = 3.0
"""The power of the share of a sentence that an earlier report does not say."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a summary is to be.

    Attributes:
        budget_chars: most characters.
        style: one of `STYLES`: "distinctive" favours what other regions do not say.
        about: (1, dimensions) the vector of a question that it is to be about, or None.
        section: words of the heading of the one section that it is to be of, or "".
        since: the position of an earlier report, to favour what that one does not say; or None.
    """

    budget_chars: int
    style: str = "general"
    about: Vectors | None = None
    section: str = ""
    since: int | None = None


def summarise(collection: Collection, report: int, wanted: Wanted, spread: Spread | None) -> Summary:
    """Summarise a report in its own sentences.

    Args:
        collection: the library.
        report: the report's position.
        wanted: what is asked for.
        spread: how common the library's sentences are; None where there is no library to compare with.

    Raises:
        BadRequest: no such style or section, nothing to summarise, or a budget that no sentence fits.
    """
    if wanted.style not in STYLES:
        raise BadRequest(f"there is no style {wanted.style!r}", hint=f"choose one of: {', '.join(STYLES)}")
    text = Text.of(collection, report, wanted.section)
    also_in = None if spread is None else spread.elsewhere[text.numbers]
    worth = text.worth
    if wanted.about is not None:
        worth = worth * np.exp(_ABOUT * standard(text.vectors @ wanted.about[0]))
    if wanted.since is not None:
        worth = worth * _news(text, Text.of(collection, wanted.since, "")) ** _NEWS
    if also_in is not None and wanted.style == "distinctive":
        worth = worth / (1.0 + also_in) ** _COMMON
    chosen = text.choose(worth, wanted.budget_chars)

    def shown(n: int) -> SummarySentence:
        return text.shown(collection, n, None if also_in is None else int(also_in[n]))

    said_elsewhere = () if also_in is None or wanted.style != "distinctive" else np.flatnonzero(also_in)
    return Summary(
        report=collection.facts[report],
        budget_chars=wanted.budget_chars,
        text=text.joiner.join(text.sentences[n].text for n in chosen),
        sentences=tuple(map(shown, chosen)),
        shared=tuple(shown(int(n)) for n in said_elsewhere if text.sentences[int(n)].stands),
        sections=text.sections(chosen),
        whole=len(chosen) == len(text.standing),
    )


def _news(text: Text, before: Text) -> Scores:
    """(n,) the share of each sentence's terms that no one sentence of an earlier report holds; never quite 0."""
    mine, theirs = ([set(carrying(one.text)) for one in given.sentences] for given in (text, before))
    said = [max((len(one & other) for other in theirs), default=0) / max(len(one), 1) for one in mine]
    news: Scores = np.maximum(1 - np.array(said), 1e-3)
    return news
