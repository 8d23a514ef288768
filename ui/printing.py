"""How answers read in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service import provenance
from ui.matrix import matrix_lines
from ui.web.words import Words, is_chinese, words_of

_LINES_LEFT_OUT = 20
_LINE_CHARS = 60
_PLACES_SHOWN = 3
_REPORTS_SHOWN = 20
_FLAGS_SHOWN = 6


def place(region: Sequence[str | None] | None, level: str | None = None) -> str:
    """Write a region without its slashes; a report of the whole country has none."""
    if region is None:
        return "全国" if level == "national" else "地区不明"
    return provenance.place(region)


def years(covers: tuple[int, int] | None) -> str:
    """Write the years that a report covers."""
    return provenance.years(covers) or "年份不明"


def report_line(facts: Any) -> str:
    """Write a report in one line, its doubts behind it."""
    doubts = "".join(f"  ! {warning}" for warning in facts.warnings)
    same = f"  = {facts.duplicate_of}" if facts.duplicate_of else ""
    return f"{facts.id}  {place(facts.region, facts.level)}  {facts.body}  {years(facts.covers)}  {facts.title}{same}{doubts}"


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


def spoken(text: str) -> Words:
    """Give the words to speak of a text with: Chinese of one in Chinese."""
    return words_of("zh" if is_chinese(text) else "en")


def answer_lines(answer: Any) -> Iterator[str]:
    """Show the answer to a question, in Chinese to one in Chinese: how it was understood, how sure it is, and the hits."""
    words = spoken(answer.question)
    yield from judged_lines(words, answer)
    for n, hit in enumerate(answer.hits, 1):
        yield f"{n}. {whose(words, hit.passage)}"
        yield from outside_lines(words, hit)
        yield "   " + "……".join(span.of(hit.passage.text) for span in hit.highlight)
        yield from why_lines(words, hit)


def judged_lines(words: Words, answer: Any) -> Iterator[str]:
    """Say how a question was understood, what of it the library lacks, and how sure the answer is."""
    yield from asked_lines(words, answer)
    if answer.hits:
        yield _sure(words, answer.confidence, sure=answer.confident)
    else:
        yield words("ask.nothing") + words("ask.nothing.hint")


def judged_region_lines(words: Words, answer: Any) -> Iterator[str]:
    """Say the same of an answer region by region; of a text, or where there is nothing to look in, there is nothing to say."""
    if answer.confidence is not None and answer.regions:
        yield from asked_lines(words, answer)
        yield _sure(words, answer.confidence, sure=answer.confident)


def _sure(words: Words, confidence: float, *, sure: bool) -> str:
    return words("answer.sure" if sure else "answer.unsure", confidence=f"{confidence:.2f}")


def asked_lines(words: Words, answer: Any) -> Iterator[str]:
    """Say how a question was understood, and what of it the library lacks."""
    yield from understood_lines(words, answer.understood)
    if answer.absent.region:
        yield words("ask.absent.region", region=answer.absent.region)
    if answer.absent.year:
        yield words("ask.absent.year", year=answer.absent.year)
    if answer.absent.quotations:
        yield words("ask.absent.quotations", quoted=words("list.comma").join(answer.absent.quotations))


def understood_lines(words: Words, found: Any) -> Iterator[str]:
    """Say how a question was narrowed; nothing where it was not."""
    if found is None:
        return
    named = [place(found.region) if found.region else None, str(found.year) if found.year else None]
    named += [words(f"body.{found.body}") if found.body else None, words(f"part.{found.part}") if found.part else None]
    if any(named):
        said = words("list.comma").join(name for name in named if name)
        yield f"{words('ask.understood')}{words('answer.as_asked', understood=said)}"


def whose(words: Words, passage: Any) -> str:
    """Write whose passage it is, of which years, and where it stands."""
    report = passage.report
    said = f"{place(report.region, report.level)} · {words(f'body.{report.body}')} · {years(report.covers)}"
    return f"{said}  {' › '.join(passage.heading)}".rstrip() + f"  [{passage.id}]"


def why_lines(words: Words, hit: Any) -> Iterator[str]:
    """Say why a passage was found, and where else the same stands."""
    held = words("list.comma").join(hit.matched.words) or words("hit.matched.none")
    yield f"   {words('answer.why', words=held, similarity=f'{hit.similarity:.2f}')}"
    if hit.siblings:
        also = words("list.comma").join(f"{place(s.report.region)} [{s.id}]" for s in hit.siblings)
        yield f"   {words.count('hit.siblings', len(hit.siblings))}{words('colon')}{also}"


def outside_lines(words: Words, hit: Any) -> Iterator[str]:
    """Mark a hit that lies outside of what was understood."""
    if hit.outside:
        yield f"   ({words('hit.outside')})"


def region_lines(answer: Any, *, asked: str = "") -> Iterator[str]:
    """Show an answer region by region, in Chinese to a question or text in Chinese."""
    words = spoken(asked)
    yield from judged_region_lines(words, answer)
    for row in answer.regions:
        if row.best is None:
            yield unsaid_line(words, row)
            continue
        yield best_line(words, row)
        yield from outside_lines(words, row.best)
        yield "   " + "……".join(span.of(row.best.passage.text) for span in row.best.highlight)
        yield from flag_lines(words, row.best)
    yield from counted_lines(words, answer, asked)


def best_line(words: Words, row: Any) -> str:
    """Say of a region where it says something best, and how near that is."""
    return f"▓  {whose(words, row.best.passage)}  ({row.best.similarity:.2f})"


def unsaid_line(words: Words, row: Any) -> str:
    """Say of a region that it is silent, and how near it comes; or that the text itself is from there."""
    if row.own:
        return f"=  {place(row.region)}{words('colon')}{words('matrix.own')}"
    near = row.nearest_miss
    silence = (
        f"{words('matrix.near_miss')} [{near.passage.id}] ({near.similarity:.2f})" if near else words("matrix.not_said")
    )
    return f"–  {place(row.region)}{words('colon')}{silence}"


def flag_lines(words: Words, hit: Any) -> Iterator[str]:
    """Say which facts differ."""
    if hit.flags:
        shown = [f"{words(f'flag.{f.kind}')} {f.mine or '–'} → {f.theirs or '–'}" for f in hit.flags[:_FLAGS_SHOWN]]
        yield "   " + "; ".join(shown)


def counted_lines(words: Words, answer: Any, asked: str) -> Iterator[str]:
    """Count who says it: the matrix, the sums, the years, the earliest, and the parts of a long text."""
    if not answer.regions:
        yield words("similar.nothing")
        return
    yield from matrix_lines(words, answer)
    said = sum(row.best is not None for row in answer.regions)
    own = words("regions.own") if answer.region_count - said - answer.silent else ""
    yield words("regions.count", of=answer.region_count, said=said, silent=answer.silent) + own
    for year in answer.years:
        yield words("years.count", year=year.year, of=year.regions, said=year.said, no_report=year.no_report)
    if answer.earliest:
        yield f"{words('similar.earliest')}{words('colon')}{whose(words, answer.earliest)}"
    for part in answer.parts:
        yield _part_line(words, part, asked, answer.region_count)


def _part_line(words: Words, part: Any, asked: str, regions: int) -> str:
    """Write what became of a passage of a long text: where it is said best, and how many regions say it."""
    best = part.best or part.nearest_miss
    where = f"{place(best.passage.report.region)} [{best.passage.id}] ({best.similarity:.2f})" if best else ""
    begun = _begun(part.span.of(asked).replace("\n", " "))
    return f"{words('similar.part', said=part.said, of=regions)}  {begun}  {'→' if part.best else '–'} {where}".rstrip()


def duplicate_lines(found: Any, reports: Sequence[Any] = ()) -> Iterator[str]:
    """Show the families of recurring text, how much of each report stands in other regions, and reports that are the same.

    They are told in Chinese where that is what the reports are written in; `reports` are the facts of the library's.
    """
    words = spoken("".join([*(one.template for one in found.families[:1]), *(one.title for one in reports)]))
    for family in found.families:
        yield from _family(words, family)
    yield from shared_lines(words, found, reports)


def shared_lines(words: Words, found: Any, reports: Sequence[Any]) -> Iterator[str]:
    """Say how much of each report stands in other regions, and which are the same; or that nothing recurs."""
    facts = {one.id: one for one in reports}
    if not found.families:
        yield words("families.none")
    shares = sorted(found.shared.reports, key=lambda one: -one.share)
    if shares:
        yield _heading(words, "shares.title")
    for one in shares[:_REPORTS_SHOWN]:
        yield f"   {one.share:4.0%}  {_report(words, facts, one.report)}"
    if len(shares) > _REPORTS_SHOWN:
        yield "   " + words("answer.rest", rest=words.count("shares.more", len(shares) - _REPORTS_SHOWN))
    if found.reports:
        yield _heading(words, "overlap.title")
    for pair in found.reports:
        yield f"   {pair.share:4.0%}  {_report(words, facts, pair.a)} = {_report(words, facts, pair.b)}"


def _family(words: Words, family: Any) -> Iterator[str]:
    counted = [words.count("regions.n", family.region_count), words.count("reports.n", family.report_count)]
    kind = words(f"kind.{family.kind}")
    yield f"{words('list.comma').join([*counted, kind])}{words('colon')}{family.template}"
    for one in family.occurrences[:_PLACES_SHOWN]:
        yield f"   {words(f'grade.{one.grade}')}  {whose(words, one.passage)}"
    if len(family.occurrences) > _PLACES_SHOWN:
        yield "   " + words.count("answer.places", len(family.occurrences) - _PLACES_SHOWN)


def _heading(words: Words, key: str) -> str:
    return f"{words(key)}{words('colon')}".rstrip()


def _report(words: Words, facts: Mapping[str, Any], name: str) -> str:
    if name not in facts:
        return f"[{name}]"
    one = facts[name]
    said = f"{place(one.region, one.level)} · {words(f'body.{one.body}')} · {years(one.covers)}"
    return f"{said}  {one.title}  [{name}]"


def summary_lines(summary: Any) -> Iterator[str]:
    """Show a summary, each sentence with its place, in Chinese for a report in Chinese."""
    words = spoken(summary.text)
    yield f"{summary.report.title}  {place(summary.report.region)}  {years(summary.report.covers)}"
    for sentence in summary.sentences:
        also = words.count("summary.also", sentence.also_in) if sentence.also_in else ""
        yield f"{sentence.text} [{sentence.passage.id}]" + (f"  {also}" if also else "")
    yield words("summary.length", chars=len(summary.text), budget=summary.budget_chars)
    if summary.whole:
        yield words("summary.whole")
    if summary.shared:
        most = max(sentence.also_in for sentence in summary.shared)
        yield words.count("summary.shared", len(summary.shared), regions=most)


def overview_lines(found: Any) -> Iterator[str]:
    """Show what several reports say, and who, in Chinese where they are."""
    count = len(found.reports)
    words = spoken("".join(point.sentence.text for point in found.points))
    yield words.count("overview.title", count)
    if not found.confident:
        yield words("overview.unsure")
    for point in found.points:
        yield f"{len(point.said_by)}/{count}  {point.sentence.text} [{point.sentence.passage.id}]"
        if 1 < len(point.said_by) < count:
            yield "    " + words("list.comma").join(_reporter(words, one.passage.report) for one in point.said_by)


def _reporter(words: Words, facts: Any) -> str:
    return f"{place(facts.region, facts.level)} {words(f'body.{facts.body}')} {years(facts.covers)}"


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
