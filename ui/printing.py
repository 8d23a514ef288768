"""How answers read in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

_LINES_LEFT_OUT = 20
_LINE_CHARS = 60


def place(region: Sequence[str | None] | None, level: str | None = None) -> str:
    """Write a region without its slashes; a report of the whole country has none."""
    if region is None:
        return "全国" if level == "national" else "地区不明"
    return "".join(name for name in region if name)


def years(covers: tuple[int, int] | None) -> str:
    """Write the years that a report covers."""
    if covers is None:
        return "年份不明"
    return str(covers[0]) if covers[0] == covers[1] else f"{covers[0]}–{covers[1]}"


def report_line(facts: Any) -> str:
    """Write a report in one line, its doubts behind it."""
    doubts = "".join(f"  ! {warning}" for warning in facts.warnings)
    same = f"  = {facts.duplicate_of}" if facts.duplicate_of else ""
    return f"{facts.id}  {place(facts.region, facts.level)}  {facts.body}  {years(facts.covers)}  {facts.title}{same}{doubts}"


def cite(passage: Any) -> str:
    """Write where a passage stands."""
    heading = " › ".join(passage.heading)
    return f"[{passage.id}] {place(passage.report.region)} {years(passage.report.covers)} {heading}".rstrip()


def added_lines(outcome: Any) -> Iterator[str]:
    """Say what became of the files that were added."""
    for word in ("added", "replaced"):
        for facts in getattr(outcome, word):
            yield f"{word}  {report_line(facts)}"
    for file in outcome.unchanged:
        yield f"unchanged  {file}"
    for skipped in outcome.skipped:
        yield f"skipped  {skipped.file}: {skipped.why}"
    for failed in outcome.failed:
        yield f"failed  {failed.file}: {failed.error}"


def read_lines(found: Any) -> Iterator[str]:
    """Show how a file was read: facts, doubts, outline, and the lines that belong to the page."""
    for report in found["reports"]:
        where = place(report["region"], report["level"])
        yield f"{report['title']}  {where}  {report['body']}  {years(report['covers'])}"
        yield from (f"  ! {warning}" for warning in report["warnings"])
        for heading in sorted([*report["headings"], *report["run_ins"]], key=lambda heading: heading["span"]):
            yield f"{'  ' * heading['level']}{heading['text']}"
        gone = [line for line in report["removed"] if line["why"] != "title block"]
        yield f"  passages: {len(report['passages'])}; lines left out: {len(gone)}"
        yield from (f"  - {line['why']}: {_begun(line['text'])}" for line in gone[:_LINES_LEFT_OUT])
        if len(gone) > _LINES_LEFT_OUT:
            yield f"  - and {len(gone) - _LINES_LEFT_OUT} more; --json lists them all"


def _begun(text: str) -> str:
    return text if len(text) <= _LINE_CHARS else text[: _LINE_CHARS - 1] + "…"


def answer_lines(answer: Any) -> Iterator[str]:
    """Show the answer to a question."""
    narrowed = [place(answer.understood.region) if answer.understood.region else None, answer.understood.year]
    narrowed += [answer.understood.body, answer.understood.part]
    if any(narrowed):
        yield "looked in: " + ", ".join(str(word) for word in narrowed if word)
    if not answer.confident:
        yield "没有找到明确的回答。最接近的是： / No clear answer. The nearest are:"
    for n, hit in enumerate(answer.hits, 1):
        yield f"{n}. {cite(hit.passage)}  ({hit.similarity:.2f})"
        yield "   " + "……".join(span.of(hit.passage.text) for span in hit.highlight)
        if hit.siblings:
            yield f"   also, in nearly the same words: {', '.join(s.id for s in hit.siblings)}"


def region_lines(answer: Any) -> Iterator[str]:
    """Show an answer region by region."""
    for row in answer.regions:
        if row.best is None:
            near = f" (nearest {row.nearest_miss.similarity:.2f})" if row.nearest_miss else ""
            yield f"–  {place(row.region)}: silent{near}"
            continue
        yield f"▓  {cite(row.best.passage)}  ({row.best.similarity:.2f})"
        yield "   " + "……".join(span.of(row.best.passage.text) for span in row.best.highlight)
        if row.best.flags:
            yield "   differs: " + "; ".join(
                f"{f.kind} {f.mine or '–'} → {f.theirs or '–'}" for f in row.best.flags[:6]
            )
    yield f"{answer.region_count - answer.silent} of {answer.region_count} regions"


def duplicate_lines(found: Any) -> Iterator[str]:
    """Show the families of recurring text."""
    for overlap in found.reports:
        yield f"same report: {overlap.a} and {overlap.b} share {overlap.share:.0%}"
    for family in found.families:
        yield f"{family.region_count} regions, {family.report_count} reports, {family.kind}: {family.template}"
        for occurrence in family.occurrences[:3]:
            yield f"   {occurrence.grade}  [{occurrence.passage.id}] {place(occurrence.passage.report.region)}"
        if len(family.occurrences) > 3:  # noqa: PLR2004
            yield f"   and {len(family.occurrences) - 3} more"


def summary_lines(summary: Any) -> Iterator[str]:
    """Show a summary, each sentence with its place."""
    yield f"{summary.report.title}  {place(summary.report.region)}  {years(summary.report.covers)}"
    for sentence in summary.sentences:
        common = f"  （另有 {sentence.also_in} 个地区也说）" if sentence.also_in else ""
        yield f"{sentence.text} [{sentence.passage.id}]{common}"
    yield f"{len(summary.text)} of at most {summary.budget_chars} characters"


def model_lines(found: Any) -> Iterator[str]:
    """List the models."""
    for model in found["models"]:
        state = f"prepared in {model['path']}" if model["prepared"] else "not prepared"
        default = ", the default" if model["default"] else ""
        yield f"{model['name']}  {model['dimensions']} dimensions  {state}{default}"
        if model["optimised"]:
            yield from optimised_lines({"name": model["name"], **model["optimised"]})


def optimised_lines(found: Any) -> Iterator[str]:
    """Say what is known of a model's eight-bit form."""
    if found["why_not"]:
        yield f"{found['name']}  is used whole: {found['why_not']}"
    else:
        yield (
            f"{found['name']}  is used in eight bits: {found['speedup']:.1f} times as quick, cosine with the whole model "
            f"{found['mean_similarity']:.4f} on average, {found['worst_similarity']:.4f} at worst"
        )
