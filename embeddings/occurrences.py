"""Where any string stands in many texts, and how well the texts answer groups of translations.

All neighbouring pairs of characters are sorted once: a string's places are those of its rarest pair where the rest stands
around it. So strings need not be terms of an index, and single characters are found as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from embeddings.dictionary import Group
from embeddings.english import ENDINGS
from embeddings.words import normal

Scores = NDArray[np.float64]
Places = NDArray[np.int32]
Positions = NDArray[np.int64]
Codes = NDArray[np.uint16]
Pairs = NDArray[np.uint32]

_K1, _B = 1.2, 0.75
_PAD = 8
_LONGEST_ENDING = max(map(len, ENDINGS))
_TOO_COMMON = 200_000
_LAST_CHARACTER = "\uffff"
_NO_PAIR = 0xFFFFFFFF
_NOWHERE: Places = np.empty(0, dtype=np.int32)


class Occurrences:
    """The places of character pairs in many texts; six bytes a character.

    Texts of one script should be together: how rare a word is, and how long a text is, are told by the others.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        """Sort the pairs of the texts: a second or less for three million characters."""
        joined = "\n" * _PAD + normal("".join(text.replace("\n", " ") + "\n" for text in texts)) + "\n" * _PAD
        codes = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32)
        self._codes: Codes = np.where(codes > ord(_LAST_CHARACTER), 0, codes).astype(np.uint16)
        ends = np.flatnonzero(self._codes == ord("\n"))[_PAD : _PAD + len(texts)]
        self._starts = np.concatenate(([_PAD], ends + 1))[: len(texts)].astype(np.int32)
        lengths = ends - self._starts + 1.0
        usual = float(lengths.mean()) if len(texts) else 1.0
        self._norm = (_K1 * (1 - _B + _B * lengths / usual)).astype(np.float64)
        said = np.flatnonzero(_kinds()[self._codes[:-1]] != 0)
        pairs = _pair(self._codes[said], self._codes[said + 1])
        order = np.argsort(pairs, kind="stable")
        self._places = said[order].astype(np.int32)
        distinct, first = np.unique(pairs[order], return_index=True)
        self._pairs: Pairs = np.append(distinct, np.uint32(_NO_PAIR))
        self._first = np.append(first, len(order))

    def __len__(self) -> int:
        return len(self._norm)

    def texts_with(self, strings: Sequence[str]) -> Positions:
        """Give the text of each place where one of some strings stands: a text as often as it has them.

        Args:
            strings: of normal characters; Chinese is found wherever it stands, another where a word begins with it and goes on
                with an ending of `embeddings.english.ENDINGS`.
        """
        places = np.concatenate([_NOWHERE, *map(self._places_of, strings)])
        return np.searchsorted(self._starts, places, side="right") - 1

    def scores(self, groups: Sequence[Group]) -> Scores:
        """Score every text by BM25, where a group of translations counts as one word.

        Args:
            groups: the translated words of a question.

        Returns:
            (texts,) shares of the most that BM25 could give for these words, 0 to 1.
        """
        total = np.zeros(len(self))
        most = 0.0
        for group in groups:
            frequency = self._frequency(group)
            having = frequency > 0
            count = int(having.sum())
            weight = group.weight * float(np.log(1 + (len(self) - count + 0.5) / (count + 0.5)))
            most += weight * (_K1 + 1)
            if count:
                said = frequency[having]
                total[having] += weight * (_K1 + 1) * said / (said + self._norm[having])
        return total / most if most else total

    def _frequency(self, group: Group) -> Scores:
        """Add up how often each alternative stands in each text; strings that must stand together count as their rarest."""
        texts = self.texts_with([strings[0] for strings in group.alternatives if len(strings) == 1])
        frequency = np.bincount(texts, minlength=len(self)).astype(np.float64)
        for strings in group.alternatives:
            if len(strings) > 1:
                texts, counts = self._together(strings)
                frequency[texts] += counts
        return frequency

    def _together(self, strings: Sequence[str]) -> tuple[Positions, Positions]:
        texts, counts = np.unique(self.texts_with(strings[:1]), return_counts=True)
        for string in strings[1:]:
            if not len(texts):
                break
            others, other_counts = np.unique(self.texts_with([string]), return_counts=True)
            texts, mine, its = np.intersect1d(texts, others, assume_unique=True, return_indices=True)
            counts = np.minimum(counts[mine], other_counts[its])
        return texts, counts

    def _places_of(self, string: str) -> Places:
        places = self._standing(string)
        return self._words_among(places, len(string)) if string.isascii() else places

    def _standing(self, string: str) -> Places:
        """Give the places where a string's characters stand one after another; none if they stand nearly everywhere."""
        codes = np.frombuffer(string.encode("utf-32-le"), dtype=np.uint32)
        if not string or max(string) > _LAST_CHARACTER:
            return _NOWHERE
        if len(codes) == 1:
            low, high = np.searchsorted(
                self._pairs, _pair(np.repeat(codes, 2), np.array([0, ord(_LAST_CHARACTER)], dtype=np.uint32))
            )
            return self._slice(int(self._first[low]), int(self._first[high])) if low < high else _NOWHERE
        pairs = _pair(codes[:-1], codes[1:])
        at = np.searchsorted(self._pairs, pairs)
        if (self._pairs[at] != pairs).any():
            return _NOWHERE
        rarest = int(np.argmin(self._first[at + 1] - self._first[at]))
        places = self._slice(int(self._first[at[rarest]]), int(self._first[at[rarest] + 1])) - rarest
        for offset, code in enumerate(codes.tolist()):
            if offset not in (rarest, rarest + 1):
                places = places[self._codes[places + offset] == code]
        return places

    def _slice(self, first: int, last: int) -> Places:
        if last - first > _TOO_COMMON:
            return _NOWHERE
        return self._places[first:last]

    def _words_among(self, places: Places, length: int) -> Places:
        """Keep the places where a word begins and, after so many characters, ends or goes on with an ending."""
        places = places[_kinds()[self._codes[places - 1]] != _LETTER]
        ending = np.zeros(len(places), dtype=np.int64)
        inside = np.ones(len(places), dtype=np.bool_)
        for offset in range(_LONGEST_ENDING + 1):
            codes = self._codes[places + length + offset]
            inside &= _kinds()[codes] == _LETTER
            ending = np.where(inside, ending * _ALPHABET + codes % _ALPHABET, ending)
        return places[np.isin(ending, _endings()) & ~inside]


_LETTER, _CHINESE = 1, 2
_ALPHABET = 128


@cache
def _kinds() -> NDArray[np.uint8]:
    """Tell of each character what it is: 0 for none that is looked for, a letter or digit, or Chinese."""
    kinds = np.array([chr(n).isalnum() for n in range(1 << 16)], dtype=np.uint8) * _LETTER
    kinds[0x3400:0xA000] = _CHINESE
    return kinds


@cache
def _endings() -> NDArray[np.int64]:
    """Give the endings as numbers: their characters as digits."""
    numbers = []
    for ending in ENDINGS:
        number = 0
        for character in ending:
            number = number * _ALPHABET + ord(character)
        numbers.append(number)
    return np.array(sorted(numbers), dtype=np.int64)


def _pair(a: Codes | Pairs, b: Codes | Pairs) -> Pairs:
    pairs: Pairs = (a.astype(np.uint32) << np.uint32(16)) | b
    return pairs
