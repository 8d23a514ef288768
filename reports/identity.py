"""Identity: which body reports, of which region, on which years, to which meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from reports import places
from reports.chinese import AT_MEETING, NUMERAL, number, plain
from reports.report import Body, Identity, Region

_BODIES = (
    (Body.CPPCC, re.compile(r"政协|政治协商|\bCPPCC\b|Political Consultative", re.IGNORECASE)),
    (Body.NPC, re.compile(r"人大|人民代表大会|People.s Congress", re.IGNORECASE)),
    (Body.GOVERNMENT, re.compile(r"政府|\bgovernment\b", re.IGNORECASE)),
)
_GREETINGS = ((Body.CPPCC, re.compile(r"^各位委员")), (Body.NPC, re.compile(r"^各位代表")))
_CPPCC_TITLE = re.compile(r"委员会(常务委员会)?工作报告$")
_WORK_REPORT = re.compile(r"工作报告|report on the work|work report", re.IGNORECASE)
_FEATURE = re.compile(r"综述|纪实|侧记|回眸|巡礼")
_DATE = re.compile(
    rf"(\d{{4}}|[{NUMERAL}]{{4}})\s*年\s*(\d{{1,2}}|[{NUMERAL}]{{1,3}})\s*月\s*(\d{{1,2}}|[{NUMERAL}]{{1,3}})\s*日"
    r"|(\d{4})-(\d{1,2})-(\d{1,2})"
)
_ENGLISH_DATE = re.compile(
    r"(January|February|March|April|May|June|July|August|September|October|November|December) (\d{1,2}), (\d{4})"
)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SESSION = re.compile(
    rf"((?:(?:自治[区州]|[省市县区州旗])?政协)?第?[{NUMERAL}\d]+届.*?(?:会议|大会第?[{NUMERAL}\d]+次全会|全会))"
)
_ENGLISH_SESSION = re.compile(r"\bat the (.*\bSession\b.*)", re.IGNORECASE)
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
_REPORTER = re.compile(r"(?:记者|通讯员)\s*([\u4e00-\u9fff·]{2,4})$")
_GENERIC = re.compile(r"自治区|自治州|(?<![\u4e00-\u9fff])[省市县区州旗](?=人大|政协|人民|委员会|常委会|十|第)")
_ATTACHED = r"(?:人大|人民代表大会|政协|委员会|人民政府|政府)"
_ADDRESS_CHARS = 120
_SHORT_LINE_CHARS = 40
_TERM_YEARS = 5
_EVENTS = {
    "十八大": 2012,
    "十九大": 2017,
    "二十大": 2022,
    "二十届二中全会": 2023,
    "二十届三中全会": 2024,
    "二十届四中全会": 2025,
}


def identify(head: Sequence[str], lines: Sequence[str], page: Sequence[str], name: str) -> Identity:
    """Find a report's facts.

    Args:
        head: the lines of its title block.
        lines: the lines of its text.
        page: the lines of the page around it, which may say when it was published.
        name: the file's name without its ending, for a report without a title.
    """
    written = _title(head) or name
    source = head
    head, lines, page = ([plain(line) for line in block] for block in (head, lines, page))
    title = plain(written)
    opening = "\n".join(lines)[:_ADDRESS_CHARS]
    body = _body(title, lines)
    delivered = next((line for line in head if _date(line) and re.search("会|Session", line)), "")
    day = _date(delivered)
    region, ambiguous = _region([title, *head], opening, "\n".join(lines), plain(name))
    kind = "work report" if _WORK_REPORT.search(title) else "feature" if _FEATURE.search(title) else "other"
    year = day.year if day else _planned_year(title, lines, kind)
    return Identity(
        title=written,
        body=body,
        kind=kind,
        region=region,
        ambiguous=ambiguous,
        level=places.level_of(region) if region else None,
        covers=_covers(title, lines, year, kind),
        year=year,
        date=day.isoformat() if day else None,
        session=_as_written(_session(delivered), head, source),
        speaker=_as_written(_speaker(head), head, source) if kind == "work report" else None,
        published=_published([*head, *page], delivered),
        author=_as_written(_author(head), head, source) if kind == "feature" else None,
    )


def _title(head: Sequence[str]) -> str:
    if not head:
        return ""
    below = head[1] if len(head) > 1 else ""
    subtitle = below if below.startswith("——") and not _date(below) and not re.search(AT_MEETING, below) else ""
    return head[0] + subtitle


def _body(title: str, lines: Sequence[str]) -> Body:
    named = body_named(title)
    if named:
        return named
    if _CPPCC_TITLE.search(title):
        return Body.CPPCC
    if re.search("法院|检察院", title):
        return Body.OTHER
    return next(
        (body for line in lines[:5] for body, words in _GREETINGS if words.match(line) and _WORK_REPORT.search(title)),
        Body.OTHER,
    )


def body_named(text: str) -> Body | None:
    """Say which body a title or a name speaks of; None when it names none."""
    return next((body for body, words in _BODIES if words.search(text)), None)


def _date(text: str) -> date | None:
    match = _DATE.search(text)
    english = _ENGLISH_DATE.search(text)
    try:
        if match:
            year, month, day = (number(part) for part in match.groups() if part)
            return date(year, month, day)
        if english:
            return date(int(english[3]), _MONTHS.index(english[1]) + 1, int(english[2]))
    except ValueError:
        return None
    return None


def _session(delivered: str) -> str | None:
    match = _SESSION.search(delivered) or _ENGLISH_SESSION.search(delivered)
    return match[1].strip() if match else None


def _speaker(head: Sequence[str]) -> str | None:
    for line in head[1:]:
        there = (pattern.search(line) for pattern in _SPEAKER_THERE)
        match = (
            _SPEAKER.search(_DELIVERED.sub("", line))
            or next(filter(None, there), None)
            or _ENGLISH_SPEAKER.match(line)
            or _NAME.match(line)
        )
        if match:
            return re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", match[1])
    return None


def _as_written(found: str | None, head: Sequence[str], source: Sequence[str]) -> str | None:
    """Give a fact in the characters of the source: it was found in Simplified ones."""
    for line, written in zip(head, source, strict=True):
        if found and found in line and len(line) == len(written):
            start = line.index(found)
            return written[start : start + len(found)]
    return found


def _author(head: Sequence[str]) -> str | None:
    return next((match[1] for line in head for match in [_REPORTER.search(line)] if match), None)


def _published(lines: Sequence[str], delivered: str) -> str | None:
    lines = [line for line in lines if line != delivered and not re.search("今天|下载", line)]
    named = [line for line in lines if re.search("发布|发稿|日期", line)]
    days = [_date(line) for line in (*named, *lines)]
    return next((day.isoformat() for day in days if day), None)


def _region(head: Sequence[str], opening: str, text: str, name: str) -> tuple[Region | None, tuple[Region, ...]]:
    """Look for the region where it is said most surely first: title and meeting, greeting, the whole text, file name."""
    for line in (*head, opening):
        chain = places.chain_in(line)
        if chain:
            return chain, ()
    whole = "\n".join([*head, text])
    for line in (*head, _addressed(opening)):
        named = places.named_in(line)
        if named:
            return places.settle(named[-1], whole)
    endings = _GENERIC.findall(head[0])
    if endings:
        found = places.most_named(whole, endings, _ATTACHED)
        if found:
            return places.settle(found, whole)
    named = places.named_in(name)
    return places.settle(named[-1], whole) if named else (None, ())


def _addressed(opening: str) -> str:
    """Cut out of the greeting for whom the speaker reports: 我受…委托, 我代表…."""
    match = re.search(r"(?:受|代表).*?(?:委托|[,，]|人民政府|常务委员会)", opening)
    return match[0] if match else ""


def _planned_year(title: str, lines: Sequence[str], kind: str) -> int | None:
    """Find the year a report was delivered in by what it plans: the tasks of 2023 are set out early in 2023."""
    if kind != "work report":
        return None
    named = re.search(r"(\d{4})\s?年.{0,20}工作报告", title)
    if named:
        return int(named[1])
    for line in lines:
        planned = re.match(
            rf"^(?:[{NUMERAL}]+、)?(\d{{4}})\s?年(?:的)?(?:主要|重点)?(?:工作)?(?:任务|安排|打算|计划|部署)", line
        )
        if planned:
            return int(planned[1])
    return None


def _covers(title: str, lines: Sequence[str], year: int | None, kind: str) -> tuple[int, int] | None:
    """Say which years' work is reviewed: one, or the five of a term when title or headings speak of five."""
    if kind == "other":
        return None
    short = [line for line in lines if len(line) < _SHORT_LINE_CHARS]
    reviewed = _reviewed_year(title, short, before=year) or (year - 1 if year else None) or _last_year_named(lines)
    if reviewed is None:
        return None
    years = _term_years(title, short)
    return (reviewed - years + 1, reviewed)


def _reviewed_year(title: str, short: Sequence[str], *, before: int | None) -> int | None:
    """Find the year that title or headings say is reviewed; it lies before the year of delivery, where that is known."""
    said = [re.search(r"(\d{4})\s*年.{0,6}(?:履职|综述|纪实)", title)]
    said += [
        re.search(r"(\d{4})\s*年(?:的)?(?:主要|重点)?工作(?:的?(?:回顾|情况|总结))?(?!.*(?:任务|安排|打算|计划))", line)
        for line in short
    ]
    years = (int(match[1]) for match in said if match)
    return next((year for year in years if before is None or year < before), None)


def _term_years(title: str, short: Sequence[str]) -> int:
    for line in (title, *short):
        term = re.search(rf"(?<![{NUMERAL}\d])([二三四五2-5])年(?:来)?的?(?:工作|履职)", line)
        if term and not re.search(r"今后|未来", line):
            return number(term[1])
    return _TERM_YEARS if re.search(r"届.*履职工作综述", title) else 1


def _last_year_named(lines: Sequence[str]) -> int | None:
    """Fall back on the newest year that the review names, or else on the newest event it names whose year is known."""
    plans = next(
        (n for n, line in enumerate(lines) if re.search(r"^.{0,3}今后.{0,8}(建议|任务|打算)$", line)), len(lines)
    )
    text = "\n".join(lines[:plans])
    years = [int(year) for year in re.findall(r"(?<![到至\d])(20\d\d)年(?!底前|前|目标)", text)]
    return max(years, default=None) or max((year for event, year in _EVENTS.items() if event in text), default=None)


def doubts(identity: Identity) -> tuple[str, ...]:
    """Say in plain words which facts a reader should look at."""
    found = []
    if identity.ambiguous:
        may_be = " / ".join("".join(n for n in region.path if n) for region in identity.ambiguous)
        found.append(f"region not settled: {may_be}")
    elif identity.region is None:
        found.append("region unknown")
    if identity.covers is None:
        found.append("years unknown")
    return tuple(found)
