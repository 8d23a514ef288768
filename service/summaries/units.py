"""What may stand in a summary: sentences that stand on their own, those they lean on, and where a long one may be cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.layout import HEADLINE_CHARS, is_numbered
from reports.report import Span

_ORDER = "第?[二三四五六七八九十]+[是、,，](?!.{0,6}全会)"
_LEANS = re.compile(
    rf"^(?:此外|同时|其中|上述|以上|对此|为此|因此|据此|由此|这|该[^市县区省州]|其次|再次|最后|另外|另一方面|从而|特别是|尤其|{_ORDER}"
    r"|also\b|in addition|moreover|however|therefore|this\b|these\b|those\b|it\b|they\b|among them|of these|second(?:ly)?\b|third(?:ly)?\b|finally\b)",
    re.IGNORECASE,
)
_FIRST_OF_MANY = re.compile(r"^[一首](?:是|要|、)|^first(?:ly)?\b", re.IGNORECASE)
_FORMULA = re.compile(
    r"^[(（]?各位|请予?审[议查]|請予?審[議查]|敬意|感谢|感謝|紧密团结|緊密團結|受.{2,30}委[托託]|我(?:代表|受)|現?将.{0,20}报告如下|fellow deputies|on behalf of|gratitude",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"[。！？!?.…;；][”’\"'）)]*$")
_FIGURE = re.compile(r"\d|《[^》]+》")
_NUMBERING = re.compile(r"^\W*\w+\W\s*")
_PART = re.compile(r"[^；;]+[；;]?")
SHORTEST = 10
"""A shorter sentence says nothing on its own."""
LONGEST = 200
"""A longer sentence is cut behind one of its semicolons, if it has any."""
CUT = "…"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it may stand in a summary.

    Attributes:
        text: what is shown: its spans with "…" between them.
        spans: stretches of the whole sentence, counted from its start; one, or what is left of a long one and its full stop.
        heading: the headings above it, outermost first.
        leans: whether it can't be understood without the one before.
        stands: whether it may stand in a summary at all.
    """

    text: str
    spans: tuple[Span, ...]
    heading: tuple[str, ...]
    leans: bool
    stands: bool


def sentence(text: str, heading: tuple[str, ...], *, opens: bool) -> Sentence:
    """Tell how a sentence may stand in a summary.

    Args:
        text: the whole sentence.
        heading: the headings above it.
        opens: whether it is the first of its paragraph.
    """
    spans = _cut(text)
    leans = bool(_LEANS.match(text)) or (not opens and bool(_FIRST_OF_MANY.match(text)))
    shown = CUT.join(span.of(text) for span in spans)
    return Sentence(shown, spans, heading, leans=leans, stands=_stands(text))


def together(sentences: Sequence[Sentence]) -> list[tuple[int, ...] | None]:
    """Give, for each sentence, those it comes with: itself, and before it what it leans on; None for what can't stand.

    A sentence leans on the one right before it under the same heading; where there is none that may stand, it can't either.
    """
    found: list[tuple[int, ...] | None] = []
    for n, one in enumerate(sentences):
        if not one.stands:
            found.append(None)
        elif not one.leans:
            found.append((n,))
        else:
            before = found[-1] if n and sentences[n - 1].heading == one.heading else None
            found.append((*before, n) if before else None)
    return found


def _stands(text: str) -> bool:
    """Tell whether a sentence can stand in a summary: no greeting, no fragment, no heading that runs into its paragraph."""
    heading = is_numbered(text) and len(text) <= HEADLINE_CHARS and not _FIGURE.search(_NUMBERING.sub("", text))
    return len(text) >= SHORTEST and not _FORMULA.search(text) and not heading and _CLOSED.search(text) is not None


def _cut(text: str) -> tuple[Span, ...]:
    """Keep a sentence whole, or of a long one as many of its parts as stay short enough, and its full stop."""
    if len(text) <= LONGEST:
        return (Span(0, len(text)),)
    ends = [part.end() for part in _PART.finditer(text)]
    kept = [end for end in ends[:-1] if end < LONGEST] or ends[:1]
    closing = _CLOSED.search(text)
    if kept[-1] >= len(text) or closing is None:
        return (Span(0, len(text)),)
    return (Span(0, kept[-1] - 1), Span(closing.start(), len(text)))
