"""Two reports side by side: which passages stand for one another, after edits, moves, splits and merges that are known.

One report is a real one, of a province; the other is made from it. Passages of other provinces on the same subjects are put in.
"""

import random
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.altered import clauses
from benchmarks.remembered import Remembering, cache_folder
from benchmarks.results import table
from benchmarks.setting import MODELS
from benchmarks.texts import PROVINCES
from reports.reader import read
from reports.sentences import sentences
from service.answers import Comparison
from service.encoder import ModelEncoder
from service.files import GivenFile
from service.library import DEFAULT_MODEL, Library

SHORTEST = 40
KEPT, EDITED, DROPPED, MERGED, SPLIT = 0.25, 0.45, 0.1, 0.1, 0.1
LEAST_EDIT, MOST_EDIT = 0.05, 0.4
NEW = 0.1
REPORTS = 12
"""How many reports are taken, drawn with a fixed seed: all 31 in every order take a quarter of an hour and more."""
ORDERS = {"in order": 0.0, "15 % moved": 0.15, "shuffled": 1.0}


@dataclass
class Made:
    """A report made from another.

    Attributes:
        passages: its passages, in order.
        pairs: which of the real report's passages (by place) each stands for.
        edited: how much of the characters of each pair was changed, 0 to 1.
    """

    passages: list[str] = field(default_factory=list)
    pairs: set[tuple[int, int]] = field(default_factory=set)
    edited: dict[tuple[int, int], float] = field(default_factory=dict)


def measure() -> Iterator[str]:
    """Measure the alignment of passages, and the time it takes."""
    real = provincial_passages()
    titles = random.Random(0).sample(sorted(real), REPORTS)  # noqa: S311
    held = [bool(zlib.crc32(title.encode()) & 1) for title in titles]
    with cache_folder() as folder, tempfile.TemporaryDirectory(prefix="duizhao-compare-") as home:
        encoder = Remembering(ModelEncoder(DEFAULT_MODEL, models_folder=MODELS), folder / "vectors.sqlite")
        library = Library.open(Path(home), model=DEFAULT_MODEL, models_folder=MODELS, encoder=encoder)
        rows, seconds = [], []
        for name, moved in ORDERS.items():
            found = [compared(library, Path(home), real, title, moved) for title in titles]
            seconds += [one.seconds for one in found]
            for half in (False, True):
                mine = [one for one, is_held in zip(found, held, strict=True) if is_held is half]
                rows.append((name, "held back" if half else "seen", len(mine), *figures(mine)))
        yield from table(
            (
                "order",
                "half",
                "reports",
                "precision",
                "recall",
                "F1 (goal 0.97)",
                "F1 of pairs edited by 25 % and more",
                "kinds right",
            ),
            rows,
        )
        yield (
            f"\n**Speed**: {median(seconds):.2f} s a pair of reports of about 20,000 characters, {max(seconds):.2f} s at most (goal 2 s)."
        )


def provincial_passages() -> dict[str, list[str]]:
    """Read the passages of the provinces' reports that are paragraphs of sentences, by title."""
    found = [read(path.name, path.read_bytes())[0] for path in sorted(PROVINCES.glob("*.docx"))]
    texts = {one.identity.title: [p.span.of(one.text) for p in one.passages] for one in found}
    return {
        title: [t for t in held if len(t) >= SHORTEST and t[-1] in "。！" and "\n" not in t]
        for title, held in texts.items()
    }


def made_from(passages: Sequence[str], others: Sequence[str], moved: float, draw: random.Random) -> Made:
    """Edit, drop, merge, split and move the passages of a report, and put in some of others."""
    units: list[list[tuple[str, dict[int, float]]]] = []
    n = 0
    while n < len(passages):
        text, what = passages[n], draw.random()
        cut = len(clauses(text)) // 2
        if what < DROPPED:
            pass
        elif what < DROPPED + MERGED and n + 1 < len(passages):
            units.append([(text + passages[n + 1], {n: 0.0, n + 1: 0.0})])
            n += 1
        elif what < DROPPED + MERGED + SPLIT and cut > 1:
            parts = sentences_of(text)
            half = len(parts) // 2
            if half:
                units.append([("".join(part), {n: 0.0}) for part in (parts[:half], parts[half:])])
            else:
                units.append([(text, {n: 0.0})])
        elif what < DROPPED + MERGED + SPLIT + EDITED:
            share = draw.uniform(LEAST_EDIT, MOST_EDIT)
            units.append([(edited(text, share, others, draw), {n: share})])
        else:
            units.append([(text, {n: 0.0})])
        n += 1
    places = draw.sample(range(len(units)), round(moved * len(units)))
    taken = [units[place] for place in places]
    units = [unit for place, unit in enumerate(units) if place not in set(places)]
    for unit in taken:
        units.insert(draw.randrange(len(units) + 1), unit)
    for _ in range(round(NEW * len(units))):
        units.insert(draw.randrange(len(units) + 1), [(draw.choice(others), {})])
    made = Made()
    for text, stands_for in (part for unit in units for part in unit):
        made.pairs |= {(place, len(made.passages)) for place in stands_for}
        made.edited |= {(place, len(made.passages)): share for place, share in stands_for.items()}
        made.passages.append(text)
    return made


def sentences_of(text: str) -> list[str]:
    """Cut a passage into its sentences."""
    return [span.of(text) for span in sentences(text)]


def edited(text: str, share: float, others: Sequence[str], draw: random.Random) -> str:
    """Change about a share of a passage's characters: clauses go, come, or give way to others; words and figures change."""
    parts = clauses(text)
    changed = 0.0
    for place in draw.sample(range(len(parts)), len(parts)):
        if changed >= share * len(text):
            break
        part, what = parts[place], draw.random()
        foreign = draw.choice(clauses(draw.choice(others)))
        if what < 1 / 4:
            parts[place] = "" if place + 1 < len(parts) else part
        elif what < 1 / 2:
            parts[place] = foreign.rstrip("。！，；：") + part[-1]
        elif what < 3 / 4:
            parts[place] = part + foreign if place + 1 < len(parts) and foreign[-1] in "，；" else part
        else:
            at = draw.randrange(max(1, len(part) - 4))
            parts[place] = part[:at] + "".join(draw.sample(foreign, min(4, len(foreign)))) + part[at + 4 :]
        changed += max(len(part), len(parts[place])) if what < 3 / 4 else 4
    return "".join(parts)


@dataclass
class Found:
    """What a comparison found of a made pair: pairs right, found and true; the same of those much edited; kinds; seconds."""

    right: int
    found: int
    true: int
    right_much: int
    true_much: int
    kinds: Counter[bool]
    seconds: float


def compared(library: Library, folder: Path, real: dict[str, list[str]], title: str, moved: float) -> Found:
    """Compare a real report with one made from it."""
    draw = random.Random(f"{title} {moved}")  # noqa: S311
    others = [text for other, texts in real.items() if other != title for text in texts]
    made = made_from(real[title], others, moved, draw)
    one, other = (added(library, folder, title, texts) for texts in (real[title], made.passages))
    start = time.perf_counter()
    comparison = library.compare(one, other)
    seconds = time.perf_counter() - start
    found = pairs_of(comparison, real[title], made.passages)
    much = {pair for pair in made.pairs if made.edited[pair] >= 0.25}  # noqa: PLR2004
    library.remove([one, other])
    return Found(
        right=len(found & made.pairs),
        found=len(found),
        true=len(made.pairs),
        right_much=len(found & much),
        true_much=len(much),
        kinds=kinds_right(comparison, real[title], made),
        seconds=seconds,
    )


def added(library: Library, folder: Path, title: str, passages: Sequence[str]) -> str:
    """Put passages into the library as a report, and give its id."""
    text = "\n".join([title, "", *passages, ""])
    file = folder / f"{zlib.crc32(text.encode())}.txt"
    file.write_text(text, encoding="utf-8")
    (report,) = library.add([GivenFile(file, file.name)]).added
    return report.id


def pairs_of(comparison: Comparison, mine: Sequence[str], theirs: Sequence[str]) -> set[tuple[int, int]]:
    """Give the pairs of passages, by their places as they were made."""
    at = {text: n for n, text in enumerate(mine)}
    there = {text: n for n, text in enumerate(theirs)}
    return {
        (at[a.text], there[b.text])
        for row in comparison.rows
        for a in row.a
        for b in row.b
        if a.text in at and b.text in there
    }


def kinds_right(comparison: Comparison, mine: Sequence[str], made: Made) -> Counter[bool]:
    """Count the passages of the made report whose kind is right: new, the same, or changed; moved counts as either."""
    right: Counter[bool] = Counter()
    at = {text: n for n, text in enumerate(made.passages)}
    for row in comparison.rows:
        for passage in row.b:
            if passage.text in at:
                stands_for = [i for i, j in made.pairs if j == at[passage.text]]
                whole = len(stands_for) == 1 and mine[stands_for[0]] == passage.text
                expected = {"only_b"} if not stands_for else {"same", "moved"} if whole else {"edited", "moved"}
                right[row.kind in expected] += 1
    return right


def figures(found: Sequence[Found]) -> tuple[str, ...]:
    """Give precision, recall, F1, recall of what was much edited, and the share of kinds that are right."""
    right, all_found, true = (sum(getattr(one, name) for one in found) for name in ("right", "found", "true"))
    precision, recall = right / all_found, right / true
    much = sum(one.right_much for one in found) / max(1, sum(one.true_much for one in found))
    kinds: Counter[bool] = sum((one.kinds for one in found), Counter())
    values = (precision, recall, 2 * precision * recall / (precision + recall), much, kinds[True] / kinds.total())
    return tuple(f"{value:.3f}" for value in values)
