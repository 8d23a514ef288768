"""Summaries and overviews as sheets."""

from __future__ import annotations

from service.answers import Overview, Summary
from service.exports.sheet import Item, Part, Sheet
from service.exports.words import WORDS, counted


def of_summary(summary: Summary, language: str = "zh") -> Sheet:
    """Take a summary away, its sentences under their outermost headings."""
    words = WORDS[language]
    parts: dict[str, list[Item]] = {}
    for one in summary.sentences:
        note = counted(words, "also_in", one.also_in) if one.also_in else ""
        parts.setdefault(one.passage.heading[0] if one.passage.heading else "", []).append(
            Item(one.text, one.passage, note)
        )
    taken = tuple(Part(heading, tuple(items)) for heading, items in parts.items())
    return Sheet(summary.report.title, taken, language)


def of_overview(overview: Overview, title: str = "", language: str = "zh") -> Sheet:
    """Take an overview away: a part a point, with everybody who says it."""
    words, count = WORDS[language], len(overview.reports)
    unsure = () if overview.confident else (Part("", lines=(words["unsure"],)),)
    points = tuple(
        Part(
            f"{len(point.said_by)}/{count}：{point.sentence.text}",
            tuple(Item(one.text, one.passage) for one in point.said_by),
        )
        for point in overview.points
    )
    return Sheet(title or words["overview"], unsure + points, language)
