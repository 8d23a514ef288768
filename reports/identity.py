"""Identity: which body reports, of which region, on which years, to which meeting, and the words that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from reports.chinese import AT_MEETING, NUMERAL
from reports.region import locate
from reports.report import NATIONAL, Body, Evidence, Identity
from reports.wording import Found, Material, Wording
from reports.years import dated_line, day_in, delivery_year, filed_year, years_covered

_BODIES = (
    (Body.CPPCC, re.compile(r"政协|政治协商|\bCPPCC\b|Political Consultative", re.IGNORECASE)),
    (Body.NPC, re.compile(r"人大|人民代表大会|People.s Congress", re.IGNORECASE)),
    (Body.GOVERNMENT, re.compile(r"政府|\bgovernment\b", re.IGNORECASE)),
)
_GREETINGS = ((Body.CPPCC, re.compile(r"^各位委员")), (Body.NPC, re.compile(r"^各位代表")))
_GREETED_BY = 5
_CPPCC_TITLE = re.compile(r"委员会(常务委员会)?工作报告$")
_ANOTHER_OWNER = re.compile(
    r"法院|检察院|(?:[局厅]|联合会|[妇残文工科]联|总工会|团委|委员会)(?:\d{4}\s?年度?)?(?:工作|年度|述职|总结|履职)"
)
_WORK_REPORT = re.compile(r"工作报告|report on the work|work report", re.IGNORECASE)
_FEATURE = re.compile(r"综述|纪实|侧记|回眸|巡礼")
_SESSION = re.compile(
    rf"((?:(?:自治[区州]|[省市县区州旗])?政协)?第?[{NUMERAL}\d]+届.*?(?:会议|大会第?[{NUMERAL}\d]+次全会|全会))"
)
_ENGLISH_SESSION = re.compile(r"\bat the (\S.*\bSession\b(?:.*\S)?)", re.IGNORECASE)
_OFFICE = r"(?:主任|主席|省长|市长|区长|县长|州长|旗长|盟长|专员|院长|检察长|总理)"
_PERSON = r"[\u4e00-\u9fff·]{2,12}|[\u4e00-\u9fff]\s+[\u4e00-\u9fff]"
_SPEAKER = re.compile(rf"{_OFFICE}\s*[:：]?\s*({_PERSON})$")
# Where the line says on one breath who spoke and where: 省长刘小明在海南省第七届…, 1月15日龚正市长在上海市第十六届….
_SPEAKER_THERE = (
    re.compile(rf"{_OFFICE}\s*([\u4e00-\u9fff·]{{2,8}}?)(?:同志)?在"),
    re.compile(rf"日\s*([\u4e00-\u9fff·]{{2,4}}?){_OFFICE}在"),
)
_ENGLISH_SPEAKER = re.compile(
    r"^([A-Z][\w'-]+(?: [A-Z][\w'-]+){1,2}), (?:Director|Chair|Chairman|Mayor|Governor|County Head|Head|Magistrate)\b"
)
_DELIVERED = re.compile(r"(同志)?((作|所作|做)?的?(政府工作报告|工作报告|报告|讲话)。?)?$")
_NAME = re.compile(r"^([\u4e00-\u9fff]{2,3}|[\u4e00-\u9fff]\s[\u4e00-\u9fff]|[\u4e00-\u9fff]+·[\u4e00-\u9fff]+)$")
_SPACE_IN_NAME = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_REPORTER = re.compile(r"(?:记者|通讯员)\s*([\u4e00-\u9fff·]{2,4})$")
OTHER, WORK_REPORT, FEATURE = "other", "work report", "feature"
"""The kinds of reports."""


def identify(material: Material) -> tuple[Identity, tuple[Evidence, ...]]:
    """Find a report's facts.

    Args:
        material: all that may say them.

    Returns:
        The facts, and for each that was found the words that say it.
    """
    title = _title(material)
    kind = _kind(title)
    delivered = next((line for line in material.head if day_in(line) and re.search("会|Session", line.plain)), None)
    day = day_in(delivered) if delivered else None
    located = locate(title, material)
    year, covers = _years(kind.value if kind else OTHER, title, material, day.so(day.value.year) if day else None)
    dated = dated_line((*material.head, *material.page), delivered)
    published = day_in(dated) if dated else None
    facts: dict[str, Found[Any] | None] = {
        "title": Found("".join(line.written for line in title), tuple(line.all for line in title)),
        "body": _body(title, material),
        "kind": kind,
        "region": located and located.so(located.value.region),
        "level": located and located.so(located.value.level),
        "covers": covers,
        "year": year,
        "date": day and day.so(day.value.isoformat()),
        "session": _session(delivered) if delivered else None,
        "speaker": _speaker(material.head) if kind and kind.value == WORK_REPORT else None,
        "published": published and published.so(published.value.isoformat()),
        "author": _author(material.head) if kind and kind.value == FEATURE else None,
    }
    known = {fact: found for fact, found in facts.items() if found is not None and found.value is not None}
    values = {fact: found.value for fact, found in known.items()}
    identity = Identity(**values, ambiguous=located.value.ambiguous if located else ())
    return identity, tuple(Evidence(fact, *quote) for fact, found in known.items() for quote in found.quotes)


def _title(material: Material) -> tuple[Wording, ...]:
    """Give the title and the subtitle below it; a report without a title is called as its file is."""
    head = material.head
    if not head:
        return (material.file_name,)
    below = head[1:2]
    is_subtitle = below and below[0].plain.startswith("——") and not day_in(below[0])
    return head[:2] if is_subtitle and not re.search(AT_MEETING, below[0].plain) else head[:1]


def _kind(title: Sequence[Wording]) -> Found[str] | None:
    kinds = ((WORK_REPORT, _WORK_REPORT), (FEATURE, _FEATURE))
    return next(filter(None, (line.says(kind, words) for kind, words in kinds for line in title)), None)


def _body(title: Sequence[Wording], material: Material) -> Found[Body] | None:
    """Say whose report it is: by its title, by whom it greets, by the names of file and folders."""
    named = _body_in(title) or next(filter(None, (line.says(Body.CPPCC, _CPPCC_TITLE) for line in title)), None)
    if named or any(_ANOTHER_OWNER.search(line.plain) for line in title):
        return named
    greetings = material.lines[:_GREETED_BY] if any(_WORK_REPORT.search(line.plain) for line in title) else ()
    greeted = (line.says(body, words) for line in greetings for body, words in _GREETINGS)
    filed = (_body_in([name]) for name in material.names if _names_one_body(name.plain))
    return next(filter(None, (*greeted, *filed)), None)


def _body_in(lines: Sequence[Wording]) -> Found[Body] | None:
    return next(filter(None, (line.says(body, words) for body, words in _BODIES for line in lines)), None)


def _names_one_body(name: str) -> bool:
    """Tell whether a file or folder is named for one body: one for several holds the reports of each."""
    return sum(bool(words.search(name)) for _, words in _BODIES) == 1


def body_named(text: str) -> Body | None:
    """Say which body a title or a name speaks of; None when it names none."""
    return next((body for body, words in _BODIES if words.search(text)), None)


def _years(
    kind: str, title: Sequence[Wording], material: Material, year: Found[int] | None
) -> tuple[Found[int] | None, Found[tuple[int, int]] | None]:
    """Find the year of delivery, when the day of delivery does not tell it, and the years reviewed."""
    if kind == OTHER:
        return year, None
    if kind == WORK_REPORT and year is None:
        year = delivery_year(title, material.lines)
    covers = years_covered(title, material.lines, year)
    if kind == WORK_REPORT and year is None:
        year = filed_year(material.names, covers.value if covers else None)
        if covers is None and year is not None:
            covers = year.so((year.value - 1, year.value - 1))
    return year, covers


def _session(delivered: Wording) -> Found[str] | None:
    match = _SESSION.search(delivered.plain) or _ENGLISH_SESSION.search(delivered.plain)
    return delivered.words(*match.span(1)) if match else None


def _speaker(head: Sequence[Wording]) -> Found[str] | None:
    for line in head[1:]:
        there = (pattern.search(line.plain) for pattern in _SPEAKER_THERE)
        match = (
            _SPEAKER.search(_DELIVERED.sub("", line.plain))
            or next(filter(None, there), None)
            or _ENGLISH_SPEAKER.match(line.plain)
            or _NAME.match(line.plain)
        )
        if match:
            found = line.words(*match.span(1))
            return found.so(_SPACE_IN_NAME.sub("", found.value))
    return None


def _author(head: Sequence[Wording]) -> Found[str] | None:
    matches = ((line, _REPORTER.search(line.plain)) for line in head)
    return next((line.words(*match.span(1)) for line, match in matches if match), None)


def doubts(identity: Identity) -> tuple[str, ...]:
    """Say in plain words which facts a reader should look at."""
    found = []
    if identity.ambiguous:
        may_be = " / ".join("".join(n for n in region.path if n) for region in identity.ambiguous)
        found.append(f"region not settled: {may_be}")
    elif identity.region is None and identity.level != NATIONAL:
        found.append("region unknown")
    if identity.covers is None:
        found.append("years unknown")
    return tuple(found)
