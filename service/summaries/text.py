"""The sentences of one report, as a summary sees them: which may stand, what each is worth, and which are chosen.

What a sentence is worth is the chance that a reader must know it, from what it says was done (`substance`) and from how much it says
of the rest (`centrality`): the more a text is a record of work, the more what was done decides. Sections, and in each what is counted and
what is not, share the budget (`selection`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.words import carrying, is_han
from reports.outline import is_glossary
from reports.report import Span
from service.answers import SectionCount, SummarySentence
from service.collection import Collection
from service.errors import Ambiguous, BadRequest
from service.summaries.centrality import Scores, centrality, standard, term_counts
from service.summaries.selection import Choice, choose
from service.summaries.substance import counts, record, substance
from service.summaries.units import Sentence, sentence, together

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_RARE = 3.0
"""The logarithm of the odds, against, that a sentence of which nothing is known is one that a reader must know."""
_CENTRAL = 2.0
"""How much centrality adds to the odds in a text that is no record; nothing in one that is all record."""
_LONG = 0.2
"""How much a standard deviation of the length's logarithm adds to the odds."""
_BY_LENGTH = 0.8
"""The power of the length that a gain is divided by in a text that is all record."""
_SHORT = 20
"""A sentence shorter than this, in which nothing was done or counted, is a motto; in a text that is all record any is."""
_SAME_MEANING = 0.955


@dataclass(frozen=True)
class Text:
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
    def of(cls, collection: Collection, report: int, section: str) -> Text:
        """Take a report, or one section of it."""
        passages = range(*(int(n) for n in collection.first_passage[report : report + 2]))
        headings = {n: collection.passages[n][1].heading for n in passages}
        title = collection.facts[report].title
        taken = list(passages) if not section else _under(section, headings, title)
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
        """What each comes with, as `units.together` tells it; mottoes do not stand."""
        says = substance(self._counts) > 0
        return together(
            [
                one if says[n] or (self.record < 1 and len(one.text) >= _SHORT) else replace(one, stands=False)
                for n, one in enumerate(self.sentences)
            ]
        )

    @cached_property
    def all_terms(self) -> list[frozenset[str]]:
        """The different terms of each that carry meaning."""
        return [frozenset(carrying(one.text)) for one in self.sentences]

    @cached_property
    def _terms(self) -> csr_matrix:
        return term_counts([one.text for one in self.sentences])

    @cached_property
    def joiner(self) -> str:
        """What stands between sentences: nothing where most letters are Chinese, else a space."""
        letters = [c for one in self.sentences for c in one.text if c.isalpha()]
        return "" if sum(map(is_han, letters)) * 2 > len(letters) else " "

    @cached_property
    def record(self) -> float:
        """How far it is a record of work, 0 to 1."""
        return record(self._counts)

    @cached_property
    def worth(self) -> Scores:
        """(n,) the chance that a reader must know each."""
        texts = [one.text for one in self.sentences]
        long = standard(np.log([max(len(text), 1) for text in texts])) if texts else np.empty(0)
        central = (1 - self.record) * _CENTRAL
        odds = self.record * (substance(self._counts) + _LONG * long) - _RARE
        return 1 / (1 + np.exp(-(odds + central * centrality(self._terms, self.vectors)))) if texts else long

    @cached_property
    def _counts(self) -> dict[str, NDArray[np.float64]]:
        return counts([one.text for one in self.sentences])

    @property
    def counting(self) -> NDArray[np.bool_]:
        """(n,) whether each gives a figure."""
        return self._counts["figures"] > 0

    def choose(self, worth: Scores, budget: int) -> list[int]:
        """Choose sentences under a budget, of those that are worth anything.

        Raises:
            BadRequest: there are none, or none fits.
        """
        chars = np.array([len(one.text) + len(self.joiner) for one in self.sentences], dtype=np.int64)
        units = [unit if worth[n] > 0 else None for n, unit in enumerate(self.together)]
        costs = [int(chars[list(unit)].sum()) - len(self.joiner) for unit in units if unit]
        if not costs:
            raise BadRequest(
                f"{self.title!r} holds no sentence that a summary could be made of",
                hint="read it whole: it is too short to summarise",
            )
        if budget < min(costs):
            raise BadRequest(
                f"no sentence of the report fits {budget} characters", hint=f"the smallest budget is {min(costs)}"
            )
        choice = Choice(units, worth, chars, self._groups, _BY_LENGTH * self.record, self._said)
        return choose(choice, budget + len(self.joiner))

    @cached_property
    def _groups(self) -> NDArray[np.int64]:
        """(2, n) the section of each, and in it whether it counts anything."""
        outermost = _numbered([one.heading[:1] for one in self.sentences])
        return np.array([outermost, 2 * outermost + self.counting], dtype=np.int64)

    def _said(self, n: int) -> Scores:
        """(n,) the share of each sentence's terms that one holds, of the shorter of the two; 1 where they mean the same."""
        holds, count = self._holds
        held = holds @ holds[n].toarray().ravel()
        shares = held / np.maximum(np.minimum(count, count[n]), 1)
        said: Scores = np.where(self.vectors @ self.vectors[n] > _SAME_MEANING, 1.0, shares)
        return said

    @cached_property
    def _holds(self) -> tuple[csr_matrix, NDArray[np.float64]]:
        """(n, terms) 1 where a sentence holds a term; (n,) how many it holds."""
        holds: csr_matrix = (self._terms > 0).astype(np.float64)
        return holds, np.asarray(holds.sum(axis=1)).ravel()

    def sections(self, chosen: Sequence[int]) -> tuple[SectionCount, ...]:
        """Count what each outermost section holds, and what of it was chosen."""
        numbers = _numbered([one.heading[:1] for one in self.sentences])
        names = dict.fromkeys(one.heading[:1] for one in self.sentences)
        return tuple(
            SectionCount(
                heading=name[0] if name else "",
                chars=sum(len(one.text) for one in self.sentences if one.heading[:1] == name),
                sentences=sum(int(numbers[one]) == n for one in chosen),
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


def _under(section: str, headings: Mapping[int, tuple[str, ...]], title: str) -> list[int]:
    """List the passages under the heading that some words name.

    Raises:
        BadRequest: no heading holds them.
        Ambiguous: more than one does, none of which stands above the others.
    """
    known = list(dict.fromkeys(heading[: n + 1] for heading in headings.values() for n in range(len(heading))))
    named = [path for path in known if path[-1] == section] or [path for path in known if section in path[-1]]
    outermost = [path for path in named if not any(path[: len(other)] == other != path for other in named)]
    if not outermost:
        said = "; ".join(path[-1] for path in known) or "no headings at all"
        raise BadRequest(f"{title!r} has no section {section!r}", hint=f"it has: {said}")
    if len(outermost) > 1:
        said = "; ".join(path[-1] for path in outermost)
        raise Ambiguous(
            f"{len(outermost)} sections of {title!r} go by {section!r}: {said}", hint="give more of the heading"
        )
    return [n for n, heading in headings.items() if heading[: len(outermost[0])] == outermost[0]]


def _numbered(names: Sequence[tuple[str, ...]]) -> NDArray[np.int64]:
    numbers: dict[tuple[str, ...], int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)


class Texts:
    """The reports of a library as summaries see them, each taken when it is first asked for, and kept."""

    def __init__(self, collection: Collection) -> None:
        """Take the library as it stands."""
        self.collection = collection
        self._kept: dict[int, Text] = {}

    def of(self, report: int) -> Text:
        """Give a whole report by its position."""
        if report not in self._kept:
            self._kept[report] = Text.of(self.collection, report, "")
        return self._kept[report]
