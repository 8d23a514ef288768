"""Who takes part in summarising: duizhao as its users meet it, and whoever orders sentences, which are then taken while they fit."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.setting import ROOT, peers_python, run
from embeddings.encoder import Vectors
from service.answers import Summary
from service.collection import Collection

SEEDS = 20
_MMR = 0.7
_DIGIT = re.compile(r"\d")

Order = Sequence[int]
"""Numbers of sentences, best first."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as every summariser is given it.

    Attributes:
        sentences: all of them.
        sections: the number of the section, or in texts without any of the paragraph, that each stands in.
        vectors: (n, dimensions) of each on its own.
    """

    sentences: tuple[str, ...]
    sections: tuple[int, ...]
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class Made:
    """A summary: the numbers of its sentences, in their order, and what is shown of each."""

    numbers: tuple[int, ...]
    shown: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole."""
        return "".join(self.shown)


def fill(order: Order, text: Text, budget: int) -> Made:
    """Take sentences in an order, each that still fits a budget of characters, and put them into the text's order."""
    taken, left = [], budget
    for n in order:
        if len(text.sentences[n]) <= left:
            taken.append(n)
            left -= len(text.sentences[n])
    return made(taken, text)


def made(numbers: Iterable[int], text: Text) -> Made:
    """Make a summary of whole sentences."""
    inorder = tuple(sorted(numbers))
    return Made(inorder, tuple(text.sentences[n] for n in inorder))


# Reports in a library


@dataclass(frozen=True)
class Held:
    """A report that a library holds.

    Attributes:
        position: its place among the reports.
        text: its sentences.
        headings: of each sentence, outermost first.
        at: the number of the sentence that begins at a place of a passage, by the passage's id and the place.
    """

    position: int
    text: Text
    headings: tuple[tuple[str, ...], ...]
    at: Mapping[tuple[str, int], int]

    @classmethod
    def of(cls, collection: Collection, position: int) -> "Held":
        """Take a report out of a library."""
        passages = range(*collection.first_passage[position : position + 2].tolist())
        numbers = range(int(collection.first_sentence[passages.start]), int(collection.first_sentence[passages.stop]))
        headings = tuple(collection.passages[int(collection.passage_of[n])][1].heading for n in numbers)
        names = dict.fromkeys(heading[:1] for heading in headings)
        places = {name: n for n, name in enumerate(names)}
        return cls(
            position,
            Text(
                tuple(collection.sentence_texts[n] for n in numbers),
                tuple(places[heading[:1]] for heading in headings),
                collection.sentence_index.vectors[numbers.start : numbers.stop],
            ),
            headings,
            {
                (collection.answer(int(collection.passage_of[n])).id, collection.sentence_span(n).start): k
                for k, n in enumerate(numbers)
            },
        )

    def made(self, summary: Summary) -> Made:
        """Say which sentences a summary of it holds."""
        numbers = tuple(self.at[one.passage.id, one.spans[0].start] for one in summary.sentences)
        return Made(numbers, tuple(one.text for one in summary.sentences))


# Who orders sentences


def orders(texts: Sequence[Text], folder: Path) -> dict[str, list[list[Order]]]:
    """Have everybody order the sentences of texts.

    Args:
        texts: what is to be summarised.
        folder: where the peers are told what to look at.

    Returns:
        by contender, for each text the orders that count alike: several where they are drawn, else one.
    """
    simple = {name: [[order(text)] for text in texts] for name, order in _SIMPLE.items()}
    return {**simple, **_peers(texts, folder), "random": [_random(text) for text in texts]}


def _lead(text: Text) -> Order:
    return range(len(text.sentences))


def _lead_per_section(text: Text) -> Order:
    """The first sentences of all sections, then the second ones, and so on."""
    seen: dict[int, int] = {}
    ranks = []
    for section in text.sections:
        seen[section] = seen.get(section, 0) + 1
        ranks.append(seen[section])
    return _ascending(np.array(ranks))


def _central(text: Text) -> Order:
    return _ascending(-_relevance(text))


def _mmr(text: Text) -> Order:
    """Maximal marginal relevance (Carbonell & Goldstein 1998), relevance being nearness to the centre."""
    relevance = _relevance(text)
    said = np.zeros(len(relevance))
    order: list[int] = []
    while len(order) < len(relevance):
        scores = _MMR * relevance - (1 - _MMR) * said
        scores[order] = -np.inf
        order.append(int(np.argmax(scores)))
        said = np.maximum(said, text.vectors @ text.vectors[order[-1]])
    return order


def _relevance(text: Text) -> Vectors:
    centre = text.vectors.mean(axis=0)
    near: Vectors = text.vectors @ (centre / np.linalg.norm(centre))
    return near


def _dense_in_digits(text: Text) -> Order:
    dense = [len(_DIGIT.findall(sentence)) / max(len(sentence), 1) for sentence in text.sentences]
    return _ascending(-np.array(dense))


def _ascending(values: NDArray[Any]) -> Order:
    return [int(n) for n in np.argsort(values, kind="stable")]


def _random(text: Text) -> list[Order]:
    return [np.random.default_rng(seed).permutation(len(text.sentences)).tolist() for seed in range(SEEDS)]


_SIMPLE: Mapping[str, Callable[[Text], Order]] = {
    "Lead": _lead,
    "Lead per section": _lead_per_section,
    "MMR": _mmr,
    "nearest to the centre": _central,
    "densest in digits": _dense_in_digits,
}


def _peers(texts: Sequence[Text], folder: Path) -> dict[str, list[list[Order]]]:
    """Have sumy order them; see `peers/summariser.py`."""
    given = folder / "texts.json"
    given.write_text(json.dumps([text.sentences for text in texts]), encoding="utf-8")
    script = Path(__file__).parent / "peers" / "summariser.py"
    found = json.loads(run(["-W", "ignore", script, given], peers_python(), PYTHONPATH=str(ROOT)))
    return {name: [[order] for order in ranked] for name, ranked in found.items()}


def oracle(text: Text, budget: int, worth: Callable[[Made], float], *, by_length: bool) -> Made:
    """Choose greedily by a worth that nobody knows beforehand.

    Args:
        text: what is summarised.
        budget: most characters.
        worth: what a summary is worth.
        by_length: whether a gain counts for its length.
    """
    taken: list[int] = []
    before = 0.0
    while True:
        left = budget - sum(len(text.sentences[n]) for n in taken)
        open_ = [n for n, one in enumerate(text.sentences) if n not in taken and len(one) <= left]
        gains = {n: worth(made([*taken, n], text)) - before for n in open_}
        best = max(gains, key=lambda n: gains[n] / (len(text.sentences[n]) if by_length else 1), default=None)
        if best is None or gains[best] <= 0:
            return made(taken, text)
        taken.append(best)
        before += gains[best]
