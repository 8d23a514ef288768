"""What may stand in a summary: sentences that stand on their own, those they lean on, and where a long one may be cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.words import normal
from reports.layout import HEADLINE_CHARS, is_numbered
from reports.report import Span

_ORDER = "第?[一二三四五六七八九十]+[是、,](?!.{0,6}全会)|[一二三四五六]要"
_LEANS = re.compile(
    rf"^(?:在.{{2,12}}的同时|此外|同时|其中|上述|以上|对这些|对此|为此|因此|据此|由此|这|该[^市县区省州]|其次|再次|最后|另外|另一方面|从而|特别是|尤其|{_ORDER}"
    r"|also\b|in addition|moreover|however|therefore|this\b|these\b|those\b|it\b|they\b|among them|of these|first(?:ly)?\b,|second(?:ly)?\b|third(?:ly)?\b|finally\b)",
    re.IGNORECASE,
)
_FORMULA = re.compile(
    r"^[(]?各位|^[(]?请予?审[议查]|^(?:现在,?)?我?(?:谨?代表|受.{2,30}委托|[向将].{0,40}报告(?:如下|工作|,请))|^受.{2,30}委托,|现?将.{0,20}报告如下|紧密团结在"
    r"|^(?:在此|谨|同时|让我们).{0,12}(?:向|表示|代表).{0,60}(?:敬意|感谢|问候)|^fellow deputies|^on behalf of|\bgratitude\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"[。！？!?.…;；।｡؟۔][”’\"'）)」』》】]*$")
_FIGURE = re.compile(r"\d|《[^》]+》")
_NUMBERING = re.compile(r"^\W*\w+\W\s*")
SHORTEST = 10
"""A shorter sentence says nothing on its own."""
LONGEST = 200
"""A longer sentence is cut behind one of its semicolons, if it has any."""
CUT = "…"
_LONGEST_CHAIN = 8
"""Sentences that lean on one another; a longer chain goes without its end."""
_OPENING, _CLOSING = "“‘「『《（([", "”’」』》）)]"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it may stand in a summary.

    Attributes:
        text: what is shown: its spans with "…" between them.
        spans: stretches of the whole sentence, counted from its start; one, or what is left of a long one and its full stop.
        heading: the headings above it, outermost first.
        leans: whether it can't be understood without the one before; what opens a paragraph and leans can't stand, since what
            it leans on stands who knows where.
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
    plain = normal(text)
    leans = bool(_LEANS.match(plain))
    shown = CUT.join(span.of(text) for span in spans)
    return Sentence(shown, spans, heading, leans=leans, stands=_stands(text) and not (leans and opens))


def together(sentences: Sequence[Sentence]) -> list[tuple[int, ...] | None]:
    """Give, for each sentence, those it comes with: itself, and before it what it leans on; None for what can't stand.

    A sentence leans on the one right before it in its paragraph; where that may not stand, it can't either.
    """
    found: list[tuple[int, ...] | None] = []
    for n, one in enumerate(sentences):
        if not one.stands:
            found.append(None)
        elif not one.leans:
            found.append((n,))
        else:
            before = found[-1] if n else None
            found.append((*before, n) if before and len(before) < _LONGEST_CHAIN else None)
    return found


def _stands(text: str) -> bool:
    """Tell whether a sentence can stand in a summary: no greeting, no fragment, no heading that runs into its paragraph."""
    heading = is_numbered(text) and len(text) <= HEADLINE_CHARS and not _FIGURE.search(_NUMBERING.sub("", text))
    return (
        len(text) >= SHORTEST and not _FORMULA.search(normal(text)) and not heading and _CLOSED.search(text) is not None
    )


def _cut(text: str) -> tuple[Span, ...]:
    """Keep a sentence whole, or of a long one as many of its parts as stay short enough, and its full stop."""
    ends = [] if len(text) <= LONGEST else _ends_of_parts(text)
    closing = _CLOSED.search(text)
    if not ends or closing is None or ends[0] >= closing.start():
        return (Span(0, len(text)),)
    kept = max([end for end in ends if end < LONGEST], default=ends[0])
    return (Span(0, kept), Span(closing.start(), len(text)))


def _ends_of_parts(text: str) -> list[int]:
    """List where the semicolons stand that are in no quotation and no bracket."""
    depth, ends = 0, []
    for n, character in enumerate(text):
        depth = max(0, depth + (character in _OPENING) - (character in _CLOSING))
        if character in "；;" and not depth:
            ends.append(n)
    return ends
