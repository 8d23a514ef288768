"""A library as it stood at one moment, in memory: what every question is answered from.

Passages and sentences go by their position, counted from 0 in the order their reports were added; the arrays here and the
FAISS indexes all count that way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.editions import current_index
from embeddings.languages import Languages
from embeddings.lexical import Bundle, LexicalIndex, Wanted
from embeddings.vectors import VectorIndex, publish
from reports.report import Passage, Region, Report, Span
from service.answers import PassageAnswer, ReportFacts, Source
from service.filters import Filters
from service.regions import RegionTree
from service.store import Store
from service.stored import StoredReport, embedded_passage

SAYING_CHARS = 12
"""A shorter sentence is a greeting or a label."""
_HAN = re.compile(r"[\u3400-\u9fff]")

CHINESE, OTHER = 1, 0

Positions = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Collection:
    """All that a library holds, with its indexes.

    Attributes:
        encoder: the fingerprint of what made the vectors.
        reports: the reports, in the order they were added.
        passages: every passage with the position of its report.
        rows: the store's row of each passage.
        passage_index: FAISS over passages, with their titles and headings in front.
        sentence_index: FAISS over sentences, each on its own.
        word_index: BM25 over the words of passages, under their rows.
        languages: what of the vectors tells languages apart; None where that was never learnt.
    """

    generation: int
    encoder: str
    reports: tuple[StoredReport, ...]
    passages: tuple[tuple[int, Passage], ...]
    rows: Positions
    passage_index: VectorIndex
    sentence_index: VectorIndex
    word_index: LexicalIndex
    languages: Languages | None

    @classmethod
    def load(cls, store: Store, cache: Path) -> Collection:
        """Read a library, its indexes from the cache folder if they are the truth's, else from the truth.

        Args:
            store: the truth.
            cache: the folder of the indexes.
        """
        with store.reading():
            reports = tuple(store.reports())
            rows, sentences = store.passage_numbers(), store.sentence_numbers()
            state = _State(store.encoder or "", len(rows), len(sentences), store.digest())
            indexes = _cached(cache, state) or _rebuilt(store, cache, state)
            return cls(
                generation=store.generation,
                encoder=state.encoder,
                reports=reports,
                passages=tuple((n, passage) for n, stored in enumerate(reports) for passage in stored.report.passages),
                rows=rows,
                passage_index=indexes[0],
                sentence_index=indexes[1],
                word_index=current_index(cache / "words", _bundles(store, reports, rows)),
                languages=store.languages,
            )

    # What stands where

    @cached_property
    def facts(self) -> tuple[ReportFacts, ...]:
        """The reports' facts, in their order."""
        return tuple(facts(stored) for stored in self.reports)

    @cached_property
    def report_of(self) -> Positions:
        """(passages,) the position of each passage's report."""
        return np.array([n for n, _ in self.passages], dtype=np.int64)

    @cached_property
    def first_sentence(self) -> Positions:
        """(passages + 1,) where each passage's sentences begin; the last entry is the number of sentences."""
        counts = [len(passage.sentences) for _, passage in self.passages]
        return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)

    @cached_property
    def passage_of(self) -> Positions:
        """(sentences,) the position of each sentence's passage."""
        return np.repeat(np.arange(len(self.passages)), np.diff(self.first_sentence)).astype(np.int64)

    @cached_property
    def parts(self) -> NDArray[np.str_]:
        """(passages,) what each reports, "" where that is not known."""
        return np.array([passage.part or "" for _, passage in self.passages])

    @cached_property
    def saying(self) -> Mask:
        """(sentences,) False for those too short to say anything: 各位代表 lies near every question."""
        return np.array([len(text) >= SAYING_CHARS for text in self.sentence_texts], dtype=bool)

    @cached_property
    def sentence_chars(self) -> NDArray[np.float32]:
        """(sentences,) the length of each in characters, float32."""
        return np.array([len(text) for text in self.sentence_texts], dtype=np.float32)

    @cached_property
    def saying_passages(self) -> Mask:
        """(passages,) True for those with a sentence that says something."""
        return np.bincount(self.passage_of, self.saying, minlength=len(self.passages)) > 0

    def positions(self, rows: Positions) -> Positions:
        """Give the positions of passages by their rows in the store."""
        order = self._by_row
        return order[np.searchsorted(self.rows, rows, sorter=order)]

    @cached_property
    def _by_row(self) -> Positions:
        return np.argsort(self.rows, kind="stable")

    @cached_property
    def first_passage(self) -> Positions:
        """(reports + 1,) where each report's passages begin."""
        counts = [len(stored.report.passages) for stored in self.reports]
        return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)

    @cached_property
    def scripts(self) -> Positions:
        """(passages,) `CHINESE` for each passage written in Chinese characters, `OTHER` for any other."""
        chinese = [is_chinese(self.text(n)) for n in range(len(self.passages))]
        return np.where(chinese, CHINESE, OTHER).astype(np.int64)

    @cached_property
    def regions(self) -> RegionTree:
        """The regions of the reports."""
        return RegionTree(region for stored in self.reports if (region := stored.report.identity.region))

    def holding(self, wanted: Wanted) -> list[int]:
        """List the passages whose words hold something of what is wanted."""
        found = self.word_index.query(wanted).nearest(len(self.passages))
        return sorted(self.positions(found.ids).tolist())

    def text(self, passage: int) -> str:
        """Give a passage's text."""
        report, found = self.passages[passage]
        return found.span.of(self.reports[report].report.text)

    def sentence_span(self, sentence: int) -> Span:
        """Give a sentence's stretch of its passage's text, counted from the passage's start."""
        passage = int(self.passage_of[sentence])
        found = self.passages[passage][1]
        span = found.sentences[sentence - int(self.first_sentence[passage])]
        return Span(span.start - found.span.start, span.end - found.span.start)

    @cached_property
    def sentence_texts(self) -> tuple[str, ...]:
        """All sentences, in their order."""
        return tuple(
            span.of(self.reports[report].report.text) for report, passage in self.passages for span in passage.sentences
        )

    def answer(self, passage: int) -> PassageAnswer:
        """Give a passage as it is cited."""
        report, found = self.passages[passage]
        number = passage - int(self.first_passage[report]) + 1
        return PassageAnswer(
            id=f"{self.reports[report].id}:{number}",
            report=self.facts[report],
            heading=found.heading,
            part=found.part,
            text=self.text(passage),
            span=found.span,
        )

    def region(self, report: int) -> tuple[str | None, ...] | None:
        """Give the region path of a report, or None."""
        region: Region | None = self.reports[report].report.identity.region
        return region.path if region else None

    @cached_property
    def counted(self) -> Mask:
        """(reports,) True for those that count: a report that repeats another does not count again."""
        return np.array([stored.duplicate_of is None for stored in self.reports], dtype=bool)

    # What filters admit

    def admitted_reports(self, filters: Filters) -> Mask:
        """Mark the reports that the filters admit: (reports,) bool.

        Raises:
            NotFound: a region of the filters is none of the library's.
            Ambiguous: it is more than one.
        """
        if not (filters.regions or filters.years or filters.bodies):
            return np.ones(len(self.reports), dtype=bool)
        wanted = [self.regions.find(name) for name in filters.regions]
        return np.array([_admits(facts, filters, wanted) for facts in self.facts], dtype=bool)

    def admitted(self, filters: Filters) -> Mask:
        """Mark the passages that the filters admit: (passages,) bool; raises as `admitted_reports`."""
        mask = self.admitted_reports(filters)[self.report_of]
        if filters.parts:
            mask &= np.isin(self.parts, filters.parts)
        return mask

    def by_region(self, reports: Sequence[int]) -> list[tuple[tuple[str | None, ...] | None, list[int]]]:
        """Group reports by exact region path, in the order of the administrative codes; None comes last."""
        order = self._regions_in_order
        return [
            (self.region(group[0]), group)
            for _, members in groupby(sorted(reports, key=order.__getitem__), key=order.__getitem__)
            for group in [list(members)]
        ]

    @cached_property
    def _regions_in_order(self) -> list[tuple[bool, str, tuple[str, ...]]]:
        """For each report, what its region is sorted by: its code, then its path; no region comes last."""

        def key(region: Region | None) -> tuple[bool, str, tuple[str, ...]]:
            path = tuple(name or "" for name in region.path) if region else ()
            return (region is None, (region.code or "~") if region else "", path)

        return [key(stored.report.identity.region) for stored in self.reports]


def is_chinese(text: str) -> bool:
    """Tell whether a text is written in Chinese characters, names and figures apart."""
    chinese: bool = len(_HAN.findall(text)) * 4 > len(text)
    return chinese


def facts(stored: StoredReport) -> ReportFacts:
    """Give a report's facts as the service answers them."""
    identity = stored.report.identity
    return ReportFacts(
        id=stored.id,
        title=identity.title,
        body=identity.body.value,
        kind=identity.kind,
        region=identity.region.path if identity.region else None,
        region_code=identity.region.code if identity.region else None,
        level=identity.level,
        covers=identity.covers,
        year=identity.year,
        date=identity.date,
        session=identity.session,
        speaker=identity.speaker,
        complete=stored.report.complete,
        ambiguous=tuple(region.path for region in identity.ambiguous),
        warnings=stored.report.warnings,
        duplicate_of=stored.duplicate_of,
        passages=len(stored.report.passages),
        source=Source(stored.file, stored.sha256, stored.report.source_span),
    )


def _admits(facts: ReportFacts, filters: Filters, wanted: Sequence[tuple[str | None, ...]]) -> bool:
    if wanted and not any(facts.region is not None and facts.region[: len(path)] == path for path in wanted):
        return False
    if filters.years and not any(facts.covers and facts.covers[0] <= y <= facts.covers[1] for y in filters.years):
        return False
    return not filters.bodies or facts.body in filters.bodies


# The indexes' cache


def _bundles(store: Store, reports: Sequence[StoredReport], rows: Positions) -> list[Bundle]:
    """Give what the index of words is made from: each report that says anything is a bundle."""
    names = store.digests()
    bounds = np.cumsum([0, *(len(stored.read.passages) for stored in reports)])
    return [
        Bundle(names[stored.number], partial(_indexed, stored.read, rows[first:last].tolist()))
        for stored, (first, last) in zip(reports, pairwise(bounds), strict=True)
        if first < last
    ]


def _indexed(report: Report, rows: Sequence[int]) -> Iterator[tuple[int, str]]:
    return ((row, embedded_passage(report, passage)) for row, passage in zip(rows, report.passages, strict=True))


@dataclass(frozen=True, slots=True)
class _State:
    """What the indexes must be made from: whose vectors, how many, and which strings, by their digest."""

    encoder: str
    passages: int
    sentences: int
    digest: str


def _cached(cache: Path, state: _State) -> tuple[VectorIndex, VectorIndex] | None:
    try:
        manifest: dict[str, Any] = json.loads((cache / "manifest.json").read_text("utf-8"))
        if manifest["digest"] != state.digest or manifest["encoder"] != state.encoder:
            return None
        passages = VectorIndex.load(cache / "passages.faiss", sha256=manifest["passages"], count=state.passages)
        sentences = VectorIndex.load(cache / "sentences.faiss", sha256=manifest["sentences"], count=state.sentences)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return (passages, sentences) if passages and sentences else None


def _rebuilt(store: Store, cache: Path, state: _State) -> tuple[VectorIndex, VectorIndex]:
    passages = VectorIndex.of(np.arange(state.passages), store.vectors("passage", state.encoder))
    sentences = VectorIndex.of(np.arange(state.sentences), store.vectors("sentence", state.encoder))
    with suppress(OSError):  # a cache that can't be written is done without
        manifest = {
            "digest": state.digest,
            "encoder": state.encoder,
            "passages": passages.save(cache / "passages.faiss"),
            "sentences": sentences.save(cache / "sentences.faiss"),
        }
        publish(cache / "manifest.json", json.dumps(manifest).encode())
    return passages, sentences
