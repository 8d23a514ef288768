"""What every format gives: texts as lines, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.report import Removed, Span


@dataclass(frozen=True, slots=True)
class Line:
    """One line (in formats that have paragraphs, one paragraph) of a source.

    Attributes:
        text: the line without its markup and without white space around it; never empty.
        span: where the line stands in the source's text.
        level: the level of the heading that the markup says it is, or None.
        is_item: whether the markup says that it is a list's item or a quotation: no heading, and whole.
    """

    text: str
    span: Span
    level: int | None = None
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A text as its format gives it; most files hold one, a table holds one a row.

    Attributes:
        lines: its lines, in reading order.
        removed: what the format knows not to be text (running heads, navigation), with the reason.
        warnings: what a reader should doubt, in plain words.
        facts: what a table says beside the text: "title", "region", "year", "body", "date", as they are written there.
    """

    lines: tuple[Line, ...]
    removed: tuple[Removed, ...] = ()
    warnings: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
