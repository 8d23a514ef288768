"""English words as a dictionary and a question write them: what they are stripped to, and which say nothing."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[a-z0-9]+(?:[.,]\d+)*")
_OWNER = re.compile(r"['’]s\b|(?<=s)['’](?=\s|$)")
_ENDING = re.compile(r"(?:ies|ied|ying|y|es|s|ed|ing|e)$")
_LEAST = 3
_DOUBLED = "bdfgmnprt"
_EMPTY = """
a about after all also an and any are as at be been before being between but by can could d did do does down
during each for from had has have he her him his how i if in into is it its just kind ll many may me might
more most much must my name no not of off on only or other our out over own re s same she should so some such
t than that the their them then there these they this to too type under up us ve very was we were what when
where which who whom whose why will with would you your
"""
EMPTY = frozenset(_EMPTY.split())
"""Words that say nothing of what is asked."""


def english_words(text: str) -> list[str]:
    """List the words and numbers of a normal text (`embeddings.words.normal`), without the 's of an owner."""
    return _WORD.findall(_OWNER.sub(" ", text))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Strip a word of its inflection: what is left begins all of its forms.

    Rules rather than a stemmer's package: measured on XQuAD and the questions in benchmarks/, Snowball found no more.
    """
    if not (word.isascii() and word.isalpha()) or word.endswith(("ss", "us", "is")):
        return word
    ending = _ENDING.search(word)
    if not ending:
        return word
    rest = word[: ending.start()]
    if len(rest) < _LEAST or not re.search("[aeiouy]", rest):
        return word
    if ending.group() in ("ed", "ing") and len(rest) > _LEAST and rest[-1] == rest[-2] and rest[-1] in _DOUBLED:
        return rest[:-1]
    return rest
