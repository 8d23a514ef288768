"""What is taken away, whatever it is written as: a title, and texts in order, each with the passage it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from service.answers import Overview, PassageAnswer, Summary


@dataclass(frozen=True, slots=True)
class Item:
    """A text and where it stands.

    Attributes:
        text: verbatim.
        passage: the passage that holds it.
        note: what is to be said of it; "" for nothing.
    """

    text: str
    passage: PassageAnswer
    note: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Items under a heading; "" for none."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document to be taken away."""

    title: str
    parts: tuple[Part, ...]

    def items(self) -> Iterator[Item]:
        """Give all items, in order."""
        for part in self.parts:
            yield from part.items


def of_summary(summary: Summary) -> Sheet:
    """Take a summary away, its sentences under their outermost headings."""
    parts: dict[str, list[Item]] = {}
    for one in summary.sentences:
        note = f"另有{one.also_in}个地区也说" if one.also_in else ""
        parts.setdefault(one.passage.heading[0] if one.passage.heading else "", []).append(
            Item(one.text, one.passage, note)
        )
    return Sheet(summary.report.title, tuple(Part(heading, tuple(items)) for heading, items in parts.items()))


def of_overview(overview: Overview, title: str) -> Sheet:
    """Take an overview away: a part a point, with everybody who says it."""
    count = len(overview.reports)
    return Sheet(
        title,
        tuple(
            Part(
                f"{len(point.said_by)}/{count}：{point.sentence.text}",
                tuple(Item(one.text, one.passage) for one in point.said_by),
            )
            for point in overview.points
        ),
    )
