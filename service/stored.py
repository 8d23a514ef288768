"""Reports as a library keeps them: their ids, the strings that are embedded for them, and the records of their facts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from reports.identity import doubts
from reports.places import level_of
from reports.records import from_record
from reports.report import Body, Evidence, Heading, Identity, Passage, Region, Removed, Report, Span, Where


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report as the library keeps it.

    Attributes:
        number: its row.
        id: its name for people and programs.
        sha256: the file it came from.
        file: that file's name as given.
        read: the report as it was read: what its strings were embedded from.
        report: the same with its corrected facts.
        duplicate_of: the report that it repeats.
    """

    number: int
    id: str
    sha256: str
    file: str
    read: Report
    report: Report
    duplicate_of: str | None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A source file: its digest, its name as given, and the reports read from it."""

    sha256: str
    name: str
    reports: tuple[Report, ...]


def embedded_passage(report: Report, passage: Passage) -> str:
    """Give the string that stands for a passage when questions are asked: its title and headings in front of it."""
    return "\n".join((report.identity.title, *passage.heading, passage.span.of(report.text)))


def strings_of(report: Report) -> list[str]:
    """List all strings of a report that are embedded: each passage with its title, and each sentence on its own."""
    found = []
    for passage in report.passages:
        found.append(embedded_passage(report, passage))
        found.extend(sentence.of(report.text) for sentence in passage.sentences)
    return found


def report_id(sha256: str, place: int) -> str:
    """Name a report by its file's content and its place in it, counted from 0."""
    return f"{sha256[:10]}-{place + 1}"


def identity_record(report: Report) -> str:
    """Write a report's facts as they are kept."""
    return json.dumps(asdict(report.identity), ensure_ascii=False)


def reading_record(report: Report) -> str:
    """Write the rest of what was read of a report, but for its text and passages, as it is kept."""
    reading = {
        "headings": [(h.level, h.text, h.span) for h in report.headings],
        "run_ins": [(h.level, h.text, h.span) for h in report.run_ins],
        "removed": [(r.text, r.why) for r in report.removed],
        "complete": report.complete,
        "warnings": report.warnings,
        "source_span": report.source_span,
        "evidence": [(e.fact, e.quote, e.place, e.span) for e in report.evidence],
        "file": report.file,
        "given": report.given,
    }
    return json.dumps(reading, ensure_ascii=False)


def report_of(text: str, passages: Sequence[Passage], *, identity: str, reading: str) -> Report:
    """Put a report together as it was read, from its text, its passages and its records; older ones hold no evidence."""
    read = json.loads(reading)
    return Report(
        identity=from_record(Identity, json.loads(identity)),
        text=text,
        headings=_headings(read["headings"]),
        passages=tuple(passages),
        run_ins=_headings(read["run_ins"]),
        removed=tuple(Removed(*line) for line in read["removed"]),
        complete=read["complete"],
        warnings=tuple(read["warnings"]),
        source_span=Span(*read["source_span"]),
        evidence=_evidence(read.get("evidence", ())),
        file=read.get("file", ""),
        given=read.get("given", ""),
    )


def _headings(stored: Sequence[Any]) -> tuple[Heading, ...]:
    return tuple(Heading(level, text, Span(*span)) for level, text, span in stored)


def _evidence(stored: Sequence[Any]) -> tuple[Evidence, ...]:
    return tuple(Evidence(fact, quote, Where(place), Span(*span)) for fact, quote, place, span in stored)


def with_corrections(report: Report, record: str) -> Report:
    """Put a person's corrections over what was read; doubts that they settle go, and evidence of what was there before."""
    facts: dict[str, Any] = json.loads(record)
    if not facts:
        return report
    if "region" in facts:
        region = from_record(Region, facts["region"]) if facts["region"] else None
        facts |= {"region": region, "ambiguous": (), "level": level_of(region) if region else None}
    if facts.get("covers"):
        facts["covers"] = tuple(facts["covers"])
    if "body" in facts:
        facts["body"] = Body(facts["body"])
    identity = replace(report.identity, **facts)
    lasting = tuple(warning for warning in report.warnings if warning not in doubts(report.identity))
    evidence = tuple(one for one in report.evidence if one.fact not in facts)
    return replace(report, identity=identity, warnings=(*doubts(identity), *lasting), evidence=evidence)
