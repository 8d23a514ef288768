"""Find texts that are variants of one another as a peer does: PEER MODEL MEMORY FINGERPRINT GIVEN.json.

GIVEN.json is {kind: [text, …], …}; each kind is looked at for itself. Printed is, by kind, {"groups": [[number, …], …],
"scores": [score, …] or null, "seconds"}, for every group the numbers of its texts and how surely they belong together.
Vectors are there before time is taken.
"""

import json
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks.remembered import Memory

PASSAGE = "passage: "
MIN_CHARS = 8
"""Shorter texts are greetings and labels; nobody is given them."""
STRICT = 0.95
"""The threshold that serves semhash best, known afterwards; its own is 0.9."""
LEAST_KEPT = 0.4
_PUNCTUATION = re.compile(r"[\W_]+")


class Grouped(NamedTuple):
    """The numbers of texts that belong together, and how surely."""

    groups: Sequence[Sequence[int]]
    scores: Sequence[float] | None = None


Work = Callable[[], Grouped]
"""What time is taken of."""


class Given(NamedTuple):
    """What a peer is given: texts, and what makes their vectors."""

    texts: Sequence[str]
    vectors: Callable[[], Any]


def exact(given: Given) -> Work:
    """Hash texts without their punctuation."""

    def work() -> Grouped:
        found: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(given.texts):
            found[_PUNCTUATION.sub("", text)].append(number)
        return Grouped([group for group in found.values() if len(group) > 1])

    return work


def rapidfuzz(given: Given) -> Work:
    """Compare each text with each by the share of characters that an alignment keeps, from `LEAST_KEPT`."""
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    rows = 256

    def work() -> Grouped:
        texts = [_PUNCTUATION.sub("", text) for text in given.texts]
        groups: list[Sequence[int]] = []
        scores: list[float] = []
        for first in range(0, len(texts), rows):
            others = texts[first:]
            near = process.cdist(
                texts[first : first + rows],
                others,
                scorer=Indel.normalized_similarity,
                score_cutoff=LEAST_KEPT,
                dtype=np.float32,
                workers=2,
            )
            for row, column in np.argwhere(np.triu(near, k=1)).tolist():
                groups.append((first + row, first + column))
                scores.append(float(near[row, column]))
        return Grouped(groups, scores)

    return work


def mining(given: Given) -> Work:
    """Mine paraphrases with sentence-transformers."""
    from sentence_transformers.util import paraphrase_mining_embeddings

    vectors = given.vectors()

    def work() -> Grouped:
        found = paraphrase_mining_embeddings(vectors)
        return Grouped([(int(one), int(other)) for _, one, other in found], [score for score, _, _ in found])

    return work


def semhash(given: Given, threshold: float) -> Work:
    """Deduplicate with semhash; its own model is a download, so it has this one's vectors. What has one original is a family."""
    from semhash import SemHash

    vectors = given.vectors()
    records = [{"number": str(number), "text": text} for number, text in enumerate(given.texts)]

    def work() -> Grouped:
        made = SemHash.from_embeddings(vectors, records, model=_NoModel(), columns=["text"])
        found: dict[int, list[int]] = defaultdict(list)
        for one in made.self_deduplicate(threshold).filtered:
            found[int(one.duplicate_of["number"])].append(int(one.record["number"]))
        return Grouped([[original, *others] for original, others in found.items()])

    return work


class _NoModel:
    """Stands where a model must, and is never asked."""

    def encode(self, inputs: Any, **_: Any) -> Any:
        """Refuse."""
        raise NotImplementedError


def text_dedup(given: Given) -> Work:
    """Run text-dedup's MinHash over character 5-grams, with its own threshold."""
    from datasets import Dataset, disable_progress_bars
    from text_dedup import minhash

    disable_progress_bars()

    def work() -> Grouped:
        # A word is what stands between spaces: so each character is one.
        spaced = [" ".join(_PUNCTUATION.sub("", text)) for text in given.texts]
        with tempfile.TemporaryDirectory(prefix="duizhao-bench-") as folder:
            Dataset.from_dict({"text": spaced}).save_to_disk(f"{folder}/given")
            options = {"path": f"{folder}/given", "output": f"{folder}/kept", "column": "text", "num_proc": "1"}
            words = [word for name, value in options.items() for word in (f"--{name}", value)]
            minhash.main.main([*words, "--local"], standalone_mode=False)
        found: dict[int, list[int]] = defaultdict(list)
        for number in list(minhash.uf.parent):
            found[minhash.uf.find(number)].append(int(number))
        return Grouped([group for group in found.values() if len(group) > 1])

    return work


PEERS: dict[str, Callable[[Given], Work]] = {
    "exact": exact,
    "rapidfuzz": rapidfuzz,
    "mining": mining,
    "semhash": partial(semhash, threshold=0.9),
    "semhash-strict": partial(semhash, threshold=STRICT),
    "text-dedup": text_dedup,
}


@cache
def _model(folder: str) -> Any:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(folder, device="cpu")


def main() -> None:
    """Do what was asked, and print what was found."""
    name, model, memory, fingerprint, given = sys.argv[1:]
    remembered = Memory(Path(memory), fingerprint)
    printed = sys.stdout
    sys.stdout = sys.stderr  # some peers print

    def vectors(texts: Sequence[str]) -> Any:
        return remembered.vectors([PASSAGE + text for text in texts], lambda new: _model(model).encode(new))

    found = {}
    for kind, texts in json.loads(Path(given).read_text(encoding="utf-8")).items():
        kept = [number for number, text in enumerate(texts) if len(text) >= MIN_CHARS]
        chosen = [texts[number] for number in kept]
        work = PEERS[name](Given(chosen, lambda chosen=chosen: vectors(chosen)))  # type: ignore[misc]
        start = time.perf_counter()
        grouped = work()
        found[kind] = {
            "groups": [[kept[n] for n in group] for group in grouped.groups],
            "scores": grouped.scores,
            "seconds": time.perf_counter() - start,
        }
    json.dump(found, printed)


main()
