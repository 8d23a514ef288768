"""Summaries: whole sentences of a report, in its order, within a budget of characters.

What a sentence is worth is the chance that a reader must know it, from what it says was done (`substance`) and from how much it says
of the rest (`centrality`): the more a text is a record of work, the more what was done decides. Sections, and in each what is counted and
what is not, share the budget (`selection`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from embeddings.encoder import Vectors
from embeddings.words import carrying
from reports.outline import is_glossary
from reports.report import Span
from service.answers import SectionCount, Summary, SummarySentence
from service.collection import Collection
from service.commonness import Spread
from service.errors import BadRequest
from service.summaries.centrality import centrality, standard, term_counts
from service.summaries.selection import Choice, Scores, choose
from service.summaries.substance import counts, record, substance
from service.summaries.units import Sentence, sentence, together

STYLES = ("general", "distinctive")
_RARE = 3.0
"""The logarithm of the odds, against, that a sentence of which nothing is known is one that a reader must know."""
_CENTRAL = (0.1, 2.0)
"""How much centrality adds to the odds in a text that is all record, and in one that is none."""
_LONG = 0.2
"""How much a standard deviation of the length's logarithm adds to the odds."""
_BY_LENGTH = 0.8
"""The power of the length that a gain is divided by in a text that is all record."""
_COMMON = 2.0
"""The power of the number of regions by which "distinctive" divides."""
_ABOUT = 2.0
"""How many times its worth a sentence gains for each standard deviation nearer to the question, as a natural logarithm."""
_NEWS = 3.0
"""The power of the share of a sentence that an earlier report does not say."""
_SHORT = 20
"""A sentence shorter than this, in which nothing was done or counted, is a motto."""
_SAME_MEANING = 0.955


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
    text = _Text.of(collection, report, wanted.section)
    also_in = None if spread is None else spread.elsewhere[text.numbers]
    worth = text.worth
    if wanted.about is not None:
        worth = worth * np.exp(_ABOUT * standard(text.vectors @ wanted.about[0]))
    if wanted.since is not None:
        worth = worth * _news(text, _Text.of(collection, wanted.since, "")) ** _NEWS
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


@dataclass(frozen=True)
class _Text:
    """The sentences of a report that a summary may be made of.

    Attributes:
        numbers: (n,) their positions in the collection.
        sentences: how each may stand.
        vectors: (n, dimensions).
        title: the report's title, for what is said of it.
    """

    numbers: NDArray[np.int64]
    sentences: tuple[Sentence, ...]
    vectors: Vectors
    title: str

    @classmethod
    def of(cls, collection: Collection, report: int, section: str) -> _Text:
        """Take a report, or one section of it."""
        passages = range(*(int(n) for n in collection.first_passage[report : report + 2]))
        headings = {n: collection.passages[n][1].heading for n in passages}
        taken = [n for n, heading in headings.items() if any(section in one for one in heading) or not section]
        title = collection.facts[report].title
        if not taken and section:
            known = dict.fromkeys(one for heading in headings.values() for one in heading)
            raise BadRequest(
                f"{title!r} has no section {section!r}", hint=f"it has: {'; '.join(known) or 'no headings at all'}"
            )
        numbers = np.array(
            [
                n
                for passage in taken
                if not is_glossary(headings[passage])
                for n in range(*(int(n) for n in collection.first_sentence[passage : passage + 2]))
            ],
            dtype=np.int64,
        )
        found = tuple(
            sentence(
                collection.sentence_texts[n],
                headings[int(collection.passage_of[n])],
                opens=n == int(collection.first_sentence[collection.passage_of[n]]),
            )
            for n in numbers.tolist()
        )
        return cls(numbers, found, collection.sentence_index.vectors[numbers], title)

    @cached_property
    def standing(self) -> list[int]:
        """The sentences that may stand in a summary, with or without others."""
        return [n for n, unit in enumerate(self.together) if unit is not None]

    @cached_property
    def together(self) -> list[tuple[int, ...] | None]:
        """What each comes with, as `units.together` tells; None for mottoes too."""
        says = substance(self._counts) > 0
        return [
            unit if unit and (says[n] or len(self.sentences[n].text) >= _SHORT) else None
            for n, unit in enumerate(together(self.sentences))
        ]

    @cached_property
    def _terms(self) -> csr_matrix:
        return term_counts([one.text for one in self.sentences])

    @cached_property
    def joiner(self) -> str:
        """What stands between sentences."""
        ascii_ = sum(one.text.isascii() for one in self.sentences)
        return " " if ascii_ * 2 > len(self.sentences) else ""

    @cached_property
    def record(self) -> float:
        """How far it is a record of work, 0 to 1."""
        return record(self._counts)

    @cached_property
    def worth(self) -> Scores:
        """(n,) the chance that a reader must know each."""
        texts = [one.text for one in self.sentences]
        long = standard(np.log([max(len(text), 1) for text in texts])) if texts else np.empty(0)
        central = _CENTRAL[0] + (1 - self.record) * _CENTRAL[1]
        odds = self.record * (substance(self._counts) + _LONG * long) - _RARE
        return 1 / (1 + np.exp(-(odds + central * centrality(self._terms, self.vectors)))) if texts else long

    @cached_property
    def _counts(self) -> dict[str, NDArray[np.float64]]:
        return counts([one.text for one in self.sentences])

    def choose(self, worth: Scores, budget: int) -> list[int]:
        """Choose sentences under a budget.

        Raises:
            BadRequest: there are none, or none fits.
        """
        chars = np.array([len(one.text) + len(self.joiner) for one in self.sentences], dtype=np.int64)
        units = [sum(int(chars[n]) for n in unit) for unit in self.together if unit is not None]
        if not units:
            raise BadRequest(
                f"{self.title!r} holds no sentence that a summary could be made of",
                hint="read it whole: it is too short to summarise",
            )
        if budget < min(units) - len(self.joiner):
            smallest = min(units) - len(self.joiner)
            raise BadRequest(
                f"no sentence of the report fits {budget} characters", hint=f"the smallest budget is {smallest}"
            )
        choice = Choice(self.together, worth, chars, self._groups, _BY_LENGTH * self.record, self._said)
        return choose(choice, budget + len(self.joiner))

    @cached_property
    def _groups(self) -> NDArray[np.int64]:
        """(2, n) the section of each, and in it whether it counts anything."""
        outermost = _numbered([one.heading[:1] for one in self.sentences])
        return np.array([outermost, 2 * outermost + (self._counts["figures"] > 0)], dtype=np.int64)

    def _said(self, n: int) -> Scores:
        """(n,) the share of each sentence's terms that one holds, of the shorter of the two; 1 where they mean the same."""
        holds = (self._terms > 0).astype(np.float64)
        held, count = holds @ holds[n].toarray().ravel(), np.asarray(holds.sum(axis=1)).ravel()
        shares = held / np.maximum(np.minimum(count, count[n]), 1)
        said: Scores = np.where(self.vectors @ self.vectors[n] > _SAME_MEANING, 1.0, shares)
        return said

    def sections(self, chosen: Sequence[int]) -> tuple[SectionCount, ...]:
        """Count what each outermost section holds, and what of it was chosen."""
        numbers = _numbered([one.heading[:1] for one in self.sentences])
        names = dict.fromkeys(one.heading[:1] for one in self.sentences)
        return tuple(
            SectionCount(
                heading=name[0] if name else "",
                chars=sum(len(one.text) for one in self.sentences if one.heading[:1] == name),
                sentences=sum(numbers[one] == n for one in chosen),
            )
            for n, name in enumerate(names)
        )

    def shown(self, collection: Collection, n: int, also_in: int | None) -> SummarySentence:
        """Give one as it is shown."""
        number = int(self.numbers[n])
        start = collection.sentence_span(number).start
        return SummarySentence(
            passage=collection.answer(int(collection.passage_of[number])),
            spans=tuple(Span(start + span.start, start + span.end) for span in self.sentences[n].spans),
            text=self.sentences[n].text,
            also_in=also_in,
        )


def _numbered(names: Sequence[tuple[str, ...]]) -> NDArray[np.int64]:
    numbers: dict[tuple[str, ...], int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)


def _news(text: _Text, before: _Text) -> Scores:
    """(n,) the share of each sentence's terms that no one sentence of an earlier report holds; never quite 0."""
    mine, theirs = ([set(carrying(one.text)) for one in given.sentences] for given in (text, before))
    said = [max((len(one & other) for other in theirs), default=0) / max(len(one), 1) for one in mine]
    news: Scores = np.maximum(1 - np.array(said), 1e-3)
    return news
