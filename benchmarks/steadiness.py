"""Whether summaries hold what they promise of any text, whether they hang on the order of sections, and how long they take."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import cast

import numpy as np

from benchmarks.metrics import mean
from benchmarks.results import table
from embeddings.encoder import Vectors
from embeddings.lexical import LexicalIndex
from embeddings.vectors import VectorIndex
from reports.report import Identity, Passage, Report, Span
from reports.sentences import sentences
from service.answers import Summary
from service.collection import Collection
from service.errors import BadRequest, NotFound
from service.library import Library
from service.stored import StoredReport
from service.summaries.question import Question
from service.summaries.summarise import Wanted, summarise
from service.summaries.text import Texts

DOCUMENTS = 10_000
BUDGET = 600
LONG = 30_000
_ORDERS = 6
_TIMES = 9
_AGAIN = 4
_OPENINGS = ("", "", "", "", "此外，", "其中，", "一是", "二是", "三是", "同时，", "这", "（一）", "In addition, ")
_ENDS = ("。", "。", "。", "！", "；", "…", "", ".", "？”")
_ODD = ("👍🏽", "\u3000", "𠮷", "Å", "\u200b", "“", "》")
_DIMENSIONS = 32


def steadiness(library: Library, positions: Sequence[int]) -> Iterator[str]:
    """Shuffle reports, check generated ones, and take the time of a long one.

    Args:
        library: a library.
        positions: of the reports that are shuffled.
    """
    collection = library.collection
    yield from _shuffled(collection, positions)
    yield from _kept(collection, positions)
    yield from _timed(collection)


def alone(report: Report, vectors: Vectors) -> Collection:
    """Hold one report as a library does, in memory, without what questions are asked with.

    Args:
        report: the report.
        vectors: (n, dimensions) of its sentences.
    """
    index = VectorIndex.of(np.arange(len(vectors)), vectors)
    return Collection(
        generation=0,
        encoder="",
        reports=(StoredReport(1, "report-1", "", "", report, report, None),),
        passages=tuple((0, passage) for passage in report.passages),
        rows=np.arange(len(report.passages)),
        passage_index=index,
        sentence_index=index,
        word_index=cast(LexicalIndex, None),
        languages=None,
    )


def _of(collection: Collection, position: int) -> tuple[Report, list[Vectors]]:
    """Take a report out of a library, with the vectors of each passage's sentences."""
    passages = range(*collection.first_passage[position : position + 2].tolist())
    vectors = collection.sentence_index.vectors
    starts = collection.first_sentence
    return collection.reports[position].report, [vectors[starts[n] : starts[n + 1]] for n in passages]


# Sections in another order


def _shuffled(collection: Collection, positions: Sequence[int]) -> Iterator[str]:
    """Give what share of picks change when the outermost sections change places."""
    random = np.random.default_rng(0)
    changed = []
    for position in positions:
        report, vectors = _of(collection, position)
        before = _picked(report, vectors, range(len(report.passages)))
        for order in _orders(report, random):
            after = _picked(report, vectors, order)
            changed.append(1 - len(before & after) / max(len(before), len(after)))
    yield (
        f"**Sections in another order**: of {len(changed)} shuffles of {len(positions)} reports, "
        f"{mean(np.array(changed))} of the picks change, {max(changed):.3f} at most.\n"
    )


def _orders(report: Report, random: np.random.Generator) -> Iterator[list[int]]:
    """Give its passages with the outermost sections in other orders; what stands before the first stays there."""
    sections = [
        list(some) for _, some in groupby(range(len(report.passages)), lambda n: report.passages[n].heading[:1])
    ]
    opens = int(not report.passages[0].heading)
    fixed, moved = sections[:opens], sections[opens:]
    there = list(range(len(moved)))
    for order in (there[::-1], *(random.permutation(len(moved)).tolist() for _ in range(_ORDERS))):
        if order != there:
            yield [n for section in (*fixed, *(moved[k] for k in order)) for n in section]


def _picked(report: Report, vectors: Sequence[Vectors], order: Sequence[int]) -> set[tuple[Span, tuple[Span, ...]]]:
    moved = replace(report, passages=tuple(report.passages[n] for n in order))
    summary = summarise(Texts(alone(moved, np.concatenate([vectors[n] for n in order]))), 0, Wanted(BUDGET), None)
    return {(one.passage.span, one.spans) for one in summary.sentences}


# Promises


def _kept(collection: Collection, positions: Sequence[int]) -> Iterator[str]:
    """Give how often a promise is broken over generated reports."""
    random = np.random.default_rng(0)
    fragments = [
        fragment
        for position in positions
        for passage in collection.reports[position].report.passages
        for fragment in passage.span.of(collection.reports[position].report.text).split("，")
    ]
    broken = dict.fromkeys((*_CHECKS, "deterministic"), 0)
    refused = 0
    start = time.process_time()
    for number in range(DOCUMENTS):
        report, vectors, wanted = _generated(fragments, random)
        summary = _summary(report, vectors, wanted)
        refused += summary is None
        for name in broken_promises(report, summary) if summary else ():
            broken[name] += 1
        broken["deterministic"] += number % _AGAIN == 0 and summary != _summary(report, vectors, wanted)
    yield (
        f"**Promises** over {DOCUMENTS:,} generated reports, every {_AGAIN}th summarised twice: {refused:,} were refused, since no "
        f"sentence could stand or fitted; {time.process_time() - start:.0f} s of processor time\n"
    )
    yield from table(("", "broken"), list(broken.items()))
    yield ""


def _generated(fragments: Sequence[str], random: np.random.Generator) -> tuple[Report, Vectors, Wanted]:
    """Make a report of parts of sentences, under headings or none, and say what is wanted of it."""
    text, passages = "", []
    heading: tuple[str, ...] = ()
    for _ in range(random.integers(1, 5)):
        if random.random() < 1 / 3:
            heading = (
                f"{'一二三四五六七八九'[random.integers(9)]}、{fragments[int(random.integers(len(fragments)))][:12]}",
            )
        paragraph = "".join(_sentence(fragments, random) for _ in range(random.integers(1, 4)))
        start = len(text)
        text += paragraph + "\n"
        cut = tuple(Span(start + span.start, start + span.end) for span in sentences(paragraph))
        passages.append(Passage(Span(start, start + len(paragraph)), heading, None, cut))
    count = sum(len(passage.sentences) for passage in passages)
    vectors = random.normal(size=(count, _DIMENSIONS)).astype(np.float32) + 1
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    about = Question(text[:20], vectors[:1])
    wanted = Wanted(int(random.integers(10, 400)), about=about if random.random() < 1 / 4 else None)
    return Report(Identity("工作报告"), text, (), tuple(passages)), vectors, wanted


def _sentence(fragments: Sequence[str], random: np.random.Generator) -> str:
    drawn = [fragments[int(n)] for n in random.integers(0, len(fragments), random.integers(1, 6))]
    if random.random() < 1 / 10:
        drawn.insert(0, _ODD[random.integers(len(_ODD))])
    between = "；" if random.random() < 1 / 5 else "，"
    return (
        _OPENINGS[random.integers(len(_OPENINGS))]
        + between.join(drawn).rstrip("。")
        + _ENDS[random.integers(len(_ENDS))]
    )


def _summary(report: Report, vectors: Vectors, wanted: Wanted) -> Summary | None:
    """Summarise a report; None where it is refused."""
    try:
        return summarise(Texts(alone(report, vectors)), 0, wanted, None)
    except (BadRequest, NotFound):
        return None


def broken_promises(report: Report, summary: Summary) -> list[str]:
    """Name the promises that a summary of a report breaks."""
    return [name for name, holds in _CHECKS.items() if not holds(report, summary)]


def _verbatim(report: Report, summary: Summary) -> bool:
    """Each sentence is what stands at its spans, with "…" between them, and the text is all of them."""
    parts = (
        "…".join(report.text[one.passage.span.start :][span.start : span.end] for span in one.spans)
        for one in summary.sentences
    )
    whole = {between.join(one.text for one in summary.sentences) for between in ("", " ")}
    return all(part == one.text for part, one in zip(parts, summary.sentences, strict=True)) and summary.text in whole


def _in_order(_: Report, summary: Summary) -> bool:
    at = [
        (one.passage.span.start + span.start, one.passage.span.start + span.end)
        for one in summary.sentences
        for span in one.spans
    ]
    return all(end <= start for (_, end), (start, _) in pairwise(at))


def _within(_: Report, summary: Summary) -> bool:
    return 0 < len(summary.text) <= summary.budget_chars


_CHECKS: dict[str, Callable[[Report, Summary], bool]] = {
    "verbatim": _verbatim,
    "in order, nothing twice": _in_order,
    "within the budget": _within,
}


# Time


def _timed(collection: Collection) -> Iterator[str]:
    """Take the time of a long report, made of those there are."""
    report, vectors = _long(collection)
    taken = []
    for _ in range(_TIMES):
        held = alone(report, vectors)
        start = time.perf_counter(), time.process_time()
        summarise(Texts(held), 0, Wanted(BUDGET), None)
        taken.append((time.perf_counter() - start[0], time.process_time() - start[1]))
    wall, processor = (1000 * float(np.median(column)) for column in zip(*taken, strict=True))
    yield (
        f"**A report of {len(report.text):,} characters**, {len(vectors)} sentences with vectors: {processor:.0f} ms of processor time, "
        f"{wall:.0f} ms by the clock, medians of {_TIMES}.\n"
    )


def _long(collection: Collection) -> tuple[Report, Vectors]:
    text = ""
    passages: list[Passage] = []
    vectors: list[Vectors] = []
    for position in range(len(collection.reports)):
        report, own = _of(collection, position)
        for passage, some in zip(report.passages, own, strict=True):
            if len(text) >= LONG:
                return Report(Identity("工作报告"), text, (), tuple(passages)), np.concatenate(vectors)
            by = len(text) - passage.span.start
            cut = tuple(Span(span.start + by, span.end + by) for span in passage.sentences)
            passages.append(replace(passage, span=Span(len(text), passage.span.end + by), sentences=cut))
            vectors.append(some)
            text += passage.span.of(report.text) + "\n"
    raise ValueError(f"the reports have fewer than {LONG} characters together")
