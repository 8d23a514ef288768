"""The words of the screens, one JSON file a language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")
"""The languages of the screens; the first is the one spoken when nobody asks for another."""

_LOCALES = Path(__file__).parent / "locales"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language.

    Attributes:
        language: one of `LANGUAGES`.
        entries: phrases by key, with {names} where values go.
    """

    language: str
    entries: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Say a phrase; values stand in it as they are."""
        return self.entries[key].format(**values)

    def count(self, key: str, n: int, **values: object) -> str:
        """Say a phrase about `n` things: the key ends in .one or .many."""
        return self(f"{key}.one" if n == 1 else f"{key}.many", n=f"{n:,}", **values)

    @property
    def html_language(self) -> str:
        """The language tag for the page."""
        return {"zh": "zh-CN"}.get(self.language, self.language)


@cache
def words_of(language: str) -> Words:
    """Read the words of a language."""
    return Words(language, json.loads((_LOCALES / f"{language}.json").read_text(encoding="utf-8")))


def spoken_in(words: Words, text: str) -> str | None:
    """Name the language of a text for screen readers, where it is another than the page's."""
    language = LANGUAGES[0] if is_chinese(text) else LANGUAGES[1]
    return None if language == words.language else language


def is_chinese(text: str) -> bool:
    """Tell whether a text is written in Chinese characters, if only in part."""
    return any("\u4e00" <= character <= "\u9fff" for character in text)
