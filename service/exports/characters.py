"""Characters that a document may hold."""

from __future__ import annotations

import re

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Leave out the characters that XML forbids, and with it Word and Excel."""
    return _NOT_XML.sub("", text)
