"""What is read of real files, beside what a careful reader finds in them and what general converters make of them.

A converter gives text, not reports: it is measured on what both give, the lines that should be paragraphs and headings.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.results import table
from benchmarks.setting import SHARED, peers_python, run
from benchmarks.texts import PROVINCES
from reports.reader import read
from reports.report import Report

SEEDS = SHARED / "seeds"
MILLION = 10**6
FACTS = ("title", "kind", "level")
Made = dict[str, tuple[str, float]]


def measure() -> Iterator[str]:
    """Measure the seeds, the provinces, other files and the speed."""
    yield from seeds()
    yield from provinces()
    yield from files()
    yield speed()


def seeds() -> Iterator[str]:
    """Give what agrees with `gold.json`, and what a converter leaves of it."""
    gold = json.loads((SEEDS / "gold.json").read_text(encoding="utf-8"))["reports"]
    paths = sorted(SEEDS.glob("*.txt"))
    found = [report for path in paths for report in read(path.name, path.read_bytes())]
    assert len(found) == len(gold), "reports are missing or too many"
    pairs = list(zip(gold, found, strict=True))
    theirs = [line.strip() for text, _ in made_by("markitdown", paths).values() for line in text.splitlines()]
    yield f"**Seeds**: {len(paths)} files, {len(gold)} reports.\n"
    rows: list[tuple[str, str, str]] = [("reports found", f"{len(found)} of {len(gold)}", "none: no such notion")]
    for name, right in RIGHT.items():
        rows.append((name, f"{sum(right(one, report) for one, report in pairs)} of {len(gold)}", "none"))
    rows.append(("headings with their level, F1 (goal 0.98)", f"{headings_f1(pairs):.3f}", "0"))
    rows.append(of_all("broken sentences joined", [joined(one, report.text) for one, report in pairs], pairs, theirs))
    gone = [furniture_gone(one, report) for one, report in pairs]
    rows.append(("furniture lines out", f"{sum(a for a, _ in gone)} of {sum(b for _, b in gone)}", "0"))
    yield from table(("", "duizhao", "markitdown"), rows)


def _path(report: Report) -> list[str | None]:
    return list(report.identity.region.path) if report.identity.region else []


RIGHT: dict[str, Callable[[dict[str, Any], Report], bool]] = {
    "first and last words": lambda one, report: (
        report.text.startswith(one["first"]) and report.text.endswith(one["last"])
    ),
    "title, kind, level": lambda one, report: all(getattr(report.identity, name) == one[name] for name in FACTS),
    "body": lambda one, report: report.identity.body.value == one["body"],
    "region": lambda one, report: _path(report) == one["region"],
    "years": lambda one, report: list(report.identity.covers or ()) == one["covers"],
}


def headings_f1(pairs: Sequence[tuple[dict[str, Any], Report]]) -> float:
    """Compare the headings of those reports whose headings the careful reader listed."""
    listed = [(one["headings"], report.headings) for one, report in pairs if "headings" in one]
    right = sum(len({tuple(h) for h in one} & {(h.level, h.text) for h in ours}) for one, ours in listed)
    return 2 * right / sum(len(one) + len(ours) for one, ours in listed)


def joined(one: dict[str, Any], text: str) -> tuple[int, int]:
    """Count the broken sentences, and those that are whole in a text."""
    breaks = one.get("joins", [])
    return sum(end + start in text for end, start in breaks), len(breaks)


def furniture_gone(one: dict[str, Any], report: Report) -> tuple[int, int]:
    """Count the lines of the page, and those that are not in the report."""
    lines = one.get("furniture", [])
    return sum(line not in report.text for line in lines), len(lines)


def of_all(
    name: str,
    ours: Sequence[tuple[int, int]],
    pairs: Sequence[tuple[dict[str, Any], Report]],
    lines: Sequence[str],
) -> tuple[str, str, str]:
    """Set our joined sentences beside those that stand whole on a line of a converter's."""
    theirs = [joined(one, "\n".join(lines)) for one, _ in pairs]
    total = sum(b for _, b in ours)
    return name, f"{sum(a for a, _ in ours)} of {total}", f"{sum(a for a, _ in theirs)} of {total}"


def provinces() -> Iterator[str]:
    """Give the facts of the 31 reports of one kind and one year."""
    paths = sorted(PROVINCES.glob("*.docx"))
    found = [read(path.name, path.read_bytes()) for path in paths]
    one = [reports[0] for reports in found if len(reports) == 1]
    identities = [report.identity for report in one]
    yield f"\n**Provinces**: {len(paths)} Word files.\n"
    rows = [
        ("one report", len(one)),
        ("region of level province, in the file's name", sum(_named(p, r) for p, r in zip(paths, one, strict=True))),
        ("year 2025", sum(identity.year == 2025 for identity in identities)),  # noqa: PLR2004
        ("covers 2024", sum(identity.covers == (2024, 2024) for identity in identities)),
        ("body government", sum(identity.body.value == "government" for identity in identities)),
        ("speaker known", sum(identity.speaker is not None for identity in identities)),
        ("headings, on lines of their own and run in", sum(len(r.headings) + len(r.run_ins) for r in one)),
    ]
    yield from table(("", f"of {len(paths)}"), rows)


def _named(path: Path, report: Report) -> bool:
    region = report.identity.region
    return region is not None and len(region.path) == 1 and (region.path[0] or "")[:2] in path.name


def files() -> Iterator[str]:
    """Give what is read of PDF, Word and web files: how many paragraphs stop in the middle of a sentence."""
    paths = [path for path in sorted((SHARED / "files").iterdir()) if path.suffix in {".pdf", ".docx", ".html"}]
    pages = [path for path in paths if path.suffix == ".html"]
    theirs = {"markitdown": made_by("markitdown", paths), "trafilatura": made_by("trafilatura", pages)}
    rows = []
    for path in paths:
        start = time.perf_counter()
        reports = read(path.name, path.read_bytes())
        seconds = time.perf_counter() - start
        passages = [passage.span.of(report.text) for report in reports for passage in report.passages]
        rows.append((path.name[:24], "duizhao", *shape(passages), f"{seconds:.1f}"))
        for peer, made in theirs.items():
            if str(path) in made:
                text, seconds = made[str(path)]
                rows.append((path.name[:24], peer, *shape(text.splitlines()), f"{seconds:.1f}"))
    yield "\n**Files**: paragraphs of 30 characters and more.\n"
    yield from table(("file", "by", "paragraphs", "of these unfinished", "seconds"), rows)


def shape(lines: Sequence[str]) -> tuple[int, str]:
    """Count the longer lines, and the share of them that end without a stop."""
    longer = [line.strip() for line in lines if len(line.strip()) >= 30]  # noqa: PLR2004
    unfinished = sum(line[-1] not in "。！？；：.!?;:”」』）)…|" for line in longer)
    return len(longer), f"{unfinished / max(1, len(longer)):.0%}"


def speed() -> str:
    """Time a million characters of clean text on one core."""
    texts = [read(path.name, path.read_bytes())[0].text for path in sorted(PROVINCES.glob("*.docx"))]
    text = "\n".join(texts * (MILLION // sum(map(len, texts)) + 1))[:MILLION]
    start = time.process_time()
    read("million.txt", text.encode())
    return f"\n**Speed**: a million characters of clean text in {time.process_time() - start:.1f} s (goal 10)."


def made_by(peer: str, paths: Sequence[Path]) -> Made:
    """Let a peer convert files."""
    script = Path(__file__).parent / "peers" / "texts_of_files.py"
    made: Made = json.loads(run([script, peer, *paths], peers_python()))
    return made
