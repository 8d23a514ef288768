"""Report text made safe to print: what would steer a terminal or reorder a line is shown, not obeyed."""

from __future__ import annotations

import re

_STEERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    r"""Write control characters, lone surrogates and marks that override the direction of writing as `\x1b`.

    Tabs and line breaks stay, and so do the marks that scripts such as Uyghur need between letters.
    """
    return _STEERS.sub(lambda found: _escape(found[0]), text)


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004
