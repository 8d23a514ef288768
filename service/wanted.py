"""The words of a question that are looked for in passages of each script: its own, or their translations."""

from __future__ import annotations

import re
import threading
from pathlib import Path

from embeddings.dictionary import Dictionary
from embeddings.lexical import Wanted, words_wanted
from embeddings.words import telling
from service.collection import CHINESE, is_chinese

_LETTER = re.compile(r"[^\W\d_]")


class Wording:
    """Finds the words for a question. Any thread may ask; the dictionary is opened when a question first needs it."""

    def __init__(self, folder: Path) -> None:
        """Take the cache folder of the dictionary."""
        self._folder = folder
        self._opening = threading.Lock()
        self._opened: Dictionary | None = None

    def wanted(self, script: int, text: str, rest: str) -> Wanted:
        """Give what passages of a script may hold of a question.

        Args:
            script: as `Collection.scripts` has it.
            text: the question as it was typed.
            rest: the question without the Chinese words that frame it.
        """
        if is_chinese(text) == (script == CHINESE):
            return words_wanted(telling(rest))
        if is_chinese(text):
            return self._dictionary.to_english(rest)
        if not _may_be_english(text):
            return words_wanted(telling(rest))
        as_they_are = [word for word in telling(rest) if not word.isascii()]  # Chinese words in an English question
        return (*words_wanted(as_they_are), *self._dictionary.to_chinese(text))

    @property
    def _dictionary(self) -> Dictionary:
        with self._opening:
            if self._opened is None:
                self._opened = Dictionary(self._folder)
            return self._opened


def _may_be_english(text: str) -> bool:
    letters = _LETTER.findall(text)
    ascii_letters: int = sum(letter.isascii() for letter in letters)
    return ascii_letters * 10 >= 9 * len(letters)
