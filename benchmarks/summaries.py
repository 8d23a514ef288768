"""How good summaries are: beside people's, by the facts and answers they hold, and by what makes them unfit to read."""

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks import minutes
from benchmarks.ablation import WITHOUT, without
from benchmarks.distinctive import distinctive
from benchmarks.gold import FOLDERS
from benchmarks.key_facts import Annotated, Keys, annotated, says
from benchmarks.metrics import Estimate, Numbers, mean
from benchmarks.remembered import Remembering, cache_folder
from benchmarks.results import table
from benchmarks.rouge import ROUGE, rouge_2
from benchmarks.setting import MODELS
from benchmarks.steadiness import steadiness
from benchmarks.summarisers import Held, Made, Order, fill, oracle, orders
from embeddings.encoder import Encoder, Vectors
from embeddings.load import load_encoder
from models import catalogue
from reports.outline import is_glossary
from service.errors import BadRequest
from service.files import files_in
from service.library import Library

OURS, ORACLE = "duizhao", "greedy oracle"
BUDGET = 600
_BUDGETS = (300, 600)
_OPENS_LEANING = re.compile(
    "此外|同时|其中|上述|以上|这|该|因此|对此|为此|据此|由此|另外|其次|再次|最后|从而|尤其|特别是|二是|三是|四是|五是"
)
"""How sentences begin that are not understood without the one before."""

Summaries = Sequence[Sequence[Made]]
"""Of each report, the summaries that count alike: several where they are drawn, else one."""


def measure() -> Iterator[str]:
    """Measure everybody."""
    with ExitStack() as stack:
        memory = stack.enter_context(cache_folder()) / "vectors.sqlite"
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="duizhao-bench-")))
        encoder = Remembering(load_encoder(catalogue.DEFAULT.name, models_folder=MODELS), memory)
        given = Reports.of(encoder, folder)
        said = _Minutes.of(encoder, folder)
        yield from said.compared()
        yield from facts(given)
        yield from known_items(given, encoder)
        yield from distinctive(encoder, folder)
        yield from steadiness(given.library, [held.position for held in given.held])
        yield from ablation(said, given)


# Beside what people wrote


@dataclass(frozen=True)
class _Minutes:
    """Segments of minutes, and everybody's summaries of them, as long as the person's at most."""

    segments: Sequence[minutes.Segment]
    library: Library
    reports: Sequence[str]
    made: Mapping[str, Sequence[Sequence[str]]]

    @classmethod
    def of(cls, encoder: Encoder, folder: Path) -> "_Minutes":
        """Have everybody summarise them."""
        aside = folder / "minutes"
        aside.mkdir()
        found = minutes.segments()
        library, reports = minutes.library_of(found, encoder, MODELS, aside)
        given = minutes.texts(found, encoder)
        others = {name: minutes.by_order(order, given, found) for name, order in orders(given, aside).items()}
        best = [[minutes.best(text, segment).text] for text, segment in zip(given, found, strict=True)]
        return cls(found, library, reports, {**others, ORACLE: best})

    def ours(self) -> list[list[str]]:
        """Have duizhao summarise them; nothing where no sentence fits."""
        return [
            [_summary(self.library, report, len(segment.summary))]
            for report, segment in zip(self.reports, self.segments, strict=True)
        ]

    def scores(self, made: Sequence[Sequence[str]], rouge: Callable[[str, str], float]) -> Numbers:
        """Score the summaries of each segment."""
        return np.array(
            [
                np.mean([rouge(one, segment.summary) for one in some])
                for some, segment in zip(made, self.segments, strict=True)
            ]
        )

    def compared(self) -> Iterator[str]:
        """Set everybody beside what people wrote."""
        alike = minutes.read_alike(self.library, self.reports, self.segments)
        yield (
            f"**Minutes**: {len(self.segments)} segments of VCSum over {minutes.LEAST_CHARS} characters, summaries as long as the "
            f"person's at most; duizhao reads {alike} of them into the set's own sentences\n"
        )
        found = {OURS: self.ours(), **self.made}
        pairs = {name: self.scores(made, rouge_2) for name, made in found.items()}
        rows = [
            (
                name,
                *(mean(self.scores(made, rouge)) for rouge in ROUGE.values()),
                _ahead(pairs, name),
                f"{_chars(made):.0f}",
            )
            for name, made in found.items()
        ]
        yield from table(("", *ROUGE, f"{OURS} is ahead in ROUGE-2 by", "characters"), rows)
        yield ""


def _summary(library: Library, report: str, budget: int) -> str:
    try:
        return library.summarize(report, budget_chars=budget).text
    except BadRequest:
        return ""


def _ahead(found: Mapping[str, Numbers], name: str) -> Estimate | str:
    """Say by how much duizhao is ahead of another over the same things."""
    return mean(found[OURS] - found[name]) if name != OURS else ""


def _chars(made: Sequence[Sequence[str]]) -> float:
    return float(np.mean([len(one) for some in made for one in some]))


# Reports whose facts are known


@dataclass(frozen=True)
class Reports:
    """The reports whose facts are known, in a library with all the others, and how everybody orders their sentences."""

    library: Library
    about: tuple[Annotated, ...]
    held: tuple[Held, ...]
    orders: Mapping[str, Sequence[Sequence[Order]]]

    @classmethod
    def of(cls, encoder: Encoder, folder: Path) -> "Reports":
        """Make the library, and have everybody order."""
        library = Library.open(folder / "reports", models_folder=MODELS, encoder=encoder)
        added = library.add(files_in([FOLDERS["provincial"], FOLDERS["seeds"]]))
        assert not added.failed, added.failed
        texts = [stored.report.text for stored in library.collection.reports]
        held = tuple(Held.of(library.collection, texts.index(one.report.text)) for one in annotated())
        return cls(library, annotated(), held, orders([one.text for one in held], folder))

    def ours(self, budget: int) -> list[list[Made]]:
        """Have duizhao summarise them."""
        ids = [self.library.collection.facts[held.position].id for held in self.held]
        return [
            [held.made(self.library.summarize(name, budget_chars=budget))]
            for held, name in zip(self.held, ids, strict=True)
        ]

    def everybodys(self, budget: int) -> dict[str, list[list[Made]]]:
        """Have everybody summarise them; who knows the facts, too."""
        others = {
            name: [
                [fill(order, held.text, budget) for order in some] for some, held in zip(found, self.held, strict=True)
            ]
            for name, found in self.orders.items()
        }
        return {OURS: self.ours(budget), **others, ORACLE: [[self._best(n, budget)] for n in range(len(self.held))]}

    def _best(self, n: int, budget: int) -> Made:
        keys = [fact.keys for fact in self.about[n].facts]
        return oracle(self.held[n].text, budget, lambda one: sum(says(one.shown, key) for key in keys), by_length=True)

    def covered(self, made: Summaries, *, figures: bool | None = None) -> Numbers:
        """Say of each fact in what share of its report's summaries it stands.

        Args:
            made: of each report.
            figures: count only facts that hang on figures, or only others; all by default.
        """
        kept = (
            _share(some, fact.keys)
            for one, some in zip(self.about, made, strict=True)
            for fact in one.facts
            if figures in {None, fact.figures}
        )
        return np.array(list(kept))


def _share(made: Sequence[Made], keys: Keys) -> float:
    return float(np.mean([says(one.shown, keys) for one in made]))


def facts(given: Reports) -> Iterator[str]:
    """Give what share of key facts everybody's summaries hold, and what makes them unfit to read."""
    found = given.everybodys(BUDGET)
    count = sum(len(one.facts) for one in given.about)
    yield f"**Key facts** of {len(given.about)} reports, {count} in all, in summaries of {BUDGET} characters\n"
    every = {name: given.covered(made) for name, made in found.items()}
    rows = [
        (name, *(mean(given.covered(made, figures=only)) for only in (None, True, False)), _ahead(every, name))
        for name, made in found.items()
    ]
    head = ("share that is covered", "all", "with figures", "without figures", f"{OURS} is ahead in all by")
    yield from table(head, rows)
    yield ""
    yield "Share of facts by report:\n"
    rows_by_report = [
        (one.slug, *(f"{np.mean([_share(made[n], fact.keys) for fact in one.facts]):.2f}" for made in found.values()))
        for n, one in enumerate(given.about)
    ]
    yield from table(("", *found), rows_by_report)
    yield ""
    yield "How they read: sections touched, likeness of each sentence to the one most like it, sentences that open as if another came before\n"
    rows_read = [(name, *_reading(given, made)) for name, made in found.items()]
    yield from table(("", "sections", "redundancy", "dangling", "sentences", "characters"), rows_read)
    yield ""


def _reading(given: Reports, made: Summaries) -> Iterator[str]:
    pairs = [(held, one) for held, some in zip(given.held, made, strict=True) for one in some]
    yield f"{np.mean([_sections(held, one) for held, one in pairs]):.2f}"
    yield f"{np.nanmean([_redundancy(held, one) for held, one in pairs]):.3f}"
    dangling, picked = (
        sum(counts) for counts in zip(*((_dangling(held, one), len(one.numbers)) for held, one in pairs), strict=True)
    )
    yield f"{dangling / picked:.3f}"
    yield f"{np.mean([len(one.numbers) for _, one in pairs]):.1f}"
    yield f"{np.mean([len(one.text) for _, one in pairs]):.0f}"


def _sections(held: Held, one: Made) -> float:
    """Give the share of outermost sections that a summary has a sentence of; glossaries do not count."""
    there = {heading[0] for heading in held.headings if heading and not is_glossary(heading)}
    return len(there & {held.headings[n][0] for n in one.numbers if held.headings[n]}) / len(there)


def _redundancy(held: Held, one: Made) -> float:
    """Give the mean over sentences of the greatest cosine with another one; nan where there is no other."""
    vectors = held.text.vectors[list(one.numbers)]
    near = vectors @ vectors.T
    np.fill_diagonal(near, -1)
    return float(near.max(axis=1).mean()) if len(vectors) > 1 else float("nan")


def _dangling(held: Held, one: Made) -> int:
    """Count sentences that lean on the one before where that is not there."""
    return sum(
        bool(n and n - 1 not in one.numbers and _OPENS_LEANING.match(held.text.sentences[n])) for n in one.numbers
    )


# What can be asked of a summary


def known_items(given: Reports, encoder: Encoder) -> Iterator[str]:
    """Give what share of questions about the reports their summaries answer, and whether the answer comes first."""
    asked = [(n, question) for n, one in enumerate(given.about) for question in one.questions]
    vectors = encoder.encode_queries([question.text for _, question in asked])
    yield f"**Questions** with known answers, {len(asked)} of them, asked of the summaries alone\n"
    rows: list[tuple[object, ...]] = []
    for budget in _BUDGETS:
        for name, made in given.everybodys(budget).items():
            stands = np.array([_share(made[n], question.keys) for n, question in asked])
            firsts = [_first(list(turn), encoder) for turn in _turns(made)]
            right, answers = (np.zeros(len(asked)), np.zeros(len(asked)))
            for first in firsts:
                for k, (report, sentence) in enumerate(first(vectors)):
                    right[k] += (report == asked[k][0]) / len(firsts)
                    answers[k] += (report == asked[k][0] and says([sentence], asked[k][1].keys)) / len(firsts)
            rows.append((budget if name == OURS else "", name, *map(mean, (stands, right, answers))))
    yield from table(
        ("characters", "", "the answer stands in it", "the first hit is of its report", "the first hit answers"), rows
    )
    yield ""


def _turns(made: Summaries) -> Iterator[tuple[Made, ...]]:
    """Give one summary of each report, as often as they were drawn."""
    return zip(*made, strict=True)


def _first(made: Sequence[Made], encoder: Encoder) -> Callable[[Vectors], list[tuple[int, str]]]:
    """Give what finds the sentence nearest to each question, and its report, among one summary of each report."""
    sentences = [(n, shown) for n, one in enumerate(made) for shown in one.shown]
    vectors = encoder.encode_passages([shown for _, shown in sentences])
    return lambda questions: [sentences[int(n)] for n in np.argmax(questions @ vectors.T, axis=1)]


# What each ingredient brings


def ablation(said: _Minutes, given: Reports) -> Iterator[str]:
    """Measure duizhao without one ingredient at a time."""
    rows: list[tuple[object, ...]] = []
    for name in WITHOUT:
        with without(name):
            scores, made = said.scores(said.ours(), rouge_2), given.ours(BUDGET)
        pair: tuple[Estimate, ...] = (mean(scores), mean(given.covered(made)))
        apart = tuple(mean(given.covered(made, figures=only)) for only in (True, False))
        rows.append((name, *pair, *apart, *list(_reading(given, made))[:3]))
    yield "**Without one ingredient at a time**\n"
    head = ("duizhao", "ROUGE-2", "facts", "with figures", "without figures", "sections", "redundancy", "dangling")
    yield from table(head, rows)
    yield ""
