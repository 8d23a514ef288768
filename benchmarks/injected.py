"""Reports with planted reuse: stretches of one province's report, edited, in another's; and what only looks like reuse.

Everything is drawn from real reports with a fixed seed. Some paragraphs of each report stay as they are, and sources are
stretches of these; the others are hosts, which surround what is planted with text of its own report.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

import numpy as np

from benchmarks import lookalikes
from benchmarks.corpus import Copied, Corpus, Lookalike, Stretch
from benchmarks.edits import OPERATORS, Edited, Material, Random, edit, material
from benchmarks.gold import FOLDERS, reports
from benchmarks.hosts import Host, Planted
from benchmarks.lexicon import of_texts
from benchmarks.sources import Key, Sources, Span, spread
from reports.reader import read
from reports.report import Report

LENGTHS: Mapping[str, tuple[int, int]] = {"200-400": (200, 400), "60-200": (60, 200), "20-60": (20, 60)}
PADDINGS = (0.8, 0.5, 0.0)
LEVELS = (0.4, 0.2, 0.1, 0.05)
SCATTERED = "scattered"
"""The operator that is harder than what people do."""
KINDS = {"other subject": lookalikes.other_subject, "antonyms": lookalikes.opposite}
_VARIANTS = 2
"""Lookalikes of each run of clauses, where it can be turned in several ways."""
_LOOKALIKE_CHARS = (10, 80)
_COPIES = (3, 6)
_FAMILY_LEVELS = (0.05, 0.2)
_SOURCES = 0.5
"""The share of paragraphs that stay as they are."""
_OFF = 0.2
"""How far from its level a share of edited characters may lie, as a share of the level; half a character in any case."""
_TRIES = 60


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much is planted.

    Attributes:
        pairs: of each operator, level and padding, by length.
        scattered: of each level and padding and of each length, edited as nobody edits.
        lookalikes: of each kind, at most.
        families: with a source and three to six copies each.
    """

    pairs: Mapping[str, int] = field(default_factory=lambda: {"200-400": 2, "60-200": 5, "20-60": 5})
    scattered: int = 2
    lookalikes: int = 600
    families: int = 50


def provincial() -> list[Report]:
    """Read the reports of the 31 provinces."""
    return [report for path in sorted(FOLDERS["provincial"].glob("*.docx")) for report in reports(path)]


def injected(found: Sequence[Report], amounts: Amounts | None = None, seed: int = 0) -> Corpus:
    """Plant reuse in reports.

    Args:
        found: the reports, one of each region.
        amounts: how much is planted; by default as much as 31 reports of provinces hold.
        seed: decides what is drawn.
    """
    amounts = amounts or Amounts()
    random = np.random.default_rng(seed)
    texts = [[passage.span.of(report.text) for passage in report.passages] for report in found]
    stays = [random.random(len(paragraphs)) < _SOURCES for paragraphs in texts]
    planting = _Planting(
        Sources(
            {(r, p): text for r, paragraphs in enumerate(texts) for p, text in enumerate(paragraphs) if stays[r][p]},
            spread(texts),
            random,
        ),
        [Host({p: text for p, text in enumerate(paragraphs) if not stays[r][p]}) for r, paragraphs in enumerate(texts)],
        _material([text for paragraphs in texts for text in paragraphs]),
        random,
    )
    pairs = list(_pairs(planting, amounts))
    families = list(_families(planting, amounts.families))
    alike = list(_lookalikes(planting, amounts.lookalikes))
    files, passages, at = _read_again(found, planting)
    return Corpus(
        files,
        passages,
        tuple(Copied(*at[one.number], one.operator, one.level, one.changed, one.length, one.padding) for one in pairs),
        tuple(Lookalike(kind, *at[number]) for kind, number in alike),
        tuple((at[numbers[0]][0], *(at[number][1] for number in numbers)) for numbers in families),
    )


def _material(texts: Sequence[str]) -> Material:
    return material(of_texts(texts, lookalikes.opposites()), texts)


# Planting


@dataclass
class _Planting:
    """What was planted so far: the sources, and the reports that hold what was made of them, by number."""

    sources: Sources
    hosts: Sequence[Host]
    given: Material
    random: Random
    spans: list[Span] = field(default_factory=list)
    hosted: list[int] = field(default_factory=list)

    def plant(self, span: Span, text: str, padding: float, besides: Sequence[int] = ()) -> int:
        """Plant a text that was made of a stretch in another report, and give its number.

        Args:
            span: the stretch.
            text: the text.
            padding: the share of its paragraph that is to be other text.
            besides: other reports where it must not stand.
        """
        need = 2 * len(text) * padding / (1 - padding)
        free = [n for n, host in enumerate(self.hosts) if n not in {span.report, *besides} and host.chars > need]
        number, report = len(self.spans), int(self.random.choice(free))
        self.hosts[report].plant(number, text, padding, self.random)
        self.spans.append(span)
        self.hosted.append(report)
        return number

    def joined(self, run: Sequence[Span]) -> Span:
        """Give the stretch that clauses take together."""
        return self.sources.span((run[0].report, run[0].paragraph), run[0].start, run[-1].end)

    def edited(self, operator: str, level: float, length: tuple[int, int]) -> tuple[Span, Edited] | None:
        """Draw a stretch and edit it, until one has as much to edit as the level wants."""
        for _, span in zip(range(_TRIES), self.sources.draw(length), strict=False):
            made = edit(span.text, operator, level, self.given, self.random)
            off = abs(made.changed - level * len(span.text))
            if off <= max(_OFF * level * len(span.text), 0.5) and made.text != span.text:
                self.sources.take(span)
                return span, made
        return None


@dataclass(frozen=True, slots=True)
class _Pair:
    number: int
    operator: str
    level: float
    changed: float
    length: str
    padding: float


def _pairs(planting: _Planting, amounts: Amounts) -> Iterator[_Pair]:
    """Plant pairs of each length, operator, level and padding; where stretches have too little to edit there are fewer."""
    for length, operator, level, padding in product(amounts.pairs, OPERATORS, LEVELS, PADDINGS):
        for _ in range(amounts.scattered if operator == SCATTERED else amounts.pairs[length]):
            found = planting.edited(operator, level, LENGTHS[length])
            if found:
                span, made = found
                number = planting.plant(span, made.text, padding)
                yield _Pair(number, operator, level, made.changed / len(span.text), length, padding)


def _families(planting: _Planting, count: int) -> Iterator[list[int]]:
    """Plant families: a stretch, and edited copies in as many reports."""
    random = planting.random
    operators = [name for name in OPERATORS if name != SCATTERED]
    for n in range(count):
        span = next(planting.sources.draw(LENGTHS["20-60" if n % 2 else "60-200"]))
        planting.sources.take(span)
        numbers: list[int] = []
        for _ in range(int(random.integers(_COPIES[0], _COPIES[1] + 1))):
            operator = str(random.choice(operators))
            made = edit(span.text, operator, float(random.uniform(*_FAMILY_LEVELS)), planting.given, random)
            hosted = [planting.hosted[number] for number in numbers]
            numbers.append(planting.plant(span, made.text, float(random.choice(PADDINGS)), hosted))
        yield numbers


def _lookalikes(planting: _Planting, most: int) -> Iterator[tuple[str, int]]:
    """Plant what only looks like reuse: runs of clauses each of which was turned into another."""
    for kind, turn in KINDS.items():
        made = 0
        for clauses in planting.sources.paragraphs():
            for run in _turnable(planting, clauses, turn):
                texts = dict.fromkeys(_turned(planting, run, turn) for _ in range(_VARIANTS))
                for text in [text for text in texts if len(text) >= _LOOKALIKE_CHARS[0]][: most - made]:
                    padding = float(planting.random.choice(PADDINGS))
                    yield kind, planting.plant(planting.joined(run), text, padding)
                    made += 1


def _turnable(planting: _Planting, clauses: Sequence[Span], turn: lookalikes.Turn) -> Iterator[list[Span]]:
    """Give free runs of clauses that can be turned, the next one behind the last."""
    least, most = _LOOKALIKE_CHARS
    can = [turn(clause.text, planting.random) is not None for clause in clauses]
    first = 0
    while first < len(clauses):
        last = first
        while last < len(clauses) and can[last] and clauses[last].end - clauses[first].start <= most:
            last += 1
        run = list(clauses[first:last])
        if run and len(planting.joined(run).text) >= least and planting.sources.is_free(planting.joined(run)):
            planting.sources.take(planting.joined(run))
            yield run
        first = max(last, first + 1)


def _turned(planting: _Planting, run: Sequence[Span], turn: lookalikes.Turn) -> str:
    """Turn each clause of a run; what stands between them stays."""
    paragraph = planting.sources.texts[run[0].report, run[0].paragraph]
    marks = [paragraph[one.end : other.start] for one, other in pairwise(run)]
    new = [turn(clause.text, planting.random) or clause.text for clause in run]
    return "".join(text + mark for text, mark in zip(new, [*marks, ""], strict=True))


# Reading what was written


def _read_again(
    found: Sequence[Report], planting: _Planting
) -> tuple[dict[str, str], tuple[tuple[str, ...], ...], dict[int, tuple[Stretch, Stretch]]]:
    """Write the reports and read them.

    Returns:
        The files by name, the passages of each report, and where the source and the copy of each number stand.

    Raises:
        ValueError: something planted is not read as part of a passage.
    """
    files: dict[str, str] = {}
    passages: list[tuple[str, ...]] = []
    kept: dict[Key, int] = {}
    copies: dict[int, Stretch] = {}
    for r, report in enumerate(found):
        lines = list(_lines(report, planting.hosts[r]))
        name = f"{report.identity.title}.txt"
        files[name] = "\n".join([report.identity.title, *(line.paragraph for _, line in lines)])
        (again,) = read(name, files[name].encode())
        passages.append(tuple(passage.span.of(again.text) for passage in again.passages))
        at = 0
        for p, line in lines:
            at = again.text.find(line.paragraph, at)
            if line.number is not None:
                copies[line.number] = _standing(again, r, at + line.start, at + line.end)
            elif p is not None:
                kept[r, p] = _standing(again, r, at, at + len(line.paragraph)).passage
            at += len(line.paragraph)
    sources = [Stretch(span.report, kept[span.report, span.paragraph], span.start, span.end) for span in planting.spans]
    return files, tuple(passages), {n: (source, copies[n]) for n, source in enumerate(sources)}


def _standing(report: Report, number: int, start: int, end: int) -> Stretch:
    """Give the stretch of a passage that characters of a report's text are.

    Raises:
        ValueError: they are no part of a passage.
    """
    for n, passage in enumerate(report.passages):
        if passage.span.start <= start and end <= passage.span.end:
            return Stretch(number, n, start - passage.span.start, end - passage.span.start)
    raise ValueError(f"{report.identity.title} is read without: {report.text[start:end]}")


def _lines(report: Report, host: Host) -> Iterator[tuple[int | None, Planted]]:
    """Give the lines of a report: its headings, the paragraphs that stay, with their numbers, and what became of others."""
    numbers = {passage.span.start: n for n, passage in enumerate(report.passages)}
    start = 0
    for line in report.text.split("\n"):
        number = numbers.get(start)
        if number is not None and number in host.rest:
            yield from ((None, made) for made in host.paragraphs(number))
        else:
            yield number, Planted(line)
        start += len(line) + 1
