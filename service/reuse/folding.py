"""Folding: texts in the form in which wordings are compared, and the way back to where each character stands.

Scripts, widths and case meet, punctuation and white space go, and each number or name of a place becomes a single sign, so
that a sentence with another figure or another county is still the same wording. So does each word of a script with spaces.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.words import normal

NUMBER, PLACE = "#", "@"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*[%‰]?|百分之[零一二三四五六七八九十百]+|[零〇一二三四五六七八九十百千万亿两]{2,}")
_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]{2,}")
_FIRST_PRIVATE, _PRIVATE = 0xE000, 0x1900
_OWN = r"[全我本][省市县区州]"
_BREAK = "\n"
_CLAUSE_ENDS = [ord(end) for end in f"{_BREAK},;:.!?。…—"]
_WIDEST = 0xFFFF

Codes = NDArray[np.uint16]
Offsets = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Folded:
    """Texts, folded one after another.

    Attributes:
        codes: (characters,) the code points that are left; one beyond the basic plane is 0xFFFF.
        starts: (characters,) where each stands in its own text.
        ends: (characters,) where what it stands for ends there: a number is one sign, and many characters.
        opens: (characters,) True where a clause begins: punctuation stands before it, or nothing.
        bounds: (texts + 1,) where each text begins in `codes`.
    """

    codes: Codes
    starts: Offsets
    ends: Offsets
    opens: NDArray[np.bool_]
    bounds: NDArray[np.int64]


def fold(texts: Sequence[str], places: Iterable[str]) -> Folded:
    """Fold texts.

    Args:
        texts: sentences; a line break in one counts as white space.
        places: names of places that are masked.
    """
    first = np.concatenate([[0], np.cumsum([len(text) + 1 for text in texts])]).astype(np.int64)
    written = _BREAK.join(texts) + _BREAK if texts else ""
    codes = _plain(np.frombuffer(written.encode("utf-32-le", "surrogatepass"), dtype="<u4"))
    codes[first[1:] - 1] = ord(_BREAK)
    plain = codes.tobytes().decode("utf-32-le", "surrogatepass")
    ends = np.arange(1, len(codes) + 1, dtype=np.int64)
    kept = _telling(codes)
    for sign, pattern in ((_place, _names(places)), (_number, _NUMBER), (_word, _WORD)):
        for found in pattern.finditer(plain):
            start, end = found.span()
            if kept[start] and codes[start] not in _SIGNS:
                codes[start], ends[start] = sign(found[0]), end
                kept[start + 1 : end] = False
    left = np.flatnonzero(kept)
    breaks = np.concatenate([[0], np.cumsum(np.isin(codes, _CLAUSE_ENDS))])
    opens = breaks[left] > breaks[np.concatenate([[0], ends[left[:-1]]])[: len(left)]]
    opens[:1] = True
    bounds = np.searchsorted(left, first)
    own = np.repeat(first[:-1], np.diff(bounds))
    return Folded(
        np.minimum(codes[left], _WIDEST).astype(np.uint16),
        (left - own).astype(np.int32),
        (ends[left] - own).astype(np.int32),
        opens,
        bounds,
    )


_SIGNS = (ord(NUMBER), ord(PLACE))


def _place(_: str) -> int:
    return ord(PLACE)


def _number(_: str) -> int:
    return ord(NUMBER)


def _word(word: str) -> int:
    """Give a word's sign: words are to other scripts what characters are to Chinese. Few words share a sign, and no phrases."""
    return _FIRST_PRIVATE + zlib.crc32(word.encode()) % _PRIVATE


def _plain(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Bring each character to the one it is compared as."""
    found, where = np.unique(codes, return_inverse=True)
    return np.array([_one(chr(code)) for code in found.tolist()], dtype="<u4")[where]


def _one(character: str) -> int:
    plain = normal(unicodedata.normalize("NFKC", character)[:1])
    return ord(plain[:1] or " ")


def _telling(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Mark the characters that are letters or digits."""
    found, where = np.unique(codes, return_inverse=True)
    marked: NDArray[np.bool_] = np.array([chr(code).isalnum() for code in found.tolist()], dtype=bool)[where]
    return marked


def _names(places: Iterable[str]) -> re.Pattern[str]:
    """Match any of the names, the longest first, and words for one's own region; the first character is looked at first."""
    names = sorted({normal(name) for name in places if len(name) > 1}, key=lambda name: (-len(name), name))
    begin = "".join(sorted({name[0] for name in names} | set("全我本")))
    return re.compile(f"(?=[{re.escape(begin)}])(?:{'|'.join([*map(re.escape, names), _OWN])})")
