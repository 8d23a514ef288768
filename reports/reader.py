"""Reading a file: bytes in, reports out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from reports import compilation, formats, given, layout, outline, runin
from reports.errors import Unreadable
from reports.identity import doubts, identify
from reports.report import Heading, Identity, Passage, Removed, Report, Span, Where, folder_of
from reports.sentences import sentences
from reports.source import Line, Source
from reports.wording import Material, Wording, wording, wordings
from reports.years import dated_line


def read(name: str, data: bytes) -> list[Report]:
    """Read the reports in a file; any text that can be read is at least one.

    Args:
        name: the file's name, with the folders that were given with it; its ending says the format.
        data: the file's bytes.

    Returns:
        The reports in their order in the file.

    Raises:
        NotAReport: the file's type holds no report.
        Unreadable: the file can't be read, or holds no text.
    """
    found = [report for source in formats.sources(name, data) for report in _reports(source, name)]
    if not found:
        raise Unreadable(name, "the file holds nothing but a page's navigation and credits; give the report itself")
    return found


def _reports(source: Source, name: str) -> list[Report]:
    lines, removed = layout.without_furniture(source.lines)
    removed = [*source.removed, *removed]
    if not lines:
        return []
    parts = compilation.parts(lines)
    facts = source.facts if len(parts) == 1 else {}
    pages = [removed, *[_dating(removed)] * (len(parts) - 1)]
    found = [_report(part, page, name, facts) for part, page in zip(parts, pages, strict=True)]
    warnings = source.warnings
    if source.facts and len(parts) > 1:
        warnings = (*warnings, f"the facts given beside the text are not used: it holds {len(parts)} reports")
    found = [replace(report, warnings=(*report.warnings, *warnings)) for report in found]
    return _with_end(found, removed)


def _dating(removed: Sequence[Removed]) -> list[Removed]:
    """Give the line that dates a page: it stands with each report of the page, all others with the first alone."""
    page = wordings((line.text for line in removed), Where.PAGE)
    dated = dated_line(page)
    return [line for line, said in zip(removed, page, strict=True) if said is dated]


def _report(part: compilation.Part, page: Sequence[Removed], name: str, facts: Mapping[str, str]) -> Report:
    lines = outline.with_headings(layout.rejoined(part.lines))
    material = Material(
        head=wordings((line.text for line in part.head), Where.TITLE_BLOCK) or _title_of(part.lines, facts),
        lines=wordings((line.text for line in lines), Where.TEXT),
        page=wordings((line.text for line in page), Where.PAGE),
        file_name=wording(PurePath(name).stem, Where.FILE_NAME),
        folder=wording(folder_of(name), Where.FOLDER),
    )
    identity, evidence, passed_over = given.with_facts(*identify(material), facts)
    everything = (*part.head, *part.lines)
    span = Span(min(line.span.start for line in everything), max(line.span.end for line in everything))
    return replace(
        _set(lines, identity),
        removed=(*(Removed(line.text, Where.TITLE_BLOCK.value) for line in part.head), *page),
        warnings=(*doubts(identity), *passed_over),
        source_span=span,
        evidence=evidence,
        file=name,
        given="\n".join(facts.values()),
    )


def _title_of(lines: Sequence[Line], facts: Mapping[str, str]) -> tuple[Wording, ...]:
    """Find the title of a text without a title block: the one given, or the markup's first headline at its beginning."""
    if "title" in facts:
        return (given.cells(facts)["title"],)
    first = lines[0]
    is_title = first.level == 1 and len(lines) > 1 and not layout.is_numbered(first.text)
    return (wording(first.text, Where.TEXT),) if is_title else ()


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


def _with_end(reports: list[Report], removed: Sequence[Removed]) -> list[Report]:
    """Mark the last report incomplete when the page says that it goes on elsewhere."""
    continued = [line.text for line in removed if line.why == layout.CONTINUED]
    if continued and "转" in continued[-1]:
        last = reports[-1]
        warning = "the source breaks off: the report goes on elsewhere"
        reports[-1] = replace(last, complete=False, warnings=(*last.warnings, warning))
    return reports
