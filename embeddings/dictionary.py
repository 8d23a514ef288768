"""Translations of a question's words, for finding by words the passages of another script.

Structured as in Pirkola 1998, "The effects of query structure and dictionary setups in dictionary-based cross-language
information retrieval": all translations of one word are one group, which `embeddings.lexical` counts as one word. No
translation is chosen among them; the other groups of the question are what tells which was meant.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Lock

from embeddings.cedict import SEPARATOR, open_dictionary, open_dictionary_anew
from embeddings.english import EMPTY, english_words, stem
from embeddings.lexical import Alternative, Group
from embeddings.words import is_han, normal, terms

_RUN = re.compile(r"[\u3400-\u9fff]+|[^\u3400-\u9fff]+")
_LONGEST_PHRASE = 5
_LONGEST_WORD = 8
_IN_A_PHRASE = 0.5
_EMPTY = """
的 了 在 是 和 与 及 并 等 为 对 中 上 下 着 把 被 让 使 将 向 从 到 以
于 所 有 这 那 其 什么 哪 哪些 哪个 谁 多少 几 怎么 怎样 如何 为什么 何时 何地 什么时候 吗 呢 个 一个
一 它 他 她 它们 他们 可以 能 会 要 就 也 都 而 或 但 不 没有 之 称为 由 用 来 去
人 次 种 名 该 此 多 哪里 是否 因为 之间 之后 之前
"""
_EMPTY_CHINESE = frozenset(_EMPTY.split())


class Dictionary:
    """A dictionary between English and Chinese; threads may share it."""

    def __init__(self, folder: Path) -> None:
        """Open the dictionary.

        Args:
            folder: the cache folder for what is made of CC-CEDICT, in some seconds, when it is not there or is damaged; where
                nothing can be written it is made in memory.
        """
        self._folder = folder
        self._db = open_dictionary(folder)
        self._lock = Lock()

    def to_chinese(self, text: str) -> tuple[Group, ...]:
        """Translate the English of a text for passages in Chinese, the longest phrases first; what is repeated counts once.

        The words of a phrase that has a translation count by half, in groups of their own. Numbers, and words that the
        dictionary lacks, stand for themselves.
        """
        words = english_words(normal(text))
        stems = [stem(word) for word in words]
        found = self._look_up(" ".join(stems[start:end]) for start, end in _spans(len(words), _LONGEST_PHRASE))
        groups: list[Group] = []
        start = 0
        while start < len(words):
            end = _end_of_phrase(words, stems, start, found)
            if words[start] not in EMPTY:
                told = [stems[n] for n in range(start, end) if words[n] not in EMPTY]
                groups.extend(_groups_of_phrase(" ".join(stems[start:end]), told, found))
            start = end
        return tuple(dict.fromkeys(groups))

    def to_english(self, text: str) -> tuple[Group, ...]:
        """Translate the Chinese of a text for passages in English, word by word, always the longest that the dictionary has.

        Numbers and words that are not Chinese stand for themselves; what is repeated counts once.
        """
        groups: list[Group] = []
        for run in _RUN.findall(normal(text)):
            if is_han(run):
                groups.extend(self._of_chinese(run))
            else:
                groups.extend(Group(((stem(word),),)) for word in english_words(run) if word not in EMPTY)
        return tuple(dict.fromkeys(groups))

    def _of_chinese(self, run: str) -> Iterator[Group]:
        found = self._look_up(run[start:end] for start, end in _spans(len(run), _LONGEST_WORD))
        start = 0
        while start < len(run):
            ends = range(min(start + _LONGEST_WORD, len(run)), start, -1)
            end = next((end for end in ends if run[start:end] in found), start + 1)
            word = run[start:end]
            if word in found and word not in _EMPTY_CHINESE:
                yield Group(tuple(tuple(phrase.split()) for phrase in found[word]))
            start = end

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _look_up(self, phrases: Iterable[str]) -> dict[str, list[str]]:
        asked = json.dumps(list(dict.fromkeys(phrases)), ensure_ascii=False)
        with self._lock:
            try:
                rows = self._rows(asked)
            except sqlite3.ProgrammingError:  # it was closed, and is not damaged
                raise
            except sqlite3.DatabaseError:
                self._db.close()
                self._db = open_dictionary_anew(self._folder)
                rows = self._rows(asked)
        return {phrase: found.split(SEPARATOR) for phrase, found in rows}

    def _rows(self, asked: str) -> list[tuple[str, str]]:
        query = "SELECT phrase, found FROM translation WHERE phrase IN (SELECT value FROM json_each(?))"
        return self._db.execute(query, (asked,)).fetchall()


def _spans(length: int, longest: int) -> Iterator[tuple[int, int]]:
    """Give the start and the end of every part of a sequence, none longer than that."""
    for start in range(length):
        for end in range(start + 1, min(start + longest, length) + 1):
            yield start, end


def _end_of_phrase(words: Sequence[str], stems: Sequence[str], start: int, found: Mapping[str, object]) -> int:
    """Tell where the longest phrase with a translation ends; without one, it is one word."""
    if words[start] not in EMPTY:
        for end in range(min(start + _LONGEST_PHRASE, len(words)), start + 1, -1):
            if words[end - 1] not in EMPTY and " ".join(stems[start:end]) in found:
                return end
    return start + 1


def _groups_of_phrase(phrase: str, told: Sequence[str], found: Mapping[str, Sequence[str]]) -> Iterator[Group]:
    """Give what a phrase is in Chinese, then its words that say something; one word may also stand for itself."""
    if len(told) == 1:
        yield Group(_chinese([*found.get(phrase, ()), phrase]))
    else:
        yield Group(_chinese(found[phrase]))
        yield from (Group(_chinese(found[word]), _IN_A_PHRASE) for word in told if word in found)


def _chinese(words: Iterable[str]) -> tuple[Alternative, ...]:
    """Give words as alternatives; one of several characters is the pairs that stand in it."""
    found = (tuple(dict.fromkeys(terms(word))) for word in words)
    return tuple(dict.fromkeys(filter(None, found)))
