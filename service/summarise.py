"""Summaries: whole sentences of a report, in its order, within a budget of characters.

A sentence is worth what it says for its section and for the report (centrality, as in PacSum and HipoRank: Dong, Mircea &
Cheung 2021, "Discourse-aware unsupervised summarization for long scientific documents"), and what facts it holds: centrality
alone picks slogans in this genre. Sentences are chosen greedily under a monotone submodular objective (Lin & Bilmes 2011,
"A class of submodular functions for document summarization"): a section's second sentence is worth less than its first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.words import normal
from reports.layout import HEADLINE_CHARS, is_numbered
from reports.outline import is_glossary
from service.answers import Summary, SummarySentence
from service.changes import shared_characters
from service.collection import Collection
from service.commonness import Spread
from service.errors import BadRequest

STYLES = ("general", "distinctive")
_DISCOUNT = {"general": 0.5, "distinctive": 2.0}
_LEANS = re.compile(
    r"^(此外|同时|其中|上述|对此|为此|因此|这[些是样种一]?|该|其次|另外|另一方面|二是|三是|四是|五是|并|also|in addition|moreover|this|these)",
    re.IGNORECASE,
)
_FORMULA = re.compile(
    r"^各位|请予审议|敬意|感谢|紧密团结|受.{2,30}委托|我(代表|受)|fellow deputies|on behalf of|gratitude", re.IGNORECASE
)
_NUMBERING = re.compile(r"^\W*\w+\W\s*")
_FACT = re.compile(r"\d+(?:\.\d+)?\s*(?:%|[万亿]|[件项次人名家个条部场元米吨亩户公])|《[^》]+》|\d")
_FACT_WORTH = 0.35
_MOST_FACTS = 3
_TOO_ALIKE = 0.6
_SAME_MEANING = 0.955
_SHORTEST = 12
_LONGEST = 320


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The sentences of a report that may be chosen: arrays of one length.

    Attributes:
        sentences: positions in the collection.
        texts: their texts.
        vectors: (n, dimensions).
        sections: the number of the section of each.
        worth: what each is worth, above 0.
    """

    sentences: NDArray[np.int64]
    texts: list[str]
    vectors: Vectors
    sections: NDArray[np.int64]
    worth: NDArray[np.float64]


def summarise(
    collection: Collection,
    report: int,
    *,
    budget_chars: int,
    style: str,
    about: Vectors | None,
    spread: Spread | None,
) -> Summary:
    """Summarise a report in its own sentences.

    Args:
        collection: the library.
        report: the report's position.
        budget_chars: most characters of the summary.
        style: "general", or "distinctive" to favour what other regions do not say.
        about: (1, dimensions) the vector of a question the summary is to be about, or None.
        spread: how common the library's sentences are; None where there is no library to compare with.

    Raises:
        BadRequest: no such style, nothing to summarise, or a budget that no sentence fits.
    """
    if style not in STYLES:
        raise BadRequest(f"there is no style {style!r}", hint=f"choose one of: {', '.join(STYLES)}")
    found = _candidates(collection, report)
    also_in = None if spread is None else spread.elsewhere[found.sentences]
    worth = found.worth
    if about is not None:
        worth = worth * _relevance(found.vectors, about)
    if also_in is not None:
        worth = worth / (1.0 + also_in) ** _DISCOUNT[style]
    chosen = _chosen(found, worth, budget_chars, _joiner(found.texts))
    return Summary(
        report=collection.facts[report],
        budget_chars=budget_chars,
        text=_joiner(found.texts).join(found.texts[n] for n in chosen),
        sentences=tuple(
            SummarySentence(
                passage=collection.answer(int(collection.passage_of[found.sentences[n]])),
                spans=(collection.sentence_span(int(found.sentences[n])),),
                text=found.texts[n],
                also_in=None if also_in is None else int(also_in[n]),
            )
            for n in chosen
        ),
    )


def _candidates(collection: Collection, report: int) -> _Candidates:
    first, last = (int(collection.first_sentence[collection.first_passage[n]]) for n in (report, report + 1))
    said = [n for n in range(first, last) if not is_glossary(_heading(collection, n))]
    kept = [n for n in said if _may_stand(collection.sentence_texts[n])]
    if not kept:
        raise BadRequest(
            f"{collection.facts[report].title!r} holds no sentence that a summary could be made of",
            hint="read it whole: it is too short to summarise",
        )
    texts = [collection.sentence_texts[n] for n in kept]
    vectors = collection.sentence_index.vectors[kept]
    sections = _sections(collection, kept)
    return _Candidates(np.array(kept), texts, vectors, sections, _worth(texts, vectors, sections))


def _may_stand(text: str) -> bool:
    """Tell whether a sentence can stand on its own.

    No greeting, no fragment, no heading that runs into its paragraph, none that leans on the one before.
    """
    return (
        _SHORTEST <= len(text) <= _LONGEST
        and not _FORMULA.search(text)
        and not _LEANS.match(text)
        and not (is_numbered(text) and len(text) <= HEADLINE_CHARS and not _FACT.search(_NUMBERING.sub("", text)))
        and re.search(r"[。！!.]”?$", text) is not None
    )


def _sections(collection: Collection, sentences: Sequence[int]) -> NDArray[np.int64]:
    numbers: dict[tuple[str, ...], int] = {}
    return np.array([numbers.setdefault(_heading(collection, n), len(numbers)) for n in sentences])


def _heading(collection: Collection, sentence: int) -> tuple[str, ...]:
    return collection.passages[int(collection.passage_of[sentence])][1].heading


def _worth(texts: Sequence[str], vectors: Vectors, sections: NDArray[np.int64]) -> NDArray[np.float64]:
    """Weigh centrality in section and report, and facts, on one scale."""
    whole = _standard(vectors @ vectors.mean(axis=0))
    near = np.empty(len(texts))
    place = np.zeros(len(texts))
    for section in np.unique(sections):
        here = sections == section
        near[here] = vectors[here] @ vectors[here].mean(axis=0)
        place[np.flatnonzero(here)[0]] = 0.5
    facts = np.array([min(len(_FACT.findall(text)), _MOST_FACTS) for text in texts]) * _FACT_WORTH
    slogans = np.array([-0.8 * (len(_FACT.findall(text)) == 0) for text in texts])
    total: NDArray[np.float64] = 0.5 * whole + 0.7 * _standard(near) + place + facts + slogans
    return np.exp(0.8 * total)


def _standard(values: NDArray[np.floating]) -> NDArray[np.float64]:
    return (values.astype(float) - float(values.mean())) / (float(values.std()) + 1e-9)


def _relevance(vectors: Vectors, about: Vectors) -> NDArray[np.float64]:
    return np.exp(2.0 * _standard(vectors @ about[0]))


def _joiner(texts: Sequence[str]) -> str:
    return " " if sum(text.isascii() for text in texts) * 2 > len(texts) else ""


def _chosen(found: _Candidates, worth: NDArray[np.float64], budget: int, joiner: str) -> list[int]:
    """Choose sentences greedily: the best gain for its length, while it fits and says something new."""
    costs = np.array([len(text) + len(joiner) for text in found.texts])
    shortest = int(costs.min()) - len(joiner)
    if budget < shortest:
        raise BadRequest(
            f"no sentence of the report fits {budget} characters", hint=f"the smallest budget is {shortest}"
        )
    size = np.bincount(found.sections, costs)
    weight = np.sqrt(size / size.sum())
    filled = np.zeros(len(size))
    left = budget + len(joiner)
    open_ = np.ones(len(worth), dtype=bool)
    chosen: list[int] = []
    while True:
        open_ &= costs <= left
        if not open_.any():
            return sorted(chosen)
        gain = weight[found.sections] * (np.sqrt(filled[found.sections] + worth) - np.sqrt(filled[found.sections]))
        best = int(np.argmax(np.where(open_, gain / costs**0.5, -np.inf)))
        open_[best] = False
        if any(_says_the_same(found, best, other) for other in chosen):
            continue
        chosen.append(best)
        filled[found.sections[best]] += worth[best]
        left -= int(costs[best])


def _says_the_same(found: _Candidates, one: int, other: int) -> bool:
    if float(found.vectors[one] @ found.vectors[other]) > _SAME_MEANING:
        return True
    a, b = normal(found.texts[one]), normal(found.texts[other])
    return max(shared_characters(a, b), shared_characters(b, a)) > _TOO_ALIKE
