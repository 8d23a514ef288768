"""Letters: what a page's characters mean, when the way they were set is taken away."""

from __future__ import annotations

import re
import unicodedata

HAN = "\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, for a regular expression's class."""
_WIDE = re.compile(f"[{HAN}\u3000-\u30ff\uff01-\uff60\uffe0-\uffe6]")
_MIXED = re.compile(f"[{HAN}][A-Za-z0-9]|[A-Za-z0-9][{HAN}]")
_SHAPES = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\U0002f800-\U0002fa1f]")
_NOTHING = re.compile("[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b\u2060\ufeff\ufffd\ufffe\uffff\ue000-\uf8ff]")
_RADICALS = {
    "⻅": "见",
    "⻆": "角",
    "⻉": "贝",
    "⻋": "车",
    "⻓": "长",
    "⻔": "门",
    "⻘": "青",
    "⻚": "页",
    "⻛": "风",
} | {
    "⻜": "飞",
    "⻢": "马",
    "⻣": "骨",
    "⻥": "鱼",
    "⻦": "鸟",
    "⻨": "麦",
    "⻩": "黄",
    "⻬": "齐",
    "⻰": "龙",
    "⻄": "西",
}
"""Radicals that Unicode gives no ordinary character for, and that fonts put in its place."""


def cleaned(text: str) -> str:
    """Give characters their ordinary form, and drop those that stand for nothing.

    Radicals, compatibility ideographs and ligatures become what they show (NFKC, for these blocks alone: full-width
    punctuation is no accident in Chinese). Control, private and broken characters and soft hyphens go.
    """
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    plain = _SHAPES.sub(lambda shape: _RADICALS.get(shape[0]) or unicodedata.normalize("NFKC", shape[0]), whole)
    return _NOTHING.sub("", plain)


def is_wide(character: str) -> bool:
    """Tell whether a character takes a whole em: Chinese, and full-width punctuation."""
    return _WIDE.match(character) is not None


def without_loose_spaces(text: str) -> str:
    """Take out the spaces that only set Chinese characters apart, as in "目  录"; spaces between words stay."""
    parts = text.split()
    if len(parts) > 1 and all(len(part) == 1 and is_wide(part) for part in parts):
        return "".join(parts)
    return " ".join(parts)


def joined(before: str, after: str, *, spaced: bool = False) -> str:
    """Set one text behind another: a space only where two words of an alphabet would touch.

    Args:
        before: the text that goes on.
        after: the text that it goes on with.
        spaced: whether a space stands between Chinese and letters or digits too.
    """
    if not before or not after:
        return before + after
    both = before[-1] + after[0]
    if before.endswith("-"):
        return before + after
    if any(map(is_wide, both)):
        return f"{before} {after}" if spaced and _MIXED.match(both) else before + after
    return f"{before} {after}"
