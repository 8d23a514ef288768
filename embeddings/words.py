"""What a lexical index holds of a text: pairs of neighbouring Chinese characters, and the words of other scripts.

Character pairs need no dictionary and miss no name; for Chinese they rank as well as segmented words do
(Nie, Gao, Zhang & Zhou 2000, "On the use of words and n-grams for Chinese information retrieval").
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from embeddings.english import EMPTY, stem

_RUN = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+(?:[.,]\d+)*")
_EMPTY = frozenset("的了在是和与及并等为对中上下着把被让使将向从到以于所有这那其")


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def rules() -> str:
    """Name the rules by which terms are made: texts and questions must go by the same."""
    import opencc

    return f"pairs and characters 1, opencc {opencc.__version__}"


@lru_cache(maxsize=1 << 12)
def normal(text: str) -> str:
    """Bring a text to the form in which words meet: NFKC, Simplified characters, lower case; never longer by OpenCC."""
    folded = unicodedata.normalize("NFKC", text).lower()
    converted: str = _converter().convert(folded)
    return converted


def terms(text: str) -> list[str]:
    """List the terms of a text in order, repeated as they are: the units of BM25.

    A run of Chinese characters gives its pairs (a single character gives itself); a run of other letters or digits gives
    itself, a word of English its stem.
    """
    return [term for run in _RUN.findall(normal(text)) for term in _terms_of(run)]


def _terms_of(run: str) -> list[str]:
    if not is_han(run):
        return [stem(run)]
    return [run] if len(run) == 1 else [a + b for a, b in pairwise(run)]


def characters(text: str) -> list[str]:
    """List the characters of a text that are terms or Chinese, in order, repeated as they are."""
    return [c for run in _RUN.findall(normal(text)) if is_han(run) or len(run) == 1 for c in run]


def telling(text: str) -> list[str]:
    """List the terms of a question that can tell passages apart, each once: no function words, no single characters of any script."""
    runs = (run for run in _RUN.findall(normal(text)) if run not in EMPTY)
    return list(dict.fromkeys(term for run in runs for term in _terms_of(run) if _tells(term)))


def carrying(text: str) -> list[str]:
    """List the terms of a text that carry meaning, in order, repeated as they are: no function word, and no pair with one in it."""
    return [term for term in terms(text) if len(term) > 1 and _EMPTY.isdisjoint(term) and term not in EMPTY]


def _tells(term: str) -> bool:
    return len(term) > 1 and not _EMPTY.issuperset(term)


def is_han(term: str) -> bool:
    """Tell whether a term is of Chinese characters, by its first: none is of two scripts."""
    return "\u3400" <= term[0] <= "\u9fff"
