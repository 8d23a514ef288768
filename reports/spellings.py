"""Spellings: how the name of a place is written in letters, as far as it follows from its Chinese name, and where not.

What does not follow (Ürümqi, Тибет, Chiết Giang) stands in `spellings.tsv`; its head says where the facts come from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from reports.places import short

_LETTERS = re.compile(r"[^\W\d_]+")
_MARKS_OF_PINYIN = re.compile("(?<=[a-z])[\u0300\u0301\u0304\u0308\u030c]+")
_INITIAL = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcs])?(.+)")
_INITIALS = dict(
    zip(
        ["b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "zh", "ch", "sh", "r", "z", "c", "s"],
        ["б", "п", "м", "ф", "д", "т", "н", "л", "г", "к", "х", "цз", "ц", "с", "чж", "ч", "ш", "ж", "цз", "ц", "с"],
        strict=True,
    )
)
_FINALS = {
    "a": "а",
    "ai": "ай",
    "an": "ань",
    "ang": "ан",
    "ao": "ао",
    "o": "о",
    "ou": "оу",
    "ong": "ун",
    "e": "э",
    "ei": "эй",
    "en": "энь",
    "eng": "эн",
    "er": "эр",
    "i": "и",
    "ia": "я",
    "ian": "янь",
    "iang": "ян",
    "iao": "яо",
    "ie": "е",
    "in": "инь",
    "ing": "ин",
    "iong": "юн",
    "iu": "ю",
    "u": "у",
    "ua": "уа",
    "uai": "уай",
    "uan": "уань",
    "uang": "уан",
    "ui": "уй",
    "un": "унь",
    "uo": "о",
    "v": "юй",
    "ve": "юэ",
    "van": "юань",
    "vn": "юнь",
}
_WHOLE = {
    "hui": "хуэй",
    "lv": "люй",
    "nv": "нюй",
    "er": "эр",
    "yi": "и",
    "ya": "я",
    "yan": "янь",
    "yang": "ян",
    "yao": "яо",
    "ye": "е",
    "yin": "инь",
    "ying": "ин",
    "yong": "юн",
    "you": "ю",
    "yu": "юй",
    "yuan": "юань",
    "yue": "юэ",
    "yun": "юнь",
    "wu": "у",
    "wa": "ва",
    "wai": "вай",
    "wan": "вань",
    "wang": "ван",
    "wei": "вэй",
    "wen": "вэнь",
    "weng": "вэн",
    "wo": "во",
}


class _Spelt(NamedTuple):
    """A row of the table: syllables of pinyin, none where they follow from the name; and other spellings."""

    pinyin: tuple[str, ...]
    others: frozenset[str]


def key(spelling: str) -> str:
    """Bring a spelling to the form in which spellings meet: words of lower case letters, without the marks of pinyin.

    Vietnamese keeps the marks that pinyin does not have: luận is a word, and no place called Lu'an.
    """
    bare = _MARKS_OF_PINYIN.sub("", unicodedata.normalize("NFD", spelling.lower()))
    return " ".join(_LETTERS.findall(unicodedata.normalize("NFC", bare)))


@cache
def spellings(name: str) -> frozenset[str]:
    """Give the keys of all ways to write a place's name in letters, each in one word and in all its words.

    Args:
        name: its full name: 昌吉回族自治州 is changji and chang ji, чанцзи, سانجى and more.
    """
    given = _table().get(name, _Spelt((), frozenset()))
    syllables = given.pinyin or _pinyin(name)
    latin = " ".join(syllables)
    apart = given.others | {latin, latin.replace("v", "u"), palladius(syllables)} - {""}
    return apart | {spelling.replace(" ", "") for spelling in apart}


def palladius(syllables: Sequence[str]) -> str:
    """Write syllables of pinyin in Cyrillic, by the system that is the Russian standard; "" where one is none.

    P. Kafarov (Palladius) & P. Popov 1888, "Китайско-русский словарь"; tabled in "Cyrillization of Chinese", Wikipedia.
    """
    written = [_cyrillic(syllable) for syllable in syllables]
    if not all(written):
        return ""
    return "".join(
        one + "ъ" if one.endswith("н") and after[:1] in "аоуэияюе" and after else one
        for one, after in zip(written, [*written[1:], ""], strict=True)
    )


def _cyrillic(syllable: str) -> str:
    if syllable in _WHOLE:
        return _WHOLE[syllable]
    match = _INITIAL.fullmatch(syllable)
    initial, final = match.groups("") if match else ("", "")
    if initial in {"j", "q", "x"} and final.startswith("u"):
        final = "v" + final[1:]
    if initial in {"zh", "ch", "sh", "r", "z", "c", "s"} and final == "i":
        return _INITIALS[initial] + ("ы" if len(initial) == 1 and initial != "r" else "и")
    if final not in _FINALS:
        return ""
    return _INITIALS.get(initial, "") + _FINALS[final]


def _pinyin(name: str) -> tuple[str, ...]:
    """Read a full name, which settles 朝阳区 and 昌都市, and keep the syllables of the short one."""
    from pypinyin import lazy_pinyin  # takes half a second to open

    syllables: list[str] = lazy_pinyin(name)
    return tuple(one.lower() for one in syllables[: len(short(name))])


@cache
def _table() -> dict[str, _Spelt]:
    rows = resources.files("reports").joinpath("spellings.tsv").read_text("utf-8").splitlines()
    cells = [row.split("\t") for row in rows if not row.startswith("#")]
    return {
        name: _Spelt(tuple(pinyin.split()), frozenset(key(one) for one in others.split(";") if key(one)))
        for name, pinyin, others in cells
    }
