"""What every format gives: the lines of a source, in order."""

from __future__ import annotations

from dataclasses import dataclass

from reports.report import Span


@dataclass(frozen=True, slots=True)
class Line:
    """One line (in formats that have paragraphs, one paragraph) of a source.

    Attributes:
        text: the line without its markup and without white space around it; never empty.
        span: where the line stands in the source's text.
        level: the level of the heading that the markup says it is, or None.
    """

    text: str
    span: Span
    level: int | None = None
