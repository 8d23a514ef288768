"""As many reports as are wanted, made of the sentences of real ones, to see what growth costs.

Text grows as it does in life: some sentences are formulas that every report may have, some are taken over from another
report and edited a little, and most are new. New ones keep a real sentence's length and half of its words; the others are
drawn from all words as often as these are used. A vector is its sentence's, or for new ones one between those of two
sentences, and turned a little, so that no two are alike.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.lexicon import Lexicon
from embeddings.encoder import Vectors

FORMULAS = 200
FORMULA_SHARE, TAKEN_SHARE = 0.05, 0.1
_SENTENCES = 430
"""Of a report, as provincial ones have."""
_PARAGRAPH = 5
_RECENT = 30
"""Sentences are taken over from the last so many reports, so that a text is not taken over ever more often."""
_NEW_WORDS, _EDITED_WORDS = 0.5, 0.08
_NOISE = 0.005
"""Of each component; a unit vector of 384 is turned by some six degrees."""


@dataclass(frozen=True, slots=True)
class Grown:
    """A report that was made.

    Attributes:
        number: from 0; the report's id is made of it.
        paragraphs: each a tuple of sentences.
        vectors: (sentences, dimensions) float32, unit length, in the order of the sentences.
    """

    number: int
    paragraphs: tuple[tuple[str, ...], ...]
    vectors: Vectors

    @property
    def title(self) -> str:
        """Name the report and its place, of which there is no other."""
        return f"第{self.number}号县人民政府工作报告"

    @property
    def sentences(self) -> list[str]:
        """All sentences."""
        return [sentence for paragraph in self.paragraphs for sentence in paragraph]

    @property
    def text(self) -> str:
        """The report as it is written in a file."""
        return "\n".join([self.title, *("".join(paragraph) for paragraph in self.paragraphs)])


@dataclass(frozen=True)
class Seed:
    """What reports are made of.

    Attributes:
        words: each sentence as its words.
        pool: words, as often as they stand in the sentences, by their number of characters; numbers apart.
        vectors: (sentences, dimensions) of the sentences.
    """

    words: Sequence[Sequence[str]]
    pool: Mapping[tuple[int, bool], Sequence[str]]
    vectors: Vectors


def seed_of(sentences: Sequence[str], vectors: Vectors, lexicon: Lexicon) -> Seed:
    """Prepare sentences.

    Args:
        sentences: of real reports.
        vectors: (sentences, dimensions) float32, unit length.
        lexicon: where words begin and end.
    """
    words = [lexicon.cut(sentence) for sentence in sentences]
    pool: dict[tuple[int, bool], list[str]] = {}
    for word in (word for some in words for word in some if _is_word(word)):
        pool.setdefault(_kind(word), []).append(word)
    return Seed(words, pool, vectors)


def grown(seed: Seed, count: int, start: int = 0) -> Iterator[Grown]:
    """Make reports one by one, the same ones every time; none but the last few are kept.

    Args:
        seed: what they are made of.
        count: of reports.
        start: the number of the first; another start gives others.
    """
    random = np.random.default_rng([2025, start])
    recent: deque[list[Made]] = deque(maxlen=_RECENT)
    for number in range(start, start + count):
        made = list(_sentences(seed, recent, random))
        recent.append(made)
        vectors = np.array([vector for _, vector in made], dtype=np.float32)
        vectors += random.normal(0, _NOISE, vectors.shape).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        sentences = ["".join(words) for words, _ in made]
        paragraphs = (tuple(sentences[at : at + _PARAGRAPH]) for at in range(0, len(sentences), _PARAGRAPH))
        yield Grown(number, tuple(paragraphs), vectors)


Made = tuple[Sequence[str], Vectors]
"""A sentence as its words, and what its vector is made of."""


def _sentences(seed: Seed, recent: Sequence[list[Made]], random: np.random.Generator) -> Iterator[Made]:
    """Make the sentences of a report."""
    kinds = random.random(_SENTENCES)
    drawn = random.integers(0, len(seed.words), (_SENTENCES, 2))
    for kind, (one, other) in zip(kinds, drawn.tolist(), strict=True):
        if kind < FORMULA_SHARE:
            formula = one % min(FORMULAS, len(seed.words))
            yield seed.words[formula], seed.vectors[formula]
        elif kind < FORMULA_SHARE + TAKEN_SHARE and recent:
            taken, vector = recent[one % len(recent)][other % _SENTENCES]
            yield _with_other_words(taken, _EDITED_WORDS, seed, random), vector
        else:
            mixed = seed.vectors[one] + seed.vectors[other]
            yield _with_other_words(seed.words[one], _NEW_WORDS, seed, random), mixed / np.linalg.norm(mixed)


def _with_other_words(words: Sequence[str], share: float, seed: Seed, random: np.random.Generator) -> list[str]:
    """Put other words of as many characters in the place of some, drawn as often as they are used."""
    changes, drawn = random.random(len(words)).tolist(), random.random(len(words)).tolist()
    return [
        _drawn(word, at, seed) if change < share and _is_word(word) else word
        for word, change, at in zip(words, changes, drawn, strict=True)
    ]


def _drawn(word: str, at: float, seed: Seed) -> str:
    pool = seed.pool.get(_kind(word), (word,))
    return pool[int(at * len(pool))]


def _kind(word: str) -> tuple[int, bool]:
    """Give what a word shares with those that may take its place."""
    return len(word), word[0].isdigit()


def _is_word(word: str) -> bool:
    """Tell whether something is a word or a number, and not a mark."""
    return word[0].isalnum()
