"""Reading a file: bytes in, reports out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from reports import compilation, formats, given, layout, outline, runin
from reports.errors import Unreadable
from reports.identity import doubts, identify
from reports.report import Heading, Identity, Passage, Removed, Report, Span
from reports.sentences import sentences
from reports.source import Line, Source


def read(name: str, data: bytes) -> list[Report]:
    """Read the reports in a file; any text that can be read is at least one.

    Args:
        name: the file's name; its ending says the format.
        data: the file's bytes.

    Returns:
        The reports in their order in the file.

    Raises:
        NotAReport: the file's type holds no report.
        Unreadable: the file can't be read, or holds no text.
    """
    found = [report for source in formats.sources(name, data) for report in _reports(source, PurePath(name).stem)]
    if not found:
        raise Unreadable(name, "the file holds nothing but a page's navigation and credits; give the report itself")
    return found


def _reports(source: Source, stem: str) -> list[Report]:
    lines, removed = layout.without_furniture(source.lines)
    removed = [*source.removed, *removed]
    if not lines:
        return []
    page = [line.text for line in removed]
    parts = compilation.parts(lines)
    found = [_report(part, page, stem, source.facts if len(parts) == 1 else {}) for part in parts]
    warnings = source.warnings
    if source.facts and len(parts) > 1:
        warnings = (*warnings, f"the facts given beside the text are not used: it holds {len(parts)} reports")
    found = [replace(report, warnings=(*report.warnings, *warnings)) for report in found]
    return _with_removed(found, removed)


def _report(part: compilation.Part, page: Sequence[str], stem: str, facts: Mapping[str, str]) -> Report:
    lines = outline.with_headings(layout.rejoined(part.lines))
    head = [line.text for line in part.head] or _title_of(part.lines, facts)
    identity, passed_over = given.with_facts(identify(head, [line.text for line in lines], page, stem), facts)
    everything = (*part.head, *part.lines)
    span = Span(min(line.span.start for line in everything), max(line.span.end for line in everything))
    return replace(
        _set(lines, identity),
        removed=tuple(Removed(line.text, "title block") for line in part.head),
        warnings=(*doubts(identity), *passed_over),
        source_span=span,
    )


def _title_of(lines: Sequence[Line], facts: Mapping[str, str]) -> list[str]:
    """Find the title of a text without a title block: the one given, or the markup's first headline at its beginning."""
    if "title" in facts:
        return [facts["title"]]
    first = lines[0]
    return [first.text] if first.level == 1 and len(lines) > 1 and not layout.is_numbered(first.text) else []


def _set(lines: Sequence[Line], identity: Identity) -> Report:
    """Set the lines as one text, and note where headings, passages and sentences stand in it."""
    headings: list[Heading] = []
    run_ins: list[Heading] = []
    passages: list[Passage] = []
    above: list[Heading] = []
    opening = runin.run_ins(lines)
    start = 0
    for place, line in enumerate(lines):
        span = Span(start, start + len(line.text))
        start = span.end + 1
        if line.level is not None:
            headings.append(Heading(line.level, line.text, span))
            above = _under(above, headings[-1])
            continue
        run_in = opening.get(place)
        if run_in or layout.addresses(line.text):
            above = [heading for heading in above if heading.level < (run_in.level if run_in else 2)]
        names = tuple(heading.text for heading in above)
        passages.append(
            Passage(span, names, outline.part_of(names, line.text, identity.year), sentences(line.text, span.start))
        )
        if run_in:
            head = Span(span.start, span.start + run_in.chars)
            run_ins.append(Heading(run_in.level, line.text[: run_in.chars], head))
            above = _under(above, run_ins[-1]) if run_in.leads else above
    text = "\n".join(line.text for line in lines)
    return Report(identity, text, tuple(headings), tuple(passages), tuple(run_ins))


def _under(above: list[Heading], heading: Heading) -> list[Heading]:
    """Go down to a heading: those as deep as it, and deeper, are left."""
    return [*(other for other in above if other.level < heading.level), heading]


def _with_removed(reports: list[Report], removed: Sequence[Removed]) -> list[Report]:
    """Give the page's furniture to the first report, and mark the last incomplete when the page says it goes on."""
    if not removed:
        return reports
    first = replace(reports[0], removed=(*reports[0].removed, *removed))
    reports = [first, *reports[1:]]
    continued = [line.text for line in removed if line.why == layout.CONTINUED]
    if continued and "转" in continued[-1]:
        last = reports[-1]
        warning = "the source breaks off: the report goes on elsewhere"
        reports[-1] = replace(last, complete=False, warnings=(*last.warnings, warning))
    return reports
