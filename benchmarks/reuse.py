"""How much planted reuse is found, what is taken for reuse and is none, and how well families hold together."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import product
from pathlib import Path

import numpy as np

from benchmarks.finders import Duizhao, Finder
from benchmarks.injected import KINDS, LENGTHS, LEVELS, PADDINGS, SCATTERED, Copied, Corpus, injected, provincial
from benchmarks.edits import OPERATORS
from benchmarks.matches import Found, b_cubed
from benchmarks.metrics import Estimate, mean
from benchmarks.remembered import cache_folder
from benchmarks.results import table
from benchmarks.setting import MODELS
from embeddings.load import load_encoder
from models import catalogue

OURS = "duizhao"
"""Levels up to this one have a goal of their own."""
MODERATE = 0.2


def measure() -> Iterator[str]:
    """Measure everybody."""
    with ExitStack() as stack:
        yield from _measured(stack, everybody=True)


def of_ours() -> Iterator[str]:
    """Measure duizhao alone."""
    with ExitStack() as stack:
        yield from _measured(stack, everybody=False)


def _measured(stack: ExitStack, *, everybody: bool) -> Iterator[str]:
    cache = stack.enter_context(cache_folder())
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="duizhao-bench-")))
    corpus = injected(provincial())
    files = corpus.write(folder)
    encoder = load_encoder(catalogue.DEFAULT.name, models_folder=MODELS)
    finders: dict[str, Finder] = {OURS: Duizhao(encoder, cache / "vectors.sqlite", folder)}
    found = {name: finder.find(files, corpus.passages) for name, finder in finders.items()}
    yield from recalls(corpus, found)
    yield from precisions(corpus, found)
    yield from families(corpus, found)
    yield from by_cell(corpus, found[OURS])


def recalled(found: Found, pairs: Sequence[Copied]) -> Estimate:
    """Give the share of pairs that were found."""
    return mean(np.array([float(found.joins(pair.source, pair.copy)) for pair in pairs]))


def recalls(corpus: Corpus, found: Mapping[str, Found]) -> Iterator[str]:
    """Give recall by level, length, padding and operator."""
    usual = [pair for pair in corpus.pairs if pair.operator != SCATTERED]
    groups: dict[str, list[Copied]] = {
        "up to 20 % edited": [pair for pair in usual if pair.level <= MODERATE],
        "40 % edited": [pair for pair in usual if pair.level > MODERATE],
    }
    groups |= {f"{level:.0%} edited": [pair for pair in usual if pair.level == level] for level in reversed(LEVELS[1:])}
    groups |= {f"{length} characters": [p for p in usual if p.length == length] for length in reversed(LENGTHS)}
    groups |= {f"{padding:.0%} other text": [p for p in usual if p.padding == padding] for padding in reversed(PADDINGS)}
    groups |= {operator: [p for p in corpus.pairs if p.operator == operator] for operator in OPERATORS}
    yield "**Recall**: the share of planted pairs that were found, with its 95 % interval over pairs\n"
    rows = [(label, len(group), *(recalled(one, group) for one in found.values())) for label, group in groups.items()]
    yield from table(("pairs", "number", *found), rows)
    yield ""


def precisions(corpus: Corpus, found: Mapping[str, Found]) -> Iterator[str]:
    """Give how much of what was found is reuse, beside what only looks like it."""
    usual = [pair for pair in corpus.pairs if pair.operator != SCATTERED]
    yield "**Precision**: planted pairs found, of these and the lookalikes found\n"
    rows = []
    for kind in (*KINDS, "all"):
        alike = [one for one in corpus.lookalikes if kind in {one.kind, "all"}]
        cells = []
        for one in found.values():
            right = [one.joins(pair.source, pair.copy) for pair in usual]
            wrong = [one.joins(pair.one, pair.other) for pair in alike]
            even = np.mean(right) / (np.mean(right) + np.mean(wrong)) if any(right) else float("nan")
            cells.append(f"{sum(right) / max(1, sum(right) + sum(wrong)):.3f}; {even:.3f} ({sum(wrong)} found)")
        rows.append((kind, len(alike), *cells))
    yield from table(("lookalikes", "number", *found), rows)
    yield ""


def families(corpus: Corpus, found: Mapping[str, Found]) -> Iterator[str]:
    """Give B³ of planted families."""
    rows = []
    for name, one in found.items():
        kept = [item for family in b_cubed(one, corpus.families) for item in family]
        precision, recall = np.mean([item.precision for item in kept]), np.mean([item.recall for item in kept])
        rows.append((name, f"{precision:.3f}", f"{recall:.3f}", f"{2 * precision * recall / (precision + recall):.3f}", f"{one.seconds:.1f}"))
    yield f"**Families**: {len(corpus.families)} planted, {sum(map(len, corpus.families))} occurrences\n"
    yield from table(("", "B³ precision", "B³ recall", "B³ F1", "seconds"), rows)
    yield ""


def by_cell(corpus: Corpus, found: Found) -> Iterator[str]:
    """Give recall by length, padding and level, and by operator and level, as found of how many."""
    head = [f"{level:.0%}" for level in reversed(LEVELS)]
    usual = [pair for pair in corpus.pairs if pair.operator != SCATTERED]
    rows = [
        (length, f"{padding:.0%}", *(_count(found, [p for p in usual if (p.length, p.padding, p.level) == (length, padding, level)]) for level in reversed(LEVELS)))
        for length, padding in product(reversed(LENGTHS), reversed(PADDINGS))
    ]
    yield from table(("characters", "other text", *head), rows)
    yield ""
    rows = [
        (operator, *(_count(found, [p for p in corpus.pairs if (p.operator, p.level) == (operator, level)]) for level in reversed(LEVELS)))
        for operator in OPERATORS
    ]
    yield from table(("operator", *head), rows)
    yield ""


def _count(found: Found, pairs: Sequence[Copied]) -> str:
    return f"{sum(found.joins(pair.source, pair.copy) for pair in pairs)} of {len(pairs)}" if pairs else "–"


if __name__ == "__main__":
    for line in of_ours():
        print(line, flush=True)
