"""How much planted reuse is found, what is taken for reuse and is none, and how well families hold together."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpus import Copied, Corpus, Stretch
from benchmarks.edits import OPERATORS
from benchmarks.finders import Duizhao, Finder, Peer
from benchmarks.injected import KINDS, LENGTHS, LEVELS, PADDINGS, SCATTERED, injected, provincial
from benchmarks.lookalikes import written
from benchmarks.matches import Found, b_cubed
from benchmarks.metrics import Estimate, Numbers, estimate, mean
from benchmarks.natural import natural
from benchmarks.remembered import cache_folder
from benchmarks.results import table
from benchmarks.samples import Planted, planted
from benchmarks.setting import MODELS
from benchmarks.shares import LEAST, Shared, least_shared
from embeddings.load import load_encoder
from models import bundled, catalogue

OURS = "duizhao"
PEERS = {
    "exact": "equal sentences",
    "text-dedup": "text-dedup",
    "rapidfuzz": "rapidfuzz",
    "mining": "paraphrase_mining",
    "semhash": "semhash, its own threshold",
    "semhash-strict": "semhash, 0.95",
}
"""What the peers of `peers/finder.py` are called in tables."""
MODERATE = 0.2
"""Up to this level the goal is higher."""
Places = NDArray[np.int64]
PRECISE = 0.97
_STEP = 0.01
_SCORES = np.arange(0.4, 1.0, _STEP).round(2).tolist()


def measure() -> Iterator[str]:
    """Measure everybody."""
    yield from _measured(everybody=True)


def of_ours() -> Iterator[str]:
    """Measure duizhao alone."""
    yield from _measured(everybody=False)


def _measured(*, everybody: bool) -> Iterator[str]:
    with ExitStack() as stack:
        memory = stack.enter_context(cache_folder()) / "vectors.sqlite"
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="duizhao-bench-")))
        corpus = injected(provincial())
        files = corpus.write(folder)
        finders = started(memory, folder, everybody=everybody)
        everything = {name: finder.find(files, corpus.passages) for name, finder in finders.items()}
        found = {name: served_best(one, corpus) for name, one in everything.items()}
        samples = planted()
        in_samples = {
            name: counted_like(found[name], finder.find(samples.files, samples.passages))
            for name, finder in finders.items()
        }
        yield from about(corpus, found)
        yield from recalls(corpus, found)
        yield from by_cell(corpus, found[OURS])
        yield from precisions(corpus, found)
        yield from at_goal(corpus, everything)
        yield from families(corpus, found, samples, in_samples)
        yield from shares(corpus, found)
        yield from natural()
        yield from judged(finders, found, folder)


def started(memory: Path, folder: Path, *, everybody: bool) -> dict[str, Finder]:
    """Make contenders ready.

    Args:
        memory: the file of remembered vectors.
        folder: for what they write.
        everybody: whether peers take part.
    """
    encoder = load_encoder(catalogue.DEFAULT.name, models_folder=MODELS)
    finders: dict[str, Finder] = {OURS: Duizhao(encoder, memory, folder)}
    if everybody:
        model, fingerprint = bundled.prepare(MODELS), catalogue.DEFAULT.fingerprint
        peer = partial(Peer, model=model, fingerprint=fingerprint, memory=memory, folder=folder)
        finders |= {title: peer(name) for name, title in PEERS.items()}
    return finders


def served_best(found: Found, corpus: Corpus) -> Found:
    """Give whoever scores pairs the least score that serves it best, known afterwards: that of the greatest F1."""
    if found.scores is None:
        return found

    def f1(some: Found) -> float:
        right, wrong = _right(some, usual(corpus)).sum(), _wrong(some, corpus).sum()
        return float(2 * right / (len(usual(corpus)) + right + wrong))

    concerned = _concerned(found, corpus)
    return found.least(max(concerned, key=lambda score: f1(concerned[score])))


def _concerned(found: Found, corpus: Corpus) -> dict[float, Found]:
    """Give the pairs between passages in which something is planted, from each score on that leaves some out."""
    assert found.scores is not None
    pairs = found.between((one.passage_key, other.passage_key) for one, other in _sides(corpus))
    return {score: pairs.least(score) for score in _SCORES if score >= min(found.scores) - _STEP}


def counted_like(before: Found, now: Found) -> Found:
    """Have the least score that counted before count now."""
    return now if before.scores is None or now.scores is None else now.least(min(before.scores))


def _sides(corpus: Corpus) -> Iterator[tuple[Stretch, Stretch]]:
    yield from ((pair.source, pair.copy) for pair in corpus.pairs)
    yield from ((alike.one, alike.other) for alike in corpus.lookalikes)


def usual(corpus: Corpus) -> list[Copied]:
    """Give the planted pairs, but for those that are edited as nobody edits."""
    return [pair for pair in corpus.pairs if pair.operator != SCATTERED]


def _right(found: Found, pairs: Sequence[Copied]) -> Numbers:
    return np.array([float(found.joins(pair.source, pair.copy)) for pair in pairs])


def _wrong(found: Found, corpus: Corpus, kind: str = "") -> Numbers:
    """Say of each lookalike, or of those of a kind, whether it was found."""
    alike = [one for one in corpus.lookalikes if kind in {"", one.kind}]
    return np.array([float(found.joins(one.one, one.other)) for one in alike])


# Tables


def about(corpus: Corpus, found: Mapping[str, Found]) -> Iterator[str]:
    """Say what was looked at, by whom, and for how long."""
    chars = sum(len(text) for report in corpus.passages for text in report)
    passages = sum(map(len, corpus.passages))
    yield (
        f"{len(corpus.passages)} reports with {chars:,} characters in {passages:,} passages: {len(corpus.pairs)} planted "
        f"pairs, {len(corpus.families)} families, {len(corpus.lookalikes)} lookalikes.\n"
    )
    rows = [
        (
            name,
            f"{one.seconds:.1f}",
            f"{len(one.groups):,} {'families' if one.scores is None else 'pairs'}",
            f"{min(one.scores):.2f}" if one.scores else "",
        )
        for name, one in found.items()
    ]
    yield from table(("", "seconds, vectors being there", "found", "least score that serves best"), rows)
    yield ""


def recalls(corpus: Corpus, found: Mapping[str, Found]) -> Iterator[str]:
    """Give recall by level, length, padding and operator."""
    pairs = usual(corpus)
    groups = {
        "up to 20 % edited": [pair for pair in pairs if pair.level <= MODERATE],
        **{f"{_percent(level)} edited": [p for p in pairs if p.level == level] for level in reversed(LEVELS)},
        **{f"{length} characters": [p for p in pairs if p.length == length] for length in reversed(tuple(LENGTHS))},
        **{
            f"{_percent(padding)} other text": [p for p in pairs if p.padding == padding]
            for padding in reversed(PADDINGS)
        },
        **{operator: [p for p in corpus.pairs if p.operator == operator] for operator in OPERATORS},
    }
    yield "**Recall**: the share of planted pairs that were found, each with its 95 % interval over pairs\n"
    rows = [
        (label, len(group), *(_recall(one, group) for one in found.values()))
        for label, group in groups.items()
        if group
    ]
    yield from table(("pairs", "number", *found), rows)
    yield ""
    yield "How much of what is shown of the copy's passage is the copy, where the pair was found:\n"
    yield from table(("", *found), [("share", *(_exactness(one, pairs) for one in found.values()))])
    yield ""


def _recall(found: Found, pairs: Sequence[Copied]) -> Estimate:
    return mean(_right(found, pairs))


def _exactness(found: Found, pairs: Sequence[Copied]) -> Estimate:
    hit = [pair for pair in pairs if found.joins(pair.source, pair.copy)]
    return mean(np.array([found.exactness(pair.copy, pair.source) for pair in hit]))


def by_cell(corpus: Corpus, found: Found) -> Iterator[str]:
    """Give what one contender found of how many, by length, padding and level, and by operator and level."""
    head = [_percent(level) for level in reversed(LEVELS)]
    pairs = usual(corpus)
    yield f"Pairs that {OURS} found, by characters, other text beside them, and the share that was edited:\n"
    cells = product(reversed(tuple(LENGTHS)), reversed(PADDINGS))
    rows = [
        (length, _percent(padding), *_by_level(found, [p for p in pairs if (p.length, p.padding) == (length, padding)]))
        for length, padding in cells
    ]
    yield from table(("characters", "other text", *head), rows)
    yield ""
    rows = [(name, "", *_by_level(found, [p for p in corpus.pairs if p.operator == name])) for name in OPERATORS]
    yield from table(("edited by", "", *head), rows)
    yield ""


def _by_level(found: Found, pairs: Sequence[Copied]) -> Iterator[str]:
    for level in reversed(LEVELS):
        some = _right(found, [pair for pair in pairs if pair.level == level])
        yield f"{some.sum():.0f} of {len(some)}" if len(some) else "–"


def precisions(corpus: Corpus, found: Mapping[str, Found]) -> Iterator[str]:
    """Give how much of what was found is reuse, beside lookalikes: as they are, and as if there were as many as pairs."""
    yield "**Precision**: planted pairs found, of these and lookalikes found; `even` as if there were as many of these\n"
    rows: list[tuple[object, ...]] = []
    for kind in ("", *KINDS):
        for even in (False, True):
            count = len(_wrong(found[OURS], corpus, kind))
            figures = [_precision(one, corpus, kind, even=even) for one in found.values()]
            rows.append((f"{kind or 'all'}{', even' if even else ''}", count, *figures))
    rows += [
        (f"{kind or 'all'}, found", "", *(f"{_wrong(one, corpus, kind).sum():.0f}" for one in found.values()))
        for kind in KINDS
    ]
    yield from table(("lookalikes", "number", *found), rows)
    yield ""


def at_goal(corpus: Corpus, everything: Mapping[str, Found]) -> Iterator[str]:
    """Give the recall of those that reach the precision that is wanted, peers with the least score that does."""
    rows = []
    for name, one in everything.items():
        ways = {"": one} if one.scores is None else _concerned(one, corpus)
        good = {score: way for score, way in ways.items() if _even(way, corpus) >= PRECISE}
        moderate = [pair for pair in usual(corpus) if pair.level <= MODERATE]
        best = max(good, key=lambda score: _right(good[score], moderate).mean(), default=None)
        rows.append((name, "never" if best is None else best, "–" if best is None else _recall(good[best], moderate)))
    yield f"**Recall up to 20 % edited, where precision is {PRECISE} or more**, as if there were as many lookalikes as pairs\n"
    yield from table(("", "from score", "recall"), rows)
    yield ""


def _even(found: Found, corpus: Corpus) -> float:
    """Give precision as if there were as many lookalikes as pairs; 0 where nothing is found."""
    right, wrong = _right(found, usual(corpus)).mean(), _wrong(found, corpus).mean()
    return float(right / (right + wrong)) if right else 0.0


def _precision(found: Found, corpus: Corpus, kind: str, *, even: bool) -> Estimate:
    right, wrong = _right(found, usual(corpus)), _wrong(found, corpus, kind)
    truth = np.concatenate([np.ones(len(right)), np.zeros(len(wrong))])
    said = np.concatenate([right, wrong])
    weight = len(right) / len(wrong) if even else 1.0

    def figure(some: Places) -> float:
        hit, alarm = (said[some] * truth[some]).sum(), weight * (said[some] * (1 - truth[some])).sum()
        return float(hit / (hit + alarm)) if hit + alarm else float("nan")

    return estimate(len(said), figure)


def families(
    corpus: Corpus, found: Mapping[str, Found], samples: Planted, in_samples: Mapping[str, Found]
) -> Iterator[str]:
    """Give B³ of planted families: alone, beside lookalikes, and those of the samples."""
    singles = [[stretch] for alike in corpus.lookalikes for stretch in (alike.one, alike.other)]
    yield "**Families**: B³ over occurrences, each with its 95 % interval over families\n"
    rows: list[tuple[object, ...]] = []
    for label, planted_ones, by_whom in (
        ("planted", corpus.families, found),
        ("planted, and lookalikes as families of one", [*corpus.families, *singles], found),
        ("planted in the samples", samples.families, in_samples),
    ):
        figures = {name: _b_cubed(one.families, planted_ones) for name, one in by_whom.items()}
        for n, what in enumerate(("precision", "recall", "F1")):
            rows.append((label if not n else "", what, *(figure[n] for figure in figures.values())))
    yield from table(("families", "B³", *found), rows)
    yield ""


def _b_cubed(found: Found, families: Sequence[Sequence[Stretch]]) -> tuple[Estimate, Estimate, Estimate]:
    """Give precision, recall and F1 over all items."""
    kept = b_cubed(found, families)
    sums = np.array([(len(items), sum(i.precision for i in items), sum(i.recall for i in items)) for items in kept])

    def figures(some: Places) -> tuple[float, float, float]:
        count, precision, recall = sums[some].sum(axis=0)
        return precision / count, recall / count, 2 * precision * recall / (precision + recall) / count

    one, other, both = (estimate(len(kept), lambda some, n=n: float(figures(some)[n])) for n in range(3))  # type: ignore[misc]
    return one, other, both


def shares(corpus: Corpus, found: Mapping[str, Found]) -> Iterator[str]:
    """Give how little text two members of a family have in common."""
    rows = []
    for name, one in found.items():
        kept: list[Shared] = [least_shared([corpus.of(s) for s in group]) for group in one.families.groups]
        least = min(kept, key=lambda shared: shared.any_order)
        rows.append(
            (
                name,
                f"{min(shared.in_order for shared in kept):.2f}",
                sum(shared.in_order < LEAST for shared in kept),
                f"{least.any_order:.2f}",
                sum(shared.any_order < LEAST for shared in kept),
                len(kept),
            )
        )
    yield "**The least that two members of a family share** of the longer one's characters, numbers masked\n"
    yield from table(("", "in order", "families under a third", "in any order", "families under a third", "of"), rows)
    yield ""


def judged(finders: Mapping[str, Finder], found: Mapping[str, Found], folder: Path) -> Iterator[str]:
    """Give who holds to the pairs that were written and judged: each text stands in a report of its own."""
    texts = [closed(text) for pair in written() for text in (pair.one, pair.other)]
    files = [folder / f"written {number}.txt" for number in range(len(texts))]
    for number, (file, text) in enumerate(zip(files, texts, strict=True)):
        file.write_text(f"第{number}号工作报告\n{text}", encoding="utf-8")
    whole = [Stretch(number, 0, 0, len(text)) for number, text in enumerate(texts)]
    rows = []
    for name, finder in finders.items():
        one = counted_like(found[name], finder.find(files, [(text,) for text in texts]))
        said = {True: 0, False: 0}
        for pair, mine, theirs in zip(written(), whole[::2], whole[1::2], strict=True):
            said[pair.together] += one.joins(mine, theirs)
        rows.append((name, said[True], said[False]))
    yield "**Pairs that were written and judged**\n"
    yield from table(("", "of ten that belong together, found", "of ten that do not, found"), rows)
    yield ""


def closed(text: str) -> str:
    """End a text like a sentence."""
    return text if text.endswith("。") else text + "。"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


if __name__ == "__main__":
    for line in of_ours():
        print(line, flush=True)
