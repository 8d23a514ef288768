"""Questions to begin with, drawn from what the library's own reports speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.answers import ReportFacts
from ui.web.site import Site
from ui.web.words import is_chinese

_NUMBERING = re.compile(
    r"^\s*([（(]?[一二三四五六七八九十百0-9]+[）)]|[一二三四五六七八九十]+、|\d+[.．、]|[IVX]+\.|第[一二三四五六七八九十]+[章节]|[①-⑳])\s*"
)
_GENERAL = re.compile(
    r"工作回[顾顧]|主要工作|[总總]体要求|工作安排|工作[计計][划劃]|不足|[问問][题題]|今后|来年|過去|过去|20\d\d年|review|plan|outlook|priorit|problem",
    re.IGNORECASE,
)
_QUOTES = re.compile("[“”「」『』‘’]")
"""A quoted part of a question must stand in a passage as it is, which headings do not."""
_CLAUSE_END = re.compile(r"[,，；;：:]")
_SHORTEST, _LONGEST = 4, 24
_LONGEST_ENGLISH = 70
_LOOKED_AT = 24


def example_questions(site: Site, reports: Sequence[ReportFacts], *, limit: int = 4) -> list[str]:
    """Make questions of headings, each from another region where there are enough.

    Args:
        site: the library and the language to ask in.
        reports: the reports to draw from.
        limit: most questions.
    """
    first_of_region: dict[object, ReportFacts] = {}
    for facts in reports:
        if facts.region and not facts.duplicate_of:
            first_of_region.setdefault(facts.region, facts)
    spread = list(first_of_region.values())[:_LOOKED_AT]
    topics = [(facts, list(_topics(site, facts))) for facts in spread]
    own = [
        (facts, [topic for topic in found if is_chinese(topic) == (site.words.language == "zh")])
        for facts, found in topics
    ]
    chosen = [pair for pair in own if pair[1]] + [pair for pair in topics if pair[1]]
    asked = [_question(site, facts, found[n % len(found)]) for n, (facts, found) in enumerate(chosen)]
    return list(dict.fromkeys(asked))[:limit]


def _question(site: Site, facts: ReportFacts, topic: str) -> str:
    place = next((name for name in reversed(facts.region or ()) if name), "")
    return site.words("ask.example", place=place, topic=topic)


def _topics(site: Site, facts: ReportFacts) -> Iterator[str]:
    for heading in site.library.outline(facts.id):
        plain = _QUOTES.sub("", _NUMBERING.sub("", heading.text))
        topic = _CLAUSE_END.split(plain.strip(" 。.：:；;"))[0]
        longest = _LONGEST if is_chinese(topic) else _LONGEST_ENGLISH
        if heading.level > 1 and _SHORTEST <= len(topic) <= longest and not _GENERAL.search(topic):
            yield topic
