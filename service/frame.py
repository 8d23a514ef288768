"""The frame of a question: which region, year, body and part it names, and which passages lie within.

A frame is a preference, not a filter: what the asker chose admits passages, what the question names only frames them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TypeAlias

import numpy as np

from embeddings.words import is_han, normal, telling
from reports.report import Body, Part
from service.answers import ReportFacts, Understood
from service.asked_years import chinese_words_for_years, covers, year_in
from service.collection import Collection, Mask
from service.errors import BadRequest
from service.filters import Filters
from service.gazetteer import Path
from service.regions import RegionTree

_BODIES = {
    Body.CPPCC: re.compile(
        r"(?<![向由受对给])政协|\bcppcc\b|political[ -]consultative|political advis\w+|advisory (?:conference|body|members?)"
        r"|нпкск|политическ\w+ консультативн|chính hiệp|hiệp thương chính trị|سىياسىي كېڭەش"
    ),
    Body.NPC: re.compile(
        r"(?<![向由受对给])人大(?!附|会堂)|(?<![向由受对给])人民代表大会|people['’]?s['’]? congress|district congress|\bnpc\b"
        r"|собран\w+ народных представителей|đại hội đại biểu nhân dân|خەلق قۇرۇلتىيى"
    ),
    Body.GOVERNMENT: re.compile(
        r"政府工作报告|government work report|доклад\w* о работе правительства|báo cáo công tác (?:của )?chính phủ"
        r"|ھۆكۈمەت خىزمىتىدىن دوكلات"
    ),
}
_BODIES_IN_CHINESE = {
    Body.CPPCC.value: re.compile("(?<![向由受对给])政协"),
    Body.NPC.value: re.compile("(?<![向由受对给])人大(?:常委会|(?!附|会堂))"),
    Body.GOVERNMENT.value: re.compile("政府工作报告"),
}
"""What of a Chinese question names a body and nothing besides."""
_MEMBERS = re.compile(r"(?<!常委会)(?<!组成人员和)委员们?(?:怎|如|提)")
"""Members are the CPPCC's, where no body is named."""
_LACKING = "(?:问题|困难|不足|短板|差距|毛病|弱项|欠缺|薄弱)"
_PARTS = {
    Part.PROBLEMS: re.compile(
        rf"(?<!发现)(?<!发现了)(?:还有|还|有|存在)(?:着|的)?(?:哪些|什么|何|几个)?(?:主要|突出)?{_LACKING}"
        rf"|(?:承认|检讨|坦言|坦承|坦白|反思|自己的|自身的?).{{0,16}}(?:{_LACKING}|不够|不强|太少)"
        r"|shortcomings?|weak(?:nesse|point| point)s?|what problems|deficienc"
        r"|недостатк|какие проблемы|hạn chế|thiếu sót|tồn tại những|يېتەرسىزلىك"
    ),
    Part.PLANNED: re.compile(
        r"下一步|打算|今后|将要|接下来|往后|明年|计划.{0,4}(?:怎|如何|什么|哪)|准备(?:怎|如何|做|干|就|拿|盯|在|给|从|开展)"
        r"|next steps?|planned for|plans? to|intends? to|next year"
        r"|планиру|следующ\w+ шаг|dự định|kế hoạch|پىلانل"
    ),
    Part.DONE: re.compile(
        r"取得了?.{0,6}(?:成绩|成效|成就|进展)|(?:完成|做|干)了(?:哪些|什么)|achievements?|достижени|thành tựu"
    ),
}


KINDS = ("region", "year", "body", "part")
"""What a question may name, as `Understood` has it."""
Ignored: TypeAlias = Sequence[str]
"""Some of `KINDS`."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a question names.

    Attributes:
        understood: what of it the library has.
        absent: the place that it names, where the library has no report of it, nor of one above it.
        absent_year: the year that it names, where no report of its region covers it or was delivered in it.
        places: the names of the region and of what lies above it, in the form in which words are compared.
    """

    understood: Understood
    absent: str | None = None
    absent_year: int | None = None
    places: tuple[str, ...] = ()


def understand(
    question: str, regions: RegionTree, reports: tuple[ReportFacts, ...], *, ignoring: Ignored = ()
) -> Frame:
    """Read what a question says of where, when, who and which part.

    Args:
        question: as it was typed.
        regions: the library's regions.
        reports: the library's reports.
        ignoring: kinds of what it says that are passed over; the words for them are then asked for like any others.

    Raises:
        BadRequest: there is no such kind to pass over.
    """
    _check_kinds(ignoring)
    asked = normal(question)
    where = regions.named_in(asked)
    nearby = [report for report in reports if where.region is None or _lies_in(report, where.region)]
    when = year_in(asked, nearby, where.words)
    understood = Understood(
        region=where.region,
        year=when.year,
        body=_only(_BODIES, asked)
        or (Body.CPPCC.value if _MEMBERS.search(asked) and not _any(_BODIES, asked) else None),
        part=_only(_PARTS, asked),
    )
    understood = replace(understood, **dict.fromkeys(ignoring))
    return Frame(
        understood,
        None if "region" in ignoring else where.absent,
        None if "year" in ignoring else when.absent,
        where.words,
    )


def _check_kinds(ignoring: Ignored) -> None:
    unknown = [kind for kind in ignoring if kind not in KINDS]
    if unknown:
        raise BadRequest(f"a question names no {unknown[0]!r} that could be ignored", hint=f"give {', '.join(KINDS)}")


def _without_frame(question: str, understood: Understood, places: Sequence[str]) -> str:
    """Take the Chinese words out of a question that frame it; one that is nothing else stays as it is.

    They stand in the titles of all that is framed, and tell no passage of it from another.
    """
    asked = normal(question)
    framing = _framing_words(asked, understood, places)
    rest = question if len(question) == len(asked) else asked
    for start, end in sorted(framing, reverse=True):
        rest = rest[:start] + rest[end:]
    rest = rest.strip("的在、，, ")
    return rest if framing and telling(rest) else question


def _framing_words(asked: str, understood: Understood, places: Sequence[str]) -> list[tuple[int, int]]:
    """Give where the Chinese words stand that frame a question, none of them within another."""
    found = chinese_words_for_years(asked, places) if understood.year else []
    if understood.region:
        found += [match.span() for place in places if is_han(place) for match in re.finditer(re.escape(place), asked)]
    if understood.body in _BODIES_IN_CHINESE:
        found += [match.span() for match in _BODIES_IN_CHINESE[understood.body].finditer(asked)]
    return _apart(found)


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out each stretch that overlaps one which begins before it or is longer."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Where a question is looked up.

    Attributes:
        understood: how the passages are framed; nothing where the question names nothing that the library has.
        rest: the question without the Chinese words that frame it; the question itself where nothing is framed.
        absent: as of `Frame`.
        absent_year: as of `Frame`.
        admitted: (passages,) which the asker's filters admit.
        framed: (passages,) which of these the frame holds: never none, unless none is admitted.
        named: (passages,) which lie within what was understood, whatever else the question demands.
        admitted_reports: (reports,) which the asker's filters admit.
        framed_reports: (reports,) which of these the frame holds.
    """

    understood: Understood
    rest: str
    absent: str | None
    absent_year: int | None
    admitted: Mask
    framed: Mask
    named: Mask
    admitted_reports: Mask
    framed_reports: Mask


def narrow(collection: Collection, question: str, filters: Filters, *, ignoring: Ignored) -> Narrowed:
    """Frame a question by what it names, as far as that leaves a passage, and the asker chose nothing of the kind.

    Args:
        collection: the library.
        question: as it was typed.
        filters: what the asker chose.
        ignoring: kinds of what the question names that frame nothing.
    """
    reports = collection.admitted_reports(filters)
    passages = collection.admitted(filters) & collection.saying_passages
    frame = understand(question, collection.regions, collection.facts, ignoring=ignoring)
    for understood in _ever_wider(_left_open(frame.understood, filters)):
        framed_reports, framed = _within(collection, understood)
        if (passages & framed).any():
            break
    return Narrowed(
        understood=understood,
        rest=_without_frame(question, understood, frame.places),
        absent=frame.absent,
        absent_year=frame.absent_year,
        admitted=passages,
        framed=passages & framed,
        named=framed,
        admitted_reports=reports,
        framed_reports=reports & framed_reports,
    )


def _left_open(found: Understood, filters: Filters) -> Understood:
    return Understood(
        region=None if filters.regions else found.region,
        year=None if filters.years else found.year,
        body=None if filters.bodies else found.body,
        part=None if filters.parts else found.part,
    )


def _ever_wider(found: Understood) -> Iterator[Understood]:
    """Give a frame and wider ones, the last without bounds: as little as possible goes, and first what is least sure."""
    named = [kind for kind in ("part", "year", "body", "region") if getattr(found, kind) is not None]
    for count in range(len(named) + 1):
        for dropped in combinations(named, count):
            yield replace(found, **dict.fromkeys(dropped))


def _within(collection: Collection, understood: Understood) -> tuple[Mask, Mask]:
    """Mark the reports and the passages within a frame."""
    named = Filters(
        bodies=(understood.body,) if understood.body else (),
        parts=(understood.part,) if understood.part else (),
    )
    reports, passages = collection.admitted_reports(named), collection.admitted(named)
    if understood.region:
        inside = np.array([_lies_in(facts, understood.region) for facts in collection.facts], dtype=bool)
        reports &= inside
        passages &= inside[collection.report_of]
    if understood.year:
        reports &= _speaks(collection.facts, understood.year)
        passages &= _speaks_of(collection, understood.year)
    return reports, passages


def _speaks_of(collection: Collection, year: int) -> Mask:
    """Mark the passages that speak of a year: all of the reports that review it, and the plans of those delivered in it."""
    reviews = np.array([covers(facts, year) for facts in collection.facts], dtype=bool)
    delivered = np.array([facts.year == year for facts in collection.facts], dtype=bool)
    planned = collection.parts == Part.PLANNED
    speaks: Mask = reviews[collection.report_of] | (delivered[collection.report_of] & planned)
    return speaks


def _speaks(reports: Sequence[ReportFacts], year: int) -> Mask:
    return np.array([covers(facts, year) or facts.year == year for facts in reports], dtype=bool)


def _lies_in(report: ReportFacts, region: Path) -> bool:
    return (report.region or ())[: len(region)] == region


def _any(words: dict[Body, re.Pattern[str]], asked: str) -> bool:
    return any(pattern.search(asked) for pattern in words.values())


def _only(words: dict[Body, re.Pattern[str]] | dict[Part, re.Pattern[str]], asked: str) -> str | None:
    """Give the one kind that a question names; naming two it asks of neither alone."""
    named = [kind.value for kind, pattern in words.items() if pattern.search(asked)]
    return named[0] if len(named) == 1 else None
