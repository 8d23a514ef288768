"""How often the passage of a region that says the same is its best, after edits and in other languages; and how long that takes."""

import json
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import exams
from benchmarks.contenders import Contender, Peer, Words
from benchmarks.corpus import Corpus
from benchmarks.exams import Exam
from benchmarks.gold import FOLDERS
from benchmarks.injected import SCATTERED, Amounts, injected, provincial
from benchmarks.large import large
from benchmarks.metrics import Estimate, mean
from benchmarks.remembered import Remembering, StandingIn, cache_folder
from benchmarks.results import table
from benchmarks.setting import MODELS, SHARED
from embeddings.encoder import Encoder
from embeddings.load import load_encoder
from models import bundled, catalogue
from service.answers import RegionRow
from service.files import GivenFile, files_in
from service.filters import Filters
from service.library import Library

OURS = "duizhao"
PAIRS = Amounts(pairs={"200-400": 2, "60-200": 3, "20-60": 1}, lookalikes=0, families=0)
NTREX = SHARED / "evaluation" / "ntrex"
LANGUAGES = {
    "zh": ("北京市", "newstest2019-ref.zho-CN.txt"),
    "en": ("上海市", "newstest2019-src.eng.txt"),
    "ug": ("新疆维吾尔自治区", "newstest2019-ref.uig.txt"),
}
"""The region that stands for each language, and its file."""
_SENTENCES = 3
"""How many sentences of a document make a passage; the last of a document may have fewer."""
TRANSLATED = 60
"""How many passages are asked with from each language into each other, drawn with a fixed seed: everyone answers each in turn."""
TIMED = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A text, and what is to be the best passage of one region.

    Attributes:
        text: what is asked with.
        region: the region's name.
        answer: the text of its passage.
        groups: the rows of the table that it counts in.
    """

    text: str
    region: str
    answer: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """Passages of regions, and what is asked of them.

    Attributes:
        title: what the table is called.
        files: what a library is made of.
        passages: of each region, which peers are given.
        questions: what is asked.
        regions: of files whose texts do not say their region in full, by name.
    """

    title: str
    files: tuple[GivenFile, ...]
    passages: Mapping[str, tuple[str, ...]]
    questions: tuple[Asked, ...]
    regions: Mapping[str, str] = field(default_factory=dict)


def measure() -> Iterator[str]:
    """Measure edits, translations and times, with everybody."""
    with ExitStack() as stack:
        memory = stack.enter_context(cache_folder()) / "vectors.sqlite"
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="duizhao-bench-")))
        encoder = load_encoder(catalogue.DEFAULT.name, models_folder=MODELS)
        model, fingerprint = bundled.prepare(MODELS), catalogue.DEFAULT.fingerprint
        peer = partial(Peer, model=model, fingerprint=fingerprint, memory=memory)
        peers: dict[str, Contender] = {
            "BM25": Words(),
            "plain paragraph vectors": stack.enter_context(peer("pipeline")),
            "semantic_search": stack.enter_context(peer("semantic_search")),
        }
        for trial in (of_edits(folder), of_translations(folder)):
            yield from compared(trial, encoder, memory, peers, folder)
        yield from times(encoder, memory, folder)


def of_ours() -> Iterator[str]:
    """Measure duizhao alone, on edits and translations."""
    with ExitStack() as stack:
        memory = stack.enter_context(cache_folder()) / "vectors.sqlite"
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="duizhao-bench-")))
        encoder = load_encoder(catalogue.DEFAULT.name, models_folder=MODELS)
        for trial in (of_edits(folder), of_translations(folder)):
            yield from compared(trial, encoder, memory, {}, folder)


# What is asked


def of_edits(folder: Path) -> Trial:
    """Plant edited stretches of each province's report in others'."""
    reports = provincial()
    corpus = injected(reports, PAIRS)
    regions = [report.identity.region.path[0] or "" for report in reports if report.identity.region]
    paths = corpus.write(folder)
    return Trial(
        "**Edited copies** in another province's report",
        tuple(GivenFile(path, path.name) for path in paths),
        dict(zip(regions, corpus.passages, strict=True)),
        tuple(_edited(corpus, regions)),
        {path.name: region for path, region in zip(paths, regions, strict=True)},
    )


def _edited(corpus: Corpus, regions: Sequence[str]) -> Iterator[Asked]:
    for pair in corpus.pairs:
        level = "20 % and more" if pair.level >= 0.2 else "less than 20 %"  # noqa: PLR2004
        groups = ("all", level, pair.operator, f"{pair.length} characters", f"padding {pair.padding:.0%}")
        yield Asked(
            corpus.of(pair.source),
            regions[pair.copy.report],
            corpus.passages[pair.copy.report][pair.copy.passage],
            ("scattered",) if pair.operator == SCATTERED else groups,
        )


def of_translations(folder: Path) -> Trial:
    """Take news in three languages, each as the reports of a region: a passage's translation is to be the best of its."""
    documents = (NTREX / "DOCUMENT_IDS.tsv").read_text("utf-8").splitlines()
    cuts = [n for n in range(len(documents)) if n == 0 or documents[n] != documents[n - 1]]
    starts = [
        start for a, b in zip(cuts, [*cuts[1:], len(documents)], strict=True) for start in range(a, b, _SENTENCES)
    ]
    ends = [*starts[1:], len(documents)]
    passages: dict[str, tuple[str, ...]] = {}
    files = []
    for language, (region, file) in LANGUAGES.items():
        lines = (NTREX / file).read_text("utf-8").splitlines()
        between = "" if language == "zh" else " "
        passages[region] = tuple(between.join(lines[a:b]) for a, b in zip(starts, ends, strict=True))
        path = folder / f"ntrex {language}.jsonl"
        rows = [json.dumps({"text": text, "region": region}) for text in passages[region]]
        path.write_text("\n".join(rows), encoding="utf-8")
        files.append(GivenFile(path, path.name))
    drawn = sorted(np.random.default_rng(0).permutation(len(starts))[:TRANSLATED].tolist())
    questions = (
        Asked(passages[mine][n], theirs, passages[theirs][n], (f"{a} → {b}",))
        for a, (mine, _) in LANGUAGES.items()
        for b, (theirs, _) in LANGUAGES.items()
        if a != b
        for n in drawn
    )
    return Trial("**Translations** of passages of news", tuple(files), passages, tuple(questions))


# Who answers


def compared(
    trial: Trial, encoder: Encoder, memory: Path, peers: Mapping[str, Contender], folder: Path
) -> Iterator[str]:
    """Set everybody beside one another: how often what is asked for is the best of its region."""
    found = {OURS: of_library(trial, Remembering(encoder, memory), folder / trial.title.strip("*")[:8])}
    found |= {name: of_peer(trial, peer, folder) for name, peer in peers.items()}
    right = {
        name: np.array([best == asked.answer for best, asked in zip(bests, trial.questions, strict=True)], dtype=float)
        for name, bests in found.items()
    }
    groups = dict.fromkeys(group for asked in trial.questions for group in asked.groups)
    rows = []
    for group in groups:
        here = np.array([group in asked.groups for asked in trial.questions])
        rows.append((group, int(here.sum()), *(_share(right[name][here]) for name in found)))
    yield f"{trial.title}: how often it is the best of its region\n"
    yield from table(("", "texts", *found), rows)
    yield ""


def _share(right: Any) -> Estimate:
    return mean(right)


def of_library(trial: Trial, encoder: Encoder, folder: Path) -> list[str | None]:
    """Have a library answer: the text of each best passage, which must be said to say the same."""
    library = Library.open(folder, models_folder=MODELS, encoder=encoder)
    added = library.add(trial.files)
    assert not added.failed, added.failed
    for facts in added.added:
        if facts.region is None:
            library.edit(facts.id, {"region": trial.regions[facts.source.file]})
    bests = []
    for asked in trial.questions:
        (row,) = library.similar(asked.text, filters=Filters(regions=(asked.region,)), limit=1).regions
        bests.append(_best(row))
    return bests


def _best(row: RegionRow) -> str | None:
    return row.best.passage.text if row.best else None


def of_peer(trial: Trial, peer: Contender, folder: Path) -> list[str | None]:
    """Have a peer answer, which is given the passages of one region at a time."""
    bests: list[str | None] = [None] * len(trial.questions)
    for region, passages in trial.passages.items():
        asked = [n for n, question in enumerate(trial.questions) if question.region == region]
        if asked:
            peer.hold(Exam("", "", (), passages, {}, ()), folder)
            for n, ranking in zip(asked, peer.rank([trial.questions[n].text for n in asked]), strict=True):
                bests[n] = passages[min(ranking.hits[0])] if ranking.hits else None
    return bests


# Times


def times(encoder: Encoder, memory: Path, folder: Path) -> Iterator[str]:
    """Time passages of a large library, and pasted texts, one after another."""
    whole = [exams.xquad("zh", folder), exams.xquad("en", folder), exams.cmrc(folder)]
    exam, _ = large([*whole, *map(exams.of_reports, FOLDERS)], folder)
    library = Library.open(folder / "large", models_folder=MODELS, encoder=StandingIn(encoder, memory))
    library.add([*exam.files, *files_in([FOLDERS["provincial"]])])
    timed = Library.open(folder / "large", models_folder=MODELS, encoder=encoder)
    collection = timed.collection
    drawn = np.random.default_rng(0).permutation(np.flatnonzero(collection.saying_passages))[: TIMED + 1]
    passages = [collection.answer(int(n)) for n in drawn]
    jobs: dict[str, Callable[[int], object]] = {
        "a passage": lambda n: timed.similar_to(passages[n].id),
        "its text, pasted": lambda n: timed.similar(passages[n].text),
    }
    rows = []
    for name, job in jobs.items():
        job(0)
        taken = [_seconds(job, n) for n in range(1, TIMED + 1)]
        rows.append((name, *(f"{1000 * np.percentile(taken, part):.1f}" for part in (50, 95))))
    yield f"**One text** held beside {len(collection.passages):,} passages, over {TIMED}\n"
    yield from table(("milliseconds", "half are quicker than", "95 % are quicker than"), rows)
    yield ""


def _seconds(job: Callable[[int], object], n: int) -> float:
    start = time.perf_counter()
    job(n)
    return time.perf_counter() - start
