"""How often the passage that answers a question comes first, how surely that is said, and how long it takes.

Every contender is given the same passages and questions; README.md says what is measured of them, and how.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks import exams
from benchmarks.contenders import Contender, Duizhao, Peer, Ranking, Taken, Words
from benchmarks.exams import Asked, Exam
from benchmarks.gold import FOLDERS
from benchmarks.large import large
from benchmarks.metrics import Estimate, auc, balanced_accuracy, estimate, first_place, mean, recall, reciprocal
from benchmarks.remembered import cache_folder
from benchmarks.results import table
from benchmarks.setting import MODELS
from embeddings.load import load_encoder
from models import bundled, catalogue

OURS, WORDS, PIPELINE, TXTAI = "duizhao", "BM25", "sentence-transformers and FAISS", "txtai, hybrid"
TIMED = 100
BATCH = 1000
MANY = ("zh", "en")
"""The languages in which there are many questions about reports."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, and what each contender found."""

    question: Asked
    rankings: Mapping[str, Ranking]

    def place(self, contender: str) -> int:
        """Give the place of the first hit that answers, 0 if none does."""
        return first_place(self.rankings[contender].hits, self.question.answers)


Group = Sequence[Judged]
Figure = Callable[[Group, str], Estimate]


def measure() -> Iterator[str]:
    """Measure paragraphs, reports and times."""
    with ExitStack() as stack:
        cache = stack.enter_context(cache_folder())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="duizhao-bench-")))
        contenders = started(cache / "vectors.sqlite", stack)
        paragraphs = [exams.xquad("zh", folder), exams.xquad("en", folder), exams.cmrc(folder)]
        reports = [exams.of_reports(name) for name in FOLDERS]
        judged = {id(exam): judge(exam, contenders, folder) for exam in (*paragraphs, *reports)}
        yield from of_paragraphs([(exam, judged[id(exam)]) for exam in paragraphs])
        yield from of_reports({exam.name: judged[id(exam)] for exam in reports})
        yield from times([*paragraphs, *reports], contenders, folder)


def started(memory: Path, stack: ExitStack) -> dict[str, Contender]:
    """Make all contenders ready."""
    model, fingerprint = bundled.prepare(MODELS), catalogue.DEFAULT.fingerprint
    encoder = load_encoder(catalogue.DEFAULT.name, models_folder=MODELS)
    peer = partial(Peer, model=model, fingerprint=fingerprint, memory=memory)
    return {
        OURS: Duizhao(encoder, memory),
        WORDS: Words(),
        PIPELINE: stack.enter_context(peer("pipeline")),
        TXTAI: stack.enter_context(peer("txtai")),
    }


def judge(exam: Exam, contenders: Mapping[str, Contender], folder: Path) -> list[Judged]:
    """Have everyone answer an exam's questions."""
    asked = [question.text for question in exam.questions]
    found = {}
    for name, contender in contenders.items():
        contender.hold(exam, folder / f"{exam.name} {exam.language}")
        found[name] = contender.rank(asked)
    return [
        Judged(question, {name: rankings[n] for name, rankings in found.items()})
        for n, question in enumerate(exam.questions)
    ]


# Tables


def recalled(limit: int) -> Figure:
    """Give R@k as a figure."""
    return lambda group, name: mean(recall([judged.place(name) for judged in group], limit))


def reciprocal_rank(group: Group, name: str) -> Estimate:
    """Give MRR@10."""
    return mean(reciprocal([judged.place(name) for judged in group], 10))


def told_apart(group: Group, name: str) -> Estimate:
    """Give the AUC of a contender's scores."""
    scores = np.array([judged.rankings[name].score for judged in group])
    answered = np.array([bool(judged.question.answers) for judged in group])
    return estimate(len(group), lambda some: auc(scores[some], answered[some]))


def said_rightly(group: Group, name: str) -> Estimate:
    """Give the balanced accuracy of a contender's `confident`."""
    said = np.array([bool(judged.rankings[name].confident) for judged in group])
    answered = np.array([bool(judged.question.answers) for judged in group])
    return estimate(len(group), lambda some: balanced_accuracy(said[some], answered[some]))


def compared(title: str, groups: Mapping[str, Group], figure: Figure) -> Iterator[str]:
    """Set contenders beside one another in one figure; groups that have none are left out."""
    rows = []
    for label, group in groups.items():
        found = [figure(group, name) for name in (OURS, WORDS, PIPELINE, TXTAI)]
        if not np.isnan(found[0].value):
            rows.append((label, len(group), *found))
    yield from table((title, "questions", OURS, WORDS, PIPELINE, TXTAI), rows)
    yield ""


def of_paragraphs(judged: Sequence[tuple[Exam, Group]]) -> Iterator[str]:
    """Give how often and how early the right paragraph is found, from each language to each."""
    groups = {}
    for exam, everything in judged:
        for language in dict.fromkeys(one.question.language for one in everything):
            ones = [one for one in everything if one.question.language == language]
            groups[f"{exam.name} {language}→{exam.language}"] = ones
    yield "**Paragraphs**, each figure with its 95 % interval over questions\n"
    yield from compared("R@1", groups, recalled(1))
    yield from compared("MRR@10", groups, reciprocal_rank)


def of_reports(judged: Mapping[str, Group]) -> Iterator[str]:
    """Give how often and how early a passage that answers is found, and how surely that is said."""
    groups = with_held(by_kind(judged))
    answered = {label: [one for one in group if one.question.answers] for label, group in groups.items()}
    yield "**Reports**: questions about the samples, the seeds and the provincial reports\n"
    yield from compared("R@1", answered, recalled(1))
    yield from compared("R@5", answered, recalled(5))
    yield from compared("MRR@10", answered, reciprocal_rank)
    yield "**Whether anything answers**: AUC of the confidence (of peers: of the first hit's score)\n"
    yield from compared("AUC", groups, told_apart)
    yield "Balanced accuracy of `confident`, which only duizhao says:\n"
    rows = [(label, len(group), said_rightly(group, OURS)) for label, group in groups.items()]
    yield from table(("", "questions", OURS), [row for row in rows if not np.isnan(row[2].value)])
    yield ""


def by_kind(judged: Mapping[str, Group]) -> dict[str, Group]:
    """Group questions: all, by language (those with few questions together), by library."""
    everything = [one for group in judged.values() for one in group]
    by_language: dict[str, Group] = {
        tongue: [one for one in everything if one.question.language == tongue] for tongue in MANY
    }
    few = [one for one in everything if one.question.language not in MANY]
    others = ", ".join(dict.fromkeys(one.question.language for one in few))
    return {"all": everything, **by_language, others: few, **judged}


def with_held(groups: Mapping[str, Group]) -> dict[str, Group]:
    """Put behind each group those of it that were held back."""
    found: dict[str, Group] = {}
    for label, group in groups.items():
        found[label] = group
        found[f"{label}, held back"] = [one for one in group if one.question.held]
    return found


# Times


def times(whole: Sequence[Exam], contenders: Mapping[str, Contender], folder: Path) -> Iterator[str]:
    """Time one question after another in a large library, all contenders taking turns."""
    exam, copies = large(whole, folder)
    asked = sorted({question.text for one in whole for question in one.questions if question.language in MANY})
    drawn = [asked[n] for n in np.random.default_rng(0).permutation(len(asked))[: TIMED + 1]]
    for contender in contenders.values():
        if isinstance(contender, Peer):
            contender.lend(copies)
        contender.hold(exam, folder / "large")
        contender.time(drawn[0])
    taken: dict[str, list[Taken]] = {name: [] for name in contenders}
    for question in drawn[1:]:
        for name, contender in contenders.items():
            taken[name].append(contender.time(question))
    yield f"**One question at a time** in a library with {len(exam.passages):,} passages, over {TIMED} questions\n"
    rows = [
        (
            name,
            *(f"{1000 * np.percentile([one.whole for one in found], part):.1f}" for part in (50, 95)),
            f"{1000 * np.percentile([one.in_model for one in found], 50):.1f}",
        )
        for name, found in taken.items()
    ]
    yield from table(("milliseconds", "half are quicker than", "95 % are quicker than", "in the model, half"), rows)
    ours = contenders[OURS]
    if isinstance(ours, Duizhao):
        batch = [asked[n] for n in np.random.default_rng(1).permutation(len(asked))[:BATCH]]
        yield f"\n**In a batch** of {len(batch):,} duizhao answers {len(batch) / ours.time_many(batch):.0f} questions a second.\n"
