"""A long text taken apart into what a passage is: its paragraphs, and runs of sentences of a paragraph that is too long."""

from __future__ import annotations

import re

from reports.report import Span
from reports.sentences import sentences
from service.collection import SAYING_CHARS

WHOLE_CHARS = 1000
"""A text of no more characters is looked for as a whole."""
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


def parts_of(text: str) -> list[Span]:
    """Take a text apart.

    Args:
        text: any text with something in it.

    Returns:
        One span for a text of up to `WHOLE_CHARS`, else those of its parts in order; lines too short to say anything,
        such as headings, are left out, unless there is nothing else.
    """
    if len(text) <= WHOLE_CHARS:
        return [Span(0, len(text))]
    found = [span for line in _PARAGRAPH.finditer(text) for span in _runs(text, Span(line.start(), line.end()))]
    return [span for span in found if span.end - span.start >= SAYING_CHARS] or found


def _runs(text: str, paragraph: Span) -> list[Span]:
    """Cut a paragraph behind sentences so that no part is too long; a sentence that is too long is cut where it must be."""
    if paragraph.end - paragraph.start <= WHOLE_CHARS:
        return [paragraph]
    runs: list[Span] = []
    for sentence in sentences(paragraph.of(text), paragraph.start):
        if runs and sentence.end - runs[-1].start <= WHOLE_CHARS:
            runs[-1] = Span(runs[-1].start, sentence.end)
        else:
            starts = range(sentence.start, sentence.end, WHOLE_CHARS)
            runs += [Span(start, min(start + WHOLE_CHARS, sentence.end)) for start in starts]
    return runs
