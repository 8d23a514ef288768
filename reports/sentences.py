"""Sentences: a paragraph is cut behind its full stops."""

from __future__ import annotations

import re

from reports.report import Span

_CLOSERS = "”’」』）》】)\"'"
# A Latin full stop ends a sentence only before white space and something that can begin one: not in 3.5, U.S. or No. 4.
_END = re.compile(
    rf"(?:[。！？｡]|[؟۔।](?=\s|$)|[!?](?=[\s{_CLOSERS}\u3400-\u9fff]|$)"
    rf"|(?<![A-Z])(?<!\bNo)(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bArt)(?<!^\d)(?<!\s\d)\.(?=[{_CLOSERS}]*(?:\s+[^\sa-z]|\s*$)))"
    rf"[。！？!?…{_CLOSERS}]*"
)
_SPACE = re.compile(r"\s*")


def sentences(text: str, start: int = 0) -> tuple[Span, ...]:
    """Cut a paragraph into sentences.

    Args:
        text: the paragraph.
        start: where it stands; the spans are counted from there.

    Returns:
        The sentences in order, without the white space between them; a text without a full stop is one.
    """
    found = []
    at = 0
    for end in [match.end() for match in _END.finditer(text)] + [len(text)]:
        begin = _SPACE.match(text, at).end()  # type: ignore[union-attr]  # `\s*` always matches
        stretch = text[begin:end].rstrip()
        if stretch:
            found.append(Span(start + begin, start + begin + len(stretch)))
        at = max(at, end)
    return tuple(found)
