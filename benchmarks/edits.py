"""How a text is changed to see whether it is still known: operators that change about a given number of its characters.

Each counts precisely: a character that was inserted, deleted, replaced or moved counts once, and none is changed twice.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import numpy as np
from rapidfuzz.distance import Levenshtein

from benchmarks.lexicon import Lexicon
from reports.places import short, table

T = TypeVar("T")
Random = np.random.Generator
MARKS = "，。；！？：、"
"""What stands between clauses; clauses change places among these, which stay where they are."""
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[\u3400-\u9fff]+")
_MOST_PHRASE = 12
_PHRASES = 3000
_TRIES = 200


@dataclass(frozen=True, slots=True)
class Edited:
    """A changed text, and how many characters were changed to come from the first to it."""

    text: str
    changed: int


@dataclass(slots=True)
class Piece:
    """A word, number or mark of a text; `touched` once it was made or changed."""

    text: str
    touched: bool = False

    @property
    def is_word(self) -> bool:
        """Whether it consists of Chinese characters."""
        return bool(_WORD.fullmatch(self.text))


def _places() -> dict[int, tuple[str, ...]]:
    """Take the names of provinces and prefectures."""
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for place in table().values():
        if place.code.endswith("00"):
            for name in (place.name, short(place.name)):
                found[len(name)][name] = None
    return {n: tuple(names) for n, names in found.items()}


@dataclass(frozen=True)
class Material:
    """What texts are changed with.

    Attributes:
        lexicon: words and their synonyms.
        phrases: what is inserted, by length.
        places: names, full and short, by the number of characters.
    """

    lexicon: Lexicon
    phrases: Mapping[int, Sequence[str]]
    places: Mapping[int, Sequence[str]] = field(default_factory=_places)

    @cached_property
    def _place(self) -> re.Pattern[str]:
        names = (name for found in self.places.values() for name in found)
        return re.compile("(" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + ")")

    def pieces(self, text: str) -> list[Piece]:
        """Cut a text into words, numbers, names of places and marks."""
        parts = self._place.split(text)
        cut = ([part] if n % 2 else self.lexicon.cut(part) for n, part in enumerate(parts))
        return [Piece(word) for words in cut for word in words]

    def is_place(self, word: str) -> bool:
        """Tell whether a word is a name of a place."""
        return word in self.places.get(len(word), ())


def material(lexicon: Lexicon, texts: Sequence[str]) -> Material:
    """Gather what texts are changed with from some texts: phrases of one word and of several."""
    random = np.random.default_rng(1)
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for at in random.permutation(len(texts))[:_PHRASES]:
        for run in re.split(r"[^\u3400-\u9fff]+", texts[at]):
            words = lexicon.cut(run)
            if words:
                first = int(random.integers(len(words)))
                phrase = "".join(words[first : first + int(random.integers(1, 5))])
                found[len(phrase)][phrase] = None
    return Material(lexicon, {n: tuple(some) for n, some in found.items() if n <= _MOST_PHRASE})


Operator = Callable[[list[Piece], int, Material, Random], int]
"""Changes pieces in place, at most so many characters, with some material; gives how many it changed."""


def edit(text: str, operator: str, share: float, given: Material, random: Random) -> Edited:
    """Change a share of a text's characters, or what of it the operator finds something to change in.

    Args:
        text: what is changed.
        operator: a key of `OPERATORS`.
        share: of its characters, 0 to 1.
        given: what it is changed with.
        random: decides.
    """
    pieces = given.pieces(text)
    changed = OPERATORS[operator](pieces, round(share * len(text)), given, random)
    return Edited("".join(piece.text for piece in pieces), changed)


def numbers(pieces: list[Piece], most: int, given: Material, random: Random) -> int:  # noqa: ARG001
    """Change digits."""
    left = most
    for piece in _shuffled([piece for piece in pieces if piece.text[:1].isdigit() and not piece.touched], random):
        places = [match.start() for match in _DIGIT.finditer(piece.text)][: max(left, 0)]
        digits = list(piece.text)
        for at in places:
            digits[at] = _another_digit(digits[at], random, first=at == 0)
        piece.text, piece.touched = "".join(digits), bool(places)
        left -= len(places)
    return most - left


def _another_digit(digit: str, random: Random, *, first: bool) -> str:
    return _one([other for other in "0123456789" if other != digit and not (first and other == "0")], random)


def places(pieces: list[Piece], most: int, given: Material, random: Random) -> int:
    """Put other places in the place of those that are named, of as long a name where there is one."""
    found = [piece for piece in pieces if given.is_place(piece.text) and not piece.touched]
    return _replaced(found, most, lambda word: given.places[len(word)], random)


def synonyms(pieces: list[Piece], most: int, given: Material, random: Random) -> int:
    """Put words that mean the same in the place of words."""
    found = [piece for piece in pieces if piece.text in given.lexicon.synonyms and not piece.touched]
    return _replaced(found, most, lambda word: given.lexicon.synonyms[word], random)


def _replaced(found: list[Piece], most: int, others: Callable[[str], Sequence[str]], random: Random) -> int:
    left = most
    for piece in _shuffled(found, random):
        for other in _shuffled(list(others(piece.text)), random):
            changed = Levenshtein.distance(piece.text, other)
            if 0 < changed <= left:
                piece.text, piece.touched = other, True
                left -= changed
                break
    return most - left


def insertions(pieces: list[Piece], most: int, given: Material, random: Random) -> int:
    """Put words and phrases from elsewhere between words."""
    left = most
    while left:
        size = int(random.integers(1, min(left, _MOST_PHRASE) + 1)) if left > 3 else left  # noqa: PLR2004  # a word is left
        borders = [n for n, piece in enumerate(pieces) if piece.is_word]
        if size not in given.phrases or not borders:
            return most - left
        pieces.insert(_one(borders, random), Piece(_one(given.phrases[size], random), touched=True))
        left -= size
    return most


def deletions(pieces: list[Piece], most: int, given: Material, random: Random) -> int:  # noqa: ARG001
    """Take out words, one or a few at a time."""
    left = most
    while left:
        firsts = [
            n for n, piece in enumerate(pieces) if piece.is_word and not piece.touched and len(piece.text) <= left
        ]
        if not firsts:
            break
        first = last = _one(firsts, random)
        for _ in range(int(random.integers(1, 4))):
            if (
                last < len(pieces)
                and pieces[last].is_word
                and not pieces[last].touched
                and len(pieces[last].text) <= left
            ):
                left -= len(pieces[last].text)
                last += 1
        del pieces[first:last]
    return most - left


def clause_order(pieces: list[Piece], most: int, given: Material, random: Random) -> int:  # noqa: ARG001
    """Let clauses change places, so that about so many characters have moved; it may be some more."""
    clauses, marks = _clauses(pieces)
    weights = [sum(len(piece.text) for piece in clause if not piece.touched) for clause in clauses]
    tried = (_rearranged(weights, most, random) for _ in range(_TRIES))
    found = min((order for order in tried), key=lambda order: abs(_moved(order, weights) - most), default=())
    pieces[:] = [piece for n, mark in zip(found, marks, strict=True) for piece in [*clauses[n], *mark]]
    return _moved(found, weights)


def _clauses(pieces: Sequence[Piece]) -> tuple[list[list[Piece]], list[list[Piece]]]:
    """Divide pieces into clauses and, behind each, its mark; the last may have none."""
    clauses: list[list[Piece]] = [[]]
    marks: list[list[Piece]] = []
    for piece in pieces:
        if piece.text in MARKS and clauses[-1]:
            marks.append([piece])
            clauses.append([])
        else:
            clauses[-1].append(piece)
    if clauses[-1]:
        marks.append([])
    else:
        clauses.pop()
    return clauses, marks


def _rearranged(weights: Sequence[int], most: int, random: Random) -> tuple[int, ...]:
    """Take some clauses of about so many characters out, and put them elsewhere."""
    order = list(range(len(weights)))
    left = most
    for n in random.permutation(len(weights)):
        if 0 < weights[n] <= left * 1.2:
            order.remove(n)
            order.insert(int(random.integers(len(order) + 1)), int(n))
            left -= weights[n]
    return tuple(order)


def _moved(order: Sequence[int], weights: Sequence[int]) -> int:
    """Count the characters of clauses that are not in the heaviest run that has kept its order."""
    best: list[int] = []
    for at, clause in enumerate(order):
        before = [best[n] for n in range(at) if order[n] < clause]
        best.append(weights[clause] + max(before, default=0))
    return sum(weights) - max(best, default=0)


def mixture(pieces: list[Piece], most: int, given: Material, random: Random) -> int:
    """Do something of everything; what some can't do others do."""
    changed = 0
    doers = _shuffled([numbers, places, synonyms, insertions, deletions, clause_order], random)
    for n, doer in enumerate(doers):
        share = round((most - changed) / (len(doers) - n))
        changed += doer(pieces, share, given, random) if share > 0 else 0
    if changed < most:
        changed += _one([insertions, deletions], random)(pieces, most - changed, given, random)
    return changed


def scattered(pieces: list[Piece], most: int, given: Material, random: Random) -> int:
    """Put any characters in the place of any: harder than what people do."""
    pool = "".join(given.phrases[max(given.phrases)])
    characters = [Piece(character) for piece in pieces for character in piece.text]
    found = _shuffled([piece for piece in characters if piece.is_word], random)[:most]
    for piece in found:
        piece.text = _one([other for other in pool if other != piece.text], random)
    pieces[:] = characters
    return len(found)


def _shuffled(some: list[T], random: Random) -> list[T]:
    return [some[n] for n in random.permutation(len(some))]


def _one(some: Sequence[T], random: Random) -> T:
    return some[int(random.integers(len(some)))]


OPERATORS: Mapping[str, Operator] = {
    "number": numbers,
    "place": places,
    "synonym": synonyms,
    "clause order": clause_order,
    "insertion": insertions,
    "deletion": deletions,
    "mixture": mixture,
    "scattered": scattered,
}
